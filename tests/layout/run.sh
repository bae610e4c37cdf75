#!/bin/sh
# Our lines against Pango's, paragraph by paragraph.
: "${BUILD:=build}" "${CC:=gcc}"
libs="pangoft2 fontconfig glib-2.0 libxml-2.0 harfbuzz cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
$CC -std=c11 -D_GNU_SOURCE -g -Wall -Wextra -Icompiler -o "$BUILD/pango_lines" tests/layout/pango_lines.c \
	"$BUILD/libvanthu.a" $(pkg-config --cflags --libs $libs) -lm || { echo "layout: 0 passed, 1 failed"; exit 1; }
exec "$BUILD/pango_lines" samples/*.vt tests/layout/scripts.vt
