"""Build with the source inside, take it out, build again: the same bytes."""
import hashlib
import json
import os
import shutil

from common import *

base = folder("vòng tròn")
count = 0


def built_again(pdf, at, **how):
    """The bytes that the command of extract gives."""
    global count
    count += 1
    out = at / f"ra {count}"
    r = run(vanthu, "extract", pdf, "-o", out, cwd=at, **how)
    if not ok(f"extract {pdf.name}", r.returncode == 0 and out.is_dir(), said(r)):
        return b""
    epoch, command = command_of(r)
    r = run(*command, cwd=at, env=epoch)
    made = at / "van-ban.pdf" if "--data" in command else None
    if not made:
        made = (at / command[-1]).with_suffix(".pdf") if command[-1].endswith(".vt") else at / (command[-1] + ".pdf")
    ok(f"lệnh mà extract in ra cho {pdf.name}", r.returncode == 0 and made.exists(), said(r))
    return made.read_bytes() if made.exists() else b""


def round_trip(what, source, *more, pdf=None, at=None, **how):
    global count
    count += 1
    pdf = pdf or base / f"tệp {count}.pdf"
    r = embed(source, pdf, *more, **how)
    if not ok(f"{what}: dựng", r.returncode == 0 and pdf.exists(), said(r)):
        return None
    again = built_again(pdf, at or base)
    ok(f"{what}: dựng lại cùng byte", again == pdf.read_bytes(), len(again))
    r = verify(pdf)
    ok(f"{what}: verify", r.returncode == 0 and b": identical\n" in r.stdout, said(r))
    return pdf


# ---- every sample -------------------------------------------------------------
for sample in samples:
    made = round_trip(sample.name, sample, pdf=base / (sample.stem + ".pdf"))
ok("có văn bản mẫu", len(samples) >= 10)

# ---- what lies inside ----------------------------------------------------------
office = folder("cơ quan/Văn bản năm 2026")
write(office / "phần/hai.vt", '## Việc\n- Làm việc.\n@bảng {\nnguồn: "bảng số.csv"\n}\n')
write(office / "phần/bảng số.csv", "TT,Thôn\n1,Bắc\n2,Nam\n")
shutil.copy(here / "samples/so-do-nha-noi-tru.png", office / "ảnh đồi.png")
source = write(office / "kế hoạch số 7.vt", PLAN + '\n# Chi tiết\n@chèn: "phần/hai.vt"\n\n@hình: "ảnh đồi.png" Sơ đồ, 6 cm\n' + END)
made = round_trip("chèn, CSV, ảnh", source)
if made:
    out = folder("trong")
    run(vanthu, "extract", "--force", made, "-o", out)
    inside = tree(out)
    want = {"nguon/kế hoạch số 7.vt": source, "nguon/phần/hai.vt": office / "phần/hai.vt",
            "nguon/phần/bảng số.csv": office / "phần/bảng số.csv", "nguon/ảnh đồi.png": office / "ảnh đồi.png"}
    ok("đúng các tệp", set(inside) == set(want) | {"vanthu.json", "plan.json"}, set(inside))
    ok("đúng từng byte", all(inside.get(k) == v.read_bytes() for k, v in want.items()))
    plan = run(vanthu, "build", "--format", "json", "-o", "-", source).stdout
    ok("plan.json là kế hoạch dưới dạng dữ liệu", inside.get("plan.json") == plan)
    facts_now = json.loads(inside["vanthu.json"])
    sums = {f["name"]: f["sha256"] for f in facts_now["files"]}
    ok("vanthu.json có SHA-256 của từng tệp", sums == {
        k: hashlib.sha256(v).hexdigest() for k, v in inside.items() if k != "vanthu.json"}, sums)
    ok("vanthu.json không có đường dẫn của máy", str(work).encode() not in inside["vanthu.json"])
    raw = run("qpdf", "--qdf", "--object-streams=disable", made, "-").stdout
    ok("PDF không có đường dẫn của máy", str(work).encode() not in raw and b"/work" not in raw)
    listed = run("pdfdetach", "-list", made).stdout.decode()
    ok("công cụ khác cũng thấy các tệp", f"{len(inside)} embedded files" in listed, listed)

# ---- options --------------------------------------------------------------------
round_trip("--final", source, "--final")
round_trip("--pdf 1.7", source, "--pdf", "1.7")
round_trip("--template thu", source, "--template", "thu")
round_trip("SOURCE_DATE_EPOCH", source, env={"SOURCE_DATE_EPOCH": "1234567890"})
round_trip("--root rộng hơn", source, "--root", work)
write(office / "con/chính.vt", PLAN + '\n# Thêm\n@chèn: "../phần/hai.vt"\n' + END)
round_trip("nguồn ở thư mục con", office / "con/chính.vt", "--root", office)
round_trip("nguồn ngoài --root", office / "con/chính.vt", "--root", office / "phần")
os.symlink("kế hoạch số 7.vt", office / "lối tắt.vt")
round_trip("nguồn là liên kết", office / "lối tắt.vt")
sheet = next((here / "samples/co-quan/chung").glob("*.xml"), None)
if sheet:
    round_trip("--style", source, "--style", sheet)
    shutil.copy(sheet, office / "kiểu.xml")
    shutil.copy(sheet, office / "kieu.xml")
write(office / "tự kể.vt", PLAN + '\n@bảng {\nnguồn: "hàng.csv"\n}\n' + END)
write(office / "hàng.csv", "TT;Tên\n1;A\n")
round_trip("CSV chấm phẩy", office / "tự kể.vt")
write(office / "nháy ' và \" $(x) `y`.vt", PLAN + END)
round_trip("dấu nháy trong tên", office / "nháy ' và \" $(x) `y`.vt")
write(office / "-gạch.vt", PLAN + END)
round_trip("tên bắt đầu bằng gạch", office / "-gạch.vt")
write(office / "không đuôi", PLAN + END)
round_trip("tên không có .vt", office / "không đuôi")
round_trip("--jobs", source, "--jobs", "4")
round_trip("từ trong thư mục của nguồn", "kế hoạch số 7.vt", cwd=office)

# ---- standard input ------------------------------------------------------------------
round_trip("nguồn từ đầu vào chuẩn", "-", input=source.read_bytes(), cwd=office)
round_trip("đầu vào chuẩn, --root ở trên", "-", "--root", office,
           input=(office / "con/chính.vt").read_bytes(), cwd=office / "con")
write(office / "nguon.vt", "- Việc trùng tên.\n")
round_trip("đầu vào chuẩn chèn nguon.vt", "-", input=(PLAN + '@chèn: "nguon.vt"\n' + END).encode(), cwd=office)
r = run(vanthu, "build", "--embed-source", "-o", "-", "-", input=source.read_bytes(), cwd=office)
piped = base / "qua ống.pdf"
piped.write_bytes(r.stdout)
ok("ra đầu ra chuẩn", r.returncode == 0 and verify(piped).returncode == 0, said(r)[-300:])
r = run(vanthu, "verify", "--lang", "en", "-", input=piped.read_bytes())
ok("verify đọc đầu vào chuẩn", r.returncode == 0 and b"identical" in r.stdout, said(r))
r = run(vanthu, "extract", "-", input=piped.read_bytes(), cwd=folder("ống"))
ok("extract đọc đầu vào chuẩn", r.returncode == 0 and (work / "ống/stdin/vanthu.json").exists(), said(r))

# ---- a row of a table ----------------------------------------------------------------
letter = write(office / "thư.vt", PLAN.replace("Trồng cây.", "Gửi {{tên trường}}: {{ghi chú}}, {{mã; số}}.") + END)
rows = write(office / "trường.csv", '\ufeff"tên trường","ghi chú","mã; số","trống"\n'
             'Trường A,"có dấu "" và , phẩy",a-1,\n"Trường\nB","  cách  ",b 2,""\n" C ",\'nháy\',c3,x\n')
out = folder("hàng loạt")
r = run(vanthu, "build", "--embed-source", "--jobs", "2", letter, "--data", rows, "--name", "{{mã; số}}.pdf", "-o", out)
ok("--data: dựng", r.returncode == 0 and len(list(out.glob("*.pdf"))) == 3, said(r))
for pdf in sorted(out.glob("*.pdf")):
    ok(f"--data: {pdf.name} dựng lại cùng byte", built_again(pdf, base) == pdf.read_bytes())
    ok(f"--data: verify {pdf.name}", verify(pdf).returncode == 0, said(verify(pdf)))
    listed = run("pdfdetach", "-list", pdf).stdout.decode()
    ok(f"--data: {pdf.name} chỉ mang hàng của nó", "hang.csv" in listed and "trường.csv" not in listed, listed)
one = write(office / "một cột.csv", 'ghi chú\n"a;b;c"\n')
letter1 = write(office / "thư một cột.vt", PLAN.replace("Trồng cây.", "Gửi {{ghi chú}}.") + END)
out = folder("một cột")
r = run(vanthu, "build", "--embed-source", letter1, "--data", one, "--name", "x.pdf", "-o", out)
ok("bảng một cột", r.returncode == 0 and built_again(out / "x.pdf", base) == (out / "x.pdf").read_bytes(), said(r))

# ---- elsewhere --------------------------------------------------------------------------
pdfs = sorted(base.glob("*.pdf"))
for what, env in (("TZ", {"TZ": "Asia/Ho_Chi_Minh"}), ("locale", {"LC_ALL": "vi_VN.UTF-8", "LANG": "tr_TR.UTF-8"}),
                  ("SOURCE_DATE_EPOCH khác", {"SOURCE_DATE_EPOCH": "1"}), ("C", {"LC_ALL": "C"})):
    r = run(vanthu, "verify", "--lang", "en", *pdfs, env=env, cwd="/")
    ok(f"verify mọi tệp: {what}", r.returncode == 0 and r.stdout.count(b": identical\n") == len(pdfs), said(r))
r = run(vanthu, "verify", "--jobs", "4", *pdfs, env={"TMPDIR": str(folder("tạm"))})
ok("verify --jobs, TMPDIR", r.returncode == 0 and not list((work / "tạm").iterdir()), said(r))
if os.getuid() == 0 and shutil.which("setpriv"):
    other = folder("người khác")
    os.chown(other, 65534, 65534)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if run(*nobody, "test", "-x", vanthu).returncode == 0:
        r = run(*nobody, vanthu, "verify", made)
        ok("verify bởi người dùng khác", r.returncode == 0, said(r))
        r = run(*nobody, vanthu, "extract", made, "-o", other / "a")
        ok("extract bởi người dùng khác", r.returncode == 0, said(r))
        r = run(*nobody, vanthu, "extract", made, "-o", folder("không được ghi") / "x")
        ok("thư mục không được ghi: mã 74", r.returncode == 74, said(r))
        here_ = folder("chỉ đọc")
        r = run(*nobody, vanthu, "extract", made, "-o", here_)
        ok("thư mục có sẵn, chỉ đọc: mã 74", r.returncode == 74 and not list(here_.iterdir()), said(r))
        r = run(*nobody, vanthu, "verify", made, env={"TMPDIR": str(here_)})
        ok("không có chỗ tạm: mã 74, nói TMPDIR", r.returncode == 74 and "TMPDIR" in said(r), said(r))

# ---- what cannot be carried is said before a PDF is made -----------------------------------
for name in (".ẩn.vt", "dòng\nmới.vt", "chéo\\ngược.vt", "x" * 210 + ".vt", b"\xff\xfe.vt".decode(errors="surrogateescape")):
    path = os.fsencode(office) + b"/" + os.fsencode(name)
    try:
        with open(path, "wb") as f:
            f.write((PLAN + END).encode())
    except OSError:
        continue
    pdf = base / "không có.pdf"
    r = subprocess.run([vanthu, "build", "--embed-source", path, "-o", pdf], capture_output=True)
    ok(f"tên {name!r}: mã 1, có lời", r.returncode == 1 and b"vanthu:" in r.stderr and not pdf.exists(), said(r))
os.symlink("phần", office / "lối")
os.symlink("phần/hai.vt", office / "hai tắt.vt")
for name in ("lối/hai.vt", "hai tắt.vt"):
    bad = write(office / "qua liên kết.vt", PLAN + f'@chèn: "{name}"\n' + END)
    r = embed(bad, base / "không có.pdf")
    ok(f"chèn {name} qua liên kết: mã 1, có lời", r.returncode == 1 and "liên kết" in said(r), said(r))
    r = run(vanthu, "build", bad, "-o", base / "thường.pdf")
    ok(f"… nhưng build thường vẫn được ({name})", r.returncode == 0, said(r))
ok("sau lối vòng ./x/../ vẫn được", round_trip("lối vòng", write(
    office / "vòng.vt", PLAN + '@chèn: "./phần/../phần//hai.vt"\n' + END)))
