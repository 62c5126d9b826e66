"""Reads the registry of a testbed's GOCDB, where everything is in order, and writes one as awkward as real ones:
sites with blanks, dots and signs in their names, services that are there twice, without a URL, with one only among
their endpoints, with entities left in it, without a scheme, not monitored, and a downtime."""
import json
import sys

registry = json.load(sys.stdin)
found = {}
for service in registry["services"]:
    found.setdefault((service["type"], service["site"]), service["url"])


def url(kind, site):
    return found[kind, site]


OCCI = "eu.egi.cloud.vm-management.occi"
good, error = url(OCCI, "TESTBED-GOOD"), url(OCCI, "TESTBED-ERROR")
central = [s for s in registry["services"] if s["site"] == "TESTBED-CENTRAL"]
scopes = ["EGI", "FedCloud"]


def site(name, roc):
    return {"name": name, "roc": roc, "scopes": scopes}


def service(number, where, kind, address, **more):
    return {"key": f"{number}G0", "site": where, "type": kind, "host": "127.0.0.1", "url": address, "scopes": ["EGI"], **more}


sites = [site("Izola MRF", "NGI_SI"), site("cloud.north.example.org", "NGI_DE"), site("100% CLOUD", "NGI_DE"),
         site("A&B <C>", "NGI_IT"), site("..", "NGI_IT"), site("-t 5", ""), site("TESTBED-CENTRAL", "EGI.eu")]
services = [
    # The same type on the same host, twice.
    service(1000, "Izola MRF", OCCI, good),
    service(1001, "Izola MRF", OCCI, good),
    service(1002, "Izola MRF", "eu.egi.cloud.storage-management.cdmi", url("eu.egi.cloud.storage-management.cdmi", "TESTBED-STORE")),
    service(1003, "Izola MRF", "Site-BDII", url("Site-BDII", "Izola MRF")),
    service(1004, "Izola MRF", "eu.egi.cloud.accounting", ""),
    # The URL stands among the endpoints only; the first of them is not monitored.
    service(1010, "cloud.north.example.org", OCCI, "", endpoints=[
        {"id": "1", "name": "old", "url": "https://127.0.0.1:1/", "interface_name": OCCI, "monitored": False},
        {"id": "2", "name": "new", "url": error, "interface_name": OCCI, "monitored": True}]),
    service(1011, "cloud.north.example.org", "eu.egi.cloud.accounting", ""),
    # GOCDB itself escapes once, sites do so before: the text of the element is &amp;amp;.
    service(1020, "100% CLOUD", OCCI, good.replace("&", "&amp;")),
    # What somebody else runs there, and what nobody wants to have checked.
    service(1021, "100% CLOUD", "CREAM-CE", "ce.example.org:8443/cream-pbs-ops"),
    service(1022, "100% CLOUD", OCCI, good, host="localhost", monitored=False),
    service(1030, "A&B <C>", OCCI, ""),
    service(1040, "..", OCCI, good, production=False),
    service(1050, "-t 5", OCCI, "https://127.0.0.1:1/?image=i&resource=r"),
]
for number, each in enumerate(central):
    services.append(service(1060 + number, "TESTBED-CENTRAL", each["type"], each["url"]))
downtimes = [{"key": "5G0", "services": ["1010G0"], "severity": "OUTAGE", "start_in": -60, "end_in": 3600,
              "description": "New disks; $(id) `id` \"x\"\nand more"},
             {"key": "6G0", "services": ["1000G0"], "severity": "WARNING", "start_in": -60, "end_in": 3600}]
json.dump({"sites": sites, "services": services, "downtimes": downtimes}, sys.stdout)
