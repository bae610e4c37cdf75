"""Opens our Word files: by hand as archives of XML, and in LibreOffice, whose
PDF is measured like any other; reads our Markdown back as text."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from glob import glob
from xml.etree import ElementTree

from numbers_of_word import labels

VANTHU = os.path.abspath(sys.argv[1])
SOURCES = sorted(glob("samples/*.vt")) + ["tests/word/du-loai.vt"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# Rules that a page of LibreOffice breaks though the Word file does not, and
# what the finding must look like.
LIBREOFFICE_CANNOT = {
    "R57": (r"cách lề 0\.[3-8] mm",
            "giữ chỗ ở cuối dòng chữ nghiêng, nên dòng căn cứ thiếu nửa milimét"),
}
# Findings that the document has in our own PDF too are the document's.

passed = failed = 0


def test(name, good, why=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"{name}: {why}")


def run(*arguments, **more):
    return subprocess.run(arguments, capture_output=True, **more)


def build(source, form, out, **environment):
    more = dict(os.environ, **environment)
    return run(VANTHU, "build", "--root", ".", "--format", form, source, "-o",
               out, env=more)


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


def tokens(text):
    """Words in small letters, numbers, signs: the number of a footnote
    stands close behind a word."""
    text = unicodedata.normalize("NFC", text).replace("\xa0", " ").casefold()
    return re.findall(r"[^\W\d]+|\d+|[^\w\s]", text)


def first_lost(wanted, found):
    """The first of `wanted` that `found` does not have in this order."""
    found = iter(found)
    for i, word in enumerate(wanted):
        if not any(word == other for other in found):
            return " ".join(wanted[max(0, i - 5):i + 3])
    return ""


def exported(source, form):
    return run(VANTHU, "build", "--root", ".", "--format", form, "-o", "-",
               source).stdout.decode()


def spoken(source):
    """The plan's words in the order of a page, and lines that stand apart:
    notes at its foot, the head in two columns, signatures side by side. An
    appendix in its own file has no head."""
    plan = json.loads(exported(source, "json"))
    lines = [re.sub(r"(?<=\S)\[\d+\]", "", l).removesuffix("./.")
             for l in exported(source, "text").split("\n")]
    kind = next((i for i, l in enumerate(lines) if l == plan["kind"].upper()
                 or l.startswith("V/v ") or l.startswith("Phụ lục")), 0)
    signers = [s["authority"] + [s["position"] or "", s["name"] or ""]
               for s in plan["signers"]]
    joint = sum(signers, []) + ["- " + r["text"] for r in plan["recipients"]]
    alone = not plan["number"] and not plan["subject"]
    body = lines[kind:]
    apart = [] if alone else lines[:kind]
    apart += [l for l in body if re.match(r"\[\d+\] ", l) or l.startswith("V/v ")
              or len(signers) > 1 and any(j and l.startswith(j) for j in joint + ["Nơi nhận"])]
    return [l for l in body if l not in apart], [l for l in apart if "…" not in l]


# ---- the archive -------------------------------------------------------------

NEEDED = ["[Content_Types].xml", "_rels/.rels", "word/document.xml",
          "word/styles.xml", "word/numbering.xml", "word/footnotes.xml",
          "word/settings.xml", "word/header1.xml", "docProps/core.xml",
          "docProps/app.xml", "word/_rels/document.xml.rels"]


def parsed(name, archive):
    trees = {}
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            try:
                trees[part] = ElementTree.fromstring(archive.read(part))
            except ElementTree.ParseError as error:
                test(name, False, f"{part}: {error}")
    return trees


def values(tree, tag, attribute="val"):
    return {e.get(W + attribute) for e in tree.iter(W + tag)}


def relations(trees, part):
    folder, base = os.path.split(part)
    tree = trees.get(f"{folder}/_rels/{base}.rels")
    return {} if tree is None else {
        r.get("Id"): r for r in tree.iter(REL + "Relationship")}


def check_references(name, archive, trees):
    known = set(archive.namelist())
    for part, tree in trees.items():
        if part.endswith(".rels"):
            continue
        there = relations(trees, part)
        asked = {v for e in tree.iter() for k, v in e.attrib.items()
                 if k.startswith(R)}
        test(name, asked <= set(there), f"{part}: {asked - set(there)}")
        for r in there.values():
            target = os.path.join(os.path.dirname(part), r.get("Target"))
            test(name, r.get("TargetMode") == "External" or target in known,
                 f"không có {target}")


def check_names(name, trees):
    """Styles, lists and notes that are asked for are there."""
    styles = trees["word/styles.xml"]
    ids = {s.get(W + "styleId") for s in styles.iter(W + "style")}
    test(name, len(ids) == len(list(styles.iter(W + "style"))),
         "hai kiểu một tên")
    lists = {n.get(W + "numId")
             for n in trees["word/numbering.xml"].findall(W + "num")} | {"0"}
    for part, tree in trees.items():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            missing = values(tree, tag) - ids
            test(name, not missing, f"{part}: không có kiểu {missing}")
        if part != "word/numbering.xml":
            missing = values(tree, "numId") - lists
            test(name, not missing, f"{part}: không có danh sách {missing}")
    notes = {n.get(W + "id") for n in trees["word/footnotes.xml"]}
    asked = values(trees["word/document.xml"], "footnoteReference", "id")
    test(name, asked <= notes, f"không có chú thích {asked - notes}")
    schemes = {s.get(W + "abstractNumId") for s in
               trees["word/numbering.xml"].findall(W + "abstractNum")}
    test(name, values(trees["word/numbering.xml"], "abstractNumId")
         - {None} <= schemes, "danh sách không có cách đánh số")


def check_cells(name, tree):
    """Each row has all columns of its grid; each cell ends with a paragraph."""
    for table in tree.iter(W + "tbl"):
        columns = len(table.find(W + "tblGrid"))
        for row in table.findall(W + "tr"):
            count = 0
            for cell in row.findall(W + "tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                count += 1 if span is None else int(span.get(W + "val"))
                test(name, cell[-1].tag == W + "p", "ô không hết bằng đoạn")
            test(name, count == columns, f"hàng {count} ô, bảng {columns} cột")


def nodes_of(plan):
    parts = [plan["body"]] + [a["body"] for a in plan["appendices"]]
    found = []

    def walk(nodes):
        for n in nodes:
            if n["type"] in ("heading", "item"):
                found.append(n)
            walk(n.get("body", []) + n.get("items", []))

    for part in parts:
        walk(part)
    return found


def check_numbers(name, source, trees):
    """Each heading and item is counted by Word, and counted right."""
    plan = json.loads(exported(source, "json"))
    found = labels(trees["word/document.xml"], trees["word/numbering.xml"])
    nodes = nodes_of(plan)
    test(name, len(found) == len(nodes),
         f"{len(found)} đoạn có số, kế hoạch có {len(nodes)}")
    for (label, text), node in zip(found, nodes):
        if node["type"] == "item":
            good = label == node["marker"]
        else:
            good = node["number"] in re.split(r"[ .)]+", label) or \
                label.startswith(node["number"])
        test(name, good, f"Word đếm “{label} {text[:30]}”, kế hoạch: {node}")


def check_page(name, tree):
    """A4 with the decree's margins; the first page has a header of its own."""
    for section in tree.iter(W + "sectPr"):
        size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
        mm = lambda e, a: int(e.get(W + a)) * 25.4 / 1440
        page = sorted(round(mm(size, a)) for a in ("w", "h"))
        test(name, page == [210, 297], f"khổ {page}")
        test(name, (size.get(W + "orient") == "landscape") ==
             (mm(size, "w") > mm(size, "h")), "hướng giấy")
        for side, least, most in (("top", 20, 25), ("bottom", 20, 25),
                                  ("left", 30, 35), ("right", 15, 20)):
            test(name, least - .1 <= mm(margin, side) <= most + .1,
                 f"lề {side} {mm(margin, side):.1f}")


def check_archive(source, path):
    name = name_of(path)
    archive = zipfile.ZipFile(path)
    test(name, archive.testzip() is None, "tệp nén hỏng")
    trees = parsed(name, archive)
    for part in NEEDED:
        test(name, part in trees, f"thiếu {part}")
    check_references(name, archive, trees)
    check_names(name, trees)
    check_cells(name, trees["word/document.xml"])
    check_page(name, trees["word/document.xml"])
    check_numbers(name, source, trees)
    check_headers(name, trees["word/document.xml"])
    core = "".join(trees["docProps/core.xml"].itertext())
    test(name, "vi-VN" in core, "không ghi tiếng Việt")
    fonts = values(trees["word/styles.xml"], "rFonts", "ascii")
    test(name, fonts == {"Times New Roman"}, f"phông {fonts}")


def check_headers(name, tree):
    """A table has its header first, repeated on each page, in bold."""
    for table in tree.iter(W + "tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is None:
            continue
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None
                 for row in table.findall(W + "tr")]
        test(name, heads[0] and heads == sorted(heads, reverse=True),
             "đầu bảng không lặp lại")


def check_all_kinds(path):
    """What the document of all kinds must have, each as Word has it."""
    archive = zipfile.ZipFile(path)
    xml = archive.read("word/document.xml").decode()
    links = archive.read("word/_rels/document.xml.rels").decode()
    for what, count, wanted in (
            ("ô gộp ngang", xml.count('<w:gridSpan w:val="2"/>'), 1),
            ("ô gộp dọc", xml.count('<w:vMerge w:val="restart"/>'), 2),
            ("ô gộp dọc, phần dưới", xml.count("<w:vMerge/>"), 2),
            ("đầu bảng", xml.count("<w:tblHeader/>"), 3),
            ("hình đặt trên chữ", xml.count("<wp:anchor "), 2),
            ("chú thích", xml.count("<w:footnoteReference "), 2),
            ("mục lục", xml.count(" TOC "), 1),
            ("trang ngang", xml.count('w:orient="landscape"'), 1),
            ("phần", xml.count("<w:sectPr>"), 3),
            ("liên kết", links.count(
                "https://vi-du.example/a_b?b=1&amp;c=2"), 1),
            ("dấu hết", xml.count("./."), 1),
            ("khoảng trống cứng", xml.count("Điều\u00a03"), 1)):
        test("du-loai", count == wanted, f"{what}: {count}, cần {wanted}")
    marks = re.findall(r'w:name="(_Toc\d+)"', xml)
    asked = re.findall(r"PAGEREF (_Toc\d+)", xml)
    test("du-loai", asked == marks and asked, "mục lục không đúng đề mục")
    outlines = re.findall(r'<w:outlineLvl w:val="(\d)"/>', xml)
    test("du-loai", len(outlines) == 9, f"{len(outlines)} cấp đề mục")


def check_date(folder):
    path = folder + "/date.docx"
    build("tests/word/du-loai.vt", "docx", path, SOURCE_DATE_EPOCH="1700000000")
    archive = zipfile.ZipFile(path)
    days = {i.date_time[:3] for i in archive.infolist()}
    test("SOURCE_DATE_EPOCH", days == {(2023, 11, 14)}, str(days))
    test("SOURCE_DATE_EPOCH", b"2023-11-14T00:00:00Z" in
         archive.read("docProps/core.xml"), "core.xml")


def check_other_decree(folder, source):
    """A made-up decree: nothing of the first is written into the writer."""
    path = f"{folder}/thu-{name_of(source)}.docx"
    said = run(VANTHU, "build", "--root", ".", "--template", "thu", "--format",
               "docx", source, "-o", path)
    name = "thu/" + name_of(source)
    test(name, said.returncode == 0, said.stderr.decode()[:200])
    if said.returncode == 0:
        archive = zipfile.ZipFile(path)
        trees = parsed(name, archive)
        check_references(name, archive, trees)
        check_names(name, trees)
        check_cells(name, trees["word/document.xml"])


# ---- in LibreOffice ------------------------------------------------------------

def insert_behind(path, changed, text):
    """The paragraph that says `text` once more, as a clerk copies it."""
    old = zipfile.ZipFile(path)
    with zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            bytes_ = old.read(part)
            if part == "word/document.xml":
                xml = bytes_.decode()
                at = xml.index(text)
                first = xml.rindex("<w:p>", 0, at)
                last = xml.index("</w:p>", at) + 6
                bytes_ = (xml[:last] + xml[first:last] + xml[last:]).encode()
            new.writestr(part, bytes_)


def convert(folder, files):
    run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo",
        "--convert-to", "pdf", "--outdir", folder, *files, timeout=300)


def rules(path):
    said = run(VANTHU, "check", path, "--message-format", "json").stdout
    return json.loads(said)["rules"] if said else {}


def check_rules(name, pdf, ours):
    own = {rule for rule, r in rules(ours).items() if r["status"] == "fail"}
    measured = rules(pdf)
    excused = set()
    test(name, len(measured) > 90, "không đo được PDF của LibreOffice")
    for rule, r in measured.items():
        if r["status"] != "fail" or rule in own:
            continue
        shape, _ = LIBREOFFICE_CANNOT.get(rule, ("$^", ""))
        if re.search(shape, str(r["measured"])):
            excused.add(rule)
        else:
            test(name, False, f"{rule}: {r['measured']} ({r['expected']})")
    test(name, True)
    return excused


def pdf_text(path):
    return run("pdftotext", "-raw", path, "-").stdout.decode()


def check_words(name, source, pdf):
    lines, apart = spoken(source)
    printed = tokens(pdf_text(pdf))
    wanted = tokens("\n".join(lines))
    lost = first_lost(wanted, printed)
    test(name, wanted and not lost, f"trên trang mất “{lost}”")
    for line in apart:
        lost = first_lost(tokens(re.sub(r"^\[\d+\] ", "", line)), printed)
        test(name, not lost, f"mất “{line}”")


def check_renumbered(folder):
    text = " ".join(pdf_text(folder + "/chen.pdf").split())
    for wanted in ("1. Quy chế này", "2. Quy chế này", "3. Quy chế áp dụng",
                   "Điều 2. Nguyên tắc"):
        test("chèn một khoản", wanted in text, f"không thấy “{wanted}”")
    text = " ".join(pdf_text(folder + "/chen-de-muc.pdf").split())
    for wanted in ("II. MỤC ĐÍCH, YÊU CẦU", "III. NỘI DUNG THI ĐUA"):
        test("chèn một đề mục", wanted in text, f"không thấy “{wanted}”")


def check_in_libreoffice(folder, built):
    files = list(built.values())
    insert_behind(built["samples/quy-che-lam-viec.vt"], folder + "/chen.docx",
                  "Quy chế này quy định")
    insert_behind(built["samples/thi-dua-nam-hoc.vt"],
                  folder + "/chen-de-muc.docx", "Mục đích, yêu cầu")
    convert(folder, files + [folder + "/chen.docx",
                             folder + "/chen-de-muc.docx"])
    excused = set()
    for source, path in built.items():
        pdf, ours = path[:-5] + ".pdf", path[:-5] + ".ours.pdf"
        name = name_of(path)
        test(name, os.path.exists(pdf), "LibreOffice không mở được")
        if not os.path.exists(pdf):
            continue
        build(source, "pdf", ours)
        excused |= check_rules(name, pdf, ours)
        check_words(name, source, pdf)
    check_renumbered(folder)
    for rule in sorted(excused):
        print(f"bỏ qua {rule}: LibreOffice {LIBREOFFICE_CANNOT[rule][1]}")


# ---- Markdown ---------------------------------------------------------------------

def check_markdown(source):
    name = name_of(source) + ".md"
    text = exported(source, "md")
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1",
                   re.sub(r"(?<!\\)\*+|</?(strong|em)>", "", text))
    lines, apart = spoken(source)
    lost = first_lost(tokens("\n".join(lines)), tokens(plain))
    test(name, not lost, f"mất “{lost}”")
    for line in apart:
        note = re.sub(r"^\[(\d+)\] ", r"[^\1]: ", line)
        test(name, any(l.startswith(note) for l in plain.split("\n"))
             if note != line else not first_lost(tokens(line), tokens(plain)),
             f"mất “{line}”")
    heads = re.findall(r"^(#+) (.*)$", text, re.M)
    plan = json.loads(exported(source, "json"))
    wanted = [n for n in nodes_of(plan) if n["type"] == "heading"]
    got = [h for h in heads if len(h[0]) > 1]
    test(name, len(got) == len(wanted), f"{len(got)} đề mục")
    for (signs, title), node in zip(got, wanted):
        test(name, len(signs) == min(6, node["level"] + 1) and
             node["number"] in title, f"{signs} {title}: {node['level']}")
    check_tables(name, text)
    check_lists(name, text)


def check_tables(name, text):
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.M):
        widths = {len(re.findall(r"(?<!\\)\|", row))
                  for row in table.strip().split("\n")}
        test(name, len(widths) == 1, f"bảng lệch cột: {table[:80]}")


def check_lists(name, text):
    """Markers that are not escaped are lists: bases and names only."""
    for line in text.split("\n"):
        test(name, not re.match(r"\d+[.)] |[+*] ", line),
             f"Markdown sẽ đánh số lại “{line[:40]}”")
        test(name, not line.startswith("- ") or line[-1] in ";.",
             f"không phải căn cứ, nơi nhận: “{line[:40]}”")


# ---- all of it -----------------------------------------------------------------------

def check_same_bytes(source, path):
    again = path + ".again"
    build(source, "docx", again, TZ="Asia/Ho_Chi_Minh", LC_ALL="C")
    same = open(path, "rb").read() == open(again, "rb").read()
    test(name_of(path), same, "hai lần hai tệp")


def check_golden(folder):
    for form in ("md",):
        out = folder + "/golden." + form
        build("tests/word/du-loai.vt", form, out)
        expected = "tests/word/du-loai." + form
        if os.environ.get("ACCEPT"):
            open(expected, "w").write(open(out).read())
        test("du-loai." + form, open(out).read() == open(expected).read(),
             "khác tệp mong đợi; xem vanthu build --format " + form)


def main():
    with tempfile.TemporaryDirectory() as folder:
        built = {}
        for source in SOURCES:
            path = f"{folder}/{name_of(source)}.docx"
            said = build(source, "docx", path)
            test(name_of(source), said.returncode == 0 and
                 os.path.exists(path), said.stderr.decode()[:200])
            if os.path.exists(path):
                built[source] = path
        for source, path in built.items():
            check_archive(source, path)
            check_same_bytes(source, path)
        check_all_kinds(built["tests/word/du-loai.vt"])
        check_date(folder)
        for source in SOURCES:
            check_other_decree(folder, source)
        check_in_libreoffice(folder, built)
        for source in SOURCES:
            check_markdown(source)
        check_golden(folder)
    print(f"word: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
