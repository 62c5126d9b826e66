"""Commands within the text of a page: their programs and scripts are there, and have the options."""
import os
import re
import shlex


def spans(text):
    """Inline code outside of blocks: line number and content."""
    within = False
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*```", line):
            within = not within
        elif not within and not line.startswith("    "):
            yield from ((number, span) for span in re.findall(r"`([^`]+)`", line))


def help_of(folder, program, subcommand, run, cache):
    words = (program, subcommand) if program == "fedcloud-profiles" and subcommand else (program,)
    if words not in cache:
        cache[words] = run([f"{folder}/{words[0]}", *words[1:], "--help"])
    return cache[words]


def problems(text, folder, source, run):
    """`folder` holds the programs; `run` gives the standard output of a command. Yields line numbers and texts."""
    cache = {}
    for number, span in spans(text):
        words = span.split()
        name = words[0] if words else ""
        if re.fullmatch(r"scripts/[\w.-]+", name) and not os.path.exists(f"{source}/{name}"):
            yield number, f"there is no {name}"
        if not re.fullmatch(r"check_\w+|fedcloud-[\w-]+", name) or not os.path.exists(f"{folder}/{name}"):
            continue
        subcommand = words[1] if len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]) else ""
        known = help_of(folder, name, subcommand, run, cache)
        try:
            options = [word.split("=")[0] for word in shlex.split(span) if re.match(r"--?[a-zA-Z]", word)]
        except ValueError:
            options = []
        for option in options:
            if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", known):
                yield number, f"{name} {subcommand} has no option {option}".replace("  ", " ")
