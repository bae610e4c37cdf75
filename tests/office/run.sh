#!/bin/sh
# An office's own style over nd30, and a second, made-up decree.
exec python3 tests/office/office.py "${BUILD:-build}/vanthu"
