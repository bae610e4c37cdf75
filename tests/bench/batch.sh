#!/bin/sh
# batch.sh : many plans in one run
#
# 200 different plans of about 6 pages: vanthu in one process and in two,
# against the floor in one process with its fonts warm (see floor.c); programs
# in turn, medians of RUNS. Then 10,000 small plans in one process: its memory
# when the first tenth is done and at the end. It judges, but it is no test:
# the status is 0 unless a program fails. Take the ratios.
#
# Programs come from BUILD (build/); PLANS=200, MANY=10000, RUNS=3.
set -u
LC_ALL=C.UTF-8
export LC_ALL

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$root/build}
plans=${PLANS:-200}
many=${MANY:-10000}
runs=${RUNS:-3}

die() {
        echo "batch: $*" >&2
        exit 1
}

shm=/dev/shm
[ -w "$shm" ] || shm=${TMPDIR:-/tmp}
work=$(mktemp -d "$shm/vanthu-batch.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

make_plans() {          # PAGES COUNT FOLDER
        mkdir "$3"
        for i in $(seq "$2"); do
                "$build/bench/make_plan" "$1" "$3/$i.vt" "$3/$i.floor" "$i" ||
                        exit 1
        done
}

# time_run PROGRAM COMMAND… : one run, one line of PROGRAM.runs
time_run() {
        name=$1
        shift
        "$build/bench/measure_run" "$@" >>"$work/$name.runs" \
                2>"$work/errors" || {
                head -n 5 "$work/errors" >&2
                die "failed: $name"
        }
}

run_all() {
        time_run vanthu "$build/vanthu" build --message-format short \
                "$work"/plans/*.vt -o "$work/vanthu"
        time_run vanthu-2 "$build/vanthu" build --message-format short --jobs 2 \
                "$work"/plans/*.vt -o "$work/vanthu-2"
        set --
        for f in "$work"/plans/*.floor; do
                set -- "$@" "$f" "${f%.floor}.pdf"
        done
        time_run floor "$build/bench/floor" "$@"
}

median() {              # FILE COLUMN
        sort -n -k "$2,$2" "$1" | awk -v c="$2" '
                { v[NR] = $c }
                END { m = int((NR + 1) / 2); print (v[m] + v[NR + 1 - m]) / 2 }'
}

size_of() {             # FOLDER
        cat "$1"/*.pdf | wc -c
}

make_plans 6 "$plans" "$work/plans"
run_all                                         # warm-up
rm "$work"/*.runs
for i in $(seq "$runs"); do
        run_all
done
cmp -s "$work/vanthu/7.pdf" "$work/vanthu-2/7.pdf" ||
        die 'one process and two make different files'
{
        echo "floor $(median "$work/floor.runs" 1) $(median "$work/floor.runs" 2) $(size_of "$work/plans")"
        for program in vanthu vanthu-2; do
                echo "$program $(median "$work/$program.runs" 1)" \
                        "$(median "$work/$program.runs" 2)" \
                        "$(size_of "$work/$program")"
        done
} | awk -v plans="$plans" -v runs="$runs" '
function judge(value, limit, what) {
        printf "  %s  %5.2f ≤ %4.2f  %s\n",
                value <= limit ? "đạt      " : "không đạt", value, limit, what
}
BEGIN {
        printf "\n%d văn bản khác nhau; trung vị của %d lần chạy.\n\n", plans, runs
        print "  chương trình        s   văn bản/s    MiB    PDF MB   × floor"
}
{
        s[$1] = $2; bytes[$1] = $4
        printf "  %-12s  %8.3f  %9.0f  %6.1f  %8.2f  %7.2f\n", $1, $2, plans / $2,
                $3 / 1024, $4 / 1e6, $2 / s["floor"]
}
END {
        print ""
        judge(s["vanthu"] / s["floor"], 0.25, "một tiến trình so với floor")
        judge(s["vanthu-2"] / s["floor"], 0.13, "--jobs 2 so với floor")
        judge(bytes["vanthu"] / bytes["floor"], 1, "độ lớn của các tệp so với floor")
}'
rm -rf "$work/plans" "$work/vanthu" "$work/vanthu-2"

# ---- memory that stays ------------------------------------------------------

resident() {            # PID
        awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null
}

made() {
        find "$work/out" -name '*.pdf' | wc -l
}

make_plans 2 "$many" "$work/many"
mkdir "$work/out"
find "$work/many" -name '*.floor' -delete
set -- "$work"/many/*.vt
"$build/vanthu" build --message-format short "$@" -o "$work/out" \
        2>"$work/errors" &
vanthu=$!
early=0
late=0
while kill -0 "$vanthu" 2>/dev/null; do
        now=$(resident "$vanthu")
        late=${now:-$late}
        [ "$early" = 0 ] && [ "$(made)" -ge $((many / 10)) ] && early=$late
        sleep 0.2
done
wait "$vanthu" || die 'the many plans failed'
[ "$(made)" -eq "$many" ] || die 'plans were lost'
awk -v early="$early" -v late="$late" -v many="$many" 'BEGIN {
        r = early > 0 ? late / early : 0
        printf "  %s  %5.2f ≤ 1.25  bộ nhớ sau %d văn bản so với sau một phần mười (%.1f, %.1f MiB)\n",
                r <= 1.25 ? "đạt      " : "không đạt", r, many,
                late / 1024, early / 1024
}'
