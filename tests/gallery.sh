#!/bin/sh
# Contact sheets: all pages of a sample on one picture, 40 dots an inch.
set -eu
out=build/gallery
rm -rf $out
mkdir -p $out
for pdf in build/samples/*.pdf; do
	name=$(basename "$pdf" .pdf)
	pdftoppm -r 40 -gray -png "$pdf" "$out/$name-page"
	if command -v montage >/dev/null; then
		montage "$out/$name"-page*.png -tile 4x -geometry +6+6 \
			-background gray70 "$out/$name.png"
		rm "$out/$name"-page*.png
	fi
done
echo "Xong: $out/"
