#!/usr/bin/env bash
# The simulated BDIIs do what the testbed's README says, asked with ldapsearch as any client would.
#   bdii_self_test.sh TESTBED      77: no ldapsearch, curl or jq on this machine
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"
command -v ldapsearch > /dev/null || { echo "Skipped: not installed: ldap-utils"; exit 77; }

odd=' #A, B+C "x" (x*)\y' # a site's name with all that DNs and filters escape
testbed_start --bdii 'top,kind=top,site=" #A, B+C \"x\" (x*)\\y",site=Izola MRF' --bdii 'site,endpoints=5,images=2' \
    --bdii resource,kind=resource,site=ALONE --bdii large,images=20000
top=$(url_of bdiis top) site=$(url_of bdiis site)

# ask URL OPTION...: one search; sets status and body.
ask() {
    status=0
    body=$(timeout 30 ldapsearch -x -LLL -o ldif-wrap=no -o nettimeout=5 -H "$@" 2>&1) || status=$?
}
count() { grep -cE "^$1" <<< "$body" || true; } # lines that begin so
value() { sed -n "s/^$1: //p" <<< "$body" | paste -sd ' '; }
fault() { call POST "bdiis/$1/faults" "$2" > /dev/null; }
seconds_since() { echo $(($(date +%s) - $(date -d "$1" +%s))); }
between() { [ "$1" -ge "$2" ] && [ "$1" -le "$3" ] && echo yes || echo "$1"; }

# Bases, scopes, and what is not there.
ask "$site" -b o=glue '(objectClass=GLUE2Endpoint)' 1.1
expect "endpoints" "$status $(count dn:) $(count '[^d]')" "0 5 0"
ask "$site" -b o=glue '(objectClass=GLUE2ApplicationEnvironment)' GLUE2ApplicationEnvironmentAppName
expect "images, one attribute" "$(count dn:) $(value GLUE2ApplicationEnvironmentAppName) $(count objectClass)" "2 Image 1 Image 2 0"
ask "$site" -b GLUE2GroupID=cloud,GLUE2DomainID=TESTBED-CLOUD,o=glue -s one 1.1
expect "one level" "$(count dn:GLUE2) $(count 'dn: GLUE2ServiceID')" "0 2"
ask "$site" -b glue2groupname=cloud,Glue2DomainID=TESTBED-CLOUD,o=GLUE -s base '(objectClass=glue2group)'
expect "names in any case" "$(value GLUE2GroupID)" cloud
ask "$site" -b GLUE2GroupID=Cloud,GLUE2DomainID=TESTBED-CLOUD,o=glue -s base
expect "values in one case" "$status $body" "32 No such object (32)*Matched DN: GLUE2DomainID=TESTBED-CLOUD,o=glue"
ask "$site" -b GLUE2DomainID=other,o=glue
expect "another site" "$status $body" "32 *Matched DN: o=glue"
ask "$site" -b o=nothing
expect "another tree" "$status" 32
ask "$site" -b 'no DN'
expect "no DN" "$status" 34
ask "$site" -b '' -s base '+'
expect "the root" "$(value namingContexts) $(value supportedLDAPVersion)" "o=grid o=glue o=infosys 3"
ask "$(url_of bdiis resource)" -b GLUE2GroupID=cloud,o=glue '(objectClass=GLUE2Service)' GLUE2ServiceAdminDomainForeignKey
expect "resource" "$(value GLUE2ServiceAdminDomainForeignKey)" "ALONE ALONE"
ask "$top" -b GLUE2GroupID=grid,o=glue '(GLUE2DomainID=Izola MRF)' GLUE2DomainDescription
expect "top" "$(count 'dn: GLUE2DomainID=Izola MRF,GLUE2GroupID=grid,o=glue')" 1

# A name with everything in it: in filters, in DNs however they are escaped, and in the answer.
in_filter=' #A, B+C "x" \28x\2a\29\5cy'
ask "$top" -b o=glue "(GLUE2DomainID=$in_filter)" GLUE2DomainID
expect "odd name: filter" "$(sed -n 's/^GLUE2DomainID:: //p' <<< "$body" | base64 -d)" "${odd//\\/\\\\}"
expect "odd name: DN" "$(value dn)" 'GLUE2DomainID=\\20#A\\2C B\\2BC \\22x\\22 (x\*)\\5Cy,GLUE2GroupID=grid,o=glue'
for in_dn in '\ #A\, B\+C \"x\" (x*)\\y' '\20\23A\2c B\2bC \22x\22 \28x\2a\29\5cy'; do
    ask "$top" -b "GLUE2GroupID=cloud,GLUE2DomainID=$in_dn,GLUE2GroupID=grid,o=glue" -s base 1.1
    expect "odd name: base $in_dn" "$status $(count dn:)" "0 1"
done

# Filters.
while IFS='=' read -r wanted filter; do
    ask "$site" -b o=glue "$filter" 1.1
    expect "filter $filter" "$status $(count dn:)" "0 $wanted"
done << 'FILTERS'
1=(GLUE2EndpointInterfaceName=CDMI)
4=(&(objectClass=GLUE2Endpoint)(!(GLUE2EndpointInterfaceName=CDMI)))
2=(|(GLUE2EndpointInterfaceName=CDMI)(GLUE2EndpointInterfaceName=OpenStack))
5=(GLUE2EndpointID=*)
3=(GLUE2EndpointInterfaceName=O*I)
1=(GLUE2EndpointURL=*:8080)
5=(GLUE2EndpointURL=https*cloud*example*)
0=(GLUE2EndpointInterfaceName=cdmi)
0=(unknownAttribute=1)
0=(!(unknownAttribute=1))
0=(objectClass=GLUE2CloudComputingService)
0=(objectClass=GLUE2End*)
5=(&(objectClass=GLUE2Entity)(GLUE2EndpointID=*))
0=(GLUE2EntityValidity>=600)
3=(GLUE2ExecutionEnvironmentMainMemorySize>=3072)
2=(GLUE2ExecutionEnvironmentMainMemorySize<=2048)
FILTERS
deep=$(printf '(!%.0s' $(seq 150))'(o=glue)'$(printf ')%.0s' $(seq 150))
ask "$site" -b o=glue "$deep"
expect "a filter of 150 levels" "$status" 2

# Attributes, limits.
ask "$site" -b o=infosys '(objectClass=UpdateStats)'
expect "operational attributes: not asked for" "$(count TotalEntries) $(count modifyTimestamp)" "1 0"
for attribute in modifyTimestamp + MODIFYTIMESTAMP; do
    ask "$site" -b o=infosys '(objectClass=UpdateStats)' $attribute
    stamp=$(value modifyTimestamp)
    expect "operational attributes: $attribute" "$(count TotalEntries) $stamp" "0 20????????????Z"
done
age=$(seconds_since "${stamp:0:8} ${stamp:8:2}:${stamp:10:2}:${stamp:12:2}Z")
expect "age of the statistics" "$(between "$age" 29 35)" yes
ask "$site" -b o=infosys '(objectClass=UpdateStats)' '*' '+'
expect "all attributes" "$(count TotalEntries) $(count modifyTimestamp)" "1 1"
ask "$site" -A -b o=glue -s base
expect "types only" "$body" $'dn: o=glue\nobjectClass:\no:'
ask "$site" -z 3 -b o=glue 1.1
expect "size limit of the client" "$status $(count dn:)" "4 3"
ask "$(url_of bdiis large)" -b o=glue '(objectClass=GLUE2ApplicationEnvironment)' 1.1
expect "20000 images" "$status $(count dn:)" "0 20000"

# Binds, and what is not for reading.
ask "$site" -D cn=a -w b -b o=glue -s base
expect "bind: a password" "$status" 49
ask "$site" -P 2 -b o=glue -s base
expect "bind: version 2" "$status" 0
ask "$site" -ZZ -b o=glue -s base
expect "StartTLS" "$status $body" "1 *Protocol error (2)*"
ask "$site" '-E' '!1.2.3' -b o=glue -s base
expect "a critical control" "$status" 12
expect "compare" "$(ldapcompare -x -H "$site" o=glue o:glue 2>&1 || true)" "*(8)*"

# Settings of the tree.
endpoint() { # ATTRIBUTE...: of the first
    ask "$site" -z 1 -b o=glue '(objectClass=GLUE2Endpoint)' "$@"
}
settings bdiis site '{"serving_state":"draining","health_state":"bad","endpoint_urls":["no URL"],"repositories":["x"],"creation_age":7200}'
endpoint GLUE2EndpointServingState GLUE2EndpointHealthState GLUE2EndpointURL GLUE2EntityCreationTime GLUE2EntityValidity
expect "states, URL, validity" "$(value '[^:]*State') $(value GLUE2EndpointURL) $(value GLUE2EntityValidity)" "draining bad no URL 3600"
expect "creation_age" "$(between "$(seconds_since "$(value GLUE2EntityCreationTime)")" 7199 7205)" yes
ask "$site" -b o=glue '(GLUE2ApplicationEnvironmentRepository=x)' 1.1
expect "repositories" "$(count dn:)" 1
settings bdiis site '{"creation_age":-600,"creation_form":"no-zone","validity":"60"}'
endpoint GLUE2EntityCreationTime GLUE2EntityValidity
expect "no zone, 60" "$(value GLUE2EntityCreationTime) $(value GLUE2EntityValidity)" "????-??-??T??:??:?? 60"
expect "in the future" "$(between "$(seconds_since "$(value GLUE2EntityCreationTime)Z")" -601 -590)" yes
settings bdiis site '{"creation_form":"yesterday"}'
endpoint GLUE2EntityCreationTime
expect "any text" "$(value GLUE2EntityCreationTime)" yesterday
settings bdiis site '{"creation_form":"absent","validity":"","missing":["GLUE2EndpointHealthState"]}'
endpoint
expect "missing" "$(count GLUE2EntityCreationTime) $(count GLUE2EntityValidity) $(count GLUE2EndpointHealthState)" "0 0 0"
settings bdiis site '{"values":[{"class":"GLUE2Endpoint","index":1,"attribute":"GLUE2EndpointURL","values":["a","b"]}]}'
ask "$site" -b o=glue '(objectClass=GLUE2Endpoint)' GLUE2EndpointURL
expect "values" "$(count GLUE2EndpointURL) $(value GLUE2EndpointURL)" "6 no URL a b *"
settings bdiis site '{"update_age":100000,"glue21":true,"no_cloud":true}'
ask "$site" -b o=infosys '(objectClass=UpdateStats)' modifyTimestamp
stamp=$(value modifyTimestamp)
expect "update_age" "$(between "$(seconds_since "${stamp:0:8} ${stamp:8:2}:${stamp:10:2}:${stamp:12:2}Z")" 99999 100005)" yes
ask "$site" -b o=glue '(GLUE2GroupID=cloud)' 1.1
expect "no_cloud" "$status $(count dn:)" "0 0"
ask "$site" -b GLUE2GroupID=cloud,GLUE2DomainID=TESTBED-CLOUD,o=glue 1.1
expect "no_cloud: the base" "$status $body" "32 *Matched DN: GLUE2DomainID=TESTBED-CLOUD,o=glue"
ask "$site" -b GLUE2GroupID=resource,GLUE2DomainID=TESTBED-CLOUD,o=glue objectClass
expect "glue21" "$(count 'objectClass: GLUE2CloudComputing')" 6
settings bdiis site '{"update_stats":false,"kind":"top","sites":["A","B"],"no_cloud":["A"],"sort":"reverse"}'
ask "$site" -b o=infosys
expect "update_stats" "$status" 32
ask "$site" -b o=glue '(|(GLUE2GroupID=cloud)(o=glue))' 1.1
expect "sites, reverse" "$(value dn)" "GLUE2GroupID=cloud,GLUE2DomainID=B,GLUE2GroupID=grid,o=glue o=glue"
expect "settings: two sites of one name" "$(curl -s -X PUT -d '{"sites":["A","A"]}' "$control/bdiis/site/settings")" '*"two entries are called GLUE2DomainID=A,*'
expect "a wrong setting" "$(curl -s -X PUT -d '{"kind":"bottom"}' "$control/bdiis/site/settings")" '*"kind is one of site, top, resource"*'

# Entries of a test's own.
expect "entries" "$(call PUT bdiis/site/entries "$(jq -n --arg ldif $'version: 1\n\ndn: o=glue\nobjectClass: organization\no:: Z2x1ZQ==\n\n# a comment\ndn: GLUE2GroupID=cl\n oud,o=glue\nGLUE2GroupID: cloud\nmodifyTimestamp: 20200102030405Z' '{ldif: $ldif}')")" '{"entries":2}'
ask "$site" -b o=glue '(GLUE2GroupID=*)' '*' +
expect "entries: served" "$(value dn) $(value modifyTimestamp)" "GLUE2GroupID=cloud,o=glue 20200102030405Z"
expect "entries: wrong" "$(curl -s -X PUT -d '{"ldif":"dn: o=a\n\nno: dn"}' "$control/bdiis/site/entries")" '*line 3 of the LDIF*'
call DELETE bdiis/site/entries > /dev/null
ask "$site" -b o=glue '(objectClass=GLUE2AdminDomain)' GLUE2DomainID
expect "entries: restored" "$(value GLUE2DomainID)" "B A"

# Settings of answers.
for code in 1 2 3 50 51 52; do
    settings bdiis site "{\"result\":$code,\"result_after\":2,\"result_message\":\"because\"}"
    ask "$site" -b o=glue 1.1
    expect "result $code" "$status $(count dn:) $body" "$code 2 *because*"
done
settings bdiis site '{"result":0,"size_limit":4}'
ask "$site" -b o=glue 1.1
expect "size_limit" "$status $(count dn:)" "4 4"
settings bdiis site '{"size_limit":0,"referral":["ldap://other.example.org/o=glue"],"references":[]}'
ask "$site" -b o=glue 1.1
expect "referral" "$status $body" "10 Referral (10)*ldap://other.example.org/o=glue*"
settings bdiis site '{"referral":[],"references":["ldap://other.example.org/o=glue??sub"]}'
ask "$site" -b o=glue -s base 1.1
expect "references" "$status $body" "0 *# refldap://other.example.org/o=glue??sub*"
settings bdiis site '{"references":[],"bind_result":48}'
ask "$site" -b o=glue 1.1
expect "bind_result" "$status" 48
settings bdiis site '{"bind_result":0}'

# The log.
call DELETE bdiis/site/requests > /dev/null
ask "$site" -b GLUE2GroupID=grid,o=glue -s one '(&(objectClass=*)(!(GLUE2GroupID=a\2ab*c\28)))' GLUE2GroupID +
expect "log" "$(call GET bdiis/site/requests | jq -c '[.[] | [.n, .operation, .result]], [.[1] | .base, .scope, .filter, .attributes]' | paste -sd ' ')" \
    '\[\[1,"bind",0\],\[2,"search",0\]\] \["GLUE2GroupID=grid,o=glue","one","(&(objectClass=\*)(!(GLUE2GroupID=a\\\\2ab\*c\\\\28)))",\["GLUE2GroupID","+"\]\]'
expect "counters" "$(call GET bdiis/site | jq -c '[.counters, .next_request]')" '\[{"requests":2,"connections":1,"unbinds":1},3\]'

# Faults: at the search, which is the second request of a client.
at_search() { # KIND [FIELDS]
    call DELETE bdiis/site/faults > /dev/null
    call DELETE bdiis/site/requests > /dev/null
    fault site "{\"kind\":\"$1\",\"at\":2${2:+,$2}}"
    status=0
    body=$(timeout 1 ldapsearch -x -LLL -o ldif-wrap=no -H "$site" -b o=glue 1.1 2>&1) || status=$?
}
for kind in hang huge-length no-end wrong-id; do
    at_search $kind
    expect "$kind: no end" "$status" 124
done
for kind in reset reset-mid-body close truncated garbage tls-answer http-answer disconnect open-length; do
    at_search $kind
    expect "$kind: no answer" "$((status > 0 && status != 124))" 1
done
at_search disconnect
expect "disconnect: result" "$status" 52
at_search result '"code":51'
expect "result" "$status" 51
expect "result: log" "$(call GET bdiis/site/requests | jq -c '.[1].result')" 51
at_search nul-bytes
expect "nul-bytes" "$status" 0
at_search many-entries '"count":2000'
expect "many-entries" "$status $(count dn:)" "0 2000"
at_search slow '"bytes_per_second":400000'
expect "slow" "$status" 0
at_search slow '"bytes_per_second":10'
expect "slow: too slow" "$status" 124
at_search invalid-utf8
expect "invalid-utf8" "$status" 0
ask "$site" -b o=glue -s base o # its number is beyond the fault
expect "invalid-utf8: once" "$(value o)" glue
call DELETE bdiis/site/requests > /dev/null
ask "$site" -b o=glue -s base o
expect "invalid-utf8: again after a reset" "$(sed -n 's/^o:: //p' <<< "$body" | base64 -d | od -An -tx1 | tr -d ' \n')" \
    c0af80ff676cc0af80ff7565c0af80ff
at_search deep-ber
expect "deep-ber: no attribute in it" "$status $body" "0 dn: o=glue"
at_search wrong-operation
expect "wrong-operation" "$status" 124
at_search huge-value '"bytes":20000000'
expect "huge-value" "$status ${#body}" "0 200000??"
at_search endless
expect "endless" "$status" 124
call DELETE bdiis/site/faults > /dev/null
fault site '{"kind":"accept-silence"}'
status=0
timeout 1 ldapsearch -x -H "$site" -b o=glue > /dev/null 2>&1 || status=$?
expect "accept-silence" "$status" 124
ask "$site" -b o=glue -s base 1.1
expect "accept-silence: once" "$status" 0
fault site '{"kind":"refuse"}'
ask "$site" -b o=glue -s base 1.1
expect "refuse" "$status" 255
call DELETE bdiis/site/faults > /dev/null
ask "$site" -b o=glue -s base 1.1
expect "refuse: no more" "$status" 0
expect "an unknown fault" "$(curl -s -d '{"kind":"gzip-bomb"}' "$control/bdiis/site/faults")" '*"the kind of a fault is one of refuse, accept-silence*'

# Bytes that are no request.
exec {raw}<> "/dev/tcp/127.0.0.1/${site##*:}"
printf 'GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: none, whatever was said before\r\n\r\n' >&"$raw"
expect "an HTTP request" "$(timeout 5 cat <&"$raw" | od -An -tx1 | tr -d ' \n')" "30??020100*"
exec {raw}>&-
expect "list" "$(call GET bdiis | jq -c '[.[].name]')" '\["top","site","resource","large"\]'
expect "wrong option" "$("$testbed_program" --bdii x,kind=bottom < /dev/null > /dev/null 2>&1 || echo $?)" 2
finish_self_test
