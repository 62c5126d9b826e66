#!/usr/bin/python3
"""Every command on a page of the manual is run, as an administrator would type it, and what comes of it is what the
page shows. Commands are lines of code that begin with "$ ", and the column "here" of tables that have one "ends with".
    pages_test.py BUILD_DIR GRID_PKI PAGE...    77: something is missing on this machine
BUILD_DIR is that of the programs; GRID_PKI what tests/integration/grid_pki.sh made.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import elsewhere
import inline
import page
from federation import SOURCE, Federation, Sandbox

STATES = ["OK", "WARNING", "CRITICAL", "UNKNOWN"]
# Exit statuses other than 0 that the output itself does not tell.
STATUS = [(r"fedcloud-profiles lint ", 1)]
# A line of code that begins like this is a command.
LIKE_A_COMMAND = re.compile(
    r"(sudo |[A-Z_]+=\S+ |/usr/\S+/)*(check_\w+|fedcloud-[\w-]+|scripts/\w+|dnf|apt|apt-get|rpmbuild|cmake|cpack|ctest|"
    r"systemctl|curl|git|install|mkdir|export|cd|cp|rm|ln|echo|cat|icinga2|sensuctl)\b")


class Failures:
    def __init__(self):
        self.count = 0

    def add(self, path, line, text):
        self.count += 1
        print(f"FAILED {path}:{line}: {text}")


def status_of(command):
    if command.state:
        return STATES.index(command.state)
    first = re.match(r"[\w-]+ (OK|WARNING|CRITICAL|UNKNOWN) - ", page.squeeze("\n".join(command.shown)))
    if first:
        return STATES.index(first[1])
    return next((status for pattern, status in STATUS if re.match(pattern, command.text)), 0)


class Shell:
    """Runs the pages' commands in the sandbox, where hosts and paths have other names."""

    def __init__(self, sandbox, federation):
        self.replace = [*sandbox.places.items(), *federation.names.items()]
        # A BDII's host and port are two words; all hosts are this one.
        self.replace += [("-p 2170", f"-p {federation.port['bdii']}"), ("-p 11443", f"-p {federation.port['occi']}"),
                         ("-p 8443", f"-p {federation.port['cdmi']}"), ("port 11443", f"port {federation.port['occi']}"),
                         ("port 8443", f"port {federation.port['cdmi']}"), ("192.0.2.7:2170", f"127.0.0.1:{federation.port['bdii']}"),
                         ("192.0.2.7", "127.0.0.1"), ("-H perun.egi.eu", f"-H localhost -p {federation.port['perun']}")]
        self.replace += [(re.split(":", shown)[0], "localhost") for shown in federation.names]
        self.replace += [("sudo -u nagios ", ""), ("sudo ", "")]
        self.replace.sort(key=lambda pair: -len(pair[0]))
        with open(f"{sandbox.work}/sandbox.json", "w") as file:
            json.dump(self.replace, file)
        self.sandbox = sandbox.work
        self.home = f"{sandbox.work}/home"
        self.environment = {**os.environ, "HOME": self.home, "LC_ALL": "C.UTF-8",
                            "PATH": f"{sandbox.work}/bin:{sandbox.work}/libexec:{os.environ['PATH']}",
                            "X509_CERT_DIR": f"{sandbox.work}/certificates", "X509_VOMS_DIR": f"{sandbox.work}/vomsdir"}
        self.environment.pop("X509_USER_PROXY", None)
        # What libvomsapi and libldap leak is not ours, if this is a build with the sanitizers.
        self.environment["LSAN_OPTIONS"] = f"suppressions={SOURCE}/tests/integration/leaks_of_others.supp:print_suppressions=0"
        self.environment["ASAN_OPTIONS"] = "fast_unwind_on_malloc=0"

    def real(self, text):
        for shown, real in self.replace:
            text = text.replace(shown, real)
        return text

    def run(self, text):
        done = subprocess.run(["bash", "-c", self.real(text)], cwd=self.home, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        return done.returncode, done.stdout


def check_command(path, command, shell, failures):
    status, output = shell.run(command.text)
    wanted = status_of(command)
    if status != wanted:
        failures.add(path, command.line, f"status {status} instead of {wanted} of\n  {command.text}\n{output}")
    elif not command.state and not page.agrees([shell.real(line) for line in command.shown], output):
        failures.add(path, command.line, f"what comes of\n  {command.text}\nis\n{output}and not\n" + "\n".join(command.shown))


def output_of(command):
    return subprocess.run(command, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=60).stdout


def unmarked(block):
    """Lines that look like commands in a block that does not say so: nobody would run them."""
    for offset, line in enumerate(block.lines):
        if line.startswith("$ "):
            return
        if block.language in (" ", "-", "sh", "bash", "shell", "console") and LIKE_A_COMMAND.match(line):
            yield block.line + offset, line


def check_page(path, shell, failures, used):
    with open(f"{SOURCE}/{path}") as file:
        text = file.read()
    commands = page.table_commands(text)
    for block in page.blocks(text):
        commands += page.session(block)
        for line, code in unmarked(block):
            failures.add(path, line, f"a command without '$ ' before it is not tested: {code}")
    for line, problem in inline.problems(text, f"{shell.sandbox}/real", SOURCE, output_of):
        failures.add(path, line, problem)
    ran = 0
    for command in sorted(commands, key=lambda each: each.line):
        known = elsewhere.tested(path, command.text)
        if known:
            used.add(known)
            continue
        check_command(path, command, shell, failures)
        ran += 1
    return ran, len(commands)


def skip_unless_complete(grid):
    missing = []
    if not os.path.exists(f"{grid}/host.pem"):
        missing.append("voms-clients (Debian) or voms-clients-cpp (EL, EPEL)")
    where = os.environ["PATH"] + ":/usr/sbin"
    if not shutil.which("nagios4", path=where) and not shutil.which("nagios", path=where):
        missing.append("nagios4-core (Debian) or nagios (EL, EPEL)")
    if missing:
        print("Skipped: not installed: " + ", ".join(missing))
        sys.exit(77)


def main():
    build, grid, paths = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    skip_unless_complete(grid)
    failures, used = Failures(), set()
    with tempfile.TemporaryDirectory(prefix="fedcloud-pages-") as work:
        federation = Federation(f"{build}/tests/testbed/fedcloud-testbed", work, grid)
        try:
            federation.populate()
            for number, path in enumerate(paths):  # each page begins anew
                shell = Shell(Sandbox(build, f"{work}/{number}", grid, f"{work}/pki"), federation)
                ran, there = check_page(path, shell, failures, used)
                print(f"{path}: {ran} of {there} commands were run, the others are tested elsewhere")
        finally:
            federation.end()
    for line in elsewhere.unused(paths, used):
        failures.count += 1
        print(f"FAILED tests/packaging/elsewhere.py: no command is like {line}")
    sys.exit(1 if failures.count else 0)


if __name__ == "__main__":
    main()
