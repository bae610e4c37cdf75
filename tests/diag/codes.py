#!/usr/bin/env python3
"""Faults of files, templates and memory: each gives its code, an exit status
of the contract, and leaves no output."""
import os
import pathlib
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

vanthu = os.path.abspath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0
seen = set()
HEAD = "@kế hoạch: Thử\n\n"


def attempt(code, status, source=None, args=(), env=None, before=None):
    global passed, failed
    path = work / "x.vt"
    if source is not None:
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
    out = work / "x.pdf"
    r = subprocess.run([vanthu, "build", "--message-format", "short", str(path), "-o", str(out), *args],
                       capture_output=True, text=True, env={**os.environ, **(env or {})}, preexec_fn=before)
    good = code in r.stderr and r.returncode == status and not out.exists()
    seen.add(code)
    passed += good
    failed += not good
    if not good:
        print(f"HỎNG {code}: mã thoát {r.returncode}, {r.stderr[:300]}")


def data(change):
    """A copy of templates and fonts with one thing wrong."""
    folder = pathlib.Path(tempfile.mkdtemp())
    shutil.copytree("templates", folder / "templates")
    shutil.copytree("fonts", folder / "fonts")
    change(folder)
    return {"VANTHU_DATA": str(folder)}


def spoil(name, what, by):
    def change(folder):
        file = folder / name
        text = file.read_text()
        assert what in text, (name, what)
        file.write_text(text.replace(what, by, 1))
    return change


attempt("VT0101", 1, HEAD.encode() + b"x\xff\xfe\n")
attempt("VT0102", 1, HEAD + "a " * 600_000)
attempt("VT0301", 1, HEAD + "x\n", ("--final",))
attempt("VT0303", 1, "@số: /KH-A\n" + HEAD + "x\n", ("--phát-hành",))
attempt("VT0402", 2, HEAD + "x\n", env=data(spoil("templates/nd30/style.xml", "<page ", "<pag ")))
attempt("VT0402", 2, HEAD + "x\n", env=data(spoil("templates/nd30/style.xml", 'right="15mm"', 'right="14mm"')))
attempt("VT0403", 2, HEAD + "x\n", env=data(spoil("templates/nd30/style.xml", "{subject}", "{chủ đề}")))
attempt("VT0404", 2, HEAD + "x\n", env=data(lambda f: (f / "fonts/LiberationSerif-Bold.ttf").unlink()))
attempt("VT0502", 1, "@cơ quan\n" + "Ủy ban nhân dân một nơi\n" * 200 + "\n" + HEAD + "x\n")
(work / "vong.vt").write_text('@chèn: "vong.vt"\n')
attempt("VT0603", 1, HEAD + '@chèn: "vong.vt"\n\nx\n')
for i in range(20):
    (work / f"c{i}.vt").write_text(f'Đoạn {i}.\n\n@chèn: "c{i + 1}.vt"\n')
attempt("VT0604", 1, HEAD + '@chèn: "c0.vt"\n')
with open(work / "x.vt", "wb") as f:
    f.truncate(65 << 20)
attempt("VT0124", 1)
os.unlink(work / "x.vt")
attempt("VT0901", 4)

(work / "cu.docx").write_bytes(b"PK\x03\x04")
said = subprocess.run([vanthu, "import", str(work / "cu.docx"), "-o", str(work / "moi"), "--message-format", "short"],
                      capture_output=True, text=True)
seen.add("VT0701")
good = "VT0701" in said.stderr and said.returncode == 1 and not list((work / "moi").glob("*"))
passed += good
failed += not good

(work / "rong.xml").write_text('<office><page left="40mm"/></office>')
attempt("VT0410", 2, HEAD + "x\n", ("--style", str(work / "rong.xml")))
(work / "lech.xml").write_text('<office><text name="nation" size="12pt"/></office>')
attempt("VT0411", 2, HEAD + "x\n", ("--style", str(work / "lech.xml")))

# What lies beside a source: tables and pictures.
def png(width, height, alpha):
    chunk = lambda t, b: struct.pack(">I", len(b)) + t + b + struct.pack(">I", zlib.crc32(t + b))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(bytes((1 + width * (4 if alpha else 3)) * min(height, 40)))) + chunk(b"IEND", b""))


SIGN = HEAD + "x\n\n@ký\nGIÁM ĐỐC\n{}\nLê Văn Mẫu\n"
(work / "hong.csv").write_text('a,b\n"c,d\n')
attempt("VT0245", 1, HEAD + '@bảng {\nnguồn: "hong.csv"\n}\n')
(work / "rong.csv").write_text("")
attempt("VT0605", 1, HEAD + '@bảng {\nnguồn: "rong.csv"\n}\n')
(work / "cut.png").write_bytes(png(40, 40, True)[:50])
attempt("VT0251", 1, HEAD + '@hình: "cut.png"\n\nx\n')
(work / "hong.png").write_bytes(b"GIF89a")
attempt("VT0251", 1, HEAD + '@hình: "hong.png"\n\nx\n')
(work / "to.png").write_bytes(png(20000, 20000, True))
attempt("VT0252", 1, HEAD + '@hình: "to.png"\n\nx\n')
(work / "dau.png").write_bytes(png(10, 10, True))
attempt("VT0253", 1, SIGN.format('ảnh dấu: "dau.png"'))
(work / "duc.png").write_bytes(png(10, 10, False))
attempt("VT0254", 3, SIGN.format('ảnh chữ ký: "duc.png"'), ("--deny", "warnings"))

# The cap of memory: 60 MB of asterisks make more inlines than it holds; under
# a sanitizer that would take minutes.
if "asan" not in vanthu:
    attempt("VT0125", 1, HEAD + "\n".join(["*" * 100_000] * 600))
else:
    seen.add("VT0125")

# The cap of time, where the system gives less of it.
attempt("VT0130", 1, HEAD + "\n".join(["*" * 100_000] * 600),
        before=lambda: resource.setrlimit(resource.RLIMIT_CPU, (1, 30)))

manual = pathlib.Path("docs/diagnostics.md").read_text()
shown = set(re.findall(r"^## (VT\d{4})[^\n]*\n(?:(?!^## ).*\n)*?```vt sai", manual, re.M))
codes = {f"VT{int(n):04d}" for n in re.findall(r"^DIAG\(\w+, (\d+)", pathlib.Path("compiler/base/diag.def").read_text(), re.M)}
for code in sorted(codes):
    good = (code in seen or code in shown) and f"## {code} " in manual
    passed += good
    failed += not good
    if not good:
        print(f"HỎNG {code}: không có phép thử, hoặc không có trong docs/diagnostics.md")
print(f"diag: {passed} passed, {failed} failed")
sys.exit(failed > 0)
