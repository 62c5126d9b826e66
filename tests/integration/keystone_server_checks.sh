# shellcheck shell=bash disable=SC2154 # part of grid_servers_self_test.sh, which has the functions and servers
# What a client may rely on with the real Keystone, by itself and behind Apache.

keystone=$(of keystone url)
federation=$keystone/v3/OS-FEDERATION/identity_providers/egi.eu/protocols
json='Content-Type: application/json'
ops=$(jq -r .projects.ops <<< "${line_of[keystone]}")
archive=$(jq -r '.projects["ops-archive"]' <<< "${line_of[keystone]}")
unauthorized="401 The request you have made requires authentication. Keystone uri=\"$keystone/v3\""
refusal() { printf '%s %s %s' "$status" "$(jq -r .error.message <<< "$body")" "$(header WWW-Authenticate)"; }
by_password() { # PASSWORD [PROJECT]
    get -H "$json" "$keystone/v3/auth/tokens" -d "$(jq -n --arg password "$1" --arg project "${2:-}" '
        {domain: {name: "Default"}} as $in
        | {auth: {identity: {methods: ["password"], password: {user: ($in + {name: "probe", password: $password})}}}}
        | if $project == "" then . else .auth.scope = {project: ($in + {name: $project})} end')"
}
by_token() { # TOKEN PROJECT-ID
    get -H "$json" "$keystone/v3/auth/tokens" -d "$(jq -n --arg token "$1" --arg project "$2" '
        {auth: {identity: {methods: ["token"], token: {id: $token}}, scope: {project: {id: $project}}}}')"
}
bearer() { # KIND-OF-TOKEN [CURL-ARGUMENT...]
    get -H "Authorization: Bearer $(cat "$(jq -r --arg kind "$1" '.tokens[$kind]' <<< "${line_of[keystone]}")")" \
        "${@:2}" "$federation/openid/auth"
}
claims() { # KIND-OF-TOKEN
    local text
    text=$(cut -d. -f2 "$(jq -r --arg kind "$1" '.tokens[$kind]' <<< "${line_of[keystone]}")" | tr '_-' '/+')
    while [ $((${#text} % 4)) != 0 ]; do text+='='; done
    base64 -d <<< "$text"
}

# Discovery.
get "$keystone/"
expect "root" "$status $(header Location) $(jq -c '[.versions.values[] | .id, .status, .links[0].href]' <<< "$body")" \
    "300 $keystone/v3/ \\[\"v3.*\",\"stable\",\"$keystone/v3/\"\\]"
get "$keystone/v3"
expect "v3" "$status $(jq -r .version.links[0].href <<< "$body")" "200 $keystone/v3/"
get "$keystone/v2.0"
expect "v2.0: there is none, in HTML" "$status $(header Content-Type)" "404 text/html*"
get "http://localhost:${keystone##*:}/"
expect "links follow the Host header" "$(header Location)" "http://localhost:${keystone##*:}/v3/"

# Passwords.
by_password probe-secret
expect "password" "$status $(jq -c '[.token.user.name, .token.methods, has("catalog"), .token.project]' <<< "$body")" \
    '201 \["probe",\["password"\],false,null\]'
by_password probe-secret ops
expect "password, scoped" "$status $(jq -c '.token | [.project.name, .project.id, (.roles | map(.name) | sort)]' <<< "$body")" \
    "201 \\[\"ops\",\"$ops\",\\[\"member\",\"reader\"\\]\\]"
expect "password: the token's length" "$((${#body} > 1000)) $(header X-Subject-Token)" "1 gAAAAA*"
by_password probe-secret ops-archive
by_archive=$(header X-Subject-Token)
expect "password, the other project" "$status $(jq -r .token.project.id <<< "$body")" "201 $archive"
by_password wrong
expect "wrong password" "$(refusal)" "$unauthorized"
for project in admin nonesuch; do
    by_password probe-secret $project
    expect "password, project $project" "$(refusal)" "$unauthorized"
done
get -H "$json" -d garbage "$keystone/v3/auth/tokens"
expect "garbage" "$status $(jq -r .error.title <<< "$body")" "400 Bad Request"

# Access tokens.
for kind in good no_vo expired; do
    file=$(jq -r --arg kind $kind '.tokens[$kind]' <<< "${line_of[keystone]}")
    expect "token $kind: mode, end, parts" "$(stat -c %a "$file") $(tail -c 1 "$file" | od -An -c | tr -d ' ') $(tr -dc . < "$file" | wc -c)" '600 \\n 2'
    expect "token $kind: issuer and subject" "$(claims $kind | jq -r '.iss + " " + .sub')" 'https://aai.egi.eu/auth/realms/egi *@egi.eu'
    expect "token $kind: in time, of ops" "$(claims $kind | jq -c '[.exp > now, (.eduperson_entitlement | map(contains(":group:ops:")) | any)]')" \
        "\\[$([ $kind = expired ] && echo false || echo true),$([ $kind = no_vo ] && echo false || echo true)\\]"
done
for method in GET POST; do
    bearer good -X $method
    expect "federation, $method" "$status $(jq -c '.token | [.methods, .user.name, .user["OS-FEDERATION"].protocol.id, .project]' <<< "$body")" \
        "201 \\[\\[\"openid\"\\],\"$(claims good | jq -r .sub)\",\"openid\",null\\]"
done
unscoped=$(header X-Subject-Token)
bearer no_vo
expect "no VO: Keystone's own refusal" "$(refusal)" "$unauthorized"
bearer expired
expect "expired: the edge's refusal" "$status $(header Content-Type) $(header WWW-Authenticate)" '401 text/html* Bearer error="invalid_token"*'
get "$federation/openid/auth"
expect "no access token" "$status $(header WWW-Authenticate)" '401 Bearer error="invalid_request"*'
get -H "Authorization: Bearer $unscoped" "$federation/openid/auth"
expect "a token of Keystone's is no access token" "$status" 401
get -H 'OIDC-iss: https://aai.egi.eu/auth/realms/egi' -H 'OIDC-sub: me' "$federation/openid/auth"
expect "claims of one's own" "$status" 401
get "$federation/saml2/auth"
expect "unknown protocol" "$status $(jq -r '.error.message' <<< "$body")" "401 Attempted to authenticate with an unsupported method."
get "${federation/egi.eu/other}/openid/auth"
expect "unknown identity provider" "$status $(jq -r '.error.message' <<< "$body")" "404 Could not find Identity Provider: other."
bearer good -X PUT
expect "PUT" "$status $(header Allow)" "405 *GET*"

# Projects, a token for one of them, and the catalogue.
get -H "X-Auth-Token: $unscoped" "$keystone/v3/auth/projects"
expect "projects from outside" "$status $(jq -c '[.projects[] | .name, .id, .enabled, .description]' <<< "$body")" "200 \\[\"ops\",\"$ops\",true,\"EGI ops VO\"\\]"
get -H "X-Auth-Token: $by_archive" "$keystone/v3/auth/projects"
expect "projects of probe" "$status $(jq -c '[.projects[].name] | sort' <<< "$body")" '200 \["ops","ops-archive"\]'
get -H "X-Auth-Token: $unscoped" "$keystone/v3/auth/catalog"
expect "catalogue without a project" "$status $(jq -r .error.title <<< "$body")" "403 Forbidden"
by_token "$unscoped" "$ops"
scoped=$(header X-Subject-Token)
expect "rescoping" "$status $(jq -c '.token | [.project.name, (.methods | sort)]' <<< "$body")" '201 \["ops",\["openid","token"\]\]'
catalogue=$(jq -c .token.catalog <<< "$body")
expect "catalogue: types" "$(jq -c 'map(.type) | sort' <<< "$catalogue")" '\["compute","identity","occi"\]'
expect "catalogue: OCCI" "$(jq -r '.[] | select(.type == "occi") | .endpoints[] | select(.interface == "public" and .region_id == "RegionOne") | .url' <<< "$catalogue")" \
    https://occi.example.org:8787/occi1.1
expect "catalogue: what is not meant" "$(jq -c '[.[] | select(.type == "occi") | .endpoints[] | select(.url | contains(".invalid")) | .interface + " " + .region] | sort' <<< "$catalogue")" \
    '\["admin RegionOne","internal RegionOne","public RegionTwo"\]'
get -H "X-Auth-Token: $scoped" "$keystone/v3/auth/catalog"
expect "catalogue by itself" "$status $(jq -c .catalog <<< "$body" | cksum)" "200 $(cksum <<< "$catalogue")"
for project in "$archive" 0123; do
    by_token "$unscoped" "$project"
    expect "rescoping to what one may not" "$(refusal)" "$unauthorized"
done
by_token bogus "$ops"
expect "rescoping with what is no token: 404, not 401" "$status $(jq -r .error.message <<< "$body")" "404 Could not recognize Fernet token"

# Tokens that are looked at and taken back.
get -H "X-Auth-Token: $scoped" -H "X-Subject-Token: $scoped" "$keystone/v3/auth/tokens"
expect "a token looks at itself" "$status $(jq -r .token.project.name <<< "$body") $(header X-Subject-Token)" "200 ops $scoped"
get -H "X-Auth-Token: $by_archive" -H "X-Subject-Token: $scoped" "$keystone/v3/auth/tokens"
expect "at somebody else's" "$status" 403
get -H "X-Auth-Token: $scoped" -H "X-Subject-Token: bogus" "$keystone/v3/auth/tokens"
expect "at what is none" "$status" 404
get -H "X-Auth-Token: bogus" -H "X-Subject-Token: $scoped" "$keystone/v3/auth/tokens"
expect "with what is none" "$(refusal)" "$unauthorized"
testbed_more --site v,auth=keystone,validate="$keystone"
validating=$(jq -r '.sites[0].endpoint' <<< "$more")
get -H "X-Auth-Token: $scoped" "$validating/-/"
expect "a site takes it" "$status" 200
get -X DELETE -H "X-Auth-Token: $scoped" -H "X-Subject-Token: $scoped" "$keystone/v3/auth/tokens"
expect "revocation" "$status" 204
get -H "X-Auth-Token: $scoped" "$validating/-/"
expect "a site takes it no more" "$status $(header WWW-Authenticate)" "401 Keystone uri='$keystone/v3'"
get -H "X-Auth-Token: $unscoped" "$keystone/v3/auth/projects"
expect "the token that it was made from is still good" "$status" 200

# Proxies, with Keystone behind a real mod_gridsite; who may, says Keystone.
begin front gridsite_server.sh --vo any "$work/pki" "$work/front" "$keystone"
ready front
front=$(of front url)
with proxy-ops-rfc "$front/"
expect "behind Apache: links" "$status $(header Location) $(jq -r '.versions.values[0].links[0].href' <<< "$body")" "300 $front/v3/ $front/v3/"
with proxy-noac-rfc "$front${federation#"$keystone"}/mapped/auth"
expect "behind Apache: a proxy without a VO" "$status $(header WWW-Authenticate)" "401 Keystone uri=\"$front/v3\""
with proxy-other-rfc "$front${federation#"$keystone"}/mapped/auth"
expect "behind Apache: a proxy of another VO" "$status" 401
if [ "$demanded" = ops ]; then # else mod_gridsite has no folder of LSC files
    for method in GET POST; do
        with proxy-ops-rfc -X $method "$front${federation#"$keystone"}/mapped/auth"
        expect "behind Apache: a proxy, $method" "$status $(jq -c '.token | [.methods, .user.name]' <<< "$body")" \
            '201 \[\["mapped"\],"dn:/DC=org/DC=example/O=People/CN=Alice+Tester"\]'
    done
    by_token "$(header X-Subject-Token)" "$ops"
    expect "behind Apache: rescoping" "$status $(jq -r .token.project.name <<< "$body")" "201 ops"
fi

# The log.
log=$(cat "$(of keystone log)")
for wanted in "GET / 300 -" "POST ${federation#"$keystone"}/openid/auth 201 Authorization" \
    "GET /v3/auth/projects 200 X-Auth-Token" "POST /v3/auth/tokens 401 body" "GET /v3/auth/tokens 200 X-Auth-Token,X-Subject-Token"; do
    expect "log: $wanted" "$(grep -cxF "$wanted" <<< "$log")" "[1-9]*"
done
expect "log: no secrets" "$(grep -cE 'gAAAA|eyJ|probe-secret' <<< "$log" || true)" 0
