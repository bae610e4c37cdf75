"""FOLDER: the cases as inputs of tests/fuzz/docx.c."""
import os
import sys

import cases

NAMES = ["document", "styles", "numbering", "footnotes", "_rels/document.xml.rels"]
for name, made, _, _ in cases.CASES:
    parts = [made.get(f"word/{n}" if n.endswith(".rels") else f"word/{n}.xml", "") for n in NAMES]
    with open(os.path.join(sys.argv[1], name), "w") as f:
        f.write("\0".join(parts))
