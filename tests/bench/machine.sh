# A whole run of check_occi_vm: time and requests. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "a machine that is active after 2.0 s"
source "$root/tests/bench/site.sh"
curl -sf -X DELETE "$control/requests" > /dev/null
start=$EPOCHREALTIME
out=$("$bin/probes/occi-vm/check_occi_vm" -t 60 -e "$endpoint" --os-tpl uuid_egi_cirros_2 --auth none \
    --ca-path "$work/pki/certificates" --state-dir "$work/state")
wall=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
boot=$(sed -E 's/.* boot=([0-9.]+)s.*/\1/' <<< "$out")
read -r requests connections handshakes < <(curl -sf "$control" |
    jq -r '.counters | "\(.requests) \(.connections) \(.tls_handshakes)"')
limit "reported boot time" "$boot s" "$boot" 2.5 "at most 2.5 s"
limit "requests" "$requests" "$requests" 12 "at most 12"
exactly "TCP connections" "$connections" 1
exactly "TLS handshakes" "$handshakes" 1
rows+=("| whole run, wall clock | $wall s | | |")
