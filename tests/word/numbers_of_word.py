"""Counts the lists of a Word file as Word does (ISO/IEC 29500-1, 17.9): the
lists of one scheme share their counters; a list whose level has a start of
its own begins there when it is first used; a level begins anew behind a
higher one."""
import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def roman(n):
    out = ""
    for value, letters in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"),
                           (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                           (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
                           (1, "I")):
        while n >= value:
            out, n = out + letters, n - value
    return out


def written(form, n):
    return {"upperRoman": roman, "decimal": str,
            "lowerLetter": lambda n: chr(96 + n)}[form](n)


def val(element, tag):
    found = element.find(W + tag)
    return None if found is None else found.get(W + "val")


def read(numbering):
    schemes, lists = {}, {}
    for scheme in numbering.findall(W + "abstractNum"):
        schemes[scheme.get(W + "abstractNumId")] = {
            int(l.get(W + "ilvl")): (val(l, "numFmt"), val(l, "lvlText"),
                                     int(val(l, "start")))
            for l in scheme.findall(W + "lvl")}
    for num in numbering.findall(W + "num"):
        starts = {int(o.get(W + "ilvl")): int(val(o, "startOverride"))
                  for o in num.findall(W + "lvlOverride")}
        lists[num.get(W + "numId")] = (val(num, "abstractNumId"), starts)
    return schemes, lists


def labels(document, numbering):
    """(label, text) of each paragraph that is counted."""
    schemes, lists = read(numbering)
    counters, begun, found = {}, set(), []
    for p in document.iter(W + "p"):
        number = p.find(f"{W}pPr/{W}numPr")
        if number is None or val(number, "numId") == "0":
            continue
        list_, level = val(number, "numId"), int(val(number, "ilvl"))
        scheme, starts = lists[list_]
        levels, count = schemes[scheme], counters.setdefault(scheme, {})
        if level in starts and (list_, level) not in begun:
            count[level] = starts[level]
        else:
            count[level] = count.get(level, levels[level][2] - 1) + 1
        begun.add((list_, level))
        for deeper in [k for k in count if k > level]:
            del count[deeper]
        form, text, _ = levels[level]
        if form not in ("bullet", "none"):
            text = re.sub(r"%(\d)", lambda m: written(
                levels[int(m[1]) - 1][0],
                count.get(int(m[1]) - 1, levels[int(m[1]) - 1][2])), text)
        found.append((text, "".join(t.text or "" for t in p.iter(W + "t"))))
    return found
