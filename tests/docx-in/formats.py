"""Other formats by LibreOffice: what it makes of a .docx of ours is sent back
through the reader. Without it, the fault must say what is missing."""
import os
import shutil
import subprocess
import tempfile

from make import *

RTF = (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0\fs28"
       r"\pard\qc{\b K\u7870? HO\u7840?CH}\par\pard\qj Tr\u7891?ng c\u226?y.\par}")


def plan():
    head = tbl(tr(tc(p("ỦY BAN", pr='<w:jc w:val="center"/>')), tc(p(r("CỘNG HÒA", "<w:b/>")))), widths=(4000, 5000))
    body = head + p(r("KẾ HOẠCH", "<w:b/>"), pr='<w:jc w:val="center"/>') + numbered("Mục đích", 1) \
        + numbered("Trồng cây", 1, 1) + tbl(tr("STT", "Việc"), tr("1", "Đào hố"), pr=RULED, widths=(1000, 4000)) + p("Hết") + SECTION
    return parts(body, numbering=abstract(0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2.")) + num(1, 0),
                 styles=style("Normal", default=True))


def convert(out, source, path_of_programs=None):
    env = dict(os.environ, TMPDIR=os.path.abspath(out))
    if path_of_programs is not None:
        env["PATH"] = path_of_programs
    made = os.path.join(out, "made.docx")
    done = subprocess.run([os.path.join(out, "convert"), source, made], capture_output=True, env=env, timeout=90)
    return done.returncode, done.stdout.decode(), made


def by_office(out, docx, kind):
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind,
                        "--outdir", out, docx], capture_output=True, timeout=90)
    return os.path.join(out, os.path.basename(docx)[:-4] + kind.split(":")[0])


def run(out, dump, result):
    rtf = os.path.join(out, "plain.rtf")
    with open(rtf, "w") as f:
        f.write(RTF)
    code, said, _ = convert(out, rtf, "/nowhere")
    result("no soffice", code == 1 and "cần LibreOffice" in said, said)
    if not shutil.which("soffice"):
        return
    code, said, made = convert(out, rtf)
    text = dump(made)[1] if code == 0 else said
    result("rtf", "đậm giữa: KẾ HOẠCH" in text and "hai bên: Trồng cây." in text, text)
    source = os.path.join(out, "plan.docx")
    write(source, plan())
    for kind, number in (("odt", "2"), ("doc", "1")):
        code, said, made = convert(out, by_office(out, source, kind))
        text = dump(made)[1] if code == 0 else said
        wanted = ["ỦY BAN | CỘNG HÒA", "không kẻ", "giữa: KẾ HOẠCH", "[I.]: Mục đích", "[1.]: Trồng cây",
                  "| STT | Việc |", "| 1 | Đào hố |"]
        result(kind, said.startswith(number) and all(w in text for w in wanted), text)
    bad = os.path.join(out, "bad.doc")
    with open(bad, "wb") as f:
        f.write(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(2000))
    code, said, _ = convert(out, bad)
    result("broken doc", code == 1 and "không đọc được" in said, said)
    left = [n for n in os.listdir(out) if n.startswith("vanthu-")]
    result("nothing is left behind", not left, str(left))
