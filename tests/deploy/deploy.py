"""The files of deploy/ are what they say: the scripts give the bytes of one
run, the templates have the shape that their engines want, and the sample
repository notices a PDF that is not its source's."""
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import yaml

repo = Path.cwd()
vanthu, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
shutil.rmtree(work, ignore_errors=True)
passed = failed = 0
COUNT, SHARDS = 60, 7
env = dict(os.environ, PATH="%s:%s" % (vanthu.parent, os.environ["PATH"]), VANTHU=str(vanthu), LC_ALL="C.UTF-8",
           DEPLOY=str(repo / "deploy"))
for inherited in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    env.pop(inherited, None)


def holds(what, good):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("HỎNG: " + what)


def run(*args, cwd=work, **more):
    return subprocess.run([str(a) for a in args], cwd=cwd, capture_output=True, text=True, timeout=60,
                          env=dict(env, **more))


def fine(*args, **more):
    said = run(*args, **more)
    if said.returncode:
        print(said.stdout[-500:], said.stderr[-500:])
    return said.returncode == 0


def made(folder):
    return {p.name: p.read_bytes() for p in (work / folder).glob("*.pdf")}


# ---- what can be said without running --------------------------------------

scripts = ["deploy/shard.sh", "deploy/install.sh", "deploy/slurm/array.sbatch", "deploy/slurm/merge.sbatch",
           "deploy/parallel/run.sh", "tests/slurm/run.sh", "tests/slurm/slurm-up.sh"]
for script in scripts:
    holds("sh -n " + script, fine("sh", "-n", script, cwd=repo))
    holds("shellcheck " + script, fine("shellcheck", "-s", "sh", script, cwd=repo))


def load(name):
    return yaml.safe_load((repo / name).read_text())


def shell_reads(text):
    return subprocess.run(["bash", "-n"], input=text, text=True).returncode == 0


job = load("deploy/kubernetes/job.yaml")
spec, pod = job["spec"], job["spec"]["template"]["spec"]
box = pod["containers"][0]
variables = {v["name"]: v["value"] for v in box["env"]}
rules = {r["action"]: set(r.get("onExitCodes", {}).get("values", [])) for r in spec["podFailurePolicy"]["rules"]}
holds("Kubernetes: Indexed Job", (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed"))
holds("Kubernetes: số phần ở hai chỗ bằng nhau", variables["SHARDS"] == str(spec["completions"]))
holds("Kubernetes: 1-4 và 70 thì thôi, 75 thì thử lại", rules["FailIndex"] == {1, 2, 3, 4, 70} and rules["Count"] == {75})
holds("Kubernetes: podFailurePolicy đòi Never và backoffLimitPerIndex", pod["restartPolicy"] == "Never"
      and spec["backoffLimitPerIndex"] > 0)
holds("Kubernetes: tên container khớp", all(r["onExitCodes"]["containerName"] == box["name"]
                                            for r in spec["podFailurePolicy"]["rules"] if "onExitCodes" in r))
holds("Kubernetes: mỗi chỗ gắn có một ổ", {m["name"] for m in box["volumeMounts"]} == {v["name"] for v in pod["volumes"]})
container = (repo / "deploy/kubernetes/Containerfile").read_text()
holds("ảnh chỉ từ debian:12", set(re.findall(r"^FROM (\S+)", container, re.M)) == {"debian:12"})

github = load("deploy/github/vanthu.yml")
steps = github["jobs"]["plans"]["steps"]
holds("GitHub: bước nào cũng chạy một điều", all(("run" in s) != ("uses" in s) for s in steps))
holds("GitHub: hành động được ghim", all("@" in s["uses"] for s in steps if "uses" in s))
holds("GitHub: lệnh đọc được", all(shell_reads(s["run"]) for s in steps if "run" in s))
holds("GitHub: so PDF", any("make kiểm" in s.get("run", "") for s in steps) and True in github)
holds("kho mẫu dùng đúng tệp ấy", (repo / "samples/co-quan/.github/workflows/vanthu.yml").read_bytes()
      == (repo / "deploy/github/vanthu.yml").read_bytes())
gitlab = load("deploy/gitlab/vanthu.gitlab-ci.yml")["plans"]
holds("GitLab: lệnh đọc được", shell_reads("\n".join(gitlab["before_script"] + gitlab["script"])))
holds("GitLab: so PDF, cùng ảnh với GitHub", "make kiểm" in gitlab["script"]
      and gitlab["image"] == github["jobs"]["plans"]["container"])
hooks = load(".pre-commit-hooks.yaml")
holds("pre-commit: đủ khóa", all({"id", "name", "entry", "language", "files"} <= set(h) for h in hooks))

# ---- the same bytes as one run ---------------------------------------------

run(sys.executable, repo / "tests/slurm/plans.py", work, COUNT, cwd=repo)
names = (work / "danh-sach.txt").read_text().split()
run("vanthu", "build", "--jobs", "2", "-o", "một", *names)
whole = made("một")
holds("một lần chạy: đủ", len(whole) == COUNT)


def as_slurm(index, out, count=SHARDS, **more):
    return run("sh", repo / "deploy/slurm/array.sbatch", LIST="danh-sach.txt", OUT=out, SLURM_ARRAY_TASK_ID=str(index),
               SLURM_ARRAY_TASK_COUNT=str(count), SLURM_SUBMIT_DIR=str(repo), **more).returncode


holds("array.sbatch: mọi phần thoát 0", not any(as_slurm(i, "slurm/") for i in reversed(range(SHARDS))))
holds("array.sbatch: cùng byte", made("slurm") == whole)
holds("merge.sbatch: sổ đủ", fine("sh", repo / "deploy/slurm/merge.sbatch", OUT="slurm")
      and (work / "slurm/manifest.jsonl").read_text().count("\n") == COUNT)
(work / "slurm/xã-0007.pdf").write_bytes(b"x")
holds("nộp lại vài phần, cách chia vẫn như cũ", not any(as_slurm(i, "slurm", 1, SHARDS=str(SHARDS)) for i in range(SHARDS))
      and made("slurm") == whole)
book = "".join(p.read_text() for p in (work / "slurm/manifest").glob("*.jsonl"))
holds("nộp lại: chỉ dàn tệp đã hỏng", book.count('"status":"ok"') == 1 and book.count('"status":"skipped"') == COUNT - 1)
holds("nhiều phần hơn tệp: vẫn gộp được", not any(as_slurm(i, "nhiều", 90) for i in range(90)) and made("nhiều") == whole
      and fine("sh", repo / "deploy/slurm/merge.sbatch", OUT="nhiều"))
(work / "nhiều/manifest/shard-3-of-90.jsonl").unlink()
holds("gộp sổ báo phần thiếu", not run("sh", repo / "deploy/slurm/merge.sbatch", OUT="nhiều").returncode == 0)

for index in range(SHARDS):
    command = " ".join(box["args"]).replace("/out", "kube")
    run(*box["command"], command, PATH="%s:%s" % (repo / "deploy", env["PATH"]), SHARDS=str(SHARDS),
        JOB_COMPLETION_INDEX=str(index))
holds("lệnh của Kubernetes: cùng byte", made("kube") == whole)

parallel = ["sh", repo / "deploy/parallel/run.sh"]
first = subprocess.Popen([str(a) for a in parallel + ["danh-sach.txt", "song", SHARDS, "2"]], cwd=work, env=env,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
deadline = time.time() + 20
while time.time() < deadline and not made("song") and first.poll() is None:
    time.sleep(0.01)
os.killpg(first.pid, signal.SIGTERM)
first.wait(30)
time.sleep(0.3)
holds("parallel bị dừng: không tệp nào dở dang", all(whole[n] == b for n, b in made("song").items()))
holds("parallel: chạy lại là làm tiếp, cùng byte", fine(*parallel, "danh-sach.txt", "song", SHARDS, "2") and made("song") == whole)
holds("parallel: sổ đủ", (work / "song/manifest.jsonl").read_text().count("\n") == COUNT)

(work / "hỏng.vt").write_text("@kế hoạch: Thử\n\n[[không có]]\n")
(work / "lẫn.txt").write_text("\n".join(names[:9] + ["hỏng.vt"]) + "\n")
holds("một nguồn sai: mã 1, các tệp khác vẫn ra", run(*parallel, "lẫn.txt", "lẫn", 3).returncode == 1 and len(made("lẫn")) == 9)
holds("không có danh sách: mã 4", run("sh", repo / "deploy/shard.sh", "không.txt", "k", 0, 1).returncode == 4)
holds("gọi sai: mã 2", run("sh", repo / "deploy/shard.sh", "danh-sach.txt", "k", 5, 3).returncode == 2)

few = {n: whole[n] for n in list(whole)[:3]}
spaced = work / "kho có cách/$(touch bị-chạy)"
shutil.copytree(repo / "deploy", spaced / "deploy")
(work / "ba tệp.txt").write_text("".join(n + "\n" for n in names if Path(n).stem + ".pdf" in few))
for name in ("par sp", "'p$(touch bị-chạy)x'", "p$(touch bị-chạy)x", "a;touch bị-chạy", "`touch bị-chạy`", "{} {#} {2}", '{= system("touch bị-chạy") =}',
             'ngoặc"kép\\', "x/hai  cách"):
    said = run("sh", spaced / "deploy/parallel/run.sh", "ba tệp.txt", name, 2, "2")
    holds("parallel, nơi ghi %r: %s" % (name, said.stderr[-200:]), said.returncode == 0 and made(name) == few
          and (work / name / "manifest.jsonl").exists())
holds("parallel: tên không thành lệnh", not list(work.rglob("bị-chạy")))
for count in ("", "0", "-1", "2x", "1 2", "$(touch bị-chạy)", "a[$(touch bị-chạy)]", "9999999"):
    said = run(*parallel, "ba tệp.txt", "số", count)
    holds("parallel: N là %r: mã 2" % count, said.returncode == 2 and "N" in said.stderr and not (work / "số").exists())
holds("parallel: N không thành lệnh", not list(work.rglob("bị-chạy")))

# ---- the repository of an office -------------------------------------------

office = work / "co-quan"
committed = {p.relative_to(repo / "samples/co-quan"): p.read_bytes() for p in (repo / "samples/co-quan/pdf").rglob("*.pdf")}
shutil.copytree(repo / "samples/co-quan", office, ignore=shutil.ignore_patterns("pdf", ".deps", ".kiểm"))
plans, parts = sorted(office.glob("*.vt")), sorted(office.glob("chung/*.vt"))


def make(*args):
    return run("make", *args, cwd=office)


def remade():
    """The outputs that make would make, by their names."""
    return set(re.findall(r"-o pdf/([\w-]+)", make("-n").stdout))


def touch(name):
    time.sleep(0.05)  # the clock of a file system is coarse
    (office / name).touch()


def edit(name, old, new):
    file = office / name
    text = file.read_text()
    assert old in text, name
    time.sleep(0.05)
    file.write_text(text.replace(old, new, 1))


holds("kho mẫu: không lời nhắc nào", all(not (s := run("vanthu", "check", "--deny", "warnings", "--message-format", "short", p)).stdout
                                         + s.stderr and s.returncode == 0 for p in plans))
holds("PDF đã ghi nhận của kho mẫu là của nguồn này", make().returncode == 0 and committed == {
    p.relative_to(office): p.read_bytes() for p in (office / "pdf").rglob("*.pdf")})
holds("kho mẫu: make rồi make kiểm", make().returncode == 0 and make("kiểm").returncode == 0
      and len(list(office.glob("pdf/**/*.pdf"))) == 7)
holds("kho mẫu: không đổi gì thì không dàn gì", remade() == set())
touch("chung/che-do-bao-cao.vt")
holds("--deps: phần chung đổi, ba kế hoạch chèn nó được dàn", remade() == {"mua-mua-bao", "mot-cua-luu-dong", "tu-sach-thon"})
make()
touch("du-lieu/luc-luong.csv")
holds("--deps: bảng đổi, chỉ kế hoạch có bảng ấy", remade() == {"mua-mua-bao"})
make()
touch("chung/kieu.xml")
holds("--deps: kiểu đổi, mọi văn bản", remade() == {p.stem for p in plans})
make()
shutil.rmtree(office / ".deps")
holds("kho mới lấy về (không .deps): dàn lại cả, cùng byte", remade() == {p.stem for p in plans} and make("kiểm").returncode == 0)
make()
edit("tu-sach-thon.vt", "400 cuốn", "450 cuốn")
holds("sửa nguồn mà quên make: hỏng", make("kiểm").returncode != 0)
holds("… make rồi thì được", make().returncode == 0 and make("kiểm").returncode == 0)
edit("du-lieu/thon.csv", 'na-tong,121,Nà Tông,"7,5",trám,05/7/2026\n', "")
holds("bỏ một hàng, công văn cũ còn: hỏng", make("kiểm").returncode != 0)
holds("… make rồi thì được, công văn cũ mất", make().returncode == 0 and make("kiểm").returncode == 0
      and not (office / "pdf/giao-chi-tieu/na-tong.pdf").exists())
with open(office / "pdf/mua-mua-bao.pdf", "ab") as file:
    file.write(b"%\n")
said = make("kiểm")
holds("sửa tay một PDF: hỏng, lời khuyên là make -B", said.returncode != 0 and "make -B" in said.stdout)
holds("… make -B rồi thì được", make("-B").returncode == 0 and make("kiểm").returncode == 0)
(office / "pdf/giao-chi-tieu/phu-lam.pdf").write_bytes(b"%PDF")
next(office.glob("pdf/giao-chi-tieu/*.pdf")).unlink()
holds("công văn bị sửa tay, bị xóa: make -B cũng chữa", make("kiểm").returncode != 0 and make("-B").returncode == 0
      and make("kiểm").returncode == 0)
shutil.copy(office / "tu-sach-thon.vt", office / "kế-hoạch-cũ.vt")
make()
there = (office / "pdf/kế-hoạch-cũ.pdf").exists()
(office / "kế-hoạch-cũ.vt").unlink()
(office / "pdf/bản in.pdf").write_bytes(b"%PDF")
said = make()
holds("xóa một kế hoạch: make xóa PDF của nó, và nói ra", there and not (office / "pdf/kế-hoạch-cũ.pdf").exists()
      and "pdf/kế-hoạch-cũ.pdf" in said.stdout and said.returncode == 0 and make("kiểm").returncode == 0)
holds("… và chỉ của nó", {p.name for p in office.glob("pdf/*.pdf")} == {p.stem + ".pdf" for p in plans} - {"giao-chi-tieu.pdf"}
      and len(list(office.glob("*.vt"))) == len(plans))
for name in ("mưa bão.vt", "a;touch bị-chạy;.vt", "$(shell touch bị-chạy).vt", "`touch bị-chạy`.vt", "a#b.vt", "-n.vt", "a:b.vt"):
    shutil.copy(office / "tu-sach-thon.vt", office / name)
    said = make()
    holds("tên %r: nói rõ tên và cách chữa" % name, said.returncode == 2 and name in said.stderr and "đổi tên" in said.stderr)
    (office / name).unlink()
holds("tên tệp không thành lệnh", not (office / "bị-chạy").exists() and make("kiểm").returncode == 0)
holds("make lịch", make("lịch").returncode == 0 and "BEGIN:VEVENT" in (office / "mot-cua-luu-dong.ics").read_text())

# ---- --deps, read by make itself -------------------------------------------

(work / "luật").mkdir()
plan = work / "luật/kế hoạch.vt"
(work / "luật/phần $1 #2.vt").write_text("Lời chung của hai bản.\n")
(work / "luật/kiểu.xml").write_text((office / "chung/kieu.xml").read_text())
plan.write_text((work / names[0]).read_text().replace("# Mục đích", '@chèn: "phần $1 #2.vt"\n\n# Mục đích', 1))
(work / "luật/Makefile").write_text(
    "kế\\ hoạch.pdf:\n\t$(VANTHU) build --style kiểu.xml --deps 'kế hoạch.d' -o 'kế hoạch.pdf' 'kế hoạch.vt'\n"
    "\t@touch 'kế hoạch.pdf'\n-include kế\\ hoạch.d\n")


def stale():
    return run("make", "-q", cwd=work / "luật").returncode


holds("--deps: tên có dấu cách, $ và #", fine("make", cwd=work / "luật") and stale() == 0)
for name in ("kế hoạch.vt", "phần $1 #2.vt", "kiểu.xml"):
    time.sleep(0.05)
    (work / "luật" / name).touch()
    holds("--deps: %s đổi thì dàn lại" % name, stale() == 1 and fine("make", cwd=work / "luật") and stale() == 0)
(work / "luật/Makefile").touch()
holds("--deps: tệp không ai chèn đổi thì thôi", stale() == 0)
plan.write_text((work / names[0]).read_text())
(work / "luật/phần $1 #2.vt").unlink()
holds("--deps: phần không còn được chèn thì xóa được", fine("make", cwd=work / "luật") and stale() == 0)

for hook in hooks:
    given = [p for p in plans + parts if re.search(hook["files"], str(p.relative_to(office)))
             and not re.search(hook.get("exclude", "^$"), str(p.relative_to(office)))]
    holds("pre-commit: " + hook["id"], given and fine(*hook["entry"].split(), *given, cwd=office))
print("deploy: %d passed, %d failed" % (passed, failed))
