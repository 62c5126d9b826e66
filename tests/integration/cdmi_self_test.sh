#!/usr/bin/env bash
# The simulated CDMI servers do what the testbed's README says, asked with curl as any client would.
#   cdmi_self_test.sh TESTBED      77: no curl or jq on this machine
# With FEDCLOUD_FIXTURES the osaddon dialect is compared with what Swift answered, too.
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"

testbed_start --keystone k --issuer i \
    --cdmi spec,prefix=/cdmi --cdmi osaddon,dialect=osaddon --cdmi snia,dialect=snia \
    --cdmi stoxy,dialect=stoxy --cdmi indigo,dialect=indigo --cdmi onedata,dialect=onedata \
    --cdmi serve,dialect=cdmi-serve --cdmi guarded,dialect=osaddon,auth=keystone,keystone=k \
    --cdmi basic,auth=basic --cdmi bearer,auth=bearer,issuer=i \
    --cdmi tls,tls=good,client-cert=optional,auth=client-cert --cdmi later,versions=2.0.0+3.0.0
spec=$(url_of cdmis spec) osaddon=$(url_of cdmis osaddon) snia=$(url_of cdmis snia)
stoxy=$(url_of cdmis stoxy) indigo=$(url_of cdmis indigo) onedata=$(url_of cdmis onedata)
serve=$(url_of cdmis serve) guarded=$(url_of cdmis guarded)
version_header=X-CDMI-Specification-Version
version=1.1.1

# ask METHOD URL TYPE [BODY] [CURL-ARGUMENT...]: as a client that sends all headers.
ask() {
    local method=$1 url=$2 type=application/cdmi-$3
    shift 3
    local body_given=()
    if [ $# -gt 0 ]; then
        body_given=(--data-binary "$1")
        shift
    fi
    get -X "$method" -H "$version_header: $version" -H "Accept: $type" -H "Content-Type: $type" \
        "${body_given[@]}" "$@" "$url"
}
of() { jq -rc "$1" <<< "$body"; } # what the last body has
told_version() { header "$version_header"; }
objects() { call GET "cdmis/$1/objects" | jq -rc "${2:-map(.path)}"; }
crc16() { # HEX
    local crc=0 i
    for ((i = 0; i < ${#1}; i += 2)); do
        ((crc ^= 16#${1:i:2})) || true
        for _ in 1 2 3 4 5 6 7 8; do
            ((crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1)) || true
        done
    done
    printf '%04X' "$crc"
}
with_right_crc() { # ID: the ID if its CRC is right
    [ "$(crc16 "${1:0:12}0000${1:16}")" = "${1:12:4}" ] && echo "$1"
}

# The standard: versions.
expect "crc of the standard's example" "$(with_right_crc 00006FFD0010AA33D8CEF9711E0835CA)" '0000*'
for pair in "1.0.2=200 1.0.2" "1.0.2, 1.5, 2.0=200 1.0.2" "1.0.1,1.1.1, 1.1=200 1.1.1" "99.0=400 " "=400 "; do
    version=${pair%%=*} ask GET "$spec/cdmi_capabilities/" capability
    expect "version ${pair%%=*}" "$status $(told_version)" "${pair#*=}"
done
get -H 'Accept: application/cdmi-capability' "$spec/cdmi_capabilities/"
expect "no version" "$status" 400
version=3.0.0 ask GET "$(url_of cdmis later)/cdmi_capabilities/" capability
expect "versions of the command line" "$status $(told_version)" '200 3.0.0'

# Capabilities.
ask GET "$spec/cdmi_capabilities/" capability
expect "capabilities" "$status $(header Content-Type) $(of '[.objectType, .objectName, .parentURI, .childrenrange, .children, .capabilities.cdmi_dataobjects]')" \
    '200 application/cdmi-capability \["application/cdmi-capability","cdmi_capabilities/","/cdmi/","0-1",\["container/","dataobject/"\],"true"\]'
ask GET "$spec/cdmi_capabilities/dataobject/" capability
expect "capabilities of objects" "$status $(of '[.parentURI, .objectName, .capabilities.cdmi_modify_metadata]')" '200 \["/cdmi/cdmi_capabilities/","dataobject/","true"\]'
ask GET "$spec/cdmi_capabilities/nonesuch/" capability
expect "no such capabilities" "$status" 404

# Containers.
ask PUT "$spec/c/" container '{"metadata":{"colour":"yellow"}}'
expect "create container" "$status $(header Content-Type) $(of '[.objectType, .objectName, .parentURI, .capabilitiesURI, .completionStatus, .metadata.colour]')" \
    '201 application/cdmi-container \["application/cdmi-container","c/","/cdmi/","/cdmi/cdmi_capabilities/container/","Complete","yellow"\]'
id=$(of .objectID)
expect "objectID" "$(with_right_crc "$id")" '00006FFD0010????????????????????'
ask GET "$spec/cdmi_objectid/${id,,}/" container
expect "by ID" "$status $(of .objectName)" '200 c/'
ask GET "$spec/c" container
expect "no slash" "$status $(header Location)" "301 $spec/c/"
ask PUT "$spec/d" container '{}'
expect "create without slash" "$status" 400
ask PUT "$spec/missing/sub/" container '{}'
expect "parent is missing" "$status" 404
ask PUT "$spec/cdmi_x/" container '{}'
expect "reserved name" "$status" 400
ask PUT "$spec/c/" container '{"metadata":'
expect "bad JSON" "$status" 400
ask PUT "$spec/c/" container '{"metadata":{"colour":"green"}}'
expect "update container" "$status" 204
ask PUT "$spec/c/sub/" container
expect "empty body" "$status" 201
ask GET "$spec/c/" container
expect "read container" "$status $(of '[.metadata.colour, .children, .childrenrange, .completionStatus]')" '200 \["green",\["sub/"\],"0-0","Complete"\]'

# Data objects.
ask PUT "$spec/c/o" object '{"mimetype":"text/plain","metadata":{"k1":"v1","k2":"v2","cdmi_size":"9"},"value":"Grüße"}'
expect "create object" "$status $(header Content-Type) $(of '[.objectName, .parentURI, .mimetype, .completionStatus, has("value"), has("domainURI")]')" \
    '201 application/cdmi-object \["o","/cdmi/c/","text/plain","Complete",false,true\]'
id=$(of .objectID)
ask GET "$spec/c/o" object
expect "read object" "$status $(of '[.value, .valuetransferencoding, .valuerange, .metadata.cdmi_size, .objectID]')" "200 \\[\"Grüße\",\"utf-8\",\"0-6\",\"7\",\"$id\"\\]"
expect "times" "$(of .metadata.cdmi_mtime)" '20??-??-??T??:??:??.??????Z'
ask GET "$spec/c/o?mimetype;valuerange;value:0-1;metadata:k1;nonesuch" object
expect "fields" "$status $body" '200 {"mimetype":"text/plain","metadata":{"k1":"v1"},"valuerange":"0-1","value":"Gr"}'
ask PUT "$spec/c/b" object '{"mimetype":"application/octet-stream","valuetransferencoding":["base64"],"value":"AAECAwQF/w=="}'
ask GET "$spec/c/b" object
expect "base64" "$status $(of '[.value, .valuetransferencoding, .valuerange]')" '200 \["AAECAwQF/w==","base64","0-6"\]'
expect "plain range" "$(curl -s -r 1-2 "$spec/c/b" | od -An -tx1) $(curl -s -D - -o /dev/null -r 1-2 "$spec/c/b" | tr -d '\r' | grep -iE '^(HTTP|content-range|content-type)' | tr '\n' ' ')" \
    ' 01 02 HTTP/1.1 206 Partial Content Content-Type: application/octet-stream Content-Range: bytes 1-2/7 '
get -X PUT -H 'Content-Type: text/x-note' --data-binary 'by plain HTTP' "$spec/c/p"
expect "plain PUT" "$status" 201
ask GET "$spec/c/p" object
expect "plain PUT, read" "$(of '[.mimetype, .valuetransferencoding, .value]')" '\["text/x-note","base64","YnkgcGxhaW4gSFRUUA=="\]'
ask PUT "$spec/c/o" object '{"value":"new"}'
expect "update value" "$status" 204
ask PUT "$spec/c/o?metadata:k1" object '{"metadata":{"k1":"changed","k2":"not changed"}}'
ask GET "$spec/c/o" object
expect "update one item" "$(of '[.value, .mimetype, .metadata.k1, .metadata.k2, .objectID]')" "\\[\"new\",\"text/plain\",\"changed\",\"v2\",\"$id\"\\]"
ask PUT "$spec/c/o" object '{"metadata":{"k3":"v3"}}'
ask PUT "$spec/c/o?value:1-4" object '{"valuetransferencoding":"base64","value":"WFhYWA=="}'
ask GET "$spec/c/o" object
expect "update range, all metadata" "$(curl -s "$spec/c/o") $(of '[.metadata.k1, .metadata.k3]')" 'nXXXX \[null,"v3"\]'
for wrong in '{"value":' '{"valuetransferencoding":"base64","value":"***"}' '{"value":"x","copy":"c/o"}' '{"valuetransferencoding":"x","value":"x"}' '{"reference":"/x"}' '[]'; do
    ask PUT "$spec/c/wrong" object "$wrong"
    expect "wrong body $wrong" "$status" 400
done
ask PUT "$spec/c/copied" object '{"copy":"/cdmi/c/o"}'
expect "copy" "$status $(curl -s "$spec/c/copied")" '201 nXXXX'
ask PUT "$spec/c/moved" object '{"move":"c/o"}'
expect "move" "$status $(of .objectID) $(curl -s "$spec/c/moved")" "201 $id nXXXX"
ask GET "$spec/c/o" object
expect "moved away" "$status" 404
ask PUT "$spec/c/sub" object '{"value":"x"}'
expect "object over container" "$status" 409
ask GET "$spec/c/b" queue
expect "Accept of another type" "$status" 406
ask PUT "$spec/c/q" queue '{}'
expect "queue" "$status" 400
ask PUT "$spec/c/a%20%40%C3%BC" object '{"value":"x"}'
ask GET "$spec/c/?children:0-0;childrenrange" container
expect "children, escapes" "$status $(of .)" '200 {"childrenrange":"0-0","children":\["a @ü"\]}'
ask DELETE "$spec/c/b" object
expect "delete" "$status" 204
ask DELETE "$spec/c/b" object
expect "delete again" "$status" 404
ask DELETE "$spec/c/" container
expect "delete container with content" "$status $(objects spec)" '204 \[\]'
ask DELETE "$spec/" container
expect "delete the root" "$status $(call GET cdmis/spec | jq .counters.collection_deletes)" '409 1'

# Settings.
ask PUT "$spec/c/" container '{}'
settings cdmis spec '{"delayed_polls":2,"percent":"40"}'
ask PUT "$spec/c/o" object '{"value":"abc"}'
expect "delayed: created" "$status $(header Location) $(of '[.completionStatus, .percentComplete]')" "202 $spec/c/o \\[\"Processing\",\"40\"\\]"
ask GET "$spec/c/o" object
expect "delayed: first read" "$status $(of '[.completionStatus, has("value")]')" '202 \["Processing",false\]'
settings cdmis spec '{"read_status":200}'
ask GET "$spec/c/o" object
expect "delayed: second read" "$status $(of .completionStatus)" '200 Processing'
ask GET "$spec/c/o" object
expect "delayed: third read" "$status $(of '[.completionStatus, .value, has("percentComplete")]')" '200 \["Complete","abc",false\]'
settings cdmis spec '{"delayed_polls":0,"delayed":0.3,"delayed_error":"Error: no disk","location":"relative"}'
ask PUT "$spec/c/e" object '{"value":"abc"}'
expect "delayed_error: created" "$status $(header Location)" '202 /cdmi/c/e'
sleep 0.4
ask GET "$spec/c/e" object
expect "delayed_error" "$status $(of '[.completionStatus, has("value")]')" '200 \["Error: no disk",false\]'
settings cdmis spec '{"delayed":0,"delayed_error":"","stale_reads":2}'
ask PUT "$spec/c/o" object '{"value":"xyz"}'
seen=
for _ in 1 2 3; do ask GET "$spec/c/o" object; seen+="$(of .value) "; done
expect "stale_reads" "$seen" 'abc abc xyz '
settings cdmis spec '{"stale_reads":0,"update_lies":true,"delete_lies":true}'
ask PUT "$spec/c/o" object '{"value":"123"}'
lies=$status
ask DELETE "$spec/c/o" object
expect "lies" "$lies $status $(curl -s "$spec/c/o")" '204 204 xyz'
settings cdmis spec '{"update_lies":false,"delete_lies":false,"corrupt":true,"list_omits":true}'
ask GET "$spec/c/o" object
expect "corrupt" "$(of .value) $(curl -s "$spec/c/o")" 'xy{ xy{'
ask GET "$spec/c/" container
expect "list_omits" "$(of '[.children, .childrenrange]')" '\[\[\],""\]'
settings cdmis spec '{"corrupt":false,"list_omits":false,"metadata_lost":true}'
ask PUT "$spec/c/m" object '{"metadata":{"k":"v"},"value":""}'
expect "metadata_lost" "$status $(of .metadata.k)" '201 null'
ask GET "$spec/c/m" object
expect "an empty value" "$(of '[.value, .valuerange]')" '\["",""\]'
for code in 507 403; do
    settings cdmis spec "{\"metadata_lost\":false,\"quota\":$code}"
    ask PUT "$spec/c/n" object '{"value":""}'
    expect "quota" "$status" "$code"
done
settings cdmis spec '{"quota":0,"read_only":true}'
ask PUT "$spec/c/n" object '{"value":""}'
refused=$status
ask GET "$spec/cdmi_capabilities/container/" capability
expect "read_only" "$refused $(of '[.capabilities.cdmi_create_dataobject, .capabilities.cdmi_list_children]')" '403 \[null,"true"\]'
settings cdmis spec '{"read_only":false,"capabilities":{"dataobject/cdmi_modify_metadata":null,"cdmi_size":"false","x":1}}'
ask PUT "$spec/c/o" object '{"metadata":{"k":"v"}}'
refused=$status
ask GET "$spec/cdmi_capabilities/dataobject/" capability
expect "capabilities" "$refused $(of '[.capabilities.cdmi_modify_metadata, .capabilities.cdmi_size]')" '400 \[null,"false"\]'
ask GET "$spec/cdmi_capabilities/" capability
expect "capabilities: a new one" "$(of .capabilities.x)" 1
settings cdmis spec '{"capabilities":{}}'
for wrong in '{"nonsense":1}' '{"quota":1}' '{"delayed_error":"x"}' '{"location":"x"}'; do
    expect "wrong setting $wrong" "$(curl -s -o /dev/null -w '%{http_code}' -X PUT -d "$wrong" "$control/cdmis/spec/settings")" 400
done

# The control API, and faults.
call POST cdmis/spec/objects '{"path":"/old/o","value":"b2xk","metadata":{"whose":"mine"},"age_seconds":90000}' > /dev/null
expect "objects" "$(objects spec '[.[] | select(.owner == "foreign") | [.path, .kind, .value, .metadata.whose]]')" '\[\["/old/","container",null,null\],\["/old/o","object","b2xk","mine"\]\]'
ask GET "$spec/old/o" object
expect "foreign object" "$(of .value) $(($(date -u +%s) - $(date -u -d "$(of .metadata.cdmi_ctime)" +%s)))" 'old 9000?'
expect "wrong object" "$(curl -s -o /dev/null -w '%{http_code}' -d '{"path":"o"}' "$control/cdmis/spec/objects")" 400
call DELETE cdmis/spec/objects > /dev/null
expect "no objects" "$(objects spec)" '\[\]'
call POST cdmis/spec/faults '{"kind":"lost-answer"}' > /dev/null
ask PUT "$spec/c/" container '{}'
expect "lost-answer" "$status $(objects spec)" '000 \["/c/"\]'
call POST cdmis/spec/faults '{"kind":"status","code":503}' > /dev/null
ask GET "$spec/c/" container
expect "status" "$status" 503
for fault in hang slow reset reset-mid-body close truncated truncated-chunked endless wrong-type nul-bytes invalid-utf8 deep-json gzip-bomb redirect-loop; do
    call POST cdmis/spec/faults "{\"kind\":\"$fault\",\"bytes\":100000,\"times\":1}" > /dev/null
    curl -s --max-time 0.3 -o /dev/null -H "$version_header: 1.1.1" "$spec/c/" || true
done
call DELETE cdmis/spec/faults > /dev/null
expect "faults: all of them" "$(call GET cdmis/spec/requests | jq -c '[.[-14:][] | .path] | unique')" '\["/cdmi/c/"\]'
ask GET "$spec/c/" container
expect "after the faults" "$status" 200

# Whom they let in.
get -H "$version_header: 1.1.1" "$(url_of cdmis basic)/"
expect "basic: challenge" "$status $(header WWW-Authenticate)" '401 Basic realm="testbed"'
get -u probe:secret -H "$version_header: 1.1.1" "$(url_of cdmis basic)/"
expect "basic" "$status" 200
get -H "$version_header: 1.1.1" -H "Authorization: Bearer $(cat "$pki/token-good.jwt")" "$(url_of cdmis bearer)/"
expect "bearer" "$status" 200
for certificate in "" "--cert $pki/proxy.pem"; do
    # shellcheck disable=SC2086 # several words, or none
    get --cacert "$pki/ca.pem" $certificate -H "$version_header: 1.1.1" "$(url_of cdmis tls)/"
    expect "client certificate ${certificate:+given}" "$status" "$([ -n "$certificate" ] && echo 200 || echo 401)"
done
keystone=$(url_of keystones k)
get -H 'Content-Type: application/json' -d '{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"probe","domain":{"name":"Default"},"password":"secret"}}},"scope":{"project":{"name":"ops","domain":{"id":"default"}}}}}' "$keystone/v3/auth/tokens"
token=$(header X-Subject-Token)
version=1.0.1
ask GET "$guarded/" container '' -H "X-Auth-Token: $token"
expect "keystone: token" "$status" 200
ask GET "$guarded/" container
expect "keystone: 401 that looks like a container" "$status $(header WWW-Authenticate) $(of '[.objectType, .objectName, .children]')" "401 Keystone uri=\"$keystone\" \\[\"application/cdmi-container\",\"AUTH_test/\",\\[\\]\\]"
ask GET "$guarded/cdmi_capabilities/" capability
expect "keystone: open capabilities" "$status" 200
settings cdmis guarded '{"challenge_early":true}'
ask GET "$guarded/cdmi_capabilities/" capability
expect "challenge_early" "$status $(of .error.code)" '401 401'

# shellcheck source=tests/integration/cdmi_dialect_checks.sh
source "$(dirname "$0")/cdmi_dialect_checks.sh"
finish_self_test
