#!/bin/sh
: "${BUILD:=build}"
exec python3 tests/deploy/deploy.py "$BUILD/vanthu" "$BUILD/deploy"
