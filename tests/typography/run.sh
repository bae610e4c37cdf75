#!/bin/sh
# How lines and pages turn out: on the samples and on a plan of 200 pages with
# 40 tables; further sources may be named. See typography.py.
exec python3 "$(dirname "$0")/typography.py" "${BUILD:-build}/vanthu" samples/*.vt "$@"
