#!/usr/bin/python3
"""Every relative link in the pages of Markdown leads to a file that is there, and to a heading that it has.
    links_test.py ROOT
"""
import os
import re
import sys

# Folders that are no part of the source.
ELSEWHERE = {"build", ".git", ".ci"}


def pages(root):
    for parent, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - ELSEWHERE)
        yield from (os.path.join(parent, name) for name in sorted(files) if name.endswith(".md"))


def without_code(text):
    """Without fenced and inline code, line by line, so that numbers stay."""
    text = re.sub(r"^```.*?^```", lambda match: "\n" * match[0].count("\n"), text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", lambda match: "`" + re.sub(r"[\[\]()]", "", match[0][1:-1]) + "`", text)


def anchors(path):
    """As GitHub makes them of headings: lower case, blanks to hyphens, punctuation dropped, a number for the next alike."""
    found = set()
    with open(path) as file:
        text = re.sub(r"^```.*?^```", "", file.read(), flags=re.M | re.S)
    for heading in re.findall(r"^#+ +(.*?) *#*$", text, flags=re.M):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = 0
        while (name if not count else f"{name}-{count}") in found:
            count += 1
        found.add(name if not count else f"{name}-{count}")
    return found


def broken(root, path):
    with open(path) as file:
        text = without_code(file.read())
    for number, line in enumerate(text.splitlines(), 1):
        for target in re.findall(r"\]\(([^()\s]+)\)", line):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            if not os.path.exists(there):
                yield number, f"{target}: there is no {os.path.relpath(there, root)}"
            elif anchor and there.endswith(".md") and anchor not in anchors(there):
                yield number, f"{target}: {os.path.relpath(there, root)} has no such heading"


def main():
    root = os.path.abspath(sys.argv[1])
    failed = checked = 0
    for path in pages(root):
        checked += 1
        for number, text in broken(root, path):
            failed += 1
            print(f"FAILED {os.path.relpath(path, root)}:{number}: {text}")
    print(f"{checked} pages, {failed} broken links")
    sys.exit(1 if failed or checked < 10 else 0)


if __name__ == "__main__":
    main()
