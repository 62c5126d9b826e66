#!/usr/bin/env bash
# The real BDII holds what the tests of the probes rely on, asked with ldapsearch as any client would;
# it does not matter who starts it, and nothing of it is left. A simulated one with the same entries
# answers alike.
#   bdii_server_self_test.sh TESTBED      77: a package is missing on this machine
set -euo pipefail
testbed_program=$1
here=$(dirname "$0")
missing=()
for program in ldapsearch=ldap-utils curl=curl jq=jq; do
    command -v "${program%=*}" > /dev/null || missing+=("${program#*=}")
done
said=$("$here/bdii_server.sh" --check 2>&1) || missing+=("${said#*: not installed: }")
[ "${#missing[@]}" = 0 ] || { echo "Skipped: not installed: ${missing[*]}"; exit 77; }

# shellcheck source=tests/integration/testbed_self_test.sh
source "$here/testbed_self_test.sh"

# begin [-AS COMMAND... --] OPTION...: starts a server; its line of JSON is left in `line`.
begin() {
    local folder input held as=()
    if [ "${1:-}" = -AS ]; then
        shift
        while [ "$1" != -- ]; do as+=("$1"); shift; done
        shift
    fi
    folder=$(mktemp -d "$work/XXXX")
    chmod 777 "$folder"
    mkfifo "$folder/in" "$folder/out"
    (
        # Else it would hold open the inputs of those that were started before.
        for held in "${testbed_inputs[@]}"; do
            exec {held}>&-
        done
        exec "${as[@]}" "$here/bdii_server.sh" "$@" "$folder/state"
    ) < "$folder/in" > "$folder/out" &
    script=$!
    exec {input}> "$folder/in"
    testbed_inputs+=("$input")
    read -r line < "$folder/out" || { echo "FAILED: it did not start"; exit 1; }
    url=$(jq -r .url <<< "$line") base=$(jq -r .base <<< "$line") state=$folder/state
}
ask() { # OPTION...: one search; sets status and body
    status=0
    body=$(ldapsearch -x -LLL -o ldif-wrap=no -H "$url" "$@" 2>&1) || status=$?
}
count() { grep -cE "^$1" <<< "$body" || true; } # lines that begin so
value() { sed -n "s/^$1: //p" <<< "$body" | paste -sd ' '; }
of_class() { # CLASS...: how many entries there are below the cloud group
    local class counts=()
    for class in "$@"; do
        ask -b "GLUE2GroupID=cloud,$base" "(objectClass=$class)" 1.1
        counts+=("$(count dn:)")
    done
    echo "${counts[*]}"
}
classes=(GLUE2Service GLUE2Endpoint GLUE2ExecutionEnvironment GLUE2ApplicationEnvironment GLUE2Manager)
seconds_since() { echo $(($(date +%s) - $(date -d "$1" +%s))); }
updated() { # age of the statistics
    ask -b o=infosys '(objectClass=UpdateStats)' modifyTimestamp
    local stamp
    stamp=$(value modifyTimestamp)
    seconds_since "${stamp:0:8} ${stamp:8:2}:${stamp:10:2}:${stamp:12:2}Z"
}
created() { # age of the first endpoint, and for how long it is good
    ask -z 1 -b "$base" '(objectClass=GLUE2Endpoint)' GLUE2EntityCreationTime GLUE2EntityValidity
    age=$(seconds_since "$(value GLUE2EntityCreationTime)") validity=$(value GLUE2EntityValidity)
}
between() { [ "$1" -ge "$2" ] && [ "$1" -le "$3" ] && echo yes || echo "$1"; }

testbed_start --bdii b # the first one, so that it holds no other's input open
begin
site_script=$script site_pid=$(jq -r .pid <<< "$line") site_input=${testbed_inputs[1]}
expect "site: base" "$base" "GLUE2DomainID=EXAMPLE-CLOUD,o=glue"
expect "site: what there is" "$(of_class "${classes[@]}")" "2 3 5 3 1"
created
expect "site: fresh" "$(between "$age" 0 10) $validity $(between "$(updated)" 0 10)" "yes 3600 yes"
ask -b GLUE2DomainID=OTHER,o=glue
expect "site: another one" "$status $body" "32 *Matched DN: o=glue"
ask -b o=glue '(objectClass=GLUE2CloudComputingService)' 1.1
expect "site: a class of GLUE 2.1" "$status $(count dn:)" "0 0"
ask -b o=infosys '(objectClass=UpdateStats)'
expect "site: modifyTimestamp only if asked for" "$(count TotalEntries) $(count modifyTimestamp)" "1 0"

# The simulated one. What is different by design is left out: extensible matches, controls, and when
# entries were changed.
jq -Rs '{ldif: .}' "$state"/{grid,glue,infosys}.ldif > "$work/entries"
curl -sf -X PUT -H 'Content-Type: application/json' --data-binary "@$work/entries" "$control/bdiis/b/entries" > /dev/null
alike() { # OPTION...
    local real=$url answer
    ask "$@"
    answer="$status $(sort <<< "$body")"
    url=$(url_of bdiis b)
    ask "$@"
    url=$real
    expect "alike: $*" "$([ "$status $(sort <<< "$body")" = "$answer" ] && echo yes || echo "$body, not $answer")" yes
}
for tree in glue grid infosys; do
    alike -b o=$tree
    alike -b o=$tree structuralObjectClass entryDN
done
while read -r filter; do
    alike -b o=glue "$filter" 1.1
done << 'FILTERS'
(objectclass=glue2SERVICE)
(objectClass=GLUE2Entity)
(!(objectClass=GLUE2Entity))
(objectClass=GLUE2*)
(glue2groupname=cloud)
(GLUE2GroupID=CLOUD)
(!(GLUE2GroupID=cloud))
(!(nosuch=1))
(|(nosuch=1)(o=GLUE))
(!(&(nosuch=1)(o=glue)))
(!(&(nosuch=1)(o=x)))
(GLUE2EndpointURL=*8787*)
(GLUE2EndpointURL=https://compute*occi1.1)
(GLUE2EndpointImplementationName=  OpenStack  Nova )
(GLUE2ExecutionEnvironmentMainMemorySize>=4096)
(GLUE2ExecutionEnvironmentMainMemorySize<=4096)
(GLUE2EntityValidity>=600)
(GLUE2EntityCreationTime>=2020-01-01)
(modifyTimestamp>=20200101000000Z)
(&)
(|)
FILTERS
while read -r dn; do
    for scope in base one; do
        alike -b "$dn" -s $scope 1.1
    done
done << 'NAMES'
O = GLUE
o=nothing
no DN
o=
o=glue,
nosuch=1,o=glue
cn=1,o=glue
GLUE2GroupID=resource;o=glue
GLUE2GroupLocalID=cloud , GLUE2DomainID=EXAMPLE\2dCLOUD , o=glue
GLUE2GroupID=Cloud,GLUE2DomainID=EXAMPLE-CLOUD,o=glue
GLUE2GroupID=cloud,GLUE2DomainID=\ EXAMPLE-CLOUD\ ,o=glue
GLUE2GroupID=cloud,GLUE2DomainID=OTHER,o=glue
hostname=LOCALHOST,o=infosys
NAMES
for attribute in '*' 1.1 O nosuch OBJECTCLASS GLUE2GroupLocalID; do
    alike -b GLUE2GroupID=grid,o=glue -s base '(objectClass=*)' "$attribute"
done
alike -b GLUE2GroupID=grid,o=glue -s base '(objectClass=*)' 1.1 GLUE2GroupID
alike -A -b o=glue -s base
alike -P 2 -b o=glue -s base
alike -D o=glue -w wrong -b o=glue
alike -D o=glue -b o=glue
alike -D 'no DN' -w wrong -b o=glue
alike -ZZ -b o=glue

begin --kind top --site 'Izola MRF #1, (x*)+"y"\é' --updated-age 90000 --created-age 8000 --validity 60
expect "top: what there is" "$(of_class "${classes[@]}")" "2 3 5 3 1"
created
expect "top: stale" "$(between "$age" 8000 8010) $validity $(between "$(updated)" 90000 90010)" "yes 60 yes"
ask -b o=glue '(GLUE2DomainID=Izola MRF #1, \28x\2a\29+"y"\5c\c3\a9)' 1.1
expect "top: a site's name with everything in it" "$status $(count dn:)" "0 1"
ask -b GLUE2GroupID=grid,o=glue -s one '(objectClass=GLUE2AdminDomain)' GLUE2DomainID
expect "top: sites" "$(count dn:)" 2
ask -b GLUE2GroupID=cloud,GLUE2DomainID=EXAMPLE-GRID,GLUE2GroupID=grid,o=glue
expect "top: the second has no cloud" "$status $body" "32 *Matched DN: GLUE2DomainID=EXAMPLE-GRID,GLUE2GroupID=grid,o=glue"

begin --kind resource --created-age none
expect "resource: base" "$base" "o=glue"
expect "resource: what there is" "$(of_class "${classes[@]}")" "2 3 5 3 1"
ask -b o=glue '(|(GLUE2EntityCreationTime=*)(GLUE2EntityValidity=*)(objectClass=GLUE2AdminDomain))' 1.1
expect "resource: no age, no domain" "$status $(count dn:)" "0 0"

begin --no-cloud --site A --created-age -600
ask -b GLUE2GroupID=cloud,GLUE2DomainID=A,o=glue
expect "no cloud" "$status $body" "32 *Matched DN: GLUE2DomainID=A,o=glue"
ask -b "$base" -s base GLUE2EntityCreationTime
expect "in the future" "$(between "$(seconds_since "$(value GLUE2EntityCreationTime)")" -601 -590)" yes

if [ "$(id -u)" = 0 ]; then
    chmod 755 "$work"
    begin -AS setpriv --reuid nobody --clear-groups --
    expect "as a plain user" "$(of_class GLUE2Endpoint) $(stat -c %U "/proc/$(jq -r .pid <<< "$line")")" "3 nobody"
fi

# However they end, nothing is left.
gone() { # PID
    for _ in $(seq 100); do
        kill -0 "$1" 2> /dev/null || { echo gone; return; }
        sleep 0.05
    done
}
{ kill -9 "$script"; wait "$script"; } 2> /dev/null || true # without the shell's word on it
expect "ended by force" "$(gone "$(jq -r .pid <<< "$line")")" gone
exec {site_input}>&-
ended=0
wait "$site_script" || ended=$?
expect "ended with its input" "$ended $(gone "$site_pid")" "0 gone"
expect "a wrong option" "$("$here/bdii_server.sh" --kind bottom "$work/wrong" < /dev/null 2>&1 || true)" "*invalid choice: 'bottom'*"
finish_self_test
