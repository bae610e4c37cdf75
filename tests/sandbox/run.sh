#!/bin/sh
# What the sandbox, the caps and the linker's hardening promise, tried by a
# process that breaks them.
: "${BUILD:=build}"
work=$(mktemp -d "$BUILD/sandbox-XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 75' INT TERM
gcc -shared -fPIC -std=c11 -D_GNU_SOURCE -o "$work/tries.so" tests/sandbox/tries.c -ldl ||
	{ echo "sandbox: 0 passed, 1 failed"; exit 1; }
SANDBOX_WORK=$work python3 tests/sandbox/sandbox.py "$BUILD/vanthu"
