#!/bin/sh
# What a PDF carries and where it is signed: taken out, built again, compared,
# signed by another's tool, broken by hand. CARRY=hostile runs that part alone,
# CARRY_FULL=1 tries more of everything.
: "${BUILD:=build}"
work=$(mktemp -d "$BUILD/carry-XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 75' INT TERM
chmod 755 "$work"
CARRY_WORK=$work python3 tests/carry/carry.py "$BUILD/vanthu"
