"""Makes small Word files by hand, so that each test shows its own XML."""
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = {
    "w": W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
XMLNS = " ".join(f'xmlns:{k}="{v}"' for k, v in SPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = SPACES["r"]
SECTION = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" '
           'w:right="856" w:bottom="1134" w:left="1700" w:gutter="0"/></w:sectPr>')


def root(name, inner):
    return f"{HEAD}<w:{name} {XMLNS}>{inner}</w:{name}>"


def links(pairs):
    inner = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>'
        for i, kind, to in pairs)
    return f'{HEAD}<Relationships xmlns="{REL}">{inner}</Relationships>'


def content_types(names):
    """LibreOffice wants to be told; our reader goes by the relations."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    inner = "".join(f'<Override PartName="/{n}" ContentType="{kind}.{t}+xml"/>' for n, t in names)
    return (f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>')


def parts(body, styles="", numbering="", footnotes="", endnotes="", heads=()):
    """The parts of a file; heads: (kind, content) of headers and footers."""
    made = {"_rels/.rels": links([("rId1", "officeDocument", "word/document.xml")])}
    named = [("styles", styles), ("numbering", numbering),
             ("footnotes", footnotes), ("endnotes", endnotes)]
    targets = []
    for kind, inner in named:
        if inner:
            made[f"word/{kind}.xml"] = root(kind, inner)
            targets.append((f"id-{kind}", kind, f"{kind}.xml"))
    for i, (kind, inner) in enumerate(heads):
        made[f"word/{kind}{i}.xml"] = root("hdr" if kind == "header" else "ftr", inner)
        targets.append((f"id-{kind}{i}", kind, f"{kind}{i}.xml"))
    made["word/_rels/document.xml.rels"] = links(targets)
    made["word/document.xml"] = root("document", f"<w:body>{body}</w:body>")
    made["[Content_Types].xml"] = content_types(
        [("word/document.xml", "document.main")] + [(f"word/{to}", kind) for _, kind, to in targets])
    return made


def write(path, made, packed=True):
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", how) as z:
        for name, data in made.items():
            z.writestr(name, data)


def t(text):
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text, props=""):
    return f'<w:r>{"<w:rPr>" + props + "</w:rPr>" if props else ""}{t(text)}</w:r>'


def p(*runs, pr=""):
    inner = "".join(x if x.startswith("<") else r(x) for x in runs)
    return f'<w:p>{"<w:pPr>" + pr + "</w:pPr>" if pr else ""}{inner}</w:p>'


def tc(*paragraphs, pr=""):
    inner = "".join(x if x.startswith("<") else p(x) for x in paragraphs)
    return f'<w:tc>{"<w:tcPr>" + pr + "</w:tcPr>" if pr else ""}{inner or "<w:p/>"}</w:tc>'


def tr(*cells, pr=""):
    inner = "".join(x if x.startswith("<w:tc") else tc(x) for x in cells)
    return f'<w:tr>{"<w:trPr>" + pr + "</w:trPr>" if pr else ""}{inner}</w:tr>'


EDGES = "".join(f'<w:{e} w:val="single" w:sz="4"/>' for e in
                ("top", "left", "bottom", "right", "insideH", "insideV"))
RULED = f"<w:tblBorders>{EDGES}</w:tblBorders>"


def tbl(*rows, pr="", widths=()):
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (f"<w:tbl><w:tblPr>{pr}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            f'{"".join(rows)}</w:tbl>')


def style(id, kind="paragraph", name=None, inner="", based="", default=False):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return (f'<w:style w:type="{kind}"{first} w:styleId="{id}">'
            f'<w:name w:val="{name or id}"/>{base}{inner}</w:style>')


def lvl(i, fmt, text, more="", start=1):
    return (f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/>'
            f'<w:numFmt w:val="{fmt}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>')


def abstract(id, *levels):
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id, to, inner=""):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{to}"/>{inner}</w:num>'


def numbered(text, id, level=0):
    return p(text, pr=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>')


def field(instruction, result):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText> {instruction} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def box(*paragraphs):
    """As Word writes it: the drawing, and the same in VML for old readers."""
    inner = f'<w:txbxContent>{"".join(paragraphs)}</w:txbxContent>'
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
            f'<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>'
            '</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>'
            f'<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
            '</mc:Fallback></mc:AlternateContent></w:r>')
