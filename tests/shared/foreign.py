"""No run of sixteen words (set phrases are shorter) of the legacy plans beside the project stands in it:
its samples, word lists and tests are its own."""
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

RUN = 16


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(row):
    return {" ".join(row[i:i + RUN]) for i in range(len(row) - RUN + 1)}


foreign = set()
for path in sorted(Path("../shared/seeds").glob("*.txt")) + sorted(Path("../shared/seeds/vt").glob("*.vt")):
    foreign |= runs(words(path.read_text()))
bad = 0
for name in subprocess.run(["git", "ls-files"], capture_output=True, text=True).stdout.split("\n"):
    if not name or not Path(name).is_file():
        continue
    try:
        text = Path(name).read_text()
    except UnicodeDecodeError:
        continue
    found = runs(words(text)) & foreign
    bad += bool(found)
    for run in sorted(found)[:3]:
        print("HỎNG: %s: “%s”" % (name, run))
print("của riêng ta: %s" % ("sai" if bad else "đúng, không có %d từ liền nào của %d chuỗi" % (RUN, len(foreign))))
sys.exit(bad > 0)
