"""Deaths at random moments: of the run, of one of its processes, of all at
once. Each is followed by the same command again, whose outputs and manifest
must be those of a run that nobody disturbed."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

vanthu, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
KILLS, COUNT = int(os.environ.get("KILLS", "20")), 40
EXCEPT = ("ms", "rss", "attempt", "status")
shutil.rmtree(work, ignore_errors=True)
(work / "nguồn").mkdir(parents=True)
text = Path("samples/trong-cay-dau-xuan.vt").read_text()
(work / "nguồn" / "chung.txt").write_text("- Tưới cây mỗi tuần hai lần\n")
for i in range(COUNT):
    (work / "nguồn" / ("%03d.vt" % i)).write_text(
        text.replace("Tân Khê", "Tân Khê %d" % i).replace("# Tổ chức", '@chèn: "chung.txt"\n\n# Tổ chức'))
names = sorted(str(p.relative_to(work)) for p in (work / "nguồn").glob("*.vt"))
passed = failed = 0


def holds(what, good):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what)


def begun():
    return subprocess.Popen([vanthu, "build", "--jobs", "2", *names, "-o", "ra", "--manifest", "sổ/"], cwd=work,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def ended(process):
    return process.wait(timeout=60) if process.communicate(timeout=60) else None


def made():
    return {p.name: p.read_bytes() for p in (work / "ra").glob("*")}


def manifest():
    path = work / "sổ" / "shard-0-of-1.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return [{k: v for k, v in row.items() if k not in EXCEPT} for row in rows]


def children(pid):
    try:
        return [int(c) for c in Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()]
    except OSError:
        return []


def strike(process, turn, chance):
    """The run, one worker, all at once. False: there was nobody to strike."""
    try:
        if turn % 3 == 0:
            process.kill()
        elif turn % 3 == 1:
            os.kill(chance.choice(children(process.pid)), signal.SIGKILL)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        return True
    except (IndexError, ProcessLookupError):
        return False


def gone(pattern):
    deadline = time.time() + 2
    while time.time() < deadline and any(p.name.endswith(pattern) for p in work.rglob("*")):
        time.sleep(0.02)
    return not any(p.name.endswith(pattern) for p in work.rglob("*"))


start = time.time()
holds("không ai phá: mã 0", ended(begun()) == 0)
length = time.time() - start
whole, told = made(), manifest()
holds("đủ tệp, đủ sổ", len(whole) == COUNT and [r["input"] for r in told] == names)
chance = random.Random(int(os.environ.get("SEED", "5")))
struck = partial = journals = temporaries = crashed = 0
for turn in range(KILLS):
    shutil.rmtree(work / "ra")
    shutil.rmtree(work / "sổ")
    process = begun()
    time.sleep(chance.uniform(0, 1.1 * length))
    hit = strike(process, turn, chance)
    status = ended(process)
    struck += hit
    crashed += status in (70, 75)
    after = made()
    temporaries += any(n.endswith(".tmp") for n in after)
    partial += hit and len(after) < COUNT
    journals += any((work / "sổ").glob("*.journal"))
    broken = [n for n, b in after.items() if not n.endswith(".tmp") and whole.get(n) != b]
    again = ended(begun())
    holds("lần %d: không tệp nào hỏng: %s" % (turn, broken[:3]), not broken)
    holds("lần %d: chạy lại: mã %s, cùng byte" % (turn, again), again == 0 and gone(".tmp") and made() == whole)
    holds("lần %d: chạy lại: cùng sổ" % turn, manifest() == told and gone(".journal"))
print("chết %d lần: trúng %d, dở dang %d, còn nhật ký %d, còn tệp tạm %d, mã 70 hoặc 75 %d"
      % (KILLS, struck, partial, journals, temporaries, crashed))
print("kill: %d passed, %d failed" % (passed, failed))
