#!/usr/bin/env bash
# The simulated Keystones do what the testbed's README says, asked with curl as any client would.
#   keystone_self_test.sh TESTBED      77: no curl or jq on this machine
set -euo pipefail
testbed_program=$1
# shellcheck source=tests/integration/testbed_self_test.sh
source "$(dirname "$0")/testbed_self_test.sh"

testbed_start --keystone both --keystone tls,tls=good,client-cert=optional,prefix=/identity \
    --keystone old,versions=v2.0 --keystone plain --site a,auth=keystone,keystone=both \
    --site o,dialect=ooi,auth=keystone,keystone=old \
    --site t,auth=keystone,keystone=tls,tls=good,client-cert=optional
both=$(url_of keystones both) tls=$(url_of keystones tls) old=$(url_of keystones old)
plain=$(url_of keystones plain)
site=$(url_of sites a) old_site=$(url_of sites o) tls_site=$(url_of sites t)
federation=/v3/OS-FEDERATION/identity_providers/egi.eu/protocols
json='Content-Type: application/json'
with_proxy=(--cacert "$pki/ca.pem" --cert "$pki/proxy.pem")
rescope_to() { # TOKEN PROJECT-ID
    printf '{"auth":{"identity":{"methods":["token"],"token":{"id":"%s"}},"scope":{"project":{"id":"%s"}}}}' "$1" "$2"
}
by_password() { # PASSWORD [SCOPE]
    printf '{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"probe","domain":{"name":"Default"},"password":"%s"}}}%s}}' \
        "$1" "${2:+,\"scope\":$2}"
}

# Discovery.
get "$both/"
expect "root: status" "$status" 300
expect "root: versions" "$(jq -c '[.versions.values[].id]' <<< "$body")" '\["v3.14","v2.0"\]'
expect "root: hrefs" "$(jq -r '.versions.values[].links[0].href' <<< "$body" | tr '\n' ' ')" "$both/v3/ $both/v2.0/ "
get "$both/v3"
expect "v3: version" "$status $(jq -r .version.id <<< "$body")" "200 v3.14"
get "$both/v2.0/"
expect "v2.0: version" "$status $(jq -r .version.id <<< "$body")" "200 v2.0"
get "$old/v3"
expect "v3 where there is only v2.0" "$status $(jq -r .error.code <<< "$body")" "404 404"
get --cacert "$pki/ca.pem" "$tls/"
expect "root below a prefix" "$status $(jq -r '.versions.values[0].links[0].href' <<< "$body")" "300 https://localhost:*/identity/v3/"
get --cacert "$pki/ca.pem" "${tls%/identity}/v3"
expect "outside the prefix" "$status" 404
settings keystones both '{"href_base":"http://localhost"}'
get "$both/"
expect "href_base" "$(jq -r '.versions.values[0].links[0].href' <<< "$body")" http://localhost/v3/
settings keystones both '{"href_base":"","discovery_redirect_to":"http://127.0.0.1:9/","redirect_status":307}'
get "$both/v3"
expect "discovery_redirect_to" "$status $(header Location)" "307 http://127.0.0.1:9/"
settings keystones both '{"discovery_redirect_to":"","redirect_status":302}'

# The site's challenge.
get "$site/-/"
expect "challenge: v3" "$status $(header WWW-Authenticate)" "401 Keystone uri='$both/v3'"
get "$old_site/-/"
expect "challenge: v2.0" "$status $(header WWW-Authenticate)" "401 Keystone uri='$old/v2.0'"
settings sites a '{"challenge":"snf-auth uri=\"{}\"","challenge_header":"Www-Authenticate","keystone_uri":"http://elsewhere.example.org"}'
get "$site/-/"
expect "challenge: settings" "$(grep -i ^www- <<< "$headers")" "Www-Authenticate: snf-auth uri=\"http://elsewhere.example.org\""
settings sites a '{"challenge":"Keystone uri='"'{}'"'","challenge_header":"WWW-Authenticate","keystone_uri":""}'
get -H 'X-Auth-Token: nonsense' "$site/-/"
expect "unknown token at the site" "$status" 401

# Version 3 with an access token, to a project and to the site.
for protocol in openid oidc; do
    for method in GET POST; do
        get -X $method -H 'Authorization: Bearer good-access-token' "$both$federation/$protocol/auth"
        expect "$method $protocol: status" "$status" 201
    done
done
unscoped=$(header X-Subject-Token)
expect "unscoped: token" "$(jq -r '[.token.methods[0], .token.user["OS-FEDERATION"].identity_provider.id, .token.project] | @csv' <<< "$body")" '"oidc","egi.eu",'
expect "unscoped: times" "$(jq -r '.token.expires_at' <<< "$body")" '20??-??-??T??:??:??.000000Z'
get -H "X-Auth-Token: $unscoped" "$site/-/"
expect "unscoped token at the site" "$status" 401
get -H "X-Auth-Token: $unscoped" "$both/v3/auth/catalog"
expect "catalogue for an unscoped token" "$status $(jq -r .error.title <<< "$body")" "403 Forbidden"
get -H "X-Auth-Token: $unscoped" "$both/v3/auth/projects"
expect "projects" "$status $(jq -c '[.projects[].name]' <<< "$body")" '200 \["ops"\]'
project=$(jq -r '.projects[0].id' <<< "$body")
get -H "$json" -d "$(rescope_to "$unscoped" "$project")" "$both/v3/auth/tokens"
expect "rescope: status" "$status $(jq -r .token.project.name <<< "$body")" "201 ops"
scoped=$(header X-Subject-Token)
expect "rescope: methods" "$(jq -c .token.methods <<< "$body")" '\["oidc","token"\]'
expect "catalogue: services" "$(jq -c '[.token.catalog[].type]' <<< "$body")" '\["occi","compute","identity"\]'
occi_of='.token.catalog[] | select(.type == "occi") | .endpoints[] | select(.interface == "public" and .region == "RegionOne") | .url'
expect "catalogue: OCCI" "$(jq -r "$occi_of" <<< "$body")" "$site"
expect "catalogue: endpoints of a service" "$(jq '.token.catalog[0].endpoints | length' <<< "$body")" 6
get -H "X-Auth-Token: $scoped" -H 'Accept: text/plain' "$site/-/"
expect "OCCI query with the token" "$status $(grep -c '^Category: compute;' <<< "$body")" "200 1"
get -H "X-Auth-Token: $scoped" "$both/v3/auth/catalog"
expect "catalogue by itself" "$status $(jq '.catalog | length' <<< "$body")" "200 3"
get -H "X-Auth-Token: $scoped" -H "X-Subject-Token: $unscoped" "$both/v3/auth/tokens"
expect "validation" "$status $(jq -r '.token.methods[0]' <<< "$body")" "200 oidc"
get -H "$json" -d "$(rescope_to "$unscoped" 0123)" "$both/v3/auth/tokens"
expect "unknown project" "$status" 401
get -H "$json" -d "$(rescope_to bogus "$project")" "$both/v3/auth/tokens"
expect "unknown token" "$status $(header WWW-Authenticate)" "401 Keystone uri=\"$both/v3\""

# What federation refuses.
get -H 'Authorization: Bearer bad' "$both$federation/openid/auth"
expect "bad access token" "$status $(header Content-Type) $(header WWW-Authenticate)" '401 text/html Bearer realm="egi.eu", error="invalid_token"'
get "$both$federation/oidc/auth"
expect "no access token" "$status" 401
get -H 'Authorization: Bearer no-vo-token' "$both$federation/openid/auth"
expect "no VO" "$status $(jq -r .error.title <<< "$body")" "401 Unauthorized"
get "$both$federation/saml2/auth"
expect "unknown protocol" "$status $(jq -r '.error.identity | has("methods")' <<< "$body")" "401 true"
get "$both/v3/OS-FEDERATION/identity_providers/other/protocols/openid/auth"
expect "unknown identity provider" "$status" 404
settings keystones both '{"federation_methods":["GET"],"protocols":["openid"],"unmapped":true}'
get -X POST -H 'Authorization: Bearer good-access-token' "$both$federation/openid/auth"
expect "federation_methods" "$status $(header Allow)" "405 GET"
get -H 'Authorization: Bearer good-access-token' "$both$federation/oidc/auth"
expect "protocols" "$status $(jq -r .error.message <<< "$body")" \
    "401 Attempted to authenticate with an unsupported method."
get -H 'Authorization: Bearer good-access-token' "$both$federation/openid/auth"
expect "unmapped" "$status" 401
settings keystones both '{"federation_methods":["GET","POST"],"protocols":["openid","oidc","mapped"],"unmapped":false}'

# Client certificates.
get --cacert "$pki/ca.pem" "$tls$federation/mapped/auth"
expect "mapped: no certificate" "$status" 401
get "${with_proxy[@]}" "$tls$federation/mapped/auth"
expect "mapped: proxy" "$status $(jq -r .token.user.name <<< "$body")" "201 /DC=org/DC=example/O=Testbed/CN=Sample Probe User/CN=1893456001"
for voms in true '"true"'; do
    get "${with_proxy[@]}" -H "$json" -d "{\"auth\":{\"voms\":$voms}}" "$tls/v2.0/tokens"
    expect "v2.0 voms $voms" "$status $(jq -c .access.serviceCatalog <<< "$body")" '200 \[\]'
done
voms=$(jq -r .access.token.id <<< "$body")
get --cacert "$pki/ca.pem" -H "$json" -d '{"auth":{"voms":true}}' "$tls/v2.0/tokens"
expect "v2.0 voms: no certificate" "$status" 401
get --cacert "$pki/ca.pem" -H "X-Auth-Token: $voms" "$tls/v2.0/tenants"
expect "tenants" "$status $(jq -c '[.tenants[].name]' <<< "$body")" '200 \["ops"\]'
get "${with_proxy[@]}" -H "$json" -d '{"auth":{"voms":true,"tenantName":"ops"}}' "$tls/v2.0/tokens"
expect "v2.0 voms: tenant" "$status $(jq -r .access.token.tenant.name <<< "$body")" "200 ops"
scoped_voms=$(jq -r .access.token.id <<< "$body")
expect "v2.0 catalogue" "$(jq -r '.access.serviceCatalog[] | select(.type == "occi") | .endpoints[0].publicURL' <<< "$body")" "$tls_site"
get --cacert "$pki/ca.pem" -H "X-Auth-Token: $scoped_voms" "$tls_site/-/"
expect "OCCI query with a v2.0 token" "$status" 200
settings keystones tls '{"needs_voms":true}'
get "${with_proxy[@]}" -H "$json" -d '{"auth":{"voms":true}}' "$tls/v2.0/tokens"
expect "needs_voms: proxy without" "$status" 401
get --cacert "$pki/ca.pem" --cert "$pki/proxy-voms.pem" -H "$json" -d '{"auth":{"voms":true}}' "$tls/v2.0/tokens"
expect "needs_voms: proxy with" "$status" 200
settings keystones tls '{"needs_voms":false,"logins":["password"]}'
get "${with_proxy[@]}" -H "$json" -d '{"auth":{"voms":true}}' "$tls/v2.0/tokens"
expect "logins: no voms" "$status" 401

# Passwords.
get -H "$json" -d "$(by_password secret)" "$both/v3/auth/tokens"
expect "password" "$status $(jq -r .token.user.name <<< "$body")" "201 probe"
get -H "$json" -d "$(by_password secret '{"project":{"name":"ops","domain":{"id":"default"}}}')" "$both/v3/auth/tokens"
expect "password, scoped" "$status $(jq -r .token.project.name <<< "$body")" "201 ops"
get -H "$json" -d "$(by_password wrong)" "$both/v3/auth/tokens"
expect "wrong password" "$status $(jq -r .error.message <<< "$body")" "401 The request you have made requires authentication."
get -H "$json" -d '{"auth":{"passwordCredentials":{"username":"probe","password":"secret"}}}' "$old/v2.0/tokens"
expect "v2.0 password" "$status" 200
get -H "$json" -d "{\"auth\":{\"token\":{\"id\":\"$(jq -r .access.token.id <<< "$body")\"},\"tenantName\":\"ops\"}}" "$old/v2.0/tokens"
expect "v2.0 token for a tenant" "$status $(jq '.access.serviceCatalog | length' <<< "$body")" "200 3"
get -H "$json" -d '{"auth":[]}' "$both/v3/auth/tokens"
expect "no auth" "$status $(jq -r .error.title <<< "$body")" "400 Bad Request"
get -H "$json" -d 'garbage' "$both/v2.0/tokens"
expect "garbage" "$status" 400

# Settings of tokens and of the catalogue.
settings keystones both '{"projects":["fedcloud","ops","ops-test"],"occi_url":"file:///etc/passwd","token_bytes":4000}'
get -H "$json" -d "$(by_password secret '{"project":{"name":"ops-test","domain":{"id":"default"}}}')" "$both/v3/auth/tokens"
long=$(header X-Subject-Token)
expect "projects, token_bytes" "$status $(jq -r .token.project.name <<< "$body") ${#long}" "201 ops-test 4000"
expect "occi_url" "$(jq -r "$occi_of" <<< "$body")" file:///etc/passwd
get -H "X-Auth-Token: $long" "$site/-/"
expect "a padded token is good" "$status" 200
get -H "X-Auth-Token: ${long}A" "$site/-/"
expect "but not with more padding" "$status" 401
settings keystones both '{"token_bytes":100000000}'
peak_memory() { awk '/VmHWM/ { print $2 }' "/proc/$(jq -r .pid <<< "$testbed")/status"; } # kB
memory=$(peak_memory)
# No curl takes such a header.
exec {raw}<> "/dev/tcp/127.0.0.1/${both##*:}"
printf 'GET %s/openid/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer good-access-token\r\n\r\n' "$federation" >&"$raw"
size=$(wc -c <&"$raw")
exec {raw}>&-
expect "a hundred megabytes in the header" "$((size > 100000000 && size < 100002000))" 1
size=$(curl -s -H "$json" -d '{"auth":{"passwordCredentials":{"username":"probe","password":"secret"}}}' "$both/v2.0/tokens" | wc -c)
expect "a hundred megabytes in the body" "$((size > 100000000 && size < 100001000))" 1
expect "which take no memory" "$(($(peak_memory) - memory < 50000))" 1
settings keystones both '{"token_bytes":0,"token_seconds":1,"projects":["ops"],"occi_url":""}'
get -H "$json" -d "$(by_password secret '{"project":{"name":"ops","domain":{"id":"default"}}}')" "$both/v3/auth/tokens"
short=$(header X-Subject-Token)
get -H "X-Auth-Token: $short" "$site/-/"
expect "a short life: before" "$status" 200
sleep 1.1
get -H "X-Auth-Token: $short" "$site/-/"
expect "a short life: after" "$status" 401
settings keystones both '{"token_seconds":3600,"redirect_to":"http://127.0.0.1:9/tokens"}'
get -H "$json" -d "$(by_password secret)" "$both/v3/auth/tokens"
expect "redirect_to" "$status $(header Location)" "302 http://127.0.0.1:9/tokens"
settings keystones both '{"redirect_to":"","versions":["v2.0"]}'
get "$site/-/"
expect "versions: the challenge" "$(header WWW-Authenticate)" "Keystone uri='$both/v2.0'"
settings keystones both '{"versions":["v3","v2.0"]}'
expect "unknown setting" "$(curl -s -o /dev/null -w '%{http_code}' -X PUT -d '{"nonsense":1}' "$control/keystones/both/settings")" 400

# Faults, tokens and the log.
call POST keystones/both/faults '{"kind":"status","code":503}' > /dev/null
get "$both/v3"
expect "fault" "$status $(jq -r .error.code <<< "$body")" "503 503"
get "$both/v3"
expect "after the fault" "$status" 200
get -H "X-Auth-Token: $scoped" "$site/-/"
expect "before the revocation" "$status" 200
expect "token list" "$(call GET keystones/both/tokens | jq -c --arg id "$scoped" '.[] | select(.id == $id) | [.project, .valid]')" '\["ops",true\]'
call DELETE keystones/both/tokens > /dev/null
get -H "X-Auth-Token: $scoped" "$site/-/"
expect "after the revocation" "$status" 401
expect "token list after" "$(call GET keystones/both/tokens | jq '[.[] | select(.valid)] | length')" 0
expect "log: subject" "$(call GET keystones/tls/requests | jq -r '[.[] | select(.path | contains("mapped"))][1].client_subject')" "/DC=org/*"
expect "log: none" "$(call GET keystones/both/requests | jq -r '[.[].client_subject] | unique | .[]')" null
expect "log: bearer" "$(call GET keystones/both/requests | jq -r '[.[] | select(.path | contains("openid"))][0].headers.Authorization')" "Bearer good-access-token"
call DELETE keystones/both/requests > /dev/null
expect "log: emptied" "$(call GET keystones/both | jq -c '[.next_request, .counters.requests]')" '\[1,0\]'
expect "unknown Keystone" "$(curl -s -o /dev/null -w '%{http_code}' "$control/keystones/none")" 404

# A site that asks a Keystone elsewhere, which is another one of this program.
testbed_more --site remote,auth=keystone,validate="$plain"
remote=$(jq -r '.sites[0].endpoint' <<< "$more")
get "$remote/-/"
expect "validate: challenge" "$status $(header WWW-Authenticate)" "401 Keystone uri='$plain/v3'"
get -H "$json" -d "$(by_password secret)" "$plain/v3/auth/tokens"
get -H "X-Auth-Token: $(header X-Subject-Token)" "$remote/-/"
expect "validate: unscoped" "$status" 401
get -H "$json" -d "$(by_password secret '{"project":{"name":"ops","domain":{"id":"default"}}}')" "$plain/v3/auth/tokens"
get -H "X-Auth-Token: $(header X-Subject-Token)" "$remote/-/"
expect "validate: scoped" "$status" 200
expect "wrong option" "$("$testbed_program" --site x,auth=keystone < /dev/null > /dev/null 2>&1 || echo $?)" 2
finish_self_test
