#!/usr/bin/python3
"""The bill of materials is SPDX 2.3, and says of every executable that is shipped what is inside and what it loads.

    sbom_test.py SBOM WRITE-AGAIN-COMMAND... -- EXECUTABLE...
"""
import json
import os
import re
import subprocess
import sys
import tempfile

# Clauses of https://spdx.github.io/spdx-spec/v2.3/
ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")  # 3.2, 6.3, 7.2
RELATIONSHIPS = {  # 11.1
    "DESCRIBES", "CONTAINS", "GENERATED_FROM", "STATIC_LINK", "DYNAMIC_LINK", "OPTIONAL_DEPENDENCY_OF"}
PURPOSES = {"APPLICATION", "LIBRARY", "SOURCE"}  # 7.24
LICENSES = {  # of the SPDX license list, those that are expected
    "Apache-2.0", "BSL-1.0", "MIT", "curl", "OLDAP-2.8", "OpenSSL", "LGPL-2.1-or-later",
    "GPL-3.0-or-later WITH GCC-exception-3.1"}
PURL = re.compile(r"pkg:(deb|rpm)/[a-z0-9._-]+/[A-Za-z0-9.%_-]+@[A-Za-z0-9.%_~:-]+\?arch=[a-z0-9_]+&distro=[a-z0-9._-]+")
problems = []


def expect(truth, what):
    if not truth:
        problems.append(what)


def check_document(document):
    expect(document.get("spdxVersion") == "SPDX-2.3", "6.1 version")
    expect(document.get("dataLicense") == "CC0-1.0", "6.2 data license")
    expect(document.get("SPDXID") == "SPDXRef-DOCUMENT", "6.3 identifier")
    expect(document.get("name"), "6.4 name")
    namespace = document.get("documentNamespace", "")
    expect(re.fullmatch(r"https://[^\s#]+-[0-9a-f]{64}", namespace), f"6.5 namespace {namespace}")
    created = document.get("creationInfo", {})
    expect(created.get("creators") and all(
        re.match("(Tool|Organization|Person): .", one) for one in created["creators"]), "6.8 creators")
    expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created.get("created", "")), "6.9 created")


def check_package(package):
    name = package.get("name", "?")
    expect(package.get("name"), "7.1 a package without a name")
    expect(ID.fullmatch(package.get("SPDXID", "")), f"7.2 {name}: identifier")
    expect(package.get("versionInfo"), f"7.3 {name}: version")
    expect(package.get("downloadLocation"), f"7.7 {name}: download location")
    expect(package.get("filesAnalyzed") is False, f"7.8 {name}: no file is listed, so none was analysed")
    expect(package.get("licenseConcluded"), f"7.13 {name}: concluded license")
    expect(package.get("licenseDeclared") in LICENSES, f"7.15 {name}: license {package.get('licenseDeclared')}")
    expect(package.get("copyrightText"), f"7.17 {name}: copyright")
    expect(package.get("primaryPackagePurpose") in PURPOSES, f"7.24 {name}: purpose")
    for reference in package.get("externalRefs", []):  # 7.21
        expect(reference.get("referenceCategory") == "PACKAGE-MANAGER" and reference.get("referenceType") == "purl"
               and PURL.fullmatch(reference.get("referenceLocator", "")), f"{name}: reference {reference}")


def check_relationships(document):
    known = {"SPDXRef-DOCUMENT"} | {package["SPDXID"] for package in document["packages"]}
    expect(len(known) == len(document["packages"]) + 1, "identifiers occur twice")
    linked = set()
    for one in document["relationships"]:
        expect(one.get("relationshipType") in RELATIONSHIPS, f"11.1 {one}")
        for end in ("spdxElementId", "relatedSpdxElement"):
            expect(one.get(end) in known, f"11.1 {one}: no such element")
            linked.add(one.get(end))
    expect(known == linked, f"of no use to anything: {known - linked}")
    described = [one for one in document["relationships"] if one["relationshipType"] == "DESCRIBES"]
    expect(len(described) == 1 and described[0]["spdxElementId"] == "SPDXRef-DOCUMENT", "11.1 what is described")


def needed(executable):
    text = subprocess.run(["readelf", "-dW", executable], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", text))


def check_executable(document, executable):
    name = executable.rsplit("/", 1)[-1]
    own = [package for package in document["packages"] if package["name"] == name]
    expect(len(own) == 1, f"{name} is there {len(own)} times")
    if not own:
        return
    names = {package["SPDXID"]: package["name"] for package in document["packages"]}
    relations = [one for one in document["relationships"] if one["spdxElementId"] == own[0]["SPDXID"]]
    dynamic = [one for one in relations if one["relationshipType"] == "DYNAMIC_LINK"]
    expect({one.get("comment") for one in dynamic} == needed(executable), f"{name}: what it loads")
    inside = {names[one["relatedSpdxElement"]] for one in relations if one["relationshipType"] in ("CONTAINS", "STATIC_LINK")}
    loaded = {names[one["relatedSpdxElement"]] for one in dynamic}
    for library in ("Boost.Program_options", "fmt", "libstdc++", "libgcc"):
        expect((library in inside) != (library in loaded), f"{name}: {library} is inside, or it is loaded")
    expect("nlohmann-json" in inside, f"{name}: nlohmann-json")
    expect(("pugixml" in inside | loaded) == (name == "fedcloud-profiles"), f"{name}: pugixml")
    with open(executable, "rb") as file:
        opens = b"libvomsapi.so.1\0" in file.read()
    told = any(names.get(one["spdxElementId"]) == "VOMS" and one["relatedSpdxElement"] == own[0]["SPDXID"]
               and one["relationshipType"] == "OPTIONAL_DEPENDENCY_OF" for one in document["relationships"])
    expect(opens == told, f"{name}: libvomsapi")


def check_notices(document):
    """A license that asks for its notice has it where it is inside an executable."""
    with open(os.path.dirname(os.path.abspath(__file__)) + "/../../packaging/THIRD-PARTY", encoding="utf-8") as file:
        noticed = set(re.findall(r"^Files: (\S+)$", file.read(), re.M))
    inside = {one["relatedSpdxElement"] for one in document["relationships"]
              if one["relationshipType"] in ("CONTAINS", "STATIC_LINK")}
    asking = {package["name"] for package in document["packages"]
              if package["SPDXID"] in inside and package["licenseDeclared"] == "MIT"}
    expect("nlohmann-json" in asking and asking <= noticed, f"packaging/THIRD-PARTY lacks {asking - noticed}")


def check_writing(command):
    """Twice at one time gives the same, of that time."""
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for name in ("1", "2"):
            subprocess.run([word.replace("{}", f"{folder}/{name}") for word in command], check=True,
                           env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"})
            with open(f"{folder}/{name}", encoding="utf-8") as file:
                texts.append(file.read())
    expect(texts[0] == texts[1], "written again it differs")
    expect(json.loads(texts[0])["creationInfo"]["created"] == "2023-11-14T22:13:20Z", "SOURCE_DATE_EPOCH")


def main():
    split = sys.argv.index("--")
    sbom, command, executables = sys.argv[1], sys.argv[2:split], sys.argv[split + 1:]
    with open(sbom, encoding="utf-8") as file:
        document = json.load(file)
    check_document(document)
    for package in document["packages"]:
        check_package(package)
    check_relationships(document)
    for executable in executables:
        check_executable(document, executable)
    applications = {one["name"] for one in document["packages"] if one["primaryPackagePurpose"] == "APPLICATION"}
    expect(applications == {"fedcloud-probes"} | {one.rsplit("/", 1)[-1] for one in executables}, "the executables")
    check_notices(document)
    check_writing(command)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main())
