"""What stands before the Keystone of a site, as far as log-ins from outside need it.

In EGI's guide for providers that is Apache: mod_auth_openidc (AuthType oauth20) looks at the access
token and hands its claims on in headers OIDC-*, and mod_gridsite hands on what it found in a proxy.
Here, access tokens are looked up in a table, and for proxies a real Apache with mod_gridsite may stand
before this one, which sends X-Grst-Conn-Auri-0 and X-Grst-Voms-Fqans with what is in the variables
GRST_CONN_AURI_0 and GRST_VOMS_FQANS.
"""
import base64
import json
import os
import secrets
import time

ISSUER = "https://aai.egi.eu/auth/realms/egi"
FEDERATION = "/v3/OS-FEDERATION/identity_providers/egi.eu/protocols/"
CREDENTIALS = ("HTTP_AUTHORIZATION", "HTTP_X_AUTH_TOKEN", "HTTP_X_SUBJECT_TOKEN",
               "HTTP_X_GRST_CONN_AURI_0")
# mod_auth_openidc, oidc_oauth_return_www_authenticate(): no realm, as EGI's guide sets no AuthName.
CHALLENGE = 'Bearer error="{}", error_description="{}"'
PAGE = b"""<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>401 Unauthorized</title>
</head><body>
<h1>Unauthorized</h1>
<p>This server could not verify that you
are authorized to access the document
requested.</p>
</body></html>
"""


def make_claims(name, issued, expires, groups):
    return {"iss": ISSUER, "sub": f"{secrets.token_hex(32)}@egi.eu", "jti": secrets.token_hex(16),
            "iat": int(issued), "exp": int(expires), "typ": "Bearer", "scope": "openid profile email",
            "email": f"{name}@example.org",
            "eduperson_entitlement": [f"urn:mace:egi.eu:group:{group}#aai.egi.eu" for group in groups]}


def make_token(claims):
    """A JWT whose claims are true and whose signature is noise."""
    parts = [json.dumps(part).encode() for part in ({"alg": "RS256", "typ": "JWT"}, claims)]
    parts.append(secrets.token_bytes(256))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def write_tokens(folder):
    """Writes one token of each kind; returns the files by kind, and the claims by token."""
    now, hour = time.time(), 3600
    ops = ("ops:role=member", "ops:role=vm_operator")
    claims_of = {"good": make_claims("member", now, now + 12 * hour, ops),
                 "no_vo": make_claims("stranger", now, now + 12 * hour, ("other.example.org:role=member",)),
                 "expired": make_claims("late", now - 2 * hour, now - hour, ops)}
    files, known = {}, {}
    for kind, claims in claims_of.items():
        token = make_token(claims)
        files[kind] = os.path.join(folder, f"token-{kind}.jwt")
        with open(os.open(files[kind], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(token + "\n")
        known[token] = claims
    return files, known


def in_headers(claims):
    """The claims as WSGI has the headers of mod_auth_openidc, with OIDCClaimDelimiter ';'."""
    for name, value in claims.items():
        text = ";".join(value) if isinstance(value, list) else str(value)
        yield "HTTP_OIDC_" + name.upper().replace("-", "_"), text


class Edge:
    """A WSGI application before Keystone's, which also keeps a log."""

    def __init__(self, keystone, claims_by_token, log):
        self.keystone = keystone
        self.claims_by_token = claims_by_token
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __call__(self, environ, start_response):
        names = [name[5:].replace("_", "-").title() for name in CREDENTIALS if name in environ]
        path = environ.get("PATH_INFO", "")
        if path == "/v3/auth/tokens" and environ["REQUEST_METHOD"] == "POST":
            names.append("body")

        def note_and_start(status, *rest):
            # Before there is an answer, so that who has one finds the line.
            os.write(self.log, " ".join((environ["REQUEST_METHOD"], environ["REQUEST_URI"], status[:3],
                                         ",".join(names) or "-")).encode() + b"\n")
            return start_response(status, *rest)

        for name in [name for name in environ if name.startswith(("HTTP_OIDC_", "GRST_"))]:
            del environ[name] # that is for us to say
        if path.startswith(FEDERATION + "openid/auth"):
            problem = self.take_access_token(environ)
            if problem:
                note_and_start("401 Unauthorized", [
                    ("WWW-Authenticate", CHALLENGE.format(*problem)),
                    ("Content-Type", "text/html; charset=iso-8859-1"), ("Content-Length", str(len(PAGE)))])
                return [PAGE]
        elif path.startswith(FEDERATION + "mapped/auth"):
            for name in ("GRST_CONN_AURI_0", "GRST_VOMS_FQANS"):
                # Apache's "(null)": there is no such variable.
                if environ.get("HTTP_X_" + name, "(null)") != "(null)":
                    environ[name] = environ["HTTP_X_" + name]
        return self.keystone(environ, note_and_start)

    def take_access_token(self, environ):
        """Error and description of a 401, or None."""
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return "invalid_request", "No bearer token found in the request"
        claims = self.claims_by_token.get(token.strip())
        if claims is None or claims["exp"] <= time.time():
            return "invalid_token", "Reference token could not be introspected"
        environ.update(in_headers(claims), REMOTE_USER=claims["sub"], AUTH_TYPE="oauth20")
        return None
