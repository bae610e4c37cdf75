#!/bin/sh
# What importing costs, stage by stage: copies of one six-page plan as text are
# imported and proved; the same sources are checked and built; the same pages
# are read back. COUNT=1000 gives the figure of the promise.
: "${BUILD:=build}" "${COUNT:=200}" "${JOBS:=2}"
work=$BUILD/bench/import
rm -rf "$work"
mkdir -p "$work/old"
"$BUILD/vanthu" build --format text -o "$work/plan.txt" samples/thuc-hien-chi-thi.vt 2>/dev/null
for i in $(seq "$COUNT"); do cp "$work/plan.txt" "$work/old/$i.txt"; done

seconds() { # of a command, on the wall
	start=$(date +%s.%N)
	"$@" >/dev/null 2>&1
	end=$(date +%s.%N)
	awk "BEGIN { printf \"%.3f\", $end - $start }"
}
each() { awk "BEGIN { printf \"%.1f\", 1000 * $1 / $2 }"; }

all=$(seconds "$BUILD/vanthu" import "$work/old" -o "$work/new" --jobs "$JOBS")
few=$(ls "$work"/new/*.vt | head -n 50)
# shellcheck disable=SC2086
plan=$(seconds "$BUILD/vanthu" build --format json -o "$work/json" $few)
# shellcheck disable=SC2086
pdf=$(seconds "$BUILD/vanthu" build -o "$work/pdf" $few)
read_back=$(seconds sh -c "for f in $work/pdf/*.pdf; do mutool trace \$f; done")
printf '%s kế hoạch 6 trang, %s tiến trình: %s s, %s kế hoạch mỗi phút\n' "$COUNT" "$JOBS" "$all" \
	"$(awk "BEGIN { printf \"%d\", 60 * $COUNT / $all }")"
printf '%-44s %8s\n' "công đoạn (một tiến trình, mỗi kế hoạch)" "ms"
printf '%-44s %8s\n' "nguồn → plan (đọc, kiểm tra)" "$(each "$plan" 50)"
printf '%-44s %8s\n' "nguồn → PDF (thêm dàn trang, vẽ)" "$(each "$pdf" 50)"
printf '%-44s %8s\n' "PDF đọc lại bằng mutool" "$(each "$read_back" 50)"
printf '%-44s %8s\n' "cả nhập, dàn và đối chiếu" "$(awk "BEGIN { printf \"%.1f\", 1000 * $JOBS * $all / $COUNT }")"
