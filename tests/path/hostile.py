#!/usr/bin/env python3
"""Inputs made to hurt: each must end in bounded time and memory, with exit
status 0 or 1, a message when 1, and no output file when 1."""
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
import timeit

vanthu, mode = os.path.abspath(sys.argv[1]), sys.argv[2]
asan = "asan" in vanthu
work = pathlib.Path(tempfile.mkdtemp())
SECONDS = 60 if not asan else 300
MEMORY = 4 << 30
passed = failed = 0
HEAD = "@kế hoạch: Kế hoạch thử\n\n"


def cap():
    if not asan:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def attempt(name, source, formats=("pdf",), wanted=(0, 1)):
    global passed, failed
    path = work / "x.vt"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    for form in formats:
        out = work / "out"
        out.unlink(missing_ok=True)
        began = time.time()
        try:
            r = subprocess.run([vanthu, "build", "--message-format", "short", "--format", form, str(path), "-o", str(out)],
                               capture_output=True, timeout=SECONDS, preexec_fn=cap)
            status, said = r.returncode, r.stderr
        except subprocess.TimeoutExpired:
            status, said = "quá giờ", b""
        good = status in wanted and (status == 0 or said) and not (status == 1 and out.exists())
        if mode == "all" or not good:
            print(f"{'ok  ' if good else 'HỎNG'} {name} {form}: {status}, {time.time() - began:.2f} s, "
                  f"{said[:120].decode(errors='replace').strip()}")
        passed += good
        failed += not good


n = 1 if mode == "all" else 20
attempt("mục lồng", HEAD + "".join(f"{m} mục\n" for _ in range(100_000 // n // 5) for m in ("1.", "1.1.", "a)", "-", "+")))
attempt("gạch xen kẽ", HEAD + "- a\n+ b\n" * (100_000 // n))
attempt("dòng 50 MB", HEAD + "chữ " * (8_300_000 // n))
attempt("dòng 1 MB không dấu cách", HEAD + "a" * (1_000_000 // n))
attempt("đề mục", HEAD + "# Tên\n" * (1_000_000 // n), ("json",))
attempt("đề mục ba cấp", HEAD + "# A\n## B\n### C\n" * (100_000 // n))



def rows(count):
    return HEAD + "@bảng {\ncột: 1 cm, 5, 2, 2\n| STT | Nội dung | Ai | Số |\n" + "".join(
        f"| | Việc thứ {i} cần làm trong năm học tại các trường trên địa bàn | Phòng {i % 7} | {i * 3} |\n" for i in range(count)) + "}\n"


def appendix(count):
    text = "Nội dung của phụ lục được viết thành đoạn văn có vài dòng trên trang giấy, lặp lại nhiều lần trong suốt phụ lục. " * 3
    return (HEAD + "Theo [[p]].\n\n@phụ lục: Danh sách {#p}\n\n" + "".join(f"{text}[^{i}]\n\n" for i in range(count)) +
            "".join(f"[^{i}]: Chú thích số {i}.\n" for i in range(count)))


attempt("bảng nhiều hàng", rows(100_000 // n))
attempt("bảng gộp dọc", HEAD + "@bảng {\n| a | b |\n| c | d |\n" + "| ^ | d |\n" * (20_000 // n) + "}\n")
attempt("bảng gộp ngang", HEAD + "@bảng {\n| a |" + " < |" * 39 + "\n" + ("| a |" + " < |" * 39 + "\n") * (5_000 // n) + "}\n")
attempt("nhiều bảng", HEAD + "@bảng {\n| a | b |\n}\n\n" * (10_000 // n))
attempt("nhiều nhiệm vụ", HEAD + "@nhiệm vụ {\n" + "- Việc\n  chủ trì: A\n  thời hạn: 1/2/2026\n" * (50_000 // n) + "}\n", ("pdf", "json", "csv", "ics"))
attempt("nhiều khối nhiệm vụ", HEAD + "@nhiệm vụ {\n- Việc\n}\n\n" * (5_000 // n))
attempt("nhiều phụ lục", HEAD + "".join(f"@phụ lục: P\n\nx\n\n" for _ in range(3_000 // n)))
attempt("phụ lục dài, nhiều chú thích", appendix(2_000 // n))
attempt("biểu mẫu dài", HEAD + "@biểu mẫu {\n" + "Họ tên: ... Lớp: ...\n" * (50_000 // n) + "}\n")
if mode == "all" and not asan:  # ten times the rows or pages, at most eleven times the time
    for name, make, small in (("hàng", rows, 1000), ("đoạn phụ lục", appendix, 225)):
        spent = []
        for count in (small, small * 10):
            (work / "x.vt").write_text(make(count))
            best = min(timeit.repeat(lambda: subprocess.run([vanthu, "build", str(work / "x.vt"), "-o", str(work / "out.pdf")],
                                                            capture_output=True), number=1, repeat=5))
            spent.append(best)
        good = spent[1] <= 11 * spent[0]
        passed += good
        failed += not good
        print(f"{'ok  ' if good else 'HỎNG'} mười lần {name}: {spent[0]:.3f} s, {spent[1]:.3f} s, {spent[1] / spent[0]:.1f} lần")
attempt("sao", HEAD + "*" * (500_000 // n) + " x")
attempt("sao xen chữ", HEAD + "*a **b " * (100_000 // n))
attempt("ngoặc mở", HEAD + "{" * (500_000 // n) + "[" * (500_000 // n))
attempt("ngoặc nhãn dở", HEAD + "{#a" * (200_000 // n) + "[[b" * (200_000 // n))
attempt("nhiều nhãn", HEAD + "".join(f"1. m {{#n{i}}} [[n{i}]]\n\n" for i in range(20_000 // n)))
attempt("nhiều nhãn sai", HEAD + "".join(f"x [[n{i}]]\n\n" for i in range(20_000 // n)))
attempt("nhiều biến", HEAD + "".join(f"@biến b{i}: g\n\nx {{{{b{i}}}}}\n\n" for i in range(3_000 // n)))
attempt("nhiều chú thích", HEAD + "".join(f"x[^{i}]\n[^{i}]: chú thích\n\n" for i in range(20_000 // n)))
attempt("nơi nhận dài", HEAD + "x\n\n@nơi nhận\n" + "- Cơ quan nào đó\n" * (20_000 // n))
attempt("cơ quan nhiều dòng", "@cơ quan\n" + "Ủy ban nhân dân một nơi xa\n" * (2_000 // n) + "\n" + HEAD + "x\n")
attempt("trích yếu dài", "@kế hoạch: " + "chữ " * (200_000 // n) + "\n\nx\n")
attempt("ký nhiều dòng", HEAD + "x\n\n@ký\n" + "PHÓ CHỦ TỊCH\n" * (2_000 // n))
attempt("căn cứ dài", HEAD + "@căn cứ\n- Căn cứ " + "Kế hoạch số 1/KH-A ngày 1/1/2025 của Bộ A về " * (20_000 // n) + "\n\nx\n")
attempt("NUL", HEAD.encode() + b"a\0b\0" * 1000)
attempt("UTF-8 sai", HEAD.encode() + bytes(range(128, 256)) * 1000)
attempt("chỉ byte 255", b"\xff" * 1_000_000)
attempt("rỗng", b"")
attempt("khối mở mãi", HEAD + "@giữa {\n" * (50_000 // n))
attempt("dấu chéo ngược", HEAD + "\\" * 100_001)
attempt("biến lồng", "@biến a: {{a}}{{a}}\n" + HEAD + "{{a}}\n")
attempt("dấu tổ hợp", HEAD + "a" + "\u0301" * (100_000 // n))
attempt("bảng dài", HEAD + "@bảng {\n" + "| a | b |\n" * (50_000 // n) + "}\n")

# inclusion: a circle, a long chain, outside the root, a folder, a device
(work / "vong.vt").write_text('@chèn: "vong.vt"\n')
attempt("chèn vòng", HEAD + '@chèn: "vong.vt"\n\nx\n', wanted=(1,))
for i in range(30):
    (work / f"c{i}.vt").write_text(f'Đoạn {i}.\n\n@chèn: "c{i + 1}.vt"\n')
attempt("chèn sâu", HEAD + '@chèn: "c0.vt"\n', wanted=(1,))
(work / "doi.vt").write_text('@chèn: "d.vt"\n\n@chèn: "d.vt"\n')
for name in ("../../etc/passwd", "/etc/passwd", ".", "/dev/zero", "khong-co.vt"):
    attempt(f"chèn {name}", HEAD + f'@chèn: "{name}"\n\nx\n', wanted=(1,))
for i in range(16):
    (work / f"e{i}.vt").write_text(f'@chèn: "e{i + 1}.vt"\n\n@chèn: "e{i + 1}.vt"\n')
(work / "e16.vt").write_text("x\n")
attempt("chèn nhân đôi", HEAD + '@chèn: "e1.vt"\n')

# every wrong byte at every place of a small source
small = ('@cơ quan\nUBND xã A\nTrường B\n\n@số: 01/KH-THB\n@địa danh: A\n@ngày: 05/01/2026\n\n@kế hoạch: Trồng cây {#x}\n\n'
         '@căn cứ\n- Căn cứ Luật Giáo dục ngày 14/6/2019 {=luat}\n\nMở đầu theo [[luat]].\n\n' + 'Ủy ban nhân dân xã tổ chức trồng cây. ' * 13 + '\n\n# Một {#mot}\n## Hai\n1. Ba\na) Bốn **đậm**\n- Năm[^1]\n'
         '[^1]: Sáu\n\n@giữa {\nBảy\n}\n\n@lời kết\nTheo [[mot]].\n\n@nơi nhận\n- Lưu: VT\n\n@ký\nKT. A\nB\n\nC\n').encode()
places = [(i, b) for i in range(len(small)) for b in range(1, 256)]
if mode != "all":
    places = random.Random(30).sample(places, 300 if not asan else 60)
batch = work / "bytes"
batch.mkdir()
size = 400
for k in range(0, len(places), size):
    files = []
    for i, b in places[k:k + size]:
        f = batch / f"{i}-{b}.vt"
        f.write_bytes(small[:i] + bytes([small[i] ^ b]) + small[i + 1:])
        files.append(str(f))
    out = work / "bytes-out"
    r = subprocess.run([vanthu, "build", "--message-format", "short", *files, "-o", str(out)], capture_output=True)
    good = r.returncode in (0, 1)
    passed += good
    failed += not good
    if not good:
        print("HỎNG byte sai từ", files[0], r.returncode)
    for f in files:
        os.unlink(f)
print(f"path: {passed} passed, {failed} failed")
sys.exit(failed > 0)
