#!/bin/sh
# The archival PDFs before their judges. With sources as arguments these are
# judged; else the samples and the long plans of the tests.
: "${BUILD:=build}"
here=$(dirname "$0")
[ $# -gt 0 ] || set -- tests/pdf-in/*.vt samples/*.vt tests/archive/*.vt
exec python3 "$here/archive.py" "$BUILD/vanthu" "${ARCHIVE_OUT:-$BUILD/archive}" "$@"
