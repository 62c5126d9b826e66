#!/usr/bin/env bash
# The simulated GOCDBs do what the testbed's README says, asked with curl as any client would.
#   gocdb_self_test.sh TESTBED      77: no curl, jq or xmllint on this machine
# With FEDCLOUD_FIXTURES, where recorded answers and GOCDB's schemas are, shapes are compared with them.
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"
command -v xmllint > /dev/null || { echo "Skipped: not installed: xmllint (libxml2-utils)"; exit 77; }

testbed_start --site bari,dialect=ooi,tls=good --site cesnet --keystone bari --cdmi store --bdii b \
    --bdii t,kind=top --bdii r,kind=resource --perun p --apel a --appdb d --gocdb g,place=bari:"Izola MRF" \
    --gocdb s,tls=good,client-cert=optional,content=awkward --gocdb w,content=awkward,private=open \
    --gocdb l,content=large,sites=20,services=205
g=$(url_of gocdbs g) s=$(url_of gocdbs s) w=$(url_of gocdbs w) l=$(url_of gocdbs l)
sesame=(--cacert "$pki/ca.pem" --cert "$pki/user.pem")

# ask URL METHOD [PARAMETER...]: sets status, body; parameters are encoded.
ask() {
    local url=$1 method=$2 parameter encoded=()
    shift 2
    for parameter in "$@"; do
        encoded+=(--data-urlencode "$parameter")
    done
    get -G "${trust[@]}" "$url/" -d "method=$method" "${encoded[@]}"
}
trust=()
xpath() { xmllint --xpath "$1" - <<< "$body"; } # of the last answer
texts() { xmllint --xpath "$1" - <<< "$body" 2> /dev/null | tr '\n' ' '; }
count() { xpath "count($1)"; }
change() { curl -sf -X "$1" -H 'Content-Type: application/json' -d "$3" "$control/gocdbs/$2"; }

# Doors, methods and errors: 200, whatever it is.
ask "$g/public" get_service
expect "service: type" "$status $(header Content-Type)" "200 application/xml"
ask "$g/public" get_nothing
expect "unknown method" "$status $body" "200 Unable to find method: get_nothing"
get "$g/public/"
expect "no method" "$status $body" "200 Unable to find method: "
ask "$g/public" get_service page=1
expect "unsupported parameter" "$status $body" "200 <error>Unsupported parameter: page</error>"
ask "$g/public" get_service_types scope=EGI
expect "types: no parameters" "$body" "<error>Unsupported parameter: scope</error>"
ask "$g/public" get_site_list next_cursor=0
expect "list: no pages" "$body" "<error>Unsupported parameter: next_cursor</error>"
for quote in \' \" \`; do
    ask "$g/public" get_service "sitename=a${quote}b"
    expect "quote $quote" "$status $body" "200 <error>Unsuported chracter in value: a${quote}b</error>"
done
for wrong in next_cursor=-1 next_cursor= prev_cursor=a monitored=yes scope_match=some extensions=K; do
    ask "$g/public" get_service "$wrong"
    expect "$wrong" "$status $body" "200 <error>Invalid *${wrong%%=*}* parameter*</error>"
done
ask "$g/public" get_downtime startdate=2026-02-30
expect "no date" "$body" "<error>Invalid 'startdate' parameter*"
get -X POST "$g/public/?method=get_service"
expect "POST" "$status" 405
get "$g/public?method=get_roc_list"
expect "no slash" "$status $(header Location)" "301 $g/public/\?method=get_roc_list"
get "$g/elsewhere/"
expect "elsewhere" "$status" 404

# Who may see sites.
ask "$g/public" get_site
expect "site: no identifier" "$status $body" \
    "200 No valid identifier found. Try accessing the resource through the private interface."
ask "$g/private" get_service
expect "private: no TLS" "$status" 403
ask "$w/private" get_site scope=
expect "private: open" "$status $(count //SITE)" "200 27"
trust=(--cacert "$pki/ca.pem")
ask "$s/private" get_site
expect "private: no certificate" "$status" 403
trust=("${sesame[@]}")
for door in public private; do
    ask "$s/$door" get_site
    expect "$door: certificate" "$status $(count //SITE)" "200 25"
done
trust=(--cacert "$pki/ca.pem" --cert "$pki/proxy.pem")
ask "$s/private" get_site
expect "private: a proxy" "$status" 403
trust=("${sesame[@]}")
settings gocdbs s '{"identifiers":["/CN=somebody"]}'
ask "$s/private" get_site
expect "identifiers" "$status $body" "200 Authorisation required to read personal data (*"
settings gocdbs s '{"identifiers":null}'
trust=()

# What is running.
ask "$g/public" get_service
services=$body
service() { # SITE TYPE: its URL
    xmllint --xpath "string(//SERVICE_ENDPOINT[SITENAME='$1' and SERVICE_TYPE='$2']/URL)" - <<< "$services"
}
is_running() { expect "running: $3" "$(service "$2" "$3")" "$1"; }
is_running "$(url_of sites bari)/\?image=2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01&resource=1" "Izola MRF" eu.egi.cloud.vm-management.occi
is_running "$(url_of sites cesnet)/\?image=uuid_egi_cirros_2&resource=small" TESTBED-CESNET eu.egi.cloud.vm-management.occi
is_running "$(url_of keystones bari)/v3" "Izola MRF" org.openstack.nova
is_running "$(url_of cdmis store)" TESTBED-STORE eu.egi.cloud.storage-management.cdmi
is_running "$(url_of bdiis b)/mds-vo-name=TESTBED-CLOUD,o=grid" TESTBED-CLOUD Site-BDII
is_running "$(url_of bdiis b)" TESTBED-CLOUD eu.egi.cloud.information.bdii
is_running "$(url_of bdiis t)/o=grid" TESTBED-CENTRAL Top-BDII
is_running "$(url_of peruns p)" TESTBED-CENTRAL egi.Perun
is_running "$(url_of appdbs d)" TESTBED-CENTRAL egi.AppDB
is_running "$(url_of appdbs d)" TESTBED-CENTRAL eu.egi.cloud.vm-metadata.appdb-vmcaster
is_running "$(url_of apels a)" "Izola MRF" eu.egi.cloud.accounting
is_running "$(url_of apels a)" TESTBED-CESNET eu.egi.cloud.accounting
is_running "$g" TESTBED-CENTRAL eu.egi.cloud.broker.compss
settings gocdbs g '{"placed":{"store":"A&B"}}'
ask "$g/public" get_service service_type=%cdmi
expect "placed" "$(texts '//SITENAME/text()')" "A&amp;B "

# Filters.
found() { # WHAT EXPECTED PARAMETER...
    local what=$1 expected=$2
    shift 2
    ask "$w/public" get_service "$@"
    expect "$what" "$(count //SERVICE_ENDPOINT)" "$expected"
}
found "default scope" 39
found "scope: all" 41 scope=
found "scope: one" 1 scope=Local
found "scope: both" 37 scope=EGI,FedCloud
found "scope: any" 40 scope=Local,EGI scope_match=any
found "pattern: any case, any letter" 6 sitename=under_score
found "pattern: escaped" 5 'sitename=UNDER\_SCORE'
found "pattern: %" 10 'service_type=org.openstack.%'
found "plain name" 2 'sitename=100\% CLOUD'
found "host" 4 hostname=occi.izola.example.org monitored=Y sitename='Izola MRF'
found "NGI" 5 roc=NGI_DE
found "country" 5 country=Germany
found "monitored" 1 monitored=N
found "closed" 0 sitename=CLOSED-1
found "extension" 1 'extensions=(OS_REGION=RegionTwo)'
found "no extension" 38 'extensions=NOT(OS_REGION)'
found "one or another" 1 'extensions=OR(OS_REGION=x)OR(OS_REGION=RegionOne)'
settings gocdbs w '{"ignore_case":false}'
found "pattern: with its case" 6 sitename=UNDER_SCORE
found "pattern: in another case" 0 sitename=under_score
sites() { # WHAT EXPECTED PARAMETER...
    local what=$1 expected=$2
    shift 2
    ask "$w/public" get_site_list "$@"
    expect "$what" "$(count //SITE)" "$expected"
}
sites "sites" 25
sites "sites: closed" 2 certification_status=Closed
sites "sites: not certified" 2 exclude_certification_status=%ed
sites "sites: test" 1 production_status=Test
ask "$w/public" get_roc_list roc=NGI_DE
expect "NGIs" "$(xpath 'string(//ROC/@ROC_NAME)') $(count //ROC)" "NGI_DE 1"

# Downtimes.
downtimes() { # WHAT EXPECTED METHOD PARAMETER...
    local what=$1 expected=$2 method=$3
    shift 3
    ask "$w/public" "$method" "$@"
    expect "$what" "$(count //DOWNTIME) $(count //SERVICE)" "$expected"
}
downtimes "downtimes: flat" "11 0" get_downtime
downtimes "downtimes: nested" "8 11" get_downtime_nested_services
downtimes "downtimes: ongoing" "5 7" get_downtime_nested_services ongoing_only=yes
downtimes "downtimes: outages" "6 0" get_downtime ongoing_only=yes severity=OUTAGE
expect "downtimes: one key for all" "$(xpath 'count(//DOWNTIME[@ID="32001" and PRIMARY_KEY="113653G0"])')" 3
downtimes "downtimes: of sites" "5 8" get_downtime_nested_services 'sitelist=UNDER_SCORE,Izola MRF'
downtimes "downtimes: to come" "1 2" get_downtime_nested_services sitelist=UNDER_SCORE \
    "startdate=$(date -ud '+1 day' +%F)"
downtimes "downtimes: page" "1 3" get_downtime_nested_services id=32001 next_cursor=0
settings gocdbs w '{"max_page_size":1}'
downtimes "downtimes: flat page" "3 0" get_downtime next_cursor=0
expect "downtimes: count" "$(xpath 'string(//count)')" 1
change POST w/downtimes '{"services":["1044G0"],"start_in":-5,"end_in":5,"description":"new"}' > /dev/null
downtimes "downtimes: one more" "1 1" get_downtime_nested_services topentity=CANDIDATE-1
change PUT w/downtimes '[]' > /dev/null
downtimes "downtimes: none" "0 0" get_downtime_nested_services scope=
expect "nothing" "$body" '*<results/>'

# Pages.
follow() { # URL METHOD FIRST-CURSOR: how many records there are on how many pages, by the links
    local url=$1 method=$2 cursor=$3 records=0 pages=0
    while ask "$url" "$method" "$cursor"; [ "$(xpath 'string(//count)')" != 0 ] && [ $pages -lt 20 ]; do
        pages=$((pages + 1)) records=$((records + $(count '/results/*[not(self::meta)]')))
        cursor=$(xpath 'string(//link[@rel="'"${cursor%%_*}"'"]/@href)' | grep -oE '(next|prev)_cursor=[0-9]+')
    done
    echo "$records $pages"
}
ask "$l/public" get_service scope=
all=$(count //SERVICE_ENDPOINT)
expect "pages: forwards" "$(follow "$l/public" get_service next_cursor=0)" "$all 2"
settings gocdbs l '{"max_page_size":20,"cursor_first":true,"href_base":"https://elsewhere.invalid"}'
expect "pages: smaller" "$(follow "$l/public" get_service next_cursor=0)" "$all 10"
expect "pages: backwards" "$(follow "$l/public" get_service prev_cursor=100000)" "$all 10"
ask "$l/public" get_service next_cursor=0 sitename=%
expect "links" "$(xpath 'string(//link[@rel="next"]/@href)')" \
    "https://elsewhere.invalid/public/\?next_cursor=1066&method=get_service&sitename=%25"
expect "links: all" "$(texts '//link/@rel')" ' rel="self"  rel="next"  rel="prev"  rel="start" '
expect "page size" "$(xpath 'string(//max_page_size)')" 20
ask "$l/public" get_service next_cursor=1000000
expect "links: of nothing" "$(texts '//link/@rel') $(xpath 'string(//count)')" ' rel="self"  rel="start"  0'
settings gocdbs l '{"next_on_empty_page":true}'
ask "$l/public" get_service next_cursor=1000000
expect "links: next of nothing" "$(xpath 'string(//link[@rel="next"]/@href)')" '*next_cursor=1000000&*'
ask "$l/public" get_service
expect "no pages" "$(count //meta)" 0

# shellcheck source=tests/integration/gocdb_fault_checks.sh
source "$(dirname "$0")/gocdb_fault_checks.sh"
finish_self_test
