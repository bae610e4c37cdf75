#!/bin/sh
# Tables, notes, titles and signatures that want more than a page gives.
exec python3 "$(dirname "$0")/pages.py" "${BUILD:-build}/vanthu"
