#!/bin/sh
# The importer: plans as offices type them, each against the source a person
# read; then every sample written out and read back in four formats.
: "${BUILD:=build}"
vanthu=$BUILD/vanthu
out=$BUILD/import-legacy
mkdir -p "$out"
passed=0
failed=0

tell() { # what, status
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "HỎNG: $1"
	fi
}

for legacy in tests/import/legacy/*.txt tests/import/legacy/*.md; do
	[ -f "$legacy" ] || continue
	name=$(basename "${legacy%.*}")
	rm -f "$out/$name.vt"
	"$vanthu" import "$legacy" -o "$out" --force >"$out/$name.log" 2>&1
	[ -z "${ACCEPT:-}" ] || cp "$out/$name.vt" "${legacy%.*}.vt"
	diff -u "${legacy%.*}.vt" "$out/$name.vt"
	tell "$legacy: nguồn khác nguồn đã đọc" $?
	"$vanthu" build --format pdf -o "$out/$name.pdf" "$out/$name.vt" >/dev/null 2>&1
	tell "$legacy: không dàn được" $?
	grep -q '"identity": 1\.0' "$out/$name.report.json"
	tell "$legacy: mất chữ" $?
done

for format in text md docx pdf; do
	said=$(python3 tests/import/round.py "$vanthu" "$format" "$BUILD/import-round/$format")
	echo "$said" | grep -v passed
	last=$(echo "$said" | tail -n 1)
	good=${last#*: }
	bad=${last#*passed, }
	passed=$((passed + ${good%% *}))
	failed=$((failed + ${bad%% *}))
done
echo "import: $passed passed, $failed failed"
[ "$failed" = 0 ]
