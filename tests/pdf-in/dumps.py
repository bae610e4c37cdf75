"""What dump.c prints, taken apart; and small PDFs made by hand."""
import difflib
import re
import unicodedata

LINE = re.compile(r"^(\d+)((?: (?:trống|đoạn|đậm|nghiêng|trang|trái|giữa|phải|hai bên))*): (.*)$")


class Table:
    def __init__(self, head):
        size = re.match(r"bảng (\d+) × (\d+), đầu (\d+)(, không kẻ)?", head)
        self.rows, self.columns, self.header = (int(size[i]) for i in (1, 2, 3))
        self.ruled = not size[4]
        self.cells = []

    def add(self, line):
        row = []
        for cell in line.strip()[1:-1].split("|"):
            span = re.search(r" ?\{(\d+)×(\d+)\}", cell)
            text = re.sub(r" ?\{\d+×\d+\}", "", cell).strip()
            row.append((text, int(span[1]) if span else 1, int(span[2]) if span else 1))
        self.cells.append(row)

    def texts(self):
        """Every cell, a span's text in all it covers."""
        out = [["" for _ in row] for row in self.cells]
        for r, row in enumerate(self.cells):
            for c, (text, rows, columns) in enumerate(row):
                if text == "…":
                    continue
                for y in range(r, min(r + rows, len(out))):
                    for x in range(c, min(c + columns, len(row))):
                        out[y][x] = bare(text)
        return out


def bare(text):
    """Without looks, notes and breaks."""
    return re.sub(r"\*+|\[\^\d+\]", "", text.replace("\\n", " ")).strip()


class Paper:
    def __init__(self, dump):
        self.lines, self.tables, self.notes, self.repairs, self.doubts = [], [], [], [], []
        self.order, self.code = [], ""
        for line in dump.splitlines():
            self.take(line)

    def take(self, line):
        found = LINE.match(line)
        if line.startswith("    |"):
            self.tables[-1].add(line)
            self.order += [t for t, _, _ in self.tables[-1].cells[-1] if t != "…"]
        elif found and found[3].startswith("bảng "):
            self.tables.append(Table(found[3]))
        elif found:
            self.lines.append((found[2].split(), found[3]))
            if " trang" not in found[2]:
                self.order.append(found[3])
        elif line.startswith("[^"):
            self.notes.append(line.split(": ", 1)[1])
        elif line.startswith("sửa "):
            self.repairs.append(line)
        elif line.startswith("ngờ "):
            self.doubts.append(line)
        elif line.startswith("mã "):
            self.code = line

    def words(self):
        return bare(" ".join(self.order + self.notes)).split()


def letters(text):
    """Small letters and digits alone."""
    low = unicodedata.normalize("NFC", text).lower()
    return "".join(c for c in low if c.isalnum())


def errors(truth, said):
    """Wrong letters, missing and superfluous ones, after lining up the words."""
    total = 0
    match = difflib.SequenceMatcher(None, truth, said, autojunk=False)
    for kind, i, j, k, l in match.get_opcodes():
        if kind != "equal":
            total += distance(" ".join(truth[i:j]), " ".join(said[k:l]))
    return total


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i] + [0] * len(b)
        for k, y in enumerate(b, 1):
            row[k] = min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (x != y))
    return row[-1]


def stream(text, extra=b""):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(text), text)


def pdf(objects):
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out))


def page_pdf(content, letters_of=None, pages=1):
    """Pages of A4: one content for all, or a list. `letters_of`: the table that
    says which letter a byte is."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman%s>>" % (
        b"/ToUnicode 4 0 R" if letters_of else b"")
    table = b"".join(b"<%02x> <%04x>\n" % (c, u) for c, u in sorted((letters_of or {}).items()))
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            b"/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange\n"
            b"%d beginbfchar\n%sendbfchar endcmap end end" % (len(letters_of or {}), table))
    contents = content if isinstance(content, list) else [content]
    objects, kids = [], []
    for number, one in enumerate(contents):
        kids.append(b"%d 0 R" % (5 + 2 * number))
        objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                    b"/Resources<</Font<</F 3 0 R>>>>>>" % (6 + 2 * number), stream(one)]
    kids *= pages
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids)),
                font, stream(cmap)] + objects)


def show(x, y, text, size=13):
    """Text at a place; `y` from the top."""
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"BT /F %d Tf %.2f %.2f Td (%s) Tj ET\n" % (size, x, 842 - y, safe.encode("latin-1"))


def picture_pdf(jpeg, width, height):
    """A page that is one picture of 300 dots to an inch."""
    w, h = width * 72 / 300, height * 72 / 300
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]"
        b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>" % (w, h),
        stream(b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (w, h)),
        stream(jpeg, b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB"
               b"/BitsPerComponent 8/Filter/DCTDecode" % (width, height))])
