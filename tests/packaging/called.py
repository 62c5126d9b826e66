#!/usr/bin/python3
"""In the place of an installed program: calls the built one, and where a page leaves to a default what would lead out of
the sandbox, adds the option with what stands for that default there.
    called.py SANDBOX PROGRAM [ARGUMENT]...
"""
import json
import os
import sys

ETC, SPOOL = "/etc/argo/probes/fedcloud", "/var/spool/argo/probes/fedcloud"
SHIPPED = {"--metrics": "/usr/share/fedcloud-probes/metrics.json"}
PROFILES = {"--profile-dir": SPOOL + "/profiles"}
OVERRIDES = {"--override-dir": ETC + "/sites.d"}
STATE = {"--state-dir": SPOOL}
# What the programs have built in.
DEFAULTS = {
    "fedcloud-profiles pull": {**PROFILES, "--config": ETC + "/fedcloud.conf"},
    "fedcloud-profiles diff": {**PROFILES, "--config": ETC + "/fedcloud.conf"},
    "fedcloud-profiles list": PROFILES,
    "fedcloud-profiles show": {**PROFILES, **OVERRIDES, **SHIPPED},
    "fedcloud-profiles lint": {**PROFILES, **OVERRIDES, **SHIPPED},
    "fedcloud-profiles metrics": SHIPPED,
    "fedcloud-nagios-config": {**PROFILES, **OVERRIDES, **SHIPPED, "--probe-dir": "/usr/libexec/argo/probes/fedcloud"},
    "check_occi_tcp": {**PROFILES, **OVERRIDES},
    "check_cdmi_tcp": {**PROFILES, **OVERRIDES},
    "check_broker_tcp": {**PROFILES, **OVERRIDES},
    "check_cloud_bdii": {**PROFILES, **OVERRIDES},
    "check_occi_vm": {**PROFILES, **OVERRIDES, **STATE},
    "check_cdmi": {**PROFILES, **OVERRIDES, **STATE},
    "check_perun": {**PROFILES, **OVERRIDES, **STATE},
    "check_apel_pub": {**PROFILES, **OVERRIDES, **STATE,
                       "--url": "http://goc-accounting.grid-support.ac.uk/cloudtest/cloudsites2.html"},
    "check_appdb_update": {**PROFILES, **OVERRIDES, **STATE, "--appdb-url": "https://vmcaster.appdb.egi.eu"},
}
SHORT = {"--url": "-u"}


def main():
    sandbox, program, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(f"{sandbox}/sandbox.json") as file:
        replace = json.load(file)
    subcommand = f"{program} {arguments[0]}" if arguments else program
    defaults = DEFAULTS.get(subcommand, DEFAULTS.get(program, {}))
    if not {"-h", "--help", "-V", "--version"} & set(arguments):
        for option, value in defaults.items():
            if option in arguments or SHORT.get(option) in arguments:
                continue
            for shown, real in replace:
                value = value.replace(shown, real)
            # An administrator's metric profile comes before the shipped one.
            if option == "--metrics" and os.path.exists(f"{sandbox}/etc/metrics.json"):
                value = f"{sandbox}/etc/metrics.json"
            if option != "--config" or os.path.exists(value):
                arguments += [option, value]
    os.execv(f"{sandbox}/real/{program}", [program, *arguments])


if __name__ == "__main__":
    main()
