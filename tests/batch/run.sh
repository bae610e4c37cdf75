#!/bin/sh
: "${BUILD:=build}"
exec python3 tests/batch/batch.py "$BUILD/vanthu" "$BUILD/batch"
