#!/usr/bin/env bash
# A real Nagios 4 runs what fedcloud-nagios-config made: the words of a command line arrive as they
# were meant, and the orders for downtimes bring it to GOCDB's and are then none.
#   nagios_downtimes_test.sh FEDCLOUD_NAGIOS_CONFIG METRICS_JSON      77: no Nagios on this machine
set -euo pipefail
config=$1 metrics=$2
source "$(dirname "$0")/../../scripts/nagios.sh"

nagios_program > /dev/null || { echo "Skipped: not installed: nagios4-core (Debian) or nagios (EL, EPEL)"; exit 77; }

work=$(mktemp -d)
finish() {
    trap '' INT TERM
    nagios_stop
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
failures=0
expect() { # WHAT GOT EXPECTED
    if [ "$2" = "$3" ]; then
        echo "ok: $1"
    else
        printf 'FAILED: %s\n  expected: %s\n  got:      %s\n' "$1" "$3" "$2"
        failures=$((failures + 1))
    fi
}

chmod 755 "$work"
# shellcheck disable=SC2016 # the name of the folder holds a dollar
probes="$work"'/a b;$USER1$!'
mkdir "$work/profiles" "$work/none" "$work/argv" "$probes"
chmod 777 "$work/argv"
for program in check_occi_vm check_occi_tcp; do
    # shellcheck disable=SC2016 # for the program
    printf '#!/bin/sh\nprintf "<%%s>" "$@" > "%s/argv/${0##*/}"\necho OK\n' "$work" > "$probes/$program"
    chmod 755 "$probes/$program"
done
# put SEVERITY END: the site's profile.
put() {
    cat > "$work/profiles/Izola%20MRF.json" << JSON
{"format":1,"site":"Izola MRF","vos":["ops"],"pulled":{"from":"https://goc.example.org/","at":"2026-11-21T14:00:00Z"},
"services":[{"key":"1000G0","type":"eu.egi.cloud.vm-management.occi","host":"127.0.0.1","url":"https://127.0.0.1/",
"monitored":true,"production":true}],
"downtimes":[{"key":"5G0","services":["1000G0"],"severity":"$1","classification":"scheduled",
"start":"2020-01-01T00:00:00Z","end":"$2","description":"New disks;\$(id) \"x\"\nand more"}]}
JSON
}
put outage 2036-01-01T00:00:00Z

nagios_main "$work/nagios" 60
sed -i 's/^check_external_commands=.*/check_external_commands=1/' "$work/nagios/nagios.cfg"
printf 'cfg_dir=%s\ncfg_file=%s\n' "$work/fedcloud" "$work/fedcloud-templates.cfg" >> "$work/nagios/nagios.cfg"
options=(--target nagios --profile-dir "$work/profiles" --metrics "$metrics" --override-dir "$work/none")
"$config" "${options[@]}" --probe-dir "$probes" --output "$work/fedcloud" --main-config "$work/nagios/nagios.cfg"
nagios_start "$work/nagios"

# wait_for COMMAND: until it succeeds, for twenty seconds.
wait_for() {
    for _ in $(seq 100); do
        ! "$@" || return 0
        sleep 0.2
    done
    return 1
}
both_ran() { [ -s "$work/argv/check_occi_vm" ] && [ -s "$work/argv/check_occi_tcp" ]; }
wait_for both_ran || echo "FAILED: the checks did not run"
expect "words of a command line" "$(cat "$work/argv/check_occi_tcp")" \
    "<-t><30><--site><Izola%20MRF><--service><1000G0><--profile-dir=$work/profiles><--override-dir=$work/none>"

orders() { "$config" "${options[@]}" --downtimes "$work/nagios/status.dat"; }
send() { orders > "$work/nagios/tmp/nagios.cmd"; }
nothing_left() { [ -z "$(orders)" ]; }
running() { grep -c '^servicedowntime' "$work/nagios/status.dat" || true; }
expect "downtimes: orders" "$(orders | grep -c '^\[0\] SCHEDULE_SVC_DOWNTIME;')" 2
send
expect "downtimes: scheduled, and nothing is left to do" "$(wait_for nothing_left && running)" 2
expect "downtimes: as GOCDB has it" "$(grep -c 'comment=GOCDB 5G0: New disks；＄(id) ＂x＂ and more' "$work/nagios/status.dat")" 2
put outage 2037-01-01T00:00:00Z
send
expect "downtimes: prolonged" "$(wait_for nothing_left && running)" 2
put warning 2037-01-01T00:00:00Z
send
expect "downtimes: at risk is none" "$(wait_for nothing_left && running)" 0
[ "$failures" = 0 ]
