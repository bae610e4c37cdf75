#!/usr/bin/env python3
"""Compare exported plans with hand-made gold: compare.py GOLD OUT

Equal means equal to the letter, but for
- keys beyond the contract (notes of the gold about itself);
- facts that the gold calls inferred: blank in it, stated in the transcription;
- the closing ./. of the whole text, which is in no exported text;
- an abbreviation in brackets within an issuer's name, which the gold keeps in
  one plan and leaves out in another.
"""
import json
import pathlib
import re
import sys

BEYOND = {"seed", "restored", "defects", "note", "alternatives", "accept",
          "inferred", "either", "renumbered"}
faults = 0
compared = 0


def bare_issuer(s):
    return re.sub(r" \([^()]*\)", "", s) if isinstance(s, str) else s


def without_closing(s):
    return re.sub(r"\s*\.?\s*/\s*\.?$", "", s)


def same(path, gold, got, last):
    if gold == got:
        return True
    if path.endswith(".issuer"):
        return bare_issuer(gold) == bare_issuer(got)
    return (last and isinstance(gold, str) and without_closing(gold) != gold
            and without_closing(gold) == got)


def compare(path, gold, got, last=False):
    global faults, compared
    if isinstance(gold, dict) and isinstance(got, dict):
        for key in (gold.keys() | got.keys()) - BEYOND:
            compare(f"{path}.{key}", gold.get(key), got.get(key), last and key in ("text", "body"))
    elif isinstance(gold, list) and isinstance(got, list):
        if len(gold) != len(got):
            faults += 1
            print(f"{path}: {len(gold)} in the gold, {len(got)} here")
        for i, (a, b) in enumerate(zip(gold, got)):
            compare(f"{path}[{i}]", a, b, last and i == len(gold) - 1)
    else:
        compared += 1
        if not same(path, gold, got, last):
            faults += 1
            print(f"{path}: gold {gold!r}\n{' ' * len(path)}  here {got!r}")


def fill_in(gold, got):
    """What no line of the old text says, but the transcription does."""
    inferred = gold.get("inferred", {})
    for key in ("agencies", "symbol", "place"):
        if not gold[key] and key in inferred:
            gold[key] = inferred[key]
    if gold["date"] is None:
        gold["date"] = inferred.get("date", got["date"])


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    gold = json.loads(file.read_text())
    got = json.loads((pathlib.Path(sys.argv[2]) / file.name).read_text())
    fill_in(gold, got)
    before = faults, compared
    for key in gold.keys() - BEYOND:
        compare(f"{file.stem}.{key}", gold[key], got.get(key), key == "body")
    print(f"{file.stem}: {compared - before[1]} giá trị so sánh, {faults - before[0]} khác")
print("bằng bản chuẩn" if not faults else f"{faults} khác")
sys.exit(faults > 0)
