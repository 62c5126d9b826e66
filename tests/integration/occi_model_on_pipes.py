"""Runs a command whose standard output is HTTP requests and whose standard input takes the answers:
a model of OCCI, in text/plain, and empty collections.

    occi_model_on_pipes.py COMMAND...

The command takes over this process; who answers is its child, and ends with it.
"""
import os
import re
import sys

INFRASTRUCTURE = "http://schemas.ogf.org/occi/infrastructure#"
CORE = "http://schemas.ogf.org/occi/core#"
SITE = "http://occi.s-server.example.org/occi/infrastructure/"
REQUEST = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.[01]\r\n((?:[^\r\n]+\r\n)*)\r\n")


def category(term, scheme, kind, title, rel, location):
    return (f'Category: {term};scheme="{scheme}";class="{kind}";title="{title}";rel="{rel}";'
            f'location="{location}"')


def model():
    lines = [category(term, INFRASTRUCTURE, "kind", term, CORE + parent, f"/{term}/")
             for term, parent in (("compute", "resource"), ("network", "resource"),
                                  ("storage", "resource"), ("storagelink", "link"),
                                  ("networkinterface", "link"))]
    for name, term, title in (("os_tpl", "uuid_egi_cirros_1", "Image for EGI CirrOS"),
                              ("resource_tpl", "small", "Small")):
        lines.append(f'Category: {name};scheme="{INFRASTRUCTURE}";class="mixin";title="{name}";'
                     f'location="/mixin/{name}/"')
        lines.append(category(term, f"{SITE}{name}#", "mixin", title, INFRASTRUCTURE + name,
                              f"/mixin/{name}/{term}/"))
    for term, scheme in (("user_data", "http://schemas.openstack.org/compute/instance#"),
                         ("public_key", "http://schemas.openstack.org/instance/credentials#")):
        lines.append(f'Category: {term};scheme="{scheme}";class="mixin";title="{term}";'
                     f'location="/mixin/{term}/"')
    return "\n".join(lines)


def answer(method, path):
    status, body = "200 OK", ""
    if method not in ("GET", "HEAD"):
        status, body = "405 Method Not Allowed", "this site can only be read"
    elif path in ("/-/", "/.well-known/org/ogf/occi/-/"):
        body = model()
    elif path not in ("/compute/", "/network/", "/storage/"):
        status, body = "404 Not Found", "there is nothing here"
    head = (f"HTTP/1.1 {status}\r\nServer: openssl s_server OCCI/1.1\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n")
    return (head + ("" if method == "HEAD" else body)).encode()


def serve(requests, answers):
    received = b""
    while True:
        more = os.read(requests, 65536)
        if not more:
            return
        received += more
        # A connection may have ended within a request; what is no request is passed over, and so
        # are bodies.
        while found := REQUEST.search(received):
            received = received[found.end():]
            os.write(answers, answer(found[1].decode(), found[2].decode()))


def main():
    requests = os.pipe()
    answers = os.pipe()
    if os.fork() == 0:
        os.close(requests[1])
        os.close(answers[0])
        serve(requests[0], answers[1])
        return
    os.dup2(answers[0], 0)
    os.dup2(requests[1], 1)
    os.execvp(sys.argv[1], sys.argv[1:])


main()
