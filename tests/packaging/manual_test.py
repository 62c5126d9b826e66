#!/usr/bin/python3
"""The manual pages that the build has made: there is one for each program, it has the options of --help and no others, the
pages of file formats have all members of the JSON Schemas, mandoc and man find nothing wrong, and whoever builds them
again gets the same bytes.
    manual_test.py --pages DIR --helps DIR --sources DIR --generator PROGRAM       77: a formatter is not installed
"""
import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import helps

parser = argparse.ArgumentParser()
for name in ("pages", "helps", "sources", "generator"):
    parser.add_argument("--" + name, required=True)
ARGS, REST = parser.parse_known_args()
for name, path in vars(ARGS).items():
    setattr(ARGS, name, os.path.abspath(path))
for program in ("mandoc", "man"):
    if not shutil.which(program):
        print(f"Skipped: not installed: {program}")
        sys.exit(77)
OPTIONS = helps.read(ARGS.helps)


def rendered(page):
    """As a reader sees it in a terminal of 80 columns, and what the formatter says of it."""
    run = subprocess.run(["man", "--warnings", "-l", f"{ARGS.pages}/{page}"], capture_output=True, text=True, check=True,
                         env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": "",
                              "MANROFFOPT": "-c", "PAGER": "cat"})
    return re.sub(r".\x08|\x1b\[[0-9;]*m", "", run.stdout), run.stderr


def sections(text):
    """The lines below each heading."""
    found, lines = {}, None
    for line in text.splitlines():
        if re.match(r"[A-Z]", line):
            lines = found.setdefault(line, [])
        elif lines is not None:
            lines.append(line)
    return found


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = sorted(os.path.basename(path) for path in glob.glob(ARGS.pages + "/*.[1-8]"))
        cls.text, cls.warnings = {}, {}
        for page in cls.pages:
            cls.text[page], cls.warnings[page] = rendered(page)

    def test_every_program_and_every_file_has_a_page(self):
        self.assertEqual(set(self.pages), {program + ".1" for program in OPTIONS} | {
            "fedcloud-site-profile.5", "fedcloud-metrics.5", "fedcloud.conf.5", "fedcloud-probes.7"})

    def test_a_page_has_the_options_of_help_and_no_others(self):
        for program, options in OPTIONS.items():
            rows = [re.match(r"       (?:-(\w), )?--([a-z0-9-]+)(?: (\S+))?(?:  .*)?$", line)
                    for line in sections(self.text[program + ".1"])["OPTIONS"]]
            self.assertEqual({row[2]: (row[1], row[3] or "") for row in rows if row}, options, program)

    def test_a_page_has_what_a_reader_looks_for(self):
        for program in OPTIONS:
            found = sections(self.text[program + ".1"])
            for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "FILES", "EXAMPLES", "SEE ALSO"):
                self.assertTrue(any(line.strip() for line in found.get(heading, [])), f"{program}: {heading}")
            statuses = {line.split()[0] for line in found["EXIT STATUS"] if re.match(r"       \d ", line)}
            self.assertEqual(statuses, set("0123") if program.startswith("check_") else set("013"), program)
            if program.startswith("check_"):
                self.assertIn("PERFORMANCE DATA", found)
                with open(f"{ARGS.helps}/{program}.help", encoding="utf-8") as file:
                    variables = set(re.findall(r"\$([A-Z0-9_]+)", file.read()))
                for variable in variables:
                    self.assertIn(variable, "\n".join(found["ENVIRONMENT"]), program)

    def test_help_fits_a_terminal_and_ends_with_two_examples(self):
        for program in OPTIONS:
            with open(f"{ARGS.helps}/{program}.help", encoding="utf-8") as file:
                text = file.read()
            for line in text.splitlines():
                self.assertLessEqual(len(line), 80, f"{program}: {line}")
            examples = [line for line in text.split("\nExamples:\n")[1].splitlines() if not line.startswith("   ")]
            self.assertEqual(len(examples), 2, program)
            self.assertTrue(all(line.startswith("  " + program.rsplit("-", 1)[0]) for line in examples), program)

    def test_lines_fit_a_terminal(self):
        for page in self.pages:
            for line in self.text[page].splitlines():
                self.assertLessEqual(len(line), 80, f"{page}: {line}")

    def test_the_formatters_find_nothing_wrong(self):
        for page in self.pages:
            self.assertEqual(self.warnings[page], "", page)
        lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning"] + [f"{ARGS.pages}/{page}" for page in self.pages],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # What is not released has no date: one of the build would make every build another.
        findings = [line for line in lint.stdout.splitlines() if "missing date" not in line]
        self.assertEqual(findings, [])

    def test_members_of_the_schemas_are_explained(self):
        def members(schema):
            if isinstance(schema, dict):
                for key, value in schema.items():
                    if key == "properties":
                        yield from value
                    yield from members(value)
            elif isinstance(schema, list):
                for each in schema:
                    yield from members(each)

        for page, schemas in (("fedcloud-site-profile.5", ("site-profile", "site-override")),
                              ("fedcloud-metrics.5", ("metric-profile",))):
            explained = set(re.findall(r'^ +(\w+) \((?:array|boolean|integer|object|string|")[^)]*\)$', self.text[page], re.M))
            named = set()
            for schema in schemas:
                with open(f"{ARGS.sources}/profiles/{schema}.schema.json", encoding="utf-8") as file:
                    named |= set(members(json.load(file)))
            self.assertEqual(explained, named, page)
            self.assertGreater(len(named), 10)

    def test_the_configuration_file_has_the_options_of_a_pull(self):
        explained = set(re.findall(r"^       ([a-z0-9-]+) = \S+$", "\n".join(sections(self.text["fedcloud.conf.5"])["OPTIONS"]),
                                   re.M))
        self.assertEqual(explained, set(OPTIONS["fedcloud-profiles-pull"]) - {"config", "help", "version"})

    def test_pages_refer_to_pages_that_are_there(self):
        for page in self.pages:
            for name, section in re.findall(r"\b((?:fedcloud|check)[a-z_.-]*)\(([1-8])\)", self.text[page]):
                self.assertIn(f"{name}.{section}", self.pages, page)

    def test_examples_of_files_are_json(self):
        for page, count in (("fedcloud-site-profile.5", 1), ("fedcloud-metrics.5", 1)):
            found = re.findall(r"^       (\{.*?)\n\n", "\n".join(sections(self.text[page])["EXAMPLES"]) + "\n\n", re.S | re.M)
            self.assertEqual(len(found), count, page)
            for text in found:
                self.assertEqual(json.loads(text)["format"], 1)

    def test_who_builds_a_page_again_gets_the_same(self):
        texts, schemas = ARGS.sources + "/man/", ARGS.sources + "/profiles/"
        for page, sources in (
                ("check_occi_vm.1", [texts + "check_occi_vm.h2m", ARGS.helps + "/check_occi_vm.help", texts + "probe.h2m",
                                     schemas + "metrics.json"]),
                ("fedcloud-metrics.5", [texts + "fedcloud-metrics.h2m", schemas + "metric-profile.schema.json"]),
                ("fedcloud-probes.7", [texts + "fedcloud-probes.h2m", schemas + "metrics.json"])):
            with open(f"{ARGS.pages}/{page}", encoding="utf-8") as file:
                built = file.read()
            version, date = re.search(r'^\.TH \S+ \d "([^"]*)" "fedcloud\\-probes ([^"]+)"', built, re.M).group(2, 1)
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([ARGS.generator, f"{folder}/{page}", version, date] + sources, check=True, cwd=folder,
                               env={"TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"})
                with open(f"{folder}/{page}", encoding="utf-8") as file:
                    self.assertEqual(file.read(), built, page)
            self.assertNotIn("commit", built)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"] + REST)
