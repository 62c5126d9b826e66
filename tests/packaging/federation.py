"""The federation that the pages' examples are about, run by the testbed, and a folder in which the built programs
stand as they are installed: the paths and hosts that the pages name are there under other names."""
import json
import os
import re
import shutil
import stat
import subprocess
import urllib.request

HOME = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HOME))
SITE = "EXAMPLE-SITE"

# KIND NAME,KEYS of the testbed, and the host and port that the pages have for it.
SERVERS = [
    ("site", "occi,dialect=rocci,tls=good,boot=0.5,client-cert=optional", "occi.example.org:11443"),
    ("site", "basic,dialect=rocci,tls=good,auth=basic", "password.example.org:11443"),
    ("site", "stack,dialect=ooi,tls=good,boot=0.5,client-cert=optional,auth=keystone,keystone=keystone",
     "stack.example.org:8787"),
    ("site", "token,dialect=ooi,tls=good,boot=0.5,auth=bearer,issuer=issuer", "token.example.org:8787"),
    ("keystone", "keystone,tls=good,client-cert=optional", "keystone.example.org:5000"),
    ("issuer", "issuer", "issuer.example.org"),
    ("cdmi", "cdmi,dialect=spec,tls=good,client-cert=optional", "cdmi.example.org:8443"),
    ("bdii", f"bdii,kind=site,site={SITE}", "bdii.example.org:2170"),
    ("apel", "accounting", "goc-accounting.grid-support.ac.uk"),
    ("appdb", "appdb,tls=good", "vmcaster.appdb.egi.eu"),
    ("perun", "perun,tls=good,client-cert=optional", "perun.egi.eu"),
    ("gocdb", "gocdb,tls=good", "goc.egi.eu"),
]


class Federation:
    """A running testbed. `names` maps the pages' hosts to those that there are."""

    def __init__(self, testbed, work, grid):
        command = [testbed, "--lifetime", "240", "--pki", f"{work}/pki", "--server-pem", f"{grid}/host.pem",
                   "--ca-folder", f"{grid}/certificates"]
        for kind, keys, _ in SERVERS:
            command += [f"--{kind}", keys]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        announced = json.loads(self.process.stdout.readline())
        self.control = announced["control"]
        self.port, self.names = {}, {}
        for kind, keys, shown in SERVERS:
            name = keys.split(",")[0]
            self.port[name] = next(s["port"] for s in announced[kind + "s"] if s["name"] == name)
            # An issuer's name is an address, as its tokens have it.
            self.names[shown] = ("127.0.0.1" if kind == "issuer" else "localhost") + f":{self.port[name]}"

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def tell(self, method, path, value):
        request = urllib.request.Request(f"{self.control}/{path}", json.dumps(value).encode(), method=method,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def populate(self):
        """What is known of the site centrally."""
        def service(number, kind, host, url):
            return {"key": f"{1000 + number}G0", "type": "eu.egi.cloud." + kind, "site": SITE, "host": host, "url": url}
        occi, cdmi = self.names["occi.example.org:11443"], self.names["cdmi.example.org:8443"]
        self.tell("PUT", "gocdbs/gocdb/registry", {
            "sites": [{"key": "119G0", "name": SITE, "country": "Slovenia", "country_code": "SI", "roc": "NGI_SI"}],
            "services": [service(0, "vm-management.occi", "localhost", f"https://{occi}/?image=uuid_egi_cirros_2&resource=small"),
                         service(1, "storage-management.cdmi", "localhost", f"https://{cdmi}/"),
                         service(2, "accounting", "localhost", ""),
                         {**service(3, "broker.compss", "localhost", f"https://{occi}/"), "monitored": False}]})
        self.tell("PUT", "apels/accounting/settings", {"sites": {SITE: {"days": 0.2, "vms": 154}}})
        self.tell("PUT", "appdbs/appdb/settings", {"created_hours": 5, "images": 3})
        image = "https://appdb.egi.eu/store/vm/image/2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d0"
        self.tell("PUT", "bdiis/bdii/settings", {"repositories": [f"{image}1:2/", f"{image}2:11/", f"{image}4:24/"]})


class Sandbox:
    """A folder with the programs, a metric profile, trust anchors and credentials; `places` maps the pages' paths."""

    def __init__(self, build, work, grid, pki):
        self.work = work
        os.makedirs(work, exist_ok=True)
        for folder in (os.path.dirname(work), work):  # Nagios verifies as a user of its own
            os.chmod(folder, 0o755)
        self.places = {
            "/usr/libexec/argo/probes/fedcloud": f"{work}/libexec",
            "/usr/share/fedcloud-probes": f"{work}/share",
            "/etc/argo/probes/fedcloud": f"{work}/etc",
            "/var/spool/argo/probes/fedcloud": f"{work}/spool",
            "/etc/nagios4": f"{work}/nagios4",
            "/etc/nagios/globus": f"{work}/globus",
            "/etc/grid-security/certificates": f"{work}/certificates",
        }
        for folder in ("bin", "libexec", "real", "share", "etc/sites.d", "etc/scheduler", "spool/profiles", "nagios4", "globus", "home"):
            os.makedirs(f"{work}/{folder}")
        os.chmod(f"{work}/spool", 0o750)
        for folder in ("docs", "docs/examples"):
            os.symlink(f"{SOURCE}/{folder}", f"{work}/home/{os.path.basename(folder)}")
        shutil.copy(f"{SOURCE}/profiles/metrics.json", f"{work}/share")
        shutil.copytree(f"{grid}/certificates", f"{work}/certificates")
        for name in os.listdir(f"{pki}/certificates"):  # the testbed's own, of who signs image lists
            shutil.copy(f"{pki}/certificates/{name}", f"{work}/certificates")
        shutil.copytree(f"{grid}/vomsdir", f"{work}/vomsdir")
        self.credentials(grid, pki)
        for folder in ("probes", "profiles", "nagios-config"):
            for parent, _, files in os.walk(f"{build}/{folder}"):
                for name in files:
                    if re.fullmatch(r"check_\w+(\.fetch)?|fedcloud-(profiles|nagios-config)", name) and \
                            os.access(f"{parent}/{name}", os.X_OK):
                        self.install(f"{parent}/{name}", name)

    def credentials(self, grid, pki):
        def put(source, target, mode=0o600):
            shutil.copy(source, f"{self.work}/{target}")
            os.chmod(f"{self.work}/{target}", mode)
        put(f"{grid}/proxy-ops-rfc.pem", "globus/userproxy.pem-ops")
        put(f"{grid}/proxy-ops-rfc.pem", "home/userproxy.pem")
        put(f"{grid}/user.pem", "globus/robotcert.pem")
        put(f"{grid}/user.pem", "globus/robotkey.pem")
        put(f"{pki}/token-good.jwt", "globus/oidc")
        put(f"{pki}/refresh-token", "globus/refresh-token")
        with open(os.open(f"{self.work}/globus/password", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write("secret\n")

    def install(self, program, name):
        """The program itself in `real`; what the pages call is called.py, which says why."""
        os.symlink(program, f"{self.work}/real/{name}")
        folder = "libexec" if name.startswith("check_") else "bin"
        path = f"{self.work}/{folder}/{name}"
        with open(path, "w") as script:
            script.write(f"#!/bin/sh\nexec /usr/bin/python3 '{HOME}/called.py' '{self.work}' {name} \"$@\"\n")
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
