#!/usr/bin/env python3
"""pages.py VANTHU: documents that are hard on pages are typeset with nothing
lost and nothing printed over another, or refused by a named code."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

VANTHU = os.path.abspath(sys.argv[1])
passed = failed = 0
HEAD = "@cơ quan\nỦy ban nhân dân xã Mẫu\n\n@kế hoạch: Thử\n\nx\n\n"
LONG = "Nội dung dài của một ô, viết đi viết lại để ô cao hơn một trang giấy. " * 90


def expect(what, good, detail=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG {what}: {detail}")


def table(*rows, keys=""):
    return HEAD + "@bảng {\n" + keys + "\n".join("| " + " | ".join(r) + " |" for r in rows).replace("|  |", "| |") + "\n}\n"


def signers(n):
    return ("".join(f"@cơ quan\nSở {c}\n\n" for c in "ABCDE"[:n]) + "@kế hoạch: Thử\n\nx\n\n@nơi nhận\n- Lưu: VT\n\n" +
            "".join(f"@ký\nGIÁM ĐỐC SỞ {c}\n\nLê Văn {c}\n\n" for c in "ABCDE"[:n]))


CASES = {  # name: (source, code that refuses it or "", pages at least)
    "ô cao hơn một trang": (table(["TT", "Nội dung", "Ghi chú"], ["", LONG, "a"], ["", "ngắn", "b"]), "", 3),
    "ô gộp quanh hàng cao": (table(["TT", "Nội dung"], ["1", LONG], ["^", "hai"], ["^", "ba"]), "", 3),
    "ô gộp cao hơn một trang": (table(["TT", "Nội dung"], [LONG, "một"], ["^", "hai"]), "VT0502", 0),
    "ô gộp qua nhiều trang": (table(["Nhóm", "Việc"], ["Nhóm dài", "việc 0"], *[["^", f"việc {i}"] for i in range(1, 120)]), "", 4),
    "ba mươi cột": (table([f"c{i}" for i in range(30)], [str(i) for i in range(30)]), "VT0503", 0),
    "ba mươi cột ngang": (table([f"c{i}" for i in range(28)], [str(i) for i in range(28)], keys="ngang: có\n"), "", 2),
    "sáu mươi cột": (table([f"c{i}" for i in range(60)]), "VT0256", 0),
    "từ dài hơn bảng": (table(["TT", "Nội dung"], ["1", "a" * 300]), "", 1),
    "gộp hai hàng hai cột": (table(["Một", "Hai", "Ba"], ["x", "gộp", "<"], ["y", "^", "<"]), "", 1),
    "đầu bảng cao hơn một trang": (table(["TT", LONG], ["1", "x"]), "VT0502", 0),
    "đầu bảng hai hàng, lặp lại": (table(["TT", "Nhóm", "<", "Ghi chú"], ["^", "A", "B", "^"], *[["", f"việc {i}", "b", "c"] for i in range(100)],
                                      keys="đầu: 2\n"), "", 4),
    "chú thích trong từng hàng": (table(["TT", "Việc"], *[["", f"Việc {i}[^n{i}]"] for i in range(80)]) +
                                 "\n" + "".join(f"[^n{i}]: Chú thích của việc {i}.\n" for i in range(80)), "", 3),
    "chú thích dài ở đề mục": (HEAD + "# Mục đích[^a]\nx\n\n[^a]: " + "Chú thích dài nhiều trang. " * 600 + "\n", "", 4),
    "trích yếu 2.000 chữ cái": (HEAD.replace("Thử", "Triển khai công tác thi đua khen thưởng " * 50), "", 1),
    "tên cơ quan mười dòng": (HEAD.replace("Ủy ban nhân dân xã Mẫu", "Ban quản lý dự án đầu tư xây dựng công trình " * 5), "", 1),
    "hai cơ quan": (signers(2), "", 1), "ba cơ quan": (signers(3), "", 1), "năm cơ quan": (signers(5), "", 1),
    "bảng ngang giữa nội dung": (table(["TT", "Việc"], *[["", f"việc {i}"] for i in range(60)], keys="ngang: có\n") + "\nĐoạn sau.\n", "", 4),
    "phụ lục không tên": (HEAD + "Theo [[p]].\n\n@phụ lục: {#p}\n\nNội dung.\n", "", 2),
}


def pages_of(source):
    dump = subprocess.run([VANTHU, "show", "--pages", source], capture_output=True, text=True).stdout
    for page in re.split(r"^page ", dump, flags=re.M)[1:]:
        height = float(re.search(r"size=[\d.]+x([\d.]+)", page)[1])
        yield height, [(float(x), float(y), t) for x, y, t in
                       re.findall(r'^ text x=(-?[\d.]+) y=(-?[\d.]+) text="(.*)"$', page, re.M)]


def overprint(texts):
    """Two texts whose letters touch: too near in height, and side by side not."""
    texts = sorted((y, x, t) for x, y, t in texts if t.strip())
    for i, (y, x, t) in enumerate(texts):
        for y2, x2, t2 in texts[i + 1:]:
            if y2 - y > 8:
                break
            if 0.5 < y2 - y and x < x2 + 3 and x2 < x + 3 and len(t) > 3 and len(t2) > 3:
                return t, t2
    return None


for name, (source, code, least) in CASES.items():
    with tempfile.TemporaryDirectory() as work:
        path, pdf = os.path.join(work, "x.vt"), os.path.join(work, "x.pdf")
        open(path, "w", encoding="utf-8").write(source)
        r = subprocess.run([VANTHU, "build", "--message-format", "short", path, "-o", pdf], capture_output=True, text=True, timeout=60)
        if code:
            expect(f"{name}: từ chối", r.returncode == 1 and code in r.stderr and not os.path.exists(pdf), f"{r.returncode} {r.stderr[:200]}")
            continue
        expect(f"{name}: dàn được", r.returncode == 0, r.stderr[:300])
        if r.returncode:
            continue
        pages = list(pages_of(path))
        expect(f"{name}: đủ trang", len(pages) >= least, len(pages))
        for i, (height, texts) in enumerate(pages):
            expect(f"{name} trang {i + 1}: có chữ", texts)
            expect(f"{name} trang {i + 1}: trong lề", all(20 < y < height - 56.6 for _, y, _ in texts), max(y for _, y, _ in texts))
            expect(f"{name} trang {i + 1}: không in chồng", not overprint(texts), overprint(texts))
        printed = re.sub(r"\s", "", "".join(t for _, texts in pages for _, _, t in texts)).lower()
        typed = {w for line in source.splitlines() if line.startswith("| ") for w in re.findall(r"[a-zđà-ỹ]{2,}", line.lower())}
        expect(f"{name}: không mất chữ", all(w in printed for w in typed), [w for w in typed if w not in printed][:5])

# Pictures one behind another: a page may end between them.
with tempfile.TemporaryDirectory() as work:
    shutil.copy("samples/so-do-nha-noi-tru.png", work)
    path, pdf = os.path.join(work, "x.vt"), os.path.join(work, "x.pdf")
    open(path, "w", encoding="utf-8").write(HEAD + "".join(
        f'@hình: "so-do-nha-noi-tru.png" Hình {i}, 14 cm\n\n' for i in range(1, 7)))
    subprocess.run([VANTHU, "build", path, "-o", pdf], capture_output=True)
    first = subprocess.run(["pdftotext", "-l", "1", pdf, "-"], capture_output=True, text=True).stdout
    expect("nhiều hình liền nhau: trang 1 đã có hình", "Hình 1" in first and "Hình 6" not in first, first[-200:])

print(f"pages: {passed} passed, {failed} failed")
sys.exit(failed > 0)
