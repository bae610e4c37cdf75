"""PDFs made to break extract and verify: an exit status of the contract, a
message, and nothing written outside the folder."""
import os
import random
import resource
import shutil
import time

from common import *

base = folder("xấu")
FINE = {0, 1, 2, 4, 74}
source = write(base / "kế hoạch.vt", PLAN + END)
good = base / "tốt.pdf"
embed(source, good)
original = good.read_bytes()
count = 0


def survive(what, pdf, status=FINE, seconds=60, memory=None, commands=("extract", "verify")):
    """Both commands end as the contract says; nothing outside the folder."""
    global count
    if isinstance(pdf, bytes):
        count += 1
        path = base / f"{count}.pdf"
        path.write_bytes(pdf)
    else:
        path = pdf
    box = folder("xấu/hộp")
    shutil.rmtree(box)
    (box / "tạm").mkdir(parents=True)
    before = {p for p in work.rglob("*") if box not in p.parents}
    results = []
    for name in commands:
        more = ["-o", box / "ra"] if name == "extract" else []
        start = time.monotonic()
        r = run(vanthu, name, "--lang", "vi", path, *more, cwd=box, env={"TMPDIR": str(box / "tạm")}, timeout=seconds + 30)
        took = time.monotonic() - start
        text = said(r)
        fine = r.returncode in status and (r.returncode == 0 or text.strip()) and took < seconds
        fine = fine and "Sanitizer" not in text and "lỗi của chương trình" not in text
        if not fine or r.returncode == 70:
            ok(f"{what}: {name}", False, (r.returncode, round(took, 1), text[-300:]))
        if took > 5 and os.environ.get("CARRY_SLOW"):
            print(f"chậm: {what}: {name} {took:.1f} giây")
        results.append(r)
    after = {p for p in work.rglob("*") if box not in p.parents}
    left = list((box / "tạm").iterdir())
    strange = [p for p in box.rglob("*") if p.is_symlink() or ".." in p.parts]
    ok(f"{what}: gì cũng ở trong thư mục", after == before and not left and not strange, (after ^ before, left, strange))
    if isinstance(pdf, bytes):
        path.unlink()
    return results


# ---- no PDF -------------------------------------------------------------------
for what, pdf in (("không phải PDF", b"xin chao\n" * 100), ("0 byte", b""), ("chỉ có đầu", b"%PDF-1.7\n"),
                  ("toàn NUL", bytes(5000)), ("thư mục", base / "hộp"), ("không có", base / "không có.pdf"),
                  ("thiết bị", "/dev/null")):
    survive(what, pdf, {4})
big = base / "quá lớn.pdf"
with open(big, "wb") as f:
    f.truncate((64 << 20) + 1)
survive("quá 64 MiB", big, {4})
big.unlink()

# ---- cut off, and bytes turned --------------------------------------------------
random.seed(20)
cuts = sorted(random.sample(range(1, len(original)), 40 if full else 10))
for at in cuts + [len(original) - 1, len(original) - 10]:
    survive(f"cắt ở {at}", original[:at], {0, 1, 4})
turned = 0
many = []
for i in range(500 if full else 50):
    bad = bytearray(original)
    at = random.randrange(len(bad))
    bad[at] ^= random.choice((1, 0x20, 0x80, 0xFF))
    path = base / f"lật-{i}-{at}.pdf"
    path.write_bytes(bad)
    many.append(path)
for i in range(0, len(many), 50):
    some = many[i:i + 50]
    r = run(vanthu, "verify", "--message-format", "json", *some, env={"TMPDIR": str(folder("xấu/tạm"))}, timeout=300)
    try:
        words = [f["status"] for f in json.loads(r.stdout)["files"]]
    except ValueError:
        words = []
    ok(f"lật byte {i}…: mỗi tệp một lời, không tệp nào được nhận", len(words) == len(some) and r.returncode in (1, 4)
       and not set(words) & {"identical", "extended", "?"}, (r.returncode, words, said(r)[-300:]))
ok("không để lại thư mục tạm", not list((work / "xấu/tạm").iterdir()))
for path in many:
    if random.random() < 0.2:
        survive(path.name, path, {0, 1, 4}, commands=("extract",))
    path.unlink()

# ---- names ----------------------------------------------------------------------------
BAD = ["../ngoài", "../../ngoài", "/tmp/vanthu-ngoài", "nguon/../../ngoài", "nguon/..", "..", ".", "", "a//b", "a/", "/",
       ".ẩn", "nguon/.git/config", "..\\ngoài", "C:\\ngoài", "a\\b", "dòng\nmới", "chuông\x07", "\x1b[2Jxóa", "a\x00b",
       "\u202eđảo", "dài" * 90, "/".join(["sâu"] * 400), "a\u0085b", "nguon/./a", "\ud800"]
files = [(name, b"xau") for name in BAD] + [("nguon/a.vt", (PLAN + END).encode()), ("vanthu.json", facts())]
for r in survive("tên xấu", carrier(files)):
    ok("tên xấu: nói có tệp bị bỏ qua", "bị bỏ qua" in said(r) and "\x1b" not in said(r), said(r)[:300])
box = base / "hộp/ra"
ok("chỉ có tên tốt được ghi", set(tree(box)) <= {"nguon/a.vt", "vanthu.json", "a", "x"}, set(tree(box)))
pair = [("nguon/a.vt", (PLAN + END).encode()), ("vanthu.json", facts()), ("nguon/a.vt", b"hai"), ("vanthu.json", b"{}")]
survive("tên trùng", carrier(pair), {0, 1})
ok("tên trùng: tệp đầu được giữ", tree(box).get("nguon/a.vt") == (PLAN + END).encode())
survive("tệp và thư mục cùng tên", carrier([("vanthu.json", facts()), ("nguon", b"x"), ("nguon/a.vt", b"y")]), {1, 74})
survive("tên tệp tạm", carrier([("vanthu.json", facts()), ("nguon/a.vt.x-1.tmp", b"x"), ("nguon/a.vt", PLAN.encode())]))

# ---- links and files that are there ------------------------------------------------------
pdf = base / "tên.pdf"
shutil.copy(good, pdf)
outside = folder("xấu/ngoài")
for what, make in (
        ("thư mục con là liên kết", lambda d: os.symlink(outside, d / "nguon")),
        ("tệp là liên kết", lambda d: os.symlink(outside / "bí mật", d / "vanthu.json")),
        ("liên kết treo", lambda d: os.symlink(outside / "chưa có", d / "vanthu.json")),
        ("ống", lambda d: os.mkfifo(d / "plan.json")),
        ("thư mục ở chỗ của tệp", lambda d: (d / "vanthu.json").mkdir())):
    for force in ([], ["--force"]):
        at = folder("xấu/đích")
        shutil.rmtree(at)
        at.mkdir()
        (outside / "bí mật").write_text("giữ\n")
        make(at)
        r = run(vanthu, "extract", pdf, "-o", at, *force, timeout=30)
        ok(f"{what} {force}: mã 74, có lời, không ghi ra ngoài", r.returncode == 74 and r.stderr and
           tree(outside) == {"bí mật": "giữ\n".encode()}, (said(r), tree(outside)))
at = folder("xấu/đã có")
write(at / "plan.json", "cũ\n")
r = run(vanthu, "extract", pdf, "-o", at)
ok("đã có tệp: mã 74, không tệp nào được ghi", r.returncode == 74 and tree(at) == {"plan.json": "cũ\n".encode()} and
   "--force" in said(r), (said(r), list(tree(at))))
r = run(vanthu, "extract", pdf, "-o", at, "--force")
ok("--force ghi đè", r.returncode == 0 and tree(at)["plan.json"] != "cũ\n".encode(), said(r))
at = folder("xấu/tên liên kết")
shutil.copy(pdf, at / "a.pdf")
os.symlink(outside, at / "a")
r = run(vanthu, "extract", "a.pdf", cwd=at)
ok("thư mục mang tên PDF là liên kết: mã 74", r.returncode == 74 and set(tree(outside)) == {"bí mật"}, said(r))
r = run(vanthu, "extract", "a.pdf", "-o", "a", cwd=at)
ok("… nhưng -o thì được", r.returncode == 0, said(r))
empty = folder("xấu/có sẵn, rỗng")
run(vanthu, "extract", base / "không có.pdf", "-o", empty)
ok("thư mục có sẵn không bị xóa khi hỏng", empty.is_dir())
r = run(vanthu, "extract", base / "không có.pdf", "-o", base / "mới")
ok("thư mục vừa tạo không ở lại khi hỏng", not (base / "mới").exists())
for args in ([], [pdf, pdf], [pdf, "-o", "-"]):
    r = run(vanthu, "extract", *args, cwd=folder("xấu/gọi"))
    ok(f"extract {len(args)} lời: mã 2", r.returncode == 2, said(r))
ok("verify không tệp: mã 2", run(vanthu, "verify").returncode == 2)
shutil.copy(pdf, at / "khôngđuôi")
r = run(vanthu, "extract", "khôngđuôi", cwd=at)
ok("tên không có .pdf", r.returncode == 0 and (at / "khôngđuôi.nguon/vanthu.json").exists(), said(r))

# ---- facts ----------------------------------------------------------------------------------
for what, change in {
        "main ra ngoài": {"main": "../../etc/passwd"}, "main tuyệt đối": {"main": "/etc/passwd"},
        "main là tệp khác": {"main": "../vanthu.json"}, "main rỗng": {"main": ""}, "main không có": {"main": "b.vt"},
        "main là số": {"main": 7}, "main có NUL": {"main": "a.vt\0b"}, "main phá lệnh": {"main": "a'; touch hong; '.vt"},
        "ngày rất lớn": {"date": 10 ** 18}, "ngày quá cỡ": {"date": 2 ** 63 - 1}, "ngày âm": {"date": -1},
        "ngày là chữ": {"date": "hôm nay"}, "ngày là số thực": {"date": 1e308},
        "mẫu ra ngoài": {"template": {"name": "../../../../../..", "version": "1", "sha256": "0"}},
        "mẫu là danh sách": {"template": ["nd30"]}, "mẫu null": {"template": None},
        "--template ra ngoài": {"template_option": "../../etc"}, "--template lạ": {"template_option": "không-có"},
        "--template là lựa chọn": {"template_option": "--final"},
        "công cụ có mã màn hình": {"tool": "\x1b[2J\x1b]0;x\x07"}, "công cụ rất dài": {"tool": "v" * 100000},
        "có kiểu mà không có tệp": {"style": True}, "có hàng mà không có tệp": {"row": True},
        "dạng khác": {"format": "vanthu-source/2"}, "final là chữ": {"final": "có"}}.items():
    for r in survive(what, hostile_facts(**change), {0, 1}):
        ok(f"{what}: không lộ tệp ngoài, không phá màn hình", "root:" not in said(r) and "\x1b" not in said(r),
           said(r)[:300])
    last = tree(box) if box.exists() else {}
    ok(f"{what}: không có tệp lạ", not any("hong" in n for n in last))
r = survive("lệnh in ra không chạy được gì khác", hostile_facts(main="a'; touch hong; '.vt"), commands=("extract",))[0]
ok("lệnh in ra vẫn là một lệnh", command_of(r)[1][-1].endswith("a'; touch hong; '.vt"), said(r))
for what, text in {"không phải JSON": b"xin chao", "JSON cụt": facts()[:-5], "mảng": b"[]", "rỗng": b"", "số": b"1",
                   "sâu": b"[" * 100000, "UTF-8 hỏng": b'{"format":"\xff"}', "rất dài": b'{"a":"' + b"x" * 5000000 + b'"}'
                   }.items():
    survive(f"vanthu.json {what}", carrier([("nguon/a.vt", PLAN.encode()), ("vanthu.json", text)]), {0, 1})
A = ("nguon/a.vt", (PLAN + END).encode())
row = [A, ("vanthu.json", facts(row=True))]
for what, text in {"nhiều hàng": b'"a"\n' + b'"1"\n' * 1000000, "nhiều cột": b",".join([b"a"] * 3000000),
                   "ngoặc không đóng": b'"a"\n"', "rỗng": b""}.items():
    survive(f"hang.csv {what}", carrier(row + [("hang.csv", text)]), {0, 1})
survive("kieu.xml xấu", carrier([A, ("vanthu.json", facts(style=True)), ("kieu.xml", b"<x" * 100)]), {0, 1})
for what, text in {"chèn ra ngoài": '@chèn: "../../../../etc/passwd"\n', "chèn tuyệt đối": '@chèn: "/etc/passwd"\n',
                   "chèn chính mình": '@chèn: "a.vt"\n', "ảnh ra ngoài": '@hình: "/etc/passwd" x, 5 cm\n'}.items():
    for r in survive(what, carrier([("nguon/a.vt", (PLAN + text + END).encode()), ("vanthu.json", facts())]), {0, 1}):
        ok(f"{what}: không lộ tệp ngoài", "root:" not in said(r), said(r)[:300])

# ---- shapes ------------------------------------------------------------------------------------
ONE = {20: f"<</Type/Filespec/F(x)/UF{text_string('vanthu.json')}/EF<</F 21 0 R>>>>", 21: stream(facts(), packed=True)}


def named(objects, catalog="/Names<</EmbeddedFiles 4 0 R>>"):
    return pdf_of({1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", **ONE, **objects})


survive("cây tên vòng", named({4: "<</Kids[4 0 R 4 0 R]/Names[(vanthu.json) 20 0 R]>>"}))
survive("cây tên vòng, rộng", named({4: "<</Kids[" + "4 0 R " * 3000 + "]>>"}))
survive("cây tên sâu", named({4: "<</Kids[100 0 R]>>", **{n: f"<</Kids[{n + 1} 0 R]>>" for n in range(100, 20000)},
                              20000: "<</Names[(vanthu.json) 20 0 R]>>"}))
survive("cây tên sai kiểu", named({4: "<</Names 7/Kids(abc)>>"}))
survive("/Names là số", named({}, "/Names 5"))
survive("/EF sai kiểu", named({4: "<</Names[(vanthu.json) 20 0 R (b)]>>", 20: "<</UF(vanthu.json)/EF[1 2 3]>>"}))
survive("/EF vòng", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 20: "<</UF(vanthu.json)/EF 20 0 R>>"}))
many = 10000 if full else 1000
r = survive(f"{many} tệp đính kèm", carrier([(f"nguon/{i}.txt", b"x") for i in range(many - 2)] + [A, ("vanthu.json", facts())]),
            seconds=90)
ok(f"{many} tệp đính kèm: lấy ra hết", r[0].returncode == 0 and len(tree(box)) == many, (said(r[0])[:200], len(tree(box))))
survive("một dòng 10001 lần", named({4: "<</Names[" + "(vanthu.json) 20 0 R " * 10001 + "]>>"}), {4})
survive("cây trang vòng", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 2: "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 9>>"}))
survive("cây trang sâu", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 2: "<</Type/Pages/Kids[100 0 R]/Count 1>>", **{
    n: f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>" for n in range(100, 200000)}}))
survive("trang trong trang", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 3: "<</Type/Page/Contents 3 0 R/Resources 3 0 R/Annots[3 0 R]>>"}))
survive("đối tượng lồng sâu", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 3: "<</Type/Page/Resources 100 0 R>>", **{
    n: f"<</A {n + 1} 0 R>>" for n in range(100, 100000)}}), {1, 4})
survive("mảng lồng sâu", named({4: "[" * 100000}))
survive("100.000 lần một trang", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 2: "<</Type/Pages/Kids[" + "3 0 R " * 100001 + "]>>"}))
survive("chú thích vòng", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 3: "<</Type/Page/Annots[30 0 R]>>",
                                 30: "<</Subtype/Widget/Parent 30 0 R/Kids[30 0 R]/Popup 31 0 R>>", 31: "<</Parent 30 0 R>>"}))
survive("xref vòng", original.replace(b"startxref", b"startxref ", 1)[:-20] + b"startxref\n9\n%%EOF\n")
survive("không có gốc", pdf_of({1: "<<>>"}, "/Root 9 0 R"), {1, 4})
survive("gốc là số", pdf_of({1: "5"}), {1, 4})
survive("không có trang", pdf_of({1: "<</Type/Catalog>>"}), {1, 4})

# ---- streams that unpack to gigabytes -------------------------------------------------------------
def bomb(gigabytes):
    c = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join([c.compress(block) for _ in range(int(gigabytes * 1024))]) + c.flush()


def packed(data, more=""):
    return f"<<{more}/Filter/FlateDecode/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def measured(what, pdf, status, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    survive(what, pdf, status, **more)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if not traps:
        ok(f"{what}: dưới 2 GiB", most < 2 << 20, (before, most))


data = bomb(3 if full else 0.3)
measured("tệp đính kèm là bom", named({4: "<</Names[(vanthu.json) 20 0 R (nguon/a.vt) 22 0 R]>>", 22: "<</UF(nguon/a.vt)/EF<</F 23 0 R>>>>",
                                       23: packed(data)}), {4})
measured("trang là bom", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 3: "<</Type/Page/Contents 23 0 R>>", 23: packed(data)}), {0, 1, 4})
measured("500 trang cùng một bom", named({
    4: "<</Names[(vanthu.json) 20 0 R]>>", 2: "<</Type/Pages/Kids[" + " ".join(f"{n} 0 R" for n in range(100, 600)) + "]>>", 23: packed(data),
    **{n: "<</Type/Page/Contents 23 0 R>>" for n in range(100, 600)}}), {0, 1, 4})
small = bomb(0.06)
measured("3000 bom nhỏ", named({
    4: "<</Names[(vanthu.json) 20 0 R]>>", 3: "<</Type/Page/Contents[" + " ".join(f"{n} 0 R" for n in range(100, 3100)) + "]>>",
    **{n: packed(small) for n in range(100, 1100 if full else 120)}}), {0, 1, 4}, commands=("verify",))
measured("bom trong bom", named({4: "<</Names[(vanthu.json) 20 0 R]>>", 20: ONE[20], 21:
    f"<</Filter[/FlateDecode/FlateDecode/FlateDecode]/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"}), {1, 4})
if not traps:  # libqpdf itself unpacks these: the cap of addresses holds, which a sanitizer has not
    size, root = 30, b"/Root 1 0 R"
    body = b"%PDF-1.7\n"
    at = len(body)
    head = f"<</Type/XRef/Size 30/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length {len(data)}>>stream\n".encode()
    measured("bảng xref là bom", body + b"9 0 obj\n" + head + data + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at, {1, 4})
    objects = {9: packed(data, "/Type/ObjStm/N 3/First 10")}
    body = bytearray(b"%PDF-1.7\n")
    at = len(body)
    body += b"9 0 obj\n" + objects[9] + b"\nendobj\n"
    table = b"".join(bytes((2, 0, 9, i)) for i in range(3))
    xref = len(body)
    body += f"10 0 obj\n<</Type/XRef/Size 11/Index[0 4 9 2]/W[1 2 1]/Root 1 0 R/Length 24>>stream\n".encode()
    body += bytes(4) + bytes((2, 0, 9, 0, 2, 0, 9, 1, 2, 0, 9, 2)) + bytes((1,)) + at.to_bytes(2, "big") + b"\0" + bytes(4)
    body += b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % xref
    measured("gói đối tượng là bom", bytes(body), {1, 4})

# ---- others' readable PDFs -----------------------------------------------------------------------
plain = base / "thường.pdf"
run(vanthu, "build", source, "-o", plain)
for r in survive("PDF không mang nguồn", plain, {1}):
    ok("nói --embed-source", "--embed-source" in said(r), said(r))
code, word, why = verdict(plain)
ok("verify JSON: without-source", (code, word) == (1, "without-source"), (code, word))
code, word, why = verdict(base / "không có.pdf")
ok("verify JSON: unreadable", (code, word) == (4, "unreadable"), (code, word))
