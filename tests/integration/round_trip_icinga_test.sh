#!/usr/bin/env bash
# From GOCDB to a real Icinga 2, a master with a satellite: records that are awkward are pulled and become
# configuration, each zone's checks are run by its node, and the states that Icinga shows are those that the very same
# command lines give by hand. An outage of GOCDB is a downtime while it lasts.
#   round_trip_icinga_test.sh FEDCLOUD_PROFILES FEDCLOUD_NAGIOS_CONFIG METRICS_JSON TESTBED PROBE...
# 77: no Icinga 2, curl, jq or Python on this machine
set -euo pipefail
here=$(realpath "$(dirname "$0")")
# shellcheck source=tests/integration/icinga_cluster.sh
source "$here/icinga_cluster.sh"
icinga_program > /dev/null || { echo "Skipped: not installed: icinga2-bin (Debian)"; exit 77; }
# shellcheck source=tests/integration/round_trip.sh
source "$here/round_trip.sh" "$@"
finish() {
    trap '' INT TERM
    icinga_stop
    clean_up
}
trap finish EXIT

trip_register
# Beside those that are there: one that begins in a few seconds, and one that ends then.
began=$(date +%s)
soon=12
for downtime in "1020G0 $soon 3600" "1050G0 -3600 $soon" "1060G0 86400 90000"; do
    read -r key start end <<< "$downtime"
    gocdb_call POST downtimes <(printf '{"services": ["%s"], "start_in": %s, "end_in": %s}' "$key" "$start" "$end") > /dev/null
done
trip_pull
echo '{"zones": {"south": {"ngi": ["NGI_DE"], "sites": ["-t 5"]}}}' > "$trip/zones.json"
icinga_folder=$trip/icinga
mkdir "$icinga_folder"
trip_hand_over "$(icinga_user)"
"$config" --target icinga2 --zones "$trip/zones.json" "${folders[@]}" --metrics "$trip/metrics.json" \
    --probe-dir "$trip/bin" --output "$trip/fedcloud" || { echo "FAILED: no configuration"; exit 1; }
sed -i 's/^template Service "fedcloud-service-local" {/&\n  vars.own = "ours"/' "$trip/fedcloud-templates.conf"
icinga_start "$icinga_folder" "$trip/fedcloud"
icinga_wait 90 || { echo "FAILED: not every service has been checked"; icinga_logs; icinga_states; exit 1; }

# `exec` would end this shell.
as_icinga() { (icinga_as "$@"); }
while IFS=$'\t' read -r site state output zone node command; do
    mapfile -t words < <(jq -r '.[]' <<< "$command")
    trip_compare "$state" "$output" as_icinga -- "${words[@]}"
    case $site in
        100%25%20CLOUD | cloud.north.example.org | %2Dt%205) expect "$site: zone and node" "$zone $node" "south south" ;;
        *) expect "$site: zone and node" "$zone $node" "master master" ;;
    esac
done < <(icinga_api master objects/services | jq -r '.results[].attrs | [.vars.fedcloud_site, .state,
    (.last_check_result.output | split("\n")[0]), .zone, .last_check_result.check_source,
    (.last_check_result.command | tojson)] | join("\t")')

attribute() { # NODE KEY WHAT: of the checks of a service
    icinga_api "$1" objects/services |
        jq -r "[.results[].attrs | select(.vars.fedcloud_service_key == \"$2\") | $3] | unique | join(\",\")"
}
expect "perfdata" "$(attribute master 1000G0 '.last_check_result.performance_data | length > 0')" true
expect "the administrator's template, on the satellite" "$(attribute south 1010G0 .vars.own)" ours
expect "not in production" "$(attribute master 1040G0 .vars.fedcloud_production)" false
expect "an outage" "$(attribute south 1010G0 .downtime_depth)" 1
expect "what is merely at risk" "$(attribute master 1000G0 .downtime_depth)" 0
for _ in $(seq 150); do
    [ "$(attribute south 1020G0 .downtime_depth)$(attribute south 1050G0 .downtime_depth)" != 10 ] || break
    sleep 0.2
done
expect "an outage that has begun, on the satellite" "$(attribute south 1020G0 .downtime_depth)" 1
expect "an outage that is over, on the satellite" "$(attribute south 1050G0 .downtime_depth)" 0
expect "it began when it should" "$(($(date +%s) - began >= soon - 1))" 1
icinga_until 10 test "$(attribute master 1020G0 .downtime_depth)" = 1 || true
expect "and on the master" "$(attribute master 1020G0 .downtime_depth)" 1
expect "an outage to come" "$(attribute master 1060G0 .downtime_depth)" 0
icinga_stop
trip_finish
expect "files" "$(find "$trip/fedcloud" -type f -printf '%P\n' | sort | tr '\n' ' ')" \
    ".fedcloud-nagios-config main.conf zones.conf.example zones.d/global-templates/commands.conf zones.d/global-templates/groups.conf zones.d/global-templates/templates.conf zones.d/master/EGI.eu.conf zones.d/master/NGI_IT.conf zones.d/master/NGI_SI.conf zones.d/master/zone.conf zones.d/south/NGI_DE.conf zones.d/south/none.conf zones.d/south/zone.conf "
finish_self_test
