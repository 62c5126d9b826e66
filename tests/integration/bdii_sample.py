"""What a BDII of a small federation holds, as LDIF for slapadd: in the classes of GLUE 2.0 that cloud
sites publish, with names and values that are invented.

A site has 2 services, 3 endpoints, 5 templates and 3 images; a top BDII has a second site, which has no
cloud group. Writes grid.ldif, glue.ldif and infosys.ldif, and tells bdii_server.sh what is where.
"""

import argparse
import base64
import contextlib
import json
import pathlib
import time

SECOND_SITE = "EXAMPLE-GRID"
COMPUTE = "compute.cloud.example.org_cloud.compute"
STORAGE = "storage.cloud.example.org_cloud.storage"
MANAGER = "manager.cloud.example.org"
ENDPOINTS = [  # URL, interface, its version, how one logs in, software, its version, who wrote it
    ("https://compute.cloud.example.org:8787/occi1.1", "OCCI", "1.1", "X509-VOMS", "ooi", "1.2", "IFCA"),
    ("https://compute.cloud.example.org:5000/v3", "OpenStack", "v3", "oidc", "OpenStack Nova", "stein", "OpenStack"),
]
CDMI = ("https://storage.cloud.example.org:8080", "CDMI", "1.0.1", "X509-VOMS", "Swift", "2.21", "OpenStack")
TEMPLATES = [("tiny", 1, 512), ("small", 1, 2048), ("medium", 2, 4096), ("large", 4, 8192), ("huge", 8, 32768)]
IMAGES = [("Alpine", "3.19"), ("Debian", "12"), ("Fedora", "39")]
CAPABILITIES = ["cloud.managementSystem", "cloud.vm.uploadImage"]


def rdn(name, value):
    """One step of a DN, its value escaped (RFC 4514, 2.4)."""
    escaped = "".join("\\" + c if c in '"+,;<>\\=' else c for c in value)
    if escaped[:1] in (" ", "#"):
        escaped = "\\" + escaped
    if escaped.endswith(" ") and len(value) > 1:
        escaped = escaped[:-1] + "\\ "
    return f"{name}={escaped}"


def line(name, value):
    """One line of LDIF, in base64 where it has to be (RFC 2849, note 4)."""
    safe = value.isascii() and value.isprintable() and value[:1] not in (" ", ":", "<") and value == value.rstrip()
    return f"{name}: {value}" if safe else f"{name}:: {base64.b64encode(value.encode()).decode()}"


def entry(dn, classes, values):
    lines = [line("dn", dn)] + [line("objectClass", one) for one in classes]
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            lines.append(line(name, str(one)))
    print("\n".join(lines) + "\n")


def stamp(age, form):
    return time.strftime(form, time.gmtime(time.time() - age))


def age_of(options):
    if options.created_age is None:
        return {}
    return {"GLUE2EntityCreationTime": stamp(options.created_age, "%Y-%m-%dT%H:%M:%SZ"),
            "GLUE2EntityValidity": options.validity}


def group(name, at):
    entry(f"{rdn('GLUE2GroupID', name)},{at}", ["GLUE2Group"], {"GLUE2GroupID": name})


def domain(site, at, age):
    entry(at, ["GLUE2Domain", "GLUE2AdminDomain"],
          {"GLUE2DomainID": site, "GLUE2DomainDescription": "A site that was made up",
           "GLUE2DomainWWW": "https://www.example.org/",
           "GLUE2EntityOtherInfo": ["EGI_NGI=NGI_EXAMPLE", "GRID=EGI"], **age})
    place = "location." + site
    entry(f"{rdn('GLUE2LocationID', place)},{at}", ["GLUE2Location"],
          {"GLUE2LocationID": place, "GLUE2LocationCountry": "NO", "GLUE2LocationPlace": "Longyearbyen",
           "GLUE2LocationLatitude": "78.22", "GLUE2LocationLongitude": "15.65", "GLUE2LocationDomainForeignKey": site})
    group("resource", at)


def service(name, kind, of_class, site, capabilities, at, age):
    dn = f"{rdn('GLUE2ServiceID', name)},{at}"
    entry(dn, ["GLUE2Entity", "GLUE2Service", of_class],
          {"GLUE2ServiceID": name, "GLUE2ServiceType": kind, "GLUE2ServiceQualityLevel": "production",
           "GLUE2ServiceCapability": capabilities, "GLUE2ServiceAdminDomainForeignKey": site, **age})
    return dn


def endpoint(values, of_class, service_name, capabilities, at, age):
    url, interface, version, login, software, software_version, author = values
    name = f"{url}_{interface}_{version}_{login}"
    kind = of_class.removeprefix("GLUE2").removesuffix("Endpoint")
    entry(f"{rdn('GLUE2EndpointID', name)},{at}", ["GLUE2Entity", "GLUE2Endpoint", of_class],
          {"GLUE2EndpointID": name, "GLUE2EndpointURL": url, "GLUE2EndpointInterfaceName": interface,
           "GLUE2EndpointInterfaceVersion": version, "GLUE2EndpointTechnology": "REST",
           "GLUE2EndpointCapability": capabilities, "GLUE2EndpointImplementationName": software,
           "GLUE2EndpointImplementationVersion": software_version, "GLUE2EndpointImplementor": author,
           "GLUE2EndpointQualityLevel": "production", "GLUE2EndpointServingState": "production",
           "GLUE2EndpointHealthState": "ok", "GLUE2EndpointServiceForeignKey": service_name,
           f"{of_class}{kind}ServiceForeignKey": service_name, "GLUE2EntityOtherInfo": f"Authn={login}", **age})


def manager(at):
    entry(f"{rdn('GLUE2ManagerID', MANAGER)},{at}", ["GLUE2Entity", "GLUE2Manager", "GLUE2ComputingManager"],
          {"GLUE2ManagerID": MANAGER, "GLUE2ManagerProductName": "KVM", "GLUE2ManagerProductVersion": "7.2",
           "GLUE2ManagerServiceForeignKey": COMPUTE, "GLUE2ComputingManagerComputingServiceForeignKey": COMPUTE,
           "GLUE2ComputingManagerTotalLogicalCPUs": 512})


def template(name, processors, megabytes, at):
    name = f"resource_tpl#{name}"
    entry(f"{rdn('GLUE2ResourceID', name)},{at}", ["GLUE2Entity", "GLUE2Resource", "GLUE2ExecutionEnvironment"],
          {"GLUE2ResourceID": name, "GLUE2EntityName": name, "GLUE2ResourceManagerForeignKey": MANAGER,
           "GLUE2ExecutionEnvironmentComputingManagerForeignKey": MANAGER,
           "GLUE2ExecutionEnvironmentPlatform": "amd64", "GLUE2ExecutionEnvironmentOSFamily": "linux",
           "GLUE2ExecutionEnvironmentMainMemorySize": megabytes, "GLUE2ExecutionEnvironmentLogicalCPUs": processors,
           "GLUE2ExecutionEnvironmentConnectivityIn": "TRUE", "GLUE2ExecutionEnvironmentConnectivityOut": "TRUE",
           "GLUE2ExecutionEnvironmentVirtualMachine": "TRUE"})


def image(number, name, version, at):
    one = f"os_tpl#00000000-0000-4000-8000-{number:012}"
    entry(f"{rdn('GLUE2ApplicationEnvironmentID', one)},{at}", ["GLUE2Entity", "GLUE2ApplicationEnvironment"],
          {"GLUE2ApplicationEnvironmentID": one, "GLUE2EntityName": one, "GLUE2ApplicationEnvironmentAppName": name,
           "GLUE2ApplicationEnvironmentAppVersion": version,
           "GLUE2ApplicationEnvironmentRepository":
               f"https://appdb.example.org/store/vm/image/00000000-0000-4000-8000-{number:012}:{number}/",
           "GLUE2ApplicationEnvironmentComputingManagerForeignKey": MANAGER})


def cloud(site, at, age):
    group("cloud", at)
    at = f"GLUE2GroupID=cloud,{at}"
    compute = service(COMPUTE, "IaaS", "GLUE2ComputingService", site, CAPABILITIES, at, age)
    manager(compute)
    for values in ENDPOINTS:
        endpoint(values, "GLUE2ComputingEndpoint", COMPUTE, CAPABILITIES, compute, age)
    for values in TEMPLATES:
        template(*values, compute)
    for number, values in enumerate(IMAGES, 1):
        image(number, *values, compute)
    storage = service(STORAGE, "STaaS", "GLUE2StorageService", site, ["cloud.data.upload"], at, age)
    endpoint(CDMI, "GLUE2StorageEndpoint", STORAGE, ["cloud.data.upload"], storage, age)


def statistics(age):
    """The heartbeat of bdii-update; its time is an operational attribute."""
    now = stamp(age, "%Y%m%d%H%M%SZ")
    counts = ["UpdateTime", "DBUpdateTime", "NewEntries", "QueryTime", "ProvidersTime", "FailedAdds", "ModifiedEntries",
              "DeletedEntries", "FailedDeletes", "FailedModifies", "PluginsTime", "ReadTime"]
    entry("o=infosys", ["organization"], {"o": "infosys"})
    entry("Hostname=localhost,o=infosys", ["UpdateStats"],
          {"Hostname": "localhost", "TotalEntries": 20, **dict.fromkeys(counts, 0),
           "createTimestamp": now, "modifyTimestamp": now})


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kind", choices=["site", "top", "resource"], default="site")
    parser.add_argument("--site", default="EXAMPLE-CLOUD")
    parser.add_argument("--created-age", type=lambda text: None if text == "none" else int(text), default=0)
    parser.add_argument("--validity", default="3600")
    parser.add_argument("--updated-age", type=int, default=0)
    parser.add_argument("--no-cloud", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    return parser.parse_args()


def grid():
    """The tree of GLUE 1.3, in which there is no site any more."""
    entry("o=grid", ["organization"], {"o": "grid"})
    for name in "local", "resource":
        entry(f"Mds-Vo-name={name},o=grid", ["Mds"], {"Mds-Vo-name": name})


def glue(options, at):
    age = age_of(options)
    entry("o=glue", ["organization"], {"o": "glue"})
    for name in "resource", "grid":
        group(name, "o=glue")
    if options.kind != "resource":
        domain(options.site, at, age)
    if not options.no_cloud:
        cloud(options.site, at, age)
    if options.kind == "top":
        domain(SECOND_SITE, f"{rdn('GLUE2DomainID', SECOND_SITE)},GLUE2GroupID=grid,o=glue", age)


def main():
    options = arguments()
    site = rdn("GLUE2DomainID", options.site)
    at = {"resource": "o=glue", "site": f"{site},o=glue", "top": f"{site},GLUE2GroupID=grid,o=glue"}[options.kind]
    trees = {"grid": grid,
             "glue": lambda: glue(options, at),
             "infosys": lambda: statistics(options.updated_age)}
    for name, write in trees.items():
        with open(options.folder / f"{name}.ldif", "w", encoding="ascii") as file, contextlib.redirect_stdout(file):
            write()
    print(json.dumps({"kind": options.kind, "site": options.site, "base": at})[1:-1])


if __name__ == "__main__":
    main()
