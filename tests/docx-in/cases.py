"""What stands in a Word file, and what its reader sees: (name, parts, paper).
The papers were written from the standard, not from the program."""
from make import *

B, I = "<w:b/>", "<w:i/>"
CENTER = '<w:jc w:val="center"/>'
CASES = []


def case(name, made, *expected, looks=False):
    CASES.append((name, made, "\n".join(expected) + "\n", looks))


# ---- letters and runs ------------------------------------------------------

case("plain", parts(p("Kế hoạch") + p("") + p("Hai ", "mẩu")),
     "1 đoạn trái: Kế hoạch", "3 trống đoạn trái: Hai mẩu")
case("bold-part", parts(p(r("Mục đích: ", B), "Trồng ", r("cây", B + I), " xanh")),
     "1 đoạn trái: **Mục đích:** Trồng ***cây*** xanh")
case("bold-whole", parts(p(r("KẾ ", B), " ", r("HOẠCH", B)) + p(r("a", I), r("b", I))),
     "1 đoạn đậm trái: KẾ  HOẠCH", "2 đoạn nghiêng trái: ab")
case("bold-off", parts(p(r("a", '<w:b w:val="0"/>'), r("b", '<w:b w:val="true"/>'))),
     "1 đoạn trái: a**b**")
case("caps", parts(p(r("ủy ban nhân dân", "<w:caps/>"))), "1 đoạn trái: ỦY BAN NHÂN DÂN")
case("hidden", parts(p("a", r("ẩn", "<w:vanish/>"), "b") + p(r("ẩn", "<w:vanish/>"))),
     "1 đoạn trái: ab")
case("hyphens", parts(p("<w:r><w:t>07</w:t><w:noBreakHyphen/><w:t>KH</w:t>"
                        "<w:softHyphen/><w:t>\u00adUB</w:t></w:r>")),
     "1 đoạn trái: 07-KHUB")
case("tabs", parts(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>")),
     "1 đoạn trái: a\tb\tc")
case("space", parts("<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b\n</w:t></w:r></w:p>"),
     "1 đoạn trái: a b ")
case("breaks", parts(p("<w:r><w:rPr><w:b/></w:rPr><w:t>KẾ HOẠCH</w:t><w:br/></w:r>",
                       r("Trồng cây"), pr=CENTER)),
     "1 đậm giữa: KẾ HOẠCH", "1 đoạn giữa: Trồng cây")
case("symbols", parts(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> đạt </w:t></w:r>',
                        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
                        r("\uf0a3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'))),
     "1 đoạn trái: ✓đạt≥≤")
case("unknown-symbol", parts(p("a", '<w:r><w:sym w:font="Lạ" w:char="F055"/></w:r>')),
     "1 đoạn trái: a\ufffd", "ngờ 1: ký hiệu của phông riêng, không đọc được: Lạ")
case("marks-are-not-ours", parts(p("a\ue000b\ue100")),
     "1 đoạn trái: a\ufffdb\ufffd", "ngờ 1: ký hiệu của phông riêng, không đọc được",
     "ngờ 1: ký hiệu của phông riêng, không đọc được")
case("nfd", parts(p("Kê\u0301 hoa\u0323ch")), "1 đoạn trái: Kế hoạch",
     "sửa 1: chữ tổ hợp thành chữ dựng sẵn")
case("entities", parts(p("a &amp; b &lt;c&gt; &#273;")), "1 đoạn trái: a & b <c> đ")
case("ruby", parts(p("<w:r><w:ruby><w:rt><w:r><w:t>trên</w:t></w:r></w:rt><w:rubyBase>"
                     "<w:r><w:t>gốc</w:t></w:r></w:rubyBase></w:ruby></w:r>")),
     "1 đoạn trái: gốc")
case("math", parts(p("S = ", "<m:oMath><m:r><w:rPr><w:i/></w:rPr><m:t>ab</m:t></m:r></m:oMath>")),
     "1 đoạn trái: S = *ab*", "ngờ 1: công thức chỉ còn chữ")

# ---- fields, links, changes, controls --------------------------------------

case("fields", parts(p("Ngày ", field("DATE", r("5")), " và ",
                       '<w:fldSimple w:instr="X"><w:r><w:t>6</w:t></w:r></w:fldSimple>')),
     "1 đoạn trái: Ngày 5 và 6")
case("field-in-field", parts(p(
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
    + field("PAGE", r("9")) +
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "có", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
     "1 đoạn trái: có")
case("field-unended", parts(p("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("b")),
     "1 đoạn trái: a", "2 đoạn trái: b", "ngờ 1: trường không có kết thúc")
case("link", parts(p("x ", f'<w:hyperlink r:id="q">{r("y")}</w:hyperlink>',
                     f'<w:smartTag>{r("z")}</w:smartTag>')), "1 đoạn trái: x yz")
case("changes", parts(p("a", f'<w:ins w:id="1">{r("b")}</w:ins>',
                        '<w:del w:id="2"><w:r><w:delText>c</w:delText><w:t>c</w:t></w:r></w:del>',
                        f'<w:moveFrom w:id="3">{r("d")}</w:moveFrom>',
                        f'<w:moveTo w:id="4">{r("e")}</w:moveTo>')), "1 đoạn trái: abe")
case("deleted-end", parts(p("Hai ", pr=CENTER + '<w:rPr><w:del w:id="1"/></w:rPr>') + p("thành một")),
     "2 đoạn trái: Hai thành một")
case("old-look", parts(p("a", pr='<w:jc w:val="right"/><w:pPrChange><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>')),
     "1 đoạn phải: a")
case("controls", parts(p("Tên: ", f'<w:sdt><w:sdtPr/><w:sdtContent>{r("A")}</w:sdtContent></w:sdt>',
                         '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
                         f'{r("Bấm vào đây")}</w:sdtContent></w:sdt>')
                       + f'<w:sdt><w:sdtContent>{p("b")}</w:sdtContent></w:sdt>'
                       + f'<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p("Chọn")}</w:sdtContent></w:sdt>'),
     "1 đoạn trái: Tên: A…", "2 đoạn trái: b", "3 đoạn trái: …")
case("comments", parts(p("a", '<w:commentRangeStart w:id="0"/>', "b", '<w:commentRangeEnd w:id="0"/>'
                         '<w:r><w:commentReference w:id="0"/></w:r>')), "1 đoạn trái: ab")

# ---- styles ----------------------------------------------------------------

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Normal", default=True, inner='<w:pPr><w:jc w:val="both"/></w:pPr>')
    + style("H2", name="heading 2", based="Normal", inner="<w:rPr><w:b/></w:rPr>")
    + style("M3", name="Đề mục 3", based="H2")
    + style("Out", inner='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Strong", "character", inner="<w:rPr><w:b/></w:rPr>")
    + style("A", based="B", inner="<w:rPr><w:i/></w:rPr>") + style("B", based="A", inner="<w:rPr><w:b/></w:rPr>")
    + style("Self", based="Self") + style("TOC1", name="toc 1"))
case("styles", parts(p("a") + p("b", pr='<w:pStyle w:val="H2"/>') + p("c", pr='<w:pStyle w:val="M3"/><w:jc w:val="center"/>')
                     + p("d", pr='<w:pStyle w:val="Out"/>') + p(r("e", '<w:rStyle w:val="Strong"/>'))
                     + p(r("f", '<w:rStyle w:val="Strong"/>'), pr='<w:pStyle w:val="H2"/>')
                     + p("g", pr='<w:pStyle w:val="None"/>'), styles=STYLES),
     "1 đoạn hai bên: a", "2 đoạn đậm hai bên cấp2: b", "3 đoạn đậm giữa cấp3: c", "4 đoạn trái cấp1: d",
     "5 đoạn đậm hai bên: e", "6 đoạn hai bên cấp2: f", "7 đoạn hai bên: g")
case("style-circle", parts(p("a", pr='<w:pStyle w:val="A"/>') + p("b", pr='<w:pStyle w:val="Self"/>'), styles=STYLES),
     "1 đoạn đậm nghiêng trái: a", "2 đoạn trái: b")
case("contents", parts(p("Mục I", pr='<w:pStyle w:val="TOC1"/>') + p("Mục I"), styles=STYLES),
     "1 đoạn trang trái: Mục I", "2 đoạn hai bên: Mục I")
case("indents", parts(p("a", pr='<w:ind w:left="720" w:right="200" w:firstLine="360"/>')
                      + p("b", pr='<w:ind w:start="720" w:hanging="360"/>') + SECTION,
                      styles='<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="27"/></w:rPr></w:rPrDefault></w:docDefaults>'),
     "1 đoạn trái: a", "2 đoạn trái: b",
     # 1700/20 = 85 from the edge; 11906 - 856 = 11050 twips is the right rim
     "# 1 trang 1 ngang 0 trái 121.0 phải 542.5 đầu 139.0 cỡ 13.5",
     "# 2 trang 1 ngang 0 trái 121.0 phải 552.5 đầu 103.0 cỡ 13.5", looks=True)

# ---- numbering -------------------------------------------------------------

PLAN = abstract(0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."),
                lvl(2, "decimal", "%2.%3."), lvl(3, "lowerLetter", "%4)"))
case("numbers", parts(numbered("A", 1) + numbered("B", 1, 1) + numbered("C", 1, 2) + numbered("D", 1, 2)
                      + p("x") + numbered("E", 1, 1) + numbered("F", 1, 2) + numbered("G", 1, 3)
                      + numbered("H", 1) + numbered("K", 1, 1),
                      numbering=PLAN + num(1, 0)),
     "1 đoạn trái [I.]: A", "2 đoạn trái [1.]: B", "3 đoạn trái [1.1.]: C", "4 đoạn trái [1.2.]: D",
     "5 đoạn trái: x", "6 đoạn trái [2.]: E", "7 đoạn trái [2.1.]: F", "8 đoạn trái [a)]: G",
     "9 đoạn trái [II.]: H", "10 đoạn trái [1.]: K")
case("formats", parts("".join(numbered("x", i) for i in range(1, 8)),
                      numbering="".join(abstract(i, lvl(0, f, "(%1)", start=s)) for i, (f, s) in enumerate(
                          [("lowerRoman", 4), ("upperLetter", 27), ("decimalZero", 7), ("none", 1),
                           ("lowerLetter", 3), ("decimal", 0), ("upperRoman", 9)], 1))
                      + "".join(num(i, i) for i in range(1, 8))),
     *[f"{i} đoạn trái [{m}]: x" for i, m in enumerate(["(iv)", "(AA)", "(07)", "()", "(c)", "(0)", "(IX)"], 1)])
case("restart", parts(numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1) + numbered("d", 1, 1),
                      numbering=abstract(0, lvl(0, "decimal", "%1."),
                                         lvl(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')) + num(1, 0)),
     "1 đoạn trái [1.]: a", "2 đoạn trái [Điều 1.]: b", "3 đoạn trái [2.]: c", "4 đoạn trái [Điều 2.]: d")
case("override", parts(numbered("a", 1) + numbered("b", 1) + numbered("c", 2) + numbered("d", 2) + numbered("e", 3)
                       + numbered("f", 1),
                       numbering=abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0)
                       + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
                       + num(3, 0, '<w:lvlOverride w:ilvl="0">' + lvl(0, "lowerLetter", "%1)", start=5) + '</w:lvlOverride>')),
     "1 đoạn trái [1.]: a", "2 đoạn trái [2.]: b", "3 đoạn trái [1.]: c", "4 đoạn trái [2.]: d",
     "5 đoạn trái [e)]: e", "6 đoạn trái [6.]: f")
case("shared-abstract", parts(numbered("a", 1) + numbered("b", 2), numbering=abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 0)),
     "1 đoạn trái [1.]: a", "2 đoạn trái [2.]: b")
case("legal", parts(numbered("a", 1) + numbered("b", 1, 1),
                    numbering=abstract(0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 0)),
     "1 đoạn trái [I.]: a", "2 đoạn trái [1.1]: b")
case("level-before-its-parent", parts(numbered("a", 1, 1), numbering=abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2.")) + num(1, 0)),
     "1 đoạn trái [1.1.]: a")
case("bullets", parts("".join(numbered("x", 1, i) for i in range(6)),
                      numbering=abstract(0, lvl(0, "bullet", "\uf0b7", ""), lvl(1, "bullet", "-"), lvl(2, "bullet", "+"),
                                         lvl(3, "bullet", "\uf02d"),
                                         '<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr></w:lvl>',
                                         lvl(5, "bullet", "–")) + num(1, 0)),
     *[f"{i} đoạn trái [{m}]: x" for i, m in enumerate("•-+-•–", 1)])
case("style-number", parts(p("a", pr='<w:pStyle w:val="N1"/>') + p("b", pr='<w:pStyle w:val="N2"/>')
                           + p("c", pr='<w:pStyle w:val="N2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
                           + p("d", pr='<w:pStyle w:val="N2"/>'),
                           styles=style("N1", inner='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
                           + style("N2", inner='<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'),
                           numbering=abstract(0, lvl(0, "upperRoman", "%1.", '<w:pStyle w:val="N1"/>'),
                                              lvl(1, "decimal", "%2.", '<w:pStyle w:val="N2"/>')) + num(1, 0)),
     "1 đoạn trái [I.]: a", "2 đoạn trái [1.]: b", "3 đoạn trái: c", "4 đoạn trái [2.]: d")
case("number-style-link", parts(numbered("a", 1) + numbered("b", 5),
                                styles=style("L", "numbering", inner='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
                                + style("C", "numbering", inner='<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'),
                                numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
                                '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="C"/></w:abstractNum>'
                                + abstract(1, lvl(0, "decimal", "%1/")) + num(1, 0) + num(2, 1) + num(5, 7)),
     "1 đoạn trái [1/]: a", "2 đoạn trái: b")
case("number-in-cell", parts(tbl(tr(tc(numbered("", 1)), "A"), tr(tc(numbered("", 1)), tc(numbered("B", 1))), pr=RULED),
                             numbering=abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0)),
     "1 đoạn: bảng 2 × 2, đầu 0", "    | 1. | A |", "    | 2. | 3. B |")
case("number-indent", parts(numbered("a", 1) + SECTION, numbering=abstract(
    0, lvl(0, "decimal", "%1.", '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>')) + num(1, 0)),
     "1 đoạn trái [1.]: a", "# 1 trang 1 ngang 0 trái 121.0 phải 552.5 đầu 103.0 cỡ -1.0", looks=True)

# ---- tables ----------------------------------------------------------------

case("table", parts(p("a") + tbl(tr("STT", "Việc", pr="<w:tblHeader/>"), tr("1", "Trồng"), pr=RULED, widths=(1000, 3000))),
     "1 đoạn trái: a", "2 đoạn: bảng 2 × 2, đầu 1", "    | STT | Việc |", "    | 1 | Trồng |",
     "# 1 trang 1 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0",
     "# 2 trang 1 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0 50.0 150.0 ô 1111", looks=True)
case("spans", parts(tbl(tr(tc("A", pr='<w:gridSpan w:val="2"/>'), tc("B", pr='<w:vMerge w:val="restart"/>')),
                        tr("c", "d", tc(pr="<w:vMerge/>")), tr("e", "f", "g"), pr=RULED)),
     "1 đoạn: bảng 3 × 3, đầu 0", "    | A {1×2} | … | B {2×1} |", "    | c | d | … |", "    | e | f | g |")
case("block-of-two-by-two", parts(tbl(tr(tc("A", pr='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "b"),
                                      tr(tc(pr='<w:gridSpan w:val="2"/><w:vMerge/>'), "c"), tr("d", "e", "f"), pr=RULED)),
     "1 đoạn: bảng 3 × 3, đầu 0", "    | A {2×2} | … | b |", "    | … | … | c |", "    | d | e | f |")
case("sliver", parts(tbl(tr(tc("A", pr='<w:gridSpan w:val="2"/>'), "B"), tr(tc("c", pr='<w:gridSpan w:val="2"/>'), "d"),
                         pr=RULED, widths=(1000, 20, 980))),
     "1 đoạn: bảng 2 × 2, đầu 0", "    | A | B |", "    | c | d |",
     "# 1 trang 1 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0 51.0 49.0 ô 1111", looks=True)
case("grid-before", parts(tbl(tr("a", "b"), tr("c", pr='<w:gridBefore w:val="1"/>'), pr=RULED)),
     "1 đoạn: bảng 2 × 2, đầu 0", "    | a | b |", "    | | c |")
case("head-table", parts(tbl(tr(
    tc(p("ỦY BAN NHÂN DÂN", pr=CENTER), p(r("XÃ TÂN KHÊ", B), pr=CENTER), "<w:p/>", p("Số: 07/KH-UBND", pr=CENTER)),
    tc(p(r("CỘNG HÒA", B), "<w:r><w:br/></w:r>", r("Độc lập", B), pr=CENTER))), widths=(4000, 5000))),
     "1 đoạn: bảng 1 × 2, đầu 0, không kẻ",
     "    | ỦY BAN NHÂN DÂN\\n**XÃ TÂN KHÊ**\\nSố: 07/KH-UBND | CỘNG HÒA\\nĐộc lập |",
     "# 1 trang 1 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0 200.0 250.0 ô 22đ", looks=True)
case("ruled-by-style", parts(tbl(tr("a", "b"), tr("c", "d"), pr='<w:tblStyle w:val="G2"/>'),
                             styles=style("G", "table", inner=f"<w:tblPr>{RULED}</w:tblPr>") + style("G2", "table", based="G")),
     "1 đoạn: bảng 2 × 2, đầu 0", "    | a | b |", "    | c | d |")
case("ruled-by-cells", parts(tbl(tr(*[tc(x, pr=f"<w:tcBorders>{EDGES}</w:tcBorders>") for x in "ab"]))),
     "1 đoạn: bảng 1 × 2, đầu 0", "    | a | b |")
NIL = "".join(f'<w:{e} w:val="nil"/>' for e in ("top", "left", "bottom", "right"))
case("rubbed-out", parts(tbl(tr(*[tc(x, pr=f"<w:tcBorders>{NIL}</w:tcBorders>") for x in "ab"]), pr=RULED)),
     "1 đoạn: bảng 1 × 2, đầu 0, không kẻ", "    | a | b |")
case("nested", parts(tbl(tr(tc(p("a"), tbl(tr("b", "c")), p("d")), "e"))),
     "1 đoạn: bảng 1 × 2, đầu 0, không kẻ", "    | a\\nb\\nc\\nd | e |", "ngờ 1: bảng trong ô được trải thành dòng")
case("old-merge", parts(tbl(tr(tc("A", pr='<w:hMerge w:val="restart"/>'), tc(pr="<w:hMerge/>"), "b"), tr("c", "d", "e"), pr=RULED)),
     "1 đoạn: bảng 2 × 3, đầu 0", "    | A {1×2} | … | b |", "    | c | d | e |")
case("merge-of-nothing", parts(tbl(tr(tc("a", pr="<w:vMerge/>"), tc("b", pr="<w:hMerge/>")), tr(tc("c", pr="<w:vMerge/>"), "d"), pr=RULED)),
     "1 đoạn: bảng 2 × 2, đầu 0", "    | a {1×2} | … |", "    | c | d |")
case("deleted-row", parts(tbl(tr("a"), tr("b", pr='<w:del w:id="1"/>'), tr("c"), pr=RULED)),
     "1 đoạn: bảng 2 × 1, đầu 0", "    | a |", "    | c |")
case("row-in-control", parts(tbl("<w:sdt><w:sdtContent>" + tr("a", "b") + "</w:sdtContent></w:sdt>", pr=RULED)),
     "1 đoạn: bảng 1 × 2, đầu 0", "    | a | b |")

# ---- notes, boxes, pages ---------------------------------------------------

NOTES = ('<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
         '<w:footnote w:id="3">' + p("<w:r><w:footnoteRef/></w:r>", " Theo ", r("Luật", I), ".") + '</w:footnote>')
CALL = '<w:r><w:footnoteReference w:id="3"/></w:r>'
case("footnote", parts(p(r("a", B), CALL, r(" b", B)), footnotes=NOTES),
     "1 đoạn đậm trái: a[^1] b", "[^1]: Theo *Luật*.")
case("endnote", parts(p("a", CALL, '<w:r><w:endnoteReference w:id="1"/></w:r>'), footnotes=NOTES,
                      endnotes='<w:endnote w:id="1">' + p("Cuối") + p("hết") + '</w:endnote>'),
     "1 đoạn trái: a[^1][^2]", "[^1]: Theo *Luật*.", "[^2]: Cuối\\nhết")
case("note-on-itself", parts(p("a", CALL), footnotes='<w:footnote w:id="3">' + p("b", CALL) + '</w:footnote>'),
     "1 đoạn trái: a[^1]", "[^1]: b")
case("note-in-cell", parts(tbl(tr(tc(p("a", CALL)), "b")), footnotes=NOTES),
     "1 đoạn: bảng 1 × 2, đầu 0, không kẻ", "    | a[^1] | b |", "[^1]: Theo *Luật*.")
case("text-box", parts(p("a", box(p("DỰ THẢO", pr=CENTER), p("lần 2")), "b") + p("c")),
     "1 đoạn trái: ab", "2 đoạn giữa: DỰ THẢO", "3 đoạn trái: lần 2", "4 đoạn trái: c")
case("box-alone", parts(p("a") + p(box(p("b"))) + p("") + p(box(p("c"))) + p("d")),
     "1 đoạn trái: a", "3 đoạn trái: b", "6 trống đoạn trái: c", "7 đoạn trái: d")
case("box-in-cell", parts(tbl(tr(tc(p("a", box(p("b")))), "c"))),
     "1 đoạn: bảng 1 × 2, đầu 0, không kẻ", "    | a\\nb | c |")
case("lost", parts(p("a", "<w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed='x'/></a:graphic></wp:inline></w:drawing></w:r>")
                   + p("<w:r><w:drawing><wp:inline><a:graphic><c:chart r:id='x'/></a:graphic></wp:inline></w:drawing></w:r>")
                   + p("<w:r><w:object><v:shape><v:imagedata r:id='x'/></v:shape><o:OLEObject ProgID='Excel'/></w:object></w:r>")
                   + p("<w:r><w:pict><v:line/></w:pict></w:r>") + '<w:altChunk r:id="x"/>'),
     "1 đoạn trái: a", "ngờ 1: hình không được đưa vào", "ngờ 2: biểu đồ không được đưa vào",
     "ngờ 3: đối tượng nhúng không được đưa vào", "ngờ 4: tệp nhúng không được đưa vào")
LAND = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
case("pages", parts(p("a", '<w:r><w:br w:type="page"/></w:r>') + p("b", pr=SECTION) + p("c", pr="<w:pageBreakBefore/>" + LAND) + p("d") + SECTION),
     "1 đoạn trái: a", "2 đoạn trái: b", "3 đoạn trái: c", "4 đoạn trái: d",
     "# 1 trang 1 ngang 0 trái 85.0 phải 552.5 đầu 85.0 cỡ -1.0",
     "# 2 trang 2 ngang 0 trái 85.0 phải 552.5 đầu 85.0 cỡ -1.0",
     "# 3 trang 4 ngang 1 trái 85.0 phải 799.1 đầu 85.0 cỡ -1.0",
     "# 4 trang 5 ngang 0 trái 85.0 phải 552.5 đầu 85.0 cỡ -1.0", looks=True)
case("rendered-pages", parts(p("a", '<w:r><w:br w:type="page"/></w:r>') + p('<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>')),
     "1 đoạn trái: a", "2 đoạn trái: b",
     "# 1 trang 1 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0",
     "# 2 trang 2 ngang 0 trái -1.0 phải -1.0 đầu -1.0 cỡ -1.0", looks=True)
case("heads", parts(p("thân") + SECTION.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="id-header0"/>'
                                                '<w:footerReference w:type="default" r:id="id-footer1"/><w:pgSz'),
                    heads=[("header", p("Trang ", field("PAGE", r("2")), pr=CENTER)), ("footer", p("Mật"))]),
     "1 đoạn trang giữa: Trang 2", "1 đoạn trang trái: Mật", "1 đoạn trái: thân")
STRICT = parts(p("nghiêm"))
STRICT["word/document.xml"] = STRICT["word/document.xml"].replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
case("strict", STRICT, "1 đoạn trái: nghiêm")
case("no-relations", {"word/document.xml": parts(p("trơ"))["word/document.xml"]}, "1 đoạn trái: trơ")
