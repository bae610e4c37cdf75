#!/usr/bin/env python3
"""Measure finished PDFs against the decree's rules: decree.py DUMP ND30 PDF...

DUMP prints a PDF's own words, fonts and strokes; nothing of the compiler's
data is used. Each rule R12 has a function r12 below: it yields what is wrong,
or raises NotApplicable. Tolerances are those of the rule table."""
import re
import subprocess
import sys
import unicodedata

MM = 72 / 25.4
SINGLE, MOST_LEADING = 1.149, 1.724   # II.6.e: single to one and a half lines
VIET = "abcdđeghiklmnopqrstuvxy"
ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


class NotApplicable(Exception):
    pass


class Word:
    def __init__(self, fields):
        self.x0, self.x1, self.y, self.size = map(float, fields[:4])
        self.bold, self.italic, self.black = fields[4][0] == "b", fields[4][1] == "i", fields[4][2] == "k"
        self.font, self.text = fields[5], fields[6]


class Row:
    """Words on one baseline."""
    def __init__(self, page, words):
        self.page, self.words = page, sorted(words, key=lambda w: w.x0)
        self.y = words[0].y
        self.x0, self.x1 = self.words[0].x0, max(w.x1 for w in words)
        self.centre = (self.x0 + self.x1) / 2
        self.size = max(w.size for w in words)
        text, end = "", None
        for w in self.words:              # two words that touch are one
            text += ("" if end is None or w.x0 - end < 0.1 * w.size else " ") + w.text
            end = w.x1
        self.text = text
        self.bold = all(w.bold for w in words)
        self.italic = all(w.italic for w in words)
        self.width = self.x1 - self.x0


def rows_of(page, words):
    rows = {}
    for w in words:
        rows.setdefault(round(w.y * 2), []).append(w)
    return sorted((Row(page, r) for r in rows.values()), key=lambda r: r.y)


class Document:
    def __init__(self, dump, pdf):
        self.name = pdf.rsplit("/", 1)[-1]
        self.pages, self.words, self.strokes = [], [], []
        out = subprocess.run([dump, pdf], capture_output=True, check=True).stdout.decode()
        for line in out.splitlines():
            f = line.split(" ")
            if f[0] == "page":
                self.pages.append((float(f[1]), float(f[2])))
                self.words.append([])
                self.strokes.append([])
            elif f[0] == "word":
                self.words[-1].append(Word(f[1:]))
            else:
                self.strokes[-1].append(tuple(map(float, f[1:6])) + (f[6],))
        self.find_parts()

    def find_parts(self):
        first = self.words[0]
        nation = [w for w in first if w.text == "CỘNG"]
        self.split = nation[0].x0 - 4 if nation else 0
        all_rows = rows_of(0, first)
        self.title = next((r for r in all_rows if r.text in ("KẾ HOẠCH",)), None)
        top = [w for w in first if self.title and w.y < self.title.y - 1]
        number = next((w for w in top if w.text == "Số:"), None)
        number_y = number.y if number else 0
        self.number = next((Row(0, [w for w in top if abs(w.y - number_y) < 0.6 and w.x0 < self.split]) for _ in [0] if number), None)
        self.date = rows_of(0, [w for w in top if abs(w.y - number_y) < 0.6 and w.x0 >= self.split - 30 and w.italic])
        self.date = self.date[0] if self.date else None
        self.left = rows_of(0, [w for w in top if w.x0 < self.split and w.y < number_y - 1])
        self.right = rows_of(0, [w for w in top if w.x0 >= self.split - 1 and w.y < number_y - 1])
        self.page_numbers = {}
        for i, words in enumerate(self.words):
            rows = rows_of(i, words)
            if i and rows and re.fullmatch(r"\d+", rows[0].text) and rows[0].y < 60:
                self.page_numbers[i] = rows[0]
        self.find_signature()
        self.find_text()

    def find_signature(self):
        self.recipients = self.label = None
        self.sign, self.sign_page = [], None
        for i, words in enumerate(self.words):
            at = [w for w in words if w.text == "nhận:" and w.size < 12.5 and w.bold]
            if at:
                y = at[0].y
                same = [w for w in words if abs(w.y - y) < 0.6]
                self.label = Row(i, [w for w in same if w.size < 12.5])
                below = [w for w in words if w.y > y - 0.6]
                note = self.note_top(i)
                self.recipients = rows_of(i, [w for w in below if w.size < 11.5 and w.y > y + 1 and w.y < note])
                self.sign = rows_of(i, [w for w in below if w.size > 12.5 and w.y < note])
                self.sign_page = i

    def note_top(self, page):
        lines = [s for s in self.strokes[page] if abs(s[0] - 85.04) < 1 and abs(s[2] - s[0] - 50 * MM) < 1]
        return lines[0][1] if lines else 1e9

    def find_text(self):
        """Rows of box 6, and its paragraphs."""
        start = min((s[1] for s in self.strokes[0] if self.title and s[1] > self.title.y), default=0)
        self.subject, self.body = [], []
        for i, words in enumerate(self.words):
            for r in rows_of(i, words):
                if i in self.page_numbers and r.y == self.page_numbers[i].y:
                    continue
                if r.y > self.note_top(i):
                    continue
                if i == 0 and r.y < start:
                    if self.title and r.y > self.title.y + 1:
                        self.subject.append(r)
                    continue
                if self.label and (i > self.label.page or (i == self.label.page and r.y > self.label.y - 1)):
                    continue
                raised = [w for w in r.words if w.size < 10]
                if len(raised) == len(r.words):
                    continue              # a note's mark, above its line
                self.body.append(r)
        self.paragraphs = []
        for r in self.body:
            begins = r.x0 > 85.04 + 20
            if begins or not self.paragraphs:
                self.paragraphs.append([r])
            else:
                self.paragraphs[-1].append(r)
        self.texts = [" ".join(r.text for r in p) for p in self.paragraphs]
        self.bases = [p for p in self.paragraphs if all(r.italic for r in p) and
                      re.match(r"(Căn cứ|Thực hiện|Theo|Xét) ", p[0].text)]
        self.draft = "du-thao" in self.name


LEFT, RIGHT = 30 * MM, 195 * MM
CENTRE = (LEFT + RIGHT) / 2


def off(a, b, tolerance):
    return abs(a - b) > tolerance


def upper(s):
    return s == s.upper()


# ---- page -------------------------------------------------------------------

def r01(d):
    for w, h in d.pages:
        if off(min(w, h), 210 * MM, 0.5 * MM) or off(max(w, h), 297 * MM, 0.5 * MM):
            yield f"khổ {w / MM:.1f} × {h / MM:.1f} mm"


def r02(d):
    for w, h in d.pages:
        if w > h:
            yield "trang ngang mà không có bảng"


def r03(d):
    for i, words in enumerate(d.words):
        text = [w for w in words if not (i in d.page_numbers and abs(w.y - d.page_numbers[i].y) < 0.5)]
        left, right = min(w.x0 for w in text) / MM, 210 - max(w.x1 for w in text) / MM
        top = min(w.y - 0.891 * w.size for w in text) / MM
        bottom = 297 - max(w.y + 0.216 * w.size for w in text) / MM
        if not 29.7 <= left <= 35.3:
            yield f"trang {i + 1}: lề trái {left:.2f} mm"
        if right < 14.7 or (i == 0 and right > 20.3):
            yield f"trang {i + 1}: lề phải {right:.2f} mm"
        if top < 19.7 or (i + 1 < len(d.pages) and top > 26):
            yield f"trang {i + 1}: lề trên {top:.2f} mm"
        if bottom < 19.7:
            yield f"trang {i + 1}: lề dưới {bottom:.2f} mm"


def r04(d):
    fonts = {w.font for words in d.words for w in words}
    wrong = [f for f in fonts if not re.match(r"(TimesNewRoman|LiberationSerif)", f)]
    if wrong:
        yield f"phông {wrong}"
    if any(f.startswith("Liberation") for f in fonts):
        WARNINGS.add("R04: Liberation Serif, cùng độ rộng với Times New Roman (chế độ tương thích)")


def r05(d):
    text = "".join(w.text for words in d.words for w in words)
    if unicodedata.normalize("NFC", text) != text:
        yield "chữ không ở dạng NFC"
    if any(0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd" for c in text):
        yield "ký tự riêng hoặc hỏng"


def r06(d):
    for i, words in enumerate(d.words):
        if any(not w.black for w in words):
            yield f"trang {i + 1}: chữ không đen"


def r07(d):
    if len(d.pages) < 2:
        raise NotApplicable
    for i in range(1, len(d.pages)):
        n = d.page_numbers.get(i)
        if not n:
            yield f"trang {i + 1} không có số"
            continue
        if n.text != str(i + 1) or n.bold or n.italic or not 12.95 <= n.size <= 14.05:
            yield f"trang {i + 1}: số “{n.text}” cỡ {n.size} {'đậm' if n.bold else ''}"
        if n.y > 20 * MM or off(n.centre, CENTRE, 0.7 * MM):
            yield f"trang {i + 1}: số ở y {n.y / MM:.1f} mm, tâm {n.centre / MM:.1f} mm"


def r08(d):
    if any(re.fullmatch(r"\d+", r.text) and r.y < 20 * MM for r in rows_of(0, d.words[0])):
        yield "trang 1 có số"


def r09(d):
    q, m, t = d.right[0].size, d.right[1].size, d.date.size
    if off(m, q + 1, 0.1) or off(t, q + 1, 0.1) or off(d.left[-1].size, q, 0.1) or not 11.95 <= q <= 13.05:
        yield f"cỡ {q}-{m}-{t}, cơ quan {d.left[-1].size}"


def r10(d):
    ys = [d.right[0].y, d.number.y, d.title.y, d.subject[0].y, d.body[0].y]
    if ys != sorted(ys):
        yield f"thứ tự {ys}"
    if not (d.left[0].centre < CENTRE < d.right[0].centre and d.number.centre < CENTRE < d.date.centre):
        yield "sai bên"
    if d.label.x0 > CENTRE or d.sign[0].centre < CENTRE:
        yield "nơi nhận, chữ ký sai bên"


def r11(d):
    for name in ("right", "left", "number", "date", "title", "subject", "body", "label", "recipients", "sign"):
        if not getattr(d, name):
            yield f"thiếu {name}"


# ---- head -------------------------------------------------------------------

def r12(d):
    r = d.right[0]
    if r.text != "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" or not r.bold or r.italic or not 11.95 <= r.size <= 13.05:
        yield f"“{r.text}” cỡ {r.size}"
    if sum(w.text == "CỘNG" for words in d.words for w in words) != 1:
        yield "có hơn một lần"


def r13(d):
    r = d.right[1]
    if r.text != "Độc lập - Tự do - Hạnh phúc" or not r.bold or r.italic or not 12.95 <= r.size <= 14.05:
        yield f"“{r.text}” cỡ {r.size}"
    if off(r.centre, d.right[0].centre, 0.7 * MM):
        yield "không cân giữa dưới Quốc hiệu"


def stroke_under(d, row, below):
    found = [s for s in d.strokes[0] if row.y < s[1] < below and s[0] >= row.x0 - 40 and s[2] <= row.x1 + 40]
    return found[0] if len(found) == 1 else None


def r14(d):
    r = d.right[1]
    s = stroke_under(d, r, d.date.y - 5)
    if not s:
        yield "không có đường kẻ"
    elif off(s[2] - s[0], r.width, 0.5 * MM) or off((s[0] + s[2]) / 2, r.centre, 0.7 * MM) or off(s[1], s[3], 0.1):
        yield f"dài {(s[2] - s[0]) / MM:.1f} mm, chữ {r.width / MM:.1f} mm"


def r15(d):
    gap = (d.right[1].y - d.right[0].y) / d.right[1].size
    if not 1.107 <= gap <= 1.25:
        yield f"{gap:.3f} lần cỡ chữ"


def bold_from(rows):
    return next((i for i, r in enumerate(rows) if r.bold), len(rows))


def r16(d):
    parents = d.left[:bold_from(d.left)]
    if not parents:
        raise NotApplicable
    for r in parents:
        if r.bold or r.italic or not upper(r.text) or not 11.95 <= r.size <= 13.05 or off(r.centre, d.left[-1].centre, 0.7 * MM):
            yield f"“{r.text}”"


def r17(d):
    own = d.left[bold_from(d.left):]
    if not own or off(d.left[0].y, d.right[0].y, 0.5):
        yield "không có tên cơ quan in đậm, hoặc không ngang Quốc hiệu"
    for r in own:
        if not r.bold or not upper(r.text) or r.italic or not 11.95 <= r.size <= 13.05 or off(r.centre, own[0].centre, 0.7 * MM):
            yield f"“{r.text}”"


def share(d, rows, s):
    length = s[2] - s[0]
    return length / max(r.width for r in rows), length / rows[-1].width


def r18(d):
    own = d.left[bold_from(d.left):]
    s = stroke_under(d, own[-1], d.number.y - 5)
    if not s:
        yield "không có đường kẻ"
        return
    if not any(0.333 <= x <= 0.501 for x in share(d, own, s)) or off((s[0] + s[2]) / 2, own[-1].centre, 0.7 * MM):
        yield f"tỷ lệ {share(d, own, s)}"


def r19(d):
    if len(d.left) < 2:
        raise NotApplicable
    for a, b in zip(d.left, d.left[1:]):
        if not 1.107 <= (b.y - a.y) / b.size <= 1.25:
            yield f"{(b.y - a.y) / b.size:.3f} lần cỡ chữ"


def r20(d):
    own = " ".join(r.text for r in d.left[bold_from(d.left):])
    parent = " ".join(r.text for r in d.left[:bold_from(d.left)])
    if re.search(r"\b(UBND|HĐND)\b", own):
        yield f"viết tắt trong “{own}”"
    if parent.strip() in ("UBND", "ỦY BAN NHÂN DÂN"):
        yield "chủ quản không nêu địa danh"


def r21(d):
    w = d.number.words[0]
    if w.text != "Số:" or off(w.size, 13, 0.05) or w.bold or w.italic:
        yield f"“{w.text}” cỡ {w.size}"


NUMBER = r"Số: (0[1-9]|[1-9][0-9]+)/KH-[A-ZĐ][\w&]*(-[A-ZĐ][\w&]*)*"


def r22(d):
    if d.draft:
        raise NotApplicable
    if not re.fullmatch(NUMBER, d.number.text):
        yield d.number.text


def r23(d):
    if not re.search(r"/KH-[A-ZĐ]+", d.number.text) or any(off(w.size, 13, 0.05) or w.bold for w in d.number.words):
        yield d.number.text


def r25(d):
    if re.search(r"\s[/–-]|[/–-]\s|–", d.number.text.replace("Số: /", "Số:/")):
        yield d.number.text


def r26(d):
    if off(d.number.y, d.date.y, 0.5) or (not d.draft and off(d.number.centre, d.left[-1].centre, 0.7 * MM)):
        yield f"đáy {d.number.y} và {d.date.y}, tâm {d.number.centre / MM:.1f} và {d.left[-1].centre / MM:.1f} mm"


def r28(d):
    r = d.date
    if not r.italic or r.bold or not 12.95 <= r.size <= 14.05 or off(r.centre, d.right[0].centre, 0.7 * MM):
        yield f"“{r.text}” cỡ {r.size}, tâm {r.centre / MM:.1f} mm, trục {d.right[0].centre / MM:.1f} mm"


DATE = r"[A-ZĐ\u00c0-\u1ef9][^,]*, ngày (0[1-9]|[12][0-9]|3[01]) tháng (01|02|[3-9]|1[0-2]) năm [0-9]{4}"


def r29(d):
    if not re.match(r"\w[^,]*, ngày\b", d.date.text) or not d.date.text[0].isupper():
        yield d.date.text


def r30(d):
    if d.draft:
        raise NotApplicable
    if not re.fullmatch(DATE, d.date.text):
        yield d.date.text


def r31(d):
    place = d.date.text.split(",")[0]
    if not all(w[0].isupper() for w in place.split()):
        yield place


def r32(d):
    if not d.draft:
        raise NotApplicable
    if not re.fullmatch(r"Số: /KH-\w+", d.number.text) or not re.search(r"ngày tháng năm \d{4}$", d.date.text):
        yield f"{d.number.text} · {d.date.text}"


def r33(d):
    r = d.title
    if not r.bold or r.italic or not 12.95 <= r.size <= 14.05 or off(r.centre, CENTRE, 0.7 * MM) or r.y < d.number.y:
        yield f"“{r.text}” tâm {r.centre / MM:.1f} mm"


def r34(d):
    for r in d.subject:
        if not r.bold or r.italic or upper(r.text) or not 12.95 <= r.size <= 14.05 or off(r.centre, CENTRE, 0.7 * MM):
            yield f"“{r.text}”"
    if d.subject[-1].text.endswith("."):
        yield "có dấu chấm cuối"


def r35(d):
    s = stroke_under(d, d.subject[-1], d.subject[-1].y + 15)
    if not s:
        yield "không có đường kẻ"
    elif not any(0.333 <= x <= 0.501 for x in share(d, d.subject, s)) or off((s[0] + s[2]) / 2, CENTRE, 0.7 * MM):
        yield f"tỷ lệ {share(d, d.subject, s)}"


# ---- content ----------------------------------------------------------------

def bases(d):
    if not d.bases:
        raise NotApplicable
    return d.bases


def text_of(p):
    return " ".join(r.text for r in p)


def r38(d):
    for p in bases(d):
        t = text_of(p)
        if re.search(r"(Luật|Pháp lệnh) số", t):
            yield f"luật ghi số: {t[:60]}"
        if re.search(r"(Quyết định|Kế hoạch|Chỉ thị|Nghị định|Nghị quyết) số \S+", t) and not (" ngày " in t and " của " in t):
            yield f"thiếu ngày hoặc cơ quan: {t[:60]}"


def r39(d):
    for p in bases(d):
        if any(not r.italic or r.bold or off(r.size, 14, 0.05) for r in p):
            yield text_of(p)[:50]


def r40(d):
    ends = [text_of(p)[-1] for p in bases(d)]
    if ends[-1] != "." or any(e != ";" for e in ends[:-1]):
        yield f"dấu cuối {ends}"


def r41(d):
    text = " ".join([text_of(p) for p in d.bases])
    for m in re.finditer(r"(Quyết định|Kế hoạch|Chỉ thị|Nghị định|Nghị quyết) số (\S+)", text):
        if text.find(m[2]) == m.start(2) and not text[m.end():].lstrip(" ,").startswith("ngày"):
            yield f"lần đầu không đủ: {m[0]}"
    later = re.findall(r"(?:Quyết định|Kế hoạch|Chỉ thị) số \S+ ngày", " ".join(d.texts[len(d.bases):]))
    seen = re.findall(r"số (\S+) ngày", text)
    for m in later:
        if any(s in m for s in seen):
            yield f"lần sau còn ghi ngày: {m}"


def r42(d):
    if any(re.match(r"(Điều|Chương|Phần) [0-9IVX]+\b", t) and p[0].bold for t, p in zip(d.texts, d.paragraphs)):
        yield "có Điều, Chương trong bố cục không có điều"


def headings(d, pattern):
    return [(t, p) for t, p in zip(d.texts, d.paragraphs) if re.match(pattern, t) and all(r.bold for r in p)]


def sequence(d):
    """Numbers 1. 2. 3. and a) b) c) as they follow one another."""
    arabic, letter = 0, 0
    for t, p in zip(d.texts, d.paragraphs):
        if re.match(r"[IVX]+\. ", t):
            arabic = letter = 0
        m = re.match(r"(\d+)\. ", t)
        if m:
            letter = 0
            yield "khoản", int(m[1]), arabic, t, p
            arabic = int(m[1])
        m = re.match(r"(\w)\) ", t)
        if m:
            yield "điểm", VIET.find(m[1]) + 1, letter, t, p
            letter = VIET.find(m[1]) + 1


def r49(d):
    found = False
    for what, n, before, t, p in sequence(d):
        if what == "khoản":
            found = True
            if n not in (1, before + 1) or off(p[0].words[0].size, 14, 0.05):
                yield t[:40]
    if not found:
        raise NotApplicable


def r50(d):
    found = headings(d, r"\d+\. ")
    if not found:
        raise NotApplicable
    for t, p in found:
        if any(r.italic or off(r.size, 14, 0.05) for r in p) or upper(t):
            yield t[:40]


def r51(d):
    found = False
    for what, n, before, t, p in sequence(d):
        if what == "điểm":
            found = True
            if n == 0 or n not in (1, before + 1):
                yield t[:40]
    if not found:
        raise NotApplicable


def r53(d):
    found = headings(d, r"[IVX]+\. ")
    if not found:
        raise NotApplicable
    for i, (t, p) in enumerate(found):
        if t.split(".")[0] != ROMAN[i + 1] or not upper(t) or not 12.95 <= p[0].size <= 14.05:
            yield t[:50]


def r54(d):
    yield from r49(d)


def r55(d):
    yield from r51(d)


def r56(d):
    sizes = {round(w.size, 2) for r in d.body for w in r.words if w.size > 10}
    if len(sizes) != 1 or not 13 <= min(sizes) <= 14:
        yield f"các cỡ {sizes}"


def r57(d):
    for p in d.paragraphs:
        for r in p[:-1]:
            if off(r.x1, RIGHT, 0.3 * MM) and not r.bold:
                yield f"trang {r.page + 1}: “{r.text[-30:]}” kết thúc ở {r.x1 / MM:.2f} mm"


def centred(r):
    return abs(r.centre - CENTRE) < 1 and r.x0 > LEFT + 40


def r58(d):
    for p in d.paragraphs:
        indent = (p[0].x0 - LEFT) / MM
        if not centred(p[0]) and not any(off(indent, x, 0.3) == 0 for x in (10, 12.7)):
            yield f"“{p[0].text[:30]}” lùi {indent:.2f} mm"
        for r in p[1:]:
            if off(r.x0, LEFT, 0.3 * MM):
                yield f"“{r.text[:30]}” bắt đầu ở {r.x0 / MM:.2f} mm"


def leading(d):
    gaps = [b.y - a.y for p in d.paragraphs for a, b in zip(p, p[1:]) if a.page == b.page]
    return min(gaps) if gaps else 14 * 1.2


def r59(d):
    for a, b in zip(d.paragraphs, d.paragraphs[1:]):
        if a[-1].page == b[0].page and b[0].y - a[-1].y - leading(d) < 6 - 0.2:
            yield f"“{b[0].text[:30]}” cách {b[0].y - a[-1].y - leading(d):.2f} pt"


def r60(d):
    for p in d.paragraphs:
        for a, b in zip(p, p[1:]):
            if a.page == b.page and (off(b.y - a.y, leading(d), 0.2) or
                                     not SINGLE * 14 - 0.2 <= b.y - a.y <= MOST_LEADING * 14 + 0.2):
                yield f"“{b.text[:30]}” cách {b.y - a.y:.2f} pt"


def r61(d):
    if not d.texts[-1].endswith("./."):
        yield d.texts[-1][-20:]


def r62(d):
    if any(re.match(r"\d+\.\d+\. ", t) for t in d.texts):
        WARNINGS.add(f"R62: {d.name} dùng số 1.1. (Nghị định không có)")
    if any(re.match(r"\d+\.\d+\.\d+", t) for t in d.texts):
        yield "số ba tầng"


# ---- signature, recipients --------------------------------------------------

def above_name(d):
    return [r for r in d.sign[:-1] if d.sign[-1].y - r.y > 60]


def r63(d):
    for r in above_name(d):
        if not r.bold or not upper(r.text) or not 12.95 <= r.size <= 14.05 or r.centre < CENTRE:
            yield f"“{r.text}”"
    if off(d.sign[0].y, d.label.y, 0.5):
        yield f"đáy {d.sign[0].y:.2f}, Nơi nhận {d.label.y:.2f}"


def r64(d):
    for r in above_name(d):
        if re.match(r"(TM|KT|TL|TUQ|Q)\b", r.text) and not re.fullmatch(r"(TM|KT|TL|TUQ|Q)\. [^.]+", r.text):
            yield r.text


def r65(d):
    titles = " ".join(r.text for r in above_name(d))
    if not re.search(r"CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG", titles):
        yield titles


def r66(d):
    between = [r for r in d.sign[:-1] if d.sign[-1].y - r.y <= 60]
    if not between:
        raise NotApplicable
    for r in between:
        if upper(r.text) or not r.bold or off(r.centre, d.sign[-1].centre, 0.7 * MM):
            yield r.text


def r67(d):
    if d.draft:
        raise NotApplicable
    r = d.sign[-1]
    if not r.bold or r.italic or not 12.95 <= r.size <= 14.05 or not all(w[0].isupper() and not upper(w) for w in r.text.split() if len(w) > 1):
        yield r.text


def r68(d):
    if re.match(r"(GS|PGS|TS|ThS|BS|CN|KS|NGND|NGƯT|LĐ|LS)\b\.?", d.sign[-1].text):
        yield d.sign[-1].text


def r69(d):
    for r in d.sign:
        if off(r.centre, d.sign[0].centre, 0.7 * MM):
            yield f"“{r.text}” lệch trục {abs(r.centre - d.sign[0].centre) / MM:.2f} mm"
    if sum(r.page == d.sign_page for r in d.body) < 2:
        yield "khối chữ ký đứng một mình"


def r70(d):
    titles = above_name(d)
    gap = (d.sign[-1].y - 0.7 * d.sign[-1].size - titles[-1].y) / MM
    if gap < 20:
        yield f"{gap:.1f} mm"


def r79(d):
    r = d.label
    if r.text != "Nơi nhận:" or not (r.bold and r.italic) or off(r.size, 12, 0.05) or off(r.x0, LEFT, 0.3 * MM) or off(r.y, d.sign[0].y, 0.5):
        yield f"“{r.text}” cỡ {r.size}"


def entries(d):
    out = []
    for r in d.recipients:
        if r.text.startswith("- "):
            out.append(r.text)
        else:
            out[-1] += " " + r.text
    return out


def r80(d):
    if not d.recipients:
        yield "không có danh sách cỡ 11"
        return
    for r in d.recipients:
        if off(r.size, 11, 0.05) or r.bold or r.italic or off(r.x0, LEFT, 0.3 * MM):
            yield f"“{r.text}” cỡ {r.size}"
    for e in entries(d)[:-1]:
        if not e.endswith(";"):
            yield e


def r81(d):
    if not re.fullmatch(r"- Lưu: VT(, [^;]+)?\.", entries(d)[-1]):
        yield entries(d)[-1]


def r82(d):
    if any("Như trên" in e for e in entries(d)) or not entries(d)[-1].startswith("- Lưu:"):
        yield "“Như trên” chỉ khi có Kính gửi; Lưu đứng cuối"


# ---- the whole --------------------------------------------------------------

WARNINGS = set()


def table(path):
    """R12 | samples or - | what; "-" gives the reason why no PDF shows it."""
    for line in open(path):
        if line.startswith("R"):
            rule, where, what = (x.strip() for x in line.split("|", 2))
            yield rule, where, what


def main(dump, nd30, pdfs):
    documents = [Document(dump, p) for p in pdfs]
    passed = failed = exempt = 0
    for rule, where, what in table(nd30):
        if where == "-":
            exempt += 1
            continue
        applied = 0
        for d in documents:
            if where != "*" and d.name.rsplit(".", 1)[0] not in where.split():
                continue
            try:
                wrong = list(globals()[rule.lower()](d))
            except NotApplicable:
                continue
            except Exception as e:       # a part is missing: the rule is broken
                wrong = [f"không đo được: {e!r}"]
            applied += 1
            passed += not wrong
            failed += bool(wrong)
            for w in wrong:
                print(f"{rule} {d.name}: {w} — {what}")
        if not applied:
            failed += 1
            print(f"{rule}: không văn bản nào đo được")
    for w in sorted(WARNINGS):
        print("cảnh báo", w)
    print(f"{exempt} quy tắc không đo được trên PDF; decree: {passed} passed, {failed} failed")
    return passed, failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:])[1] > 0)
