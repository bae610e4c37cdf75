"""What any archive asks of a file before it looks inside, and that the same
source gives the same bytes wherever, whenever and by whomever it is built."""
import os
import re
import shutil
import subprocess
import tempfile

from pdf import Fault, Pdf, text_of

FORBIDDEN = {"/JS", "/JavaScript", "/Launch", "/Encrypt", "/EmbeddedFiles", "/RichMedia", "/Movie", "/Sound", "/XFA"}


def run(*command, **more):
    return subprocess.run(command, capture_output=True, timeout=120, **more)


def heard(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace").strip()


def readers(path):
    """Every reader at hand takes the file without a warning."""
    faults = []
    check = run("qpdf", "--check", path)
    if check.returncode or "warning" in heard(check).lower():
        faults.append("qpdf --check: " + heard(check)[-200:])
    commands = {
        "mutool": ["mutool", "draw", "-q", "-o", os.devnull, "-F", "txt", path],
        "mutool, drawn": ["mutool", "draw", "-q", "-r", "30", "-o", os.devnull, "-F", "pgm", path],
        "pdfinfo": ["pdfinfo", path],
        "ghostscript": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING",
                        "-r20", "-sDEVICE=bbox", path],
    }
    for name, command in commands.items():
        done = run(*command)
        said = done.stderr.decode("utf-8", "replace")
        # The bbox device answers on stderr; Debian builds mutool without ICC,
        # which it says of any file that has a profile.
        said = "\n".join(l for l in said.splitlines() if not re.match(
            r"%%(HiRes)?BoundingBox:|warning: ICC support is not available$", l)).strip()
        if done.returncode or said:
            faults.append(f"{name}: status {done.returncode}: {said[:200]}")
    return faults


def fonts(path):
    """Each is embedded, a subset, and says what its letters are."""
    lines = run("pdffonts", path).stdout.decode().splitlines()[2:]
    faults = [] if lines else ["no font at all"]
    for line in lines:
        name = line.split()[0]
        flags = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", line)
        if not flags or flags.groups() != ("yes", "yes", "yes") or not re.match(r"[A-Z]{6}\+", name):
            faults.append(f"font: {line.strip()}")
    names = [l.split()[0] for l in lines]
    if len(set(names)) != len(names):
        faults.append(f"one subset twice: {names}")
    return faults


def keys(value):
    if isinstance(value, dict):
        for k, v in value.items():
            yield k
            yield from keys(v)
    elif isinstance(value, list):
        for v in value:
            yield from keys(v)
    elif isinstance(value, str) and value.startswith("/"):
        yield value


def inside(path, may_embed):
    """Nothing that acts, hides or points outside; names and places of this
    machine are not in it."""
    pdf = Pdf(path)
    found = set(keys(pdf.objects)) & (FORBIDDEN - ({"/EmbeddedFiles"} if may_embed else set()))
    faults = [f"has {k}" for k in sorted(found)]
    trailer = pdf.objects["trailer"]["value"]
    ids = trailer.get("/ID") or []
    if len(ids) != 2:
        faults.append(f"trailer's /ID is {ids}")
    for ref, held in pdf.objects.items():
        if "stream" in held and "/F" in held["stream"]["dict"]:
            faults.append(f"{ref}: a stream kept in another file")
    with open(path, "rb") as f:
        raw = f.read()
    for word in (os.getcwd().encode(), os.uname().nodename.encode()):
        if len(word) > 3 and word in raw:
            faults.append(f"has the words {word.decode()}")
    return faults + metadata(pdf)


XMP = {  # of Info: where XMP says the same
    "/Title": r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>(.*?)</rdf:li>",
    "/Author": r"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]*>(.*?)</rdf:li>",
    "/Subject": r"<dc:description>\s*<rdf:Alt>\s*<rdf:li[^>]*>(.*?)</rdf:li>",
    "/Keywords": r"<pdf:Keywords>(.*?)</pdf:Keywords>",
    "/Creator": r"<xmp:CreatorTool>(.*?)</xmp:CreatorTool>",
    "/Producer": r"<pdf:Producer>(.*?)</pdf:Producer>",
    "/CreationDate": r"<xmp:CreateDate>(.*?)</xmp:CreateDate>",
    "/ModDate": r"<xmp:ModifyDate>(.*?)</xmp:ModifyDate>",
}


def unescaped(text):
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def date(text):
    """Digits of a date and its zone, of either notation."""
    digits = re.sub(r"^D:|[-:T']", "", text)
    return re.sub(r"(?:Z|\+0000|\+00)$", "Z", digits)


def metadata(pdf):
    """XMP says what Info says, no less and no more."""
    ref = pdf.root.get("/Metadata")
    if not ref:
        return ["no XMP"]
    if "/Filter" in pdf.get(ref):
        return ["XMP is compressed"]
    xmp = pdf.data(ref).decode("utf-8")
    faults = []
    for key, pattern in XMP.items():
        found = re.search(pattern, xmp, re.S)
        said = text_of(pdf.info.get(key))
        have = unescaped(found.group(1)) if found else None
        same = date if key.endswith("Date") else str
        if (said is None) != (have is None) or said is not None and same(said) != same(have):
            faults.append(f"Info {key} is “{said}”, XMP “{have}”")
    for key in ("/Title", "/CreationDate", "/Producer"):
        if not text_of(pdf.info.get(key)):
            faults.append(f"Info has no {key}")
    return faults


def names_of(pdf, node, depth=0):
    """A name tree: {name: value}."""
    node = pdf.get(node) or {}
    pairs = pdf.get(node.get("/Names")) or []
    found = {text_of(pairs[i]): pairs[i + 1] for i in range(0, len(pairs) - 1, 2)}
    for kid in pdf.get(node.get("/Kids")) or [] if depth < 16 else []:
        found.update(names_of(pdf, kid, depth + 1))
    return found


def embedded(path, source):
    """PDF/A-3: the source and what it reads lie in it, byte for byte, under
    their names, as what the document was made from."""
    pdf = Pdf(path)
    held = names_of(pdf, (pdf.get(pdf.root.get("/Names")) or {}).get("/EmbeddedFiles"))
    faults, found = [], {}
    for ref in held.values():
        spec = pdf.get(ref)
        name = text_of(spec.get("/UF"))
        stream = (pdf.get(spec.get("/EF")) or {}).get("/F")
        if not name or not stream:
            faults.append(f"a file without /UF or /EF: {spec}")
            continue
        kind = pdf.get(stream)
        if not kind.get("/Subtype") or not (pdf.get(kind.get("/Params")) or {}).get("/ModDate"):
            faults.append(f"{name}: no MIME type or date")
        if ref not in (pdf.get(pdf.root.get("/AF")) or []):
            faults.append(f"{name}: not in the catalog's /AF")
        if spec.get("/AFRelationship") == "/Source":
            found[os.path.basename(name)] = pdf.data(stream)
    if os.path.basename(source) not in found:
        faults.append(f"the source is not in it, only {sorted(found)}")
    for name, data in found.items():
        with open(os.path.join(os.path.dirname(source), name), "rb") as f:
            if f.read() != data:
                faults.append(f"{name}: other bytes than the file's")
    return faults + detached(path, found)


def detached(path, found):
    """Who has not got vanthu takes the files out by another program."""
    with tempfile.TemporaryDirectory(prefix="vanthu-ra-") as empty:
        done = run("pdfdetach", "-saveall", "-o", empty, os.path.abspath(path), cwd=empty)
        saved = {}
        for folder, _, names in os.walk(empty):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    saved[name] = f.read()
    if done.returncode or any(saved.get(n) != d for n, d in found.items()):
        return [f"pdfdetach -saveall: status {done.returncode}, {sorted(saved)}: {heard(done)[:100]}"]
    return []


def hygiene(path, may_embed):
    results = [("readers", readers(path)), ("fonts", fonts(path))]
    try:
        results.append(("inside", inside(path, may_embed)))
    except (Fault, KeyError, ValueError, TypeError) as e:
        results.append(("inside", [f"cannot be read: {type(e).__name__} {e}"]))
    return results


def same_bytes(vanthu, source, options):
    """Elsewhere, at other times, in other tongues. Yields (what was changed,
    fault)."""
    folder = os.path.dirname(os.path.abspath(source))
    name = os.path.basename(source)
    with tempfile.TemporaryDirectory(prefix="vanthu-noi-khac-") as away:
        shutil.copytree(folder, os.path.join(away, "van ban"))

        def build(binary, where, out, before=(), **env):
            made = os.path.join(away, out)
            done = run(*before, os.path.abspath(binary), "build", *options, name, "-o", made, cwd=where,
                       env={**os.environ, **env})
            if not os.path.exists(made):
                return None, heard(done)[:200]
            with open(made, "rb") as f:
                return f.read(), ""

        wanted, fault = build(vanthu, folder, "mot.pdf")
        yield "built", fault or None
        if wanted is None:
            return
        copied = os.path.join(away, "van ban")
        cases = {
            "again": (vanthu, folder, (), {}),
            "another folder": (vanthu, copied, (), {}),
            "another time zone": (vanthu, folder, (), {"TZ": "Asia/Ho_Chi_Minh"}),
            "another zone and tongue": (vanthu, copied, (), {"TZ": "America/New_York", "LC_ALL": "C", "LANG": "C"}),
            "another home, temporary folder and user": (vanthu, folder, (), {
                "HOME": "/nonexistent", "TMPDIR": away, "USER": "ai-do", "LOGNAME": "ai-do", "LC_ALL": "C.UTF-8"}),
            "another mask and niceness": (vanthu, folder, ("nice", "-n", "5"), {}),
        }
        if os.getuid() == 0 and shutil.which("setpriv"):
            os.chmod(away, 0o777)
            cases["another user"] = (vanthu, copied, ("setpriv", "--reuid", "65534", "--clear-groups"), {})
        for i, (label, (binary, where, before, env)) in enumerate(cases.items()):
            had, fault = build(binary, where, f"{i}.pdf", before, **env)
            yield label, fault or (None if had == wanted else "other bytes")
