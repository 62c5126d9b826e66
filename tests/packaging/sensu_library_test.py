#!/usr/bin/python3
"""The definitions for Sensu Go that are installed: YAML, resources of core/v2, a check for each metric of the metric
profile, whose command runs the probe with the words that are meant.
    sensu_library_test.py FOLDER METRIC_PROFILE       77: no python3-yaml on this machine
"""
import json
import os
import re
import shlex
import sys
import unittest

try:
    import yaml
except ImportError:
    print("Skipped: not installed: python3-yaml (Debian), python3-pyyaml (EL)")
    sys.exit(77)

FOLDER, PROFILE = sys.argv.pop(1), sys.argv.pop(1)


def documents(name):
    with open(f"{FOLDER}/{name}", encoding="utf-8") as file:
        return list(yaml.safe_load_all(file))


class SensuLibrary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(PROFILE, encoding="utf-8") as file:
            cls.metrics = json.load(file)["metrics"]
        cls.checks = {each["metadata"]["name"]: each for each in documents("checks.yaml")}

    def test_there_is_a_check_for_each_metric(self):
        self.assertEqual(set(self.checks), set(self.metrics))
        for name, check in self.checks.items():
            metric = self.metrics[name]
            self.assertEqual((check["type"], check["api_version"]), ("CheckConfig", "core/v2"))
            self.assertEqual(check["metadata"]["annotations"]["attempts"], str(metric["attempts"]))
            spec = check["spec"]
            self.assertEqual(spec["interval"], metric["interval"] * 60)
            self.assertGreater(spec["timeout"], metric["timeout"])
            self.assertEqual(spec["output_metric_format"], "nagios_perfdata")
            self.assertEqual(spec["subscriptions"], ["fedcloud"])

    def test_commands_run_the_probe_with_the_metrics_options(self):
        for name, check in self.checks.items():
            metric = self.metrics[name]
            self.assertEqual(check["spec"]["command"].count("{{"), 1)
            key = re.search(r"{{ \.annotations\.(\w+) }}$", check["spec"]["command"]).group(1)
            self.assertIn(f"entity.labels.{key} == 'yes'", check["spec"]["proxy_requests"]["entity_attributes"])
            words = shlex.split(re.sub("{{.*}}", "--site X", check["spec"]["command"]))
            self.assertEqual((os.path.basename(words[0]), words[-2:]), (metric["program"], ["--site", "X"]))
            expected = {f"--timeout={metric['timeout']}"} | {f"--{each}={metric[each]}" for each in ("warning", "critical")
                                                             if each in metric}
            expected |= {f"--{option}" for option, value in metric.get("options", {}).items() if value is True}
            self.assertEqual(set(words[1:-2]), expected, name)

    def test_the_filter_tells_hard_states(self):
        (resource,) = documents("filters.yaml")
        self.assertEqual((resource["type"], resource["api_version"], resource["spec"]["action"]),
                         ("EventFilter", "core/v2", "allow"))
        # Every expression has to hold; Sensu evaluates them as JavaScript, which these are plain enough to be read as.
        def allowed(status, occurrences, watermark, attempts="3"):
            names = {"event.check.occurrences_watermark": watermark, "event.check.occurrences": occurrences,
                     "event.check.status": status, "parseInt(event.check.annotations.attempts, 10)": attempts}
            for text in resource["spec"]["expressions"]:
                for name, value in names.items():
                    text = text.replace(name, str(value))
                if not eval(text.replace("||", "or"), {"__builtins__": {}}):  # our own file, and nothing but figures is left
                    return False
            return True
        self.assertEqual([allowed(2, n, n) for n in (1, 2, 3, 4)], [False, False, True, True])
        self.assertEqual([allowed(0, 1, 2), allowed(0, 1, 3), allowed(0, 2, 3), allowed(0, 9, 9)], [False, True, False, False])

    def test_the_example_has_a_check(self):
        (entity,) = documents("entity.example.yaml")
        self.assertEqual((entity["type"], entity["spec"]["entity_class"]), ("Entity", "proxy"))
        for key, value in entity["metadata"]["labels"].items():
            self.assertEqual(value, "yes")
            self.assertTrue(any(f"entity.labels.{key} == 'yes'" in check["spec"]["proxy_requests"]["entity_attributes"]
                                for check in self.checks.values()))
            self.assertIn("--site", entity["metadata"]["annotations"][key])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
