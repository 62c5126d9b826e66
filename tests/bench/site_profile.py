"""Writes the profile of EXAMPLE SITE to standard output: `site_profile.py PORT COUNT`.

COUNT services at 600 bytes or so, each on a line of its own, as fedcloud-profiles writes them; the one in the middle,
of key 10xxG0 with xx half of COUNT, is an OCCI endpoint at that port of 127.0.0.1.
"""
import json
import sys
import time

port, count = int(sys.argv[1]), int(sys.argv[2])
OTHERS = ["eu.egi.cloud.storage-management.cdmi", "eu.egi.cloud.accounting", "eu.egi.cloud.information.bdii",
          "eu.egi.cloud.vm-metadata.vmcatcher", "org.openstack.nova"]


def service(number):
    ours = number == count // 2
    host = "127.0.0.1" if ours else f"host{number}.example.org"
    url = f"https://{host}:{port}/"
    return {
        "key": f"{1000 + number}G0", "type": "eu.egi.cloud.vm-management.occi" if ours else OTHERS[number % 5],
        "host": host, "host_dn": f"/DC=org/DC=example/C=XX/O=Example University of Technology/OU=Cloud Computing Services/CN={host}",
        "url": f"{url}?image=uuid_example_1&resource=small",
        "registered_url": f"{url}?image=uuid_example_1&amp;resource=small",
        "monitored": True, "production": True, "scopes": ["EGI", "FedCloud"],
        "extensions": [{"key": "ARCHITECTURE", "value": "linux; x86_64"}],
        "parameters": {"endpoint": url, "os_tpl": "uuid_example_1", "resource_tpl": "small"}}


def line(value):
    return json.dumps(value, separators=(",", ":"))


site = {"format": 1, "site": "EXAMPLE SITE", "key": "119G0", "ngi": "NGI_EXAMPLE", "country": "Slovenia",
        "country_code": "SI", "certification_status": "Certified", "infrastructure": "Production",
        "giis_url": "ldap://bdii.example.org:2170/mds-vo-name=EXAMPLE,o=grid", "scopes": ["EGI", "FedCloud"],
        "vos": ["ops"], "pulled": {"from": "https://goc.example.org/gocdbpi/",
                                   "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}}
print(line(site)[:-1] + ',\n"services":[')
print(",\n".join(line(service(number)) for number in range(count)))
print('],\n"downtimes":[\n]\n}')
