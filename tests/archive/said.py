"""What vanthu says of a source: its plan, its outline, its pages."""
import json
import re
import subprocess


class Said:
    """What vanthu says of the source."""

    def __init__(self, vanthu, source, options=()):
        def ask(*command):
            return subprocess.run([vanthu, *command, source], capture_output=True, timeout=60).stdout.decode()

        with open(source, encoding="utf-8-sig") as f:
            self.source = f.read()
        self.text = ask("build", *options, "--format", "text", "-o", "-")
        self.plan = json.loads(ask("build", *options, "--format", "json", "-o", "-"))
        self.outline = ask("show", "--outline").splitlines()
        self.pages = re.split(r"^page ", ask("show", "--pages"), flags=re.M)[1:]

    def numbers(self):
        return [int(re.match(r"number=(\d+)", p)[1]) for p in self.pages]

    def fragments(self, page):
        said = "".join(re.findall(r'^ text .*? text="(.*)"$', self.pages[page], re.M))
        return re.sub(r"\\(.)", r"\1", said)

    def count(self, what):
        return [len(re.findall(rf"^ (?:{what}) ", p, re.M)) for p in self.pages]
