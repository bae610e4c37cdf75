#!/bin/sh
# Word and Markdown: the files are whole, LibreOffice opens them and finds the
# numbers, and what it prints keeps the decree.
: "${BUILD:=build}"
exec python3 tests/word/word.py "$BUILD/vanthu"
