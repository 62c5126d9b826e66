#!/usr/bin/env python3
"""Site profiles of a federation that is not there, for measuring what reads them.

make_profiles.py FOLDER SERVICES SITES: the services are spread evenly, three in four monitored, one
site in ten in downtime.
"""
import json
import os
import sys

TYPES = ["eu.egi.cloud.vm-management.occi", "eu.egi.cloud.storage-management.cdmi",
         "eu.egi.cloud.information.bdii", "eu.egi.cloud.accounting",
         "eu.egi.cloud.vm-metadata.marketplace", "eu.egi.cloud.broker.compss", "egi.Perun",
         "unicore6.Registry"]


def service(number, site):
    kind = TYPES[number % len(TYPES)]
    host = f"host{number}.site{site}.example.org"
    url = f"https://{host}:11443/?image=uuid_{number}&resource=small"
    return {"key": f"{number}G0", "type": kind, "host": host,
            "host_dn": f"/DC=org/DC=example/CN={host}", "url": url,
            "registered_url": url.replace("&", "&amp;"),
            "endpoints": [{"id": str(number), "name": host, "interface_name": kind, "url": url,
                           "monitored": True}],
            "monitored": number % 4 != 3, "production": True, "scopes": ["EGI", "FedCloud"],
            "extensions": [{"key": "ARCH", "value": "x86_64"}],
            "parameters": {"endpoint": f"https://{host}:11443/", "os_tpl": f"uuid_{number}",
                           "resource_tpl": "small"}}


def line(value):
    return json.dumps(value, separators=(",", ":"))


def main():
    folder, services, sites = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    per_site = services // sites
    for site in range(sites):
        mine = [service(1000 + site * per_site + i, site) for i in range(per_site)]
        downtimes = [{"key": f"{site}G0", "services": [mine[0]["key"]], "severity": "outage",
                      "classification": "scheduled", "start": "2026-11-20T00:00:00Z",
                      "end": "2036-11-22T00:00:00Z", "description": "Moving"}] if site % 10 == 0 else []
        name = f"SITE-{site}"
        with open(f"{folder}/{name}.json", "w", encoding="utf-8") as file:
            file.write("{\n\"format\":1,\n" + f"\"site\":\"{name}\",\n\"key\":\"{site}G0\",\n"
                       f"\"ngi\":\"NGI_{site % 30}\",\"country\":\"Slovenia\",\"country_code\":\"SI\","
                       "\"certification_status\":\"Certified\",\"infrastructure\":\"Production\",\n"
                       "\"scopes\":[\"EGI\",\"FedCloud\"],\n\"vos\":[\"ops\"],\n"
                       "\"pulled\":{\"from\":\"https://goc.example.org/gocdbpi/\","
                       "\"at\":\"2026-11-21T14:00:00Z\"},\n\"services\":[\n"
                       + ",\n".join(map(line, mine)) + "\n],\n\"downtimes\":[\n"
                       + ",\n".join(map(line, downtimes)) + "\n]\n}\n")


main()
