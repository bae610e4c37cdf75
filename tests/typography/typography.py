#!/usr/bin/env python3
"""Spaces of justified lines, and what no page may show: typography.py VANTHU PLAN...

Measured on the galley (`spaces` is the width of a space over its natural one)
and on the pages. Beside total fit stands first fit with the same rules and the
same shrink, from a copy of the templates that says so. Lines with a word over
a third of the measure, and cells of tables, are counted apart."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

VANTHU, PLANS = os.path.abspath(sys.argv[1]), sys.argv[2:]
ROOT = os.getcwd()
failures = passes = 0


def expect(what, good, detail=""):
    global failures, passes
    good = bool(good)
    passes += good
    failures += not good
    if not good:
        print(f"HỎNG: {what}: {detail}")


def show(product, plan, data):
    env = dict(os.environ, VANTHU_DATA=data)
    done = subprocess.run([VANTHU, "show", "--" + product, plan], env=env, capture_output=True, text=True)
    expect(f"{plan}: show --{product}", done.returncode == 0, done.stderr[:300])
    return done.stdout


def lines_of(galley):
    """(spaces, kind, text) of each justified line."""
    found, line, text, widest = [], None, [], 0

    def close():
        if line:
            kind = "ô" if "cell" in line[1] else "dài" if widest > 0.34 * 467.72 else "thường"
            found.append((line[0], kind, "".join(text)))
    for row in galley.splitlines():
        start = re.match(r' +line .*style="([^"]+)"(?: spaces=([\d.]+))?', row)
        run = re.match(r' +run .*width=([\d.]+).*text="(.*)"', row)
        if start:
            close()
            line = (float(start.group(2)), start.group(1)) if start.group(2) else None
            text, widest = [], 0
        elif run and line:
            text.append(run.group(2))
            if run.group(2).strip() and " " not in run.group(2).strip():
                widest = max(widest, float(run.group(1)))
    close()
    return found


def figures(name, lines):
    plain = sorted(s for s, kind, _ in lines if kind == "thường")
    n = len(plain)
    loose, very = sum(s > 1.505 for s in plain), sum(s > 2.005 for s in plain)
    print(f"{name}: {n} dòng, giãn trung bình {sum(plain) / n:.3f}, p95 {plain[int(n * .95)]:.2f}, "
          f"lớn nhất {plain[-1]:.2f}, trên 1,5: {100 * loose / n:.2f} %, trên 2: {very}; "
          f"đếm riêng: {sum(k == 'ô' for _, k, _ in lines)} dòng trong ô, {sum(k == 'dài' for _, k, _ in lines)} dòng có từ dài")
    return n, loose, very


def long_plan(folder):
    """200 pages and 40 tables out of the samples' own paragraphs."""
    texts = []
    for plan in (p for p in PLANS if p.startswith("samples/")):
        for line in open(plan, encoding="utf-8"):
            line = re.sub(r"^([-+*]|\d+\.|[a-zđ]\)|\(\d+\)) ", "", line.strip())
            if len(line) > 80 and not re.match(r"[@#|\[{<]|//", line) and not re.search(r"[\[\]{}<>]", line):
                texts.append(line)
    head = open("samples/nam-hoc-theo-thang.vt", encoding="utf-8").read().split("\n# ")[0]
    out, n = [head], 0
    for chapter in range(40):
        out.append(f"\n# Nhóm nhiệm vụ số {chapter + 1}")
        for part in range(5):
            out.append(f"\n## Nội dung thứ {part + 1}")
            for k in range(14):
                text = texts[(n * 7 + chapter * 3) % len(texts)]
                n += 1
                out.append(f"{k + 1}. {text}" if part % 2 else f"\n{text}")
        out.append("\n@bảng {\ntên: Phân công\ncột: 1 cm, 4 trái, 3 đều, 2\n| TT | Nội dung | Yêu cầu | Thời gian |")
        for k in range(6):
            out.append(f"| | {texts[(n + k) % len(texts)][:150].rstrip()} | {texts[(n + k + 5) % len(texts)][:120].rstrip()} | Quý {k % 4 + 1} |")
        out.append("}")
    out.append("\n@lời kết\nTrên đây là Kế hoạch.\n\n@nơi nhận\n- Lưu: VT\n\n@ký\nGIÁM ĐỐC\n\nTrần Văn Mẫu\n")
    path = os.path.join(folder, "dai.vt")
    open(path, "w", encoding="utf-8").write("\n".join(out).replace("|  |", "| |"))
    return path


def flow_lines(galley):
    """(span, style, text) of each line of the flow, in order."""
    lines, current = [], None
    for row in galley.splitlines():
        start = re.match(r' line @(\S+) .*style="([^"]+)"', row)
        run = re.match(r'  run .*font=\d/([\d.]+) .*text="(.*)"', row)
        if start:
            current = [start.group(1), start.group(2), ""]
            lines.append(current)
        elif run and current:              # not the raised mark of a note
            current[2] += run.group(2) if float(run.group(1)) > 10 else ""
        elif not run:
            current = None
        if row.startswith(" footnote") or row == "elements":
            break
    return lines


def pages_of_lines(lines, pages):
    """The page of each line: rows and lines come in one order."""
    where, at = [], 0
    for number, sheet in enumerate(re.split(r"^page ", pages, flags=re.M)[1:]):
        rows = {}
        for m in re.finditer(r'^ +text x=([-\d.]+) y=([\d.]+) text="(.*)"$', sheet, flags=re.M):
            rows.setdefault(m.group(2), []).append((float(m.group(1)), m.group(3)))
        texts = {"".join(t for _, t in sorted(r)) for r in rows.values()}
        while at < len(lines) and any(lines[at][2] in t for t in texts):
            where.append(number)
            at += 1
    return where, len(re.split(r"^page ", pages, flags=re.M)) - 1


def check_pages(plan, pages, galley):
    """No widow, orphan, heading at a foot, lone signature or broken token."""
    lines = flow_lines(galley)
    where, count = pages_of_lines(lines, pages)
    expect(f"{plan}: mọi dòng ở trên trang", len(where) == len(lines), f"{len(where)}/{len(lines)}")
    words = set(re.findall(r"\S+", subprocess.run([VANTHU, "build", "--format", "text", "-o", "-", plan],
                                                  capture_output=True, text=True).stdout))
    words |= {w.upper() for w in words}
    widows, feet, broken = [], [], []
    first = 0
    for i in range(1, len(where) + 1):
        if i < len(where) and lines[i][0] == lines[first][0] and lines[i][1] == lines[first][1]:
            continue
        part = where[first:i]              # the pages of one paragraph's lines
        for page in set(part):
            whole = len(set(part)) == 1
            if not whole and part.count(page) < 2:
                widows.append((page + 1, lines[first][2]))
        if lines[first][1].startswith(("heading", "article", "unit")) and i < len(where) and where[i] != part[-1]:
            feet.append((part[-1] + 1, lines[first][2]))
        first = i
    for _, style, text in lines:
        ends = [w for w in (text.split() or [""]) if w][-1:] + text.split()[:1]
        for w in ends:
            known = w in words or any(w.rstrip(".;:,/").startswith(x.rstrip(".;:,")) for x in words if x[:2] == w[:2])
            if not (known or style in ("contents", "attached", "addressee") or re.fullmatch(r"[\W\d]+", w)):
                broken.append(w)
    expect(f"{plan}: dòng lẻ ở đầu hay chân trang", not widows, widows)
    expect(f"{plan}: đề mục ở chân trang", not feet, feet)
    expect(f"{plan}: từ bị ngắt", not broken, broken)
    for number, sheet in enumerate(re.split(r"^page ", pages, flags=re.M)[1:]):
        at = re.search(r'y=([\d.]+) text="Nơi', sheet)
        if number and at:                  # rows of a table count as lines
            above = {y for y in re.findall(r" y=([\d.]+) text=", sheet) if float(y) < float(at.group(1)) - 1}
            expect(f"{plan}: chữ ký đứng một mình", len(above) >= 2, len(above))
    return count


def first_fit_data(folder):
    for name in ("templates", "fonts"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    path = os.path.join(folder, "templates/nd30/style.xml")
    style = open(path, encoding="utf-8").read()
    open(path, "w", encoding="utf-8").write(style.replace('way="total-fit"', 'way="first-fit"'))
    return folder


with tempfile.TemporaryDirectory() as folder:
    simple = first_fit_data(os.path.join(folder, "data"))
    groups = [("mẫu và nguồn khác", PLANS), ("kế hoạch 200 trang, 40 bảng", [long_plan(folder)])]
    for name, plans in groups:
        total, first, pages = [], [], 0
        for plan in plans:
            galley = show("galley", plan, ROOT)
            total += lines_of(galley)
            first += lines_of(show("galley", plan, simple))
            pages += check_pages(plan, show("pages", plan, ROOT), galley)
        print(f"{name}: {pages} trang")
        n, loose, very = figures("  chọn cả đoạn", total)
        n1, loose1, very1 = figures("  từng dòng    ", first)
        expect(f"{name}: dòng giãn quá 2 lần", very == 0, str([l for l in total if l[1] == "thường" and l[0] > 2.005][:3]))
        expect(f"{name}: quá 4 % dòng giãn trên 1,5", loose <= 0.04 * n, f"{loose}/{n}")
        expect(f"{name}: kém cách từng dòng", loose * n1 <= loose1 * n and very <= very1, f"{loose}/{n}, {loose1}/{n1}")
        if len(plans) == 1:
            expect(f"{name}: đủ dài", pages >= 200, str(pages))
print(f"typography: {passes} passed, {failures} failed")
