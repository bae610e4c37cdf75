#!/usr/bin/env python3
"""Judges of the archival PDF: archive.py VANTHU OUT [SOURCE.vt…].

Each source is built by both engines and every profile; then come veraPDF,
Preflight, the two engines against each other, the structure, the hygiene.
The last line is "archive: N passed, M failed"; each failure has a line."""
import glob
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from broken import HOWS, unnoticed
from hygiene import embedded, hygiene, same_bytes
from pdf import Fault
from structure import judge

# What is built, and by which profiles of veraPDF it is judged; 2a asks all
# that 2u and 2b ask.
BUILDS = {
    "cairo": (["--engine", "cairo"], None),
    "a-2a": (["--engine", "archive", "--pdf", "a-2a"], "2a,ua1"),
    "a-3a": (["--engine", "archive", "--pdf", "a-3a", "--embed-source"], "3a,ua1"),
    "a-1b": (["--engine", "archive", "--pdf", "a-1b"], "1b"),
    "fields": (["--engine", "archive", "--pdf", "a-2a", "--signature-fields"], "2a,ua1"),
    "1.7": (["--engine", "archive", "--pdf", "1.7"], None),
}
TOOLS = "build/tools"  # for every build folder; what npm gave is kept
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


def tool(which):
    """What tools.sh answers, and whether it could."""
    answer = said(run(["sh", os.path.join(HERE, "tools.sh"), TOOLS, which], 400))
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


def vera_jobs(built):
    """Arguments of Vera.java, and the verdicts they must bring."""
    jobs, wanted = [], []
    for kind, (_, profiles) in BUILDS.items():
        for pdf in built[kind].values() if profiles else ():
            jobs.append(profiles + "=" + pdf)
            wanted += [f"{pdf} {p}" for p in profiles.split(",")]
    return jobs, wanted


def must_fail(score, judge_name, answer, pdf):
    """Cairo's PDF is no PDF/A: who does not see that sees nothing."""
    about = [l for l in answer.splitlines() if l.startswith(pdf + " ")]
    score.say(bool(about) and all(" FAILED " in l for l in about), f"{judge_name} finds no fault in {pdf}: {about[:1]}")


JAVA = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"]


def vera(score, built):
    """One JVM for all; it runs while the others judge, and its verdicts are
    counted when the function that is returned is called."""
    path, ready = tool("vera")
    jobs, wanted = vera_jobs(built)
    if not ready or not jobs:
        return lambda: score.say(False, path[5:] if not ready else "veraPDF: no PDF to judge")
    plain = list(built["cairo"].values())[-1:]
    jobs += ["2a=" + p for p in plain]
    pool = ThreadPoolExecutor(1)
    answer = pool.submit(run, JAVA + [path, "Vera", *jobs], 600)

    def count():
        text = said(answer.result())
        verdicts(score, "veraPDF", text, wanted, lambda l: " compliant, " in l)
        for pdf in plain:
            must_fail(score, "veraPDF", text, pdf)
        if not any(w in text for w in wanted):
            print("    " + text[:600])
    return count


def flight(score, built):
    path, ready = tool("flight")
    if not ready:
        score.say(False, path[5:])
        return
    files = list(built["a-1b"].values())
    if not files:
        score.say(False, "Preflight: no PDF to judge")
        return
    plain = list(built["cairo"].values())[-1:]
    answer = said(run(JAVA + [path, "Flight", *files, *plain], 600))
    verdicts(score, "Preflight", answer, files, lambda l: l.endswith(" valid"))
    for pdf in plain:
        must_fail(score, "Preflight", answer, pdf)


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


def text_faults(label, one, other, listed):
    """Cairo draws the page numbers of a contents list before all else on the
    page; where there is one the words are compared without their order."""
    faults = []
    for reader, command in READERS.items():
        a, b = run(command(one)), run(command(other))
        texts = [t.stdout.decode("utf-8", "replace") for t in (a, b)]
        if listed:
            texts = ["\n".join(sorted(t.split())) for t in texts]
        readable = a.returncode == 0 and b.returncode == 0 and bool(texts[0].strip())
        same = readable and squeezed(texts[0]) == squeezed(texts[1])
        faults.append((same, f"{label}: letters by {reader} differ"))
        parts = words_differ(*texts)
        faults.append((readable and parts is None, f"{label}: words by {reader}: archive / cairo, {parts}"))
    return faults


def has_contents(source):
    with open(source, encoding="utf-8") as f:
        return "\n@mục lục" in f.read()


def agreement(score, out, built, sources):
    answer, ready = tool("raster")
    if not ready:
        score.say(False, answer[5:])
        return
    raster = os.path.join(TOOLS, "raster")
    pairs = [(name, pdf, built["cairo"][name]) for name, pdf in built["a-2a"].items() if name in built["cairo"]]
    # The pages of the other profiles are drawn by the same hand: one will do.
    pairs += [(name, built["a-1b"][name], built["cairo"][name]) for name in list(built["a-1b"])[-3:]
              if name in built["cairo"]]
    score.say(bool(pairs), "engines: nothing to compare")
    listed = {name_of(s) for s in sources if has_contents(s)}
    with ThreadPoolExecutor(2) as pool:
        drawn = pool.map(lambda p: run([raster, p[1], p[2]]), pairs)
        read = pool.map(lambda p: text_faults(p[1].replace(out + "/", ""), p[1], p[2], p[0] in listed), pairs)
        for done in drawn:
            print("  " + said(done).replace(out + "/", ""))
            score.say(done.returncode == 0, "pages differ: " + said(done))
        for faults in read:
            for good, what in faults:
                score.say(good, what)


def said_faults(score, label, results):
    for name, faults in results:
        score.say(not faults, f"{label}: {name}: " + "; ".join(faults[:3])
                  + (f"; {len(faults) - 3} more" if len(faults) > 3 else ""))


def structures(score, vanthu, out, built, sources):
    """Tagged profiles; one tree serves both, so the second is judged on the
    last documents alone, which hold everything."""
    jobs = [(s, built["a-2a"][name_of(s)], False) for s in sources if name_of(s) in built["a-2a"]]
    jobs += [(s, built["a-3a"][name_of(s)], False) for s in sources[-3:] if name_of(s) in built["a-3a"]]
    # In one of the samples two agencies sign.
    jobs += [(s, built["fields"][name_of(s)], True) for s in sources[-3:] + [s for s in sources if "lien-tich" in s]
             if name_of(s) in built["fields"]]
    score.say(bool(jobs), "structure: no PDF to judge")
    with ProcessPoolExecutor(2) as pool:
        verdict = [pool.submit(judge, vanthu, *job) for job in jobs]
        for (_, pdf, _), results in zip(jobs, verdict):
            said_faults(score, pdf.replace(out + "/", ""), results.result())


def sources_inside(score, vanthu, out, built, sources):
    """What --embed-source put in comes out again, by our own command too."""
    back = os.path.join(out, "back")
    for source in sources:
        pdf = built["a-3a"].get(name_of(source))
        if not pdf:
            continue
        said_faults(score, pdf.replace(out + "/", ""), [("embedded", guarded(embedded, pdf, source))])
        done = run([vanthu, "extract", pdf, "-o", back])
        with open(source, "rb") as f:
            wanted = f.read()
        score.say(done.returncode == 0 and wanted in texts_under(back), f"extract {pdf}: {said(done)[:200]}")
        shutil.rmtree(back, ignore_errors=True)


def texts_under(path):
    """A file's bytes, or those of each file of a folder."""
    files = [path] if os.path.isfile(path) else glob.glob(os.path.join(path, "**", "*.vt"), recursive=True)
    found = []
    for name in files:
        with open(name, "rb") as f:
            found.append(f.read())
    if os.path.isfile(path):
        os.unlink(path)
    return found


def guarded(check, *arguments):
    try:
        return check(*arguments)
    except (Fault, KeyError, TypeError, ValueError, AttributeError) as e:
        return [f"cannot be judged: {type(e).__name__} {e}"]


def hygienes(score, out, built):
    jobs = [(built["a-2a"][n], False) for n in built["a-2a"]]
    for kind in ("a-3a", "a-1b", "fields", "1.7"):
        jobs += [(built[kind][n], kind == "a-3a") for n in list(built[kind])[-3:]]
    score.say(bool(jobs), "hygiene: no PDF to judge")
    with ThreadPoolExecutor(2) as pool:
        for (pdf, _), results in zip(jobs, pool.map(lambda j: hygiene(*j), jobs)):
            said_faults(score, pdf.replace(out + "/", ""), results)


def same_everywhere(score, vanthu, sources):
    """Elsewhere and later; that both compilers give the same bytes is asked
    by .ci/run, which has both."""
    for kind in ("a-2a", "a-3a", "a-1b"):
        for what, fault in same_bytes(vanthu, sources[-1], BUILDS[kind][0]):
            score.say(not fault, f"{kind} of {sources[-1]}, {what}: {fault}")


def can_say_no(score, vanthu, out, built):
    """Over the document that holds everything, where it is among the sources."""
    source = os.path.join(HERE, "moi-thu.vt")
    good = built["a-2a"].get("moi-thu")
    if not good:
        return
    folder = os.path.join(out, "broken")
    os.makedirs(folder, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(unnoticed, vanthu, source, good, folder, how) for how in HOWS]
        for how, job in zip(HOWS, jobs):
            score.say(not job.result(), f"spoilt: {how}: {job.result()}")


def options_refused(score, vanthu, out, sources):
    """Who asks for an archival file gets one or a refusal, never another."""
    made = os.path.join(out, "refused.pdf")
    for options in (["--engine", "cairo", "--pdf", "a-2a"], ["--engine", "cairo", "--embed-source"], ["--engine", "cairo", "--signature-fields"],
                    ["--pdf", "a-2a", "--embed-source"], ["--pdf", "a-1b", "--embed-source"], ["--pdf", "a-4"], ["--engine", "x"]):
        done = run([vanthu, "build", *options, sources[0], "-o", made])
        score.say(done.returncode == 2 and done.stderr.strip() and not os.path.exists(made),
                  f"build {' '.join(options)}: status {done.returncode}: {said(done)[:100]}")
        if os.path.exists(made):
            os.unlink(made)


def main():
    vanthu, out = sys.argv[1:3]
    sources = sys.argv[3:]
    os.makedirs(out, exist_ok=True)
    score, began = Score(), time.time()

    def lap(what):
        print(f"  ({what}: {time.time() - began:.1f} s since the start)")

    built = build_all(score, vanthu, out, sources)
    lap("built")
    count_vera = vera(score, built)
    flight(score, built)
    agreement(score, out, built, sources)
    lap("engines")
    structures(score, vanthu, out, built, sources)
    lap("structure")
    hygienes(score, out, built)
    lap("hygiene")
    sources_inside(score, vanthu, out, built, sources)
    can_say_no(score, vanthu, out, built)
    lap("spoilt")
    options_refused(score, vanthu, out, sources)
    same_everywhere(score, vanthu, sources)
    lap("bytes")
    count_vera()
    lap("veraPDF")
    print(f"archive: {score.passed} passed, {score.failed} failed")
    return score.failed > 0


if __name__ == "__main__":
    sys.exit(main())
