#!/bin/sh
# The decree's rules, measured on the PDFs of the samples; then wrong PDFs, of
# which each must break the rule that was broken in it.
: "${BUILD:=build}" "${CC:=gcc}"
$CC -std=c11 -D_GNU_SOURCE -Icompiler -o "$BUILD/measure_dump" tests/decree/dump.c "$BUILD/libvanthu.a" \
	$(pkg-config --libs libxml-2.0 glib-2.0) -lm || { echo "decree: 0 passed, 1 failed"; exit 1; }
mkdir -p "$BUILD/decree"
"$BUILD/vanthu" build samples/*.vt tests/decree/chuc-vu-khac.vt -o "$BUILD/decree" --message-format short || {
	echo "decree: 0 passed, 1 failed"
	exit 1
}
exec python3 tests/decree/wrong.py "$BUILD/measure_dump" "$BUILD/vanthu" "$BUILD/decree"
