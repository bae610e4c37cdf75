#!/bin/sh
# The Word reader: each feature of a .docx against the paper a reader of the
# page would write down; hostile files against a clock; other formats by soffice.
: "${BUILD:=build}" "${CC:=gcc}"
libs="glib-2.0 libxml-2.0 libseccomp libzip pangoft2 harfbuzz fontconfig cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
out=$BUILD/docx-in
mkdir -p "$out"
for program in dump convert; do
	[ -f "tests/docx-in/$program.c" ] || continue
	# shellcheck disable=SC2086
	$CC -std=c11 -D_GNU_SOURCE -g -Wall -Wextra -Icompiler -o "$out/$program" \
		"tests/docx-in/$program.c" "$BUILD/libvanthu.a" \
		$(pkg-config --cflags --libs $libs) -lm ||
		{ echo "docx-in: 0 passed, 1 failed"; exit 1; }
done
exec python3 tests/docx-in/docx_in.py "$out"
