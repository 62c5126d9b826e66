#!/usr/bin/env bash
# A real Keystone, federated as the sites of EGI are: with access tokens of Check-in and with proxies of
# a VO. Its database, keys, configuration and logs are in STATE_DIR and nowhere else.
#   keystone_server.sh [--check] STATE_DIR [--occi URL]
# --occi: the catalogue has an OCCI service there. Ready, it prints one line of JSON:
#   {"url": "http://127.0.0.1:PORT", "v3": ..., "pid": ...,
#    "admin": {"user": "admin", "password": "secret"}, "user": {"name": "probe", "password": "probe-secret"},
#    "domain": "Default", "projects": {"ops": ID, "ops-archive": ID},
#    "identity_provider": "egi.eu", "protocols": ["openid", "mapped"],
#    "tokens": {"good": FILE, "no_vo": FILE, "expired": FILE}, "log": FILE, "keystone_log": FILE}
# and ends with its standard input. 77: a package is missing here.
#
# The user probe may use both projects; who comes from outside, only ops. "log" has a line for each
# request, written before its answer: method, address, status, and where it had credentials: names of
# headers, and "body" ("-": nowhere).
# The links in answers follow the Host header, so the server may stand behind another one; what that
# one has to do for the protocol mapped is in keystone_edge.py.
set -euo pipefail
source "$(dirname "$0")/servers.sh"

here=$(realpath "$(dirname "$0")")
system_python=/usr/bin/python3 # uwsgi's plugin is that one, and not what PATH has
plugin=/usr/lib/uwsgi/plugins/python3_plugin.so
# With the system's packages, whatever the user has of their own.
clean=(env -u PYTHONHOME -u PYTHONPATH PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1)

# All that is missing on one line; Keystone is looked for where the plugin will.
check() {
    local wanted=(uwsgi=uwsgi-core ss=iproute2 setpriv=util-linux python3=python3)
    [ -e "$plugin" ] || wanted+=("$plugin=uwsgi-plugin-python3")
    if ! "${clean[@]}" "$system_python" -c \
        'import importlib.util as util; raise SystemExit(util.find_spec("keystone") is None)' 2> /dev/null; then
        command -v apt-get > /dev/null || { echo "Skipped: this system has no package of Keystone" >&2; exit 77; }
        wanted+=("the keystone of $system_python=python3-keystone")
    fi
    need "${wanted[@]}"
}

parse() {
    occi='' state=''
    while [ $# -gt 0 ]; do
        case $1 in
            --check) check; exit 0 ;;
            --occi) occi=${2:?--occi needs an address}; shift 2 ;;
            --*) fail "unknown option '$1'" ;;
            *)
                [ -z "$state" ] || fail "one STATE_DIR is enough: $1"
                mkdir -p "$1"
                state=$(realpath "$1")
                shift ;;
        esac
    done
    [ -n "$state" ] || fail "wanted: STATE_DIR"
}

# Methods and [openid] are those of EGI's guide for providers. Without a cache, each request would take
# 0.2 s, nearly all of it in the database; bcrypt's rounds and waiting for the disk are time, too.
# The folder nothing.d keeps Keystone from the configuration and the policies in /etc.
write_config() {
    cat << CONF
[DEFAULT]
log_file = $state/keystone.log
[database]
connection = sqlite:///$state/keystone.db
sqlite_synchronous = false
[fernet_tokens]
key_repository = $state/fernet-keys
[fernet_receipts]
key_repository = $state/fernet-keys
[credential]
key_repository = $state/credential-keys
[cache]
enabled = true
backend = dogpile.cache.memory
[identity]
password_hash_rounds = 4
[auth]
methods = password,token,openid,mapped
[openid]
remote_id_attribute = HTTP_OIDC_ISS
[oslo_policy]
policy_dirs = $state/nothing.d
CONF
}

is_ready() { [ -s "$state/ready.json" ] && listens "$1"; }

# One process, without uwsgi's master: it makes the database, fills it and serves it, so that Keystone
# is loaded once, which is what takes the time. It need not be the user keystone: it runs as whoever
# starts it, who can read STATE_DIR. At the end nothing is torn down: greenlet, which Keystone loads,
# would now and then abort there.
start() { # PORT
    rm -rf "$state"/keystone.db* "$state"/{fernet,credential}-keys "$state"/{ready.json,requests.log,keystone.log}
    mkdir -p "$state"/{fernet-keys,credential-keys,nothing.d}
    write_config > "$state/keystone.conf"
    launch "$state/uwsgi.log" "${clean[@]}" \
        XDG_CACHE_HOME="$state/cache" KEYSTONE_STATE="$state" KEYSTONE_URL="http://127.0.0.1:$1" KEYSTONE_OCCI="$occi" \
        uwsgi --plugin python3 --http-socket "127.0.0.1:$1" --threads 4 --die-on-term \
        --pythonpath "$here" --wsgi-file "$here/keystone_app.py" --need-app \
        --buffer-size 65535 --post-buffering 65536 --disable-logging --skip-atexit --skip-atexit-teardown < /dev/null
    wait_for 60 is_ready "$1"
}

[ $# -gt 0 ] || fail "wanted: STATE_DIR"
parse "$@"
check
umask 077
started start "$state/uwsgi.log"
hold "$(cat "$state/ready.json")"
