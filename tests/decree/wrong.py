#!/usr/bin/env python3
"""The samples keep every rule; and a PDF with one fault breaks that rule: the
fault is put into a copy of the template or of a source, built, and measured."""
import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import decree

dump, vanthu, folder = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
passed, failed = decree.main(dump, "tests/decree/nd30.txt", sorted(glob.glob(folder + "/*.pdf")))

STYLE = "templates/nd30/style.xml"
FAULTS = [  # rule, file, what, by what
    ("R01", STYLE, 'width="210mm"', 'width="216mm"'),
    ("R03", STYLE, 'right="15mm"', 'right="13mm"'),
    ("R03", STYLE, 'top="20mm"', 'top="18mm"'),
    ("R03", STYLE, 'left="30mm"', 'left="26mm"'),
    ("R07", STYLE, '<text name="folio" like="motto" face="regular"', '<text name="folio" like="motto" face="bold"'),
    ("R07", STYLE, 'baseline="15mm"', 'baseline="285mm"'),
    ("R08", STYLE, 'first="false"', 'first="true"'),
    ("R09", STYLE, '<text name="date" like="motto" face="italic"', '<text name="date" like="motto" size="13pt" face="italic"'),
    ("R12", STYLE, '<text name="nation" size="13pt" face="bold"', '<text name="nation" size="13pt" face="regular"'),
    ("R13", STYLE, "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
    ("R14", STYLE, '<rule share="1" ', '<rule share="1/2" '),
    ("R16", STYLE, '<text name="parent" like="issuer" face="regular"', '<text name="parent" like="issuer" face="bold"'),
    ("R18", STYLE, '<rule share="1/3 1/2" weight="0.75pt" drop="6pt"', '<rule share="1" weight="0.75pt" drop="6pt"'),
    ("R21", STYLE, '<text name="number" like="nation" size="13pt"', '<text name="number" like="nation" size="14pt"'),
    ("R28", STYLE, '<text name="date" like="motto" face="italic"', '<text name="date" like="motto" face="regular"'),
    ("R34", STYLE, '<text name="subject" like="kind" caps="false"', '<text name="subject" like="kind" face="regular" caps="false"'),
    ("R39", STYLE, '<text name="base" like="paragraph" face="italic"', '<text name="base" like="paragraph" face="regular"'),
    ("R40", STYLE, '<bases style="base" others=";" last="."', '<bases style="base" others=";" last=";"'),
    ("R56", STYLE, '<text name="paragraph" size="14pt"', '<text name="paragraph" size="12pt"'),
    ("R57", STYLE, '<text name="paragraph" size="14pt" face="regular" align="justify"', '<text name="paragraph" size="14pt" face="regular" align="left"'),
    ("R58", STYLE, 'indent="12.7mm"', 'indent="15mm"'),
    ("R59", STYLE, 'before="6pt 6pt 12pt"', 'before="3pt 3pt 12pt"'),
    ("R60", STYLE, 'leading="1.149em 1.2em 1.724em"', 'leading="1.0em 1.0em 1.724em"'),
    ("R61", STYLE, 'final="./."', 'final="."'),
    ("R63", STYLE, '<text name="authority" like="motto" caps="true"', '<text name="authority" like="motto" face="regular" caps="true"'),
    ("R70", STYLE, '<gap height="25mm 28mm 32mm"', '<gap height="12mm 12mm 32mm"'),
    ("R79", STYLE, '<text name="recipients" size="12pt" face="bold-italic"', '<text name="recipients" size="13pt" face="bold-italic"'),
    ("R80", STYLE, '<text name="recipient" like="recipients" size="11pt"', '<text name="recipient" like="recipients" size="12pt"'),
    ("R80", STYLE, '<recipients style="recipient" others=";"', '<recipients style="recipient" others=","'),
    ("R20", "x.vt", "Sở Giáo dục và Đào tạo\n", "UBND xã Mẫu\n"),
    ("R41", "x.vt", " ngày 25 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Thanh Bình về thực hiện", " về thực hiện"),
    ("R64", "x.vt", "KT. GIÁM ĐỐC", "KT GIÁM ĐỐC"),
    ("R68", "x.vt", "\nLương Thị", "\nTS. Lương Thị"),
    ("R81", "x.vt", "- Lưu: VT", "- Lưu: Văn phòng"),
]


def build_with(name, what, by):
    work = pathlib.Path(tempfile.mkdtemp())
    shutil.copytree("templates", work / "templates")
    shutil.copytree("fonts", work / "fonts")
    (work / "templates/nd30/limits.rng").unlink()     # it would refuse the fault
    shutil.copy("samples/thi-dua-nam-hoc.vt", work / "x.vt")
    file = work / name
    text = file.read_text()
    if what not in text:
        return None, f"không thấy {what!r} trong {name}"
    file.write_text(text.replace(what, by, 1))
    r = subprocess.run([vanthu, "build", work / "x.vt", "-o", work / "x.pdf"], capture_output=True,
                       env={**os.environ, "VANTHU_DATA": str(work)})
    return (work / "x.pdf", "") if r.returncode == 0 else (None, r.stderr.decode()[:300])


for rule, name, what, by in FAULTS:
    pdf, why = build_with(name, what, by)
    wrong = []
    if pdf:
        try:
            wrong = list(getattr(decree, rule.lower())(decree.Document(dump, str(pdf))))
        except Exception as e:                         # the part is not found at all
            wrong = [repr(e)]
    if wrong:
        passed += 1
    else:
        failed += 1
        print(f"{rule} không thấy lỗi đã đặt: {what} → {by} {why}")
print(f"decree: {passed} passed, {failed} failed")
sys.exit(failed > 0)
