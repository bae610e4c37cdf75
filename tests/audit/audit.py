#!/usr/bin/env python3
"""audit.py VANTHU: what `check FILE.pdf` prints, and what it makes of PDFs of
other makers, damaged ones, and files that are none."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

VANTHU = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp()
passed = failed = 0


def expect(what, good, detail=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG {what}: {detail}")


def check(*args):
    return subprocess.run([VANTHU, "check", *map(str, args)], capture_output=True, text=True, timeout=60)


def built(name):
    path = os.path.join(WORK, name + ".pdf")
    subprocess.run([VANTHU, "build", f"samples/{name}.vt", "-o", path], check=True, capture_output=True)
    return path


def write(name, data):
    path = os.path.join(WORK, name)
    open(path, "wb").write(data)
    return path


good = built("chuyen-doi-so")
ALL = [f"R{i:02d}" for i in range(1, 76)] + ["R75a"] + [f"R{i:02d}" for i in range(76, 102)]
STATUSES = {"pass", "fail", "warn", "not-applicable", "not-evaluated"}

r = check("--message-format", "json", good)
out = json.loads(r.stdout)
expect("khóa của JSON", list(out) == ["file", "rules", "summary"], list(out))
expect("đủ quy tắc, đúng thứ tự", list(out["rules"]) == ALL)
expect("mỗi dòng đủ khóa", all(list(v) == ["status", "measured", "page", "expected", "clause"] for v in out["rules"].values()))
expect("trạng thái đúng chữ", {v["status"] for v in out["rules"].values()} <= STATUSES)
expect("tổng cộng bằng số quy tắc", sum(out["summary"].values()) == len(ALL))
expect("điều khoản có mặt", all(v["clause"] for v in out["rules"].values()), [k for k, v in out["rules"].items() if not v["clause"]])
expect("không đo không phải là đạt", out["rules"]["R27"]["status"] == out["rules"]["R72"]["status"] == "not-evaluated")
expect("mã thoát 0", r.returncode == 0)
expect("--deny warnings", check("--deny", "warnings", good).returncode == 3)

text = check(good).stdout
expect("chữ: mỗi quy tắc một dòng", len(re.findall(r"^R\d+a? ", text, re.M)) == len(ALL))
sarif = json.loads(check("--message-format", "sarif", good, "samples/chu-de-nam.vt").stdout)
expect("SARIF", sarif["version"] == "2.1.0" and sarif["runs"][0]["tool"]["driver"]["name"] == "vanthu" and
       sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == good)
source = write("x.vt", "@kế hoạch: Thử\n\n# I. Một\nx ,y\n".encode())
found = json.loads(check("--message-format", "sarif", source).stdout)["runs"][0]["results"]
expect("SARIF của nguồn có vùng", any(f["ruleId"] == "VT0231" and f["locations"][0]["physicalLocation"]["region"]["startLine"] == 3 for f in found))

# A page by another's hand: nothing of a plan is on it.
other = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
         b"4 0 obj<</Length 44>>stream\nBT /F 24 Tf 100 700 Td (Hello world) Tj ET\nendstream endobj\n"
         b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n")
r = check("--message-format", "json", write("la.pdf", other))
rules = json.loads(r.stdout)["rules"]
expect("PDF khác: sai khổ, phông, thiếu phần", r.returncode == 1 and all(rules[k]["status"] == "fail" for k in ("R01", "R04", "R11", "R12")))
for name, data in (("rỗng", b""), ("chữ", b"xin chao\n"), ("cắt", open(good, "rb").read()[:900])):
    r = check(write("hong.pdf", data))
    expect(f"tệp {name}", r.returncode in (4, 1), f"{r.returncode} {r.stderr[:100]}")
expect("không có tệp", check(os.path.join(WORK, "khong.pdf")).returncode == 4)

rng = random.Random(30)
whole = open(good, "rb").read()
for i in range(30):
    data = bytearray(whole)
    for _ in range(rng.choice([1, 5, 50, 400])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    r = check(write("sua.pdf", bytes(data)))
    expect(f"byte sửa lần {i}", r.returncode in (0, 1, 4), f"{r.returncode} {r.stderr[:100]}")
print(f"audit: {passed} passed, {failed} failed")
sys.exit(failed > 0)
