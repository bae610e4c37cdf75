#!/bin/sh
# bench.sh [VANTHU [FLOOR [MAKE_PLAN [MEASURE_RUN]]]]
#
# Times vanthu against the floor (see floor.c) on plans of about 6, 60 and 600
# pages: the same words, the programs in turn, medians; time and peak memory as
# ratios of this one run. It judges, but it is no test: the status is 0 unless
# a program fails. Take the ratios, not the milliseconds.
#
# Programs come from the arguments, else from VANTHU, FLOOR, MAKE_PLAN and
# MEASURE_RUN, else from BUILD (build/). VANTHU_ARGS is passed to
# `vanthu build`; RUNS="15 7 5" are the runs of each size; FONTDIR is the folder
# for the floor with a minimal fontconfig (else the four faces of the system's
# font); KEEP=DIR leaves sources and PDFs there.
set -u
LC_ALL=C.UTF-8
export LC_ALL

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$root/build}
vanthu=${1:-${VANTHU:-$build/vanthu}}
floor=${2:-${FLOOR:-$build/bench/floor}}
make_plan=${3:-${MAKE_PLAN:-$build/bench/make_plan}}
measure=${4:-${MEASURE_RUN:-$build/bench/measure_run}}
sizes='6 60 600'
runs=${RUNS:-15 7 5}
font='Liberation Serif'

die() {
        echo "bench: $*" >&2
        exit 1
}

for program in "$vanthu" "$floor" "$make_plan" "$measure" pdfinfo pdftotext; do
        command -v "$program" >/dev/null || die "cannot find $program"
done

# A memory file system keeps the disk out of it.
shm=/dev/shm
[ -w "$shm" ] || shm=${TMPDIR:-/tmp}
work=$(mktemp -d "$shm/vanthu-bench.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

if [ -n "${FONTDIR:-}" ]; then
        fonts=$FONTDIR
else
        fonts=$work/fonts
        mkdir "$fonts"
        for style in Regular Bold Italic 'Bold Italic'; do
                file=$(fc-match -f '%{file}' "$font:style=$style")
                cp "$file" "$fonts/" || die "cannot find $font $style"
        done
fi

# time_run SIZE PROGRAM COMMAND… : one run, one line of SIZE.PROGRAM.runs
time_run() {
        log=$work/$1.$2
        shift 2
        "$measure" "$@" >>"$log.runs" 2>"$log.errors" || {
                cat "$log.errors" >&2
                die "failed: $*"
        }
}

run_vanthu() {
        # shellcheck disable=SC2086
        time_run "$1" vanthu "$vanthu" build ${VANTHU_ARGS:-} \
                "$work/$1.vt" -o "$work/$1.vanthu.pdf"
}

run_floor() {
        time_run "$1" floor "$floor" "$work/$1.floor" "$work/$1.floor.pdf"
}

run_floor_minimal() {
        time_run "$1" floor-min "$floor" --minimal-fontconfig "$fonts" \
                "$work/$1.floor" "$work/$1.floor-min.pdf"
}

run_all() {
        run_vanthu "$1"
        run_floor "$1"
        run_floor_minimal "$1"
}

median() {              # FILE COLUMN
        sort -n -k "$2,$2" "$1" | awk -v c="$2" '
                { v[NR] = $c }
                END { m = int((NR + 1) / 2); print (v[m] + v[NR + 1 - m]) / 2 }'
}

# shellcheck disable=SC2086
set -- $runs
[ $# -eq 3 ] || die 'RUNS must be three numbers'
for size in $sizes; do
        count=$1
        shift
        "$make_plan" "$size" "$work/$size.vt" "$work/$size.floor" || exit 1
        run_all "$size"                         # warm-up
        rm "$work/$size".*.runs
        while [ "$count" -gt 0 ]; do
                run_all "$size"
                count=$((count - 1))
        done
        for program in vanthu floor floor-min; do
                name=$work/$size.$program
                pages=$(pdfinfo "$name.pdf" | awk '/^Pages:/ { print $2 }')
                words=$(pdftotext "$name.pdf" - | wc -w)
                echo "$size $program ${pages:-0} $words" \
                        "$(median "$name.runs" 1) $(median "$name.runs" 2)" \
                        "$(wc -c <"$name.pdf")"
        done
done >"$work/results"

if [ -n "${KEEP:-}" ]; then
        mkdir -p "$KEEP" && cp "$work"/*.vt "$work"/*.floor "$work"/*.pdf "$KEEP/"
fi

awk -v runs="$runs" '
function judge(value, limit, what) {
        printf "  %s  %5.2f ≤ %4.2f  %s\n",
                value <= limit ? "đạt      " : "không đạt", value, limit, what
}
function ratio(a, b) { return b > 0 ? a / b : 0 }
BEGIN {
        printf "Trung vị của %s lần chạy, các chương trình xen kẽ.\n", runs
        print "floor: Pango/Cairo thông thường; floor-min: với fontconfig tối thiểu.\n"
        print "  cỡ  chương trình  trang      chữ        ms   ms/trang    MiB   PDF kB   × floor"
}
{
        pages[$1, $2] = $3; words[$1, $2] = $4
        ms[$1, $2] = $5 * 1000; kib[$1, $2] = $6; bytes[$1, $2] = $7
        row[NR] = $1; col[NR] = $2
        each[$1, $2] = ratio(ms[$1, $2], $3)
}
END {
        for (i = 1; i <= NR; i++) {
                s = row[i]; p = col[i]
                printf "%4d  %-12s  %5d  %7d  %8.1f   %8.3f  %5.1f  %7.0f   %7.2f\n",
                        s, p, pages[s, p], words[s, p], ms[s, p], each[s, p],
                        kib[s, p] / 1024, bytes[s, p] / 1000,
                        ratio(ms[s, p], ms[s, "floor"])
        }
        print ""
        n = split("6 60 600", size)
        split("0.35 0.25 0.20", time_limit)
        split("2 2 4", memory_limit)
        for (i = 1; i <= n; i++) {
                s = size[i]
                judge(ratio(ms[s, "vanthu"], ms[s, "floor"]), time_limit[i] + 0,
                        "thời gian so với floor, " s " trang")
        }
        for (i = 1; i <= n; i++) {
                s = size[i]
                judge(ratio(kib[s, "vanthu"], kib[s, "floor"]), memory_limit[i] + 0,
                        "bộ nhớ cao nhất so với floor, " s " trang")
        }
        for (i = 1; i <= n; i++) {
                s = size[i]
                judge(ratio(bytes[s, "vanthu"], bytes[s, "floor"]), 1,
                        "độ lớn của tệp so với floor, " s " trang")
        }
        judge(ratio(each[600, "vanthu"], each[60, "vanthu"]), 1.10,
                "thời gian mỗi trang, 600 so với 60 trang")
        print ""
        for (i = 1; i <= n; i++) {
                s = size[i]
                printf "  %5.2f  thời gian so với floor-min, %d trang (không đặt giới hạn)\n",
                        ratio(ms[s, "vanthu"], ms[s, "floor-min"]), s
        }
        for (i = 1; i <= n; i++) {
                s = size[i]
                d = ratio(words[s, "vanthu"], words[s, "floor"])
                if (d < 0.98 || d > 1.02)
                        printf "  chú ý: %d trang, số chữ của vanthu gấp %.2f lần của floor\n",
                                s, d
        }
}' "$work/results"
