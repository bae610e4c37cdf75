#!/bin/sh
# Coverage-guided fuzzing: of the whole front end, from the samples and the
# kept inputs of tests/fuzz/kept; of the reading of old encodings; of the Word
# reader, from the cases of tests/docx-in; of plain text and Markdown up to the
# source; of what a finished PDF carries. A crash is left in build/fuzz/. FUZZ=docx runs that one alone.
: "${FUZZ_SECONDS:=600}" "${FUZZ:=front encoding docx legacy carried}"
libs=$1
mkdir -p build/fuzz
for harness in $FUZZ; do
	corpus=build/fuzz/$harness-corpus
	mkdir -p "$corpus"
	clang -std=c11 -D_GNU_SOURCE -g -O1 -Icompiler -Ibuild -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined -o "build/fuzz/$harness" "tests/fuzz/$harness.c" \
		$(ls compiler/*/*.c | grep -v compiler/cmd/) \
		$(pkg-config --cflags --libs $libs) -lm || exit 1
	case $harness in
	front)
		cp samples/*.vt "$corpus"
		set -- -max_len=4096 -timeout=20 -dict=tests/fuzz/words.dict "$corpus" tests/fuzz/kept ;;
	encoding)
		cp samples/*.vt "$corpus"
		for set in TCVN5712-1 VISCII CP1258 UTF-16LE; do
			for f in samples/*.vt; do
				iconv -c -f UTF-8 -t $set//TRANSLIT "$f" >"$corpus/$set-$(basename "$f")"
			done
		done
		set -- -max_len=2048 -timeout=20 "$corpus" ;;
	legacy)
		for f in samples/*.vt; do
			for format in text md; do
				build/vanthu build --format $format -o - "$f" >"$corpus/$(basename "$f").$format" 2>/dev/null
			done
		done
		set -- -max_len=8192 -timeout=20 "$corpus" ;;
	carried)
		printf '@kế hoạch: Thử\n\n# Mục đích\n- Việc.\n' >build/fuzz/plan.vt
		build/vanthu build --embed-source build/fuzz/plan.vt -o build/fuzz/plan.pdf || exit 1
		# without its fonts it is small enough to be turned about
		python3 tests/fuzz/carried.py build/fuzz/plan.pdf "$corpus"
		set -- -max_len=8192 -timeout=20 -dict=tests/fuzz/pdf.dict "$corpus" ;;
	docx)
		python3 tests/docx-in/seeds.py "$corpus"
		set -- -max_len=8192 -timeout=5 -dict=tests/fuzz/docx.dict "$corpus" ;;
	esac
	ASAN_OPTIONS=detect_leaks=0 "build/fuzz/$harness" -max_total_time="$FUZZ_SECONDS" -rss_limit_mb=4096 \
		-artifact_prefix=build/fuzz/ -print_final_stats=1 "$@" || exit 1
done
