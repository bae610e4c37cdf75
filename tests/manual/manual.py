#!/usr/bin/env python3
"""Run the examples of the manual: manual.py VANTHU FILE.md...

A fence `vt` is a source; the fences behind it are what vanthu must say of it:
  outline   show --outline        diag   check, "line:column: VTnnnn severity"
  json      a part of the exported plan, as JSON      fmt   the canonical form
  text      build --format text, to the letter
A `vt` fence with nothing behind it must pass without an error. `vt sai` and
`vt đúng` stand under a heading `## VTnnnn`: the first must raise that code, the
second must not; where the code offers a fix, `fix` must end it."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

vanthu, files = sys.argv[1], sys.argv[2:]
passed = failed = 0
work = pathlib.Path(tempfile.mkdtemp())


def run(*args, source):
    path = work / "x.vt"
    path.write_text(source)
    return subprocess.run([vanthu, *args, str(path)], capture_output=True, text=True)


def diagnostics(source):
    out = run("check", "--lang", "vi", "--message-format", "json", source=source)
    return json.loads(out.stdout)["diagnostics"], out.returncode


def contains(whole, part):
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and contains(whole[k], v) for k, v in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(contains, whole, part))
    return whole == part


def result(where, good, got):
    global passed, failed
    passed += good
    failed += not good
    if not good:
        print(f"{where}:\n{got}")


def ask(kind, source, wanted):
    if kind in ("ebnf", "xml"):            # for the reader
        return True, ""
    if kind == "outline":
        got = run("show", "--outline", source=source).stdout
    elif kind == "fmt":
        got = subprocess.run([vanthu, "fmt", "-"], input=source, capture_output=True, text=True).stdout
    elif kind == "text":
        got = run("build", "--format", "text", "-o", "-", source=source).stdout
    elif kind == "diag":
        got = "".join(f"{d['line']}:{d['column']}: {d['code']} {d['severity']}\n"
                      for d in diagnostics(source)[0] if d["code"] != "VT0302")
    elif kind == "json":
        plan = json.loads(run("build", "--format", "json", "-o", "-", source=source).stdout or "{}")
        return contains(plan, json.loads(wanted)), json.dumps(plan, ensure_ascii=False)[:600]
    else:
        return False, f"không có loại {kind}"
    return got == wanted, got


def check_code(where, code, kind, source):
    found, status = diagnostics(source)
    codes = [d["code"] for d in found]
    if kind == "đúng":
        result(where, code not in codes and status in (0, 1, 3), codes)
        return
    result(where, code in codes and status in (0, 1), f"{code} không có trong {codes}")
    if any(d["fixes"] for d in found if d["code"] == code):
        path = work / "f.vt"
        path.write_text(source)
        subprocess.run([vanthu, "fix", str(path)], capture_output=True)
        left = [d["code"] for d in diagnostics(path.read_text())[0] if d["fixes"]]
        result(where + " sau khi sửa", not left, left)


for name in files:
    text = pathlib.Path(name).read_text()
    code, pending = None, None
    for m in re.finditer(r"^## (VT\d{4})|^```(\w+) ?(sai|đúng)?\n(.*?)^```$", text, re.M | re.S):
        where = f"{name}:{text.count(chr(10), 0, m.start()) + 1}"
        if m[1]:
            code = m[1]
        elif m[2] == "vt":
            if pending:
                found, status = diagnostics(pending[1])
                result(pending[0], status == 0, found)
            pending = None
            if m[3]:
                check_code(where, code, m[3], m[4])
            else:
                pending = where, m[4]
        elif pending or m[2] in ("diag", "json", "fmt", "outline", "text"):
            if pending:
                last = pending[1]
            result(where, *ask(m[2], last, m[4]))
            pending = None
    if pending:
        found, status = diagnostics(pending[1])
        result(pending[0], status == 0, found)

print(f"manual: {passed} passed, {failed} failed")
sys.exit(failed > 0)
