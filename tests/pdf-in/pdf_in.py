"""PDF and pictures read back: words, grids, notes, scans, hostile files."""
import collections
import glob
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata

from dumps import Paper, bare, errors, letters, page_pdf, pdf, picture_pdf, show

VANTHU, DUMP = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))
ACCEPT = os.environ.get("ACCEPT")
SCANS = ["ke-hoach-kem-theo", "hoi-nghi-dien-hinh", "quy-che-lam-viec"]
EXPECTED = ["chuyen-doi-so", "phoi-hop-lien-tich", "bang-dai"]
passed = failed = 0


def check(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"HỎNG: {name} {why}"[:600])


def run(*words, **more):
    return subprocess.run(words, capture_output=True, timeout=120, **more)


def read(path, seconds=60):
    """The dump and the exit status; a fault is a dump that begins with "lỗi"."""
    done = subprocess.run([DUMP, path], capture_output=True, timeout=seconds)
    return done.stdout.decode("utf-8"), done.returncode


def write(name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(data)
    return path


# ---- our own documents --------------------------------------------------------

def source_of(name):
    mine = os.path.join(HERE, name + ".vt")
    return mine if os.path.exists(mine) else f"samples/{name}.vt"


def build(name):
    path = os.path.join(folder, name + ".pdf")
    run(VANTHU, "build", source_of(name), "-o", path)
    return path


def said(name, form):
    return run(VANTHU, "build", "--format", form, "-o", "-", source_of(name)).stdout.decode()


def text_lines(name):
    """What the plan says, line by line; a date is printed in another form, the
    kind of a letter is not printed."""
    kind = json.loads(said(name, "json"))["kind"]
    for line in said(name, "text").splitlines():
        line = re.sub(r"^\[\d+\] |(?<=\S)\[\d+\]", "", line).removesuffix("./.")
        if line.casefold() != kind and not re.search(r"(, |^)\d\d/\d\d/\d{4}$", line):
            yield line


def check_words(name, paper):
    found = letters(bare(" ".join(paper.order + paper.notes)))
    missing = [l for l in text_lines(name) if letters(l) not in found]
    check(f"{name}: lời văn", not missing, missing[:3])


def check_against_poppler(name, path, paper):
    """No word is lost or doubled: the same words as another reader finds."""
    other = unicodedata.normalize("NFC", run("pdftotext", "-raw", path, "-").stdout.decode())
    mine = collections.Counter(letters(w) for w in paper.words())
    theirs = collections.Counter(letters(w) for w in other.split())
    for counter in (mine, theirs):
        for word in [w for w in counter if w.isdigit() and len(w) < 3 or not w]:
            del counter[word]
    # a mark of a note is glued to its word there, and a head may be repeated
    odd = [w for w in (mine - theirs) if not any(t.startswith(w) for t in theirs)]
    lost = [w for w in (theirs - mine) if not any(w.startswith(m) for m in mine)]
    check(f"{name}: chữ như pdftotext", not odd and not lost, (odd[:5], lost[:5]))


def tables_in(node):
    if isinstance(node, dict):
        if node.get("type") == "table":
            yield node
        for value in node.values():
            yield from tables_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from tables_in(value)


def check_grids(name, paper):
    wanted = [t["header"] + t["rows"] for t in tables_in(json.loads(said(name, "json")))]
    found = [t.texts() for t in paper.tables if t.ruled]
    check(f"{name}: bảng", wanted == found, (wanted[:1], found[:1]))


def check_expected(name, dump):
    path = os.path.join(HERE, name + ".dump")
    if ACCEPT:
        with open(path, "w", encoding="utf-8") as out:
            out.write(dump)
    with open(path, encoding="utf-8") as file:
        check(f"{name}: như {name}.dump", file.read() == dump)


def check_documents():
    names = [os.path.basename(p)[:-3] for p in sorted(glob.glob("samples/*.vt"))]
    for name in names + ["bang-dai"]:
        path = build(name)
        dump, status = read(path)
        paper = Paper(dump)
        check(f"{name}: đọc được", status == 0, dump[:200])
        check_words(name, paper)
        check_grids(name, paper)
        check_against_poppler(name, path, paper)
        if name in EXPECTED:
            check_expected(name, dump)
        papers[name] = paper


def check_parts():
    """What a reader would notice of the parts of a page."""
    plan = papers["thi-dua-nam-hoc"]
    head, signers = plan.tables[0], plan.tables[-1]
    check("đầu văn bản hai cột", head.columns == 2 and not head.ruled and
          head.texts()[0][0].startswith("ỦY BAN NHÂN DÂN TỈNH THANH BÌNH") and
          head.texts()[0][1].startswith("CỘNG HÒA XÃ HỘI"), head.texts())
    check("nơi nhận và người ký", signers.columns == 2 and
          signers.texts()[0][0].startswith("Nơi nhận:") and
          signers.texts()[0][1].endswith("Lương Thị Mai Khuê"), signers.texts())
    numbers = [t for looks, t in plan.lines if "trang" in looks]
    check("số trang là của trang giấy", numbers == ["2", "3"], numbers)
    long = papers["bang-dai"].lines
    check("ở giữa cả khi ít lời", "giữa" in next(l for l, t in long if t == "KẾ HOẠCH"))
    title = next(looks for looks, t in plan.lines if t == "KẾ HOẠCH")
    check("tên loại đậm, ở giữa", "đậm" in title and "giữa" in title, title)
    fire = papers["phong-chay-chua-chay"]
    called = re.findall(r"\[\^(\d)\]", " ".join(t for _, t in fire.lines))
    check("chú thích có chỗ gọi", len(fire.notes) == 2 and called == ["1", "2"],
          (fire.notes, called))
    check("lời chú thích không lẫn vào thân bài",
          not any(fire.notes[0] in t for _, t in fire.lines))
    joint = papers["phoi-hop-lien-tich"].tables[-1].texts()[0]
    check("hai người ký", joint[0].endswith("Trịnh Quốc Bảo") and
          joint[1].endswith("Đỗ Minh Hằng"), joint)
    long = papers["bang-dai"].tables
    ruled = [t for t in long if t.ruled]
    check("bảng qua trang: một bảng, một đầu bảng",
          len(ruled) == 1 and ruled[0].header == 1, [t.header for t in ruled])
    check("thân bài không thành cột", all(
        sum(not t.ruled for t in p.tables) <= 2 for p in papers.values()))


# ---- scans --------------------------------------------------------------------

def scan(name, last=2):
    """Pages as pictures of 300 dots to an inch, and what stands on them."""
    one = os.path.join(folder, "one.pdf")
    for page in range(1, last + 1):
        stem = os.path.join(folder, f"{name}-{page}")
        run("pdftoppm", "-r", "300", "-gray", "-png", "-f", str(page), "-l", str(page),
            "-singlefile", os.path.join(folder, name + ".pdf"), stem)
        if not os.path.exists(stem + ".png"):
            return
        run("qpdf", os.path.join(folder, name + ".pdf"), "--pages", ".", str(page), "--", one)
        yield stem + ".png", Paper(read(one)[0])


def check_scans():
    wrong = total = 0
    for name in SCANS:
        for path, truth in scan(name):
            dump, status = read(path)
            paper = Paper(dump)
            check(f"{path}: nhận dạng được", status == 0 and "OCR, nhận dạng" in paper.code, dump[:200])
            here = errors(truth.words(), paper.words())
            if os.environ.get("SHOW"):
                print(path, here)
            wrong += here
            total += len(" ".join(truth.words()))
    check("nhận dạng sai không quá 0,5 %", wrong <= 0.005 * total, f"{wrong}/{total}")


def check_scanned_table():
    """The grid of a picture, and a PDF that is only pictures."""
    page = os.path.join(folder, "bang-1")
    run("pdftoppm", "-r", "300", "-gray", "-jpeg", "-f", "1", "-l", "1", "-singlefile",
        os.path.join(folder, "phu-luc-rieng.pdf"), page)
    with open(page + ".jpg", "rb") as file:
        size = run("identify", "-format", "%w %h", page + ".jpg").stdout.split()
        write("bang-1.pdf", picture_pdf(file.read(), *map(int, size)))
    truth = papers["phu-luc-rieng"].tables[0]
    for path in (page + ".jpg", page + ".pdf"):
        dump, status = read(path)
        tables = [t for t in Paper(dump).tables if t.ruled]
        check(f"lưới bảng trong {os.path.basename(path)}", status == 0 and len(tables) == 1 and
              (tables[0].rows, tables[0].columns) == (truth.rows, truth.columns), dump[:300])
        found = errors(" ".join(map(" ".join, truth.texts())).split(),
                       " ".join(map(" ".join, tables[0].texts())).split()) if tables else 99
        check(f"chữ trong ô của {os.path.basename(path)}", found <= 3, found)


# ---- pages made by hand ----------------------------------------------------------

def glyph_order(letter):
    """The number of a letter's glyph in Times New Roman."""
    code = ord(letter)
    known = {"à": 106, "á": 105, "â": 107, "ã": 109, "ê": 114, "ô": 123, "ư": 1133, "ơ": 1131,
             "đ": 255, "Đ": 264, "Ò": 209, "Ã": 173, "Ĩ": 428, "ú": 126}
    if letter in known:
        return known[letter]
    return code - 0x19FC if code >= 0x1EA0 else code - 29


def check_shifted():
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc 2026"
    codes = {c: n for n, c in enumerate(sorted(set(text) - {" "}), 0x41)}
    codes[" "] = 0x20
    table = {n: glyph_order(c) for c, n in codes.items()}
    coded = "".join(chr(codes[c]) for c in text)
    path = write("lech.pdf", page_pdf(show(60, 100, coded), table))
    paper = Paper(read(path)[0])
    check("phông lệch được đọc lại", " ".join(paper.words()) == text, paper.words())
    check("phông lệch có ghi sổ", any("bảng chữ của phông bị lệch" in r for r in paper.repairs))
    plain = "Ke hoach phong chay chua chay nam 2026"
    private = {ord(c): 0xF000 + ord(c) for c in set(plain)}
    path = write("rieng.pdf", page_pdf(show(60, 100, plain), private))
    check("phông vùng riêng được đọc lại", " ".join(Paper(read(path)[0]).words()) == plain)
    path = write("lanh.pdf", page_pdf(show(60, 100, "QUYET DINH SO 12 (MAT) KHONG DAU")))
    check("chữ hoa không bị coi là lệch", not Paper(read(path)[0]).repairs)


BODY = "Noi dung cua doan van nay du dai de cham toi ca hai le cua trang giay in"


def check_columns():
    head = (show(70, 70, "UY BAN NHAN DAN THANH KHE") +
            show(290, 70, "CONG HOA XA HOI CHU NGHIA VIET NAM") +
            show(110, 86, "PHONG NOI VU") + show(340, 86, "Doc lap - Tu do - Hanh phuc") +
            show(110, 110, "So: 12/KH-PNV") + show(330, 110, "Thanh Khe, ngay 05 thang 3"))
    body = b"".join(show(85, 160 + 18 * i, BODY, 14) for i in range(12))
    tabs = (show(85, 400, "1.", 14) + show(140, 400, "Muc thu nhat cua danh sach", 14) +
            show(85, 418, "2.", 14) + show(140, 418, "Muc thu hai cua danh sach", 14))
    paper = Paper(read(write("dau.pdf", page_pdf(head + body + tabs)))[0])
    check("khe hẹp ở dòng đầu vẫn là hai cột", len(paper.tables) == 1 and
          paper.tables[0].texts() == [[
              "UY BAN NHAN DAN THANH KHE PHONG NOI VU So: 12/KH-PNV",
              "CONG HOA XA HOI CHU NGHIA VIET NAM Doc lap - Tu do - Hanh phuc "
              "Thanh Khe, ngay 05 thang 3"]], [t.texts() for t in paper.tables])
    check("số thứ tự cách xa không phải cột", sum(
        t.startswith(("1. Muc", "2. Muc")) for _, t in paper.lines) == 2, paper.lines[-3:])
    holes = b"".join(show(85, 160 + 18 * i, BODY[:30], 14) +
                     show(330 + 7 * i, 160 + 18 * i, BODY[30:55], 14) for i in (0,))
    paper = Paper(read(write("thua.pdf", page_pdf(
        holes + b"".join(show(85, 178 + 18 * i, BODY, 14) for i in range(6)))))[0])
    check("một dòng thưa không phải cột", not paper.tables)


def grid(columns, rows):
    """Rules between all cells; edges in points from the page's top left."""
    lines = [(columns[0], y, columns[-1], y) for y in rows]
    lines += [(x, rows[0], x, rows[-1]) for x in columns]
    return b"".join(b"%d %d m %d %d l S\n" % (a, 842 - b, c, 842 - d) for a, b, c, d in lines)


def check_split_row():
    """A row that a page break cuts, below a head that is repeated."""
    edges = [85, 120, 320, 500]
    head = show(90, 115, "STT") + show(125, 115, "Viec") + show(325, 115, "Han")
    one = (head + show(90, 135, "1") + show(125, 135, "Lam duong vao ban va sua") +
           show(325, 135, "quy I") + grid(edges, [100, 120, 140]))
    two = (head + show(125, 135, "cau treo") + show(90, 155, "2") + show(125, 155, "Trong cay") +
           show(325, 155, "quy II") + grid(edges, [100, 120, 140, 160]))
    paper = Paper(read(write("cat.pdf", page_pdf([one, two])))[0])
    check("hàng bị ngắt trang được nối", [t.texts() for t in paper.tables] == [[
        ["STT", "Viec", "Han"], ["1", "Lam duong vao ban va sua cau treo", "quy I"],
        ["2", "Trong cay", "quy II"]]], [t.texts() for t in paper.tables])


def check_askew():
    """A page that leans by 0.7 degrees."""
    path, truth = next(scan("thi-dua-nam-hoc", 1))
    run("convert", path, "-background", "white", "-rotate", "0.7", path)
    paper = Paper(read(path)[0])
    wrong = errors(truth.words(), paper.words())
    check("trang nằm lệch", wrong <= 0.01 * len(" ".join(truth.words())), wrong)
    check("trang nằm lệch: từng dòng", abs(len(paper.lines) - len(truth.lines)) <= 1,
          (len(paper.lines), len(truth.lines)))


def check_scanned_note():
    """A raised number is recognised as anything; its note is found all the same."""
    path = next(scan("chu-de-nam", 1))[0]
    paper = Paper(read(path)[0])
    check("chú thích trong ảnh", len(paper.notes) == 1 and
          paper.notes[0].startswith("Tuyến phố tự quản là") and
          any("tự quản[^1];" in t for _, t in paper.lines), paper.notes)


def check_glued():
    """A word whose letters come one by one, from place to place."""
    text = b"BT /F 14 Tf 85 700 Td (Ke ho) Tj 0 0 Td ET\n" + \
           b"BT /F 14 Tf 117.52 700 Td (ach) Tj ET\n" + show(150, 142, "nam")
    words = Paper(read(write("dan.pdf", page_pdf(text)))[0]).words()
    check("mảnh của một chữ được ghép", words == ["Ke", "hoach", "nam"], words)


# ---- hostile files -----------------------------------------------------------------

def refused(name, data, within=20):
    start = time.time()
    dump, status = read(write(name, data), within)
    check(f"{name}: bị từ chối, có lý do", status == 1 and dump.startswith("lỗi: ") and
          len(dump) > 12, dump[:200])
    check(f"{name}: không lâu", time.time() - start < within)


def check_broken():
    good = open(os.path.join(folder, "trong-cay-dau-xuan.pdf"), "rb").read()
    refused("rong.pdf", b"")
    refused("chu.pdf", b"day khong phai PDF\n" * 50)
    refused("cut.pdf", good[:300])
    refused("trang-trang.pdf", page_pdf(b""))
    loop = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]
    refused("vong.pdf", pdf(loop))
    refused("nhieu.pdf", page_pdf(show(60, 100, "x"), pages=2100))
    refused("khoe.pdf", pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                             b"<</Type/Pages/Kids[]/Count 2000000000>>"]))
    check("không có tệp", read(os.path.join(folder, "khong-co.pdf"))[1] == 1)
    check("một thư mục", read(folder)[1] == 1)


def check_bombs():
    chunk = b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0)
    refused("bom.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + b"\0" * 40)
    refused("nho.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + struct.pack(">II", 0, 9))
    refused("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 20)
    refused("rong.png", b"")
    entries = struct.pack("<HHHIIHHII", 2, 256, 4, 1, 100, 257, 4, 1, 100)
    refused("vong.tiff", b"II*\0" + struct.pack("<I", 8) + entries + struct.pack("<I", 8))


def check_crowd():
    """A page of thirty thousand words and ten thousand rules, within seconds."""
    dice = random.Random(7)
    words = b"".join(show(dice.randrange(20, 560), dice.randrange(20, 820), "tu", 6)
                     for _ in range(30000))
    rules = b"".join(b"%d %d m %d %d l S\n" % (x, y, x + dice.choice((0, 90)), y + 40)
                     if n % 2 else b"%d %d m %d %d l S\n" % (x, y, x + 90, y)
                     for n in range(10000)
                     for x, y in [(dice.randrange(500), dice.randrange(800))])
    start = time.time()
    status = read(write("dong.pdf", page_pdf(words + rules)))[1]
    check("trang quá đông", status == 0 and time.time() - start < 15, time.time() - start)


def check_flips():
    """Two hundred bytes turned over, ten files: an answer, never a fall."""
    whole = open(os.path.join(folder, "trong-cay-dau-xuan.pdf"), "rb").read()
    dice = random.Random(30)
    bad = 0
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 20))):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        bad += read(write("lat.pdf", bytes(data)))[1] not in (0, 1)
    check("200 tệp có byte bị lật", bad == 0, bad)


with tempfile.TemporaryDirectory() as folder:
    papers = {}
    spare = os.path.join(folder, "tam")
    os.mkdir(spare)
    os.environ["TMPDIR"] = spare
    check_documents()
    check_parts()
    check_shifted()
    check_columns()
    check_glued()
    check_split_row()
    check_scans()
    check_scanned_table()
    check_scanned_note()
    check_askew()
    check_broken()
    check_bombs()
    check_crowd()
    check_flips()
    check("không để lại gì", not os.listdir(spare), os.listdir(spare))
print(f"pdf-in: {passed} passed, {failed} failed")
sys.exit(failed > 0)
