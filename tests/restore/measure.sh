#!/bin/sh
# The long measurement: each sample against a lexicon that never saw it.
# usage: measure.sh [WORK]   (after run.sh, which builds the program)
: "${BUILD:=build}"
work=${1:-$BUILD/restore}
sh tests/restore/ocr.sh "$work" "300 200" samples/*.vt
for truth in "$work"/*.txt; do
	name=$(basename "$truth" .txt)
	python3 tests/restore/make_model.py --without "$name.vt" >"$work/$name.lexicon"
	for kind in 300 200; do
		echo "$name $kind $("$BUILD/restore_measure" "$work/$name.lexicon" templates/vi/channel.txt \
			"$truth" "$work/$name.$kind.ocr")"
	done
	echo "$name $("$BUILD/restore_measure" "$work/$name.lexicon" templates/vi/channel.txt --bare "$truth")"
done
