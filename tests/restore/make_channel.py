"""Measures what letters are seen as, from pages whose truth is known.

usage: make_channel.py FOLDER >templates/vi/channel.txt
FOLDER holds NAME.txt and NAME.KIND.ocr as ocr.sh leaves them. Words are paired
by their order, then letters by expectation and maximisation: one true letter,
or two, seen as none to three. A line of the product is the truth, what was
seen, and -100 ln of its probability; letter case counts.
"""
import collections
import difflib
import glob
import math
import re
import sys
import unicodedata

from text import OUTER

LEAST = 3       # fewer sightings are an accident
FLOOR = 0.0004


def bare(s):
    s = s.lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))


def shape(word):
    """Words that look alike to an English eye share a shape."""
    return re.sub("[1l!|]", "i", bare(word).replace("6", "o").replace("ii", "u"))


def words(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        text = unicodedata.normalize("NFC", f.read())
    cores = (w.strip(OUTER.replace("?", "")) for w in text.split())
    return [w for w in cores if w]


def paired(truth, seen):
    """Pairs of words at the same place, where both sides agree on how many."""
    match = difflib.SequenceMatcher(None, [shape(w) for w in truth], [shape(w) for w in seen], autojunk=False)
    for tag, a, b, c, d in match.get_opcodes():
        if b - a == d - c:
            yield from zip(truth[a:b], seen[c:d])


def likely(truth, seen):
    if not truth or not seen:
        return 1e-4 if len(truth) == 1 else 0
    if truth == seen:
        return 1
    if len(truth) == 1:
        return 0.3 if bare(truth) == bare(seen) else 10.0 ** -(1 + len(seen))
    return 10.0 ** -(3 + abs(len(seen) - len(truth))) if len(truth) != len(seen) else 0


def cuts(truth, seen):
    """Every piece of the pair as (i, j, i2, j2)."""
    for i in range(len(truth)):
        for j in range(len(seen) + 1):
            for a in (1, 2):
                for k in range(4):
                    if i + a <= len(truth) and j + k <= len(seen) and not (a == 2 and (k == 0 or k == 2)):
                        yield i, j, i + a, j + k


def expect(truth, seen, p, counts, n):
    edges = [(e, p(truth[e[0]:e[2]], seen[e[1]:e[3]])) for e in cuts(truth, seen)]
    edges = [e for e in edges if e[1] > 0]
    ahead = collections.defaultdict(float)
    ahead[0, 0] = 1
    for (i, j, i2, j2), q in edges:
        ahead[i2, j2] += ahead[i, j] * q
    behind = collections.defaultdict(float)
    behind[len(truth), len(seen)] = 1
    for (i, j, i2, j2), q in reversed(edges):
        behind[i, j] += behind[i2, j2] * q
    total = ahead[len(truth), len(seen)]
    if total < 1e-14:
        return
    for (i, j, i2, j2), q in edges:
        share = n * ahead[i, j] * q * behind[i2, j2] / total
        if share > 1e-4:
            counts[truth[i:i2]][seen[j:j2]] += share


def main():
    pairs = collections.Counter()
    for path in sorted(glob.glob(sys.argv[1] + "/*.ocr")):
        truth = re.sub(r"\.[0-9]+[nb]?\.ocr$", ".txt", path)
        for t, s in paired(words(truth), words(path)):
            if t.isalpha() and len(s) <= 2 * len(t) + 2 and len(t) <= 9:
                pairs[t, s] += 1
    p = likely
    for _ in range(6):
        counts = collections.defaultdict(collections.Counter)
        for (t, s), n in pairs.items():
            expect(t, s, p, counts, n)
        for t, row in counts.items():
            # A pair of letters must earn its keep: seen together or not at all.
            if len(t) == 2:
                for s in list(row):
                    if row[s] < LEAST:
                        del row[s]
        single = collections.Counter()
        for (t, s), n in pairs.items():
            for c in t:
                single[c] += n
            for c in zip(t, t[1:]):
                single["".join(c)] += n
        table = {t: {s: n / single[t] for s, n in row.items()} for t, row in counts.items()}
        p = lambda t, s: table.get(t, {}).get(s, 1e-9 if len(t) == 1 else 0)
    write(pairs, counts, single)


SHARED = 12     # sightings that letters of one base lend each other
ALPHABET = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


def kin(c):
    """ỗ learns most from ô and its tones, then from all that is o without marks."""
    crown = unicodedata.normalize("NFD", c)[:2] if c not in "đĐ" else c
    return [[d for d in ALPHABET + ALPHABET.upper() if d.isupper() == c.isupper() and d != c and bare(d) == bare(c)
             and (wide or unicodedata.normalize("NFD", d)[:2] == crown)] for wide in (False, True)]


def smooth(counts, single):
    raw = {c: collections.Counter(counts.get(c, {})) for c in ALPHABET + ALPHABET.upper()}
    for c in raw:
        total = collections.Counter(raw[c])
        for family in kin(c):
            pool = collections.Counter()
            for d in family:
                # What keeps a mark of another letter is no model for this one.
                pool.update({s: n for s, n in raw[d].items() if s == bare(d) or bare(s) != s.lower() or s != d})
            share = sum(pool.values())
            for s, n in pool.items():
                total[s] += SHARED / 2 * n / share
        stripped = bare(c).upper() if c.isupper() else bare(c)
        total[stripped] += 1
        counts[c] = total
        single[c] = max(single[c], sum(raw[c].values())) + SHARED + 1


def write(pairs, counts, single):
    smooth(counts, single)
    print("# truth, seen, -100 ln p: measured by tests/restore/make_channel.py on", sum(pairs.values()), "words")
    for t in sorted(counts):
        merged = collections.Counter(counts[t])
        for s, n in sorted(merged.items()):
            q = n / single[t]
            if n >= (LEAST if len(t) == 2 else 0.02) and q >= FLOOR and "\t" not in s:
                print(t, s, max(0, round(-100 * math.log(q))), sep="\t")


main()
