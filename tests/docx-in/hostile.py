"""Files that mean harm, or are broken: a fault or a paper, within two seconds
and 300 MB, and never a crash. Under a sanitizer the bounds are wider."""
import io
import os
import random
import resource
import subprocess
import time
import zipfile

from cases import NOTES, PLAN, STYLES
from make import *

SANITIZED = "asan" in os.environ.get("BUILD", "")
SECONDS, MEMORY = (20, 3000) if SANITIZED else (2, 300)
FLIPS = 1000


def good():
    body = p("Kế hoạch") + numbered("a", 1) + tbl(tr("1", tc("2", pr='<w:gridSpan w:val="2"/>')), pr=RULED) \
        + p("b", '<w:r><w:footnoteReference w:id="3"/></w:r>', box(p("c")), pr='<w:pStyle w:val="H2"/>') + SECTION
    return parts(body, styles=STYLES, numbering=PLAN + num(1, 0), footnotes=NOTES)


def bytes_of(made, packed=False):
    """Stored as it is, or the guard against bombs would see it first."""
    data = io.BytesIO()
    write(data, made, packed)
    return data.getvalue()


def document(raw, packed=False):
    made = good()
    made["word/document.xml"] = raw
    return bytes_of(made, packed)


def body(inner):
    return bytes_of(parts(inner))


def deep(n, name="w:x"):
    return f"<{name}>" * n + f"</{name}>" * n


def nested_tables(n):
    return "<w:tbl><w:tr><w:tc>" * n + p("a") + "</w:tc></w:tr></w:tbl>" * n


def evil_names():
    made = good()
    made["../../../tmp/vanthu-evil"] = "x"
    made["/tmp/vanthu-evil"] = "x"
    made["_rels/.rels"] = links([("a", "officeDocument", "../../etc/passwd")])
    return bytes_of(made)


def outside():
    made = parts(p("trong"), styles=STYLES)
    made["word/_rels/document.xml.rels"] = (
        HEAD + f'<Relationships xmlns="{REL}"><Relationship Id="a" Type="{OFFICE}/styles" '
        'TargetMode="External" Target="http://127.0.0.1:9/styles.xml"/></Relationships>')
    return bytes_of(made)


def many_parts():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as z:
        for i in range(66000):
            z.writestr(f"{i}", "")
    return data.getvalue()


def zip_in_zip():
    return bytes_of({"a.docx": bytes_of(good()), "b.zip": bytes_of({"c": "0" * 9999999})})


def many_notes():
    note = "".join(f'<w:footnote w:id="{i}">{p("n")}</w:footnote>' for i in range(30000))
    calls = "".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in range(30000))
    return bytes_of(parts(p(calls), footnotes=note))


def long_style_chain():
    all_styles = "".join(style(f"S{i}", based=f"S{i + 1}") for i in range(30000))
    return bytes_of(parts("".join(p("a", pr=f'<w:pStyle w:val="S{i}"/>') for i in range(30000)), styles=all_styles))


def crowded_level():
    levels = f'<w:lvl w:ilvl="0">{"<w:b/>" * 200000}</w:lvl>'
    return bytes_of(parts("".join(numbered("a", 1) for _ in range(20000)), numbering=f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>' + num(1, 0)))


def many_prefixes():
    opened = "".join("<w:x " + " ".join(f'xmlns:a{k}b{i}="u"' for k in range(100)) + ">" for i in range(50))
    return body(opened + "</w:x>" * 50)


DTD = '<!DOCTYPE w:document [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'
BOMB = DTD + root("document", "<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body>")[len(HEAD):]
XXE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + root("document", "<w:body/>")[len(HEAD):]

# name → bytes, a part of the fault (None: whatever, but in time)
FILES = {
    "empty": (b"", "rỗng"),
    "text": (b"hello", "không phải"),
    "encrypted": (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(512), "mật khẩu"),
    "half": (bytes_of(good())[:1500], "cắt cụt"),
    "end-cut-off": (bytes_of(good())[:-30], "cắt cụt"),
    "only-zeros": (bytes(100000), "không phải"),
    "dtd": (document(BOMB), "DTD"),
    "outer-entity": (document(XXE), "DTD"),
    "unknown-entity": (document(root("document", "<w:body>&x;</w:body>")), "hỏng"),
    "not-closed": (document(root("document", "<w:body>")), "hỏng"),
    "no-document": (bytes_of({"a": "b"}), "không phải"),
    "other-root": (document(root("styles", "")), "không phải"),
    "utf-16": (document(root("document", "<w:body/>").encode("utf-16")), "hỏng"),
    "bad-utf-8": (document(b"<a>\xff\xfe</a>"), "hỏng"),
    "bomb": (document(root("document", "<w:body>" + " " * 20000000 + "</w:body>"), True), "nén bất thường"),
    "too-large": (document(root("document", "<w:body>" + " " * 34000000 + "</w:body>"), True), "quá lớn"),
    "deep": (body(deep(5000)), "quá sâu|hỏng"),
    "deep-enough": (body(deep(190)), None),
    "deep-tables": (body(nested_tables(3000)), "quá sâu|hỏng"),
    "tables-as-deep-as-may-be": (body(nested_tables(60)), None),
    "zip-in-zip": (zip_in_zip(), "không phải"),
    "many-parts": (many_parts(), None),
    "evil-names": (evil_names(), None),
    "outside": (outside(), None),
    "many-attributes": (document(root("document", "<w:body><w:p " + " ".join(f'a{i}="{i}"' for i in range(200000)) + "/></w:body>")), "bất thường"),
    "many-prefixes": (many_prefixes(), "quá sâu"),
    "many-nodes": (body("<w:p/>" * 1600000), "quá lớn|bất thường"),
    "many-paragraphs": (body("".join(f"<w:p><w:r><w:t>{i * 7919 % 100003}</w:t></w:r></w:p>" for i in range(300000))), None),
    "as-many-nodes-as-may-be": (body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 330000), None),
    "as-many-tables-as-may-be": (body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" * 160000), None),
    "as-much-text-as-may-be": (body("<w:p>" + ("<w:r><w:t>" + "ế" * 330000 + "</w:t></w:r>") * 23 + "</w:p>"), None),
    "long-run": (body(p("a" * 2000000)), "quá lớn"),
    "wide-table": (body(tbl(tr(tc("a", pr='<w:gridSpan w:val="999999"/>')), *[tr("b")] * 50)), None),
    "many-rows": (body(tbl(tr(*"ab" * 31), *["<w:tr/>"] * 100000)), None),
    "many-tables": (body("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" * 100000), None),
    "accents": (body(p("a" + "\u0301\u0323" * 300000)), None),
    "numbers": (body("".join(numbered("a", 1, i % 9) for i in range(50000))), None),
    "number-huge": (bytes_of(parts(numbered("a", 1), numbering=abstract(0, lvl(0, "lowerLetter", "%1" * 9999, start=999999)) + num(1, 0))), None),
    "number-negative": (bytes_of(parts(numbered("a", -5, -9) + numbered("b", 1, 99), numbering=PLAN + num(1, 0))), None),
    "many-notes": (many_notes(), None),
    "long-style-chain": (long_style_chain(), None),
    "crowded-level": (crowded_level(), "quá sâu"),
    "many-fields": (body(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50000, "a")), None),
    "runs-on-for-ever": (body(p("a", pr="<w:rPr><w:del/></w:rPr>") * 100000), None),
    "boxes": (body(p(*["<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"] * 50000)), None),
}


def run_bounded(program, path):
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        if not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (800 << 20, 800 << 20))
    before = time.monotonic()
    child = subprocess.Popen([program, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=bound)
    said = child.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def flips(out, program, result):
    """Byte flips of a good file, unpacked so that they reach the XML, with the
    sums left wrong in one half and made right in the other."""
    rng = random.Random(20)
    packed, made = bytes_of(good()), good()
    names = [n for n in made if n.endswith(".xml") or n.endswith(".rels")]
    folder = os.path.join(out, "flips")
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i in range(FLIPS):
        path = os.path.join(folder, f"{i}.docx")
        if i % 2:
            data = bytearray(packed)
        else:
            name = rng.choice(names)
            data = bytearray(made[name].encode())
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.choice((rng.randrange(256), 0x30 + rng.randrange(10), 0x22, 0x3c))
        with open(path, "wb") as f:
            f.write(data if i % 2 else bytes_of({**made, name: bytes(data)}))
        paths.append(path)
    before = time.monotonic()
    done = subprocess.run([program, "--many", *paths], capture_output=True, timeout=600)
    result("byte flips", done.returncode == 0 and len(done.stdout.splitlines()) == FLIPS,
           (done.stdout[-300:] + done.stderr[-2000:]).decode("utf-8", "replace"))
    result("byte flips in time", SANITIZED or time.monotonic() - before < 20)


def run(out, dump, result):
    program = os.path.join(out, "dump")
    for name, (data, fault) in FILES.items():
        path = os.path.join(out, name + ".docx")
        with open(path, "wb") as f:
            f.write(data)
        code, said, seconds, memory = run_bounded(program, path)
        clean = code in (0, 1) and "Sanitizer" not in said and "runtime error" not in said
        right = fault is None or code == 1 and any(f in said for f in fault.split("|"))
        result("hostile " + name, clean and right, f"mã {code}: {said[-600:]}")
        result("bounds of " + name, seconds < SECONDS and memory < MEMORY, f"{seconds:.1f} s, {memory:.0f} MB")
        if os.environ.get("TELL"):
            print(name, code, said[:60].split("\n")[0], f"{seconds:.1f} s, {memory:.0f} MB")
        os.remove(path)
    result("nothing written outside", not os.path.exists("/tmp/vanthu-evil"))
    flips(out, program, result)
