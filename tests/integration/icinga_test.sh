#!/usr/bin/env bash
# Site profiles become configuration, and a real Icinga 2, a master with a satellite, runs the probes with it: the
# states that it shows are those that the probes give by hand, each zone's checks are run by its node, an outage of
# GOCDB is a downtime while it lasts, and text that is meant to break out is text.
#   icinga_test.sh FEDCLOUD_NAGIOS_CONFIG CHECK_OCCI_VM CHECK_OCCI_TCP TESTBED      77: no Icinga 2 on this machine
set -euo pipefail
tool=$1 vm=$2 tcp=$3 testbed_program=$4
here=$(realpath "$(dirname "$0")")
source "$here/icinga_cluster.sh"
icinga_program > /dev/null || { echo "Skipped: not installed: icinga2-bin (Debian)"; exit 77; }

work=$(mktemp -d)
testbed_in=
finish() {
    trap '' INT TERM
    icinga_stop
    [ -z "$testbed_in" ] || exec {testbed_in}>&- || true
    wait || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
failures=0
expect() { # WHAT GOT PATTERN
    # shellcheck disable=SC2053 # the pattern is one
    if [[ $2 == $3 ]]; then
        echo "ok: $1"
    else
        printf 'FAILED: %s\n  expected: %s\n  got:      %s\n' "$1" "$3" "$2"
        failures=$((failures + 1))
    fi
}

mkdir "$work"/{bin,state,profiles,none,run}
chmod 755 "$work"
cp "$vm" "$work/bin/check_occi_vm"
cp "$tcp" "$work/bin/check_occi_tcp"
mkfifo "$work/in" "$work/out"
"$testbed_program" --lifetime 200 --site good,boot=0.2 --site error < "$work/in" > "$work/out" &
exec {testbed_in}> "$work/in"
read -r testbed < "$work/out" || { echo "FAILED: the testbed did not start"; exit 1; }
curl -sf -X PUT -d '{"boot_to_error": true}' \
    "$(jq -r .control <<< "$testbed")/sites/error/settings" > /dev/null

# Four sites of three NGIs: each of the testbed's, one that nobody answers at, and one whose every text is hostile.
# Outages: one that lasts, one that is to come, one that begins in a few seconds, and one that ends then.
export testbed work
python3 - << 'PYTHON'
import json, os, time
work, testbed = os.environ["work"], json.loads(os.environ["testbed"])
endpoints = {site["name"]: site["endpoint"] for site in testbed["sites"]}
evil = "$(touch %s/pwned)`touch %s/pwned`;id>%s/pwned \"'\\ {{{ }}} $USER1$ ! ]]>\nobject Host \"pwned\" {}" % ((work,) * 3)
now = int(time.time())
stamp = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + seconds))

def encode(name):
    safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    text = "".join(c if c in safe else "".join("%%%02X" % b for b in c.encode()) for c in name)
    return text if text[0] not in ".-" else "%%%02X" % ord(text[0]) + text[1:]

def profile(site, ngi, key, endpoint, text, downtimes=()):
    record = {"format": 1, "site": site, "key": "1G0", "ngi": ngi, "country": text,
              "certification_status": text, "infrastructure": text, "scopes": [text], "vos": ["ops"],
              "pulled": {"from": "https://gocdb.example.org/", "at": stamp(0)},
              "services": [{"key": key, "type": "eu.egi.cloud.vm-management.occi", "host": "127.0.0.1",
                            "host_dn": text, "url": endpoint, "registered_url": endpoint + text, "monitored": True,
                            "production": True, "parameters": {"endpoint": endpoint, "os_tpl": "uuid_egi_cirros_2"}}],
              "downtimes": [{"key": name, "services": [key], "severity": "outage", "classification": "scheduled",
                             "start": stamp(start), "end": stamp(end), "description": text}
                            for name, start, end in downtimes]}
    with open(os.path.join(work, "profiles", encode(site) + ".json"), "w") as file:
        json.dump(record, file)

profile("Good Site", "NGI_NORTH", "1000G0", endpoints["good"], "plain", [("10G0", -3600, 3600)])
profile("ERROR", "NGI_SOUTH", "1001G0", endpoints["error"], "plain", [("11G0", -7200, 12), ("12G0", 90000, 99000)])
profile("DOWN", "NGI_SOUTH", "1002G0", "https://127.0.0.1:1/", "plain", [("13G0", 12, 3600)])
profile(evil.split("\n")[0], evil, "1003G0", endpoints["good"], evil, [("14G0", -3600, 3600)])
metric = {"service_types": ["eu.egi.cloud.vm-management.occi"], "interval": 60, "retry_interval": 15, "attempts": 2}
json.dump({"format": 1, "name": "TEST", "metrics": {
    "eu.egi.cloud.OCCI-VM": {**metric, "program": "check_occi_vm", "timeout": 30, "per_vo": True,
                             "dependencies": [{"metric": "org.nagios.OCCI-TCP"}],
                             "options": {"auth": "none", "state-dir": work + "/state"}},
    "org.nagios.OCCI-TCP": {**metric, "program": "check_occi_tcp", "timeout": 10, "warning": "5"}}},
    open(work + "/metrics.json", "w"))
json.dump({"zones": {"south": {"ngi": ["NGI_SOUTH"]}}}, open(work + "/zones.json", "w"))
PYTHON
began=$(date +%s)

"$tool" --target icinga2 --zones "$work/zones.json" --profile-dir "$work/profiles" --override-dir "$work/none" \
    --metrics "$work/metrics.json" --probe-dir "$work/bin" --output "$work/config" || { echo "FAILED: no configuration"; exit 1; }
sed -i 's/^template Service "fedcloud-service-local" {/&\n  vars.own = "ours"/' "$work/config-templates.conf"
[ "$(id -u)" != 0 ] || chown "$(icinga_user):" "$work/state"
icinga_start "$work/run" "$work/config"
# Meanwhile by hand, as the same user.
by_hand() { # PROGRAM ARGUMENT...
    local status=0
    (icinga_folder=$work/run icinga_as "$work/bin/$1" "${@:2}" --profile-dir "$work/profiles" \
        --override-dir "$work/none") > /dev/null || status=$?
    echo "$status"
}
declare -A hand
for profile in "$work"/profiles/*.json; do
    site=$(basename "$profile" .json)
    key=$(jq -r '.services[0].key' "$profile")
    hand[$key/VM]=$(by_hand check_occi_vm -t 30 --site "$site" --service "$key" --auth none --state-dir "$work/state")
    hand[$key/TCP]=$(by_hand check_occi_tcp -t 10 --site "$site" --service "$key")
done
expect "states by hand" "${hand[1000G0/VM]}${hand[1000G0/TCP]} ${hand[1001G0/VM]}${hand[1001G0/TCP]} ${hand[1002G0/VM]}${hand[1002G0/TCP]} ${hand[1003G0/VM]}${hand[1003G0/TCP]}" \
    "00 20 22 00"

icinga_wait 40 || { echo "FAILED: not every service has been checked"; icinga_logs; icinga_states; exit 1; }
icinga_states > "$work/states"
expect "services" "$(wc -l < "$work/states")" 8
while IFS=$'\t' read -r host service state output zone node; do
    case $host in
        *_at_Good*) key=1000G0 wanted=master ;;
        *_at_ERROR) key=1001G0 wanted=south ;;
        *_at_DOWN) key=1002G0 wanted=south ;;
        *) key=1003G0 wanted=master ;;
    esac
    expect "$key $service: state" "$state" "${hand[$key/${service:0-3:3}]:-${hand[$key/VM]}}"
    expect "$key $service: the probe's words" "$output" "OCCI-* - *"
    expect "$key $service: zone and node" "$zone $node" "$wanted $wanted"
done < "$work/states"

attributes() { icinga_api "$1" objects/services | jq -r "[.results[].attrs | select(.vars.fedcloud_service_key == \"$2\") | $3] | unique | join(\",\")"; }
expect "perfdata" "$(attributes master 1000G0 '.last_check_result.performance_data | length > 0')" true
expect "the administrator's template, on the satellite" "$(attributes south 1001G0 .vars.own)" ours
expect "title" "$(attributes master 1003G0 '.display_name | contains("\n")')" false
expect "an outage on the master" "$(attributes master 1000G0 .downtime_depth)" 1
expect "a text that is hostile" "$(icinga_api master objects/downtimes |
    jq -r '[.results[].attrs | select(.name == "14G0") | .comment | contains("$(touch")] | unique | join(",")')" true
for _ in $(seq 150); do # 13G0 begins 12 seconds after the profiles were made, 11G0 ends then
    [ "$(attributes south 1002G0 .downtime_depth)$(attributes south 1001G0 .downtime_depth)" != 10 ] || break
    sleep 0.2
done
expect "an outage that has begun, on the satellite" "$(attributes south 1002G0 .downtime_depth)" 1
expect "an outage that is over, on the satellite" "$(attributes south 1001G0 .downtime_depth)" 0
expect "it began when it should" "$(($(date +%s) - began >= 11))" 1
icinga_until 10 test "$(attributes master 1002G0 .downtime_depth)" = 1 || true
expect "and on the master" "$(attributes master 1002G0 .downtime_depth)" 1
icinga_stop
expect "nothing was run" "$(find "$work" -name 'pwned*' | wc -l)" 0
expect "nothing else was written" "$(find "$work/config" -type f -printf '%P\n' | sort | tr '\n' ' ')" \
    ".fedcloud-nagios-config main.conf zones.conf.example zones.d/global-templates/commands.conf zones.d/global-templates/groups.conf zones.d/global-templates/templates.conf zones.d/master/NGI_NORTH.conf zones.d/master/_*.conf zones.d/master/zone.conf zones.d/south/NGI_SOUTH.conf zones.d/south/zone.conf "
[ "$failures" = 0 ]
