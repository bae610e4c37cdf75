#!/bin/sh
# The codes that an example in the manual cannot show, and a list that no code
# is without a test.
: "${BUILD:=build}"
exec python3 tests/diag/codes.py "$BUILD/vanthu"
