#!/usr/bin/python3
"""The probe that docs/add-a-probe.md builds up: its files are taken out of the page, compiled with all warnings as errors
against the libraries of this build, its unit test and its commands are run, and its output is what the page shows.
    add_probe_test.py BUILD_DIR GRID_PKI CXX [MANUAL_GENERATOR]      77: something is missing on this machine
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import page
from federation import HOME, SOURCE, Federation, Sandbox
from pages_test import Failures, Shell, check_command, skip_unless_complete

PAGE = "docs/add-a-probe.md"
# What follows "File" is a whole file, what follows "In" is added to one that is there.
NAMED = re.compile(r"^(File|In) `([^`]+)`:\n\n```(\w+)\n(.*?)^```$", re.M | re.S)


def extract(text, folder):
    """Writes what the page has into `folder`, and returns what it adds to files that are there."""
    added = {}
    for kind, path, language, code in NAMED.findall(text):
        if kind == "In" and language != "cmake":
            added[path] = code
            continue
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        with open(f"{folder}/{path}", "w") as file:
            file.write(code)
    return added


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(f"FAILED {PAGE}: {' '.join(command)}\n{done.stdout}")
        sys.exit(1)
    return done.stdout


def build(folder, build_dir, compiler):
    shutil.copy(f"{HOME}/example/CMakeLists.txt", folder)
    run("cmake", "-G", "Ninja", "-S", ".", "-B", "build", f"-DSOURCE={SOURCE}", f"-DCMAKE_CXX_COMPILER={compiler}",
        "-DCMAKE_BUILD_TYPE=Debug",
        f"-DLIBRARIES={build_dir}/tests/packaging/libraries.cmake", folder=folder)
    run("cmake", "--build", "build", folder=folder)
    passed = run("build/tests/unit/keystone/unit_keystone", folder=folder)
    assert re.search(r"PASSED\s*\] 3 tests", passed), passed


def format_of(folder, failures):
    """The house's form, if the clang-format is here that the tree is formatted by: Debian 12's."""
    if not shutil.which("clang-format") or " 14." not in run("clang-format", "--version", folder=folder):
        return
    for parent, _, files in os.walk(f"{folder}/probes"):
        for name in (name for name in files if name.endswith((".cpp", ".hpp"))):
            with open(f"{parent}/{name}") as file:
                code = file.read()
            formed = subprocess.run(["clang-format", f"--style=file:{SOURCE}/.clang-format"], input=code, text=True,
                                    stdout=subprocess.PIPE, check=True).stdout
            if formed != code:
                failures.add(PAGE, 0, f"clang-format would change {name}")


def lists_are_named(text, failures):
    """The page names every list of the probes that there is: of this one, in CMake's files."""
    for parent, folders, files in os.walk(SOURCE):
        folders[:] = [name for name in folders if name not in ("build", ".git")]
        for name in (name for name in files if name == "CMakeLists.txt" or name.endswith(".cmake")):
            path = os.path.relpath(f"{parent}/{name}", SOURCE)
            with open(f"{SOURCE}/{path}") as file:
                listed = re.search(r"^ +check_perun\)?$", file.read(), re.M)
            if listed and f"`{path}`" not in text:
                failures.add(PAGE, 0, f"{path} lists the probes, and the page does not name it")


def manual_is_made(folder, generator, failures):
    """The page for man, as man/CMakeLists.txt makes it."""
    with open(f"{folder}/check_keystone.help", "w") as file:
        file.write(run("build/probes/keystone/check_keystone", "--help", folder=folder))
    run(generator, "check_keystone.1", "0", "", "man/check_keystone.h2m", "check_keystone.help", f"{SOURCE}/man/probe.h2m",
        "profiles/metrics.json", folder=folder)
    with open(f"{folder}/check_keystone.1") as file:
        made = file.read()
    for needed in ("does a Keystone answer", "endpoint", "X509_CERT_DIR", "org.openstack.nova"):
        if needed not in made:
            failures.add(PAGE, 0, f"the manual page lacks '{needed}'")


def add_metric(added, folder):
    """The metric profile with what the page adds to it."""
    with open(f"{SOURCE}/profiles/metrics.json") as file:
        profile = json.load(file)
    profile["metrics"].update(json.loads("{" + added["profiles/metrics.json"] + "}"))
    os.makedirs(f"{folder}/profiles")
    with open(f"{folder}/profiles/metrics.json", "w") as file:
        json.dump(profile, file)


def metric_is_taken(shell, work, failures):
    """That profile, read by the tool."""
    shutil.copy(f"{work}/tree/profiles/metrics.json", f"{work}/etc")
    status, output = shell.run("fedcloud-profiles metrics")
    if status != 0 or not re.search(r"eu.egi.cloud.Keystone +check_keystone +15 min", output):
        failures.add(PAGE, 0, f"fedcloud-profiles metrics ended with {status}:\n{output}")


def main():
    build_dir, grid, compiler = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    skip_unless_complete(grid)
    with open(f"{SOURCE}/{PAGE}") as file:
        text = file.read()
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="fedcloud-example-") as work:
        os.makedirs(f"{work}/tree")
        added = extract(text, f"{work}/tree")
        add_metric(added, f"{work}/tree")
        lists_are_named(text, failures)
        format_of(f"{work}/tree", failures)
        build(f"{work}/tree", build_dir, compiler)
        if len(sys.argv) > 4:
            manual_is_made(f"{work}/tree", os.path.abspath(sys.argv[4]), failures)
        federation = Federation(f"{build_dir}/tests/testbed/fedcloud-testbed", work, grid)
        try:
            sandbox = Sandbox(build_dir, work, grid, f"{work}/pki")
            sandbox.install(f"{work}/tree/build/probes/keystone/check_keystone", "check_keystone")
            shell = Shell(sandbox, federation)
            metric_is_taken(shell, work, failures)
            for block in page.blocks(text):
                for command in page.session(block):
                    if not command.text.startswith("cmake"):
                        check_command(PAGE, command, shell, failures)
        finally:
            federation.end()
    sys.exit(1 if failures.count else 0)


if __name__ == "__main__":
    main()
