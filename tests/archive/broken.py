"""Judges that cannot say no are none: a good PDF is spoiled in one way at a
time, and the judge of that must find it."""
import base64
import json
import os
import re
import subprocess

from hygiene import hygiene
from structure import judge


def elements(objects, kind):
    return [v["value"] for v in objects.values()
            if isinstance(v.get("value"), dict) and v["value"].get("/S") == "/" + kind]


def leaves(objects):
    """Items that own one marked-content sequence and no more."""
    return [e for e in elements(objects, "LBody") if isinstance(e.get("/K"), int)]


def streams(objects, *words):
    for held in objects.values():
        if "stream" in held:
            data = base64.b64decode(held["stream"]["data"])
            if all(w in data for w in words):
                yield held["stream"], data


def catalog(objects):
    return objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]


def info(objects):
    return objects["obj:" + objects["trailer"]["value"]["/Info"]]["value"]


def rewrite(objects, pattern, to, word):
    """In the first stream that has it."""
    for stream, data in streams(objects, word):
        made, n = re.subn(pattern, to, data, count=1)
        if n:
            stream["data"] = base64.b64encode(made).decode()
            return
    raise LookupError(pattern)


def attribute(objects, kind, name):
    for e in elements(objects, kind):
        for a in [e.get("/A")] if isinstance(e.get("/A"), (dict, str)) else e.get("/A") or []:
            a = objects["obj:" + a]["value"] if isinstance(a, str) else a
            if name in a:
                return a
    raise LookupError(name)


def swap(objects):
    one, other = leaves(objects)[:2]
    one["/K"], other["/K"] = other["/K"], one["/K"]


def drop(objects):
    kept = next(v["value"]["/K"] for v in objects.values() if isinstance(v.get("value"), dict)
                and v["value"].get("/S") == "/Sect" and len(v["value"]["/K"]) > 3)
    kept.pop(1)


SPOILT = {  # how: (what the judge calls it, what is done to the objects)
    "two items change places": ("words", swap),
    "a paragraph leaves the tree": ("words", drop),
    "text becomes an artifact": ("marks", lambda o: rewrite(o, rb"/P\s*<<\s*/MCID \d+\s*>>\s*BDC", b"/Artifact BMC", b"/P<<")),
    "a rule is drawn under no mark": ("marks", lambda o: rewrite(o, rb"^", b"0 0 m 9 9 l S\n", b"/P<<")),
    "a heading a level too deep": ("headings", lambda o: elements(o, "H1")[0].update({"/S": "/H3"})),
    "a heading is a paragraph": ("headings", lambda o: elements(o, "H2")[0].update({"/S": "/P"})),
    "a label is a body": ("lists", lambda o: elements(o, "Lbl")[0].update({"/S": "/Span"})),
    "a header cell without its scope": ("tables", lambda o: attribute(o, "TH", "/Scope").pop("/Scope")),
    "a merged cell that spans nothing": ("tables", lambda o: attribute(o, "TD", "/RowSpan").pop("/RowSpan")),
    "a note without its name": ("notes", lambda o: elements(o, "Note")[0].pop("/ID")),
    "a picture without words": ("figures", lambda o: elements(o, "Figure")[0].pop("/Alt")),
    "a link without words": ("annotations", lambda o: next(
        v["value"] for v in o.values() if isinstance(v.get("value"), dict) and v["value"].get("/Subtype") == "/Link").pop("/Contents")),
    "no language": ("document", lambda o: catalog(o).pop("/Lang")),
    "another title": ("document", lambda o: info(o).update({"/Title": "u:Khác"})),
    "labels one too high": ("labels", lambda o: catalog(o).update({"/PageLabels": {"/Nums": [0, {"/S": "/D", "/St": 2}]}})),
    "Info and XMP part": ("inside", lambda o: info(o).update({"/Producer": "u:Khác"})),
    "a script": ("inside", lambda o: catalog(o).update({"/OpenAction": {"/S": "/JavaScript", "/JS": "u:1"}})),
    "letters without meaning": ("fonts", lambda o: [v["value"].pop("/ToUnicode") for v in o.values()
                                                    if isinstance(v.get("value"), dict) and "/ToUnicode" in v["value"]]),
}


def spoil(good, how, made):
    done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                           "--decode-level=generalized", good], capture_output=True, timeout=60, check=True)
    whole = json.loads(done.stdout)
    # qpdf writes what it reads; it need not know what has become of streams.
    how(whole["qpdf"][1])
    with open(made + ".json", "w", encoding="utf-8") as f:
        json.dump(whole, f)
    subprocess.run(["qpdf", "--json-input", made + ".json", "--static-id", made],
                   capture_output=True, timeout=60, check=True)


HOWS = ["nothing", *SPOILT]


def unnoticed(vanthu, source, good, folder, how):
    """None, or why the judge has not found what was spoilt; "nothing" is a
    file that is written anew and no more."""
    name, change = SPOILT.get(how, (None, lambda objects: None))
    made = os.path.join(folder, how.replace(" ", "-") + ".pdf")
    try:
        spoil(good, change, made)
    except (LookupError, StopIteration, subprocess.CalledProcessError) as e:
        return f"could not be done: {type(e).__name__} {e}"
    found = [n for n, faults in judge(vanthu, source, made) + hygiene(made, False)[1:] if faults]
    if name is None:
        return f"found in a file that was only rewritten: {found}" if found else None
    return None if name in found else f"{name} says nothing, only {found}"
