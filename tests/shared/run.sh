#!/bin/sh
# The five transcribed plans beside the project: each builds, and its exported
# JSON is the gold.
: "${BUILD:=build}"
shared=../shared/seeds
[ -d "$shared" ] || { echo "không có $shared"; exit 1; }
out=$BUILD/shared
mkdir -p "$out"
status=0
for source in "$shared"/vt/*.vt; do
	name=$(basename "$source" .vt)
	"$BUILD/vanthu" build "$source" -o "$out/$name.pdf" &&
	"$BUILD/vanthu" build --format json "$source" -o "$out/$name.json" || status=1
done
python3 tests/shared/compare.py "$shared/gold" "$out" || status=1
sh tests/typography/run.sh "$shared"/vt/*.vt | grep -E 'HỎNG|dòng, giãn|trang$|passed' || status=1
ARCHIVE_OUT=$out/archive sh tests/archive/run.sh "$shared"/vt/*.vt >"$out/archive.log" 2>&1 || status=1
grep -E 'FAIL|worst pixel|passed' "$out/archive.log"
python3 tests/shared/foreign.py || status=1
# Each legacy plan's mark, of 100: what an importer that is no worse must reach.
python3 "$shared/score.py" --vanthu "$BUILD/vanthu" >"$out/score.txt" || status=1
cat "$out/score.txt"
awk '$1 ~ /^00[0134]/ && $2 < 95 || $1 ~ /^002/ && $2 < 80 { print "HỎNG: " $1; bad = 1 } END { exit bad }' "$out/score.txt" || status=1
exit $status
