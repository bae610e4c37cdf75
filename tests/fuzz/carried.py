#!/usr/bin/env python3
"""Small PDFs for tests/fuzz/carried.c: a whole one of ours is too large to be
turned about, so its shapes are written by hand."""
import pathlib
import shutil
import sys
import zlib

whole, corpus = map(pathlib.Path, sys.argv[1:])
if whole.stat().st_size <= 8192:
    shutil.copy(whole, corpus)


def stream(data, more="", packed=True):
    data = zlib.compress(data) if packed else data
    more += "/Filter/FlateDecode" if packed else ""
    return f"<<{more}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def pdf(objects):
    out, at = bytearray(b"%PDF-1.7\n"), []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{n} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % a for a in at)
    return bytes(out) + f"trailer\n<</Size {len(at) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</XObject<</A 7 0 R>>>>/Annots[8 0 R]>>"
HEAD = ["<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>/AcroForm<</Fields[8 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/Rotate 0>>", PAGE]
TAIL = [stream(b"0 0 m 9 9 l S /A Do"), stream(b"0 0 9 9 re f", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(NguoiKy1)/Rect[0 0 9 9]/P 3 0 R>>"]
FILE = "<</Type/Filespec/F(vanthu.json)/UF(vanthu.json)/EF<</F 9 0 R>>>>"
cases = {
    "names": HEAD + ["<</Names[(vanthu.json) 5 0 R]>>", FILE] + TAIL + [stream(b"{}")],
    "kids": HEAD + ["<</Kids[10 0 R 4 0 R]>>", FILE] + TAIL + [stream(b"{}", packed=False), "<</Names[(a) 5 0 R]>>"],
    "link": HEAD + ["<</Names[(vanthu.json) 5 0 R]>>", FILE] + TAIL[:2]
    + ["<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/XYZ 0 0 0]>>", stream(b"{}")],
}
for name, objects in cases.items():
    (corpus / f"{name}.pdf").write_bytes(pdf(objects))
