#!/usr/bin/env python3
"""Judges of the archival PDF: archive.py VANTHU OUT [SOURCE.vt…].

Each source is built by both engines and every profile; then come veraPDF,
Preflight, the two engines against each other, the structure, the hygiene.
The last line is "archive: N passed, M failed"; each failure has a line."""
import glob
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

# What is built, and by which profiles of veraPDF it is judged.
BUILDS = {
    "cairo": (["--engine", "cairo"], None),
    "a-2a": (["--engine", "archive", "--pdf", "a-2a"], "2a,2u,2b,ua1"),
    "a-3a": (["--engine", "archive", "--pdf", "a-3a", "--embed-source"], "3a,3b,ua1"),
    "a-1b": (["--engine", "archive", "--pdf", "a-1b"], "1b"),
}
KEPT_IN_SIGHT = 12  # lines of one judge that are printed


class Score:
    def __init__(self):
        self.passed = self.failed = 0

    def say(self, good, what):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL", what, flush=True)


def run(command, seconds=300, **more):
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, **more)
    except (OSError, subprocess.TimeoutExpired) as e:
        return subprocess.CompletedProcess(command, 127, b"", str(e).encode())


def said(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace").strip()


def tool(out, which):
    """What tools.sh answers, and whether it could."""
    answer = said(run(["sh", os.path.join(HERE, "tools.sh"), os.path.join(out, "tools"), which], 400))
    return answer, not answer.startswith("FAIL")


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


def build_all(score, vanthu, out, sources):
    """{kind: {name: pdf}} of what could be built."""
    built = {}
    for kind, (options, _) in BUILDS.items():
        folder = os.path.join(out, kind)
        os.makedirs(folder, exist_ok=True)
        for old in glob.glob(os.path.join(folder, "*.pdf")):
            os.unlink(old)
        done = run([vanthu, "build", "--jobs", "2", *options, *sources, "-o", folder])
        built[kind] = {}
        for source in sources:
            pdf = os.path.join(folder, name_of(source) + ".pdf")
            if os.path.exists(pdf):
                built[kind][name_of(source)] = pdf
        missing = len(sources) - len(built[kind])
        score.say(missing == 0, f"build {' '.join(options)}: {missing} of {len(sources)} PDFs missing: "
                  + said(done)[:300])
    return built


def verdicts(score, judge, answer, wanted, is_good):
    """One count for each (file, profile) wanted; a judge that is silent about
    one has not found it good."""
    lines = answer.splitlines()
    for want in wanted:
        about = [l for l in lines if l.startswith(want + " ")]
        good = bool(about) and all(is_good(l) for l in about)
        score.say(good, f"{judge}: {want}" + ("" if about else " not judged"))
        if not good:
            for line in about[:KEPT_IN_SIGHT]:
                print("    " + line[len(want):][:400])


def vera(score, out, built):
    path, ready = tool(out, "vera")
    if not ready:
        score.say(False, path[5:])
        return
    jobs, wanted = [], []
    for kind, (_, profiles) in BUILDS.items():
        for pdf in built[kind].values() if profiles else ():
            jobs.append(profiles + "=" + pdf)
            wanted += [f"{pdf} {p}" for p in profiles.split(",")]
    if not jobs:
        score.say(False, "veraPDF: no PDF to judge")
        return
    answer = said(run(["java", "-XX:+UseSerialGC", "-cp", path, "Vera", *jobs], 600))
    verdicts(score, "veraPDF", answer, wanted, lambda l: " compliant, " in l)
    if not any(w in answer for w in wanted):
        print("    " + answer[:600])


def flight(score, out, built):
    path, ready = tool(out, "flight")
    if not ready:
        score.say(False, path[5:])
        return
    files = list(built["a-1b"].values())
    if not files:
        score.say(False, "Preflight: no PDF to judge")
        return
    answer = said(run(["java", "-XX:+UseSerialGC", "-cp", path, "Flight", *files], 600))
    verdicts(score, "Preflight", answer, files, lambda l: l.endswith(" valid"))


def squeezed(text):
    return "".join(text.split())


def words_differ(one, other):
    """Where two texts part, word for word; None where they agree."""
    a, b = one.split(), other.split()
    for i in range(max(len(a), len(b))):
        if a[i:i + 1] != b[i:i + 1]:
            return f"word {i}: “{' '.join(a[i:i + 6])}” / “{' '.join(b[i:i + 6])}”"
    return None


READERS = {
    "pdftotext -raw": lambda pdf: ["pdftotext", "-raw", pdf, "-"],
    "mutool": lambda pdf: ["mutool", "draw", "-q", "-F", "txt", pdf],
}


def same_text(score, label, one, other, has_contents):
    """Cairo draws the page numbers of a contents list before all else on the
    page; where there is one the words are compared without their order."""
    for reader, command in READERS.items():
        a, b = run(command(one)), run(command(other))
        texts = [t.stdout.decode("utf-8", "replace") for t in (a, b)]
        if has_contents:
            texts = ["\n".join(sorted(t.split())) for t in texts]
        readable = a.returncode == 0 and b.returncode == 0 and bool(texts[0].strip())
        score.say(readable and squeezed(texts[0]) == squeezed(texts[1]), f"{label}: letters by {reader} differ")
        parts = words_differ(*texts)
        score.say(readable and parts is None, f"{label}: words by {reader}: archive / cairo, {parts}")


def has_contents(source):
    with open(source, encoding="utf-8") as f:
        return "\n@mục lục" in f.read()


def agreement(score, out, built, sources):
    answer, ready = tool(out, "raster")
    if not ready:
        score.say(False, answer[5:])
        return
    raster = os.path.join(out, "tools", "raster")
    pairs = [(name, pdf, built["cairo"][name]) for kind in ("a-2a", "a-1b")
             for name, pdf in built[kind].items() if name in built["cairo"]]
    score.say(bool(pairs), "engines: nothing to compare")
    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(lambda p: run([raster, p[1], p[2]]), pairs):
            print("  " + said(done).replace(out + "/", ""))
            score.say(done.returncode == 0, "pages differ: " + said(done))
    listed = {name_of(s) for s in sources if has_contents(s)}
    for name, one, other in pairs:
        same_text(score, one.replace(out + "/", ""), one, other, name in listed)


def main():
    vanthu, out = sys.argv[1:3]
    sources = sys.argv[3:]
    os.makedirs(out, exist_ok=True)
    score = Score()
    built = build_all(score, vanthu, out, sources)
    vera(score, out, built)
    flight(score, out, built)
    agreement(score, out, built, sources)
    print(f"archive: {score.passed} passed, {score.failed} failed")
    return score.failed > 0


if __name__ == "__main__":
    sys.exit(main())
