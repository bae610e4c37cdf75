"""Many plans in one run: the same bytes however the work is shared out, and
nothing broken by a death in the middle."""
import os
import random
import re
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
COUNT = 120


def holds(what, good):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what)


text = Path("samples/trong-cay-dau-xuan.vt").read_text()
for i in range(COUNT):
    (work / "nguồn" / ("%03d.vt" % i)).write_text(text.replace("Tân Khê", "Tân Khê %d" % i))
names = sorted(str(p.relative_to(work)) for p in (work / "nguồn").glob("*.vt"))


def build(*args, **more):
    return subprocess.run([vanthu, "build", *args], cwd=work, capture_output=True, text=True, timeout=120, **more)


def made(folder):
    return {p.name: p.read_bytes() for p in (work / folder).iterdir()} if (work / folder).exists() else {}


build(*names, "-o", "một")
whole = made("một")
holds("một tiến trình: đủ", len(whole) == COUNT)
said = build("--jobs", "3", *names, "-o", "ba")
holds("ba tiến trình: cùng byte", said.returncode == 0 and made("ba") == whole)

(work / "hỏng.vt").write_text("@kế hoạch: Thử\n\n[[không có]]\n")
bad = build("--jobs", "2", "hỏng.vt", *names[:9], "-o", "lẫn")
holds("một nguồn sai: mã 1, các tệp khác vẫn ra", bad.returncode == 1 and len(made("lẫn")) == 9 and "hỏng.vt" in bad.stderr)

# ---- one source, many copies -----------------------------------------------

(work / "thư.vt").write_text(text.replace("Hà Văn Thuật", "{{người ký}}").replace("Tân Khê", "{{xã}}"))
(work / "xã.csv").write_text("mã,xã,Người ký\n"
                             + "".join("x%02d,Tân Khê %d,Hà Văn Thuật\n" % (i, i) for i in range(40))
                             + 'x00,Trùng,A B\n../lọt,Ra ngoài,A B\n,Trống,A B\nx90,"@số: 1; {{mã}} **đậm**",Hà Văn Thuật\n')
copies = build("--data", "xã.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "bản")
holds("hàng sai được nói, các hàng khác thành tệp", copies.returncode == 1 and len(made("bản")) == 41
      and "hàng 42" in copies.stderr and "hàng 43" in copies.stderr and "hàng 44" in copies.stderr)
holds("một bản như nguồn tự viết", made("bản").get("x07.pdf") == whole["007.pdf"])
holds("không tệp nào ra ngoài", not (work / "lọt.pdf").exists())
said = build("--data", "xã.csv", "--name", "{{mã}}.json", "--format", "json", "thư.vt", "-o", "json")
kept = (work / "json" / "x90.json").read_text()
holds("giá trị là chữ, không được đọc lại", "@số: 1; {{mã}} **đậm**" in kept)
build("--jobs", "3", "--data", "xã.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "bản song song")
holds("song song: cùng byte", made("bản song song") == made("bản"))
holds("thiếu --name: mã 2", build("--data", "xã.csv", "thư.vt").returncode == 2)
holds("không có CSV: mã 4", build("--data", "không.csv", "--name", "{{mã}}.pdf", "thư.vt").returncode == 4)

table = "mã,xã,người ký\na,Một,A B\nb,Hai\nc,Ba,A B,thừa\nd,Bốn,A B\n"
(work / "thiếu.csv").write_text(table)
said = build("--data", "thiếu.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "thiếu")
holds("hàng thiếu hay thừa ô: lỗi của hàng ấy, hàng khác vẫn ra", said.returncode == 1 and sorted(made("thiếu")) == ["a.pdf", "d.pdf"]
      and "hàng 3: 2 ô, 3 cột" in said.stderr and "hàng 4: 4 ô, 3 cột" in said.stderr)
(work / "đầu.csv").write_text("mã,xã,người ký\n")
said = build("--data", "đầu.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "đầu")
holds("bảng chỉ có đầu: mã 1, có lời", said.returncode == 1 and "đầu.csv" in said.stderr)
(work / "đôi.csv").write_text("mã,xã,Xã,người ký\na,Một,Hai,A B\n")
said = build("--data", "đôi.csv", "--name", "{{mã}}.pdf", "thư.vt", "-o", "đôi")
holds("hai cột một tên: mã 4, có lời, không tệp nào", said.returncode == 4 and "xã" in said.stderr and not made("đôi"))

# ---- what is read is never written -----------------------------------------

(work / "đọc").mkdir()
kept = {"bảng.vt": '@mẫu: nd30\n' + text.replace("# Tổ chức", '@chèn: "phần.txt"\n\n# Tổ chức'), "phần.txt": "- Việc\n",
        "t.csv": "mã\nbảng.vt\n", "u.csv": "mã\nu.csv\n", "kiểu.xml": '<office like="nd30"/>\n'}
for name, held in kept.items():
    (work / "đọc" / name).write_text(held)
for words in ("bảng.vt --deps bảng.vt", "bảng.vt --manifest bảng.vt", "bảng.vt -o ./bảng.vt", "bảng.vt -o phần.txt",
              "bảng.vt --deps phần.txt", "bảng.vt --manifest phần.txt", "--style kiểu.xml bảng.vt -o kiểu.xml",
              "bảng.vt --data t.csv --name {{mã}} -o .", "bảng.vt --data u.csv --name {{mã}} -o . --jobs 4",
              "bảng.vt -o mới.pdf --deps ./mới.pdf", "bảng.vt --manifest bảng.pdf", "bảng.vt --deps x --manifest x",
              "bảng.vt --anchors --deps bảng.anchors.json"):
    said = subprocess.run([vanthu, "build", *words.split()], cwd=work / "đọc", capture_output=True, text=True)
    holds("build %s: mã 2, có lời, không tệp nào đổi" % words, said.returncode == 2 and said.stderr
          and {p.name: p.read_text(errors="replace") for p in (work / "đọc").iterdir()} == kept)
said = subprocess.run([vanthu, "build", "bảng.vt", "--deps", "bảng.d", "--manifest", "sổ.jsonl"], cwd=work / "đọc")
holds("không trùng thì ra", said.returncode == 0 and (work / "đọc" / "bảng.pdf").exists() and (work / "đọc" / "bảng.d").exists())

(work / "đọc" / "hình.png").write_bytes(Path("samples/chu-ky-mau.png").read_bytes())
(work / "đọc" / "điểm.csv").write_text("Tên,Số\nA,1\n")
(work / "đọc" / "hình.vt").write_text(text.replace("# Tổ chức", '@hình: "hình.png" Sơ đồ, 4 cm\n\n@bảng {\nnguồn: "điểm.csv"\n}\n\n# Tổ chức'))
for name in ("hình.png", "điểm.csv"):
    held = (work / "đọc" / name).read_bytes()
    said = subprocess.run([vanthu, "build", "hình.vt", "-o", name], cwd=work / "đọc", capture_output=True)
    holds("-o %s mà nguồn đọc: mã 2, tệp còn nguyên" % name, said.returncode == 2 and (work / "đọc" / name).read_bytes() == held)

# more than a pipe takes at once: what is said of a row still comes whole
(work / "nhiều lời.vt").write_text("@kế hoạch: Thử {{xã}}\n\n" + "Lời [[không có nhãn %s]].\n\n" % "rất dài" * 60)
loud = ("--data", "lời.csv", "--name", "{{mã}}.pdf", "nhiều lời.vt", "-o", "lời")
(work / "lời.csv").write_text("mã,xã\n" + "".join("x%02d,Tân Khê\n" % i for i in range(24)))
ROW = re.compile("hàng [0-9]+: x[0-9]+[.]pdf")
said_of = lambda *more: sorted(ROW.sub("hàng", part) for part in ROW.split(build(*more, *loud).stderr))
calm = said_of()
holds("lời của mỗi hàng đi liền nhau, năm lần", len(max(calm)) > 8192 and all(said_of("--jobs", "4") == calm for _ in range(5)))

# ---- shards ----------------------------------------------------------------

shards = [build("--shard", "%d/7" % i, "--list", *names).stdout.split("\n")[:-1] for i in range(7)]
holds("các phần hợp lại là tất cả, không phần nào trùng", sorted(sum(shards, [])) == names)
fewer = build("--shard", "2/7", "--list", *names[::2]).stdout.split("\n")[:-1]
holds("bớt tệp không đổi phần của tệp khác", set(fewer) == set(shards[2]) & set(names[::2]))
dotted = build("--shard", "2/7", "--list", *("./" + n.replace("/", "//") for n in names)).stdout
holds("cách viết đường dẫn không đổi phần", len(dotted.split()) == len(shards[2]))
for i in random.Random(1).sample(range(7), 7):
    build("--shard", "%d/7" % i, "--jobs", "2", *names, "-o", "phần")
holds("bảy phần: cùng byte với một lần chạy", made("phần") == whole)
for wrong in ("7/7", "-1/7", "1", "1/0", "a/b"):
    holds("--shard %s: mã 2" % wrong, build("--shard", wrong, *names).returncode == 2)


# ---- deaths ----------------------------------------------------------------

def begun(folder):
    return subprocess.Popen([vanthu, "build", "--jobs", "2", *names, "-o", folder], cwd=work,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def children(pid):
    try:
        return [int(c) for c in Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()]
    except OSError:
        return []


chance = random.Random(7)
for turn in range(12):
    folder = "chết"
    process = begun(folder)
    time.sleep(chance.uniform(0.02, 0.2))
    if turn % 3 == 0:
        process.send_signal(signal.SIGTERM)
    elif turn % 3 == 1:
        process.kill()
    else:
        for child in children(process.pid)[:1]:
            os.kill(child, signal.SIGKILL)
    process.communicate()
    deadline = time.time() + 5
    while time.time() < deadline and any(p.name.endswith(".tmp") and turn % 3 == 0 for p in (work / folder).glob("*")):
        time.sleep(0.05)
    broken = {n for n, b in made(folder).items() if not n.endswith(".tmp") and whole.get(n) != b}
    holds("lần %d: không tệp nào hỏng: %s" % (turn, sorted(broken)[:3]), not broken)
    if turn % 3 == 0:
        holds("SIGTERM: mã 75 hoặc đã xong", process.returncode in (75, 0))
again = build("--jobs", "2", *names, "-o", "chết")
holds("chạy lại: cùng byte, không còn tệp tạm", again.returncode == 0 and made("chết") == whole)
shutil.rmtree(work / "chết")
two = [begun("chết"), begun("chết")]
codes = [p.communicate() and p.returncode for p in two]
holds("hai lần chạy cùng một nơi: cùng byte", codes == [0, 0] and made("chết") == whole)
print("batch: %d passed, %d failed" % (passed, failed))
