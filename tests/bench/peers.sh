#!/bin/sh
# peers.sh : the same words through the other programs that are installed
#
# One plan of SIZE pages (6). Each peer gets it in its own format: A4, the
# page's margins, 14 pt justified, an indent; no table, no head in two columns,
# so it has less to do than vanthu. A row for each program on PATH: typst,
# xelatex, lualatex, soffice, weasyprint, chromium, groff (whose fonts lack
# most Vietnamese letters). The median of RUNS (3) after a warm-up. No limits.
set -u
LC_ALL=C.UTF-8
export LC_ALL

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${BUILD:-$root/build}" && pwd) || exit 1
size=${SIZE:-6}
runs=${RUNS:-3}

shm=/dev/shm
[ -w "$shm" ] || shm=${TMPDIR:-/tmp}
work=$(mktemp -d "$shm/vanthu-peers.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

"$build/bench/make_plan" "$size" plan.vt plan.floor || exit 1

# paragraphs BEFORE AFTER : the plan's paragraphs between two strings
paragraphs() {
        sed -n 's/^[A-Za-z] //p' plan.floor |
                awk -v before="$1" -v after="$2" '{ print before $0 after }'
}

write_html() {
        echo '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>
@page { size: A4; margin: 20mm 15mm 20mm 30mm }
p { font: 14pt "Liberation Serif"; text-align: justify; text-indent: 12.7mm;
    margin: 6pt 0 }</style>'
        paragraphs '<p>' '</p>'
}

write_tex() {
        echo '\documentclass{article}\usepackage{fontspec}
\usepackage[a4paper,top=20mm,bottom=20mm,left=30mm,right=15mm]{geometry}
\setmainfont{Liberation Serif}\setlength{\parindent}{12.7mm}
\setlength{\parskip}{6pt}\begin{document}\fontsize{14}{16.1}\selectfont'
        paragraphs '' '

' | sed 's/[%&#_$]/\\&/g'
        echo '\end{document}'
}

write_typst() {
        echo '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#set par(justify: true, first-line-indent: 12.7mm)'
        paragraphs '' '
' | sed 's/[#$*_@<>]/\\&/g; s/^\([-+=/]\)/\\\1/'
}

write_fodt() {
        echo '<?xml version="1.0" encoding="UTF-8"?><office:document
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="P" style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" fo:text-indent="12.7mm" fo:margin-top="6pt"/>
<style:text-properties fo:font-size="14pt" fo:font-family="Liberation Serif"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm"
fo:page-height="297mm" fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="30mm"
fo:margin-right="15mm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text>'
        paragraphs '<text:p text:style-name="P">' '</text:p>' | sed 's/&/\&amp;/g'
        echo '</office:text></office:body></office:document>'
}

write_ms() {
        printf '.nr PS 14\n.nr VS 16\n.nr PI 12.7m\n'
        paragraphs '.PP
\&' ''
}

# row NAME PDF COMMAND… : when the program is there
row() {
        name=$1
        pdf=$2
        shift 2
        command -v "$1" >/dev/null || return 0
        "$@" >log 2>&1 || { printf '  %-12s không chạy được\n' "$name"; return 0; }
        for i in $(seq "$runs"); do
                "$build/bench/measure_run" "$@" 2>log
        done | sort -n | awk '{ s[NR] = $1; k[NR] = $2 }
                END { m = int((NR + 1) / 2); print s[m], k[m] }' >row
        read -r seconds memory <row
        [ "$name" = vanthu ] && own=$seconds
        pages=$(pdfinfo "$pdf" 2>/dev/null | awk '/^Pages:/ { print $2 }')
        awk -v n="$name" -v s="$seconds" -v k="$memory" -v p="${pages:-0}" \
                -v b="$(wc -c <"$pdf")" -v own="$own" 'BEGIN {
                printf "  %-12s  %5d  %8.1f   %6.1f  %7.0f   %8.1f\n",
                        n, p, s * 1000, k / 1024, b / 1000, s / own }'
}

write_html >plan.html
write_tex >plan.tex
write_typst >plan.typ
write_fodt >plan.fodt
write_ms >plan.ms
export HOME="$work"                             # no settings of anybody's
printf '\nCùng những chữ ấy qua các chương trình khác, %s trang.\n\n' "$size"
echo '  chương trình  trang        ms      MiB   PDF kB   × vanthu'
row vanthu plan.pdf "$build/vanthu" build plan.vt -o plan.pdf
row floor floor.pdf "$build/bench/floor" plan.floor floor.pdf
row typst typst.pdf typst compile plan.typ typst.pdf
row xelatex plan.pdf xelatex -interaction=batchmode plan.tex
row lualatex plan.pdf lualatex -interaction=batchmode plan.tex
row soffice plan.pdf soffice --headless --convert-to pdf plan.fodt
row weasyprint html.pdf weasyprint plan.html html.pdf
row chromium html.pdf chromium --headless --no-sandbox --print-to-pdf=html.pdf plan.html
row groff groff.pdf sh -c 'command -v groff >/dev/null && groff -K utf8 -Tpdf -ms plan.ms >groff.pdf'
