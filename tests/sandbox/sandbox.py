#!/usr/bin/env python3
"""The promises of docs/security.md, each tried."""
import atexit
import errno
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

vanthu = os.path.abspath(sys.argv[1])
work = pathlib.Path(os.environ["SANDBOX_WORK"]).resolve()
inside, outside = work / "in", work / "out"
if work.is_relative_to("/tmp"):  # where import may work: what is outside lies elsewhere
    outside = pathlib.Path(tempfile.mkdtemp(dir="/var/tmp", prefix="vanthu-")) / "out"
    atexit.register(shutil.rmtree, outside.parent, True)
    outside.parent.chmod(0o755)
passed = failed = 0
HEAD = "@kế hoạch: Thử\n\n"
PLAN = unicodedata.normalize("NFD", HEAD + "# Mục đích\n\nLời văn của kế hoạch.\n")
os.environ["LC_ALL"] = "C.UTF-8"


def ok(what, good, why=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"HỎNG: {what}; {why}")


def run(*args, **more):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, timeout=120, **more)


# ---- what holds on this machine --------------------------------------------
vi, en = run(vanthu, "--version", "--lang", "vi").stdout, run(vanthu, "--version", "--lang", "en").stdout
held = re.fullmatch(r"vanthu \S+\nhộp cát: seccomp (có|không \(nhân không có\)), "
                    r"Landlock (?:(không) \(nhân không có\)|có \(bản (\d+)\))\n", vi)
traps = "asan" in vanthu
if traps:
    ok("--version: bản dò lỗi không có hộp cát", "hộp cát: không có trong bản dựng" in vi, vi)
    ok("--version in English", "sandbox: none in a build" in en, en)
else:
    ok("--version nói hộp cát nào có", held, vi)
    ok("--version in English", re.search(r"^sandbox: seccomp (yes|no)", en, re.M), en)
seccomp = bool(held) and held[1] == "có"
landlock = int(held[3] or 0) if held else 0

# ---- tries ------------------------------------------------------------------
NEVER = {"ptrace", "process_vm", "mount", "bpf", "io_uring", "keyctl", "perf", "kexec", "userfaultfd", "typing"}
NETWORK = {"inet", "inet6", "netlink"}
FILES = {"make-outside", "write", "remove", "rename", "take-in", "folder", "link"}
ALL = NEVER | NETWORK | FILES | {"unix", "connect", "exec", "truncate", "chmod", "signal", "make-inside"}


def refused(programs=False, sockets=False, writes=True):
    """What must be refused, with the fences of this machine."""
    names = set()
    if seccomp:
        names |= NEVER | NETWORK
        names |= set() if sockets else {"unix", "connect"}
        names |= set() if programs else {"exec", "chmod"}
    if landlock:
        names |= FILES | (set() if programs else {"exec"}) | (set() if writes else {"make-inside"})
        names |= {"truncate"} if landlock >= 3 else set()
        names |= {"signal"} if landlock >= 6 else set()
    return names


def tries(*command, at=None):
    """{program: {what: errno}}, and how the command ended."""
    shutil.rmtree(outside, ignore_errors=True)
    outside.mkdir()
    inside.mkdir(exist_ok=True)
    (inside / "linked").unlink(missing_ok=True)
    for name in "there", "cut", "gone", "named":
        (outside / name).write_text("x")
    back, to = os.pipe()
    env = {**os.environ, "LD_PRELOAD": str(work / "tries.so"), "TRIES_TO": str(to), "TRIES_IN": str(inside),
           "TRIES_OUT": str(outside), "TRIES_PARENT": str(os.getpid())}
    if at:
        env["TRIES_AT"] = at
    ended = run(*command, env=env, pass_fds=[to])
    os.close(to)
    with os.fdopen(back) as lines:
        said = [line.split() for line in lines]
    found = {}
    for program, what, fault in said:
        found.setdefault(program, {})[what] = int(fault)
    return found, ended


def expect(found, program, what, **fences):
    """Nothing was refused that is needed, everything that is not."""
    got = found.get(program)
    if not got:
        ok(f"{what}: {program} đã thử", False, f"chỉ thấy {list(found)}")
        return
    must = refused(**fences)
    for name in sorted(ALL):
        denied = got[name] in (errno.EACCES, errno.EPERM, errno.EXDEV)
        ok(f"{what}: {program} {name} {'bị từ chối' if name in must else 'được phép'}",
           denied == (name in must), os.strerror(got[name]))
    kept = {f.name for f in outside.iterdir()} >= {"there", "cut", "gone", "named"}
    ok(f"{what}: tệp ngoài nơi ghi còn nguyên", kept or not landlock)


if not traps:
    found, _ = tries("cat", "/dev/null")
    got = found.get("cat", {})
    ok("không có hộp cát thì không bị từ chối", set(got) == ALL and errno.EACCES not in got.values(), got)

    src = work / "in" / "x.vt"
    inside.mkdir(exist_ok=True)
    src.write_text(PLAN)
    (inside / "y.vt").write_text(PLAN)
    elsewhere = work / "elsewhere"
    elsewhere.mkdir()
    for what, writes, *command in (
            ("build tệp", True, "build", src, "-o", inside / "x.pdf"),
            ("build cạnh nguồn", True, "build", src),
            ("build thư mục", True, "build", src, inside / "y.vt", "-o", inside),
            ("build --jobs", True, "build", src, inside / "y.vt", "--jobs", "2", "-o", inside),
            ("build nơi khác", False, "build", src, "-o", elsewhere),
            ("build màn hình", False, "build", src, "-o", "-", "--format", "json"),
            ("build --deps", True, "build", src, "-o", elsewhere / "x.pdf", "--deps", inside / "x.d"),
            ("check", False, "check", src),
            ("show", False, "show", "--plan", src),
            ("fmt --check", False, "fmt", "--check", inside / "y.vt"),
            ("fix", True, "fix", inside / "y.vt"),
            ("fmt", True, "fmt", inside / "y.vt")):
        found, ended = tries(vanthu, *command)
        ok(f"{what}: mã thoát", ended.returncode == (1 if "--check" in command else 0), ended.stderr)
        expect(found, "vanthu", what, writes=writes)
        if what.startswith("fmt --check"):
            (inside / "y.vt").write_text(PLAN)

    # other programs: they inherit, and have less
    run(vanthu, "build", src, "-o", inside / "x.pdf")
    found, ended = tries(vanthu, "check", inside / "x.pdf")
    ok("check PDF: đã đo", "R01" in ended.stdout + ended.stderr, ended.stderr)
    expect(found, "vanthu", "check PDF", programs=True, writes=False)
    expect(found, "mutool", "check PDF", programs=True, writes=False)
    old = work / "old"
    old.mkdir()
    words = "UBND XA TAN KHE\\par KE HOACH\\par To chuc trong cay\\par Muc dich: trong 20 cay."
    (old / "cu.rtf").write_text("{\\rtf1 " + words + "}")
    found, ended = tries(vanthu, "import", old / "cu.rtf", "-o", inside / "rtf", at="import")
    ok("import RTF: có nguồn", (inside / "rtf" / "cu.vt").exists(), ended.stderr)
    expect(found, "soffice.bin", "import", programs=True, sockets=True, writes=False)
    run("mutool", "draw", "-r", "100", "-o", old / "quet.png", inside / "x.pdf", "1")
    found, ended = tries(vanthu, "import", old / "quet.png", "-o", inside, at="import")
    ok("import ảnh: có nguồn", (inside / "quet.vt").exists(), ended.stderr)
    expect(found, "vanthu", "import", programs=True, sockets=True)
    expect(found, "tesseract", "import", programs=True, writes=False)

    # the fences stand before the source is opened, and nobody asks for more
    log = work / "strace"
    run("strace", "-f", "-o", log, vanthu, "build", src, "-o", inside / "x.pdf")
    calls = log.read_text().splitlines()
    opened = next((i for i, line in enumerate(calls) if "openat(" in line and "/x.vt" in line), -1)
    for fence, there in ("landlock_restrict_self(", landlock), ("SECCOMP_SET_MODE_FILTER", seccomp):
        at = next((i for i, line in enumerate(calls) if fence in line and line.endswith("= 0")), len(calls))
        ok(f"{fence} trước khi mở nguồn", opened > 0 and (at < opened or not there), (at, opened))
    asked = [line for line in calls if re.search(r"\b(socket|connect|execve|ptrace)\(", line)]
    ok("build không xin mạng, không chạy chương trình", len(asked) == 1 and vanthu in asked[0], asked)

    # ---- the binary --------------------------------------------------------
    elf = run("readelf", "-hldW", "--dyn-syms", vanthu).stdout
    ok("PIE", re.search(r"Type:\s+DYN", elf) and "Flags: NOW PIE" in elf)
    ok("RELRO, ràng buộc ngay", "GNU_RELRO" in elf and "BIND_NOW" in elf)
    ok("ngăn xếp không chạy được", re.search(r"GNU_STACK.*\bRW\b", elf) and not re.search(r"GNU_STACK.*RWE", elf))
    ok("không đoạn nào vừa ghi vừa chạy", not re.search(r"LOAD.*RWE", elf))
    ok("chim hoàng yến", "__stack_chk_fail" in elf)
    ok("FORTIFY", re.search(r"__(snprintf|memcpy|fprintf|vsnprintf)_chk", elf))

# ---- links, devices, pipes --------------------------------------------------
inside.mkdir(exist_ok=True)
src = inside / "x.vt"
src.write_text(PLAN)
far = work / "far"
far.mkdir()
(far / "real.pdf").write_text("old")
(inside / "link.pdf").symlink_to(far / "real.pdf")
r = run(vanthu, "build", src, "-o", inside / "link.pdf")
ok("ghi qua liên kết", r.returncode == 0 and (far / "real.pdf").read_bytes()[:4] == b"%PDF", r.stderr)
r = run(vanthu, "build", src, "-o", "/dev/full")
ok("/dev/full: mã 74 hoặc 75", r.returncode in (74, 75), (r.returncode, r.stderr))
r = run(vanthu, "build", src, "--format", "text", "-o", "/dev/stdout")
ok("/dev/stdout là ống", r.returncode == 0 and "KẾ HOẠCH" in r.stdout, r.stderr)
with open(far / "said", "w") as said:
    r = subprocess.run([vanthu, "build", str(src), "--format", "text", "-o", "/dev/stdout"], stdout=said)
ok("/dev/stdout là tệp", r.returncode == 0 and "KẾ HOẠCH" in (far / "said").read_text())
r = run(vanthu, "build", src, "--format", "png", "-o", far / "p.png")
ok("mỗi trang một ảnh", r.returncode == 0 and (far / "p-001.png").exists(), r.stderr)
r = run(vanthu, "build", "x.vt", cwd=inside)
ok("tên không có thư mục", r.returncode == 0 and (inside / "x.pdf").exists(), r.stderr)
r = run(vanthu, "build", "-", "-o", "a.pdf", cwd=inside, input=PLAN)
ok("nguồn từ đầu vào", r.returncode == 0 and (inside / "a.pdf").exists(), r.stderr)
(work / "rows.csv").write_text("ten\nmot\nhai\n")
(work / "copies.vt").write_text(PLAN)
(work / "here").mkdir()
r = run(vanthu, "build", work / "copies.vt", "--data", work / "rows.csv", "--name", "{{ten}}.pdf", cwd=work / "here")
ok("--data ghi vào thư mục đang đứng", r.returncode == 0 and (work / "here" / "hai.pdf").exists(), r.stderr)
r = run(vanthu, "build", src, "-o", work / "none" / "x.pdf")
ok("nơi ghi không có: 74", r.returncode == 74, (r.returncode, r.stderr))

# ---- an ordinary user -------------------------------------------------------
with tempfile.TemporaryDirectory() as home:
    home = pathlib.Path(home)
    home.chmod(0o777)
    for folder in "templates", "fonts":
        shutil.copytree(folder, home / folder)
    shutil.copy(vanthu, home / "vanthu")
    (home / "x.vt").write_text(PLAN)
    become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    r = run(*become, home / "vanthu", "build", "x.vt", "-o", "x.pdf", cwd=home)
    ok("người dùng thường dàn trang được", r.returncode == 0 and (home / "x.pdf").exists(), r.stderr)
    r = run(*become, home / "vanthu", "check", "x.pdf", cwd=home)
    ok("người dùng thường đo PDF được", "R01" in r.stdout, r.stderr)

# ---- time and memory --------------------------------------------------------
slow = work / "slow.vt"
slow.write_text(HEAD + "\n".join(["*" * 100_000] * 600))


def bounded(limit, most, *command):
    return run(vanthu, *command, preexec_fn=lambda: resource.setrlimit(limit, most))


for most in (1, 30), (3, 3):
    before = time.monotonic()
    r = bounded(resource.RLIMIT_CPU, most, "build", slow, "-o", work / "slow.pdf")
    ok(f"hết thời gian {most}: mã 1, có lời", r.returncode == 1 and "VT0130" in r.stderr, (r.returncode, r.stderr[:200]))
    ok("và không quá lâu", time.monotonic() - before < 20)
    ok("và không có tệp", not list(work.glob("slow.pdf*")))
r = bounded(resource.RLIMIT_CPU, (1, 30), "check", slow, "--message-format", "json")
ok("hết thời gian, JSON", r.returncode == 1 and '"VT0130"' in r.stdout, r.stdout[:200])
if not traps:  # a sanitizer reserves more addresses than that
    r = bounded(resource.RLIMIT_AS, (400 << 20, 400 << 20), "build", slow, src, "-o", far)
    ok("hết bộ nhớ: mã 1, có lời", r.returncode == 1 and "VT0125" in r.stderr, (r.returncode, r.stderr[:200]))
    ok("và văn bản sau vẫn xong", (far / "x.pdf").exists(), r.stderr[:200])
    calls = run("strace", "-e", "trace=prlimit64,setrlimit", vanthu, "check", src).stderr
    ok("địa chỉ có giới hạn 5 GiB", "RLIMIT_AS, {rlim_cur=5242880*1024" in calls, calls)
    ok("mỗi văn bản 120 giây", re.search(r"RLIMIT_CPU, \{rlim_cur=12\d,", calls), calls)

# ---- stopped in the middle --------------------------------------------------
p = subprocess.Popen([vanthu, "build", str(slow), "-o", str(far / "t.pdf")], stderr=subprocess.DEVNULL)
time.sleep(0.3)  # it takes seconds
p.send_signal(signal.SIGTERM)
ok("SIGTERM: mã 75", p.wait(20) == 75, p.returncode)
ok("và không để lại tệp tạm", not list(far.glob("t.*")), list(far.glob("t.*")))

# ---- docs/security.md says what the code and packages.txt say ----------------
manual = pathlib.Path("docs/security.md").read_text()
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20}
rows = re.findall(r"^\|[^|]+\| (\d+) (\S+)[^|]*\| `(\S+)` `(\w+)` \|$", manual, re.M)
ok("bảng giới hạn có đủ hàng", len(rows) >= 20, len(rows))
for number, unit, file, name in rows:
    found = re.search(rf"\b{name} = ([\d* <(]+[\d)]|\d+)", (pathlib.Path("compiler") / file).read_text())
    said = int(number) * (1 if name.endswith("MIB") else UNITS.get(unit, 1))
    ok(f"{file} {name}", found and eval(found[1]) == said, found and found[1])
known = dict(re.findall(r"^([a-z0-9.+-]+): (.+)$", pathlib.Path("packages.txt").read_text(), re.M))
told = dict(re.findall(r"^\| `([a-z0-9.+-]+)` \| (?:dựng|chạy|thử) \| (.+) \|$", manual, re.M))
ok("mọi gói có trong packages.txt, cùng lý do", known == told, set(known.items()) ^ set(told.items()))
ok("README dẫn đến trang này", "docs/security.md" in pathlib.Path("README.md").read_text())

print(f"sandbox: {passed} passed, {failed} failed")
sys.exit(failed > 0)
