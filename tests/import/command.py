"""What the command promises: nothing overwritten, a folder gone through with
one bad file stopping none, done work not done again, sums that can be read."""
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

vanthu, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
passed = failed = 0


def holds(what, good):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what)


def run(*args, **more):
    return subprocess.run([str(vanthu), "import"] + [str(a) for a in args], capture_output=True,
                          text=True, timeout=120, **more)


plan = Path("tests/import/legacy/thu-vien.txt").read_text()
old = work / "old"
(old / "xã" / "thôn").mkdir(parents=True)
(old / "a.txt").write_text(plan)
(old / "a.md").write_text(plan)
(old / "xã" / "thôn" / "b.txt").write_text(plan)
(old / "rỗng.txt").write_text("")
(old / "hỏng.docx").write_bytes(b"PK\x03\x04" + bytes(200))
(old / "hỏng.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
(old / "ghi chú.xlsx").write_text("không phải loại này")
before = {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}

said = run(old, "-o", work / "new", "--jobs", "2")
new = work / "new"
holds("một tệp hỏng: mã 1", said.returncode == 1)
holds("trùng tên: giữ đuôi", (new / "a.txt.vt").exists() and (new / "a.md.vt").exists())
holds("thư mục con giữ nguyên", (new / "xã" / "thôn" / "b.vt").exists())
holds("tệp hỏng không để lại gì", not list(new.glob("hỏng*")) and not list(new.glob("rỗng*")))
holds("không đụng tới bản gốc", before == {p: p.read_bytes() for p in old.rglob("*") if p.is_file()})
holds("không còn tệp tạm", not [p for p in new.rglob(".*")])
holds("lỗi nói tên tệp và lý do", "hỏng.docx" in said.stderr and "VT0701" in said.stderr)
rows = list(csv.DictReader((new / "import.csv").open()))
holds("import.csv: mỗi tệp một dòng", len(rows) == 6)
holds("import.html", "<table>" in (new / "import.html").read_text())

stamp = (new / "a.md.vt").stat().st_mtime_ns
(new / "a.txt.vt").write_text("người soạn đã sửa")
again = run(old, "-o", new)
holds("chạy lại: không làm lại, không ghi đè", (new / "a.md.vt").stat().st_mtime_ns == stamp
      and (new / "a.txt.vt").read_text() == "người soạn đã sửa")
holds("chạy lại: vẫn tổng hợp đủ", len(list(csv.DictReader((new / "import.csv").open()))) == 6)
run(old, "-o", new, "--force")
holds("--force ghi đè", (new / "a.txt.vt").read_text() != "người soạn đã sửa")

# ---- killed in the middle --------------------------------------------------

many = work / "nhiều"
many.mkdir()
for i in range(40):
    (many / ("%02d.txt" % i)).write_text(plan)
mine = work / "dở"
mine.mkdir()
(mine / "00.vt").write_text("nguồn của người khác")
process = subprocess.Popen([str(vanthu), "import", str(many), "-o", str(mine), "--jobs", "2"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
time.sleep(0.25)
os.killpg(process.pid, signal.SIGKILL)
process.wait()
cut = len(list(mine.glob("*.vt")))
run(many, "-o", mine)
good = (work / "one-of-many")
run(many / "01.txt", "-o", good)
holds("bị giết giữa chừng rồi chạy lại: đủ, đúng", len(list(mine.glob("*.vt"))) == 40
      and (mine / "39.vt").read_text() == (good / "01.vt").read_text())
holds("bị giết giữa chừng: không còn tệp tạm", not list(mine.glob(".*")))
holds("nguồn có sẵn không bị ghi đè", (mine / "00.vt").read_text() == "nguồn của người khác")
print("  giết khi mới xong %d tệp" % cut)

one = run(old / "a.txt", "-o", work / "one")
holds("một tệp: mã 0", one.returncode == 0 and (work / "one" / "a.vt").exists())
holds("một tệp đã có: từ chối", run(old / "a.txt", "-o", work / "one").returncode == 74)
holds("thiếu -o: mã 2", run(old / "a.txt").returncode == 2)
holds("không có tệp: mã 4", run(work / "không có.txt", "-o", work / "x").returncode == 4)
holds("--repair sai: mã 2", run(old / "a.txt", "-o", work / "x", "--repair", "hết").returncode == 2)

report = json.loads((work / "one" / "a.report.json").read_text())
holds("báo cáo đủ khóa", list(report)[:5] == ["input", "encoding", "kind", "agency", "score"]
      and {"structure", "repairs", "doubts"} <= set(report))
holds("đủ chữ trên trang", report["score"]["identity"] == 1 and report["score"]["builds"])
holds("dạng chuẩn giữ nguyên", report["score"]["stable"])
holds("mục nhảy số được nói", any("đánh số liền thì là III" in d["why"] for d in report["doubts"]))
holds("dẫn chiếu tới mục không có được nói", any("dẫn chiếu" in d["why"] for d in report["doubts"]))
holds("chức vụ sai dấu được sửa và ghi", any(r["before"] == "TRƯỜNG PHÒNG" for r in report["repairs"]))
none = run(old / "a.txt", "-o", work / "none", "--repair", "none")
kept = (work / "none" / "a.vt").read_text()
holds("--repair none giữ chữ sai", none.returncode == 0 and "TRƯỜNG PHÒNG" in kept)
safe = run(old / "a.txt", "-o", work / "safe", "--repair", "safe")
holds("--repair safe giữ chữ sai", "TRƯỜNG PHÒNG" in (work / "safe" / "a.vt").read_text())


# ---- what once was lost ----------------------------------------------------

for name, word in (("một", "MOTMOT"), ("hai", "HAIHAI")):
    (work / name).mkdir()
    (work / name / "p.txt").write_text(plan.replace("NÀ LOONG", word))
run(work / "một", work / "hai", "-o", work / "chung")
texts = "".join(p.read_text() for p in (work / "chung").glob("*.vt"))
holds("trùng tên từ hai thư mục: không mất bản nào", "MOTMOT" in texts and "HAIHAI" in texts)
holds("--jobs quá lớn: mã 2", run(old / "a.txt", "-o", work / "x", "--jobs", "99999999999").returncode == 2)
holds("-o -: mã 2", run(old / "a.txt", "-o", "-").returncode == 2 and not Path("-").exists())
run(old / "a.txt", "-o", work / "không đo", env={"PATH": "/nonexistent"})
blind = json.loads((work / "không đo" / "a.report.json").read_text())
holds("không có mutool: nói là chưa đối chiếu", blind["score"]["identity"] is None and blind["score"]["builds"])

source = work / "bảng.vt"
source.write_text("""@kế hoạch: Thử bảng

# Một
## Hai
Chữ.

## Ba {số=5}
Chữ.

# Bốn
## Năm
@bảng {
đầu: 2
| TT | Kinh phí | < |
| ^ | Tỉnh | Xã |
| 1 | 200 m² | 300 |
}
""")
for form in ("docx", "pdf"):
    out = work / ("bảng." + form)
    subprocess.run([str(vanthu), "build", "--format", form, "-o", str(out), str(source)], capture_output=True)
    run(out, "-o", work / form)
    back = subprocess.run([str(vanthu), "build", "--format", "json", "-o", "-", str(work / form / "bảng.vt")],
                          capture_output=True, text=True).stdout
    holds("%s: đầu bảng hai hàng dàn lại được" % form, '"Tỉnh"' in back)
    holds("%s: số 5 của đề mục còn" % form, '"number": "5"' in back)
    holds("%s: mét vuông còn" % form, "m²" in back or "m2" in back)

marked = work / "dấu.md"
marked.write_text("""---
title: khai báo
---

# KẾ HOẠCH

Thử Markdown

* Việc `một`, xem [hướng dẫn](http://vi-du.example/hd).
* Việc ~~hai~~.

> Lời dẫn.
""")
run(marked, "-o", work / "dấu")
text = (work / "dấu" / "dấu.vt").read_text()
holds("Markdown: lời khai không thành chữ", "khai báo" not in text)
holds("Markdown: địa chỉ liên kết còn", "http://vi-du.example/hd" in text)
holds("Markdown: gạch đầu dòng", "- Việc một" in text and "- Việc hai." in text)
holds("Markdown: lời dẫn không còn dấu", "\\>" not in text and "> Lời" not in text)


# ---- hostile ---------------------------------------------------------------

def hostile(name, data, limit=60):  # of an endless loop; sanitizers are slow
    path = work / "hostile" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    try:
        said = subprocess.run([str(vanthu), "import", str(path), "-o", str(work / "hostile-out"), "--force"],
                              capture_output=True, timeout=limit)
        return said.returncode in (0, 1)
    except subprocess.TimeoutExpired:
        return False


holds("chữ vô nghĩa", hostile("byte.txt", bytes(range(256)) * 300))
holds("một dòng 2 MB", hostile("dòng.txt", b"ab " * 700000))
holds("300.000 dòng một chữ", hostile("dòng ngắn.txt", b"a\n" * 300000))
holds("mọi dòng là mục", hostile("mục.txt", b"- a\n1. b\nI. C\n(1) d\n" * 20000))
holds("sao lồng", hostile("sao.md", b"*" * 100000 + b"a" + b"**a*" * 50000))
holds("bảng rộng", hostile("bảng.md", b"|" * 100000 + b"\n" + b"| a " * 10000 + b"|\n"))
holds("dấu riêng của ta", hostile("dấu.txt", "\ue000\ue001\ue100 kế hoạch \ue7ff".encode() * 100))
bomb = work / "bom.docx"
with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("word/document.xml", b"<a>" + b"x" * 200_000_000)
holds("bom nén", hostile("bom.docx", bomb.read_bytes()))
for i in range(20):
    data = bytearray(plan.encode())
    for k in range(1 + i * 7):
        data[(k * 7919 + i * 104729) % len(data)] = (k * 31 + i * 17) % 256
    holds("byte đổi %d" % i, hostile("đổi.txt", bytes(data)))
holds("không ghi ra ngoài", not os.path.exists(work / "hostile" / "đổi.vt"))

print("command: %d passed, %d failed" % (passed, failed))
