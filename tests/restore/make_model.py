"""Counts words, pairs and triples into the lexicon that vanthu loads.

usage: make_model.py [--without FILE.vt]… >templates/vi/lexicon.txt

The product is text: a line a word ("word count", the oftenest first, its
number is its line), an empty line, then a line for each word that begins a
pair, "number pair pair …". A pair is "second:count", and where triples are
known "second:count(third:count,third:count…)". Numbers of pairs and triples
ascend and are written as differences.
"""
import collections
import glob
import os
import sys
import unicodedata

from text import BREAK, NUMBER, one_tone, prose, tokens

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WEIGHT = {"own": 6, "compound": 6}
UNKNOWN = "<u>"


def general(words, pairs):
    with open(HERE + "/source/general.counts", encoding="utf-8") as f:
        for line in f:
            row = line.rstrip("\n").split("\t")
            # The taste of program manuals is held down: the root of a count.
            n = int(row[-1]) ** 0.6
            if len(row) == 2:
                words[row[0]] += n
            elif row[0] != row[1]:
                pairs[row[0], row[1]] += n


def own_files(without):
    names = glob.glob(ROOT + "/samples/*.vt") + glob.glob(HERE + "/source/*.txt")
    return sorted(n for n in names if os.path.basename(n) not in without)


def own(words, pairs, triples, without):
    for name in own_files(without):
        weight = WEIGHT["own"]
        for line in prose(name):
            row = tokens(line)
            for w in row:
                words[w] += weight
            for t in zip(row, row[1:]):
                pairs[t] += weight
            for t in zip(row, row[1:], row[2:]):
                triples[t] += weight


def compounds(words, pairs):
    """Lines "a: b c" of source/compounds.lst; every word is seen in each pair."""
    with open(HERE + "/source/compounds.lst", encoding="utf-8") as f:
        for line in f:
            if ":" not in line or line[0] == "#":
                continue
            head, tails = one_tone(line.lower()).split(":", 1)
            for tail in dict.fromkeys(tails.split()):
                pair = (tail, head[1:]) if head[0] == "~" else (head, tail)
                pairs[pair] += WEIGHT["compound"]
                for w in pair:
                    words[w] += WEIGHT["compound"] / 2


def hunspell():
    with open("/usr/share/hunspell/vi_VN.dic", encoding="utf-8") as f:
        for line in list(f)[1:]:
            word = unicodedata.normalize("NFC", line.split("/")[0].strip()).lower()
            if word.isalpha():
                yield one_tone(word)


def main():
    without = {sys.argv[i + 1] for i, a in enumerate(sys.argv) if a == "--without"}
    words, pairs, triples = (collections.Counter() for _ in range(3))
    general(words, pairs)
    lawful = set(hunspell()) | {l.strip() for l in open(HERE + "/source/syllables.txt", encoding="utf-8")}
    mine = collections.Counter()
    own(mine, pairs, triples, without)
    compounds(mine, pairs)
    words.update(mine)
    kept = lambda w: w in lawful or w in (BREAK, NUMBER) or mine[w] >= 2 * WEIGHT["own"]
    lost = sum(n for w, n in words.items() if not kept(w))
    words = collections.Counter({w: n for w, n in words.items() if kept(w) and len(w) <= 12})
    for w in lawful:
        words[w] += 0.5
    order = [UNKNOWN, BREAK, NUMBER] + sorted(
        (w for w in words if w not in (BREAK, NUMBER)), key=lambda w: (-words[w], w))
    words[UNKNOWN] = lost
    number = {w: i for i, w in enumerate(order)}
    write(order, words, number, pairs, triples)


def write(order, words, number, pairs, triples):
    code = lambda row: tuple(number.get(w, 0) for w in row)
    two, three = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for row, n in pairs.items():
        a, b = code(row)
        two[a][b] += n
    for row, n in triples.items():
        a, b, c = code(row)
        three[a, b][c] += n
    for w in order:
        print(w, max(1, round(2 * words[w])))
    print()
    for a in sorted(two):
        line, before = [str(a)], 0
        for b in sorted(two[a]):
            n = round(two[a][b])
            if n < 2:
                continue
            item = f"{b - before}:{n}"
            before = b
            if three[a, b]:
                inner, last = [], 0
                for c in sorted(three[a, b]):
                    inner.append(f"{c - last}:{round(three[a, b][c])}")
                    last = c
                item += "(" + ",".join(inner) + ")"
            line.append(item)
        if len(line) > 1:
            print(" ".join(line))


main()
