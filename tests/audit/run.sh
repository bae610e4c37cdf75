#!/bin/sh
# check FILE.pdf: its shapes, and files that are not ours or not whole.
exec python3 "$(dirname "$0")/audit.py" "${BUILD:-build}/vanthu"
