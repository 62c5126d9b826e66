#!/usr/bin/env bash
# A real BDII: OpenLDAP's slapd with the schema of GLUE 2.0 and of the BDII's own statistics, which holds
# what bdii_sample.py writes.
#   bdii_server.sh [--check] [--kind site|top|resource] [--site NAME] [--created-age SECONDS|none]
#                  [--validity TEXT] [--updated-age SECONDS] [--no-cloud] STATE_DIR
# --created-age: how old GLUE2EntityCreationTime is, or that there is none; --updated-age: the same of the
# last update of the BDII (a negative age is in the future); --no-cloud: the site publishes no cloud. Ready,
# it prints
#   {"url": "ldap://127.0.0.1:PORT", "pid": ..., "kind": ..., "site": ..., "base": DN, "log": ...}
# ("base": where the site's groups are) and ends with its standard input. 77: a package is missing here.
#
# It runs as whoever starts it, and touches nothing but STATE_DIR: a slapd of the system, if there is one,
# does not notice.
set -euo pipefail
source "$(dirname "$0")/servers.sh"

here=$(realpath "$(dirname "$0")")

# find_file NAME FOLDER...: the first one that has it; with none, empty.
find_file() {
    local name=$1 folder
    shift
    for folder in "$@"; do
        [ ! -r "$folder/$name" ] || { echo "$folder/$name"; return; }
    done
}

check() {
    command -v slapd apt-get > /dev/null || { echo "Skipped: this system has no package of slapd" >&2; exit 77; }
    need slapd=slapd python3=python3 ss=iproute2 setpriv=util-linux
    local name
    schemas=()
    for name in core=slapd cosine=slapd BDII=bdii Glue-CORE=glue-schema Glue-MDS=glue-schema GLUE20=glue-schema; do
        schemas+=("$(find_file "${name%=*}.schema" /etc/ldap/schema /etc/openldap/schema /etc/bdii)")
        [ -n "${schemas[-1]}" ] || { echo "Skipped: not installed: ${name#*=}" >&2; exit 77; }
    done
}

parse() {
    wanted=() state=''
    while [ $# -gt 0 ]; do
        case $1 in
            --check) check; exit 0 ;;
            --no-cloud) wanted+=("$1"); shift ;;
            --kind | --site | --created-age | --validity | --updated-age)
                wanted+=("$1=${2?$1 needs a value}"); shift 2 ;;
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

# As a BDII's own configuration has it: three trees, and these limits.
write_config() {
    local schema module tree
    for schema in "${schemas[@]}"; do
        echo "include \"$schema\""
    done
    for module in /usr/lib/ldap /usr/lib64/openldap /usr/libexec/openldap; do
        [ ! -e "$module/back_mdb.la" ] || printf 'modulepath %s\nmoduleload back_mdb\n' "$module"
    done
    cat << CONF
allow bind_v2
pidfile "$state/slapd.pid"
argsfile "$state/slapd.args"
idletimeout 120
sizelimit unlimited
timelimit 2400
CONF
    for tree in grid glue infosys; do
        printf 'database mdb\nmaxsize 16777216\nsuffix o=%s\nrootdn o=%s\ndirectory "%s"\nindex objectClass eq\n' \
            $tree $tree "$state/$tree"
    done
}

# AppArmor, where it is on, keeps Debian's slapd to the system's folders; it knows it by its path, so a
# copy is free of that.
fill() {
    local tree
    rm -rf "$state"/{grid,glue,infosys}
    mkdir "$state"/{grid,glue,infosys}
    cp "$(command -v slapd)" "$state/slapd"
    write_config > "$state/slapd.conf"
    sample=$(python3 "$here/bdii_sample.py" "${wanted[@]}" "$state") || fail "no sample for: ${wanted[*]}"
    for tree in grid glue infosys; do
        if ! "$state/slapd" -T add -q -f "$state/slapd.conf" -b "o=$tree" -l "$state/$tree.ldif" &> "$state/slapd.log"; then
            cat "$state/slapd.log" >&2
            fail "slapd does not take the sample"
        fi
    done
}

start() { # PORT
    launch "$state/slapd.log" "$state/slapd" -d none -f "$state/slapd.conf" -h "ldap://127.0.0.1:$1/" < /dev/null
    wait_for 15 listens "$1"
}

[ $# -gt 0 ] || fail "wanted: STATE_DIR"
parse "$@"
check
umask 077
fill
started start "$state/slapd.log"
hold "$(printf '{"url": "ldap://127.0.0.1:%s", "pid": %s, "log": "%s", %s}' \
    "$port" "$server_pid" "$state/slapd.log" "$sample")"
