"""A page of Markdown: its blocks of code, the commands in them with what the page shows as their output, the commands
in its tables, and whether an output is what is shown."""
import re
from dataclasses import dataclass, field

# What differs from run to run, wherever a page shows it.
VARIABLE = re.compile(
    r"(?P<any>…)"
    r"|(?P<uuid>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)"
    r"|(?P<time>\b20\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?)"
    r"|(?P<requests>\brequests=\d+)"
    r"|(?P<seconds>(?<![\w.])\d+(?:\.\d+)?s\b)")
PATTERNS = {"any": r".*?", "uuid": r"[0-9a-f-]{36}", "time": r"20\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?",
            "requests": r"requests=\d+",  # as many as it takes until a machine is there
            "seconds": r"\d+(?:\.\d+)?s"}


@dataclass
class Block:
    """Lines of code, the first of them in `line`; `language` is that of a fence, and empty for an indented block."""
    line: int
    language: str
    lines: list = field(default_factory=list)


@dataclass
class Command:
    """`text` is for the shell; `shown` is what the page says that comes of it: lines, or of a table a state."""
    line: int
    text: str
    shown: list = field(default_factory=list)
    state: str = ""


def blocks(text):
    """All blocks of code: fenced ones, and those indented by four blanks after an empty line."""
    found, inside, before = [], None, ""
    for number, line in enumerate(text.splitlines(), 1):
        fence = re.match(r"\s*(```+)\s*(\w*)\s*$", line)
        if inside and inside.language != " ":  # within a fence
            if fence and not fence[2]:
                inside = None
            else:
                inside.lines.append(line)
        elif fence:
            inside = Block(number + 1, fence[2] or "-")
            found.append(inside)
        elif line.startswith("    ") and (inside or not before.strip()) and line.strip():
            if not inside:
                inside = Block(number, " ")
                found.append(inside)
            inside.lines.append(line[4:])
        elif line.strip():
            inside = None
        elif inside:
            inside.lines.append("")
        before = line
    return found


def session(block):
    """The commands of a block: lines that begin with "$ ", as far as a backslash or a bar at the end carries them on, with what follows."""
    found, open_end = [], False
    for offset, line in enumerate(block.lines):
        if open_end:
            found[-1].text += "\n" + line
        elif line.startswith("$ "):
            found.append(Command(block.line + offset, line[2:]))
        elif found:
            found[-1].shown.append(line)
        open_end = (open_end or line.startswith("$ ")) and line.endswith(("\\", "|"))
    return found


def table_commands(text):
    """Of tables with the columns "here" and "ends with": a command and its state for each row that has both."""
    found, columns = [], {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("|"):
            columns = {}
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not columns:
            columns = {name: place for place, name in enumerate(cells)}
        elif {"here", "ends with"} <= columns.keys() and len(cells) == len(columns):
            command = re.fullmatch(r"`([^`]+)`", cells[columns["here"]])
            state = cells[columns["ends with"]]
            if command and state:
                found.append(Command(number, command[1].replace("\\|", "|"), [], state))
    return found


def squeeze(text):
    return " ".join(text.split())


def expectation(shown):
    """A pattern for outputs as shown: times, dates and identifiers may be others, "…" is anything; pages fold lines."""
    pattern, end, text = "", 0, squeeze("\n".join(shown))
    for match in VARIABLE.finditer(text):
        pattern += re.escape(text[end:match.start()]) + PATTERNS[match.lastgroup]
        end = match.end()
    return pattern + re.escape(text[end:])


def agrees(shown, output):
    return re.fullmatch(expectation(shown), squeeze(output)) is not None
