#!/bin/sh
# Coverage-guided fuzzing of the whole front end, from the samples and the
# kept inputs of tests/fuzz/kept; then of the reading of old encodings. A crash
# is left in build/fuzz/.
: "${FUZZ_SECONDS:=600}"
libs=$1
mkdir -p build/fuzz/corpus
clang -std=c11 -D_GNU_SOURCE -g -O1 -Icompiler -Ibuild -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined -o build/fuzz/front tests/fuzz/front.c \
	$(ls compiler/*/*.c | grep -v compiler/cmd/) \
	$(pkg-config --cflags --libs $libs) -lm || exit 1
cp samples/*.vt build/fuzz/corpus/
ASAN_OPTIONS=detect_leaks=0 build/fuzz/front -max_total_time="$FUZZ_SECONDS" -max_len=4096 -timeout=20 -rss_limit_mb=4096 \
	-dict=tests/fuzz/words.dict -artifact_prefix=build/fuzz/ -print_final_stats=1 \
	build/fuzz/corpus tests/fuzz/kept || exit 1

mkdir -p build/fuzz/bytes
clang -std=c11 -D_GNU_SOURCE -g -O1 -Icompiler -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined -o build/fuzz/encoding tests/fuzz/encoding.c \
	$(ls compiler/*/*.c | grep -E 'compiler/(base|import|template|measure)/') -Ibuild \
	$(pkg-config --cflags --libs $libs) -lm || exit 1
cp samples/*.vt build/fuzz/bytes/
for set in TCVN5712-1 VISCII CP1258 UTF-16LE; do
	for f in samples/*.vt; do
		iconv -c -f UTF-8 -t $set//TRANSLIT "$f" >"build/fuzz/bytes/$set-$(basename "$f")"
	done
done
ASAN_OPTIONS=detect_leaks=0 build/fuzz/encoding -max_total_time="$FUZZ_SECONDS" -max_len=2048 -timeout=20 -rss_limit_mb=4096 \
	-artifact_prefix=build/fuzz/ -print_final_stats=1 build/fuzz/bytes
