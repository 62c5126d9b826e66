"""Writes the profile of a site with so many services: `profile.py SERVICES PORT`.

All of them are at the port of 127.0.0.1, each described with as many words as a real one has.
"""
import datetime
import json
import sys

count, port = int(sys.argv[1]), sys.argv[2]
now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def service(number):
    host = f"cloud{number}.site.example.org"
    return {
        "key": f"{1000 + number}G0", "type": "eu.egi.cloud.vm-management.occi", "host": host,
        "host_dn": f"/DC=org/DC=example/O=Hosts/OU=Cloud/CN={host}",
        "url": f"https://127.0.0.1:{port}/?image=os_tpl_uuid_4a_{number}&resource=small",
        "registered_url": f"https://127.0.0.1:{port}/?image=os_tpl_uuid_4a_{number}&amp;resource=small",
        "monitored": True, "production": True, "scopes": ["EGI", "FedCloud"],
        "extensions": [{"key": "OS_REGION", "value": "RegionOne"}],
        "parameters": {"endpoint": f"https://127.0.0.1:{port}/", "os_tpl": f"os_tpl_uuid_4a_{number}",
                       "resource_tpl": "small"}}


def line(value):
    return json.dumps(value, separators=(",", ":"))


print('{\n"format":1,\n"site":"BENCH",\n"ngi":"NGI_X","vos":["ops"],')
print('"pulled":{"from":"https://gocdb.example.org/gocdbpi/","at":"' + now + '"},')
print('"services":[\n' + ",\n".join(line(service(n + 1)) for n in range(count)) + "\n]\n}")
