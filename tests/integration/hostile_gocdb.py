"""Records of a GOCDB in which one text after another is an attack, and what a pull has to say of each.

A site for each field and attack: it has a good service, with a key that ends in 0G0, and where the field is one of a
service or a downtime a second one, 1G0, whose it is."""
import re
import urllib.parse

CDMI = "eu.egi.cloud.storage-management.cdmi"
OCCI = "eu.egi.cloud.vm-management.occi"
# Of services, what a probe that starts machines makes something of. They have that type, others a simpler one.
OF_MACHINES = ("site name", "service url", "service HOSTDN", "endpoint url", "service extension value", "image")


def attacks(pwned, length):
    """What is to be run, if it comes to it, makes a file whose name begins with `pwned`."""
    return {
        "command": f";id>{pwned}-command",
        "substitution": f"$(id>{pwned}-substitution)",
        "backticks": f"`id>{pwned}-backticks`",
        "pipe": f"|touch {pwned}-pipe &",
        "quotes": "\"'\"'\\",
        "lines": f"x\n}}\ndefine command {{\n command_name fedcloud-check_occi_tcp\n command_line /bin/touch {pwned}-lines\n}}\n",
        "order": "x\n[0] SHUTDOWN_PROCESS\n",
        "icinga": f"\"\n}}\nobject CheckCommand \"p\" {{ command = [ \"touch\", \"{pwned}-icinga\" ] }}\n/*",
        "exclamation": f"!{pwned}!x",
        "macro": "$USER1$ $ARG1$ $HOSTADDRESS$ $$",
        "cdata": "]]><x>&amp;",
        "control": "a\x01\x1b[2J\r\t\x7f\u0085\u202e\U0001f600",
        "long": "x" * length,
        "path": "../../etc/x",
        "braces": "{{{ }}} {{ .x }}",
    }


def setter(of, *path):
    """A function that puts a text into a record: `path` leads there, a number makes a list."""
    def put(records, text):
        record = records[of]
        for key, following in zip(path, path[1:]):
            if isinstance(key, int):
                record.extend([{}] if not record else [])
                record = record[key]
            else:
                record = record.setdefault(key, [] if isinstance(following, int) else {})
        if isinstance(path[-1], int):
            record.append(text)
        else:
            record[path[-1]] = text
    return put


def fields():
    """By name, how each text of a record is set."""
    found = {"site name": set_site_name}  # the oldest: a hostile service says that it is of the same site
    for name in ("key", "country", "country_code", "roc", "giis_url", "status", "infrastructure"):
        found[f"site {name}"] = setter("site", name)
    for name in ("SHORT_NAME", "OFFICIAL_NAME", "SITE_DESCRIPTION", "HOME_URL", "CONTACT_EMAIL", "TIMEZONE",
                 "GOCDB_PORTAL_URL", "SITE_IP", "DOMAIN_NAME"):
        found[f"site {name}"] = setter("site", "fields", name)
    for name in ("key", "type", "host", "site", "url", "monitored", "production"):
        found[f"service {name}"] = setter("service", name)
    for name in ("HOSTDN", "HOST_OS", "HOST_ARCH", "HOST_IP", "BETA", "CORE", "GOCDB_PORTAL_URL", "COUNTRY_NAME",
                 "ROC_NAME", "NOTIFICATIONS"):
        found[f"service {name}"] = setter("service", "fields", name)
    for name in ("id", "name", "url", "interface_name"):
        found[f"endpoint {name}"] = setter("service", "endpoints", 0, name)
    for of in ("site", "service"):
        found[f"{of} scope"] = setter(of, "scopes", 0)
        for name in ("local_id", "key", "value"):
            found[f"{of} extension {name}"] = setter(of, "extensions", 0, name)
    for name in ("key", "classification", "severity", "description"):
        found[f"downtime {name}"] = setter("downtime", name)
    for name in ("key", "type", "host", "site"):
        found[f"downtime of {name}"] = setter("affected", name)
    found["image"] = lambda records, text: records["service"].update(
        url=records["service"]["url"].split("?")[0] + "?image=" + urllib.parse.quote(text, safe=""))
    return found


def set_site_name(records, text):
    if len(text) < 1000:
        text = text[:80]  # longer ones would be no names of files when each byte is %XX
    for record in (records["service"], records["good"], records["affected"]):
        record["site"] = text
    records["site"]["name"] = text


def case(number, field, text, url):
    """The records of one site."""
    name = f"H-{number}"

    def service(last, kind):
        return {"key": f"{number}{last}G0", "site": name, "type": kind, "host": "127.0.0.1", "url": url}
    service_1 = service(1, OCCI if field in OF_MACHINES else CDMI)
    affected = {key: service_1[key] for key in ("key", "type", "host", "site")}
    # An extension that has no key is left out, whatever its value.
    extension = {"key": "K", "value": "V"}
    records = {
        "site": {"key": f"{number}G0", "name": name, "roc": "NGI_SI", "extensions": [dict(extension)]},
        "good": service(0, CDMI), "service": dict(service_1, extensions=[dict(extension)]), "affected": affected,
        "downtime": {"key": f"{number}9G0", "services": [affected], "severity": "OUTAGE",
                     "start_in": -60, "end_in": 3600, "description": f"of {name}"}}
    fields()[field](records, text)
    if field.startswith("site") and field not in OF_MACHINES:
        del records["service"], records["downtime"]
    return records


def registry(cases):
    return {"sites": [each["site"] for each in cases],
            "services": [each[name] for each in cases for name in ("good", "service") if name in each],
            "downtimes": [each["downtime"] for each in cases if "downtime" in each]}


def must_be_told(number, field, attack):
    """Patterns, each of which must match a line of what a pull says."""
    site, service, downtime = f"site 'H-{number}': ", f"service {number}1G0 [^:]*: ", f"downtime {number}9G0: "
    told = {
        "site key": [site + "its PRIMARY_KEY '.*' is not of the form"],
        "service key": ["service number \\d+: its PRIMARY_KEY '.*' is not of the form",
                        f"service number \\d+: it cannot be named \\(127.0.0.1 of 'H-{number}'\\): left out"],
        "service host": [f"service {number}1G0 .*: its HOSTNAME '.*' is no host name: left out"],
        "service monitored": [service + "its NODE_MONITORED is '.*', neither Y nor N: taken for N"],
        "service production": [service + "its IN_PRODUCTION is '.*', neither Y nor N: taken for N"],
        "downtime key": ["downtime number \\d+: its PRIMARY_KEY '.*' is not of the form",
                         f"downtime number \\d+: it cannot be named \\('of H-{number}'\\): left out"],
    }.get(field, [])
    if attack == "long":
        cut = " has \\d{5,7} bytes: cut to \\d+"
        told = told + {
            "site name": ["site number \\d+: its name 'x+…' has 4096 bytes, and not 1 to 255: left out"],
            "service type": [service + "its SERVICE_TYPE has 4096 bytes, and not 1 to 255: left out"],
            "site country": [site + "its COUNTRY" + cut], "site roc": [site + "its ROC" + cut],
            "site giis_url": [site + "its GIIS_URL" + cut], "site scope": [site + "its SCOPE" + cut],
            "site extension key": [site + "its KEY" + cut], "site extension value": [site + "its VALUE" + cut],
            "service url": [service + "its URL" + cut], "image": [service + "its URL" + cut],
            "service HOSTDN": [service + "its HOSTDN" + cut],
            "endpoint name": [service + "its NAME" + cut],
            "downtime description": [downtime + "its DESCRIPTION" + cut],
        }.get(field, [])
    return [re.compile(pattern) for pattern in told]


def has_profile(field, attack):
    """GOCDB is asked for the five statuses that there are, and a name is no longer than the name of a file."""
    return field != "site status" and (field, attack) != ("site name", "long")
