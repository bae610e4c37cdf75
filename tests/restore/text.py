"""Vietnamese text as the model counts it: lower case, marks of pause, numbers."""
import re
import unicodedata

NUMBER, BREAK = "<n>", "<s>"
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
TOKEN = re.compile(r"[.;:!?…|]+(?=\s|$)|[^\s]+")
OUTER = "()[]{}<>“”\"'‘’,.;:!?…*_=#|«»–—-/\\+`~•"


# One place for the tone of an open oa, oe, uy: the old one, as viet_fold has it.
NEW, OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
OPEN = re.compile(r"(?<!q)(" + "|".join(NEW) + r")(?![^\W\d_])")


def one_tone(text):
    return OPEN.sub(lambda m: OLD[NEW.index(m[1])], text)


def tokens(line):
    """The words of a line with BREAK where a reader pauses."""
    out = [BREAK]
    line = one_tone(unicodedata.normalize("NFC", line).lower())
    for raw in line.split():
        core = raw.strip(OUTER)
        if core:
            if any(c.isdigit() for c in core):
                out.append(NUMBER)
            else:
                out += [p for p in re.split(r"[-–—/.,()“”\"…]+", core) if p]
        if raw[-1] in ".;:!?…|" and out[-1] != BREAK:
            out.append(BREAK)
    if out[-1] != BREAK:
        out.append(BREAK)
    return out


def prose(path):
    """Lines of a source without its sigils."""
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = re.sub(r"\{[#=][^}]*\}|\[\[[^\]]*\]\]|^\s*//.*|\{\{[^}]*\}\}", " ", line)
            line = re.sub(r"^\s*@([^\W\d_ ]+(?: [^\W\d_ ]+)*)\s*:?", r"\1:", line)
            line = line.replace("**", "").replace("*", "").replace("|", " . ")
            line = re.sub(r"^[\s#+-]+", "", line)
            if line.strip():
                yield line
