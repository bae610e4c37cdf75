"""The manifest of a run: what it tells, what it saves from being done again,
and what happens where there is no room, no right to write, or no time."""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

vanthu, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
shutil.rmtree(work, ignore_errors=True)
(work / "nguồn").mkdir(parents=True)
passed = failed = 0


def holds(what, good, *more):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what, *more)


def run(*args, env=None, **more):
    return subprocess.run([vanthu, *map(str, args)], cwd=work, capture_output=True, text=True, timeout=120,
                          env={**os.environ, **(env or {})}, **more)


def build(*args, **more):
    return run("build", *args, **more)


def rows(path="sổ.jsonl"):
    return [json.loads(line) for line in (work / path).read_text().splitlines()]


def states(path="sổ.jsonl"):
    return {Path(r["input"]).stem: r["status"] for r in rows(path)}


def sha(path):
    return hashlib.sha256((work / path).read_bytes()).hexdigest()


text = Path("samples/trong-cay-dau-xuan.vt").read_text()
OFFICE = '<?xml version="1.0" encoding="UTF-8"?>\n<office like="nd30">\n<page right="%dmm"/>\n</office>\n'
plain = lambda i: text.replace("Tân Khê", "Tân Khê %d" % i)
for i in range(4):
    (work / "nguồn" / ("%d.vt" % i)).write_text(plain(i))
(work / "nguồn" / "chèn.vt").write_text(plain(7).replace("# Tổ chức", '@chèn: "một.txt"\n\n# Tổ chức'))
(work / "nguồn" / "một.txt").write_text('- Việc thứ nhất\n@chèn: "hai.txt"\n')
(work / "nguồn" / "hai.txt").write_text("- Việc thứ hai\n")
(work / "nguồn" / "kiểu.vt").write_text('@mẫu: nd30 "kiểu.xml"\n' + plain(8))
(work / "nguồn" / "kiểu.xml").write_text(OFFICE % 16)
(work / "nguồn" / "hỏng.vt").write_text("@kế hoạch: Thử\n\n[[không có]]\n")
names = sorted(str(p.relative_to(work)) for p in (work / "nguồn").glob("*.vt"))
good = [n for n in names if "hỏng" not in n]
KEEP = ("-o", "ra", "--manifest", "sổ.jsonl")
again = lambda *more, **env: build(*good, *KEEP, *more, **env)

# ---- what it tells ---------------------------------------------------------

said = build(*names, *KEEP)
told = {Path(r["input"]).stem: r for r in rows()}
FIELDS = ["schema", "input", "key", "status", "output", "reads", "diags", "first_error", "ms", "rss", "shard",
          "attempt", "tool", "fonts"]
holds("một nguồn sai: mã 1, sổ đủ nguồn theo thứ tự", said.returncode == 1 and [r["input"] for r in rows()] == names)
holds("các trường", all(list(r) == FIELDS and r["schema"] == "vanthu-manifest/1" for r in rows()), list(rows()[0]))
holds("ok và failed", {k: r["status"] for k, r in told.items()}
      == {**{Path(n).stem: "ok" for n in good}, "hỏng": "failed"})
holds("tệp kết quả: tên, dấu, cỡ", all(
    o["sha256"] == sha(o["path"]) and o["bytes"] == (work / o["path"]).stat().st_size and o["pages"] >= 1
    for r in rows() for o in r["output"]) and len(told["0"]["output"]) == 1)
holds("nguồn sai: không tệp nào, có lời nhắc đầu tiên", told["hỏng"]["output"] == []
      and told["hỏng"]["diags"]["error"] > 0 and told["hỏng"]["first_error"].startswith("VT0"), told["hỏng"])
holds("các tệp đã đọc", told["chèn"]["reads"] == [
    {"path": n, "sha256": sha("nguồn/" + n)} for n in ("một.txt", "hai.txt")]
    and [r["path"] for r in told["kiểu"]["reads"]] == ["kiểu.xml"] and told["0"]["reads"] == [], told["chèn"]["reads"])
holds("khóa khác nhau", len({r["key"] for r in rows()}) == len(names))
holds("số trang như pdfinfo", all("Pages: %d" % o["pages"] in " ".join(subprocess.run(
    ["pdfinfo", o["path"]], cwd=work, capture_output=True, text=True).stdout.split())
    for r in rows() for o in r["output"]))
holds("không còn nhật ký", not list(work.glob("*.journal")))

# ---- what it saves ---------------------------------------------------------

said = again()
holds("không đổi gì: bỏ qua tất cả", said.returncode == 0 and set(states().values()) == {"skipped"}, states())
holds("sổ của lần bỏ qua vẫn đủ", all(r["output"] == told[Path(r["input"]).stem]["output"] and r["key"]
      == told[Path(r["input"]).stem]["key"] for r in rows()))


def rebuilt(what, *expected, options=(), env=None, code=0):
    said = again(*options, env=env)
    made = {k for k, s in states().items() if s == "ok"}
    holds("%s: làm lại đúng tệp ấy" % what, made == set(expected) and said.returncode == code, made, said.stderr[:200])


everything = [Path(n).stem for n in good]
(work / "nguồn" / "1.vt").write_text(plain(100))
rebuilt("nguồn đổi", "1")
(work / "nguồn" / "hai.txt").write_text("- Việc thứ hai, sửa\n")
rebuilt("tệp được chèn gián tiếp đổi", "chèn")
(work / "nguồn" / "kiểu.xml").write_text(OFFICE % 18)
rebuilt("kiểu của cơ quan đổi", "kiểu")
holds("kiểu mới có tác dụng", sha("ra/kiểu.pdf") != told["kiểu"]["output"][0]["sha256"])
pdf = work / "ra" / "2.pdf"
pdf.write_bytes(pdf.read_bytes()[:-1] + b"x")
rebuilt("tệp kết quả bị sửa, cùng cỡ", "2")
holds("và như trước", sha("ra/2.pdf") == told["2"]["output"][0]["sha256"])
pdf.unlink()
rebuilt("tệp kết quả mất", "2")
rebuilt("SOURCE_DATE_EPOCH", *everything, env={"SOURCE_DATE_EPOCH": "1700000000"})
rebuilt("SOURCE_DATE_EPOCH giữ nguyên", env={"SOURCE_DATE_EPOCH": "1700000000"})
rebuilt("bỏ SOURCE_DATE_EPOCH", *everything)
rebuilt("--final", *everything, options=["--final"])
rebuilt("bỏ --final", *everything)
rebuilt("--engine", *everything, options=["--engine", "cairo"])
rebuilt("bỏ --engine", *everything)
rebuilt("--pdf", *everything, options=["--pdf", "a-1b"])
rebuilt("bỏ --pdf", *everything)
rebuilt("--lang, --message-format, --jobs không đổi byte", options=["--lang", "en", "--message-format", "short", "--jobs", "3"])
rebuilt("JSON một tiến trình", options=["--message-format", "json"])
(work / "riêng.xml").write_text(OFFICE % 16)
rebuilt("--style", *everything, options=["--style", "riêng.xml"])
(work / "riêng.xml").write_text(OFFICE % 18)
rebuilt("tệp --style đổi", *everything, options=["--style", "riêng.xml"])
again()
data = work / "dữ liệu"
for folder in ("templates", "fonts"):
    shutil.copytree(vanthu.parents[1 if (vanthu.parents[1] / "templates").exists() else 2] / folder, data / folder)
rebuilt("cùng mẫu và phông ở chỗ khác", env={"VANTHU_DATA": str(data)})
words = data / "templates" / "nd30" / "words.xml"
words.write_text(words.read_text() + "<!-- sửa -->\n")
rebuilt("mẫu đổi", *everything, env={"VANTHU_DATA": str(data)})
font = data / "fonts" / "LiberationSerif-Bold.ttf"
font.write_bytes(font.read_bytes() + b"\0")
rebuilt("phông đổi", *everything, env={"VANTHU_DATA": str(data)})
again()
os.symlink("hai.txt", work / "nguồn" / "nối.txt")
(work / "nguồn" / "một.txt").write_text('- Việc thứ nhất\n@chèn: "nối.txt"\n')
rebuilt("chèn qua liên kết", "chèn")
(work / "nguồn" / "nối.txt").unlink()
(work / "ngoài.txt").write_text((work / "nguồn" / "hai.txt").read_text())
os.symlink("../ngoài.txt", work / "nguồn" / "nối.txt")
said = again()
holds("liên kết quay ra ngoài thư mục: lỗi, không bỏ qua", said.returncode == 1 and states()["chèn"] == "failed")
(work / "nguồn" / "nối.txt").unlink()
said = again()
holds("tệp chèn mất: lỗi, không bỏ qua", said.returncode == 1 and states()["chèn"] == "failed")
(work / "nguồn" / "một.txt").write_text('- Việc thứ nhất\n@chèn: "hai.txt"\n')
again()
holds("không --manifest: không bỏ qua", [build(good[0], "-o", "ra"), time.sleep(0.01)] and
      (work / "ra" / "0.pdf").stat().st_mtime > (work / "ra" / "1.pdf").stat().st_mtime)
again("--trust-mtime")
again("--trust-mtime")
holds("--trust-mtime: giờ được ghi", all(o["mtime"] for r in rows() for o in r["output"]))
os.utime(work / "ra" / "0.pdf")
rebuilt("--trust-mtime: giờ khác thì làm lại", "0", options=["--trust-mtime"])
for _ in (1, 2):
    said = subprocess.run([vanthu, "build", good[0], "-o", "-", "--manifest", "một.jsonl"], cwd=work, capture_output=True)
    holds("-o -: luôn in ra", said.stdout[:5] == b"%PDF-")
for _ in (1, 2):
    build("nguồn/0.vt", "-o", "tranh", "--format", "png", "--shard", "0/1", "--manifest", "tranh/")
SPELT = ("ra cách", "ra cách/", "./ra cách//", "ra cách/.//")
for spelt in SPELT:
    build(*good, "-o", spelt, "--manifest", "cách.jsonl")
    holds("-o %r là một nơi: bỏ qua, tên chuẩn trong sổ" % spelt, set(states("cách.jsonl").values())
          == {"ok" if spelt == SPELT[0] else "skipped"}
          and all(o["path"] == "ra cách/%s.pdf" % Path(r["input"]).stem for r in rows("cách.jsonl") for o in r["output"]))
for spelt in ("nguồn/0.vt", "./nguồn//0.vt"):
    build(spelt, "--manifest", "cạnh.jsonl")
holds("tệp cạnh nguồn: cách viết tên nguồn không làm mất sổ", states("cạnh.jsonl") == {"0": "skipped"})
(work / "nguồn" / "0.pdf").unlink()
picture = rows("tranh/shard-0-of-1.jsonl")[0]
holds("mỗi trang một tệp: bỏ qua khi đủ", picture["status"] == "skipped"
      and [o["path"] for o in picture["output"]] == sorted(str(p.relative_to(work)) for p in (work / "tranh").glob("*.png")))

for _ in (1, 2):
    build(*good, "-o", "neo", "--anchors", "--manifest", "neo.jsonl")
holds("--anchors: hai tệp một nguồn, bỏ qua khi đủ", set(states("neo.jsonl").values()) == {"skipped"}
      and all(len(r["output"]) == 2 for r in rows("neo.jsonl")), states("neo.jsonl"))
(work / "neo" / "0.anchors.json").unlink()
build(*good, "-o", "neo", "--anchors", "--manifest", "neo.jsonl")
holds("--anchors: mất một tệp thì làm lại nguồn ấy", [k for k, s in states("neo.jsonl").items() if s == "ok"] == ["0"]
      and (work / "neo" / "0.anchors.json").exists())

# ---- a manifest that is none -----------------------------------------------

os.mkfifo(work / "ống")
for words, code in ((("manifest", "merge", "/dev/zero"), 4), (("batch", "status", "/dev/zero"), 4),
                    (("manifest", "merge", "ống"), 4), (("build", good[0], "--manifest", "/dev/full"), 2),
                    (("build", good[0], "--manifest", "ống"), 2)):
    said = run(*words)
    holds("%s: mã %d, có lời" % (" ".join(words), code), said.returncode == code and "tệp thường" in said.stderr,
          said.returncode, said.stderr[:200])
(work / "ghi chú.txt").write_text("lời của tôi\n")
said = build(good[0], "-o", "ra", "--manifest", "ghi chú.txt")
holds("--manifest là tệp khác: mã 2, tệp còn nguyên", said.returncode == 2 and "sổ" in said.stderr
      and (work / "ghi chú.txt").read_text() == "lời của tôi\n", said.stderr)
(work / "rỗng.jsonl").write_text("")
holds("--manifest rỗng: là sổ", build(good[0], "-o", "ra", "--manifest", "rỗng.jsonl").returncode == 0
      and states("rỗng.jsonl") == {"0": "ok"})

# ---- a hostile or torn manifest --------------------------------------------

again()
lines = (work / "sổ.jsonl").read_text().splitlines()
(work / "sổ.jsonl").unlink()
(work / "sổ.jsonl.máy-khác-77.journal").write_text("\n".join(lines) + "\n" + lines[0][:100])
said = again()
holds("nhật ký dở dang của máy khác: dùng được, rồi đi", set(states().values()) == {"skipped"}
      and not list(work.glob("*.journal")))
row = json.loads(lines[0])
row["output"][0]["path"] = "/etc/hostname"
nasty = ["[" * 100000, "{}", "null", '{"schema":"vanthu-manifest/1"}', "x" * 5000000, '{"input":"\\u0000"}',
         json.dumps({**row, "output": [{"path": 5}], "shard": "9/2"}), json.dumps(row), "\0\xff"]
(work / "sổ.jsonl").write_text("\n".join(nasty + lines[1:]))
said = again()
holds("sổ bị phá: dòng hỏng bị bỏ, không tin dòng lạ", said.returncode == 0
      and [k for k, s in states().items() if s == "ok"] == ["0"], states(), said.stderr[:200])

# ---- rows ------------------------------------------------------------------

(work / "thư.vt").write_text(text.replace("Tân Khê", "{{xã}}"))
table = "mã,xã\na,Một\nb,Hai\nb,Trùng\nc,Ba\n"
(work / "xã.csv").write_text(table)
copies = lambda: build("--data", "xã.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "bản", "--manifest", "bản.jsonl", "--jobs", "2")
said = copies()
holds("mỗi hàng một dòng sổ", said.returncode == 1 and [(r["row"], r["status"]) for r in rows("bản.jsonl")]
      == [(2, "ok"), (3, "ok"), (4, "failed"), (5, "ok")], rows("bản.jsonl"))
(work / "xã.csv").write_text(table.replace("Hai", "Hai sửa"))
copies()
holds("hàng đổi: làm lại hàng ấy", [r["status"] for r in rows("bản.jsonl")] == ["skipped", "ok", "failed", "skipped"])

# ---- rows of shards ----------------------------------------------------------

(work / "xã.csv").write_text("mã,xã\n" + "".join("x%02d,Xã %d\n" % (i, i) for i in range(25)) + "x07,Trùng\n,Trống\n../a,Lạ\n")
ROWS = ("--data", "xã.csv", "--name", "{{mã}}.pdf", "thư.vt")
said = build(*ROWS, "-o", "cả", "--manifest", "cả.jsonl")
whole = {p.name: p.read_bytes() for p in (work / "cả").iterdir()}
holds("một lần chạy: 25 tệp, ba hàng sai", said.returncode == 1 and len(whole) == 25
      and [r["row"] for r in rows("cả.jsonl") if r["status"] == "failed"] == [27, 28, 29])
listed = [build(*ROWS, "--shard", "%d/4" % i, "--list").stdout.split() for i in range(4)]
holds("--list: các hàng của bốn phần, không hàng nào đứng hai lần", sorted(sum(listed, [])) == sorted(whole)
      and all(len(l) < 25 for l in listed), listed)
told = []
for i in (2, 0, 3, 1):
    said = build(*ROWS, "--shard", "%d/4" % i, "-o", "hàng/", "--manifest", "sổ hàng/", "--jobs", "2")
    told += [said.stderr]
    part = {o["path"] for r in rows("sổ hàng/shard-%d-of-4.jsonl" % i) for o in r["output"]}
    holds("phần %d làm đúng những hàng nó kể" % i, part == {"hàng/" + n for n in listed[i]}, part)
holds("bốn phần: cùng byte với một lần chạy", {p.name: p.read_bytes() for p in (work / "hàng").iterdir()} == whole)
holds("hàng sai được nói ở một phần thôi", all("".join(told).count("hàng %d" % r) == 1 for r in (27, 28, 29)), told)
said = run("manifest", "merge", "sổ hàng", "-o", "gộp hàng.jsonl")
same = lambda path: [(r["row"], r["status"], [o["sha256"] for o in r["output"]]) for r in rows(path)]
holds("gộp sổ: từng hàng như một lần chạy", said.returncode == 0 and same("gộp hàng.jsonl") == same("cả.jsonl"), said.stderr)
build(*ROWS, "--shard", "2/4", "-o", "hàng/", "--manifest", "sổ hàng/")
holds("chạy lại một phần: bỏ qua", {r["status"] for r in rows("sổ hàng/shard-2-of-4.jsonl")} <= {"skipped", "failed"})
many = [build(*ROWS, "--shard", "%d/90" % i, "-o", "hàng", "--manifest", "nhiều phần/").returncode for i in range(90)]
holds("phần không có hàng nào: mã 0, vẫn có sổ", set(many) == {0, 1} and len(list((work / "nhiều phần").iterdir())) == 90)
sooner = (work / "xã.csv").read_text().splitlines()
(work / "xã.csv").write_text("\n".join(sooner[:1] + ["mới,Xã mới"] + sooner[1::2]) + "\n")
fewer = [build(*ROWS, "--shard", "%d/4" % i, "--list").stdout.split() for i in range(4)]
holds("thêm bớt hàng không đổi phần của hàng khác", all(set(f) - {"mới.pdf"} <= set(l) for f, l in zip(fewer, listed))
      and len(sum(fewer, [])) == 14, fewer)

# ---- merge, diff, plan, status -----------------------------------------------

N = 3
for i in range(N):
    build(*good, "--shard", "%d/%d" % (i, N), "-o", "phần", "--manifest", "các sổ/")
parts = ["các sổ/shard-%d-of-%d.jsonl" % (i, N) for i in range(N)]
holds("mỗi phần một sổ", all((work / p).exists() for p in parts))
said = run("manifest", "merge", *parts, "-o", "gộp.jsonl")
holds("gộp: đủ, theo thứ tự", said.returncode == 0 and [r["input"] for r in rows("gộp.jsonl")] == good, said.stderr)
holds("gộp cả thư mục: như nhau", run("manifest", "merge", "các sổ").stdout == (work / "gộp.jsonl").read_text())
said = run("manifest", "merge", *parts[1:], "-o", "thiếu.jsonl")
holds("thiếu phần: mã 1, nói phần nào, không ghi", said.returncode == 1 and "0/3" in said.stderr
      and "thiếu sổ của phần" in said.stderr and not (work / "thiếu.jsonl").exists(), said.stderr)
part = next(p for p in parts if rows(p))
line = rows(part)[0]
shutil.copy(work / part, work / "lặp.jsonl")
said = run("manifest", "merge", *parts, "lặp.jsonl")
holds("lặp: mã 1, nói nguồn và phần", said.returncode == 1 and line["input"] in said.stderr
      and "một nguồn có hai lần" in said.stderr and "phần %s" % line["shard"] in said.stderr, said.stderr)
line["output"][0]["sha256"] = "0" * 64
(work / "lặp.jsonl").write_text(json.dumps(line) + "\n")
said = run("manifest", "merge", *parts, "lặp.jsonl")
holds("mâu thuẫn: mã 1", said.returncode == 1 and "nói khác nhau" in said.stderr and line["input"] in said.stderr)
line["input"] = "khác/0.vt"
line["output"][0]["path"] = rows(part)[0]["output"][0]["path"]
(work / "lặp.jsonl").write_text(json.dumps(line) + "\n")
said = run("manifest", "merge", *parts, "lặp.jsonl")
holds("hai nguồn của hai phần ghi một tệp: mã 1", said.returncode == 1 and "cùng ghi một tệp" in said.stderr, said.stderr)
(work / "lặp.jsonl").write_text('{"schema":"khác"}\n')
holds("dòng lạ: mã 1, nói dòng", run("manifest", "merge", "lặp.jsonl").returncode == 1
      and "lặp.jsonl:1" in run("manifest", "merge", "lặp.jsonl").stderr)
holds("không có sổ: mã 4", run("manifest", "merge", "không.jsonl").returncode == 4)
holds("gọi sai: mã 2", {run("manifest", *a).returncode for a in ([], ["merge"], ["diff", "a"], ["lạ"])} == {2})
many = [build(*good[:1], "--shard", "%d/50" % i, "-o", "ít", "--manifest", "sổ ít/").returncode for i in range(50)]
said = run("manifest", "merge", "sổ ít")
holds("phần không có nguồn nào cũng có sổ", set(many) == {0} and said.returncode == 0 and said.stdout.count("\n") == 1
      and len(list((work / "sổ ít").iterdir())) == 50, said.stderr)

build(*good, "-o", "ra khác", "--manifest", "khác.jsonl")
said = run("manifest", "diff", "gộp.jsonl", "khác.jsonl")
holds("hai lần như nhau, khác thư mục: mã 0, không nói gì", said.returncode == 0 and said.stdout == "", said.stdout)
changed = rows("khác.jsonl")
changed[0]["output"][0]["sha256"] = "0" * 64
changed[1]["status"] = "failed"
changed[2]["input"] = "nguồn/mới.vt"
(work / "khác.jsonl").write_text("".join(json.dumps(r) + "\n" for r in changed))
said = run("manifest", "diff", "gộp.jsonl", "khác.jsonl")
holds("khác nhau: mã 1, bốn dòng", said.returncode == 1 and said.stdout.splitlines() == [
    "khác byte\t" + good[0], "trạng thái\t%s\tok → failed" % good[1], "bớt\t" + good[2], "thêm\tnguồn/mới.vt"],
    said.stdout)

said = run("batch", "plan", "nguồn")
holds("batch plan", said.returncode == 0 and dict(l.split("\t") for l in said.stdout.splitlines()) == {
    "nguồn": str(len(names)), "byte": str(sum((work / n).stat().st_size for n in names)), "số phần": "1"}, said.stdout)
said = run("batch", "status", "các sổ")
sums = dict(l.split("\t") for l in said.stdout.splitlines())
holds("batch status: đủ, mã 0", said.returncode == 0 and sums["nguồn"] == sums["ok"] == str(len(good))
      and sums["số phần"] == "3", said.stdout)
(work / parts[1]).unlink()
said = run("batch", "status", "các sổ")
holds("batch status: thiếu phần, mã 75", said.returncode == 75 and "1/3" in said.stdout, said.stdout)

# ---- deaths, time, room ------------------------------------------------------

os.mkfifo(work / "nguồn" / "treo.vt")
start = time.time()
said = build("nguồn/treo.vt", *good, "--timeout", "1", "-o", "treo", "--manifest", "treo.jsonl")
late = {Path(r["input"]).stem: r for r in rows("treo.jsonl")}
holds("một nguồn không bao giờ đọc xong: timeout, mã 1, các nguồn khác vẫn ra", said.returncode == 1
      and late["treo"]["status"] == "timeout" and "ALRM" in late["treo"]["first_error"]
      and sum(r["status"] == "ok" for r in late.values()) == len(good) and time.time() - start < 20, said.stderr)


item = "- Chỉ tiêu: trồng %d cây keo và lát hoa trên đồi Gò Sậy và 800 cây bóng mát ở đường liên thôn, sân trường.\n"
(work / "to.vt").write_text(text.replace("# Tổ chức", "".join(item % i for i in range(150000)) + "\n# Tổ chức"))
for what, limit, code, state in (("làm việc quá lâu", "true", 1, "timeout"), ("cần quá nhiều bộ nhớ", "ulimit -v 300000", 1, "failed")):
    if "ulimit" in limit and "ASAN_OPTIONS" in os.environ:
        continue  # whose shadow takes more than any bound
    said = subprocess.run(["sh", "-c", limit + '; exec "$0" "$@"', vanthu, "build", "to.vt", good[0], good[1], "-o", "to",
                           "--timeout", "1" if limit == "true" else "60", "--manifest", "to.jsonl"], cwd=work, capture_output=True, text=True)
    heavy = {Path(r["input"]).stem: r for r in rows("to.jsonl")}
    holds("một nguồn %s: %s, mã %d, nguồn khác vẫn ra" % (what, state, code), said.returncode == code
          and heavy["to"]["status"] == state and len(list((work / "to").iterdir())) == 2, said.returncode, heavy["to"])


def begun(*args, **more):
    return subprocess.Popen([vanthu, "build", *args], cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, **more)


def workers(process):
    for _ in range(200):
        found = Path("/proc/%d/task/%d/children" % (process.pid, process.pid)).read_text().split()
        if found:
            return [int(f) for f in found]
        time.sleep(0.01)
    return []


process = begun("nguồn/treo.vt", "-o", "chết", "--shard", "0/1", "--manifest", "chết.jsonl")
time.sleep(0.1)
os.kill(workers(process)[0], signal.SIGABRT)
process.communicate(timeout=20)
holds("tiến trình chết: crashed, SIGABRT, mã 70", process.returncode == 70
      and [(r["status"], r["first_error"]) for r in rows("chết.jsonl")] == [("crashed", "SIGABRT")], rows("chết.jsonl"))

process = begun(*good, "nguồn/treo.vt", "-o", "dừng", "--manifest", "dừng.jsonl")
workers(process)
time.sleep(0.5)
start = time.time()
process.terminate()
process.communicate(timeout=20)
left = list(work.glob("dừng.jsonl.*.journal"))
holds("SIGTERM: mã 75 trong một giây", process.returncode == 75 and time.time() - start < 1)
holds("SIGTERM: nhật ký còn đủ, không tệp tạm, chưa có sổ", len(left) == 1 and not (work / "dừng.jsonl").exists()
      and sum('"ok"' in l for l in left[0].read_text().splitlines()) == len(good)
      and not list((work / "dừng").glob("*.tmp")))
(work / "nguồn" / "treo.vt").unlink()
said = build(*good, "-o", "dừng", "--manifest", "dừng.jsonl")
holds("chạy lại: bỏ qua những gì đã xong", said.returncode == 0 and set(states("dừng.jsonl").values()) == {"skipped"}
      and not list(work.glob("dừng.jsonl.*")))

two = [begun(*good, "-o", "hai lần", "--manifest", "hai lần.jsonl", "--jobs", "2") for _ in (1, 2)]
codes = [p.communicate() and p.returncode for p in two]
holds("hai lần cùng lúc một sổ: đủ, không sót gì", codes == [0, 0] and [r["input"] for r in rows("hai lần.jsonl")] == good
      and not list(work.glob("hai lần.jsonl.*")) and not list((work / "hai lần").glob("*.tmp")), codes)
holds("và đúng byte", run("manifest", "diff", "gộp.jsonl", "hai lần.jsonl").returncode == 0)

ROOM = """mount -t tmpfs -o size=160k x nhỏ || exit 99
"$0" build %(names)s -o nhỏ --manifest %(manifest)s --jobs 2; echo "đầy $?"
ls nhỏ | grep -c '[.]tmp$'; ls nhỏ | grep -c '[.]pdf$'
for f in nhỏ/*.pdf; do pdfinfo "$f" >/dev/null 2>&1 || echo "hỏng $f"; done
mount -o remount,size=64m nhỏ
"$0" build %(names)s -o nhỏ --manifest %(manifest)s --jobs 2; echo "lại $?"
ls nhỏ | grep -c '[.]tmp$\\|[.]journal$'; ls nhỏ | grep -c '[.]pdf$'; cp %(manifest)s đầy.jsonl
printf '\\n' >>nguồn/0.vt; mount -o remount,ro nhỏ
"$0" build %(names)s -o nhỏ --manifest chỉ-đọc.jsonl; echo "đọc $?"
"$0" build %(names)s -o ra --manifest nhỏ/khác.jsonl; echo "sổ $?"
"""
(work / "nhỏ").mkdir()
for manifest in ("ngoài.jsonl", "nhỏ/sổ.jsonl"):
    script = ROOM % {"names": " ".join("'%s'" % n for n in good), "manifest": manifest}
    said = subprocess.run(["unshare", "-rm", "sh", "-c", script, vanthu], cwd=work, capture_output=True, text=True)
    if said.returncode == 99 or "unshare" in said.stderr:
        print("không gắn được tmpfs: thử bằng /dev/full")
        said = build(good[0], "-o", "/dev/full", "--manifest", "full.jsonl")
        holds("đĩa đầy: mã 75", said.returncode == 75)
        continue
    lines = said.stdout.splitlines()
    holds("đĩa đầy (%s): 75, không tệp tạm, tệp nào ra thì đọc được" % manifest,
          lines[0] == "đầy 75" and lines[1] == "0" and int(lines[2]) < len(good) and lines[3] == "lại 0", lines,
          said.stderr[-400:])
    holds("có chỗ thì chạy lại: đủ", lines[4:6] == ["0", str(len(good))]
          and len(rows("đầy.jsonl")) == len(good), lines)
    holds("cái đã xong trước khi đầy không làm lại", manifest != "ngoài.jsonl" or "skipped" in states("đầy.jsonl").values())
    holds("thư mục chỉ đọc: 74", lines[6:] == ["đọc 74", "sổ 74"], lines)
limited = subprocess.run(["sh", "-c", 'ulimit -f 20; exec "$0" "$@"', vanthu, "build", *good, "-o", "hạn mức",
                          "--manifest", "hạn mức.jsonl"], cwd=work, capture_output=True, text=True)
holds("quá cỡ tệp được phép: 74, không tệp tạm", limited.returncode == 74 and not list((work / "hạn mức").iterdir()),
      limited.returncode, limited.stderr[:300])

# ---- speed -----------------------------------------------------------------

for i in range(300):
    (work / "nguồn" / ("n%03d.vt" % i)).write_text(plain(i))
lot = sorted(str(p.relative_to(work)) for p in (work / "nguồn").glob("n*.vt"))
start = time.time()
build(*lot, "-o", "nhiều", "--manifest", "nhiều/")
first, start = time.time() - start, time.time()
build(*lot, "-o", "nhiều", "--manifest", "nhiều/")
took = time.time() - start
holds("dàn 300 tệp %.2f giây, bỏ qua %.2f" % (first, took), took < max(0.3, first / 4) and set(states("nhiều/shard-0-of-1.jsonl").values()) == {"skipped"})
print("manifest: %d passed, %d failed" % (passed, failed))
