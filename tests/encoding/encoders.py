"""Encoders of old Vietnamese encodings, written apart from the compiler's tables.

Each takes text in NFC and gives (bytes, characters it could not hold).
"""
import subprocess
import unicodedata

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"


def cp1252(c):
    try:
        return c.encode("cp1252")
    except UnicodeEncodeError:
        return b""


def by_iconv(name):
    """A table from glibc: character to byte."""
    table = {}
    for b in list(range(1, 32)) + list(range(128, 256)):
        if b in (9, 10, 11, 12, 13, 27):
            continue
        p = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=bytes([b]), capture_output=True)
        c = p.stdout.decode() if p.returncode == 0 else ""
        if len(c) == 1 and c.isalpha():
            table[c] = bytes([b])
    return table


VISCII = by_iconv("VISCII")
# The fonts .VnTime hold the upper half alone, and of that no toned capitals.
TCVN3 = {c: b for c, b in by_iconv("TCVN5712-1").items()
         if b[0] >= 0xA0 and (c.islower() or c in "ĂÂÊÔƠƯĐ")}

# The VPS fonts, in the order of their bytes from 0x80; a dot is no letter.
VPS_HIGH = ("ÀẢÃẤẦẨọỗĂếềểệẮẰẲ" "Ế..ỀỂỄỐỒỔỖýỷỵỚỜỞ" ".ắằẳẵặỠớÙờởỡŨỨợỪ"
            "ổỬỲỸÍÌộỈĨÓửữÒỎÕự" "ầÁÂấẩẫậđẻÉÊẹỉễịỹ" "ƯỦồốÔỏơÈừứÚũưÝẺ."
            "àáâãảạă.èéêẽìí.ĩ" "ẴĐòóôõ.Ơụùúủ.ỶẼỳ")
VPS = {c: bytes([0x80 + i]) for i, c in enumerate(VPS_HIGH) if c != "."}
VPS.update({c: bytes([b]) for b, c in zip(
    (2, 3, 4, 5, 6, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1C, 0x1D), "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ")})

# VNI: what the Latin-1 font shows, as people know it from broken pages.
VNI = {}
for vowel in "aeouyAEOUY":
    for tone, shown in zip((GRAVE, ACUTE, TILDE, HOOK, DOT), "øùõûï"):
        VNI[vowel + tone] = vowel + shown
for vowel in "aeoAEO":
    for tone, shown in zip(("", GRAVE, ACUTE, TILDE, HOOK, DOT), "âàáãåä"):
        VNI[vowel + CIRCUMFLEX + tone] = vowel + shown
for vowel in "aA":
    for tone, shown in zip(("", GRAVE, ACUTE, TILDE, HOOK, DOT), "êèéüúë"):
        VNI[vowel + BREVE + tone] = vowel + shown
for vowel, base in (("o", "ô"), ("u", "ö"), ("O", "Ô"), ("U", "Ö")):
    for tone, shown in zip(("", GRAVE, ACUTE, TILDE, HOOK, DOT), ("", "ø", "ù", "õ", "û", "ï")):
        VNI[vowel + HORN + tone] = base + shown
for tone, shown in zip((GRAVE, ACUTE, TILDE, HOOK, DOT), "ìíóæò"):
    VNI["i" + tone] = shown
    VNI["I" + tone] = shown.upper()
VNI.update({"y" + DOT: "î", "Y" + DOT: "Î", "đ": "ñ", "Đ": "Ñ"})
VNI = {unicodedata.normalize("NFC", c): "".join(x.upper() if c.isupper() or unicodedata.normalize("NFD", c)[0].isupper() else x for x in s).encode("latin-1")
       for c, s in VNI.items()}


def with_table(table):
    def encode(text):
        out, lost = bytearray(), set()
        for c in text:
            b = c.encode() if c < "\x80" else table.get(c) or (b"" if c.isalpha() else cp1252(c))
            if b and c >= "\x80" and not c.isalpha() and b in TAKEN[id(table)]:
                b = b""  # the set has a letter there
            if not b:
                lost.add(c)
                b = b"?"
            out += b
        return bytes(out), lost
    return encode


TAKEN = {id(t): set(t.values()) for t in (TCVN3, VISCII, VPS)}
TAKEN[id(VNI)] = set()


def cp1258(text):
    out, lost = bytearray(), set()
    for c in text:
        try:
            out += c.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        d = unicodedata.normalize("NFD", c)
        tone = [m for m in d if m in (GRAVE, ACUTE, TILDE, HOOK, DOT)]
        base = unicodedata.normalize("NFC", "".join(m for m in d if m not in tone))
        try:
            out += (base + "".join(tone)).encode("cp1258")
        except UnicodeEncodeError:
            lost.add(c)
            out += b"?"
    return bytes(out), lost


def viqr(text):
    signs = {GRAVE: "`", ACUTE: "'", TILDE: "~", HOOK: "?", DOT: ".", CIRCUMFLEX: "^", BREVE: "(", HORN: "+"}
    out, lost = "", set()
    order = (CIRCUMFLEX, BREVE, HORN)
    for c in text:
        if c in "đĐ":
            out += "dd" if c == "đ" else "DD"
            continue
        d = unicodedata.normalize("NFD", c)
        if c >= "\x80" and (len(d) == 1 or any(m not in signs for m in d[1:])):
            plain = {"“": '"', "”": '"', "–": "-", "…": "..."}.get(c)
            lost.add(c)
            out += plain or "?"
            continue
        shape = "".join(signs[m] for m in d[1:] if m in order)
        out += d[0] + shape + "".join(signs[m] for m in d[1:] if m not in order)
    return out.encode(), lost


def mojibake(text):
    """UTF-8 read as CP1252 and written as UTF-8; free bytes as in Latin-1."""
    out = ""
    for b in text.encode():
        try:
            out += bytes([b]).decode("cp1252")
        except UnicodeDecodeError:
            out += chr(b)
    return out


def pasted(encode):
    def both(text):
        b, lost = encode(text)
        return mojibake_bytes(b).encode(), lost
    return both


def mojibake_bytes(b):
    out = ""
    for x in b:
        try:
            out += bytes([x]).decode("cp1252")
        except UnicodeDecodeError:
            out += chr(x)
    return out


def tcvn3(text):
    """A toned capital is typed as the small letter; the loss is of its case."""
    fallen = {c: c.lower() for c in set(text) if c not in TCVN3 and c.lower() in TCVN3 and c >= "\x80"}
    b, lost = with_table(TCVN3)("".join(fallen.get(c, c) for c in text))
    return b, lost | set(fallen)


def whole(codec):
    return lambda text: (text.encode(codec), set())


ENCODERS = {
    "UTF-8": whole("utf-8"),
    "UTF-8 BOM": whole("utf-8-sig"),
    "UTF-16": whole("utf-16"),
    "UTF-16LE": whole("utf-16-le"),
    "UTF-16BE": whole("utf-16-be"),
    "NFD": lambda text: (unicodedata.normalize("NFD", text).encode(), set()),
    "TCVN3": tcvn3,
    "VNI": with_table(VNI),
    "VISCII": with_table(VISCII),
    "CP1258": cp1258,
    "VPS": with_table(VPS),
    "TCVN3 in UTF-8": pasted(tcvn3),
    "VNI in UTF-8": pasted(with_table(VNI)),
    "VISCII in UTF-8": pasted(with_table(VISCII)),
    "VPS in UTF-8": pasted(with_table(VPS)),
    "CP1258 in UTF-8": pasted(cp1258),
    "UTF-8 twice": lambda text: (mojibake(text).encode(), set()),
    "UTF-8 thrice": lambda text: (mojibake(mojibake(text)).encode(), set()),
    "VIQR": viqr,
}
