#!/bin/sh
# Damage as an office meets it: typesets sources, prints them to images and
# reads the images by the English model. OUT gets NAME.KIND.ocr beside NAME.txt
# (the truth), a form feed after each page of both.
# usage: ocr.sh OUT "300 200" SOURCE.vt…   (a kind is dots an inch, and a
# letter: n noise, b blur)
: "${BUILD:=build}"
out=$1 kinds=$2
shift 2
export OMP_THREAD_LIMIT=1
mkdir -p "$out"
for source in "$@"; do
	name=$(basename "$source" .vt)
	"$BUILD/vanthu" build "$source" -o "$out/$name.pdf" >/dev/null 2>&1
	[ -f "$out/$name.pdf" ] || { echo "không dàn được $source" >&2; continue; }
	pdftotext -layout "$out/$name.pdf" "$out/$name.txt"
	for kind in $kinds; do
		[ -f "$out/$name.$kind.ocr" ] && continue
		pdftoppm -gray -r "${kind%[nb]}" "$out/$name.pdf" "$out/$name.$kind-page"
		: >"$out/$name.$kind.part"
		for page in "$out/$name.$kind"-page*.pgm; do
			case $kind in
			*n) convert "$page" -attenuate 0.4 +noise Gaussian -threshold 62% "$page" ;;
			*b) convert "$page" -blur 0x0.9 "$page" ;;
			esac
			tesseract "$page" - -l eng 2>/dev/null >>"$out/$name.$kind.part"
			rm "$page"
		done
		mv "$out/$name.$kind.part" "$out/$name.$kind.ocr"
	done
done
