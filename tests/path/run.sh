#!/bin/sh
# Hostile input against a clock and a memory cap. "sample" runs a seeded part
# of it, for `make check`; "all" the whole.
: "${BUILD:=build}"
exec python3 tests/path/hostile.py "$BUILD/vanthu" "${1:-sample}"
