#!/bin/sh
# Every example of the manual is run.
: "${BUILD:=build}"
exec python3 tests/manual/manual.py "$BUILD/vanthu" docs/language.md docs/language.en.md docs/diagnostics.md
