#!/bin/sh
# Import: every sample comes back from what was made of it; old plans become the
# sources beside them; the command keeps its promises; hostile files harm none.
: "${BUILD:=build}"
vanthu=$BUILD/vanthu
work=$BUILD/import
rm -rf "$work"
mkdir -p "$work"
passed=0
failed=0

count() { # a line "…: N passed, M failed"
	passed=$((passed + $(echo "$1" | sed -n 's/.*: \([0-9]*\) passed.*/\1/p')))
	failed=$((failed + $(echo "$1" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')))
}

for format in text md docx pdf; do
	python3 tests/import/round.py "$vanthu" $format "$work/$format" >"$work/$format.log"
	grep -v passed "$work/$format.log"
	count "$(tail -n 1 "$work/$format.log")"
done

# Three samples as scans; all of them: python3 tests/import/round.py … image
python3 tests/import/round.py "$vanthu" image "$work/image" chu-de-nam quyet-dinh-ban-hanh trong-cay-dau-xuan >"$work/image.log"
grep -v passed "$work/image.log"
count "$(tail -n 1 "$work/image.log")"

tell() { # what, status
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "HỎNG: $1"
	fi
}

for legacy in tests/import/legacy/*.*; do
	case $legacy in *.vt) continue ;; esac
	name=$(basename "${legacy%.*}")
	out=$work/legacy/$name
	"$vanthu" import "$legacy" -o "$work/legacy" --force >"$work/legacy.log" 2>&1
	[ -z "${ACCEPT:-}" ] || cp "$out.vt" "tests/import/legacy/$name.vt"
	diff -u "tests/import/legacy/$name.vt" "$out.vt"
	tell "$legacy: nguồn khác nguồn đã đọc" $?
	"$vanthu" build -o "$out.pdf" "$out.vt" >/dev/null 2>&1
	tell "$legacy: không dàn được" $?
	grep -q '"identity": 1\.0' "$out.report.json"
	tell "$legacy: mất chữ" $?
done

python3 tests/import/command.py "$vanthu" "$work/command" >"$work/command.log" 2>&1
grep -v passed "$work/command.log"
count "$(tail -n 1 "$work/command.log")"
python3 tests/path/flips.py "$vanthu" "$work/flips" 20 >"$work/flips.log" 2>&1
grep HỎNG "$work/flips.log"
count "$(tail -n 1 "$work/flips.log")"
echo "import: $passed passed, $failed failed"
