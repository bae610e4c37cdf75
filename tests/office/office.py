#!/usr/bin/env python3
"""office.py VANTHU: lawful styles show in the measured PDF, unlawful ones are
refused by rule and line; every sample compiles by the decree `thu`."""
import glob
import json
import os
import pathlib
import subprocess
import sys
import tempfile

VANTHU = os.path.abspath(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0


def expect(what, good, detail=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG {what}: {detail}")


def run(*args):
    return subprocess.run([VANTHU, *map(str, args)], capture_output=True, text=True)


def sheet(inner, name="so.xml"):
    path = WORK / name
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<office like="nd30">\n{inner}\n</office>\n', encoding="utf-8")
    return path


LAWFUL = sheet('<page top="25mm" bottom="25mm" left="35mm" right="20mm"/>\n'
               '<text name="nation" size="12pt"/>\n<text name="motto" size="13pt"/>\n'
               '<text name="paragraph" size="13pt" indent="10mm" leading="1.149em 1.3em 1.724em"/>')
for source in sorted(glob.glob("samples/*.vt")):
    pdf = WORK / (pathlib.Path(source).stem + ".pdf")
    r = run("build", "--style", LAWFUL, source, "-o", pdf)
    expect(f"{source} theo kiểu của cơ quan", r.returncode == 0, r.stderr[:200])
    rules = json.loads(run("check", "--message-format", "json", pdf).stdout or '{"rules": {}}')["rules"]
    wrong = {k: v["measured"] for k, v in rules.items() if v["status"] == "fail"}
    expect(f"{source}: vẫn đúng luật", rules and not wrong, wrong)
    if source.endswith("thi-dua-nam-hoc.vt"):
        expect("cỡ 12-13-13", rules["R09"]["measured"] == "cỡ 12-13-13", rules["R09"])
        expect("lời văn 13", rules["R56"]["measured"] == "cỡ 13.0", rules["R56"])
        expect("lùi 10 mm", rules["R58"]["measured"] == "lùi 10.0 mm", rules["R58"])
        expect("lề 35 và 20", rules["R03"]["measured"] == "trái 35.0, phải 20.0 mm", rules["R03"])

REFUSED = [  # what the sheet says on its third line, what the complaint must hold
    ('<page left="36mm"/>', ["page left", "30–35 mm", "I.3"]), ('<page left="29mm"/>', ["page left", "I.3"]),
    ('<page right="14mm"/>', ["page right", "15–20 mm"]), ('<page right="21mm"/>', ["page right"]),
    ('<page top="19mm"/>', ["page top", "20–25 mm"]), ('<page bottom="26mm"/>', ["page bottom"]),
    ('<page width="216mm"/>', ["page width", "210 mm"]),
    ('<text name="nation" size="14pt"/>', ["nation", "12–13 pt", "II.1.a"]),
    ('<text name="motto" size="12pt"/>', ["motto", "13–14 pt", "II.1.b"]),
    ('<text name="number" size="14pt"/>', ["number", "13 pt", "II.3.c"]),
    ('<text name="paragraph" size="12pt"/>', ["paragraph", "13–14 pt", "II.6.e"]),
    ('<text name="paragraph" size="15pt"/>', ["paragraph"]),
    ('<text name="paragraph" indent="15mm"/>', ["indent", "1 cm hoặc 1,27 cm"]),
    ('<text name="paragraph" leading="1.0em"/>', ["leading", "1,149–1,724 em"]),
    ('<text name="paragraph" leading="2em"/>', ["leading"]),
    ('<text name="paragraph" before="3pt"/>', ["before", "từ 6 pt"]),
    ('<text name="recipient" size="12pt"/>', ["recipient", "11 pt", "II.9.d"]),
    ('<text name="recipients" size="11pt"/>', ["recipients", "12 pt"]),
    ('<text name="appendix" size="13pt"/>', ["appendix", "14 pt", "III.1.b"]),
    ('<text name="contact" size="13pt"/>', ["contact", "11–12 pt"]),
    ('<text name="nation" size="12pt"/>', ["13pt", "nation"]),
    ('<text name="đoạn" size="13pt"/>', ["đoạn"]), ('<trang left="30mm"/>', ["trang"]),
    ('<text name="paragraph" cỡ="13pt"/>', ["cỡ"]), ('<page left="ba mươi"/>', ["ba mươi"]),
]
for inner, words in REFUSED:
    r = run("build", "--style", sheet(inner, "sai.xml"), "samples/thi-dua-nam-hoc.vt", "-o", WORK / "x.pdf")
    expect(f"từ chối {inner}", r.returncode == 2 and all(w in r.stderr for w in words) and "sai.xml, dòng" in r.stderr and
           not (WORK / "x.pdf").exists(), f"{r.returncode} {r.stderr[:300]}")
for hostile in ("", "<office", "<office>" * 5000, '<!DOCTYPE x [<!ENTITY a "b">]><office>&a;</office>', "\0\1\2", "x" * 2_000_000):
    path = WORK / "hu.xml"
    path.write_text(hostile)
    r = run("build", "--style", path, "samples/thi-dua-nam-hoc.vt", "-o", WORK / "x.pdf")
    expect(f"tệp hỏng {hostile[:20]!r}", r.returncode == 2 and "lỗi[" in r.stderr, f"{r.returncode} {r.stderr[:200]}")
expect("tệp không có", run("build", "--style", WORK / "không.xml", "samples/thi-dua-nam-hoc.vt", "-o", WORK / "x.pdf").returncode == 2)
(WORK / "trong").mkdir()
(WORK / "trong/x.vt").write_text('@mẫu: nd30 "../so.xml"\n@kế hoạch: Thử\n\nx\n')
expect("không đọc ngoài thư mục của nguồn", run("check", WORK / "trong/x.vt").returncode != 0)

for source in sorted(glob.glob("samples/*.vt")):
    r = run("build", "--template", "thu", source, "-o", WORK / "thu.pdf")
    expect(f"{source} theo mẫu thu", r.returncode == 0, r.stderr[:300])
    plans = [json.loads(run("build", "--format", "json", "-o", "-", "--template", t, source).stdout or "{}") for t in ("nd30", "thu")]
    expect(f"{source}: cùng một văn bản", plans[0] == plans[1])
text = subprocess.run(["pdftotext", "-layout", WORK / "thu.pdf", "-"], capture_output=True, text=True).stdout
expect("mẫu thu in chữ của mình", "LIÊN BANG CÁC ĐẢO MÙA HẠ" in text and "CỘNG HÒA" not in text)
print(f"office: {passed} passed, {failed} failed")
sys.exit(failed > 0)
