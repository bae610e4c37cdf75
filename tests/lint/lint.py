#!/usr/bin/env python3
"""The lints (VT0330 to VT0369): silent on lawful text, and mended by `fix`.

What each catches, and where, stands in the .diag beside every .vt of this
folder. Here: no sample and no right example of the manual raises one; after
`fix` nothing mendable is left, a second `fix` changes nothing, and words
outside the complaint stay; every code is met in a golden; no text, however
odd, stops the compiler."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

vanthu = sys.argv[1]
here = pathlib.Path("tests/lint")
work = pathlib.Path(tempfile.mkdtemp())
LINTS = range(330, 370)
passed = failed = 0


def test(name, good, what=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG {name}: {what}")


def check(path):
    r = subprocess.run([vanthu, "check", "--message-format", "json", str(path)], capture_output=True, text=True)
    return json.loads(r.stdout)["diagnostics"], r.returncode


def lints(diagnostics):
    return [f"{d['line']}:{d['column']} {d['code']} {d['message']}" for d in diagnostics if int(d["code"][2:]) in LINTS]


def sentences(path):
    text = subprocess.run([vanthu, "build", "--format", "text", "-o", "-", str(path)], capture_output=True, text=True).stdout
    return sum(bool(re.search(r"\w", s)) for s in re.split(r"[.;:!?](?=\s)|\n", text))


# Lawful text.
judged = 0
lawful = sorted(pathlib.Path("samples").glob("*.vt")) + [here / "lawful.vt", here / "head-right.vt"]
for path in lawful:
    found = lints(check(path)[0])
    judged += sentences(path)
    test(f"{path} không có lời nhắc nào", not found, found)

# The manual: what it calls right, and what it shows of the language.
# A short date, and small letters that a fragment begins with, are no fault of it.
for name in ("docs/diagnostics.md", "docs/language.md", "docs/language.en.md"):
    text = pathlib.Path(name).read_text()
    code = 0
    for m in re.finditer(r"^## VT(\d{4})|^```vt ?(sai|đúng)?\n(.*?)^```$", text, re.M | re.S):
        if m[1]:
            code = int(m[1])
            continue
        path = work / "x.vt"
        path.write_text(m[3])
        found, status = check(path)
        where = f"{name}:{text.count(chr(10), 0, m.start()) + 1}"
        test(f"{where} chạy xong", status in (0, 1, 3), status)
        if m[2] == "đúng" and code in LINTS:
            test(f"{where} đúng hẳn", not lints(found), lints(found))

# Fixes.
for source in sorted(here.glob("*.vt")):
    path = work / source.name
    path.write_text(source.read_text())
    before, _ = check(path)
    subprocess.run([vanthu, "fix", str(path)], capture_output=True)
    once = path.read_text()
    after, _ = check(path)
    test(f"{source} sửa hết", not any(d["fixes"] for d in after), [d for d in after if d["fixes"]])
    left = [d["code"] for d in before if not d["fixes"]]
    test(f"{source} chỉ còn điều người viết phải quyết", all(d["code"] in left or d["code"] == "VT0352" for d in after),
         lints(after))
    subprocess.run([vanthu, "fix", str(path)], capture_output=True)
    test(f"{source} sửa lần nữa không đổi gì", path.read_text() == once)
    changed = sum(a != b for a, b in zip(source.read_text().split("\n"), once.split("\n")))
    lines = {d["line"] for d in before if d["fixes"]}
    test(f"{source} chỉ đổi những dòng có lời nhắc", once.count("\n") == source.read_text().count("\n") and changed <= len(lines) + 1,
         f"{changed} dòng đổi, {len(lines)} dòng có lời nhắc")

# Places that are not letter for letter in the source get no fix.
path = work / "x.vt"
path.write_text("@biến nơi: thành phố Hồ Chí Minh\n@kế hoạch: Thử\n\nĐoàn đến {{nơi}} rồi về.\n")
found = [d for d in check(path)[0] if d["code"] == "VT0332"]
test("lời nhắc trong biến chỉ vào {{…}}", [(d["line"], d["column"], d["fixes"]) for d in found] == [(4, 10, [])], found)

# Wrapped, decomposed and included text.
path.write_text("@kế hoạch: Thử\n\nĐoàn đến thành\nphố Hồ Chí Minh.\n")
subprocess.run([vanthu, "fix", str(path)], capture_output=True)
test("sửa giữ nguyên chỗ ngắt dòng", path.read_text().endswith("Đoàn đến Thành\nphố Hồ Chí Minh.\n"), path.read_text())
(work / "y.vt").write_text("Đoàn đến thành phố Hồ Chí Minh.\n")
path.write_text('@kế hoạch: Thử\n\n@chèn: "y.vt"\n')
found = [d["file"] for d in check(path)[0] if d["code"] == "VT0332"]
test("lời nhắc trong tệp được chèn", len(found) == 1 and found[0].endswith("y.vt"), found)

# Odd text.
for odd in ("(" * 5000, "“" * 5000, "Điều 5, " * 9000, "khoản 1 và " * 9000, "số " * 9000, "Luật A số 1/A-B " * 5000,
            "a . " * 9000, "1,000" * 9000, "Kế hoạch số 1/KH-A của " * 5000, "tháng " * 9000, "kế hoạch này " * 5000,
            "AB (AB) " * 9000, "\u0301" * 3000, "Tết " * 9000, "của Kế hoạch số 1/KH-A, " * 9000, "x " * 400_000):
    path.write_text("@kế hoạch: Thử\n\n" + odd + "\n")
    try:
        r = subprocess.run([vanthu, "check", "--message-format", "short", str(path)], capture_output=True, timeout=20)
        test(f"văn bản lạ {odd[:12]!r}", r.returncode in (0, 1, 3), r.returncode)
    except subprocess.TimeoutExpired:
        test(f"văn bản lạ {odd[:12]!r}", False, "quá 20 giây")

# Every code has its golden.
golden = "".join(p.read_text() for p in here.glob("*.diag"))
for number in re.findall(r"^DIAG\(\w+, (3[3-6]\d),", pathlib.Path("compiler/base/diag.def").read_text(), re.M):
    test(f"VT0{number} có trong tests/lint/*.diag", f"VT0{number} " in golden)

print(f"Đã xét {judged} câu đúng trong {len(lawful)} văn bản: không lời nhắc nào" if not failed else "")
print(f"lint: {passed} passed, {failed} failed")
sys.exit(failed > 0)
