#!/usr/bin/env bash
# The simulated issuers do what the testbed's README says, asked with curl as any client would.
#   issuer_self_test.sh TESTBED      77: no curl or jq on this machine
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"

testbed_start --issuer aai --issuer rotating,rotate=yes,tls=good,prefix=/auth/realms/egi \
    --keystone k --site b,auth=bearer,issuer=aai --site s,dialect=ooi,auth=bearer,issuer=rotating
aai=$(url_of issuers aai) rotating=$(url_of issuers rotating)
keystone=$(url_of keystones k) site=$(url_of sites b)
federated=$keystone/v3/OS-FEDERATION/identity_providers/egi.eu/protocols/openid/auth
trust=(--cacert "$pki/ca.pem")
decode() { # TEXT: of base64url
    local text=$1
    while [ $((${#text} % 4)) != 0 ]; do text+='='; done
    tr '_-' '/+' <<< "$text" | base64 -d
}
claims() { decode "$(cut -d. -f2 <<< "$1")"; }
refresh() { # ENDPOINT TOKEN [CURL-ARGUMENT...]
    local endpoint=$1 token=$2
    shift 2
    get "${trust[@]}" -d grant_type=refresh_token --data-urlencode "refresh_token=$token" \
        -d client_id=fedcloud-probe -d 'scope=openid profile eduperson_entitlement email' "$@" "$endpoint"
}

# Discovery.
get "$aai/.well-known/openid-configuration"
expect "discovery" "$status $(jq -r .issuer <<< "$body")" "200 $aai"
endpoint=$(jq -r .token_endpoint <<< "$body")
keys=$(jq -r .jwks_uri <<< "$body")
expect "token endpoint" "$endpoint" "$aai/protocol/openid-connect/token"
get "${trust[@]}" "$rotating/.well-known/openid-configuration"
rotating_endpoint=$(jq -r .token_endpoint <<< "$body")
expect "discovery below a prefix" "$status $rotating_endpoint" "200 https://localhost:*/auth/realms/egi/protocol/openid-connect/token"
settings issuers aai '{"issuer_claim":"https://other.example.org","token_endpoint":"http://127.0.0.1:9/token"}'
get "$aai/.well-known/openid-configuration"
expect "issuer_claim, token_endpoint" "$(jq -c '[.issuer, .token_endpoint]' <<< "$body")" '\["https://other.example.org","http://127.0.0.1:9/token"\]'
settings issuers aai '{"issuer_claim":"","token_endpoint":""}'

# Files.
for file in token-good.jwt token-expired.jwt token-other-vo.jwt token-no-entitlement.jwt token-opaque refresh-token; do
    expect "$file: mode and end" "$(stat -c %a "$pki/$file") $(tail -c 1 "$pki/$file" | od -An -c | tr -d ' ')" '600 \\n'
done
good=$(cat "$pki/token-good.jwt")
expect "good: claims" "$(claims "$good" | jq -c '[.iss, .exp > now, .iat <= now, .eduperson_entitlement]')" \
    "\\[\"$aai\",true,true,\\[\"urn:mace:egi.eu:group:ops:role=member#aai.egi.eu\"\\]\\]"
expect "good: subject" "$(claims "$good" | jq -r .sub)" '*@egi.eu'
expect "expired: claims" "$(claims "$(cat "$pki/token-expired.jwt")" | jq -c '.exp < now and .iat < .exp')" true
expect "no entitlement: claims" "$(claims "$(cat "$pki/token-no-entitlement.jwt")" | jq 'has("eduperson_entitlement")')" false
expect "opaque: no JWT" "$(tr -dc . < "$pki/token-opaque" | wc -c)" 0

# The signature, checked with OpenSSL's program and the published key.
get "$keys"
hex() { decode "$1" | od -An -v -tx1 | tr -d ' \n'; }
{
    printf '3059301306072a8648ce3d020106082a8648ce3d03010703420004'
    hex "$(jq -r '.keys[0].x' <<< "$body")"
    hex "$(jq -r '.keys[0].y' <<< "$body")"
} | sed 's/../\\x&/g' > "$work/key.hex"
# shellcheck disable=SC2059 # the escapes are the content
printf "$(cat "$work/key.hex")" > "$work/key.der"
signature=$(hex "$(cut -d. -f3 <<< "$good")")
printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "${signature:0:64}" "${signature:64}" > "$work/signature.conf"
printf %s "${good%.*}" > "$work/signed"
if command -v openssl > /dev/null; then
    openssl asn1parse -noout -genconf "$work/signature.conf" -out "$work/signature"
    expect "good: signature" "$(openssl dgst -sha256 -verify "$work/key.der" -keyform DER -signature "$work/signature" "$work/signed" 2>&1)" "Verified OK"
fi

# Who is let in.
bearer() { get -H "Authorization: Bearer $(cat "$pki/$1")" "$2"; }
bearer token-good.jwt "$federated"
expect "Keystone: good" "$status $(jq -r .token.user.name <<< "$body")" "201 *@egi.eu"
bearer token-opaque "$federated"
expect "Keystone: opaque" "$status" 201
bearer token-expired.jwt "$federated"
expect "Keystone: expired" "$status $(header Content-Type)" "401 text/html"
for file in token-other-vo.jwt token-no-entitlement.jwt; do
    bearer $file "$federated"
    expect "Keystone: $file" "$status $(jq -r .error.code <<< "$body")" "401 401"
done
bearer token-good.jwt "$site/-/"
expect "site: good" "$status" 200
bearer token-expired.jwt "$site/-/"
expect "site: expired" "$status $(header WWW-Authenticate)" "401 Bearer realm=\"$aai\""
get "$site/-/"
expect "site: none" "$status" 401
bearer token-good.jwt "$(url_of sites s)/-/"
expect "site: of another issuer" "$status" 401

# Refreshing.
first=$(cat "$pki/refresh-token")
for _ in 1 2; do
    refresh "$endpoint" "$first"
    expect "refresh" "$status $(jq -c '[.token_type, .expires_in, has("refresh_token")]' <<< "$body")" '200 \["Bearer",3600,false\]'
done
get -H "Authorization: Bearer $(jq -r .access_token <<< "$body")" "$federated"
expect "refresh: the token is good" "$status" 201
refresh "$endpoint" wrong
expect "wrong refresh token" "$status $(jq -r .error <<< "$body")" "400 invalid_grant"
get -d grant_type=refresh_token -d "refresh_token=$first" -d client_id=nobody "$endpoint"
expect "unknown client" "$status $(jq -r .error <<< "$body")" "401 invalid_client"
get -d grant_type=refresh_token -d client_id=fedcloud-probe "$endpoint"
expect "no refresh token" "$status $(jq -r .error <<< "$body")" "400 invalid_request"
get -d grant_type=password -d client_id=fedcloud-probe "$endpoint"
expect "unknown grant" "$status $(jq -r .error <<< "$body")" "400 unsupported_grant_type"
get "$endpoint"
expect "GET at the token endpoint" "$status $(header Allow)" "405 POST"
current=$(call GET issuers/rotating | jq -r '.refresh_tokens[0]')
refresh "$rotating_endpoint" "$current"
next=$(jq -r .refresh_token <<< "$body")
expect "rotation" "$status $(claims "$(jq -r .access_token <<< "$body")" | jq -r .iss)" "200 $rotating"
refresh "$rotating_endpoint" "$current"
expect "rotation: the old one is dead" "$status $(jq -r .error <<< "$body")" "400 invalid_grant"
refresh "$rotating_endpoint" "$next"
expect "rotation: the new one is not" "$status" 200
get -d grant_type=client_credentials -d client_id=fedcloud-robot -d client_secret=robot-secret "$endpoint"
expect "robot: form" "$status $(jq 'has("refresh_token")' <<< "$body")" "200 false"
get -u fedcloud-robot:robot%2Dsecret -d grant_type=client_credentials "$endpoint"
expect "robot: Basic" "$status" 200
get -u fedcloud-robot:wrong -d grant_type=client_credentials "$endpoint"
expect "robot: wrong secret" "$status $(header WWW-Authenticate)" "401 Basic realm=*"
get -d grant_type=client_credentials -d client_id=fedcloud-probe "$endpoint"
expect "client_credentials of the public client" "$status $(jq -r .error <<< "$body")" "400 unauthorized_client"

# Settings, faults, the log.
settings issuers aai '{"token_seconds":60,"entitlements":["a.example.org","ops"]}'
refresh "$endpoint" "$first"
expect "token_seconds" "$(jq .expires_in <<< "$body")" 60
token=$(jq -r .access_token <<< "$body")
expect "entitlements" "$(claims "$token" | jq -c '[.exp - .iat, (.eduperson_entitlement | length)]')" '\[60,2\]'
settings issuers aai '{"entitlements":[]}'
refresh "$endpoint" "$first"
expect "no entitlements" "$(claims "$(jq -r .access_token <<< "$body")" | jq 'has("eduperson_entitlement")')" false
settings issuers aai '{"opaque":true,"entitlements":["ops"]}'
refresh "$endpoint" "$first"
expect "opaque" "$(jq -r .access_token <<< "$body" | tr -dc . | wc -c)" 0
settings issuers aai '{"redirect_to":"http://127.0.0.1:9/","redirect_status":307}'
refresh "$endpoint" "$first"
expect "redirect_to" "$status $(header Location)" "307 http://127.0.0.1:9/"
settings issuers aai '{"redirect_to":"","opaque":false,"rotate":true}'
refresh "$endpoint" "$first"
expect "rotate" "$(jq 'has("refresh_token")' <<< "$body")" true
call POST issuers/aai/faults '{"kind":"status","code":500}' > /dev/null
get "$aai/.well-known/openid-configuration"
expect "fault" "$status $(jq -r .error <<< "$body")" "500 internal_server_error"
expect "log" "$(call GET issuers/rotating/requests | jq -r '.[-1].body')" "grant_type=refresh_token&refresh_token=$next*"
expect "list" "$(call GET issuers | jq -c '[.[].name]')" '\["aai","rotating"\]'

# A PKI that was made elsewhere: here, of the other testbed.
testbed_more --server-pem "$pki/server-good.pem" --ca-folder "$pki/certificates" \
    --site f,tls=good,client-cert=required
foreign=$(jq -r '.sites[0].endpoint' <<< "$more")
get "${trust[@]}" --cert "$pki/proxy.pem" "$foreign/-/"
expect "foreign PKI" "$status" 200
get "${trust[@]}" --cert "$(jq -r .pki <<< "$more")/user.pem" "$foreign/-/"
expect "foreign PKI: not the minted CA" "$status" 000
expect "wrong option" "$("$testbed_program" --site x,auth=bearer < /dev/null > /dev/null 2>&1 || echo $?)" 2
expect "no such CA folder" "$("$testbed_program" --ca-folder /nonexistent < /dev/null > /dev/null 2>&1 || echo $?)" 1
finish_self_test
