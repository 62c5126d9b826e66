# shellcheck shell=bash disable=SC2034,SC2154 # the tests set and read variables of this file
# What the round trips share: a testbed whose GOCDB has records as awkward as real ones, the profiles that
# fedcloud-profiles makes of them, and the comparison of a scheduler's states with those that the probes give by hand.
#   source round_trip.sh FEDCLOUD_PROFILES FEDCLOUD_NAGIOS_CONFIG METRICS_JSON TESTBED PROBE...
profiles=$1 config=$2 shipped_metrics=$3 testbed_program=$4
shift 4
round_trip_here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
# shellcheck source=tests/integration/testbed_self_test.sh
source "$round_trip_here/testbed_self_test.sh"

# Under a path that the scheduler's own user can reach.
trip=$work/trip
mkdir -p "$trip"/{bin,state,sites.d}
chmod 755 "$work" "$trip"
for program in "$@"; do
    cp "$program" "$trip/bin/"
    [ ! -e "$program.fetch" ] || cp "$program.fetch" "$trip/bin/"
done
folders=(--profile-dir "$trip/profiles" --override-dir "$trip/sites.d")

# The metrics that are shipped, but without a VO's proxies, quick to give up, and checked by us alone in the hour.
trip_metrics() {
    jq 'del(.metrics[].options) | .metrics[] |= (.timeout = 20 | .interval = 3600)' "$shipped_metrics" > "$trip/metrics.json"
}

gocdb_call() { # METHOD WHAT [FILE]
    curl -sf -X "$1" -H 'Content-Type: application/json' ${3:+-d "@$3"} "$control/gocdbs/g/$2"
}

# shellcheck disable=SC2120 # another script gives options
pull() { # OPTION...: sets status; what it says is in $work/pulled and $work/problems
    status=0
    "$profiles" pull --gocdb "$gocdb" --profile-dir "$trip/profiles" -t 30 "$@" \
        > "$work/pulled" 2> "$work/problems" || status=$?
}

trip_servers() {
    testbed_start --site good,boot=0.2 --site error,boot=0.2 --cdmi store --bdii "b,site=Izola MRF" \
        --perun p,tls=good,client-cert=optional --apel a --appdb d --gocdb 'g,max-page-size=2,private=open'
    settings sites error '{"boot_to_error": true}'
    settings apels a '{"sites": {"Izola MRF": {"days": 0.2, "vms": 12}, "cloud.north.example.org": {"days": 10, "vms": 3}}}'
    gocdb=$(url_of gocdbs g)
    chmod 755 "$pki" "$pki/certificates"
    chmod 644 "$pki"/certificates/*
    cp "$pki/user.pem" "$trip/robot.pem"
    chmod 600 "$trip/robot.pem"
}

# What an administrator says beside GOCDB, for each profile.
trip_overrides() {
    local profile
    for profile in "$trip"/profiles/*.json; do
        cat > "$trip/sites.d/$(basename "$profile")" << JSON
{"format": 1, "options": {
    "*": {"ca-path": "$pki/certificates", "state-dir": "$trip/state"},
    "check_occi_vm": {"auth": "none"}, "check_cdmi": {"auth": "none"},
    "check_apel_pub": {"url": "$(url_of apels a)/cloudtest/cloudsites2.html"},
    "check_appdb_update": {"url": "$(url_of appdbs d)/store/vo/ops/image.list"},
    "check_perun": {"endpoint": "$(url_of peruns p)/cert/rpc/", "proxy": "$trip/robot.pem", "key": "$trip/robot.pem"}}}
JSON
    done
}

# The scheduler's own user runs the probes, by hand, too.
trip_hand_over() { # USER
    [ "$(id -u)" != 0 ] || chown "$1:" "$trip/state" "$trip/robot.pem"
}

# A pull that meets FAULT on the second page of services refuses to do anything, and says why.
refuses() { # FAULT WORDS
    local before after
    before=$(listing "$trip/profiles")
    gocdb_call POST faults <(printf '{"kind": "%s", "method": "get_service", "page": 2}' "$1") > /dev/null
    pull
    after=$(listing "$trip/profiles")
    expect "$1: refused" "$status $(cat "$work/problems")" "3 *get_service*page 2*$2*"
    expect "$1: nothing is changed" "$after" "$before"
    gocdb_call DELETE faults > /dev/null
}
listing() { # FOLDER: names and contents
    [ ! -e "$1" ] || (cd "$1" && find . -name '*.json' -exec md5sum {} + | sort)
}

trip_register() {
    trip_servers
    gocdb_call GET registry | python3 "$round_trip_here/round_trip_registry.py" > "$work/registry.json"
    gocdb_call PUT registry "$work/registry.json" > /dev/null
}

# From GOCDB to profiles.
trip_pull() {
    refuses error "GOCDB says"
    expect "error: no profile" "$(listing "$trip/profiles")" ""
    refuses truncated-page "*"
    gocdb_call DELETE requests > /dev/null
    pull
    expect "pull" "$status $(cat "$work/problems")" "0 "
    expect "pull: pages of services" "$(gocdb_call GET requests | jq '[.[] | select(.path | contains("get_service&"))] | length')" 10
    expect "pull: profiles" "$(cd "$trip/profiles" && echo ./*.json)" \
        "./%2D*5.json ./%2E..json ./100%25%20CLOUD.json ./A%26B%20%3CC%3E.json ./Izola%20MRF.json ./TESTBED-CENTRAL.json ./cloud.north.example.org.json"
    refuses error "GOCDB says"
    trip_overrides
    trip_metrics
}

# What is checked, and what it is to find: site, service, program, state.
trip_expected() {
    sort << TABLE
Izola%20MRF 1000G0 check_occi_tcp 0
Izola%20MRF 1000G0 check_occi_vm 0
Izola%20MRF 1001G0 check_occi_tcp 0
Izola%20MRF 1001G0 check_occi_vm 0
Izola%20MRF 1002G0 check_cdmi 0
Izola%20MRF 1002G0 check_cdmi_tcp 0
Izola%20MRF 1003G0 check_cloud_bdii 0
Izola%20MRF 1004G0 check_apel_pub 0
cloud.north.example.org 1010G0 check_occi_tcp 0
cloud.north.example.org 1010G0 check_occi_vm 2
cloud.north.example.org 1011G0 check_apel_pub 1
100%25%20CLOUD 1020G0 check_occi_tcp 0
100%25%20CLOUD 1020G0 check_occi_vm 0
A%26B%20%3CC%3E 1030G0 check_occi_tcp 3
A%26B%20%3CC%3E 1030G0 check_occi_vm 3
%2E. 1040G0 check_occi_tcp 0
%2E. 1040G0 check_occi_vm 0
%2Dt%205 1050G0 check_occi_tcp 2
%2Dt%205 1050G0 check_occi_vm 2
TESTBED-CENTRAL 1060G0 check_perun 0
TESTBED-CENTRAL 1061G0 check_appdb_update 0
TESTBED-CENTRAL 1062G0 check_appdb_update 0
TESTBED-CENTRAL 1063G0 check_broker_tcp 0
TABLE
}

# Times, ports and names of machines differ from run to run. Nagios shows a colon where a semicolon was, and Icinga
# the blank before the bar.
without_figures() { sed -E 's/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g; s/[0-9]+(\.[0-9]+)?/N/g; s/;/:/g; s/ $//' <<< "$1"; }
option() { sed -E "s/^.* $1 ([^ ]+).*$/\\1/" <<< "$2"; } # its value in a command line

# trip_compare STATE WORDS PREFIX -- COMMAND...: the state and the words that a scheduler shows are those that the
# command of its check gives; PREFIX makes whoever calls this the scheduler's user.
trip_compare() {
    local state=$1 words=$2 as=$3 output by_hand=0 check
    shift 4
    check="$(option --site "$*") $(option --service "$*") $(grep -oE '/check_\w+' <<< "$*" | tr -d /)"
    output=$($as "$@" < /dev/null) || by_hand=$?
    output=${output%%$'\n'*}
    expect "$check: state" "$state" "$by_hand"
    words=$(without_figures "$words")
    output=$(without_figures "${output%% | *}")
    [ "$words" = "$output" ] || expect "$check: words" "$words" "$output"
    echo "$check $state" >> "$work/found"
}

# No more and no less than what is expected was checked, and nothing is left of it.
trip_finish() {
    local site
    expect "all checks" "$(sort "$work/found" | diff - <(trip_expected))" ""
    for site in good error; do
        expect "no machine is left on $site" \
            "$(call GET sites/$site/machines | jq '[.[] | select(.deleting | not)] | length')" 0
    done
    expect "no container is left" "$(call GET cdmis/store/objects | jq length)" 0
}
