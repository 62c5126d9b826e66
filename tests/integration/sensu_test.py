#!/usr/bin/python3
"""What is generated for Sensu Go, looked at from outside: it is YAML, the resources have the fields and types of
api/core/v2, and what an agent would hand to its shell runs the probe with the words that were meant, whatever GOCDB
says. No Sensu is at hand on Debian: no backend has read these.
    sensu_test.py FEDCLOUD_NAGIOS_CONFIG        77: no python3-yaml on this machine
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

try:
    import yaml
except ImportError:
    print("Skipped: not installed: python3-yaml (Debian), python3-pyyaml (EL)")
    sys.exit(77)

TOOL = os.path.abspath(sys.argv.pop(1))
NAME = re.compile(r"[\w.\-]+")  # ValidateName of api/core/v2/validators.go
# Of check.go, entity.go, proxy_requests.go and silenced.go there: what we write of it.
CHECK = {"command": str, "interval": int, "timeout": int, "publish": bool, "round_robin": bool, "subscriptions": list,
         "proxy_requests": dict, "output_metric_format": str}
SILENCED = {"subscription": str, "check": str, "begin": int, "expire": int, "expire_at": int, "expire_on_resolve": bool,
            "creator": str, "reason": str}
PROXY_REQUESTS = {"entity_attributes": list, "splay": bool, "splay_coverage": int}


def hostile_texts(folder):
    pwned = folder + "/pwned"
    return ["plain", f";id>{pwned}", f"$(touch {pwned})", f"`touch {pwned}`", "a\"b'c\\", "two\nlines\n--- \nx: y", "a!b",
            "$USER1$", "]]>", "x" * (1 << 20), "../../etc/x", "{{{ x }}}", "{{ .labels.x }}", "%{x}", "&a *a !!python/object",
            "\u0085\u2028\ufeff\U0001f600", ": #", "- yes", "null"]


def encode(name):
    return re.sub(rb"[^A-Za-z0-9._-]|^[.-]", lambda m: b"%%%02X" % m.group()[0], name.encode()).decode()


class Sensu(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="fedcloud-sensu-")
        work = cls.folder.name
        os.makedirs(work + "/profiles")
        os.makedirs(work + "/bin")
        os.makedirs(work + "/none")
        for program in ("check_occi_vm", "check_occi_tcp"):
            with open(f"{work}/bin/{program}", "w") as stub:
                stub.write("#!/usr/bin/python3\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
            os.chmod(stub.name, 0o755)
        for number, text in enumerate(hostile_texts(work)):
            cls.profile(work, number, text)
        metric = {"service_types": ["eu.egi.cloud.vm-management.occi"], "interval": 60, "retry_interval": 15, "attempts": 2}
        with open(work + "/metrics.json", "w") as file:
            json.dump({"format": 1, "name": "TEST", "metrics": {
                "eu.egi.cloud.OCCI-VM": {**metric, "program": "check_occi_vm", "timeout": 300, "per_vo": True,
                                         "options": {"checks-only": True, "compute-title": "$(id) {{ .x }}"}},
                "org.nagios.OCCI-TCP": {**metric, "program": "check_occi_tcp", "timeout": 30, "warning": "~:5"}}}, file)
        cls.generate(work, "one")
        cls.generate(work, "two")
        cls.documents = {}
        for name in ("checks", "entities", "silenced"):
            with open(f"{work}/one/{name}.yaml", encoding="utf-8") as file:
                cls.documents[name] = list(yaml.safe_load_all(file))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def profile(work, number, text):
        """Every text that is the site's own; its name is made different and no longer than GOCDB's."""
        name = (text.split("\n")[0][:100] + str(number)).replace("\u0085", "")
        record = {"format": 1, "site": name, "key": "1G0", "ngi": text[:100], "country": text, "certification_status": text,
                  "infrastructure": text, "scopes": [text], "vos": ["ops"],
                  "pulled": {"from": "https://gocdb.example.org/", "at": "2026-11-21T14:00:00Z"},
                  "services": [{"key": f"{number}G0", "type": "eu.egi.cloud.vm-management.occi", "host": f"h{number}.example.org",
                                "host_dn": text, "url": "https://h/", "registered_url": "https://h/" + text,
                                "monitored": True, "production": True, "parameters": {"endpoint": "https://h/"}}],
                  "downtimes": [{"key": "10G0", "services": [f"{number}G0"], "severity": "outage",
                                 "classification": "scheduled", "start": "2026-11-20T00:00:00Z",
                                 "end": "2026-11-22T00:00:00Z", "description": text}]}
        with open(f"{work}/profiles/{encode(name)}.json", "w", encoding="utf-8") as file:
            json.dump(record, file)

    @staticmethod
    def generate(work, output):
        subprocess.run([TOOL, "--target", "sensu", "--profile-dir", work + "/profiles", "--override-dir", work + "/none",
                        "--metrics", work + "/metrics.json", "--probe-dir", work + "/bin", "--output", f"{work}/{output}"],
                       check=True, stdout=subprocess.DEVNULL)

    def fields(self, resource, kind, spec, required=None):
        self.assertEqual(set(resource), {"type", "api_version", "metadata", "spec"})
        self.assertEqual((resource["type"], resource["api_version"]), (kind, "core/v2"))
        self.assertEqual(resource["metadata"]["namespace"], "default")
        for group in ("labels", "annotations"):
            for key, value in resource["metadata"].get(group, {}).items():
                self.assertRegex(key, r"\A[A-Za-z]\w*\Z")
                self.assertIsInstance(value, str)
        self.assertEqual(set(resource["spec"]), set(spec))
        for key, value in resource["spec"].items():
            self.assertIs(type(value), spec[key], key)

    def test_resources_have_the_fields_of_core_v2(self):
        self.assertEqual([len(self.documents[name]) for name in ("checks", "entities", "silenced")], [2, 19, 38])
        for check in self.documents["checks"]:
            self.fields(check, "CheckConfig", CHECK)
            self.assertEqual({key: type(value) for key, value in check["spec"]["proxy_requests"].items()}, PROXY_REQUESTS)
            self.assertEqual(check["spec"]["output_metric_format"], "nagios_perfdata")
            self.assertGreater(check["spec"]["interval"], check["spec"]["timeout"])
        for entity in self.documents["entities"]:
            self.fields(entity, "Entity", {"entity_class": str})
            self.assertEqual(entity["spec"]["entity_class"], "proxy")
        for silenced in self.documents["silenced"]:
            self.fields(silenced, "Silenced", SILENCED)
            spec = silenced["spec"]
            self.assertEqual(silenced["metadata"]["name"], f"{spec['subscription']}:{spec['check']}")
            self.assertEqual((spec["begin"], spec["expire_at"]), (1795132800, 1795305600))
            self.assertRegex(spec["subscription"], r"\Aentity:[\w.\-]+\Z")

    def test_names_are_what_sensu_takes_and_unique(self):
        for name in ("checks", "entities"):
            names = [resource["metadata"]["name"] for resource in self.documents[name]]
            self.assertEqual(len(names), len(set(names)))
            for each in names:
                self.assertTrue(NAME.fullmatch(each), each)

    def test_an_agents_shell_runs_the_words_that_were_meant(self):
        work = self.folder.name
        seen = 0
        for check in self.documents["checks"]:
            command = check["spec"]["command"]
            self.assertEqual(command.count("{{"), 1, "one token, and nothing else that an agent would evaluate")
            key = re.search(r"{{ \.annotations\.(\w+) }}", command).group(1)
            self.assertEqual(check["spec"]["proxy_requests"]["entity_attributes"],
                             ["entity.entity_class == 'proxy'", f"entity.labels.{key} == 'yes'"])
            for entity in self.documents["entities"]:
                annotations = entity["metadata"]["annotations"]
                self.assertEqual(entity["metadata"]["labels"][key], "yes")
                # As token/substitution.go does it: in the JSON, without escaping.
                line = json.loads(json.dumps(command).replace("{{ .annotations.%s }}" % key, annotations[key]))
                words = json.loads(subprocess.run(["sh", "-c", line], check=True, capture_output=True).stdout)
                number = re.match(r"h(\d+)\.", entity["metadata"]["name"]).group(1)
                self.assertEqual(words[words.index("--service") + 1], number + "G0")
                self.assertRegex(words[words.index("--site") + 1], r"\A[A-Za-z0-9._%-]+\Z")
                if check["metadata"]["name"].startswith("eu.egi"):
                    self.assertIn("--compute-title=$(id) {{ .x }}", words)
                else:
                    self.assertIn("--warning=~:5", words)
                seen += 1
        self.assertEqual(seen, 38)
        self.assertEqual([name for name in os.listdir(work) if "pwned" in name], [])

    def test_the_same_input_gives_the_same_bytes(self):
        for name in ("checks", "entities", "silenced"):
            with open(f"{self.folder.name}/one/{name}.yaml", "rb") as one, open(f"{self.folder.name}/two/{name}.yaml", "rb") as two:
                self.assertEqual(one.read(), two.read())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
