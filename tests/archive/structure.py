"""The structure of one tagged PDF against what vanthu says of its source:
the plan's text and tables, the outline, the pages. Faults are sentences."""
import re
import subprocess
from collections import Counter

from pdf import Content, Element, Fault, Pdf, as_list, read_tree, text_of
from said import Said

INLINE = {"Span", "Link", "Reference", "Quote", "Code", "Annot", "BibEntry"}
STANDARD = INLINE | {
    "Document", "Part", "Sect", "Div", "Art", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "P",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Note", "Figure", "Formula", "Form"}
BLANKS = r"số: /\S*-|, ngày tháng năm 20|nơi nhận:"  # of a draft
FEW = 100  # marked sequences that pdfinfo reads within half a second
# On every page, and in no plan: the nation and the motto (NĐ30 II.1).
FIXED = {"cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc"}


def plain(text):
    """Words as they are compared with the plan's: neither case counts, nor
    what is still to be filled in, dots in the plan and dots or white paper
    on the page."""
    return re.sub(r"(?:…|\.{3})[.…]*", " ", text).casefold().split()


def lasts_as(line, words):
    """The same words, but that the page may end by a mark (R52 and others)
    where the plan has another or none."""
    return line[:-1] == words[:-1] and line[-1].rstrip("./;") == words[-1].rstrip("./;")


def bare(text):
    return "".join(c for c in text.casefold() if c.isalnum())


class Judge:
    def __init__(self, vanthu, source, path, has_fields):
        self.faults, self.has_fields = [], has_fields
        self.said = Said(vanthu, source)
        self.pdf = Pdf(path)
        self.path = path
        self.root = read_tree(self.pdf, self.faults)
        self.page_index = {ref: i for i, (ref, _) in enumerate(self.pdf.pages)}
        self.contents = [Content(self.pdf, page) for _, page in self.pdf.pages]
        self.pieces = {(ref, p.mcid): p for (ref, _), c in zip(self.pdf.pages, self.contents)
                       for p in c.pieces if p.mcid is not None}
        self.elements = list(self.root.walk())[1:]

    def must(self, good, fault):
        if not good:
            self.faults.append(fault)

    def of(self, *kinds):
        return [e for e in self.elements if e.kind in kinds]

    # ---- what is read ---------------------------------------------------

    def blocks(self, top, skip=()):
        """The blocks of text under an element, in reading order. Notes are
        read after the block that calls them."""
        done, now, later = [], [], []

        def flush():
            text = "".join(now)
            now.clear()
            if text.strip():
                done.append(text)

        def visit(e, inside_note):
            if e.kind in skip:
                return
            if e.kind == "Note" and not inside_note and "".join(now).strip():
                later.append(e)
                return
            is_block = e.kind not in INLINE
            if is_block:
                flush()
            for kid in e.kids:
                if isinstance(kid, Element):
                    visit(kid, inside_note)
                elif kid[0] == "mcid" and kid[1:] in self.pieces:
                    now.append(self.pieces[kid[1:]].text)
            if is_block:
                flush()
                notes = later[:]
                later.clear()
                for note in notes:
                    visit(note, True)

        visit(top, top.kind == "Note")
        flush()
        return done

    def text(self, top):
        return " ".join(self.blocks(top))

    def page_of(self, top):
        """Index of the page where an element begins."""
        for e in top.walk():
            for kid in e.kids:
                if not isinstance(kid, Element) and kid[0] == "mcid":
                    return self.page_index.get(kid[1])
        return None

    # ---- (a) the plan's words -------------------------------------------

    def check_words(self):
        words = [w for b in self.blocks(self.root, skip=("TOC",)) for w in plain(b)]
        taken = [False] * len(words)
        at = [0]

        def find(line, start):
            n = len(line)
            for i in range(start, len(words) - n + 1):
                if (n == 1 or words[i] == line[0]) and lasts_as(line, words[i:i + n]) and not any(taken[i:i + n]):
                    return i
            return None

        for raw in self.said.text.splitlines():
            is_note = re.match(r"\[\d+\] ", raw)
            line = plain(re.sub(r"\[(\d+)\]", r"\1", raw))
            if not line:
                continue
            place = find(line, at[0])
            if place is None:
                place = find(line, 0)
                # Head and foot stand in two columns, notes behind their block:
                # only a line of the body may not go before the one above it.
                if place is not None and not is_note and self._in_body(raw):
                    self.faults.append(f"read out of order: “{raw[:60]}”")
            if place is None:
                self.faults.append(f"not read, or words of it broken: “{raw[:90]}”")
                continue
            taken[place:place + len(line)] = [True] * len(line)
            if not is_note:
                at[0] = place + len(line)
        self._check_rest(words, taken)

    def _in_body(self, line):
        text = self.said.text
        body = self.said.plan.get("body") or []
        first = next((n.get("text") or n.get("title") for n in body if n.get("text") or n.get("title")), None)
        if not first:
            return False
        begin = text.find(first)
        end = text.rfind("\nNơi nhận:")
        if end < 0 and self.said.plan.get("signers"):
            signer = self.said.plan["signers"][0]
            end = text.find("\n" + (signer.get("authority") or [signer.get("position") or signer.get("name") or ""])[0])
        here = text.find(line)
        return here > begin and (end < 0 or here < end)

    def _check_rest(self, words, taken):
        """What no line of the plan accounts for: fixed words, or words that
        the source has (marks of circulation, the drafter, the contact)."""
        source = " ".join(plain(self.said.source.replace("*", "")))
        i = 0
        while i < len(words):
            j = i
            while j < len(words) and not taken[j]:
                j += 1
            rest = " ".join(words[i:j])
            for fixed in FIXED:
                rest = rest.replace(fixed, "").strip()
            rest = re.sub(BLANKS, "", rest).strip()
            if rest and rest not in source and not re.match(r"\(kèm theo .*\)$|mục lục$", rest):
                self.faults.append(f"read, but not of the plan: “{rest[:90]}”")
            i = max(j, i + 1)

    # ---- (b) every mark on the pages ------------------------------------

    def check_marks(self):
        strokes, pictures = self.said.count("stroke|vertical"), self.said.count("picture")
        numbers = self.said.numbers()
        self.must(len(numbers) == len(self.contents), "not as many pages as show --pages says")
        heads = Counter(bare(self.text(e)) for e in self.of("TH"))
        for i, content in enumerate(self.contents[:len(numbers)]):
            here = f"page {i + 1}"
            for fault in content.faults[:5]:
                self.faults.append(f"{here}: {fault}")
            seen = Counter(p.mcid for p in content.pieces if p.mcid is not None)
            self.must(not seen or max(seen.values()) == 1, f"{here}: an MCID twice")
            tagged = [p for p in content.pieces if p.mcid is not None]
            artifacts = [p for p in content.pieces if p.is_artifact()]
            self.must(not content.loose.draws(), f"{here}: drawn under no mark: “{content.loose.text[:40]}”, "
                      f"{content.loose.paths} paths, {content.loose.pictures} pictures")
            drawn = sum(p.paths for p in artifacts), sum(p.paths for p in tagged)
            self.must(drawn == (strokes[i], 0), f"{here}: rules as artifacts and tagged {drawn}, of {strokes[i]}")
            drawn = sum(p.pictures for p in tagged)
            self.must(drawn == pictures[i], f"{here}: {drawn} tagged pictures of {pictures[i]}")
            self._check_artifact_text(i, artifacts, heads)
            self._check_letters(i, tagged, artifacts)

    def _number_on(self, i):
        """The page number that is printed; "" where none is."""
        return str(self.said.numbers()[i]) if re.match(r"number=\d+ shown", self.said.pages[i]) else ""

    def _check_artifact_text(self, i, artifacts, heads):
        """A page number and heads of a table that goes on; nothing else."""
        left = bare("".join(p.text for p in artifacts))
        number = self._number_on(i)
        if number:
            at = next((p.text for p in artifacts if p.text.strip()), "").strip()
            self.must(at.startswith(number), f"page {i + 1}: its number is no artifact")
            left = left.removeprefix(number)
        for head in sorted(heads, key=len, reverse=True):
            if head:
                left = left.replace(head, "", heads[head])
        self.must(not left, f"page {i + 1}: text that is an artifact: “{left[:80]}”")

    def _check_letters(self, i, tagged, artifacts):
        """Letter for letter, case too, what the pages say, and no more."""
        drawn = Counter("".join("".join(p.text.split()) for p in tagged + artifacts))
        said = Counter("".join(self.said.fragments(i).split()) + self._number_on(i))
        numerals = re.findall(rf"^numeral page={i + 1} value=(\d+)", "".join(self.said.pages), re.M)
        said += Counter("".join(numerals))
        self.must(drawn == said, f"page {i + 1}: letters more {dict(drawn - said)} less {dict(said - drawn)}")

    def check_parent_tree(self):
        parents = self.pdf.number_tree(self.root.held.get("/ParentTree"))
        owners = {}
        for e in self.elements:
            for kid in e.kids:
                if not isinstance(kid, Element) and kid[0] == "mcid":
                    self.must(kid[1:] not in owners, f"MCID {kid[2]} has two owners")
                    owners[kid[1:]] = e.ref
        for place in owners:
            self.must(place in self.pieces, f"MCID {place[1]} of the tree is on no page")
        for ref, page in self.pdf.pages:
            mine = [m for r, m in self.pieces if r == ref]
            row = self.pdf.get(parents.get(page.get("/StructParents"))) or []
            for mcid in mine:
                at = row[mcid] if mcid < len(row) else None
                self.must(at is not None and at == owners.get((ref, mcid)),
                          f"page {self.page_index[ref] + 1}: MCID {mcid}: ParentTree says {at}, "
                          f"the tree {owners.get((ref, mcid))}")
            self.must(page.get("/Tabs") == "/S" or not page.get("/Annots"), "page with links, without /Tabs /S")

    # ---- (c) kinds ------------------------------------------------------

    def check_kinds(self):
        for e in self.elements:
            self.must(e.kind in STANDARD, f"{e.kind} is no standard kind and not mapped to one")
            self.must(e.held.get("/S") is not None, "an element without /S")
        top = self.root.elements()
        self.must([e.kind for e in top] == ["Document"], f"top of the tree: {[e.kind for e in top][:5]}")

    def check_headings(self):
        heads = self.of("H1", "H2", "H3", "H4", "H5", "H6")
        level = 0
        for e in heads:
            n = int(e.kind[1])
            self.must(n <= level + 1, f"H{level} then {e.kind}: “{self.text(e)[:50]}”")
            level = n
        self._same_as_outline([self._words_of_heading(e) for e in heads])
        return heads

    def _words_of_heading(self, e):
        return bare("".join(self.blocks(e)[:1]))

    def _same_as_outline(self, texts):
        """Each line of `show --outline` is a heading, in order; headings
        that it does not name are the appendices'."""
        at = 0
        for line in self.said.outline:
            number, _, title = line.partition(" ")
            want = [bare(number + title), bare(title or number)]
            # Behind the title may stand the call of a note.
            found = next((k for k in range(at, len(texts))
                          if any(re.search(re.escape(w) + r"\d*$", texts[k]) for w in want)), None)
            if found is None:
                self.faults.append(f"heading not found in order: “{line[:60]}”")
                continue
            for k in range(at, found):
                self._is_appendix_or_title(texts[k])
            at = found + 1
        for k in range(at, len(texts)):
            self._is_appendix_or_title(texts[k])

    def _is_appendix_or_title(self, text):
        plan = self.said.plan
        allowed = [bare(a.get("title") or "") for a in plan.get("appendices", [])]
        heads = [n for a in plan.get("appendices", []) for n in self._nodes(a.get("body", []))
                 if n.get("type") == "heading"]
        allowed += [bare(n["title"]) for n in heads] + [bare(plan.get("subject") or "")]
        self.must(any(a and a in text for a in allowed) or text.startswith("phụlục"),
                  f"a heading that the outline does not have: “{text[:60]}”")

    def _nodes(self, nodes):
        for n in nodes:
            yield n
            yield from self._nodes(n.get("body", []) + n.get("items", []))

    def all_nodes(self):
        plan = self.said.plan
        yield from self._nodes(plan.get("body", []))
        for a in plan.get("appendices", []):
            yield from self._nodes(a.get("body", []))

    def check_lists(self):
        labels = []
        for e in self.of("L"):
            for item in e.elements():
                self.must(item.kind in ("LI", "Caption", "L"), f"L holds {item.kind}")
                kinds = [k.kind for k in item.elements()]
                if item.kind == "LI":
                    self.must(kinds in (["Lbl", "LBody"], ["LBody"]) and len(item.kids) == len(kinds),
                              f"LI holds {kinds}")
            self.must(len(e.kids) == len(e.elements()) and e.kids, "L with text of its own, or empty")
        for e in self.of("LI", "Lbl", "LBody"):
            if e.kind == "LI":
                labels.append("".join(self.text(k).strip() for k in e.elements() if k.kind == "Lbl"))
        plan = self.said.plan
        wanted = Counter(n["marker"] for n in self.all_nodes() if n["type"] == "item")
        wanted += Counter({"-": len(plan.get("recipients") or [])})
        had = Counter(labels)
        missing = wanted - had
        extra = had - wanted
        addressed = len(re.findall(r"^- ", self.said.text, re.M)) - wanted["-"]
        extra -= Counter({"-": max(addressed, 0)})
        self.must(not missing, f"items without a Lbl of their own: {dict(missing)}")
        self.must(not extra, f"Lbl that no item of the plan has: {dict(extra)}")

    def attributes(self, e, owner):
        found = {}
        for a in as_list(self.pdf.get(e.held.get("/A"))):
            a = self.pdf.get(a)
            if isinstance(a, dict) and a.get("/O") == owner:
                found.update(a)
        return found

    def _grid(self, table):
        """A table's slots with the words of the cell that covers each; header
        rows counted."""
        rows = []
        for e in table.elements():
            self.must(e.kind in ("TR", "THead", "TBody", "TFoot", "Caption"), f"Table holds {e.kind}")
            rows += [e] if e.kind == "TR" else [r for r in e.elements() if r.kind == "TR"]
        grid, headers = [[] for _ in rows], 0
        for y, row in enumerate(rows):
            x = 0
            for cell in row.elements():
                self.must(cell.kind in ("TH", "TD"), f"TR holds {cell.kind}")
                a = self.attributes(cell, "/Table")
                if cell.kind == "TH":
                    self.must(a.get("/Scope") in ("/Row", "/Column", "/Both"), f"TH without Scope: {self.text(cell)[:40]}")
                while x < len(grid[y]) and grid[y][x] is not None:
                    x += 1
                words = bare(" ".join(self.blocks(cell, skip=("Note",))))
                for dy in range(int(a.get("/RowSpan", 1))):
                    if y + dy >= len(grid):
                        self.faults.append("RowSpan below the table")
                        break
                    line = grid[y + dy]
                    line += [None] * (x + int(a.get("/ColSpan", 1)) - len(line))
                    for dx in range(int(a.get("/ColSpan", 1))):
                        self.must(line[x + dx] is None, "cells of a table overlap")
                        line[x + dx] = words
            headers += bool(row.elements()) and all(c.kind == "TH" for c in row.elements())
        return grid, headers

    def check_tables(self):
        wanted = [n for n in self.all_nodes() if n["type"] == "table"]
        tables = self.of("Table")
        self.must(len(tables) == len(wanted), f"{len(tables)} tables of {len(wanted)}")
        for table, node in zip(tables, wanted):
            grid, headers = self._grid(table)
            said = [[bare(c) for c in row] for row in node["header"] + node["rows"]]
            self.must(headers == len(node["header"]), f"{headers} rows of TH, of {len(node['header'])}")
            self.must(len(grid) == len(said), f"table of {len(grid)} rows, of {len(said)}")
            for y, (had, want) in enumerate(zip(grid, said)):
                # Behind a cell's words may stand the call of a note.
                good = len(had) == len(want) and all(
                    h is not None and (h == w or re.fullmatch(re.escape(w) + r"\d+", h)) for h, w in zip(had, want))
                self.must(good, f"table row {y + 1} read as {had}, of {want}"[:300])

    def check_notes(self):
        notes = self.of("Note")
        names = [e.held.get("/ID") for e in notes]
        wanted = [n for n in self.all_nodes() if n["type"] == "note"]
        self.must(len(notes) == len(wanted), f"{len(notes)} Notes of {len(wanted)}")
        self.must(None not in names and len(set(names)) == len(names), "Notes without an ID of their own")
        had = Counter(bare(self.text(e)).lstrip("0123456789") for e in notes)
        self.must(had == Counter(bare(n["text"]).lstrip("0123456789") for n in wanted), "Notes say other words than the plan's")

    def check_annotations(self):
        """Each is in the tree, under its kind, says what it is in words and
        is printed."""
        held = []
        parents = self.pdf.number_tree(self.root.held.get("/ParentTree"))
        for e in self.elements:
            for kid in e.kids:
                if isinstance(kid, Element) or kid[0] != "objr":
                    continue
                held.append(kid[1])
                annot = self.pdf.get(kid[1]) or {}
                kind = {"/Link": "Link", "/Widget": "Form"}.get(annot.get("/Subtype"))
                self.must(e.kind == kind, f"an annotation {annot.get('/Subtype')} held by {e.kind}")
                self.must(parents.get(annot.get("/StructParent")) == e.ref, "an annotation's StructParent leads elsewhere")
        on_pages = [(a, r) for r, p in self.pdf.pages for a in self.pdf.get(p.get("/Annots")) or []]
        self.must(Counter(a for a, _ in on_pages) == Counter(held), f"{len(on_pages)} annotations, {len(held)} in the tree")
        for ref, page in on_pages:
            annot = self.pdf.get(ref)
            words = text_of(annot.get("/TU" if annot.get("/Subtype") == "/Widget" else "/Contents"))
            self.must((words or "").strip(), "an annotation without words for who cannot see it")
            self.must(int(annot.get("/F", 0)) & 0b100111 == 4, f"annotation hidden or not printed: F {annot.get('/F')}")
            x, y, right, top = annot["/Rect"]
            media = self.pdf.get(dict(self.pdf.pages)[page]["/MediaBox"])
            self.must(0 <= x < right <= media[2] and 0 <= y < top <= media[3], f"annotation outside its page: {annot['/Rect']}")
        self.widgets = [(a, r) for a, r in on_pages if self.pdf.get(a).get("/Subtype") == "/Widget"]

    def check_links(self):
        for e in self.of("Link"):
            self.must(any(not isinstance(k, Element) and k[0] == "objr" for k in e.kids), "Link without OBJR")
            self.must(self.text(e).strip(), "Link without words")
        for _, page in self.pdf.pages:
            for ref in self.pdf.get(page.get("/Annots")) or []:
                if self.pdf.get(ref).get("/Subtype") == "/Link":
                    self._leads_somewhere(self.pdf.get(ref))

    def check_signatures(self):
        """Where asked for, empty fields wait for who signs and for the seal, on
        the page of the signer's name; nothing else can be filled in."""
        signers = self.said.plan.get("signers") or []
        wanted = 2 * len(signers) if self.has_fields else 0
        self.must(len(self.widgets) == wanted, f"{len(self.widgets)} fields, {len(signers)} signers")
        form = self.pdf.get(self.pdf.root.get("/AcroForm")) or {}
        fields = self.pdf.get(form.get("/Fields")) or []
        self.must(set(form) <= {"/Fields", "/SigFlags", "/DA", "/DR"}, f"AcroForm has {sorted(form)}")
        self.must(Counter(fields) == Counter(a for a, _ in self.widgets), "fields are not the widgets on the pages")
        names = [text_of(self.pdf.get(f).get("/T")) for f in fields]
        self.must(len(set(names)) == len(names) and None not in names, f"names of fields: {names}")
        last = [i for i in range(len(self.contents)) if all(
            bare(s.get("name") or "") in bare(self.said.fragments(i)) for s in signers)]
        for ref, page in self.widgets:
            field = self.pdf.get(ref)
            self.must(field.get("/FT") == "/Sig" and "/V" not in field, f"field {field.get('/FT')}, value {field.get('/V')}")
            self.must(field.get("/P") == page, "a field's /P is another page")
            self.must(self.page_index[page] in last, "a field stands on a page without the signers")
            normal = (self.pdf.get(field.get("/AP")) or {}).get("/N")
            self.must(normal and not self.pdf.data(normal).strip(), "a waiting field draws something, or has no /AP")

    def _leads_somewhere(self, annot):
        action = self.pdf.get(annot.get("/A")) or {}
        to = self.pdf.get(annot.get("/Dest") or action.get("/D"))
        if action.get("/S") == "/URI":
            uri = text_of(action["/URI"]) or ""
            self.must(uri in "".join(self.said.source.split()), f"link to {uri}, which the source has not")
        else:
            self.must(bool(to) and to[0] in self.page_index, "link that leads to no page")

    def check_contents_list(self):
        """Each entry says the heading and the number of its page, and leads
        to that page."""
        numbers = self.said.numbers()
        heads = [(self._words_of_heading(e), self.page_of(e)) for e in self.of("H1", "H2", "H3", "H4", "H5", "H6")]
        for e in self.of("TOC"):
            self.must(all(k.kind in ("TOCI", "TOC", "Caption") for k in e.elements()), "TOC holds other than TOCI")
        entries = self.of("TOCI")
        self.must(bool(entries) == ("\n@mục lục" in self.said.source), f"{len(entries)} TOCI")
        for e in entries:
            text = self.text(e).strip()
            title, _, number = text.rpartition(" ")
            to = [p for words, p in heads if words and (words.rstrip("0123456789") == bare(title).rstrip("0123456789")
                                                        or bare(title).startswith(words))]
            self.must(number.isdigit() and any(p is not None and numbers[p] == int(number) for p in to),
                      f"entry of the contents: “{text[:70]}”: heading on {[numbers[p] for p in to if p is not None]}")
            places = [self.pdf.get((self.pdf.get(k[1]) or {}).get("/Dest")) for s in e.walk() for k in s.kids
                      if not isinstance(k, Element) and k[0] == "objr"]
            self.must(all(d and self.page_index.get(d[0]) in to for d in places), f"entry “{text[:50]}” leads elsewhere")

    def check_figures(self):
        figures = self.of("Figure")
        self.must(len(figures) == sum(self.said.count("picture")), f"{len(figures)} Figures, pictures {self.said.count('picture')}")
        for e in figures:
            self.must((text_of(e.held.get("/Alt")) or "").strip(), "Figure without Alt")
            box = self.attributes(e, "/Layout").get("/BBox")
            page = self.page_of(e)
            self.must(page is not None, "Figure without content")
            media = self.pdf.get(self.pdf.pages[page or 0][1]["/MediaBox"])
            self.must(box and 0 <= box[0] < box[2] <= media[2] and 0 <= box[1] < box[3] <= media[3],
                      f"Figure: BBox {box} not on its page {media}")

    # ---- the document ---------------------------------------------------

    def check_document(self):
        root = self.pdf.root
        self.must((text_of(root.get("/Lang")) or "").lower().startswith("vi"), "language is not vi")
        self.must((self.pdf.get(root.get("/MarkInfo")) or {}).get("/Marked") is True, "not Marked")
        view = self.pdf.get(root.get("/ViewerPreferences")) or {}
        self.must(view.get("/DisplayDocTitle") is True, "no DisplayDocTitle")
        title = text_of(self.pdf.info.get("/Title")) or ""
        subject = self.said.plan.get("subject") or ""
        self.must(title and bare(subject) in bare(title), f"title “{title}”, subject “{subject}”")
        for key in root:
            self.must(key not in ("/OpenAction", "/AA", "/URI"), f"catalog has {key}")
        names = self.pdf.get(root.get("/Names")) or {}
        self.must(set(names) <= {"/EmbeddedFiles"}, f"catalog's Names: {sorted(names)}")

    def check_labels(self):
        labels = self.pdf.number_tree(self.pdf.root.get("/PageLabels"))
        self.must(0 in labels, "no label for the first page")
        first, style = 0, {}
        for i, number in enumerate(self.said.numbers()):
            if i in labels:
                first, style = i, self.pdf.get(labels[i])
            said = int(style.get("/St", 1)) + i - first
            self.must(style.get("/S") == "/D" and said == number, f"page {i + 1} is labelled {said}, prints {number}")

    def check_outline(self, heads):
        titles = []

        def walk(ref, depth):
            seen = set()
            while ref and ref not in seen and depth < 16:
                seen.add(ref)
                item = self.pdf.get(ref)
                to = self.pdf.get(item.get("/Dest")) or (self.pdf.get(item.get("/A")) or {}).get("/D")
                titles.append((bare(text_of(item.get("/Title")) or ""), self.page_index.get(to[0]) if to else None))
                walk(item.get("/First"), depth + 1)
                ref = item.get("/Next")

        outlines = self.pdf.get(self.pdf.root.get("/Outlines")) or {}
        walk(outlines.get("/First"), 0)
        self.must(len(titles) == len(heads), f"outline of {len(titles)}, headings {len(heads)}")
        for (title, page), e in zip(titles, heads):
            text = self._words_of_heading(e)
            # The outline has an appendix's name behind its number.
            self.must(re.fullmatch(re.escape(title) + r"\d*", text)
                      or text.startswith("phụlục") and title.startswith(text),
                      f"outline says “{title[:50]}”, the heading “{text[:50]}”")
            self.must(page == self.page_of(e), f"outline “{title[:50]}” leads to page {page}, of {self.page_of(e)}")

    def check_second_reader(self):
        """pdfinfo reads the same words out of the same tree. It goes over the
        whole page for each element, so long documents are not given to it."""
        if len(self.pieces) > FEW:
            return
        out = subprocess.run(["pdfinfo", "-struct-text", self.path], capture_output=True, timeout=60)
        read = "".join(re.findall(r'^\s*"(.*)"$', out.stdout.decode("utf-8", "replace"), re.M))
        mine = "".join(self.pieces[k[1:]].text for e in self.in_order() for k in [e] if k[1:] in self.pieces)
        self.must(bool(read) and bare(read) == bare(mine), f"pdfinfo -struct-text reads {len(bare(read))} letters of {len(bare(mine))}")
        self.must(not out.stderr.strip(), "pdfinfo warns: " + out.stderr.decode()[:100])

    def in_order(self):
        def visit(e):
            for kid in e.kids:
                if isinstance(kid, Element):
                    yield from visit(kid)
                elif kid[0] == "mcid":
                    yield kid
        return list(visit(self.root))

    def run(self):
        """[(what was asked, faults)]"""
        results = []
        heads = []

        def ask(name, check, *more):
            self.faults = []
            value = None
            try:
                value = check(*more)
            except (Fault, KeyError, IndexError, TypeError, ValueError, AttributeError) as e:
                self.faults.append(f"cannot be judged: {type(e).__name__} {e}")
            results.append((name, self.faults))
            return value

        results.append(("tree", self.faults))
        ask("words", self.check_words)
        ask("marks", self.check_marks)
        ask("parent tree", self.check_parent_tree)
        ask("kinds", self.check_kinds)
        heads = ask("headings", self.check_headings) or []
        for name, check in (("lists", self.check_lists), ("tables", self.check_tables), ("notes", self.check_notes),
                            ("annotations", self.check_annotations),
                            ("links", self.check_links), ("signatures", self.check_signatures), ("contents", self.check_contents_list),
                            ("figures", self.check_figures), ("document", self.check_document),
                            ("labels", self.check_labels), ("second reader", self.check_second_reader)):
            ask(name, check)
        ask("outline", self.check_outline, heads)
        return results


def judge(vanthu, source, path, has_fields=False):
    try:
        return Judge(vanthu, source, path, has_fields).run()
    except (Fault, KeyError, ValueError, TypeError, OSError, subprocess.SubprocessError) as e:
        return [("structure", [f"cannot be read: {type(e).__name__} {e}"])]
