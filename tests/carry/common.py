"""What the parts of this test share."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import unicodedata
import zlib

vanthu = os.path.abspath(sys.argv[1])
here = pathlib.Path.cwd()
work = pathlib.Path(os.environ["CARRY_WORK"]).resolve()
samples = sorted((here / "samples").glob("*.vt"))
traps = "asan" in vanthu
full = bool(os.environ.get("CARRY_FULL")) and not traps  # make path: more of everything
passed = failed = 0
os.environ["LC_ALL"] = "C.UTF-8"
for name in ("SOURCE_DATE_EPOCH", "VANTHU_DATA", "TMPDIR"):
    os.environ.pop(name, None)

PLAN = """@cơ quan
Ủy ban nhân dân xã Tân Khê

@số: 07/KH-UBND
@địa danh: Tân Khê
@ngày: 30/01/2026

@kế hoạch: Tổ chức Tết trồng cây

Ủy ban nhân dân xã tổ chức như sau:

# Mục đích
- Trồng cây.
"""
END = """
@nơi nhận
- Các thôn
- Lưu: VT

@ký
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""


def ok(what, good, why=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG: {what}; {str(why)[:600]}")
    return bool(good)


def run(*args, **more):
    env = dict(os.environ, **more.pop("env", {}))
    if "input" not in more:
        more["stdin"] = subprocess.DEVNULL
    try:
        return subprocess.run([str(a) for a in args], capture_output=True, env=env,
                              timeout=more.pop("timeout", 100), **more)
    except subprocess.TimeoutExpired as e:
        return subprocess.CompletedProcess(e.cmd, "hết giờ", e.stdout or b"", e.stderr or b"")


def said(r):
    return (r.stdout + r.stderr).decode(errors="replace")


def folder(name):
    f = work / name
    f.mkdir(parents=True, exist_ok=True)
    return f


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else unicodedata.normalize("NFC", text).encode())
    return path


def embed(source, out, *more, **how):
    return run(vanthu, "build", "--embed-source", source, "-o", out, *more, **how)


def verify(*pdfs, **how):
    return run(vanthu, "verify", "--lang", "en", *pdfs, **how)


def verdict(pdf, **how):
    """The exit status and the one entry of the JSON."""
    r = run(vanthu, "verify", "--lang", "en", "--message-format", "json", pdf, **how)
    try:
        entry, = json.loads(r.stdout)["files"]
    except (ValueError, KeyError):
        entry = {"status": "?", "message": said(r)}
    return r.returncode, entry["status"], entry["message"]


def tree(at):
    return {str(p.relative_to(at)): p.read_bytes() for p in sorted(at.rglob("*")) if p.is_file()}


# ---- PDFs by hand ------------------------------------------------------------

def stream(bytes_, more="", packed=False):
    if packed:
        bytes_, more = zlib.compress(bytes_), more + "/Filter/FlateDecode"
    return f"<<{more}/Length {len(bytes_)}>>stream\n".encode() + bytes_ + b"\nendstream"


def pdf_of(objects, trailer="/Root 1 0 R"):
    """A PDF of {number: bytes}."""
    out, at = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for n, body in sorted(objects.items()):
        at[n] = len(out)
        out += f"{n} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for n in range(size):
        out += b"%010d %05d %s \n" % ((at[n], 0, b"n") if n in at else (0, 65535, b"f"))
    return bytes(out + f"trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())


def text_string(name):
    return "<FEFF" + name.encode("utf-16-be", "surrogatepass").hex() + ">"


def carrier(files, **more):
    """A PDF of one page with attachments [(name, bytes or object text)]."""
    objects = {1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>>>",
               2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>",
               5: stream(b"0 0 m 10 10 l S")}
    names, n = [], 10
    for name, body in files:
        objects[n] = body if isinstance(body, str) else stream(body, "/Type/EmbeddedFile", True)
        objects[n + 1] = f"<</Type/Filespec/F(x)/UF{text_string(name)}/EF<</F {n} 0 R>>>>"
        names.append(f"{text_string(name)} {n + 1} 0 R")
        n += 2
    objects[4] = "<</Names[" + " ".join(names) + "]>>"
    objects.update(more.get("objects", {}))
    return pdf_of(objects, more.get("trailer", "/Root 1 0 R"))


FACTS = {"format": "vanthu-source/1", "tool": "vanthu 0.1.0",
         "template": {"name": "nd30", "version": "1", "sha256": "0" * 64}, "fonts": "0" * 64,
         "main": "a.vt", "final": False, "pdf": "a-3a", "date": 946684800, "style": False, "row": False,
         "files": []}


def facts(**change):
    return json.dumps(dict(FACTS, **change)).encode()


def hostile_facts(**change):
    return carrier([("nguon/a.vt", (PLAN + END).encode()), ("vanthu.json", facts(**change))])


def last_xref(pdf):
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def update(pdf, changed):
    """An incremental update: {number: new bytes of the object}."""
    size = max(int(n) for n in re.findall(rb"/Size (\d+)", pdf))
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1].decode()
    out, at = bytearray(pdf), {}
    if not out.endswith(b"\n"):
        out += b"\n"
    for n, body in sorted(changed.items()):
        at[n] = len(out)
        out += f"{n} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 0\n"
    for n in sorted(at):
        out += b"%d 1\n%010d 00000 n \n" % (n, at[n])
    size = max([size] + [n + 1 for n in at])
    out += f"trailer\n<</Size {size}/Root {root}/Prev {last_xref(pdf)}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def show(pdf, what):
    """An object as qpdf prints it."""
    return run("qpdf", f"--show-object={what}", pdf).stdout


def command_of(r):
    """The command that extract prints, with our program."""
    words = shlex.split(r.stdout.decode().splitlines()[-1])
    epoch, name = words[0], words[1]
    assert epoch.startswith("SOURCE_DATE_EPOCH=") and name == "vanthu", words
    return {"SOURCE_DATE_EPOCH": epoch.split("=")[1]}, [vanthu] + words[2:]
