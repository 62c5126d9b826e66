#!/usr/bin/env bash
# A hostile GOCDB, the whole way: each text of each of its records is an attack in turn. What a pull refuses it tells by
# name; a real scheduler loads what is made of the rest and runs its checks; no command runs, nothing is written
# elsewhere, and the good services of all these sites are checked.
#   round_trip_hostile_test.sh pulls|nagios|icinga FEDCLOUD_PROFILES FEDCLOUD_NAGIOS_CONFIG METRICS_JSON TESTBED PROBE...
# 77: no such scheduler, curl, jq or Python on this machine
set -euo pipefail
here=$(realpath "$(dirname "$0")")
scheduler=$1
shift
# shellcheck source=scripts/nagios.sh
source "$here/../../scripts/nagios.sh"
# shellcheck source=tests/integration/icinga_cluster.sh
source "$here/icinga_cluster.sh"
case $scheduler in
    nagios) nagios_program > /dev/null || { echo "Skipped: not installed: nagios4-core (Debian) or nagios (EL, EPEL)"; exit 77; } ;;
    icinga) icinga_program > /dev/null || { echo "Skipped: not installed: icinga2-bin (Debian)"; exit 77; } ;;
esac
# shellcheck source=tests/integration/round_trip.sh
source "$here/round_trip.sh" "$@"
finish() {
    trap '' INT TERM
    nagios_stop
    icinga_stop
    clean_up
}
trap finish EXIT

testbed_start --site good --gocdb g,max-page-size=50,tls=good,client-cert=optional
gocdb=$(url_of gocdbs g)
url="$(url_of sites good)/?image=uuid_egi_cirros_2&resource=small"
every_site=(--scope '' --certification-status any --production-status any
    --cert "$pki/user.pem" --ca-path "$pki/certificates" --format json)
# Who runs the checks could write here.
touch "$trip/robot.pem"
mkdir "$trip/open" "$trip/cwd"
chmod 777 "$trip/open" "$trip/cwd"
pwned=$trip/open/pwned
cd "$trip/cwd"

if [ "$scheduler" = pulls ]; then
    result=0
    python3 "$here/hostile_pulls.py" "$profiles" "$control" "$gocdb" "$trip/open" "${every_site[@]}" || result=$?
    expect "one after the other" "$result" 0
    finish_self_test
    exit
fi

hostile() { python3 "$here/hostile_registry.py" "$1" "$pwned" "$url" "${@:2}"; }
hostile registry > "$work/registry.json"
gocdb_call PUT registry "$work/registry.json" > /dev/null
everything() { # that there is, but for what is to be written
    find "$work" ! -path "$trip/profiles*" ! -path "$trip/fedcloud*" ! -path "$trip/daemon/*" ! -path "$trip/state/*" \
        -printf '%P\n' | sort
}
mkdir "$trip/daemon"
touch "$trip/metrics.json" "$work"/{pulled,problems,before,verified,states,orders}
everything > "$work/before"
pull "${every_site[@]}"
expect "pull" "$status" 0
expect "pull: what is refused is told" "$(hostile check "$work/pulled")" ""
sites=$(hostile sites)
expect "profiles" "$(find "$trip/profiles" -name '*.json' | wc -l)" "$sites"
expect "profiles: names" \
    "$(find "$trip/profiles" -mindepth 1 -printf '%P\n' | grep -vE '^[A-Za-z0-9_%][A-Za-z0-9._%-]*\.json$')" .lock

# These only look.
jq '.metrics |= with_entries(select(.value.program | IN("check_cdmi_tcp", "check_occi_tcp", "check_occi_vm"))) |
    .metrics[] |= (.timeout = 50 | .interval = 3600 | (.dependencies // empty) |= map(select(.local | not))) |
    .metrics."eu.egi.cloud.OCCI-VM".options = {"auth": "none", "checks-only": true, "state-dir": "'"$trip/state"'"}' \
    "$shipped_metrics" > "$trip/metrics.json"
make() { # OPTION...
    "$config" "${folders[@]}" --metrics "$trip/metrics.json" --probe-dir "$trip/bin" "$@" > "$work/verified" 2>&1 ||
        { echo "FAILED: no configuration"; cat "$work/verified"; exit 1; }
    expect "verified: $*" "$(grep -c 'not verified' "$work/verified")" 0
}

orders() {
    "$config" --target nagios "${folders[@]}" --metrics "$trip/metrics.json" --downtimes "$trip/daemon/status.dat"
}
run_nagios() {
    nagios_main "$trip/daemon" 60 "$trip/fedcloud"
    # Not all at the same moment.
    sed -i 's/^service_inter_check_delay_method=.*/service_inter_check_delay_method=0.004/
        s/^check_external_commands=.*/check_external_commands=1/' "$trip/daemon/nagios.cfg"
    make --target nagios --output "$trip/fedcloud" --main-config "$trip/daemon/nagios.cfg"
    trip_hand_over nagios
    nagios_start "$trip/daemon"
    nagios_wait "$trip/daemon" 120 || { echo "FAILED: no result for every service"; tail "$trip/daemon/nagios.log"; exit 1; }
    nagios_status "$trip/daemon" > "$work/states"
    # Each order is one line that says nothing else.
    orders > "$work/orders"
    expect "orders" "$(grep -vcE '^\[0\] SCHEDULE_SVC_DOWNTIME;[A-Za-z0-9._-]+;[A-Za-z0-9._-]+;[0-9]+;[0-9]+;1;0;[0-9]+;[^;]+;[^;]*$' "$work/orders")" 0
    cat "$work/orders" > "$trip/daemon/tmp/nagios.cmd"
    for _ in $(seq 100); do
        [ -n "$(orders)" ] || break
        sleep 0.1
    done
    expect "downtimes" "$(grep -c '^servicedowntime' "$trip/daemon/status.dat")" "$(wc -l < "$work/orders")"
    expect "Nagios goes on" "$(kill -0 "$nagios_pid" && echo yes)" yes
}
run_icinga() {
    # Hostile NGIs make zones.
    make --target icinga2 --zones by-ngi --output "$trip/fedcloud-zones"
    make --target icinga2 --output "$trip/fedcloud"
    icinga_folder=$trip/daemon
    trip_hand_over "$(icinga_user)"
    icinga_start "$trip/daemon" "$trip/fedcloud"
    icinga_wait 120 || { echo "FAILED: not every service has been checked"; icinga_logs; exit 1; }
    icinga_api master objects/services > "$work/states"
}
# The states of the good services.
states_nagios() { awk -F '\037' '$2 == "org.nagios.CDMI-TCP" { print $4 }' "$work/states"; }
states_icinga() { jq -r '.results[].attrs | select(.vars.fedcloud_service_key | endswith("0G0")).state' "$work/states"; }
as_icinga() { (icinga_as "$@"); }
"run_$scheduler"
expect "good services" "$("states_$scheduler" | sort | uniq -c | sed 's/^ *//')" "$sites 0"
nagios_stop
icinga_stop
expect "nothing was run, and nothing is written elsewhere" "$(everything | diff "$work/before" -)" ""
expect "names of files" "$(find "$trip"/fedcloud* -printf '%P\n' | grep -vE '^[A-Za-z0-9._/-]*$')" ""
# What was looked for could have been there.
"as_$scheduler" sh -c "x ;id>$pwned" 2> "$work/problems" || true
expect "a command that is run is seen" "$(everything | diff "$work/before" - | tail -1)" "> trip/open/pwned"
finish_self_test
