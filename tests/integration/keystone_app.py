"""What uwsgi loads for keystone_server.sh: a Keystone with a new database, filled and ready to serve.

Everything happens in this one process, because to load Keystone is most of the work: the steps of
keystone-manage (db_sync, fernet_setup, credential_setup, bootstrap) by the functions behind them, and
the rest by Keystone's own API, called without a network.
"""
import json
import os
import sqlite3
import sys

import keystone.conf
import keystone.server
from keystone.cmd import bootstrap
from keystone.common import fernet_utils
from keystone.common.sql import upgrades
from keystone.server.flask import application as flask_application
from keystone.server.flask import core

import keystone_edge

STATE = os.environ["KEYSTONE_STATE"]
URL = os.environ["KEYSTONE_URL"]
OCCI = os.environ["KEYSTONE_OCCI"]
ADMIN = {"user": "admin", "password": "secret"}
PROBE = {"name": "probe", "password": "probe-secret"}


def make_database():
    sys.argv = ["keystone", "--config-file", f"{STATE}/keystone.conf", "--config-dir", f"{STATE}/nothing.d"]
    keystone.server.configure()
    # Else a reading transaction of one thread makes another's write fail: "database is locked".
    database = sqlite3.connect(f"{STATE}/keystone.db")
    database.execute("PRAGMA journal_mode=WAL").fetchone()
    database.close()
    upgrades.offline_sync_database_to_version()
    for group in ("fernet_tokens", "credential"):
        folder = keystone.conf.CONF[group].key_repository
        fernet_utils.FernetUtils(folder, 3, group).initialize_key_repository()


def make_administrator():
    maker = bootstrap.Bootstrapper() # loads all back ends, too
    maker.admin_username = maker.project_name = maker.admin_role_name = ADMIN["user"]
    maker.admin_password = ADMIN["password"]
    maker.service_name = "keystone"
    maker.region_id = "RegionOne"
    maker.public_url = maker.internal_url = maker.admin_url = f"{URL}/v3"
    maker.immutable_roles = True
    maker.bootstrap()


class Administrator:
    """Calls Keystone's API; what is refused ends the server."""

    def __init__(self, app):
        self.client = app.test_client()
        scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
        user = {"name": ADMIN["user"], "password": ADMIN["password"], "domain": {"id": "default"}}
        log_in = {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}
        self.headers = {}
        self.headers["X-Auth-Token"] = self.answer("POST", "auth/tokens", {"auth": log_in}).headers["X-Subject-Token"]

    def answer(self, method, path, body=None):
        answer = self.client.open(f"/v3/{path}", method=method, json=body, headers=self.headers)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.get_data(as_text=True)}")
        return answer

    def make(self, kind, **fields):
        """POST of one object; returns its id."""
        return self.answer("POST", kind + "s", {kind: fields}).json[kind]["id"]

    def put(self, path, body=None):
        self.answer("PUT", path, body)


def fill_projects(admin):
    """Returns the ids of the projects, and that of the group that who comes from outside is put into."""
    member = admin.answer("GET", "roles?name=member").json["roles"][0]["id"]
    projects = {name: admin.make("project", name=name, domain_id="default", description=text)
                for name, text in (("ops", "EGI ops VO"), ("ops-archive", "What ops keeps"))}
    probe = admin.make("user", domain_id="default", **PROBE)
    group = admin.make("group", name="ops-members", domain_id="default")
    for project in projects.values():
        admin.put(f"projects/{project}/users/{probe}/roles/{member}")
    admin.put(f"projects/{projects['ops']}/groups/{group}/roles/{member}")
    return projects, group


def fill_federation(admin, group):
    """The identity provider and its mappings, as in EGI's guide for providers."""
    def mapping(name, remote):
        local = [{"user": {"name": "{0}"}, "group": {"id": group}}]
        admin.put(f"OS-FEDERATION/mappings/{name}", {"mapping": {"rules": [{"local": local, "remote": remote}]}})

    mapping("egi-mapping", [
        {"type": "HTTP_OIDC_SUB"},
        {"type": "HTTP_OIDC_ISS", "any_one_of": [keystone_edge.ISSUER]},
        {"type": "HTTP_OIDC_EDUPERSON_ENTITLEMENT", "regex": True,
         "any_one_of": [r"^urn:mace:egi\.eu:group:ops:role=vm_operator#aai\.egi\.eu$"]}])
    mapping("voms", [
        {"type": "GRST_CONN_AURI_0"},
        {"type": "GRST_VOMS_FQANS", "regex": True, "any_one_of": ["^/ops/.*"]}])
    provider = "OS-FEDERATION/identity_providers/egi.eu"
    admin.put(provider, {"identity_provider": {"enabled": True, "remote_ids": [keystone_edge.ISSUER]}})
    admin.put(f"{provider}/protocols/openid", {"protocol": {"mapping_id": "egi-mapping"}})
    admin.put(f"{provider}/protocols/mapped", {"protocol": {"mapping_id": "voms"}})


def fill_catalogue(admin):
    """Of a service, only the public address in RegionOne is one to go to."""
    services = {"compute": f"{URL.rpartition(':')[0]}:8774/v2.1"}
    if OCCI:
        services["occi"] = OCCI
    admin.make("region", id="RegionTwo")
    for kind, url in services.items():
        service = admin.make("service", type=kind, name=f"{kind}-service")
        for region, interface, address in (
                ("RegionTwo", "public", f"http://{kind}.region-two.invalid/"),
                ("RegionOne", "admin", f"http://{kind}.admin.invalid/"),
                ("RegionOne", "internal", f"http://{kind}.internal.invalid/"),
                ("RegionOne", "public", url)):
            admin.make("endpoint", service_id=service, region_id=region, interface=interface, url=address)


def tell(projects, files):
    """keystone_server.sh's line, which appears in one go."""
    line = {"url": URL, "v3": f"{URL}/v3", "pid": os.getpid(), "admin": ADMIN, "user": PROBE, "domain": "Default",
            "projects": projects, "identity_provider": "egi.eu", "protocols": ["openid", "mapped"],
            "tokens": files, "log": f"{STATE}/requests.log", "keystone_log": f"{STATE}/keystone.log"}
    with open(f"{STATE}/ready.part", "w") as out:
        out.write(json.dumps(line) + "\n")
    os.rename(f"{STATE}/ready.part", f"{STATE}/ready.json")


def make_application():
    make_database()
    make_administrator()
    app = core.setup_app_middleware(flask_application.application_factory("public"))
    admin = Administrator(app)
    projects, group = fill_projects(admin)
    fill_federation(admin, group)
    fill_catalogue(admin)
    files, claims_by_token = keystone_edge.write_tokens(STATE)
    tell(projects, files)
    return keystone_edge.Edge(app, claims_by_token, f"{STATE}/requests.log")


application = make_application()
