#!/usr/bin/env python3
"""What holds for every source: canonical form, NFC and NFD alike, the PDF's
text is the plan's text, the same bytes each time, no crash on damaged text."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

vanthu, sources = sys.argv[1], [pathlib.Path(p) for p in sys.argv[2:]]
work = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0


def run(*args, data=None, env=None, cwd=None):
    return subprocess.run([os.path.abspath(vanthu), *map(str, args)], input=data, capture_output=True,
                          env={**os.environ, **(env or {})}, cwd=cwd)


def test(name, good, what=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"HỎNG {name}: {what}")


def plan(text):
    return run("build", "--format", "json", "-o", "-", "-", data=text.encode()).stdout


def shown_tokens(path):
    """The tokens' texts joined: must be the source to the letter."""
    dump = run("show", "--tokens", path).stdout.decode()
    texts = re.findall(r' text="((?:[^"\\]|\\.)*)"$', dump, re.M)
    return "".join(re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], t) for t in texts)


def words_of_galley(path):
    """Text of the galley's lines; the runs of a line joined."""
    lines, current = [], []
    for row in run("show", "--pages", path).stdout.decode().splitlines():
        m = re.match(r' text x=(\S+) y=(\S+) text="((?:[^"\\]|\\.)*)"$', row)
        if m:
            current.append(re.sub(r"\\(.)", r"\1", m[3]))
    return re.sub(r"\s", "", "".join(current))


def pdf_text(pdf):
    """Words of the PDF without page numbers, which stand alone on a line."""
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True).stdout.decode()
    pages = raw.split("\f")
    for i, page in enumerate(pages):
        if i and page.startswith(f"{i + 1}\n"):
            pages[i] = page.split("\n", 1)[1]
    return re.sub(r"\s", "", "".join(pages))


for source in sources:
    name = source.name
    text = source.read_text()
    pdf = work / (source.stem + ".pdf")

    test(f"{name} build", run("build", source, "-o", pdf).returncode == 0)
    check = json.loads(run("check", "--message-format", "json", source).stdout)
    test(f"{name} không có lỗi, cảnh báo", all(d["severity"] == "hint" for d in check["diagnostics"]),
         str(check["diagnostics"])[:300])
    test(f"{name} tokens = nguồn", shown_tokens(source) == unicodedata.normalize("NFC", text))
    once = run("fmt", "-", data=text.encode()).stdout
    test(f"{name} dạng chuẩn", once.decode() == text)
    test(f"{name} fmt hai lần = một lần", run("fmt", "-", data=once).stdout == once)
    test(f"{name} fmt giữ nguyên văn bản", plan(once.decode()) == plan(text))
    wrapped = re.sub(r"(?m)^((?:- |\+ |[A-ZĐ\u00c0-\u1ef9]).{60}[^ ]*) ([a-zđ])", r"\1\n\2", text)
    test(f"{name} ngắt dòng trong đoạn không đổi văn bản", plan(wrapped) == plan(text))
    test(f"{name} NFD = NFC", plan(unicodedata.normalize("NFD", text)) == plan(text))
    test(f"{name} CRLF, BOM", plan("\ufeff" + text.replace("\n", "\r\n")) == plan(text))
    test(f"{name} chữ trong PDF = chữ đã dàn", pdf_text(pdf) == words_of_galley(source),
         "pdftotext -raw khác")
    test(f"{name} qpdf --check", subprocess.run(["qpdf", "--check", pdf], capture_output=True).returncode == 0)

    first = pdf.read_bytes()
    other = work / "noi khac"
    other.mkdir(exist_ok=True)
    moved = other / name
    moved.write_text(text)
    for beside in list(source.parent.glob("*.png")) + list(source.parent.glob("*.csv")):
        shutil.copy(beside, other)
    run("build", name, "-o", "x.pdf", cwd=other,
        env={"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": "/nonexistent", "LANG": "en_US.UTF-8"})
    test(f"{name} cùng byte ở nơi khác, múi giờ khác", (other / "x.pdf").read_bytes() == first)
    # A warm shaper, with the words of other documents in its cache, gives the
    # same bytes as a cold one.
    warm = work / "warm"
    if not warm.exists():
        run("build", *sources, "-o", warm)
    test(f"{name} bộ đệm nóng = nguội", (warm / pdf.name).read_bytes() == first)

    lines = text.split("\n")
    rng = random.Random(name)
    for i in rng.sample(range(len(lines)), min(len(lines), 25)):
        for what, damaged in (("bỏ", lines[:i] + lines[i + 1:]), ("lặp", lines[:i + 1] + lines[i:])):
            r = run("build", "--message-format", "short", "-", "-o", work / "damaged.pdf",
                    data="\n".join(damaged).encode())
            test(f"{name} {what} dòng {i + 1}", r.returncode in (0, 1), f"mã thoát {r.returncode}")

print(f"samples: {passed} passed, {failed} failed")
sys.exit(failed > 0)
