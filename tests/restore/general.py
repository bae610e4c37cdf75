"""Counts words and pairs of general Vietnamese from Debian's translations.

usage: general.py FOLDER… >tests/restore/source/general.counts
FOLDERs hold the unpacked packages that templates/vi/SOURCES names. Only
counts are kept, no sentence: a word, or two words, seen twice or oftener.
"""
import collections
import gettext
import glob
import gzip
import html
import re
import sys

from text import BREAK, NUMBER, tokens

MARKED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềếểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùũý]", re.I)


def lines(folder):
    for path in glob.glob(folder + "/**/*.mo", recursive=True):
        if "/vi/" not in path:
            continue
        try:
            with open(path, "rb") as f:
                catalog = gettext.GNUTranslations(f)._catalog
        except Exception:
            continue
        for text in catalog.values():
            yield from re.sub(r"[~&_]|%\S+", "", text).split("\n")
    for path in glob.glob(folder + "/**/*", recursive=True):
        if re.search(r"/vi/.*\.(html|xhp)$|\.vi\.html$", path):
            with open(path, encoding="utf-8", errors="replace") as f:
                yield from html.unescape(re.sub(r"</?(?:p|td|h\d|li|div|br|tr)[^>]*>", "\n", f.read())).split("\n")
        elif re.search(r"/vi/man\d/.*\.gz$", path):
            with gzip.open(path, "rt", encoding="utf-8", errors="replace") as f:
                yield re.sub(r"\\f.|\\-|^\..*$", " ", f.read(), flags=re.M)


def main():
    seen = set()
    words, pairs = collections.Counter(), collections.Counter()
    for folder in sys.argv[1:]:
        for line in lines(folder):
            line = re.sub(r"<[^>]*>", " ", line)
            if line in seen:
                continue
            seen.add(line)
            row = tokens(line)
            bare = [w for w in row if w not in (BREAK, NUMBER)]
            if len(bare) < 3 or sum(bool(MARKED.search(w)) for w in bare) < 0.5 * len(bare):
                continue
            words.update(row)
            pairs.update(zip(row, row[1:]))
    for w, n in sorted(words.items()):
        if n >= 2:
            print(w, n, sep="\t")
    for (a, b), n in sorted(pairs.items()):
        if n >= 3:
            print(a, b, n, sep="\t")


main()
