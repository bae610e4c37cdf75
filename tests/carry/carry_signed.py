"""After another tool has written to the file: signatures, updates, new form."""
import re
import shutil

from common import *

base = folder("ký")
source = write(base / "kế hoạch.vt", PLAN + "- Việc.\n" * 120 + END)
pdf = base / "gốc.pdf"
r = embed(source, pdf, "--signature-fields")
ok("dựng", r.returncode == 0, said(r))
original = pdf.read_bytes()
pages = int(re.search(rb"Pages: +(\d+)", run("pdfinfo", pdf).stdout)[1])
ok("có nhiều trang", pages >= 3, pages)
FIELDS = {"NguoiKy1", "CoQuan1"}


# ---- a signature by another tool ----------------------------------------------
def keys():
    """An NSS database with one self-signed certificate, of no worth outside."""
    at = folder("ký/nss")
    (at / "mật khẩu").write_text("thu-nghiem\n")
    (at / "nhiễu").write_bytes(bytes(range(256)) * 8)
    for args in (["-N"], ["-S", "-n", "thu", "-s", "CN=Nguoi Thu", "-x", "-t", "CTu,Cu,CTu", "-m", "7", "-v", "12",
                          "-z", at / "nhiễu"]):
        r = run("certutil", "-d", f"sql:{at}", "-f", at / "mật khẩu", *args)
        if r.returncode:
            return None, said(r)
    return at, ""


def sign(start, out, field, at):
    return run("pdfsig", "-nssdir", f"sql:{at}", "-nss-pwd", "thu-nghiem", "-nick", "thu", "-sign", field,
               "-digest", "SHA256", start, out)


listed = run("pdfsig", pdf)
text = said(listed)
ok("pdfsig thấy các ô chữ ký còn trống", all(f in text for f in FIELDS) and "not signed" in text.lower()
   or "Signature Field Name" in text, text)
nss, why = keys()
signed = twice = None
if ok("chứng thư tự ký để thử", nss, why):
    signed, twice = base / "một chữ ký.pdf", base / "hai chữ ký.pdf"
    r = sign(pdf, signed, "NguoiKy1", nss)
    if not ok("pdfsig ký vào ô NguoiKy1", r.returncode == 0 and signed.exists(), said(r)):
        signed = None
    else:
        r = sign(signed, twice, "CoQuan1", nss)
        ok("pdfsig ký tiếp vào ô CoQuan1", r.returncode == 0 and twice.exists(), said(r))
for done in [p for p in (signed, twice) if p and p.exists()]:
    r = run("pdfsig", "-nssdir", f"sql:{nss}", "-nss-pwd", "thu-nghiem", done)
    good = said(r).count("Signature Validation: Signature is Valid")
    ok(f"pdfsig: chữ ký hợp lệ ({done.name})", good == (1 if done == signed else 2), said(r))
    ok(f"phần gốc còn nguyên ({done.name})", done.read_bytes().startswith(original))
    out = folder(f"ký/{done.stem}")
    r = run(vanthu, "extract", done, "-o", out)
    first = folder("ký/từ gốc")
    run(vanthu, "extract", "--force", pdf, "-o", first)
    ok(f"extract cho cùng các tệp ({done.name})", r.returncode == 0 and tree(out) == tree(first), said(r))
    code, word, why = verdict(done)
    ok(f"verify: extended, mã 0 ({done.name})", (code, word) == (0, "extended"), (code, word, why))
    r = verify(done)
    ok("… và nói bằng lời", r.returncode == 0 and b"every page as it was" in r.stdout, said(r))
    r = run("qpdf", "--check", done)
    ok(f"qpdf --check ({done.name})", r.returncode == 0, said(r))
    for at in (100, len(original) // 2, len(original) - 100):
        bad = bytearray(done.read_bytes())
        bad[at] ^= 1
        spoilt = base / "một byte.pdf"
        spoilt.write_bytes(bad)
        code, word, why = verdict(spoilt)
        ok(f"một byte đổi ở {at}: không còn là bản gốc", code in (1, 4) and word not in ("identical", "extended"),
           (code, word, why))

# ---- updates that change what is seen ---------------------------------------------
listed = run("qpdf", "--show-pages", pdf).stdout
page = [int(n) for n in re.findall(rb"page \d+: (\d+) 0 R", listed)]
contents = [int(n) for n in re.findall(rb"content:\s+(\d+) 0 R", listed)]
ok("đọc được các trang", len(page) == len(contents) == pages, (page, contents))
new = max(int(n) for n in re.findall(rb"/Size (\d+)", original))


def page_with(n, more, cut=rb"(?!)"):
    """The page's dictionary with something more, and without what `cut` says."""
    body = re.sub(cut, b"", show(pdf, page[n]).strip())
    assert body.startswith(b"<<") and body.endswith(b">>"), body
    return body[:-2] + b" " + more + b" >>"


def changed(what, want, objects_):
    path = base / "đổi.pdf"
    path.write_bytes(update(original, objects_))
    code, word, why = verdict(path)
    good = (code, word) == ((0, "extended") if want is None else (1, "different"))
    ok(f"{what}: {why}", good and (want is None or f"page {want}" in why), (code, word, why))


changed("thêm mà không đổi trang nào", None, {new: "<</Note(thu)>>"})
changed("nội dung trang 2 bị thay", 2, {contents[1]: stream(b"0 0 m 100 100 l S")})
changed("trang 1 trỏ sang nội dung khác", 1, {
    page[0]: page_with(0, b"/Contents %d 0 R" % new, rb"/Contents \d+ 0 R"), new: stream(b"0 0 100 100 re f")})
count = int(re.findall(rb"/Size (\d+)", original)[-1])
fonts = [n for n in range(1, count) if b"/CIDFontType2" in show(pdf, n)]
if ok("tìm được một phông", fonts, fonts):
    body = show(pdf, fonts[0]).strip()
    changed("bảng độ rộng của phông bị thay", 1, {fonts[0]: body.replace(b"/W ", b"/Khong ")})
note = b"<</Type/Annot/Subtype/FreeText/Rect[50 50 500 800]/DA(/F 20 Tf)/Contents(che)/AP<</N %d 0 R>>>>" % (new + 1)
cover = stream(b"1 g 0 0 500 800 re f", "/Type/XObject/Subtype/Form/BBox[0 0 500 800]")
changed("ghi chú che trang 2", 2, {page[1]: page_with(1, b"/Annots[%d 0 R]" % new, rb"/Annots ?\[[^]]*\]"),
                                   new: note, new + 1: cover})
field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(gia)/Rect[%s]/AP<</N %d 0 R>>%s>>"
for what, said_of in (("ô ký lạ, chưa ký, tô màu", (b"50 50 250 150", new + 1, b"")),
                      ("ô ký đã ký, phủ cả trang", (b"0 0 595 842", new + 1, b"/V<</Type/Sig>>"))):
    changed(what, 2, {page[1]: page_with(1, b"/Annots[%d 0 R]" % new, rb"/Annots ?\[[^]]*\]"), new: field % said_of, new + 1: cover})
changed("khổ trang 3 bị đổi", 3, {page[2]: page_with(2, b"/MediaBox[0 0 595 400]", rb"/MediaBox ?\[[^]]*\]")})
changed("trang 2 bị xoay", 2, {page[1]: page_with(1, b"/Rotate 180", rb"/Rotate \d+")})
root_of = int(re.search(rb"/Root (\d+)", original)[1])
for what, act in (("mở ra là chạy lệnh", b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), ("lệnh theo việc", b"/AA<<>>")):
    body = show(pdf, root_of)
    path = base / "tự làm.pdf"
    path.write_bytes(update(original, {root_of: body.rstrip()[:-2] + act + b">>"}))
    r = run(vanthu, "verify", path)
    ok(f"{what}: mã 1, nói tự làm việc", r.returncode == 1 and "tự làm" in said(r), said(r))
tree_of = int(re.search(rb"/Pages (\d+) 0 R", show(pdf, re.search(rb"/Root (\d+)", original)[1].decode()))[1])
kids = b"".join(b"%d 0 R " % n for n in page[:-1])
changed("mất trang cuối", pages, {tree_of: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages - 1)})
kids = b"".join(b"%d 0 R " % n for n in page[:2][::-1] + page[2:])
changed("đổi chỗ trang 1 và 2", 1, {tree_of: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)})

# ---- attachments replaced behind the original ----------------------------------------
body = re.search(rb"nguon/\S.*? -> (\d+),0", run("qpdf", "--list-attachments", pdf).stdout)
if ok("tìm được nguồn trong PDF", body):
    changed_pdf = base / "nguồn bị thay.pdf"
    changed_pdf.write_bytes(update(original, {int(body[1]): stream(
        (PLAN + "- Việc khác.\n" + END).encode(), "/Type/EmbeddedFile")}))
    code, word, why = verdict(changed_pdf)
    ok("nguồn bị thay bằng một bản cập nhật: different", (code, word) == (1, "different"), (code, word, why))

# ---- written anew -----------------------------------------------------------------------
for what, args in (("--linearize", ["--linearize"]), ("nén lại", ["--recompress-flate", "--compression-level=1"]),
                   ("gói đối tượng", ["--object-streams=generate"])):
    out = base / "ghi lại.pdf"
    run("qpdf", *args, pdf, out)
    code, word, why = verdict(out)
    ok(f"qpdf {what}: khác, mọi trang như nhau", (code, word) == (1, "different") and "every page is the same" in why,
       (code, word, why))
    r = run(vanthu, "extract", "--force", out, "-o", folder("ký/ghi lại"))
    ok(f"qpdf {what}: extract vẫn được", r.returncode == 0 and source.read_bytes() in tree(work / "ký/ghi lại").values(),
       said(r))
out = base / "không nén.pdf"
run("qpdf", "--stream-data=uncompress", pdf, out)
code, word, why = verdict(out)
ok("qpdf --stream-data=uncompress: mọi trang như nhau", word == "different" and "every page is the same" in why, why)
out = base / "khóa.pdf"
run("qpdf", "--encrypt", "a", "b", "256", "--", pdf, out)
r = verify(out)
ok("có mật khẩu: mã 4, có lời", r.returncode == 4 and b"password" in r.stderr, said(r))
out = base / "khóa hở.pdf"
run("qpdf", "--encrypt", "", "b", "256", "--", pdf, out)
code, word, why = verdict(out)
ok("mật khẩu rỗng: đọc được, khác", (code, word) == (1, "different"), (code, word, why))

# ---- built by others ----------------------------------------------------------------------
data = folder("ký/dữ liệu")
for name in ("templates", "fonts", "docs"):
    shutil.copytree(here / name, data / name, dirs_exist_ok=True)
with open(data / "templates/nd30/style.xml", "a") as f:
    f.write("<!-- khác -->\n")
code, word, why = verdict(pdf, env={"VANTHU_DATA": str(data)})
ok("mẫu đổi mà trang không đổi: giống từng byte", code == 0 or "template nd30" in why, (code, word, why))
shutil.copy(here / "templates/nd30/style.xml", data / "templates/nd30/style.xml")
style = (data / "templates/nd30/style.xml").read_text()
(data / "templates/nd30/style.xml").write_text(style.replace("25mm 28mm 32mm", "25mm 29mm 32mm"))
code, word, why = verdict(pdf, env={"VANTHU_DATA": str(data)})
ok("mẫu khác: nói tên mẫu", (code, word) == (1, "different") and "another template nd30" in why, (code, word, why))
shutil.copy(here / "templates/nd30/style.xml", data / "templates/nd30/style.xml")
with open(data / "fonts/LiberationSerif-Regular.ttf", "ab") as f:
    f.write(b"more")
code, word, why = verdict(base / "ghi lại.pdf", env={"VANTHU_DATA": str(data)})
ok("phông khác: nói phông", (code, word) == (1, "different") and "other fonts" in why, (code, word, why))
out = folder("ký/bản khác")
run(vanthu, "extract", "--force", pdf, "-o", out)
inside = tree(out)
inside["vanthu.json"] = inside["vanthu.json"].replace(b'"vanthu 0.', b'"vanthu 99.')
old = base / "bản khác.pdf"
old.write_bytes(carrier(list(inside.items())))
r = verify(old)
ok("phiên bản khác: nói phiên bản", r.returncode == 1 and b"built by vanthu 99." in r.stdout, said(r))
r = run(vanthu, "verify", "--lang", "vi", old)
ok("… bằng tiếng Việt", "dựng bằng vanthu 99." in said(r), said(r))
ok("verify nhiều tệp: mã tệ nhất, mỗi tệp một dòng",
   verify(pdf, old, base / "không có").returncode == 4 and len(verify(pdf, old).stdout.splitlines()) == 2)
