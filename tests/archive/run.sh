#!/bin/sh
# The archival PDFs before their judges. With sources as arguments these are
# judged; else the samples and every plan of the tests that can be typeset.
: "${BUILD:=build}"
here=$(dirname "$0")
[ $# -gt 0 ] || set -- samples/*.vt tests/archive/*.vt tests/pdf-in/*.vt tests/lint/*.vt
exec python3 "$here/archive.py" "$BUILD/vanthu" "${ARCHIVE_OUT:-$BUILD/archive}" "$@"
