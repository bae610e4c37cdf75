#!/bin/sh
# Coverage-guided fuzzing: of the whole front end, from the samples and the
# kept inputs of tests/fuzz/kept; of the Word reader, from the cases of
# tests/docx-in. A crash is left in build/fuzz/. FUZZ=docx runs that one alone.
: "${FUZZ_SECONDS:=600}" "${FUZZ:=front docx}"
libs=$1
mkdir -p build/fuzz/corpus build/fuzz/docx-corpus
for harness in $FUZZ; do
	clang -std=c11 -D_GNU_SOURCE -g -O1 -Icompiler -Ibuild -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined -o "build/fuzz/$harness" "tests/fuzz/$harness.c" \
		$(ls compiler/*/*.c | grep -v compiler/cmd/) \
		$(pkg-config --cflags --libs $libs) -lm || exit 1
	case $harness in
	front)
		cp samples/*.vt build/fuzz/corpus/
		set -- -max_len=4096 -timeout=20 -dict=tests/fuzz/words.dict build/fuzz/corpus tests/fuzz/kept ;;
	*)
		python3 tests/docx-in/seeds.py "build/fuzz/$harness-corpus"
		set -- -max_len=8192 -timeout=5 -dict=tests/fuzz/docx.dict "build/fuzz/$harness-corpus" ;;
	esac
	ASAN_OPTIONS=detect_leaks=0 "build/fuzz/$harness" -max_total_time="$FUZZ_SECONDS" -rss_limit_mb=4096 \
		-artifact_prefix=build/fuzz/ -print_final_stats=1 "$@" || exit 1
done
