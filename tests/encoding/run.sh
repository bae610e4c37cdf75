#!/bin/sh
# Old encodings: every sample in each of them, mixtures, false alarms, time.
: "${BUILD:=build}"
libs="glib-2.0 libxml-2.0 libseccomp libzip pangoft2 fontconfig cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
mkdir -p "$BUILD/encoding"
# shellcheck disable=SC2086
${CC:-gcc} -std=c11 -D_GNU_SOURCE -O2 -g -Icompiler -o "$BUILD/encoding/decode" tests/encoding/decode.c \
	"$BUILD/libvanthu.a" $(pkg-config --cflags --libs $libs) -lm || exit 1
python3 tests/encoding/encoding.py "$BUILD/encoding"
