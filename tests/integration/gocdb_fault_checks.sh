# shellcheck shell=bash disable=SC2154 # variables of gocdb_self_test.sh, of which it is the second part
# Registries that are given, faults, and the shape of answers.

# A registry with anything in it.
# shellcheck disable=SC2016 # nothing in it is to be replaced
text='<&>"'\''`$(id)\n\r\t]]> &amp; '$(printf 'x%.0s' {1..100000})
printf '{"sites":[{"name":"S","fields":{"HOME_URL":"h","TIMEZONE":null}}],
    "services":[{"site":"S","type":"t","url":"%s","monitored":false,"fields":{"HOSTDN":"d","CORE":null,"COUNTRY_NAME":"c"}},
    {"site":"?"}],"downtimes":[{"services":["91003G0"]}]}' "${text//\"/\\\"}" > "$work/registry.json"
change PUT g/registry "@$work/registry.json" > /dev/null
ask "$g/public" get_service
expect "registry: any text" "$(xpath 'string(//SERVICE_ENDPOINT[1]/URL)' | md5sum)" "$(printf '%b' "${text//\\r/\\r}" | cat - <(echo) | md5sum)"
expect "registry: fields" "$(texts '//SERVICE_ENDPOINT[1]/*[self::HOSTDN or self::CORE or self::COUNTRY_NAME or self::NODE_MONITORED]/text()')" 'd N c '
expect "registry: an unknown site" "$(xpath 'string(//SERVICE_ENDPOINT[2]/COUNTRY_NAME)')" ""
expect "registry: read again" "$(call GET gocdbs/g/registry | jq -c '[.services[].id, .downtimes[0].services[0].key]')" '\[1003,1006,"91003G0"\]'
for wrong in '[]' '{"site":[]}' '{"sites":[{"name":1}]}' '{"services":[{"monitored":1}]}' '{"downtimes":[{"services":["0G0"]}]}' '{'; do
    get -X PUT -H 'Content-Type: application/json' -d "$wrong" "$control/gocdbs/g/registry"
    expect "registry: $wrong" "$status $body" '400 {"error":"*'
done
ask "$g/public" get_service
expect "registry: still there" "$(count //SERVICE_ENDPOINT)" 2
call DELETE gocdbs/g/registry > /dev/null
ask "$g/public" get_service service_type=egi.Perun
expect "registry: restored" "$(count //SERVICE_ENDPOINT)" 1

# What settings spoil.
settings gocdbs l '{"max_page_size":100,"missing_sites":10,"unknown_sites":2,"malformed_keys":1}'
ask "$l/public" get_site_list scope=
expect "missing sites" "$(count //SITE)" 10
ask "$l/public" get_service scope=
expect "unknown sites" "$(xpath 'count(//SERVICE_ENDPOINT[starts-with(SITENAME,"NO-SUCH-SITE-")])')" 2
expect "malformed key" "$(xpath 'string(//SERVICE_ENDPOINT[1]/@PRIMARY_KEY)')" ""
settings gocdbs l '{"missing_sites":0,"unknown_sites":0,"malformed_keys":0,"duplicate_keys":7}'
ask "$l/public" get_service scope=
expect "duplicate keys" "$(xpath 'count(//SERVICE_ENDPOINT[@PRIMARY_KEY=//SERVICE_ENDPOINT[1]/@PRIMARY_KEY])')" 7
settings gocdbs l '{"duplicate_keys":0}'

# Faults of the second page.
second_page() { # KIND [FIELDS]
    change POST l/faults "{\"kind\":\"$1\",\"method\":\"get_service\",\"page\":2${2:-}}" > /dev/null
    ask "$l/public" get_roc_list
    ask "$l/public" get_service next_cursor=0
    expect "$1: first page" "$status $(xpath 'string(//count)')" "200 100"
    ask "$l/public" get_service next_cursor=1333
}
next_page() { xpath 'string(//link[@rel="next"]/@href)' | grep -oE '[0-9]+&' || true; }
keys() { texts '//SERVICE_ENDPOINT/@PRIMARY_KEY'; }
ask "$l/public" get_service next_cursor=0
first=$(keys)
second_page error ',"message":"too <many>"'
expect "error" "$status $body" "200 <error>too &lt;many&gt;</error>"
second_page plain-error ',"message":"Out of memory"'
expect "plain-error" "$status $(header Content-Type) $body" "200 application/xml Out of memory"
second_page login
expect "login" "$status $(header Content-Type)" "200 text/html; charset=utf-8"
second_page page-status
expect "page-status" "$status" 500
second_page truncated-page
expect "truncated-page" "$status $(xmllint --noout - <<< "$body" 2>&1 | grep -c 'Premature end')" "200 1"
second_page wrong-root
expect "wrong-root" "$(xpath 'name(/*)')" RESULT_SET
second_page empty
expect "empty" "$(count //SERVICE_ENDPOINT) $(xpath 'string(//count)')" "0 0"
second_page repeat
expect "repeat" "$(keys)" "$first"
expect "repeat: links" "$(next_page)" "[0-9]*"
second_page stuck-cursor
expect "stuck-cursor" "$(next_page)" "1333&"
second_page backward-cursor
expect "backward-cursor" "$(next_page)" "1332&"
second_page no-next
expect "no-next" "$(next_page)" ""
second_page wrong-count
expect "wrong-count" "$(($(xpath 'string(//count)') - $(count //SERVICE_ENDPOINT)))" 17
second_page entities
expect "entities" "$(xmllint --noent --noout - <<< "$body" 2>&1 | grep -c 'entity reference loop\|amplification')" "[1-9]*"
second_page external-entity
expect "external-entity" "$(grep -c 'SYSTEM "file:///etc/passwd"\|>s[0-9]*.*&passwd;<' <<< "$body")" 2
change POST l/faults '{"kind":"huge-text","method":"get_service","page":0,"bytes":20000000}' > /dev/null
size=$(curl -s -o /dev/null -w '%{size_download}' "$l/public/?method=get_service")
expect "huge-text" "$((size > 20000000))" 1
change POST l/faults '{"kind":"error","times":0}' > /dev/null
for _ in 1 2; do
    ask "$l/public" get_roc_list
    expect "for ever" "$body" "<error>*"
done
change POST l/faults "{\"kind\":\"status\",\"code\":503,\"at\":$(call GET gocdbs/l | jq .next_request)}" > /dev/null
ask "$l/public" get_roc_list
expect "a fault of any server" "$status" 503
call DELETE gocdbs/l/faults > /dev/null
ask "$l/public" get_roc_list
expect "no more faults" "$status $(count //ROC)" "200 20"
expect "log" "$(call GET gocdbs/l/requests | jq -c '.[-1] | [.method, .path, .status]')" \
    '\["GET","/gocdbpi/public/\?method=get_roc_list",200\]'

# Shapes: GOCDB's schemas where they are those of its answers, and the order of recorded elements
# where they are not: the other three schemas refuse the recorded answers, too.
if [ -z "${FEDCLOUD_FIXTURES:-}" ] || [ ! -d "$FEDCLOUD_FIXTURES/gocdb" ]; then
    echo "Not compared with recorded answers: there is no gocdb folder in FEDCLOUD_FIXTURES"
    return 0
fi
recorded=$FEDCLOUD_FIXTURES/gocdb
conforms() { # METHOD: the schemas know the root element as ROOT only
    sed 's/name="ROOT"/name="results"/' "$recorded/$1.xsd" > "$work/schema.xsd"
    ask "$l/public" "$1"
    expect "$1: schema" "$(xmllint --noout --schema "$work/schema.xsd" - <<< "$body" 2>&1)" "- validates"
}
conforms get_roc_list
conforms get_service_types
conforms get_site_list
# elements RECORD < XML: the children of each record, one record in a line
elements() {
    xmllint --format - | awk -v record="$1" '
        $1 == "<" record { inside = 1 }
        $1 == "</" record ">" { print ""; inside = 0 }
        inside && /^    <[A-Z]/ { sub(/^    </, ""); sub(/[ \/>].*/, ""); printf "%s ", $0 }'
}
# in_order ORDER < RECORDS: how many have no other elements than these, in this order
in_order() {
    awk -v order="$1" 'BEGIN { split(order, names, " "); for (i in names) place[names[i]] = i }
        { last = 0; for (i = 1; i <= NF; ++i) { if (place[$i] + 0 <= last + 0) { print "not in order: " $i; next } last = place[$i] }
          good += NF > 7 } END { print good + 0, NR - good }'
}
compare() { # RECORD DOCUMENTED RECORDED URL METHOD
    local order
    order=$(elements "$1" < "$recorded/$2.xml" | head -1)
    expect "$5: recorded order" "$(elements "$1" < "$recorded/$3.xml" | in_order "$order")" "[1-9]* 0"
    ask "$4" "$5" scope=
    expect "$5: order" "$(elements "$1" <<< "$(sed '/HOST_IPV6/d' <<< "$body")" | in_order "$order")" "$(count "//$1") 0"
}
call DELETE gocdbs/w/registry > /dev/null
compare SERVICE_ENDPOINT doc-get_service sample-service_endpoint "$w/public" get_service
compare SITE doc-get_site sample-site "$w/private" get_site
compare DOWNTIME doc-get_downtime sample-gocdb_downtimes "$w/public" get_downtime
compare DOWNTIME doc-get_downtime_nested_services doc-get_downtime_nested_services "$w/public" get_downtime_nested_services
