"""Runs the cases of cases.py, then the hostile files, then other formats."""
import difflib
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
import cases
import make

OUT = sys.argv[1]
DUMP = os.path.join(OUT, "dump")
passed = failed = 0


def result(name, good, why=""):
    global passed, failed
    passed += good
    failed += not good
    if not good:
        print(f"docx-in: {name}: {why}")


def dump(path, *options, seconds=20):
    done = subprocess.run([DUMP, *options, path], capture_output=True, timeout=seconds)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def run_case(name, made, expected, looks):
    path = os.path.join(OUT, name + ".docx")
    make.write(path, made)
    code, said, wrong = dump(path, *(["--looks"] if looks else []))
    diff = "\n".join(difflib.unified_diff(expected.split("\n"), said.split("\n"), lineterm="", n=0))
    result(name, code == 0 and said == expected, diff + wrong)


for each in cases.CASES:
    run_case(*each)
for module in ("hostile", "formats"):
    if os.path.exists(os.path.join(os.path.dirname(__file__), module + ".py")):
        __import__(module).run(OUT, dump, result)
print(f"docx-in: {passed} passed, {failed} failed")
sys.exit(failed > 0)
