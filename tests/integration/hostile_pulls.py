"""Pulls the hostile records of hostile_gocdb.py one after the other, each into a folder of its own: the good service
is there, what is refused is told by name, and nothing is written anywhere else.
    hostile_pulls.py FEDCLOUD_PROFILES CONTROL GOCDB SANDBOX [PULL-OPTION]..."""
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

import hostile_gocdb

MEGABYTE = 1 << 20
# The others come all at once (hostile_registry.py).
ATTACKS = ("lines", "long")
FILE_NAME = re.compile(r"(?![.-])[A-Za-z0-9._%-]+\.json")


def put(control, registry):
    request = urllib.request.Request(f"{control}/gocdbs/g/registry", json.dumps(registry).encode(), method="PUT",
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        answer.read()


def listing(folder):
    return sorted(os.path.join(path, name) for path, folders, files in os.walk(folder) for name in folders + files)


def complaints(field, attack, result, folder, before, number):
    """What is wrong with one pull."""
    if result.returncode != 0:
        return [f"exit status {result.returncode}: {result.stderr[:300]}"]
    found = []
    told = "\n".join(f"{each['record']}: {each['text']}" for each in json.loads(result.stdout)["problems"])
    for pattern in hostile_gocdb.must_be_told(number, field, attack):
        if not pattern.search(told):
            found.append(f"not told: {pattern.pattern}")
    written = [name for name in listing(os.path.dirname(folder)) if name not in before]
    names = [os.path.relpath(name, folder) for name in written if name != folder]
    profiles = [name for name in names if name != ".lock"]
    if not all(FILE_NAME.fullmatch(name) for name in profiles):
        found.append(f"written: {profiles}")
    if len(profiles) != 1 + hostile_gocdb.has_profile(field, attack):
        found.append(f"profiles: {profiles}")
    good = 0
    for name in profiles:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            good += sum(service["key"].endswith("0G0") for service in json.load(file)["services"])
    if good != len(profiles):
        found.append(f"{good} good services in {profiles}")
    return found


def main():
    program, control, gocdb, sandbox = sys.argv[1:5]
    folder = os.path.join(sandbox, "one", "profiles")
    os.makedirs(os.path.dirname(folder))
    pwned = os.path.join(sandbox, "one", "pwned")
    url = "http://127.0.0.1:1/"
    neighbour = hostile_gocdb.case(100, "site country", "Slovenia", url)
    number = failures = 0
    for field in hostile_gocdb.fields():
        texts = hostile_gocdb.attacks(pwned, MEGABYTE)
        for attack in ATTACKS:
            text = texts[attack]
            number = 101 + number % 800
            put(control, hostile_gocdb.registry([neighbour, hostile_gocdb.case(number, field, text, url)]))
            before = listing(os.path.dirname(folder))
            result = subprocess.run([program, "pull", "--gocdb", gocdb, "--profile-dir", folder, "-t", "30",
                                     "--format", "json"] + sys.argv[5:], capture_output=True, text=True, check=False)
            for complaint in complaints(field, attack, result, folder, before, number):
                print(f"FAILED: {field}, {attack}: {complaint}")
                failures += 1
            shutil.rmtree(folder, ignore_errors=True)
    return failures != 0


sys.exit(main())
