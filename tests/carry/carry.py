#!/usr/bin/env python3
"""What --embed-source, extract, verify and --anchors promise (docs/archive.md)."""
import os
import sys

import common

only = os.environ.get("CARRY")
for part in ("round", "signed", "hostile", "anchors", "told"):
    if not only or only == part:
        __import__(f"carry_{part}")
print(f"carry: {common.passed} passed, {common.failed} failed")
sys.exit(common.failed > 0)
