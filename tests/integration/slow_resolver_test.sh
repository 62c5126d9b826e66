#!/usr/bin/env bash
# A name server that takes every question and answers none: the probes end within -t all the same,
# and do not blame the site.
#   slow_resolver_test.sh CHECK_OCCI_VM CHECK_OCCI_TCP CHECK_CLOUD_BDII      77: this machine lends no name spaces
set -euo pipefail

if [ "${INSIDE:-}" != 1 ]; then
    own=(unshare --mount --net)
    [ "$(id -u)" = 0 ] || own+=(--map-root-user)
    "${own[@]}" true 2> /dev/null || { echo "Skipped: no name spaces of our own on this machine"; exit 77; }
    INSIDE=1 exec "${own[@]}" "$0" "$@"
fi

work=$(mktemp -d)
trap 'kill "$server" ${listener:+"$listener"} 2> /dev/null || true; rm -rf "$work"' EXIT
ip link set lo up
mkfifo "$work/ready"
python3 -c '
import socket, sys, time
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
open(sys.argv[1], "w").close()
time.sleep(60)' "$work/ready" &
server=$!
read -r _ < "$work/ready" || true
echo 'nameserver 127.0.0.1' > "$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf

failures=0
expect_ours() { # COMMAND...
    local start=$EPOCHREALTIME status=0 out
    out=$("$@" -t 3) || status=$?
    if awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { exit !(b - a < 3) }' && [ "$status" = 3 ] &&
        [[ $out == *"this host's resolver did not answer"* ]]; then
        echo "ok: $out"
    else
        echo "FAILED: status $status: $out"
        failures=1
    fi
}
expect_ours "$2" -H slow.example.org -p 443
expect_ours "$1" -e http://slow.example.org/ --checks-only --auth none
# libldap asks for this host's own name, which is in no /etc/hosts here.
echo '127.0.0.1 localhost' > "$work/hosts"
mount --bind "$work/hosts" /etc/hosts
python3 -c '
import socket, sys, time
server = socket.create_server(("127.0.0.1", 2170))
open(sys.argv[1], "w").close()
time.sleep(60)' "$work/ready" &
listener=$!
read -r _ < "$work/ready" || true
expect_ours "$3" -H slow.example.org
expect_ours "$3" -H 127.0.0.1
exit "$failures"
