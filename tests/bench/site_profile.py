"""Site profiles as fedcloud-profiles writes them, each service with as many words as a real one has.

site_profile.py SERVICES PORT: prints the profile of a site whose services are all at that port of 127.0.0.1.
"""
import datetime
import json
import sys

OCCI = "eu.egi.cloud.vm-management.occi"


def service(number, kind, host, authority, monitored=True):
    """A service that is found at the authority, HOST:PORT."""
    url = f"https://{authority}/?image=os_tpl_uuid_{number}&resource=small"
    return {"key": f"{number}G0", "type": kind, "host": host,
            "host_dn": f"/DC=org/DC=example/O=Hosts/OU=Cloud/CN={host}", "url": url,
            "registered_url": url.replace("&", "&amp;"),
            "monitored": monitored, "production": True, "scopes": ["EGI", "FedCloud"],
            "extensions": [{"key": "OS_REGION", "value": "RegionOne"}],
            "parameters": {"endpoint": f"https://{authority}/", "os_tpl": f"os_tpl_uuid_{number}",
                           "resource_tpl": "small"}}


def downtime(number, services):
    return {"key": f"{number}G0", "services": [each["key"] for each in services], "severity": "outage",
            "classification": "scheduled", "start": "2026-11-20T00:00:00Z", "end": "2036-11-22T00:00:00Z",
            "description": "Moving"}


def render(site, ngi, services, downtimes=()):
    """Each service and each downtime on a line of its own."""
    def line(value):
        return json.dumps(value, separators=(",", ":"))

    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"format": 1, "site": site, "ngi": ngi, "country": "Slovenia", "country_code": "SI",
            "certification_status": "Certified", "infrastructure": "Production", "scopes": ["EGI", "FedCloud"],
            "vos": ["ops"], "pulled": {"from": "https://gocdb.example.org/gocdbpi/", "at": now}}
    members = [f"{line(name)}:{line(value)}" for name, value in head.items()]
    members += [f"\"{name}\":[\n" + ",\n".join(map(line, records)) + "\n]"
                for name, records in (("services", services), ("downtimes", downtimes)) if records]
    return "{\n" + ",\n".join(members) + "\n}\n"


def main():
    count, port = int(sys.argv[1]), sys.argv[2]
    services = [service(1000 + n, OCCI, f"cloud{n}.site.example.org", f"127.0.0.1:{port}")
                for n in range(1, count + 1)]
    print(render("BENCH", "NGI_X", services), end="")


if __name__ == "__main__":
    main()
