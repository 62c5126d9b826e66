# shellcheck shell=bash disable=SC2154 # part of cdmi_self_test.sh, which has the functions and servers
# How the simulated CDMI servers deviate from the standard.

# as_recorded NUMBER: the last answer is that of the recording, in its status, type and JSON.
as_recorded() {
    local file=("${FEDCLOUD_FIXTURES:-/nonexistent}/cdmi/swift-osaddon/$1"-*.http)
    [ -f "${file[0]}" ] || return 0
    local head recorded type
    type=$(header Content-Type)
    head=$(tr -d '\r' < "${file[0]}" | sed '/^$/q')
    recorded=$(tr -d '\r' < "${file[0]}" | sed '1,/^$/d')
    expect "as recorded: $1" "$status ${type,,}" "$(sed -n '1s/HTTP[^ ]* \([0-9]*\).*/\1/p' <<< "$head") $(sed -n 's/^content-type: //Ip' <<< "${head,,}")"
    expect "as recorded: $1: body" "$([ "$(jq -c . <<< "$body" 2> /dev/null || echo "$body")" = "$(jq -c . <<< "$recorded" 2> /dev/null || echo "$recorded")" ] && echo same || echo "$body")" same
}

# osaddon.
version=1.0.1
for version in 1.0.2 1.1.1 "1.0.1, 1.0.2" 2.0; do
    ask GET "$osaddon/cdmi_capabilities/" capability
    expect "osaddon: version $version" "$status $body" '400 Requested cdmi version is not supported.'
done
version=1.0 ask GET "$osaddon/cdmi_capabilities/" capability
expect "osaddon: a part of its version" "$status $(told_version)" '200 1.0.1'
version=1.0.1
ask GET "$osaddon/cdmi_capabilities/" capability && as_recorded 001
ask GET "$osaddon/cdmi_capabilities/container/" capability && as_recorded 004
expect "osaddon: childrenRange" "$(of '[.childrenRange, .children]')" '\["0-0",{}\]'
ask GET "$osaddon/cdmi_capabilities/nonesuch/" capability && as_recorded 006
ask GET "$osaddon/" container && as_recorded 019
ask PUT "$osaddon/probe-c1/" container '{"metadata":{"colour":"yellow","probe":"1"}}' && as_recorded 028
expect "osaddon: create" "$status $(header Content-Type) $(told_version) $(of 'has("objectID")')" '201 text/html; charset=UTF-8  false'
ask PUT "$osaddon/probe-c4" container '{}' && as_recorded 031
ask PUT "$osaddon/probe-c1/sub/" container '{}' && as_recorded 032
ask PUT "$osaddon/probe-missing/sub/" container '{}' && as_recorded 033
ask PUT "$osaddon/probe-c1/" container '{"metadata":{"colour":"green"}}' && as_recorded 034
expect "osaddon: update container" "$status$(header Location)" 202
ask PUT "$osaddon/probe-bad/" container '{"metadata":' && as_recorded 035
ask GET "$osaddon/probe-c1" container && as_recorded 037
ask PUT "$osaddon/probe-c1/o1.txt" object '{"mimetype":"text/plain","metadata":{"k1":"v1","k2":"v2"},"valuetransferencoding":"utf-8","value":"Hello CDMI World!"}' && as_recorded 043
ask PUT "$osaddon/probe-c1/o2.bin" object '{"mimetype":"application/octet-stream","valuetransferencoding":"base64","value":"AAECAwQF/w=="}' && as_recorded 044
get -X PUT -H 'Content-Type: text/plain' --data-binary 'plain body' "$osaddon/probe-c1/o3.txt" && as_recorded 045
ask PUT "$osaddon/probe-c1/bad2" object '{"valuetransferencoding":"base64","value":"***"}' && as_recorded 048
ask PUT "$osaddon/probe-c1/sub" object '{"value":"x"}' && as_recorded 051
ask GET "$osaddon/probe-c1/o1.txt?metadata" object && as_recorded 060
expect "osaddon: fields are ignored" "$(of '[.value, .mimetype]')" '\["Hello CDMI World!","text/plain"\]'
ask GET "$osaddon/probe-c1/o2.bin" object && as_recorded 058
ask GET "$osaddon/probe-c1/o3.txt" object && as_recorded 059
ask GET "$osaddon/probe-c1/o1.txt?value:bytes=0-4" object && as_recorded 064
ask GET "$osaddon/probe-c1/nonesuch" object && as_recorded 067
ask PUT "$osaddon/probe-c1/o1.txt" object '{"metadata":{"k1":"changed"},"valuetransferencoding":"utf-8","value":"Second value"}' && as_recorded 069
ask GET "$osaddon/probe-c1/o1.txt" object && as_recorded 070
ask PUT "$osaddon/probe-c1/o1.txt" object '{"metadata":{"k3":"v3"}}' && as_recorded 071
ask GET "$osaddon/probe-c1/o1.txt" object && as_recorded 072
expect "osaddon: metadata alone truncates" "$(of '[.value, .valuerange, .mimetype]')" '\["","0--1","application/cdmi-object"\]'
ask PUT "$osaddon/probe-c1/o1moved.txt" object '{"move":"probe-c1/o2.bin"}' && as_recorded 079
ask GET "$osaddon/probe-c1/o1moved.txt" object && as_recorded 080
ask PUT "$osaddon/probe-c1/list" object '{"valuetransferencoding":["utf-8"],"value":"x"}'
expect "osaddon: list of encodings" "$status" 500
long=$(head -c 100 /dev/zero | base64 -w 0)
ask PUT "$osaddon/probe-c1/long" object "{\"mimetype\":\"image/png\",\"valuetransferencoding\":\"base64\",\"value\":\"$long\"}"
ask GET "$osaddon/probe-c1/long" object
expect "osaddon: lines of base64" "$(of .value | tr '\n' ' ')" "${long:0:76} ${long:76} "
ask DELETE "$osaddon/probe-c1/" container && as_recorded 087
expect "osaddon: not empty" "$status $body" '409 The container you tried to delete is not empty'
ask DELETE "$osaddon/probe-c1/o1.txt" object && as_recorded 088
ask DELETE "$osaddon/probe-c1/o1.txt" object && as_recorded 089
ask DELETE "$osaddon/probe-c4" container && as_recorded 092

# SNIA's reference implementation.
version=1.0.2
ask PUT "$snia/c/" container
expect "snia: empty body" "$status [$body] $(header ETag)" '400 \[\] "*"'
ask PUT "$snia/c/" container '{}'
expect "snia: create" "$status" 201
ask PUT "$snia/c/o" object '{"valuetransferencoding":"utf-8","value":"x"}'
expect "snia: valuetransferencoding" "$status [$body] $(header ETag)" '400 \[\] "*"'
ask PUT "$snia/c/o" object '{"mimetype":"text/plain","value":"first"}'
expect "snia: create object" "$status $(told_version)" '201 '
ask PUT "$snia/c/o" object '{"value":"second"}'
expect "snia: update" "$status" 200
ask GET "$snia/c/o" object
expect "snia: nothing changed, raw" "$status $(header Content-Type) $body" '200 text/plain first'
get -H 'Content-Type: application/vnd.org.snia.cdmi-object' "$snia/c/o"
expect "snia: JSON" "$(of '[.value, .valueRange, .capabilitiesURI, .metadata.cdmi_atime]')" '\["first","5","null","never"\]'
ask PUT "$snia/missing/c/" container '{}'
expect "snia: parent is missing" "$status" 400
ask GET "$snia/cdmi_capabilities/container/" capability
expect "snia: always the system's" "$status $(of '[has("objectType"), .capabilities.cdmi_dataobjects, .capabilities.domains]')" '200 \[false,"true","false"\]'
ask GET "$snia/" container
expect "snia: root" "$status" 500
ask DELETE "$snia/c/" container
expect "snia: recursive" "$status $(objects snia)" '200 \[\]'
ask DELETE "$snia/missing" object
expect "snia: delete what is missing" "$status" 200

# Stoxy.
version=9.9
ask PUT "$stoxy/c/" container '{}'
ask PUT "$stoxy/c/o" object '{"value":"text"}'
ask GET "$stoxy/c/o" object
expect "stoxy: base64, its version" "$(told_version) $(of '[.valuetransferencoding, .value]')" '1.0.2 \["base64","dGV4dA=="\]'
ask GET "$stoxy/c/" container
expect "stoxy: childrenrange" "$(of '[.children, .childrenrange]')" '\[\["o"\],"0-1"\]'
ask DELETE "$stoxy/c/" container
expect "stoxy: not empty" "$status" 400
ask GET "$stoxy/cdmi_capabilities/" capability
expect "stoxy: capabilities" "$(of '[.capabilities.cdmi_dataobjects, .children]')" '\[true,\[\]\]'

# INDIGO-DataCloud.
ask PUT "$indigo/c/" container '{}'
expect "indigo: create container" "$status [$body]" '204 \[\]'
ask PUT "$indigo/c/o" object '{"value":"text"}'
expect "indigo: create object" "$status" 204
ask GET "$indigo/c/" container
expect "indigo: type, version" "$(header Content-Type) $(told_version) $(of .capabilitiesURI)" 'application/cdmi-object+json 1.1.1 /cdmi_capabilities/container/profile1'
ask GET "$indigo/cdmi_capabilities/container/" capability
expect "indigo: capabilities" "$(of '[.capabilities.cdmi_latency, .children]')" '\[true,\["profile1/","profile2/"\]\]'
ask PUT "$indigo/missing/o" object '{"value":"text"}'
expect "indigo: back-end error" "$status" 409

# Onedata.
expect "onedata: endpoint" "$onedata" 'http://127.0.0.1:*/cdmi/MySpace'
version=1.0.2 ask GET "$onedata/" container
expect "onedata: version" "$status" 400
version='1.0.2, 1.1, 1.1.1'
ask GET "$onedata" container
expect "onedata: no slash" "$status $(header Location)" "302 $onedata/"
ask PUT "${onedata%/MySpace}/c/" container '{}'
expect "onedata: outside the spaces" "$status $(of 'has("error")')" '403 true'
ask PUT "$onedata/c/" container '{}'
expect "onedata: create" "$status $(told_version) $(of '[.parentURI, .capabilitiesURI, .childrenrange, has("domainURI")]')" '201 1.1.1 \["/MySpace/","cdmi_capabilities/container/","",false\]'
id=$(of .objectID)
expect "onedata: objectID" "$(with_right_crc "$id") $((${#id} / 2 - 8)) $((16#${id:10:2}))" '0000000000* 76 76'
expect "onedata: times" "$(of .metadata.cdmi_mtime)" '20??-??-??T??:??:??Z'
ask PUT "$onedata/c/o" object '{"value":"text"}'
expect "onedata: mimetype" "$(of .mimetype)" application/octet-stream
ask GET "$onedata/c/o/" object
expect "onedata: a slash too many" "$status $(header Location)" "302 $onedata/c/o"
ask GET "${onedata%/MySpace}/cdmi_capabilities/container/" capability
expect "onedata: capabilities" "$(of '[.parentURI, has("childrenrange"), .children]')" '\["cdmi_capabilities/",false,\[\]\]'

# cdmi-serve.
for version in 1.0.2 "1.0, 1.1"; do
    ask GET "$serve/" container
    expect "cdmi-serve: version $version" "$status" 400
done
version=9.9
get -H "$version_header: 9.9" -H 'Accept: application/cdmi-container' "$serve/"
expect "cdmi-serve: no Content-Type" "$status" 400
ask PUT "$serve/c/" container '{}'
expect "cdmi-serve: create" "$status $(of '[has("objectName"), .objectURI]') $(of .objectID | base64 -d | wc -c)" '201 \[false,"/c/"\] 16'
type='Content-Type: application/vnd.org.snia.cdmi.dataobject+json'
get -X PUT -H "$version_header: 1" -H "$type" -d '{"value":"0123456789"}' "$serve/c/o"
expect "cdmi-serve: types of the drafts" "$status $(header Content-Type)" "201 ${type#*: }"
ask PUT "$serve/c/o" object '{"value":"9876543210"}'
expect "cdmi-serve: update" "$status" 201
get -H 'Content-Type: text/plain' -r 0-4 "$serve/c/o"
expect "cdmi-serve: range" "$status $(header Content-Range) $body" '200 bytes=0-4 98765'
ask PUT "$serve/c/p" object '{"copy":"/c/o"}'
expect "cdmi-serve: copy" "$status" 501
ask PUT "$serve/c/p" object '{"move":"/c/o"}'
expect "cdmi-serve: move" "$status" 201
ask GET "$serve/c/" container
expect "cdmi-serve: childrenrange" "$(of '[.children, .childrenrange]')" '\[\["p"\],"0-1"\]'
ask GET "$serve/cdmi_capabilities/" capability
expect "cdmi-serve: capabilities" "$status $(told_version) $(of .capabilities.cdmi_dataobjects)" '200  true'
get -X DELETE "$serve/c/p"
expect "cdmi-serve: DELETE without Content-Type" "$status" 400
ask DELETE "$serve/c/p" object
expect "cdmi-serve: DELETE" "$status" 200
