"""--anchors: each rectangle lies where the decree says, seen by mutool."""
from common import *

base = folder("neo")
POINT = 2540 / 72  # hundredths of a millimetre
BLANK = PLAN.replace("07/KH-UBND", "…/KH-UBND").replace("30/01/2026", "…/…/2026")


def lines_of(pdf):
    """Of each page its height and its lines of words: text, left, top, right, bottom in points."""
    pages = json.loads(run("mutool", "draw", "-q", "-F", "stext.json", pdf).stdout)["pages"]
    out = []
    for page in pages:
        lines = []
        for block in page["blocks"]:
            for line in block.get("lines", []):
                b = line["bbox"]
                if line["text"].strip() and line["text"] != "SIGN":  # what mutool draws into an empty field
                    lines.append((line["text"].strip(), b["x"], b["y"], b["x"] + b["w"], b["y"] + b["h"]))
        out.append(lines)
    return out


def sizes_of(pdf):
    found = re.findall(rb"Page +(\d+) size: +([\d.]+) x ([\d.]+)", run("pdfinfo", "-l", "9999", pdf).stdout)
    return [(float(w), float(h)) for _, w, h in found]


def fields_of(pdf):
    """Name of each signature field: its rectangle and its page."""
    objects = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", pdf).stdout)["qpdf"][1]
    pages = [k for k in re.findall(rb"page \d+: (\d+ 0 R)", run("qpdf", "--show-pages", pdf).stdout)]
    out = {}
    for name, o in objects.items():
        v = o.get("value")
        if isinstance(v, dict) and v.get("/FT") == "/Sig":
            out[v["/T"].removeprefix("u:")] = ([float(x) for x in v["/Rect"]], pages.index(v["/P"].encode()) + 1)
    form = [o["value"] for o in objects.values() if isinstance(o.get("value"), dict) and "/AcroForm" in o["value"]]
    return out, form


def box_of(a):
    """Left, top, right, bottom in points from the top left."""
    x, y, w, h = (a[k] / POINT for k in ("x", "y", "width", "height"))
    return x, y, x + w, y + h


def inside(line, box):
    """The middle of the line lies in the box."""
    _, left, top, right, bottom = line
    x, y = (left + right) / 2, (top + bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def near(a, b, by=2.0):
    return abs(a - b) <= by


def look(what, source, drafts=False, signers=None, head=True, taken=frozenset()):
    pdf = base / "một.pdf"
    js = base / "một.anchors.json"
    js.unlink(missing_ok=True)
    r = run(vanthu, "build", "--anchors", "--signature-fields", source, "-o", pdf)
    if not ok(f"{what}: dựng", r.returncode == 0 and js.exists(), said(r)):
        return
    j = json.loads(js.read_bytes())
    words, sizes = lines_of(pdf), sizes_of(pdf)
    ok(f"{what}: đầu tệp", list(j) == ["format", "unit", "pages", "anchors"] and j["format"] == "vanthu-anchors/1"
       and j["unit"] == "0.01 mm" and j["pages"] == len(sizes), list(j))
    by = {}
    for a in j["anchors"]:
        by.setdefault(a["kind"], []).append(a)
        left, top, right, bottom = box_of(a)
        height = sizes[a["page"] - 1][1]
        want = [left, height - bottom, right, height - top]
        ok(f"{what}: {a['kind']}: rect là cùng một chỗ, tính bằng point", all(near(x, y, 0.1) for x, y in zip(a["rect"], want)),
           (a, want))
        ok(f"{what}: {a['kind']}: nằm trong trang", left >= 0 and top >= 0 and right <= sizes[a["page"] - 1][0] and bottom <= height)
    ok(f"{what}: chỉ có các loại đã kể", set(by) <= {"corner", "number", "date", "signature", "seal"}, set(by))
    for kind, begin in (("number", "Số:"), ("date", "")):
        if not ok(f"{what}: một chỗ cho {kind}", len(by.get(kind, [])) == (1 if head else 0), by.get(kind)) or not head:
            continue
        a = by[kind][0]
        box = box_of(a)
        hit = [l for l in words[a["page"] - 1] if inside(l, box)]
        ok(f"{what}: {kind}: đúng một dòng, khít", len(hit) == 1 and hit[0][0].startswith(begin) and
           ("ngày" in hit[0][0]) == (kind == "date") and near(hit[0][1], box[0]) and near(hit[0][3], box[2]) and
           near(hit[0][2], box[1], 3) and near(hit[0][4], box[3], 3) and a["page"] == 1, (hit, box))
        if drafts and hit:
            ok(f"{what}: {kind}: còn chỗ trống", re.search(r"Số:\s+/" if kind == "number" else r"ngày\s+tháng\s+năm", hit[0][0]), hit)
    a, = by["corner"]
    box = box_of(a)
    width = sizes[0][0]
    ok(f"{what}: góc ở trên bên phải trang 1, trong lề trên, không có chữ (R76, R99)", a["page"] == 1 and
       (box[0] + box[2]) / 2 > width * 0.6 and width - 85 < box[2] < width and box[3] <= 20 * 72 / 25.4 + 0.1 and
       {l[0] for l in words[0] if inside(l, box)} == taken, (box, [l for l in words[0] if inside(l, box)]))
    pair(what, by, words, sizes, signers)
    fields, form = fields_of(pdf)
    ok(f"{what}: ô chữ ký là các chỗ ấy", {n: v for n, v in fields.items()}.keys() ==
       {a["field"] for k in ("signature", "seal") for a in by.get(k, [])}, fields.keys())
    for k in ("signature", "seal"):
        for a in by.get(k, []):
            rect, page = fields.get(a["field"], ([0] * 4, 0))
            ok(f"{what}: ô {a['field']} bằng chỗ của nó", page == a["page"] and
               all(near(x, y, 0.02) for x, y in zip(rect, a["rect"])), (rect, a))
    ok(f"{what}: không ô nào thì không có AcroForm", bool(form) == bool(fields), form)


def pair(what, by, words, sizes, signers):
    """Signature between title and name on their axis (R69–R71), seal on its left (R73, R74)."""
    marks, seals = by.get("signature", []), by.get("seal", [])
    ok(f"{what}: mỗi người ký một ô, mỗi cơ quan một dấu", sorted(a["signer"] for a in marks) ==
       sorted(a["signer"] for a in seals) == list(range(len(marks))) and
       (signers is None or len(marks) == signers), (len(marks), len(seals)))
    for a in marks:
        box = box_of(a)
        axis = (box[0] + box[2]) / 2
        page = words[a["page"] - 1]
        column = [l for l in page if near((l[1] + l[3]) / 2, axis, 3)]
        above = [l for l in column if (l[2] + l[4]) / 2 < box[1] + 4]
        below = [l for l in column if (l[2] + l[4]) / 2 > box[3] - 4]
        if not ok(f"{what}: có chức vụ ở trên và tên ở dưới, cùng trục (R69)", above and below, (box, column)):
            continue
        title, name = max(above, key=lambda l: l[4]), min(below, key=lambda l: l[2])
        ok(f"{what}: chức vụ viết hoa, tên viết thường", title[0] == title[0].upper() and
           (name[0] == "…" or name[0] != name[0].upper()), (title, name))
        ok(f"{what}: chữ ký giữa chức vụ và tên, chừa ít nhất 20 mm (R70)", name[2] - title[4] >= 20 * 72 / 25.4 - 4 and
           box[1] >= title[4] - 4 and box[3] <= name[2] + 4, (title, box, name))
        ok(f"{what}: không chữ nào trong ô", not [l for l in page if inside(l, box)])
        seal, = [s for s in seals if s["signer"] == a["signer"]]
        sb = box_of(seal)
        share = (min(sb[2], box[2]) - max(sb[0], box[0])) / (box[2] - box[0])
        ok(f"{what}: dấu trùm 1/3 chữ ký về bên trái (R74)", abs(share - 1 / 3) < 0.02 and sb[0] < box[0] and
           (sb[0] + sb[2]) / 2 < axis and sb[1] < box[3] and sb[3] > box[1] and seal["page"] == a["page"], (share, sb, box))
        ok(f"{what}: dấu tròn, 36 mm", near(sb[2] - sb[0], 36 * 72 / 25.4, 0.1) and near(sb[3] - sb[1], 36 * 72 / 25.4, 0.1), sb)
        if len(marks) == 1:
            center = (30 + 190) / 2 * 72 / 25.4  # AX_C with margins of 30 and 20 mm
            ok(f"{what}: chữ ký và dấu ở bên phải AX_C", axis > center and (sb[0] + sb[2]) / 2 > center - 0.1, (sb, center))
    for a in marks:
        for b in marks:
            if a["signer"] < b["signer"] and a["page"] == b["page"]:
                x, y = box_of(a), box_of(b)
                ok(f"{what}: các ô không đè nhau", x[2] <= y[0] or y[2] <= x[0] or x[3] <= y[1] or y[3] <= x[1], (x, y))


# what the source itself puts there: R76's line on an attachment, a mark of circulation
TAKEN = {"phu-luc-rieng": {"Số: 12/KH-SGDĐT; 05/3/2026; 14:30:05 +07:00"}, "chuyen-doi-so": {"LƯU HÀNH NỘI BỘ"}}
PARTS = {"ke-hoach-kem-theo", "phu-luc-rieng"}  # of another document: neither number nor signature
for sample in samples:
    part = sample.stem in PARTS
    look(sample.name, sample, sample.name.startswith("du-thao"), 0 if part else 2 if "lien-tich" in sample.name else 1, not part,
         TAKEN.get(sample.stem, frozenset()))
write(base / "dự thảo.vt", BLANK + END)
look("dự thảo", base / "dự thảo.vt", True, 1)

# ---- the file itself ----------------------------------------------------------------
source = write(base / "thử.vt", PLAN + END)
first = {}
for what, more in (("một tiến trình", []), ("--jobs", ["--jobs", "3"])):
    out = folder(f"neo/{what}")
    r = run(vanthu, "build", "--anchors", "--embed-source", *samples[:4], "-o", out, *more)
    ok(f"{what}: mỗi PDF một tệp", r.returncode == 0 and len(list(out.glob("*.anchors.json"))) == 4, said(r))
    first = first or tree(out)
    ok(f"{what}: cùng byte", tree(out) == first)
out = folder("neo/ra")
r = run(vanthu, "build", "--anchors", source, "-o", "-", cwd=out)
ok("-o -: PDF ra đầu ra chuẩn, không tệp nào", r.returncode == 0 and r.stdout.startswith(b"%PDF") and not list(out.iterdir()))
r = run(vanthu, "build", "--anchors", "--format", "docx", source, "-o", out / "x.docx")
ok("--anchors với Word: mã 2", r.returncode == 2 and not list(out.iterdir()), said(r))
r = run(vanthu, "build", "--anchors", write(base / "sai.vt", PLAN.replace("30/01", "31/02") + END), "-o", out / "x.pdf")
ok("văn bản có lỗi: không tệp nào", r.returncode == 1 and not list(out.iterdir()), said(r))
