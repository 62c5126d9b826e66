#!/usr/bin/env bash
# From GOCDB to a real Nagios 4: records that are awkward are pulled and become configuration, Nagios runs the checks,
# and the states that it shows are those that the very same command lines give by hand.
#   round_trip_nagios_test.sh FEDCLOUD_PROFILES FEDCLOUD_NAGIOS_CONFIG METRICS_JSON TESTBED PROBE...
# 77: no Nagios, curl, jq or Python on this machine
set -euo pipefail
here=$(realpath "$(dirname "$0")")
# shellcheck source=scripts/nagios.sh
source "$here/../../scripts/nagios.sh"
nagios_program > /dev/null || { echo "Skipped: not installed: nagios4-core (Debian) or nagios (EL, EPEL)"; exit 77; }
# shellcheck source=tests/integration/round_trip.sh
source "$here/round_trip.sh" "$@"
finish() {
    trap '' INT TERM
    nagios_stop
    clean_up
}
trap finish EXIT

trip_register
trip_pull
nagios=$trip/nagios
nagios_main "$nagios" 60 "$trip/fedcloud"
sed -i 's/^check_external_commands=.*/check_external_commands=1/' "$nagios/nagios.cfg"
trip_hand_over nagios
make=("$config" --target nagios "${folders[@]}" --metrics "$trip/metrics.json" --probe-dir "$trip/bin")
"${make[@]}" --output "$trip/fedcloud" --main-config "$nagios/nagios.cfg" || { echo "FAILED: no configuration"; exit 1; }
nagios_start "$nagios"

# commands: of each check that Nagios has read, its host, name and command line, between tabs.
commands() {
    awk -F '\t' -v OFS='\t' '
        $2 == "command_name" { name = $3 }
        $2 == "command_line" { line[name] = $3 }
        /^define service {/ { inside = 1 }
        inside && $2 == "host_name" { host = $3 }
        inside && $2 == "service_description" { service = $3 }
        inside && $2 == "check_command" {
            at = index($3, "!")
            command = line[substr($3, 1, at - 1)]
            sub(/\$ARG1\$/, substr($3, at + 1), command)
            print host "/" service, command
            inside = 0
        }' "$nagios/tmp/objects.cache"
}
nagios_wait "$nagios" 90 || { echo "FAILED: no result for every service"; cat "$nagios/nagios.log"; exit 1; }
declare -A state words
while IFS=$'\037' read -r host metric _ now _ first _; do
    state[$host/$metric]=$now
    words[$host/$metric]=$first
done < <(nagios_status "$nagios")
while IFS=$'\t' read -r check command; do
    trip_compare "${state[$check]}" "${words[$check]}" as_nagios -- sh -c "exec $command"
done < <(commands)

# Downtimes are orders: an outage, and nothing that is merely at risk.
orders() { "${make[@]}" --downtimes "$nagios/status.dat"; }
in_downtime() { grep -c '^servicedowntime' "$nagios/status.dat" || true; }
orders > "$nagios/tmp/nagios.cmd"
for _ in $(seq 100); do
    [ -n "$(orders)" ] || break
    sleep 0.1
done
expect "downtimes: nothing is left to do" "$(orders)" ""
expect "downtimes" "$(in_downtime)" 2
expect "downtimes: of which" "$(awk '/^servicedowntime/ { inside = 1 } inside && /host_name=/ { print; inside = 0 }' "$nagios/status.dat" |
    sort -u | tr -d '\t')" host_name=127.0.0.1_at_cloud.north.example.org
nagios_stop
trip_finish
finish_self_test
