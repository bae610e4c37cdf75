#!/bin/sh
# Every .vt that we own keeps the promises of the compiler.
: "${BUILD:=build}"
exec python3 tests/samples/promises.py "$BUILD/vanthu" samples/*.vt
