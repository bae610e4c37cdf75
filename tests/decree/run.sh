#!/bin/sh
# The decree's rules on the PDFs of the samples, as `check` measures them from
# the finished file; then wrong PDFs, each with one fault that must be caught
# under its rule, and lawful variants that must not be. See decree.py.
: "${BUILD:=build}" "${CC:=gcc}"
$CC -std=c11 -D_GNU_SOURCE -Icompiler -o "$BUILD/measure_dump" tests/decree/dump.c "$BUILD/libvanthu.a" \
	$(pkg-config --libs libxml-2.0 glib-2.0 libseccomp) -lm || { echo "decree: 0 passed, 1 failed"; exit 1; }
exec python3 tests/decree/decree.py "$BUILD/vanthu" "$BUILD/decree"
