#!/usr/bin/python3
"""scripts/demo shows what the front page says that it shows: the same states for the same metrics, in the same words.
    demo_test.py BUILD_DIR      77: not with FULL=1, or not the build that the demo makes
"""
import os
import re
import subprocess
import sys

import page
from federation import SOURCE

ROW = re.compile(r"(\S+(?: \S+)?) +([\w-]+) +(OK|WARNING|CRITICAL|UNKNOWN) +[\d.]+s +(.*)")
# Numbers of another run.
NUMBER = re.compile(r"\d[\d.:-]*")


def rows(text):
    return {(match[1], match[2]): (match[3], match[4]) for match in map(ROW.fullmatch, text.splitlines()) if match}


def picture():
    with open(f"{SOURCE}/README.md") as file:
        found = [block for block in page.blocks(file.read()) if block.language == "text"]
    return "\n".join(found[0].lines)


def main():
    if os.environ.get("FULL") != "1":
        print("Skipped: needs FULL=1")
        sys.exit(77)
    if os.path.realpath(sys.argv[1]) != os.path.realpath(f"{SOURCE}/build/release"):
        print("Skipped: the demo makes the build of the preset release, and this is another one")
        sys.exit(77)
    done = subprocess.run([f"{SOURCE}/scripts/demo"], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    shown, real = picture(), done.stdout[done.stdout.find("\nChecked by Nagios"):]
    wanted, found = rows(shown), rows(real)
    failed = done.returncode != 0 or len(wanted) < 5
    for key, (state, text) in wanted.items():
        there = found.get(key, ("none", ""))
        # Both are cut at the width of the page.
        pairs = zip(NUMBER.sub("#", text), NUMBER.sub("#", there[1]))
        same = all(a == b for a, b in pairs) or key[1] == "OCCI-VM" and state == "OK"
        if there[0] != state or not same:
            failed = True
            print(f"FAILED README.md: {key}: {state} {text}, and now {there}")
    for line in shown.splitlines()[-2:]:
        if line not in real.splitlines():
            failed = True
            print(f"FAILED README.md: the demo does not say: {line}")
    print(f"{len(wanted)} rows compared with {len(found)} of the demo, which ended with status {done.returncode}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
