#!/usr/bin/env python3
"""decree.py VANTHU FOLDER: nd30.txt, kill.txt and lawful.txt.

A fault or variant is put into a copy of the templates, of a source, or of a
finished file; the document is built and `vanthu check` measures the PDF."""
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

VANTHU, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
HERE = pathlib.Path("tests/decree")
passed = failed = 0
WORK = pathlib.Path(tempfile.mkdtemp())


def expect(what, good, detail=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG {what}: {detail}")


def audit(pdf):
    r = subprocess.run([VANTHU, "check", "--message-format", "json", str(pdf)], capture_output=True, text=True)
    return json.loads(r.stdout)["rules"] if r.stdout else {}


def build(source, data=None):
    env = {**os.environ, **({"VANTHU_DATA": str(data)} if data else {})}
    pdf = pathlib.Path(source).with_suffix(".pdf")
    if not str(pdf).startswith(str(WORK)):
        pdf = FOLDER / pdf.name
    r = subprocess.run([VANTHU, "build", str(source), "-o", str(pdf), "--message-format", "short"],
                       capture_output=True, text=True, env=env)
    return (pdf, "") if r.returncode == 0 else (None, r.stderr[:300])


def rows(name):
    for line in open(HERE / name, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            yield [x.strip() if i < 2 else x.strip() for i, x in enumerate(line.split(" | "))]


# ---- every rule has its line -------------------------------------------------

FOLDER.mkdir(parents=True, exist_ok=True)
documents = {}
for source in sorted(glob.glob("samples/*.vt")) + sorted(glob.glob(str(HERE / "*.vt"))):
    pdf, why = build(source)
    expect(f"dựng {source}", pdf, why)
    if pdf:
        documents[pathlib.Path(source).stem] = audit(pdf)
for name, rules in documents.items():
    for rule, r in rules.items():
        expect(f"{rule} {name}", r["status"] != "fail", f"{r['measured']} (trang {r['page']})")

measured = set()
named = set()
for rule, where, what in rows("nd30.txt"):
    named.add(rule)
    if where == "-":
        continue
    names = list(documents) if where == "*" else where.split()
    good = [n for n in names if n in documents and documents[n][rule]["status"] in ("pass", "warn")]
    wrong = [n for n in names if n not in documents] if where == "*" else [n for n in names if n not in good]
    expect(f"{rule} đo được", good and not wrong, f"không đo được trên {wrong or names}")
    if good:
        measured.add(rule)
every = set(next(iter(documents.values())))
expect("mỗi quy tắc một dòng trong nd30.txt", named == every, sorted(named ^ every))
expect("ít nhất 85 quy tắc đo được", len(measured) >= 85, len(measured))
print(f"{len(measured)} trong {len(every)} quy tắc đo được trên văn bản mẫu")


# ---- faults and lawful variants ------------------------------------------------

def fresh(number):
    work = WORK / str(number)
    work.mkdir()
    shutil.copytree("templates", work / "templates")
    shutil.copytree("fonts", work / "fonts")
    for extra in glob.glob("samples/*.png") + glob.glob("samples/*.csv"):
        shutil.copy(extra, work)
    return work


def change(file, what, by):
    text = file.read_text(encoding="utf-8")
    if what.startswith("/"):
        new = re.sub(what[1:], by, text, count=1, flags=re.S)
    else:
        new = text.replace(what, by, 1)
    file.write_text(new, encoding="utf-8")
    return new != text


def edit_tounicode(pdf, what, by):
    """The letters' Unicode changed in the finished file."""
    qdf = pdf.with_suffix(".qdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), str(qdf)], check=True)
    data = qdf.read_bytes()
    qdf.write_bytes(re.sub(what, by, data))
    subprocess.run(["qpdf", str(qdf), str(pdf)], capture_output=True)


TOUNICODE = {  # no map at all; ế as e, circumflex, acute
    "bỏ ToUnicode": (rb"/ToUnicode \d+ \d+ R", b""),
    "tách dấu": (rb"<1[eE][bB][fF]>", b"<006503020301>"),
}


def variant(number, sample, edits, keep_limits):
    """The measures of a sample with some things changed, or why there are none."""
    work = fresh(number)
    if not keep_limits:
        (work / "templates/nd30/limits.rng").unlink()
    source = work / "x.vt"
    shutil.copy(f"samples/{sample}.vt", source)
    for edit in edits:
        if edit in TOUNICODE or edit.startswith("phông "):
            continue
        place, what, by = edit.split(" ⟦", 1)[0], *edit.split(" ⟦", 1)[1].rstrip("⟧").split(" → ", 1)
        file = {"kiểu": work / "templates/nd30/style.xml", "luật": work / "templates/nd30/rules.xml", "nguồn": source}[place]
        if not change(file, what.replace("¶", "\n"), by.replace("¶", "\n")):
            return None, f"không thấy {what!r}"
    for edit in edits:
        if edit.startswith("phông "):
            for face in ("Regular", "Bold", "Italic", "BoldItalic"):
                old = work / f"fonts/LiberationSerif-{face}.ttf"
                old.unlink()
                shutil.copy(f"/usr/share/fonts/truetype/liberation2/LiberationSans-{face}.ttf", old)
            change(work / "fonts/fonts.xml", "Liberation Serif", "Liberation Sans")
    pdf, why = build(source, work)
    for edit in edits:
        if pdf and edit in TOUNICODE:
            edit_tounicode(pdf, *TOUNICODE[edit])
    return (audit(pdf), "") if pdf else (None, why)


kills = list(rows("kill.txt"))
for i, (rule, sample, *edits) in enumerate(kills):
    rules, why = variant(f"k{i}", sample, edits, False)
    status = rules[rule]["status"] if rules else None
    expect(f"bắt lỗi {rule}: {edits}", status in ("fail", "warn") and documents[sample][rule]["status"] != status,
           why or f"{status}: {rules[rule]['measured']}")
expect("ít nhất 60 lỗi đặt vào", len(kills) >= 60, len(kills))

lawful = list(rows("lawful.txt"))
for i, (name, sample, *edits) in enumerate(lawful):
    rules, why = variant(f"l{i}", sample, edits, True)
    bad = {r: v["measured"] for r, v in (rules or {}).items() if v["status"] == "fail"}
    expect(f"biến thể đúng luật “{name}”", rules and not bad, why or bad)
expect("ít nhất 15 biến thể đúng luật", len(lawful) >= 15, len(lawful))
shutil.rmtree(WORK)
print(f"{len(kills)} lỗi đặt vào, {len(lawful)} biến thể đúng luật")
print(f"decree: {passed} passed, {failed} failed")
sys.exit(failed > 0)
