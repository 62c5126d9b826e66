#!/usr/bin/env bash
# A real Nagios 4 runs the probes: the states, the first lines, further lines and performance data
# arrive as they were meant; a check that Nagios kills leaves no machine behind.
#   nagios_test.sh CHECK_OCCI_VM CHECK_OCCI_TCP TESTBED      77: no Nagios on this machine
set -euo pipefail
vm=$1 tcp=$2 testbed_program=$3
source "$(dirname "$0")/tally.sh"
source "$(dirname "$0")/../../scripts/nagios.sh"

nagios_program > /dev/null || { echo "Skipped: not installed: nagios4-core (Debian) or nagios (EL, EPEL)"; exit 77; }

work=$(mktemp -d)
testbed_in=
finish() {
    trap '' INT TERM
    nagios_stop
    [ -z "$testbed_in" ] || exec {testbed_in}>&- || true
    wait || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

mkdir "$work/bin" "$work/state"
chmod 755 "$work"
cp "$vm" "$work/bin/check_occi_vm"
cp "$tcp" "$work/bin/check_occi_tcp"
mkfifo "$work/in" "$work/out"
"$testbed_program" --lifetime 200 --site good,boot=0.5 --site error --site leftover,boot=0.2 \
    --site killed,boot=600 < "$work/in" > "$work/out" &
exec {testbed_in}> "$work/in"
read -r testbed < "$work/out" || { echo "FAILED: the testbed did not start"; exit 1; }
control=$(jq -r .control <<< "$testbed")
endpoint() { jq -r --arg name "$1" '.sites[] | select(.name == $name) | .endpoint' <<< "$testbed"; }
machines() { curl -sf "$control/sites/$1/machines" | jq '[.[] | select(.deleting | not)] | length'; }
put() { curl -sf -X PUT -d "$2" "$control/sites/$1/settings" > /dev/null; }
put error '{"boot_to_error": true}'

# check_of SITE SECONDS: the command line of check_occi_vm there.
check_of() {
    command=("$work/bin/check_occi_vm" -t "$2" -e "$(endpoint "$1")" --os-tpl uuid_egi_cirros_2
        --auth none --state-dir "$work/state")
}

# A run that is killed while its machine boots: what Nagios' first check finds on that site.
put leftover '{"boot": 600}'
check_of leftover 100
"${command[@]}" > /dev/null &
killed=$!
for _ in $(seq 100); do
    [ "$(machines leftover)" = 0 ] || break
    sleep 0.1
done
{ kill -9 "$killed"; wait "$killed"; } 2> /dev/null || true # without the shell's word on it
expect "the killed run left its machine" "$(machines leftover)" 1
put leftover '{"boot": 0.2}'
[ "$(id -u)" != 0 ] || chown -R nagios: "$work/state"

nagios_main "$work/nagios" 5
for site in good error leftover killed; do
    nagios_host "$work/nagios" "$site"
    timeout=4 interval=6
    case $site in
        killed) timeout=100 ;;
        leftover) interval=600 ;; # only the first check tells of the leftover
    esac
    check_of "$site" "$timeout"
    nagios_service "$work/nagios" "$site" OCCI-VM "$interval" "${command[@]}"
done
nagios_service "$work/nagios" good OCCI-TCP 6 "$work/bin/check_occi_tcp" -e "$(endpoint good)"
nagios_start "$work/nagios"
nagios_wait "$work/nagios" 40 || { echo "FAILED: no result for every service"; cat "$work/nagios/nagios.log"; exit 1; }

# expect_perfdata WHAT PERFDATA LABEL...: exactly these labels, in this order, each with a number.
expect_perfdata() {
    local what=$1 perf=$2
    shift 2
    expect "$what: labels" "$(sed -E 's/=[0-9][^ ]*//g' <<< "$perf")" "$*"
}

while IFS=$'\037' read -r host metric _ state _ first long perf; do
    case $host/$metric in
        good/OCCI-TCP)
            expect "TCP state" "$state" 0
            expect "TCP line" "$first" "OCCI-TCP OK - 127.0.0.1 port * answered in *s*"
            expect "TCP perfdata" "$perf" "time=*s;;;0;30" ;;
        good/OCCI-VM)
            expect "VM state" "$state" 0
            expect "VM line" "$first" "OCCI-VM OK - machine * ready in *s, removed in *s"
            expect "VM line carries no perfdata" "${first//[!|]/}" ""
            expect_perfdata "VM perfdata" "$perf" total connect tls model create boot delete requests ;;
        error/OCCI-VM)
            expect "a machine in error" "$state/$first" "2/OCCI-VM CRITICAL - boot: the machine went to the state 'error'" ;;
        leftover/OCCI-VM)
            expect "leftover: state" "$state" 0
            expect "leftover: line" "$first" "OCCI-VM OK - machine * ready in *s, removed in *s"
            expect "leftover: further line" "$long" "leftover of an earlier run removed: fedcloud-probe-*"
            expect "leftover: further line carries no perfdata" "${long//[!|]/}" ""
            expect_perfdata "leftover: perfdata" "$perf" total connect tls model create boot delete requests ;;
        killed/OCCI-VM)
            expect "killed by Nagios: state" "$state" 2
            expect "killed by Nagios: line" "$first" "(Service check timed out after *" ;;
    esac
done < <(nagios_status "$work/nagios")
expect "the leftover is gone" "$(machines leftover)" 0

# Nagios' axe fell before -t; whether by TERM or by KILL, the next check finds nothing to tidy up
# or tidies it up.
put killed '{"boot": 0.1}'
for _ in $(seq 150); do
    state=$(nagios_status "$work/nagios" | awk -F '\037' '$1 == "killed" { print $4 }')
    [ "$state" != 0 ] || break
    sleep 0.2
done
expect "after the axe: the next check" "$state" 0
nagios_stop
expect "after the axe: machines left" "$(machines killed)" 0
[ "$failures" = 0 ]
