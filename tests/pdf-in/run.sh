#!/bin/sh
# PDF and pictures read back: words, grids, notes, scans, and hostile files.
LIBS="glib-2.0 libxml-2.0 libseccomp libzip pangoft2 fontconfig cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
here=$(dirname "$0")
: "${BUILD:=build}"
dump=$BUILD/test-log/pdf-in-dump
mkdir -p "$BUILD/test-log"
# shellcheck disable=SC2086
${CC:-gcc} -std=c11 -D_GNU_SOURCE -g -Icompiler $(pkg-config --cflags $LIBS) -o "$dump" \
	"$here/dump.c" "$BUILD/libvanthu.a" $(pkg-config --libs $LIBS) -lm || exit 1
exec python3 "$here/pdf_in.py" "$BUILD/vanthu" "$dump"
