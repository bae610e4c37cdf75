"""Every sample, written out as FORMAT and imported again, is the same plan.

What a format cannot hold is taken away from both sides first, by kind:

  all     a heading or agency printed in capitals has lost its small letters
  all     the full stop before the end sign ./. of the text
  all     to which item a paragraph behind a list belongs
  all     dots to write on: how many there are
  all     who issued an appendix that is a file of its own; citations' labels; roles; the agency of a signer's index
  text    bold: what is a heading and what is an item, a title or a line
  text    cells that were merged stand empty
  image   dots to write on; the name under a seal or a signature's picture
  image   one letter in two hundred, over all samples

    python3 round.py VANTHU FORMAT FOLDER [SAMPLE…]
"""
import difflib
import json
import re
import subprocess
import sys
from pathlib import Path

SUFFIX = {"text": "txt", "md": "md", "docx": "docx", "pdf": "pdf"}


def same(s):
    """Capitals, dots to write on, end signs: what all formats lose."""
    s = re.sub(r"[.…_]{3,}|…", "…", s or "")
    s = re.sub(r"…(\s*…)+", "…", s)
    return s.strip().rstrip("./; ").casefold()


def rows(table):
    out = []
    for row in table["header"] + table["rows"]:
        out.append(tuple(same(c) for c in row))
    return out


def loosened(row):
    """Text leaves a merged cell empty where JSON repeats it."""
    return tuple("" if i and c == row[i - 1] else c for i, c in enumerate(row))


def flat(plan, fmt):
    out = [("loại", plan["kind"]), ("trích yếu", same(plan["subject"]))]
    for key in ("number", "symbol", "place", "date"):
        out.append((key, plan[key]))
    # an appendix in a file of its own does not print who issued it
    alone = not plan["subject"] and not plan["body"]
    for a in [] if alone else plan["agencies"]:
        out.append(("cơ quan", tuple(same(p) for p in a["parent"]), same(a["name"])))
    for b in plan["bases"]:
        out.append(("căn cứ", same(b["text"]), json.dumps(b["cites"], ensure_ascii=False)))

    def walk(nodes):
        for n in nodes:
            kind = n["type"]
            if kind == "heading":
                mark = (n["number"] or "").upper()
                out.append(("mục" if fmt == "text" else kind, mark, same(n["title"])))
                walk(n["body"])
            elif kind == "item":
                mark = (n["number"] or "").upper() or n["marker"]
                out.append(("mục" if fmt == "text" else kind, mark, same(n["text"])))
                walk(n["items"])
            elif kind == "table":
                for row in rows(n):
                    out.append(("hàng",) + (loosened(row) if fmt == "text" else row))
            else:
                out.append((kind, same(n["text"])))
    walk(plan["body"])
    for r in plan["recipients"]:
        out.append(("nơi nhận", same(r["text"]), same(r["purpose"])))
    for s in plan["signers"]:
        out.append(("ký", tuple(s["authority"]), same(s["position"]), s["name"]))
    for a in plan["appendices"]:
        out.append(("phụ lục", a["number"] or "", same(a["title"])))
        walk(a["body"])
    return out


def run(*args):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True)


def plan_of(vanthu, path):
    said = run(vanthu, "build", "--format", "json", "-o", "-", path)
    return json.loads(said.stdout) if said.stdout.strip() else None


def write(vanthu, sample, fmt, folder):
    out = folder / (sample.stem + "." + SUFFIX[fmt])
    said = run(vanthu, "build", "--format", fmt, "-o", out, sample)
    return out if said.returncode == 0 else None


def scan(vanthu, sample, folder):
    """The pages at 300 dots an inch, as one TIFF."""
    pdf, out = folder / (sample.stem + ".pdf"), folder / (sample.stem + ".tif")
    run(vanthu, "build", "-o", pdf, sample)
    run("pdftoppm", "-r", "300", "-gray", pdf, folder / sample.stem)
    pages = sorted(folder.glob(sample.stem + "-*.pgm"))
    run("convert", *pages, "-compress", "zip", out)
    for page in pages:
        page.unlink()
    return out


def edits(a, b):
    """Letters that differ between two texts."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


def shape(entry):
    return entry[0], entry[1] if entry[0] == "mục" else ""


def misread(want, have):
    """(letters wrong, letters, what has another place or kind)"""
    wrong = letters = 0
    moved = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, [shape(e) for e in want], [shape(e) for e in have],
                                                  autojunk=False).get_opcodes():
        if op != "equal":
            moved.append("%s → %s" % (want[i:j], have[k:m]))
            continue
        for a, b in zip(want[i:j], have[k:m]):
            a, b = (" ".join(str(x) for x in e[1:]) for e in (a, b))
            letters += len(a)
            wrong += edits(a, b)
    return wrong, letters, moved


MISREAD = [0, 0]  # letters wrong, letters


def legible(entries, sealed):
    dotted = next((i for i, e in enumerate(entries) if "…" in str(e[-1])), len(entries))
    return [e for e in entries[:dotted] if not (sealed and e[0] == "ký")]


def check_image(vanthu, sample, folder):
    """One letter in two hundred may be misread; nothing may change its place."""
    run(vanthu, "import", scan(vanthu, sample, folder), "-o", folder, "--force")
    have = plan_of(vanthu, folder / (sample.stem + ".vt"))
    if not have:
        return ["không dàn được"]
    sealed = "ảnh dấu" in sample.read_text()
    want, have = (legible(flat(p, "text"), sealed) for p in (plan_of(vanthu, sample), have))
    wrong, letters, moved = misread(want, have)
    print("  image %s: %.2f %% chữ sai (%d/%d)" % (sample.stem, 100 * wrong / letters, wrong, letters))
    MISREAD[0] += wrong
    MISREAD[1] += letters
    return [m[:400] for m in moved]


def differences(a, b):
    ops = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(a[i:j], b[k:m]) for op, i, j, k, m in ops if op != "equal"]


def check(vanthu, sample, fmt, folder):
    out = write(vanthu, sample, fmt, folder)
    if not out:
        return ["không xuất được"]
    run(vanthu, "import", out, "-o", folder, "--force")
    want, have = plan_of(vanthu, sample), plan_of(vanthu, folder / (sample.stem + ".vt"))
    if not have:
        return ["không dàn được"]
    return ["%s\n      → %s" % (str(w)[:300], str(h)[:300]) for w, h in differences(flat(want, fmt), flat(have, fmt))]


def main():
    vanthu, fmt, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    names = sys.argv[4:]
    passed = failed = 0
    for sample in sorted(Path("samples").glob("*.vt")):
        if names and sample.stem not in names:
            continue
        wrong = check_image(vanthu, sample, folder) if fmt == "image" else check(vanthu, sample, fmt, folder)
        passed += not wrong
        failed += bool(wrong)
        for w in wrong:
            print("  %s %s: %s" % (fmt, sample.stem, w))
    if fmt == "image":
        good = MISREAD[0] * 200 <= MISREAD[1]
        passed += good
        failed += not good
        print("  image: %.2f %% chữ sai trong %d chữ" % (100 * MISREAD[0] / max(1, MISREAD[1]), MISREAD[1]))
    print("%s: %d passed, %d failed" % (fmt, passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
