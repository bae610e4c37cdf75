"""A thousand files of each kind with bytes turned over, gone through as one
folder: each gives a source or a message, none stops the rest, nothing is
written elsewhere, and a bound of time and memory holds. Files of no bytes and
of a gigabyte too.

    python3 flips.py VANTHU FOLDER [COUNT]
"""
import csv
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

vanthu, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
scratch = work.resolve() / "tạm"
scratch.mkdir()
passed = failed = 0


def holds(what, good):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what)


def made(kind):
    """A plan as a file of this kind."""
    out = work / ("gốc." + kind)
    source = "samples/trong-cay-dau-xuan.vt"
    if kind in ("png", "tif"):
        subprocess.run([vanthu, "build", "-o", work / "gốc-ảnh.pdf", source], check=True, capture_output=True)
        subprocess.run(["pdftoppm", "-r", "40", "-gray", "-singlefile", "-png", work / "gốc-ảnh.pdf", work / "gốc-ảnh"],
                       check=True)
        subprocess.run(["convert", work / "gốc-ảnh.png", out], check=True)
    else:
        form = {"txt": "text"}.get(kind, kind)
        subprocess.run([vanthu, "build", "--format", form, "-o", out, source], check=True, capture_output=True)
    return out.read_bytes()


def turned(data, seed):
    chance = random.Random(seed)
    data = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20, 100))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 10 == 0:
        del data[chance.randrange(len(data)):]
    return bytes(data)


def go_through(kind, number):
    old, new = work / kind, work / (kind + "-mới")
    old.mkdir()
    data = made(kind)
    for i in range(number):
        (old / ("%04d.%s" % (i, kind))).write_bytes(turned(data, i))
    start = time.time()
    said = subprocess.run([vanthu, "import", old, "-o", new, "--jobs", "2"], capture_output=True, text=True,
                          timeout=20 * number, env={**os.environ, "TMPDIR": str(scratch)})
    took = time.time() - start
    holds("%s: mã thoát %d" % (kind, said.returncode), said.returncode in (0, 1))
    rows = list(csv.DictReader((new / "import.csv").open()))
    holds("%s: đủ %d dòng" % (kind, number), len(rows) == number)
    broken = [r for r in rows if r["lỗi"] == "trình đọc bị dừng" or r["lỗi"] == "đọc quá lâu"]
    holds("%s: %d tệp làm hỏng trình đọc: %s" % (kind, len(broken), [r["tệp"] for r in broken[:5]]), not broken)
    holds("%s: mỗi tệp nguồn hoặc lỗi" % kind,
          all(bool(r["lỗi"]) != (new / Path(r["tệp"]).name).with_suffix(".vt").exists() for r in rows))
    holds("%s: không để lại tệp tạm" % kind, not list(scratch.iterdir()))
    print("  %s: %d tệp, %.0f s, %d thành nguồn" % (kind, number, took, sum(not r["lỗi"] for r in rows)))


for kind in ("txt", "md", "docx", "pdf"):
    go_through(kind, count)
go_through("png", count // 10)

for kind in ("txt", "md", "docx", "pdf", "png"):
    for size in (0, 1 << 30):
        path = work / ("cỡ." + kind)
        with open(path, "wb") as f:
            f.truncate(size)
        start = time.time()
        said = subprocess.run([vanthu, "import", path, "-o", work / "cỡ", "--force"], capture_output=True, timeout=60)
        holds("%s %d byte: mã %d" % (kind, size, said.returncode), said.returncode == 1 and time.time() - start < 10)
        path.unlink()
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
holds("bộ nhớ %.0f MB" % memory, memory < 1024)
print("flips: %d passed, %d failed" % (passed, failed))
