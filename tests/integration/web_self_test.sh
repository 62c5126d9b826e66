#!/usr/bin/env bash
# The simulated Peruns, accounting services and AppDBs do what the testbed's README says, asked with
# curl as any client would; their image lists are verified with openssl.
#   web_self_test.sh TESTBED      77: no curl, jq or openssl on this machine
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"
command -v openssl > /dev/null || { echo "Skipped: not installed: openssl"; exit 77; }

testbed_start --perun p --perun secure,tls=good,client-cert=optional,prefix=/perun --apel a \
    --apel below,prefix=/accounting,tls=good --appdb d --appdb private,token=s3cret,tls=good --site o,dialect=ooi \
    --site r,dialect=rocci
p=$(url_of peruns p) secure=$(url_of peruns secure) a=$(url_of apels a) below=$(url_of apels below)
d=$(url_of appdbs d) private=$(url_of appdbs private)
trusting=(--cacert "$pki/ca.pem")
status_of() { # CURL-ARGUMENT...
    curl -s --max-time 20 -o /dev/null -w '%{http_code}' "$@"
}
days_from_now() { # SECONDS-SINCE-1970
    awk -v then="$1" -v now="$(date +%s)" 'BEGIN { printf "%.1f", (then - now) / 86400 }'
}
line_of() { jq -r --arg name "$1" '.[] | select(startswith($name + ":"))' <<< "$body"; }

# Perun: what it tells of itself.
utils=cert/rpc/json/utils
get "$p/$utils/getPerunStatus"
expect "status: array of strings" "$status $(header Content-Type) $(jq -c 'map(type) | unique' <<< "$body")" \
    '200 application/json; charset=utf-8 \["string"\]'
expect "status: lines" "$(jq -c 'map(split(":")[0])' <<< "$body")" \
    '\["Version of Perun","Version of PerunDB","Version of Servlet","Version of DB-driver","Version of DB","Version of Java platform","AuditerConsumer","AuditerConsumer","AuditerConsumer","LastMessageId","Timestamp"\]'
expect "status: PerunDB" "$(line_of "Version of PerunDB")" "Version of PerunDB: 3.2.34"
expect "status: consumer" "$(line_of AuditerConsumer | tail -1)" "AuditerConsumer: 'notifications' with last processed id='48211907'"
local_time=$(line_of Timestamp)
expect "status: local time" "$(days_from_now "$(date -ud "${local_time#*: }" +%s)") $local_time" "0.0 Timestamp: 20??-??-?? ??:??:??.*[0-9]"
settings peruns p '{"lag":{"notifications":500,"extra":-3},"version":"3.8.6","db_version":"3.1","omit":["Timestamp","Version of DB"]}'
get "$p/$utils/getPerunStatus"
expect "settings: lag" "$(line_of AuditerConsumer | grep -c 48211907)" 2
expect "settings: consumers" "$(line_of AuditerConsumer | sed -n '2p;4p' | tr '\n' ' ')" "*extra' with last processed id='48211910' *notifications' with last processed id='48211407' "
expect "settings: versions, omit" "$(jq -c '[.[0], .[1], length]' <<< "$body")" '\["Version of Perun: 3.8.6","Version of PerunDB: 3.1",10\]'
settings peruns p '{"lag":{},"omit":[],"clock_offset":-864000,"zone_hours":0}'
get "$p/$utils/getPerunSystemTimeInMillis"
expect "clock_offset: milliseconds" "$(days_from_now "${body:0:-3}") $(jq type <<< "$body")" '-10.0 "number"'
get "$p/$utils/getPerunStatistics"
expect "statistics" "$(jq -c '[length, .[1][:8]]' <<< "$body") $(line_of Timestamp)" "\[8,\"USERS: '\"\] Timestamp: '20*'"

# Perun: errors, and who may come in.
error_of() { jq -c '. as $it | select(.message | startswith("Error " + $it.errorId + ": ")) | [.name, .type]' <<< "$body"; }
get "$p/$utils/getNothing"
expect "unknown method" "$status $(error_of)" '400 \["RpcException","UNKNOWN_METHOD"\]'
get "$p/cert/rpc/json/nobody/getPerunStatus"
expect "unknown manager" "$status $(error_of)" '400 \["RpcException","UNKNOWN_MANAGER"\]'
for path in cert/rpc/json/utils cert/rpc cert/rpc/json/utils/getPerunStatus/more cert/rpc/xml/utils/getPerunStatus; do
    get "$p/$path"
    expect "$path" "$status $(error_of)" '400 \["RpcException","INVALID_URL"\]'
done
get "$p/nothing/rpc/json/utils/getPerunStatus"
expect "no way in" "$status $(header Content-Type)" "404 text/html*"
get "$p/non/rpc/json/utils/getPerunStatus"
expect "non" "$status $(error_of)" '400 \["PrivilegeException",null\]'
expect "non: the clock" "$(status_of "$p/non/rpc/json/utils/getPerunSystemTimeInMillis")" 200
settings peruns p '{"anonymous":"known"}'
expect "anonymous" "$(status_of "$p/non/rpc/json/utils/getPerunStatus")" 200
get "$p/ba/rpc/json/utils/getPerunStatus"
expect "ba: no password" "$status $(header WWW-Authenticate)" '401 Basic realm="Perun"'
expect "ba: wrong password" "$(status_of -u nobody:nopass "$p/ba/rpc/json/utils/getPerunStatus")" 401
expect "ba: password" "$(status_of -u probe:secret "$p/ba/rpc/json/utils/getPerunStatus")" 200
get "$p/fed/rpc/json/utils/getPerunStatus"
expect "fed: login page" "$status $(grep -c '<form' <<< "$body")" "200 1"
get "$p/cert/rpc/jsonp/utils/getPerunStatus?callback=f"
expect "jsonp" "$status $body" '200 f(\["Version of Perun*);'
get "$p/cert/rpc/jsonp/utils/getNothing"
expect "jsonp: error" "$status $body" '200 null({"errorId":*});'
settings peruns p '{"error":"InternalErrorException"}'
for code in 200 400 500; do
    settings peruns p "{\"error_status\":$code}"
    get "$p/$utils/getPerunStatus"
    expect "error with $code" "$status $(error_of)" "$code \[\"InternalErrorException\",null\]"
done
settings peruns p '{"error":"","principal":"unknown"}'
get "$p/$utils/getPerunStatus"
expect "principal: unknown" "$status $(error_of)" '400 \["PrivilegeException",null\]'
for page in 403 404 502 503; do
    settings peruns p "{\"html\":\"$page\"}"
    get "$p/$utils/getPerunStatus"
    expect "html: $page" "$status $(header Content-Type) $(grep -c "<title>$page" <<< "$body")" "$page text/html; charset=iso-8859-1 1"
done
settings peruns p '{"html":"login"}'
get "$p/$utils/getPerunStatus"
expect "html: login" "$status $(header Content-Type)" "200 text/html; charset=utf-8"
settings peruns p '{"html":"","principal":"known"}'
expect "cert: no certificate" "$(status_of "${trusting[@]}" "$secure/$utils/getPerunStatus")" 403
expect "cert: certificate" "$(status_of "${trusting[@]}" --cert "$pki/user.pem" "$secure/$utils/getPerunStatus")" 200
settings peruns secure '{"principal":"/DC=org/DC=example/O=Testbed/CN=Sample Probe User"}'
expect "principal: a DN" "$(status_of "${trusting[@]}" --cert "$pki/user.pem" "$secure/$utils/getPerunStatus")" 200
get "${trusting[@]}" --cert "$pki/proxy.pem" "$secure/$utils/getPerunStatus"
expect "principal: not a proxy's" "$status $(error_of) $(jq -r .message <<< "$body")" "400 *PrivilegeException* Principal /DC=org/*CN=1893456001 is not*"
expect "prefix" "$(status_of "${trusting[@]}" "${secure%/perun}/$utils/getPerunStatus")" 404

# Accounting: the page of the clouds in all shapes, read without any markup.
sites() { call GET "apels/$1" | jq '.settings.sites | length'; }
expect "thirty sites or so" "$(sites a)" 31
text_of() { # the cells of the answer, one on a line, without tags and entities
    tr '\n' ' ' <<< "$body" | sed -E 's/<!--([^-]|-[^-])*-->//g; s/<[tT][dD]([^>"'"'"']|"[^"]*"|'"'[^']*'"')*>/\n/g' |
        sed -E 's/<[^>]*'"'[^']*'"'>//g; s/<[^>]*>//g; s/&(amp|#38|#x26);/\&/g; s/&(nbsp|#32);/ /g; s/ +/ /g; s/^ //; s/ $//'
}
row_of() { # NAME CELLS-AFTER-IT
    text_of | grep -A "$2" -Fx "$1" | tr '\n' '|'
}
for shape in oneline django messy headless; do
    settings apels a "{\"shape\":\"$shape\"}"
    get "$a/cloudtest/cloudsites2.html"
    expect "$shape: type" "$status $(header Content-Type)" "200 text/html; charset=utf-8"
    expect "$shape: a blank and &" "$(row_of "Arts & Sciences" 3)" "Arts & Sciences|7|caso/4.4.1 (OpenStack)|20??-??-?? ??:??:??|"
    expect "$shape: once" "$(text_of | grep -cFx BETA)" 1
    late=$(row_of LATE-BY-EIGHT-DAYS 3 | cut -d'|' -f4)
    expect "$shape: a date" "$(days_from_now "$(date -ud "$late" +%s)")" "-8.0"
    expect "$shape: made" "$(grep -c 'Page last updated: 20' <<< "$body")" 1
done
expect "headless: no header" "$(grep -c '<th>' <<< "$body" || true)" 0
settings apels a '{"shape":"oneline"}'
get "$a/cloudtest/cloudsites2.html"
expect "oneline: a row" "$(grep -c '^<tr><td>R&amp;D-CLOUD</td><td>15</td><td>[^<]*</td><td>[^<]*</td></tr>$' <<< "$body")" 1
settings apels a '{"shape":"django"}'
get "$a/cloudtest/cloudsites2.html"
expect "django: headers on lines" "$(grep -c '^ *<th>[A-Za-z]*</th>$' <<< "$body")" 4
settings apels a '{"shape":"reordered"}'
get "$a/cloudtest/cloudsites2.html"
expect "reordered" "$(row_of BETA 1) $(text_of | grep -c NGI_TEST)" "BETA|131| 31"
settings apels a '{"shape":"oneline","page_age_days":3}'
get "$a/cloudtest/cloudsites2.html"
made=$(sed -n 's/.*Page last updated: \(.*\)<.*/\1/p' <<< "$body")
expect "page_age_days" "$(days_from_now "$(date -ud "$made" +%s)")" "-3.0"
settings apels a '{"page_age_days":null,"sites":{"ONE":{"days":-2,"vms":5},"A<B":{"updated":"None","cloud_type":"x"}}}'
get "$a/cloudtest/cloudsites2.html"
expect "page_age_days: null" "$(grep -c 'last updated' <<< "$body" || true)" 0
ahead=$(row_of ONE 3 | cut -d'|' -f4)
expect "sites: in the future" "$(row_of ONE 2) $(days_from_now "$(date -ud "$ahead" +%s)")" "ONE|5|caso*| 2.0"
expect "sites: no date" "$(grep -c '^<tr><td>A&lt;B</td><td>10</td><td>x</td><td>None</td></tr>$' <<< "$body")" 1
settings apels a '{"sites":null,"page_age_days":0.01}'
expect "sites: null" "$(sites a)" 31

# Accounting: the REST service and the pages of one site.
get "$a/publishing/cloud/"
expect "cloud: JSON" "$status $(header Content-Type) $(jq -c '[length, (.[4] | keys_unsorted)]' <<< "$body")" \
    '200 application/json \[31,\["url","SiteName","Vms","Script","updated"\]\]'
expect "cloud: a date" "$(days_from_now "$(date -d "$(jq -r '.[] | select(.SiteName == "ZETA").updated' <<< "$body")" +%s)")" "-400.0"
get "$(jq -r '.[] | select(.SiteName == "Arts & Sciences").url' <<< "$body")"
expect "cloud: a site" "$status $(jq -c '[.SiteName, .Vms, .returncode, .stdout]' <<< "$body")" '200 \["Arts & Sciences",7,3,"UNKNOWN"\]'
expect "cloud: a name with a dot" "$(status_of "$a/publishing/cloud/cloud.north.example.org/")" 404
get "$a/publishing/cloud/NOBODY/"
expect "cloud: nobody" "$status $(jq -r .detail <<< "$body")" "404 Not found."
get "$a/publishing/cloud/BETA"
expect "no slash" "$status $(header Location)" "301 $a/publishing/cloud/BETA/"
for accept in 'text/html' 'text/html,application/xhtml+xml,*/*;q=0.8' 'text/*'; do
    get -H "Accept: $accept" "$a/publishing/cloud/BETA/"
    expect "Accept: $accept" "$status $(row_of BETA 1) $(grep -c '<td>' <<< "$body")" "200 BETA|131| 4"
done
for accept in 'application/json' '*/*' 'text/html;q=0.1, application/json;q=0.1' 'application/*'; do
    get -H "Accept: $accept" "$a/publishing/cloud/BETA/"
    expect "Accept: $accept" "$status $(jq -r .SiteName <<< "$body")" "200 BETA"
done
expect "Accept: text/plain" "$(status_of -H 'Accept: text/plain' "$a/publishing/cloud/")" 406
expect "?format=json" "$(curl -s -H 'Accept: text/html' "$a/publishing/cloud/BETA/?format=json" | jq -r .SiteName)" BETA
for site in "OMEGA 0 OK 0" "LATE-BY-EIGHT-DAYS 8 WARNING 1" "ZETA 400 WARNING 1"; do
    read -r name days word code <<< "$site"
    get "$a/publishing/grid/$name/"
    expect "grid: $name" "$(jq -c '[.returncode, .stdout]' <<< "$body")" "\[$code,\"$word \[ last published $days days ago: 20??-??-?? \]\"\]"
    get -H 'Accept: text/html' "$a/publishing/grid/$name/"
    expect "grid: $name in HTML" "$(text_of | tail -1)" "$word \[ last published $days days ago: 20??-??-?? \]"
done
for site in "OMEGA 0 OK" "LATE-BY-EIGHT-DAYS 8 WARNING" "SILENT-FOR-FORTY-DAYS 40 ERROR" "ISLAND%20CLOUD 0 OK"; do
    read -r name days word <<< "$site"
    get "$a/rss/${name}_Pub.html"
    expect "rss: $name" "$status $(text_of | tail -1)" "200 $word \[ last published $days days ago: 20??-??-?? \]"
done
expect "rss: th closed by /td, lastBuild" "$(grep -c "^<tr><th colspan='5' class='tableheader'>ISLAND CLOUD</td></tr>\|^<li>lastBuild : 20..-..-.. ..:..:...32</ul>" <<< "$body")" 2
expect "rss: nobody" "$(status_of "$a/rss/NOBODY_Pub.html")" 404
expect "rss: a dot" "$(status_of "$a/rss/cloud.north.example.org_Pub.html")" 200
get "${trusting[@]}" "$below/publishing/cloud/"
expect "prefix and tls" "$(jq -r '.[0].url' <<< "$body")" "$below/publishing/cloud/100-CLOUDS/"

# AppDB: lists of each kind of signature, verified.
list=$work/list
fetch_list() { # URL [CURL-ARGUMENT...]: the list, as it came
    status=$(curl -s --max-time 20 -o "$list" -w '%{http_code}' "$@")
}
verify() { # smime|cms OPENSSL-ARGUMENT...: "good" or OpenSSL's reason
    local command=$1 said
    shift
    if said=$(openssl "$command" -verify -in "$list" -CApath "$pki/certificates" -out "$work/content" "$@" 2>&1); then
        echo good
    else
        grep -oE 'digest failure|content verify error|certificate (has expired|revoked)|unable to get local issuer certificate|signer certificate not found|no content type|unsuitable certificate purpose' <<< "$said" | head -1
    fi
}
content() { tr -d '\r' < "$work/content" | sed -n '/^{/,$p' | jq -r "$1"; } # what was signed
dn=$(cat "$pki/endorser-dn") ca_dn=$(cat "$pki/endorser-ca-dn")
signer_dn() { # of the certificate in the list, in the slash form
    openssl smime -verify -in "$list" -noverify -signer "$work/signer" -out /dev/null 2> /dev/null
    openssl x509 -in "$work/signer" -noout -subject -nameopt compat | sed 's/^subject=//'
}
check_signing() { # KIND REASON-OF-SMIME [REASON-OF-CMS]
    settings appdbs d "{\"signed\":\"$1\"}"
    fetch_list "$d/store/vo/ops/image.list"
    expect "$1: smime" "$status $(verify smime -purpose any -crl_check)" "200 $2"
    expect "$1: cms" "$(verify cms -purpose any -crl_check)" "${3:-$2}"
}
for kind in multipart multipart-text multipart-crlf opaque; do
    check_signing $kind good
    expect "$kind: content" "$(content '."hv:imagelist" | [."ad:vo", (."hv:images" | length)] | @csv')" '"ops",4'
    expect "$kind: endorser" "$(signer_dn) $(content '."hv:imagelist"."hv:endorser"."hv:x509" | ."hv:dn" + " " + ."hv:ca"')" "$dn $dn $ca_dn"
done
check_signing none "no content type"
expect "none: JSON" "$(jq -r '."hv:imagelist"."ad:vo"' "$list")" ops
check_signing tampered "digest failure" "content verify error"
check_signing expired-signer "certificate has expired"
check_signing revoked "certificate revoked"
expect "revoked: without the CRL" "$(verify smime -purpose any)" good
check_signing other-ca "unable to get local issuer certificate"
expect "other-ca: the same name" "$(signer_dn)" "$dn"
check_signing no-certificate "signer certificate not found"
check_signing wrong-endorser good
expect "wrong-endorser: two names" "$(signer_dn) $(content '."hv:imagelist"."hv:endorser"."hv:x509"."hv:dn"')" "/DC=org/*CN=other.testbed.example.org $dn"
check_signing wrong-dn good
expect "wrong-dn: two names" "$(signer_dn) $(content '."hv:imagelist"."hv:endorser"."hv:x509"."hv:dn"')" "$dn /DC=org/*CN=elsewhere.example.org"
check_signing two-signers good
expect "two-signers: two" "$(openssl smime -pk7out -in "$list" | openssl pkcs7 -print_certs -noout | grep -c ^subject)" 2
check_signing multipart good
expect "purpose of a host certificate" "$(verify smime)" "unsuitable certificate purpose"
expect "multipart: bare JSON after the boundary" "$(grep -A1 '^------' "$list" | sed -n 2p | tr -d '\r')" "{"
expect "endorser.pem" "$(openssl x509 -in "$pki/endorser.pem" -noout -subject -nameopt compat | sed 's/^subject=//') $(openssl pkey -in "$pki/endorser.pem" -pubout | cmp - <(openssl x509 -in "$pki/endorser.pem" -noout -pubkey) && echo "its key")" "$dn its key"

# AppDB: what lists tell.
settings appdbs d '{"signed":"none"}'
json_list() { fetch_list "$d/store/vappliance/fedcloud.monitoring.va/image.list"; jq -c ".\"hv:imagelist\" | $1" "$list"; }
expect "list: fields" "$(json_list keys_unsorted)" '\["dc:date:created","dc:date:expires","dc:description","dc:identifier","dc:source","dc:title","ad:swid","hv:endorser","hv:images","hv:uri","hv:version"\]'
expect "list: its address" "$(json_list '."hv:uri"')" "\"$d/store/vappliance/fedcloud.monitoring.va/image.list\""
hours_of() { json_list ".\"dc:date:$1\" | fromdateiso8601 - now | . / 360 | round / 10"; }
expect "list: times" "$(hours_of created) $(hours_of expires)" "-1 720"
settings appdbs d '{"created_hours":-5,"expires_hours":-2,"version":"9","identifier":"i","mpuri":"https://x.example.org/","image_expired":2,"bad_checksum":"malformed"}'
expect "settings: times" "$(hours_of created) $(hours_of expires)" "5 -2"
expect "settings: texts" "$(json_list '[."hv:version", ."dc:identifier"] + [."hv:images"[0]."hv:image"."ad:mpuri"]')" '\["9","i","https://x.example.org/2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01:2/"\]'
expect "settings: image_expired" "$(json_list '[."hv:images"[]."hv:image" | ."dc:date:expires" // "-" | .[:2]]')" '\["20","20","-","-"\]'
expect "settings: bad_checksum" "$(json_list '."hv:images"[0]."hv:image"."sl:checksum:sha512" | [length, .[-1:]]')" '\[128,"g"\]'
settings appdbs d '{"expires_hours":null,"missing":["dc:date:created","hv:dn","image:hv:size"]}'
expect "settings: missing" "$(json_list '[has("dc:date:created"), (."hv:endorser"."hv:x509" | has("hv:dn")), (."hv:images"[3]."hv:image" | has("hv:size")), ."dc:date:expires"]')" '\[false,false,false,"2499-12-31T22:00:00Z"\]'
settings appdbs d '{"missing":["hv:imagelist"]}' 2> /dev/null && expect "settings: missing, unknown" taken refused
settings appdbs d '{"egiappdb":true}'
get "$d/store/vo/ops/image.list"
expect "egiappdb" "$status $(jq -c keys <<< "$body")" '200 \["egiappdb"\]'
settings appdbs d '{"egiappdb":false,"missing":[],"created_hours":1,"expires_hours":720,"image_expired":0,"bad_checksum":"none","mpuri":"https://appdb.egi.eu/store/vm/image/"}'
get "$d/store/vo/vo.example.org/image.list"
expect "list of a VO" "$(jq -c '."hv:imagelist" | [."ad:vo", ([."hv:images"[]."hv:image" | has("dc:date:expires", "ad:base_mpuri", "ad:appid")] | unique)]' <<< "$body")" '\["vo.example.org",\[true\]\]'
terms=$(curl -s -H 'Accept: text/plain' "$(url_of sites o)/-/" | grep -o '^Category: 2b9e5c14[^;]*' | cut -d' ' -f2)
expect "images of ooi" "$(jq -r '."hv:imagelist"."hv:images"[:3][]."hv:image"."ad:mpuri"' <<< "$body" | sed 's,.*/image/,,; s,:.*,,' | grep -cFxf <(echo "$terms"))" 3
expect "images of rocci" "$(curl -s "$(url_of sites r)/-/" | grep -cE 'Category: *uuid_egi_(cirros_2|centos_7_11|ubuntu_16_04_24);')" 3

# AppDB: images, long lists and passwords.
image_of() { jq -r --argjson number "$1" --arg field "$2" '."hv:imagelist"."hv:images"[$number]."hv:image"[$field]' <<< "$json"; }
json=$body
small=$(image_of 0 hv:uri) large=$(image_of 2 hv:uri) small_size=$(image_of 0 hv:size)
expect "image: checksum" "$(curl -s "$small" | sha512sum | cut -d' ' -f1)" "$(image_of 0 sl:checksum:sha512)"
expect "image: HEAD" "$(curl -sI "$small" | tr -d '\r' | sed -n 's/^Content-Length: //p')" "$small_size"
expect "image: HEAD of a large one" "$(curl -sI "$large" | tr -d '\r' | sed -n 's/^Content-Length: //p')" 3221225472
expect "image: GET of a large one" "$(curl -s -o /dev/null -w '%{size_download}' "$large") $?" "1048576 *"
expect "image: range" "$(curl -s -r 100-199 -D - -o /dev/null -w '%{size_download}' "$large" | tr -d '\r' | grep -v ': [^b]' | tr '\n' ' ')" \
    "HTTP/1.1 206 *Content-Range: bytes 100-199/3221225472  100 "
expect "image: range beyond" "$(status_of -r 999999999- "$small")" 416
expect "image: none" "$(status_of "$d/images/nothing")" 404
settings appdbs d '{"image_missing":1,"image_size_wrong":2}'
expect "image_missing" "$(status_of "$small")" 404
expect "image_size_wrong" "$(curl -sI "$(image_of 1 hv:uri)" | tr -d '\r' | sed -n 's/^Content-Length: //p')" "$(($(image_of 1 hv:size) + 1000))"
settings appdbs d '{"image_missing":0,"image_size_wrong":0,"images":5000,"signed":"multipart"}'
fetch_list "$d/store/vo/ops/image.list"
expect "5000 images" "$(verify cms -purpose any -crl_check) $(content '[."hv:imagelist"."hv:images"[]."hv:image"."ad:mpuri"] | unique | length')" "good 5000"
first=$(cksum < "$list")
fetch_list "$d/store/vo/ops/image.list"
expect "the same bytes again" "$(cksum < "$list")" "$first"
get "${trusting[@]}" "$private/store/vo/ops/image.list"
expect "token: none" "$status $(header WWW-Authenticate)" '401 Basic realm="AppDB"'
expect "token: wrong" "$(status_of "${trusting[@]}" -u s3cret:wrong "$private/store/vo/ops/image.list") $(status_of "${trusting[@]}" -u other:x-oauth-basic "$private/store/vo/ops/image.list")" "401 401"
fetch_list "${trusting[@]}" -u s3cret:x-oauth-basic "$private/store/vo/ops/image.list"
expect "token: right" "$status $(verify cms -purpose any)" "200 good"

# What they have in common: pages, faults, the log.
call PUT peruns/p/pages "{\"path\":\"/$utils/getPerunStatus\",\"type\":\"application/json\",\"body\":\"[\\\"x\\\"]\",\"headers\":{\"X-A\":\"b\"}}" > /dev/null
get "$p/$utils/getPerunStatus"
expect "page" "$status $(header Content-Type) $(header X-A) $body" "200 application/json b \[\"x\"\]"
call PUT apels/a/pages '{"path":"/rss/X_Pub.html","status":502,"body_base64":"AP8B"}' > /dev/null
expect "page of bytes" "$(status_of "$a/rss/X_Pub.html") $(curl -s "$a/rss/X_Pub.html" | od -An -tx1 | tr -d ' \n')" "502 00ff01"
call PUT apels/a/pages '{"path":"/publishing/cloud/?a=b","body":"one"}' > /dev/null
expect "page of a query" "$(curl -s "$a/publishing/cloud/?a=b") $(curl -s "$a/publishing/cloud/?a=c" | jq length)" "one 31"
head -c 300000 /dev/zero | base64 -w0 | jq -Rs '{path: "/long", body_base64: .}' > "$work/long"
call PUT peruns/p/pages "@$work/long" > /dev/null
expect "a long page" "$(curl -s "$p/long" | wc -c)" 300000
call DELETE peruns/p/pages > /dev/null
expect "no page" "$(curl -s "$p/$utils/getPerunStatus" | jq length)" 11
for wrong in '{}' '{"path":"x"}' '{"path":"/x","status":99}' '{"path":"/x","body_base64":"!"}' '{"path":"/x","nonsense":1}' '[]'; do
    expect "wrong page $wrong" "$(status_of -X PUT -d "$wrong" "$control/appdbs/d/pages")" 400
done
# KIND and what curl makes of it: its exit status and the HTTP status.
spoilt=("hang 28 000" "slow 28 000" "reset 56 000" "reset-mid-body 56 200" "close 52 000" "status 0 500"
    "truncated 18 200" "truncated-chunked 18 200" "endless 28 200" "huge 0 200" "many-headers * *" "wrong-type 0 200"
    "lost-answer 52 000" "nul-bytes 0 200" "invalid-utf8 0 200" "deep-json 0 200" "gzip-bomb 0 200"
    "redirect 0 302" "redirect-loop 0 302" "refuse 7 000")
for server in "peruns p $p/$utils/getPerunStatus" "apels a $a/cloudtest/cloudsites2.html" "appdbs d $d/store/vo/ops/image.list"; do
    read -r kind name url <<< "$server"
    [ "$kind" != appdbs ] || settings appdbs d '{"images":4}'
    for fault in "${spoilt[@]}"; do
        read -r what exit_status http <<< "$fault"
        call POST "$kind/$name/faults" "{\"kind\":\"$what\",\"to\":\"http://127.0.0.1:9/\",\"bytes\":1000000}" > /dev/null
        got=$(curl -s --max-time 0.5 -o /dev/null -w '%{http_code}' "$url") && code=0 || code=$?
        expect "$kind: $what" "$code $got" "$exit_status $http"
        call DELETE "$kind/$name/faults" > /dev/null
    done
    expect "$kind: after the faults" "$(status_of "$url")" 200
done
call POST apels/below/faults '{"kind":"tls-garbage"}' > /dev/null
curl -s "${trusting[@]}" "$below/publishing/cloud/" > /dev/null && code=0 || code=$?
expect "tls-garbage" "$code" 35
call POST appdbs/d/faults '{"kind":"status","code":401}' > /dev/null
get "$d/store/vo/ops/image.list"
expect "fault: 401" "$status $(header WWW-Authenticate)" '401 Basic *'
call DELETE apels/a/requests > /dev/null
get "$a/rss/OMEGA_Pub.html?x=y"
expect "log" "$(call GET apels/a/requests | jq -c '[.[0].n, .[0].method, .[0].path, .[0].status]') $(call GET apels/a | jq -c '[.next_request, .counters.requests, .counters.connections]')" \
    '\[1,"GET","/rss/OMEGA_Pub.html?x=y",200\] \[2,1,1\]'
expect "log: subject" "$(call GET peruns/secure/requests | jq -r '[.[].client_subject] | unique | length')" 3
settings apels a '{"latency":0.3}'
expect "latency" "$(curl -s -o /dev/null -w '%{time_total}' "$a/rss/OMEGA_Pub.html")" "0.[3-9]*"
for kind in peruns apels appdbs; do
    expect "$kind: list" "$(call GET $kind | jq length)" 2
    name=$(call GET $kind | jq -r '.[0].name')
    expect "$kind: unknown setting" "$(status_of -X PUT -d '{"nonsense":1}' "$control/$kind/$name/settings")" 400
    expect "$kind: unknown name" "$(status_of "$control/$kind/none")" 404
done
for option in "--perun x,token=a" "--apel x,shape=django" "--appdb x,signed=none" "--appdb x,client-cert=required"; do
    # shellcheck disable=SC2086 # two arguments
    expect "wrong option $option" "$("$testbed_program" $option < /dev/null > /dev/null 2>&1 || echo $?)" 2
done
testbed_more --apel a
expect "no endorser without an AppDB" "$(find "$(jq -r .pki <<< "$more")" -name 'endorser*' -o -name '*.r0' | wc -l)" 0
finish_self_test
