#!/usr/bin/env python3
"""Site profiles of a federation that is not there, for measuring what reads them.

make_profiles.py FOLDER SERVICES SITES: the services are spread evenly, three in four monitored, one
site in ten in downtime.
"""
import os
import sys

import site_profile

TYPES = [site_profile.OCCI, "eu.egi.cloud.storage-management.cdmi", "eu.egi.cloud.information.bdii",
         "eu.egi.cloud.accounting", "eu.egi.cloud.vm-metadata.marketplace", "eu.egi.cloud.broker.compss", "egi.Perun",
         "unicore6.Registry"]


def service(number, site):
    host = f"host{number}.site{site}.example.org"
    made = site_profile.service(number, TYPES[number % len(TYPES)], host, f"{host}:11443", number % 4 != 3)
    made["endpoints"] = [{"id": str(number), "name": host, "interface_name": made["type"], "url": made["url"],
                          "monitored": True}]
    return made


def main():
    folder, services, sites = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    per_site = services // sites
    for site in range(sites):
        mine = [service(1000 + site * per_site + i, site) for i in range(per_site)]
        downtimes = [site_profile.downtime(site, mine[:1])] if site % 10 == 0 else []
        with open(f"{folder}/SITE-{site}.json", "w", encoding="utf-8") as file:
            file.write(site_profile.render(f"SITE-{site}", f"NGI_{site % 30}", mine, downtimes))


main()
