#!/bin/sh
# Contact sheets, kept under docs/gallery/: all pages of each sample; the first
# page of every other kind of document; one sample by an office's style and by
# the made-up decree.
set -eu
out=docs/gallery
work=build/gallery
rm -rf "$out" "$work"
mkdir -p "$out" "$work"
command -v montage >/dev/null || { echo "cần montage (gói imagemagick)"; exit 1; }

sheet() { # name, PDF…
	name=$1
	shift
	i=0
	for pdf; do
		i=$((i + 1))
		pdftoppm -r 40 -png "$pdf" "$work/$name-$(printf %02d $i)"
	done
	montage "$work/$name"-*.png -tile 4x -geometry +6+6 -background gray70 -colors 32 "PNG8:$out/$name.png"
}

for pdf in build/samples/*.pdf; do
	sheet "$(basename "$pdf" .pdf)" "$pdf"
done

kinds=""
n=0
for row in "chỉ thị:CT" "quy định:QyĐ" "thông cáo:TC" "thông báo:TB" "hướng dẫn:HD" "chương trình:CTr" "phương án:PA" \
	"đề án:ĐA" "dự án:DA" "báo cáo:BC" "giấy ủy quyền:GUQ" "phiếu gửi:PG" "phiếu chuyển:PC" "phiếu báo:PB" "nghị quyết:NQ"; do
	kind=${row%:*}
	n=$((n + 1))
	file=$work/loai-$(printf %02d $n)
	sed "s|^@kế hoạch:|@$kind:|; s|/KH-|/${row#*:}-|; s|Kế hoạch này|Văn bản này|" samples/trong-cay-dau-xuan.vt >"$file.vt"
	build/vanthu build "$file.vt" -o "$file.pdf" --message-format short
	kinds="$kinds $file.pdf"
done
sheet cac-loai-van-ban $kinds

cat >"$work/kieu.xml" <<'XML'
<office like="nd30">
  <page top="25mm" bottom="25mm" left="35mm" right="20mm"/>
  <text name="nation" size="12pt"/>
  <text name="motto" size="13pt"/>
  <text name="paragraph" size="13pt" indent="10mm"/>
</office>
XML
build/vanthu build --style "$work/kieu.xml" samples/thi-dua-nam-hoc.vt -o "$work/kieu.pdf"
sheet kieu-co-quan "$work/kieu.pdf"
build/vanthu build --template thu samples/thi-dua-nam-hoc.vt -o "$work/thu.pdf"
sheet mau-thu "$work/thu.pdf"
echo "Xong: $out/"
