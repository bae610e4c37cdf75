#!/bin/sh
# Installs the packages that are missing, of packages.txt or of the list that
# is named, and brings the fonts.
# NO_INSTALL=1: only says what is missing.
set -u
names=$(sed -n 's/^\([a-z0-9.+-]*\):.*/\1/p' "${1:-packages.txt}")

missing=
if command -v dpkg-query >/dev/null; then
	for name in $names; do
		dpkg-query -W -f '${Status}' "$name" 2>/dev/null |
			grep -q 'ok installed' || command -v "$name" >/dev/null ||
			missing="$missing $name" # npm may come from elsewhere
	done
else
	for tool in gcc make pkg-config pdftotext mutool qpdf python3; do
		command -v $tool >/dev/null || missing="$missing $tool"
	done
	if [ -n "$missing" ]; then
		echo "Hệ thống này không phải Debian; hãy cài những gói tương ứng:" >&2
		cat packages.txt >&2
		exit 1
	fi
fi

if [ -n "$missing" ]; then
	if [ -n "${NO_INSTALL:-}" ]; then
		echo "Còn thiếu:$missing" >&2
		exit 1
	fi
	echo "Cài đặt:$missing"
	root=
	[ "$(id -u)" = 0 ] || root=sudo
	$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
	$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $missing >/dev/null || {
		echo "Không cài được; hãy chạy: apt-get install$missing" >&2
		exit 1
	}
fi

for face in Regular Bold Italic BoldItalic; do
	file=LiberationSerif-$face.ttf
	[ -s "fonts/$file" ] && continue
	found=$(find /usr/share/fonts /usr/local/share/fonts -name "$file" 2>/dev/null | head -n 1)
	if [ -z "$found" ]; then
		echo "Không thấy $file; hãy cài gói fonts-liberation2" >&2
		exit 1
	fi
	cp "$found" "fonts/$file"
done

# what the colours of the archival files mean
[ -s fonts/sRGB.icc ] || cp /usr/share/color/icc/sRGB.icc fonts/sRGB.icc || {
	echo "Không thấy sRGB.icc; hãy cài gói icc-profiles-free" >&2
	exit 1
}
