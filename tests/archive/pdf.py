"""A small reader of PDF files, over `qpdf --json`: objects, what each page
draws and under which mark, the structure tree. It knows nothing of vanthu."""
import base64
import json
import re
import subprocess

REF = re.compile(r"^\d+ \d+ R$")
TOKEN = re.compile(rb"""
    (?P<space>[\x00\t\n\f\r ]+|%[^\r\n]*)
  | (?P<dict><<|>>) | (?P<hex><[0-9A-Fa-f\s]*>)
  | (?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$))
  | (?P<mark>[\[\]]) | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)""", re.X)
PAINTS = set("f F f* S s B B* b b* sh".split())
SHOWS = {"Tj", "TJ", "'", '"'}
DEEP = 64


class Fault(Exception):
    """The file is not what a reader may expect."""


class Word(str):
    """An operator, where a plain str is a name."""


def text_of(value):
    """A text string of the JSON: "u:…" or "b:…"."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None


class Pdf:
    def __init__(self, path):
        done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                               "--decode-level=generalized", path], capture_output=True, timeout=60)
        if not done.stdout:
            raise Fault("qpdf reads nothing: " + done.stderr.decode()[:200])
        self.objects = {k.removeprefix("obj:"): v for k, v in json.loads(done.stdout)["qpdf"][1].items()}
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])
        self.info = self.get(self.objects["trailer"]["value"].get("/Info")) or {}
        self.fonts = {}
        self.pages = []
        self._walk_pages(self.root["/Pages"], {}, 0)

    def get(self, value):
        """What a reference leads to; a stream is its dictionary."""
        for _ in range(DEEP):
            if not (isinstance(value, str) and REF.match(value)):
                return value
            held = self.objects.get(value, {})
            value = held["stream"]["dict"] if "stream" in held else held.get("value")
        raise Fault("references without end")

    def data(self, ref):
        return base64.b64decode(self.objects[ref]["stream"]["data"])

    def _walk_pages(self, ref, above, depth):
        node = self.get(ref)
        if depth > DEEP or len(self.pages) > 5000:
            raise Fault("page tree too deep")
        inherited = {**above, **{k: node[k] for k in ("/Resources", "/MediaBox", "/Rotate") if k in node}}
        if node.get("/Type") == "/Page":
            self.pages.append((ref, {**inherited, **node}))
        for kid in self.get(node.get("/Kids")) or []:
            self._walk_pages(kid, inherited, depth + 1)

    def number_tree(self, node, depth=0):
        node = self.get(node) or {}
        found = {}
        nums = self.get(node.get("/Nums")) or []
        for i in range(0, len(nums) - 1, 2):
            found[nums[i]] = nums[i + 1]
        for kid in self.get(node.get("/Kids")) or [] if depth < DEEP else []:
            found.update(self.number_tree(kid, depth + 1))
        return found

    def font(self, ref):
        """(bytes a code, {code: text}) by the font's own encoding and its
        ToUnicode."""
        key = ref if isinstance(ref, str) else json.dumps(ref)
        if key not in self.fonts:
            font = self.get(ref)
            to_unicode = font.get("/ToUnicode")
            cmap = read_cmap(self.data(to_unicode)) if to_unicode else {}
            self.fonts[key] = (self._code_width(font), cmap)
        return self.fonts[key]

    def _code_width(self, font):
        if font.get("/Subtype") != "/Type0":
            return 1
        if not isinstance(self.get(font["/Encoding"]), dict):
            return 2  # Identity-H
        spaces = re.search(rb"begincodespacerange(.*?)endcodespacerange", self.data(font["/Encoding"]), re.S)
        widths = {len(h) // 2 for h in re.findall(rb"<([0-9A-Fa-f]+)>", spaces[1] if spaces else b"")}
        if len(widths) != 1:
            raise Fault(f"codes of {sorted(widths)} bytes in one font")
        return widths.pop()


def read_cmap(data):
    def text(code):
        return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")

    found = {}
    for body in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", body):
            found[int(code, 16)] = text(to)
    for body in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, to in re.findall(
                rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[.*?\])", body, re.S):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 65535) + 1)
            if to[:1] == b"[":
                for code, one in zip(codes, re.findall(rb"<([0-9A-Fa-f]+)>", to)):
                    found[code] = text(one)
            else:
                start = text(to[1:-1])
                for i, code in enumerate(codes):
                    found[code] = start[:-1] + chr(ord(start[-1]) + i)
    return found


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def literal(data, at):
    """The string in round brackets at `at`, and where it ends."""
    out, depth, i = bytearray(), 1, at + 1
    while i < len(data):
        c = data[i:i + 1]
        if c == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, i + 1)
            if octal:
                out.append(int(octal.group(), 8) & 255)
                i = octal.end()
                continue
            i += 1
            if data[i:i + 1] != b"\n":
                out += ESCAPES.get(data[i:i + 1], data[i:i + 1])
        else:
            depth += (c == b"(") - (c == b")")
            if not depth:
                return bytes(out), i + 1
            out += c
        i += 1
    raise Fault("string without end")


def tokens(data):
    i = 0
    while i < len(data):
        if data[i:i + 1] == b"(":
            value, i = literal(data, i)
            yield value
            continue
        m = TOKEN.match(data, i)
        if not m:
            raise Fault(f"content: {data[i:i + 20]!r}")
        i, kind, t = m.end(), m.lastgroup, m.group()
        if kind == "hex":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", t)
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif kind == "name":
            yield "/" + re.sub(r"#(..)", lambda h: chr(int(h.group(1), 16)), t[1:].decode("latin-1"))
        elif kind == "number":
            yield float(t)
        elif kind != "space":
            yield Word(t.decode("latin-1"))
            if t == b"ID":  # a picture's own bytes
                end = re.compile(rb"[\s]EI(?=\s|$)").search(data, i)
                i = end.end() if end else len(data)
                yield Word("EI")


def operations(data):
    """(operator, operands), arrays and dictionaries nested."""
    stack, held = [], []
    for t in tokens(data):
        if not isinstance(t, Word):
            held.append(t)
        elif t in ("[", "<<"):
            stack.append(held)
            held = []
        elif t in ("]", ">>"):
            if not stack:
                raise Fault("bracket without its other")
            inner = held if t == "]" else dict(zip(held[::2], held[1::2]))
            held = stack.pop()
            held.append(inner)
        else:
            yield str(t), held
            held = []


class Piece:
    """What is drawn under one marked-content sequence, or under none."""

    def __init__(self, tag, mcid, properties):
        self.tag, self.mcid, self.properties = tag, mcid, properties
        self.text = ""
        self.paths = self.pictures = 0

    def is_artifact(self):
        return self.tag == "Artifact"

    def draws(self):
        return bool(self.text.strip() or self.paths or self.pictures)


class Content:
    """The pieces of one page in the order of drawing, and what is wrong."""

    def __init__(self, pdf, page):
        self.pdf, self.pieces, self.faults = pdf, [], []
        self.loose = Piece(None, None, {})
        self.open = []      # (piece or None, ActualText or None)
        self.font, self.kept, self.subpaths = None, [], 0
        contents = page.get("/Contents")
        held = pdf.get(contents)
        data = pdf.data(contents) if isinstance(held, dict) else b"\n".join(pdf.data(c) for c in held or [])
        self._run(data, pdf.get(page.get("/Resources")) or {}, 0)
        if self.open:
            self.faults.append("marked content left open")
        self.pieces.append(self.loose)

    def _piece(self):
        for piece, _ in reversed(self.open):
            if piece:
                return piece
        return self.loose

    def _mark(self, tag, properties):
        mcid, tag = properties.get("/MCID"), tag.lstrip("/")
        outer = self._piece()
        piece = None
        if mcid is not None or tag == "Artifact":
            if outer is not self.loose:
                self.faults.append(f"{tag} {mcid} inside {outer.tag} {outer.mcid}")
            piece = Piece(tag, None if mcid is None else int(mcid), properties)
            self.pieces.append(piece)
        actual = properties.get("/ActualText")
        if isinstance(actual, str):
            actual = text_of(actual)
        elif actual is not None:
            actual = actual[2:].decode("utf-16-be") if actual[:2] == b"\xfe\xff" else actual.decode("latin-1")
        self.open.append((piece, actual))
        if actual is not None:
            self._piece().text += actual

    def _show(self, strings):
        if any(actual is not None for _, actual in self.open):
            return
        width, cmap = self.font or (1, {})
        for s in strings:
            for i in range(0, len(s), width):
                code = int.from_bytes(s[i:i + width], "big")
                if code not in cmap:
                    self.faults.append(f"code {code} has no ToUnicode")
                self._piece().text += cmap.get(code, "\ufffd")

    def _do(self, name, resources, depth):
        ref = (self.pdf.get(resources.get("/XObject")) or {}).get(name)
        held = self.pdf.get(ref) or {}
        if held.get("/Subtype") == "/Form" and depth < 8:
            self._run(self.pdf.data(ref), self.pdf.get(held.get("/Resources")) or resources, depth + 1)
        else:
            self._piece().pictures += 1

    def _run(self, data, resources, depth):
        for op, args in operations(data):
            if op in ("BDC", "BMC") and args:
                properties = args[1] if op == "BDC" and len(args) > 1 else {}
                if isinstance(properties, str):
                    properties = self.pdf.get((self.pdf.get(resources.get("/Properties")) or {}).get(properties)) or {}
                self._mark(args[0], properties)
            elif op == "EMC":
                if self.open:
                    self.open.pop()
                else:
                    self.faults.append("EMC without BDC")
            elif op == "Tf":
                self.font = self.pdf.font((self.pdf.get(resources.get("/Font")) or {})[args[0]])
            elif op == "q":
                self.kept.append(self.font)
            elif op == "Q" and self.kept:
                self.font = self.kept.pop()
            elif op in SHOWS and args:
                self._show([s for s in (args[-1] if op == "TJ" else args[-1:]) if isinstance(s, bytes)])
            elif op in ("m", "re"):
                self.subpaths += 1
            elif op in PAINTS:
                self._piece().paths += self.subpaths
                self.subpaths = 0
            elif op == "n":
                self.subpaths = 0
            elif op == "EI":
                self._piece().pictures += 1
            elif op == "Do" and args:
                self._do(args[0], resources, depth)


class Element:
    def __init__(self, ref, held, kind):
        self.ref, self.held, self.kind = ref, held, kind
        self.kids = []  # Element, ("mcid", page, number), ("objr", reference)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def elements(self):
        return [k for k in self.kids if isinstance(k, Element)]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def read_tree(pdf, faults):
    """The structure tree; the root is an Element of kind StructTreeRoot."""
    held = pdf.get(pdf.root.get("/StructTreeRoot"))
    if not held:
        raise Fault("no StructTreeRoot")
    roles = pdf.get(held.get("/RoleMap")) or {}
    root = Element(pdf.root["/StructTreeRoot"], held, "StructTreeRoot")
    seen = set()

    def kind_of(name):
        for _ in range(8):
            if name not in roles:
                break
            name = roles[name]
        return (name or "/?").lstrip("/")

    def grow(element, page, depth):
        page = element.held.get("/Pg", page)
        held_kids = element.held.get("/K")
        if isinstance(pdf.get(held_kids), list):
            held_kids = pdf.get(held_kids)
        for kid in as_list(held_kids):
            value = pdf.get(kid)
            if isinstance(value, (int, float)):
                element.kids.append(("mcid", page, int(value)))
            elif value.get("/Type") == "/MCR":
                element.kids.append(("mcid", value.get("/Pg", page), int(value["/MCID"])))
            elif value.get("/Type") == "/OBJR":
                element.kids.append(("objr", value.get("/Obj")))
            else:
                # An element is another's /P, so it can only be referred to.
                if not isinstance(kid, str) or kid in seen or depth > DEEP:
                    raise Fault(f"structure tree is no tree at {kid}")
                seen.add(kid)
                if value.get("/P") != element.ref:
                    faults.append(f"{kid} {value.get('/S')}: /P is not its parent")
                child = Element(kid, value, kind_of(value.get("/S")))
                element.kids.append(child)
                grow(child, page, depth + 1)

    grow(root, None, 0)
    return root
