"""The words: messages, --help, the man page, completions, docs/archive.md."""
from common import *

base = folder("lời")
options = ("--engine", "--pdf", "--embed-source", "--signature-fields", "--anchors")
for lang in ("vi", "en"):
    text = run(vanthu, "--help", "--lang", lang).stdout.decode()
    for word in (*options, "extract", "verify", "--force"):
        ok(f"--help --lang {lang} nói {word}", word in text)
man = (here / "docs/man/vanthu.1").read_text().replace("\\-", "-").replace('"', "")
for word in (*options, "vanthu extract", "vanthu verify", "identical", "extended", "different"):
    ok(f"trang man nói {word}", word in man)
if run("sh", "-c", "command -v man").returncode == 0:
    r = run("man", "--warnings", "-l", here / "docs/man/vanthu.1", env={"MANPAGER": "cat", "LC_ALL": "C.UTF-8"})
    ok("trang man mở được, không lời nhắc", r.returncode == 0 and not r.stderr, said(r)[-300:])
for name in ("_vanthu", "vanthu.bash", "vanthu.fish"):
    text = (here / "completions" / name).read_text()
    for word in ("extract", "verify", "engine", "pdf", "embed-source", "signature-fields", "anchors", "a-3a", "cairo"):
        ok(f"{name} biết {word}", word in text)


def completed(*words):
    line = " ".join(f"'{w}'" for w in words)
    r = run("bash", "-c", f"source {here}/completions/vanthu.bash; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
            '_vanthu; printf "%s\\n" "${COMPREPLY[@]}"', cwd=base)
    return set(r.stdout.decode().split("\n")) - {""}


write(base / "a.pdf", b"x")
write(base / "b.vt", b"x")
ok("bash: lệnh", completed("vanthu", "ex") == {"explain", "extract"}, completed("vanthu", "ex"))
ok("bash: build --", set(options) <= completed("vanthu", "build", "--"))
ok("bash: --pdf", completed("vanthu", "build", "--pdf", "") == {"a-2a", "a-3a", "a-1b", "1.7"})
ok("bash: --engine", completed("vanthu", "build", "--engine", "c") == {"cairo"})
ok("bash: verify chỉ gợi PDF", completed("vanthu", "verify", "") == {"a.pdf"}, completed("vanthu", "verify", ""))
ok("bash: extract --", {"-o", "--force"} & completed("vanthu", "extract", "-"), completed("vanthu", "extract", "-"))

# ---- wrong usage: Vietnamese first, with what to do -------------------------------
source = write(base / "thử.vt", PLAN + END)
for args, word in ((["--embed-source", "--pdf", "a-2a"], "a-3a"), (["--embed-source", "--pdf", "a-1b"], "a-3a"),
                   (["--embed-source", "--engine", "cairo"], "--engine archive"), (["--pdf", "a-3a", "--engine", "cairo"],
                    "--engine archive"), (["--pdf", "x"], "a-2a"), (["--engine", "x"], "archive"),
                   (["--anchors", "--format", "json"], "PDF")):
    for lang in ("vi", "en"):
        r = run(vanthu, "build", *args, "--lang", lang, source, "-o", base / "r.pdf")
        ok(f"build {' '.join(args)} --lang {lang}: mã 2, nói {word}", r.returncode == 2 and word in said(r) and
           not (base / "r.pdf").exists(), said(r))
r = run(vanthu, "verify", base / "không có.pdf", env={"LC_ALL": "C"})
ok("tiếng Việt là mặc định", "không đọc được" in said(r) and r.returncode == 4, said(r))
r = run(vanthu, "verify", base / "không có.pdf", env={"LC_ALL": "en_US.UTF-8"})
ok("tiếng Anh theo máy", "cannot read" in said(r), said(r))

# ---- docs/archive.md says what is ----------------------------------------------------
text = (here / "docs/archive.md").read_text()
ok("README dẫn đến docs/archive.md", "docs/archive.md" in (here / "README.md").read_text())
verify_c = (here / "compiler/cmd/verify.c").read_text()
words = set(re.findall(r'"(identical|extended|different|unbuildable|without-source|unreadable)"', verify_c))
ok("mọi lời của verify có trong tài liệu", len(words) == 6 and all(f"| `{w}`" in text for w in words), words)
pdf = base / "đủ.pdf"
run(vanthu, "build", "--embed-source", "--anchors", source, "-o", pdf)
j = json.loads((base / "đủ.anchors.json").read_bytes())
keys = {k for k in j} | {k for a in j["anchors"] for k in a}
told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", text, re.M)))) | {"anchors"}
ok("mọi khóa của anchors.json có trong tài liệu", keys <= told, keys - told)
ok("mọi loại chỗ có trong tài liệu", all(f"`{a['kind']}`" in text for a in j["anchors"]))
r = run(vanthu, "verify", "--message-format", "json", pdf)
sample = json.loads(re.search(r"```json\n(.*?)```", text, re.S)[1])
ok("JSON của verify có đúng các khóa đã nói", json.loads(r.stdout)["files"][0].keys() == sample["files"][0].keys(), said(r))
listed = run("pdfdetach", "-list", pdf).stdout.decode()
ok("các tệp đính kèm có trong tài liệu", all(f"`{n.split('/')[0]}" in text for n in re.findall(r"\d+: (\S+)", listed)), listed)
