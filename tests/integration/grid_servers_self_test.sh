#!/usr/bin/env bash
# The real servers do what the tests of the probes rely on, asked with curl and openssl as any client
# would: a grid site behind Apache, openssl s_server, and a Keystone; and nothing of them is left.
#   grid_servers_self_test.sh TESTBED      77: a package is missing on this machine
set -euo pipefail
testbed_program=$1
here=$(dirname "$0")

# All that is missing on one line.
missing=()
for program in curl jq; do
    command -v $program > /dev/null || missing+=("$program")
done
for server in grid_pki gridsite_server s_server keystone_server; do
    said=$("$here/$server.sh" --check 2>&1) && continue
    [[ $said == "Skipped: not installed: "* ]] || { echo "$said"; exit 77; }
    missing+=("${said#*: not installed: }")
done
printf -v missing_text '; %s' "${missing[@]}"
[ "${#missing[@]}" = 0 ] || { echo "Skipped: not installed: ${missing_text:2}"; exit 77; }

# shellcheck source=tests/integration/testbed_self_test.sh
source "$here/testbed_self_test.sh"
chmod 755 "$work" # for an Apache that has become nobody; what is private in there has rights of its own
declare -A script_of answers_of line_of

# begin NAME SCRIPT ARGUMENT...: starts a server; its standard input is closed at the end, at the latest.
begin() {
    local name=$1 folder input held
    shift
    folder=$(mktemp -d "$work/XXXX")
    mkfifo "$folder/in" "$folder/out"
    (
        # Else its server would hold open the inputs of those that were started before.
        for held in "${testbed_inputs[@]}"; do
            exec {held}>&-
        done
        exec "$here/$1" "${@:2}"
    ) < "$folder/in" > "$folder/out" &
    script_of[$name]=$!
    exec {input}> "$folder/in"
    testbed_inputs+=("$input")
    exec {answers}< "$folder/out"
    answers_of[$name]=$answers
}
# ready NAME: waits until it is.
ready() {
    local said
    read -r said <&"${answers_of[$1]}" || { echo "FAILED: $1 did not start"; exit 1; }
    line_of[$1]=$said
}
of() { jq -r --arg key "$2" '.[$key]' <<< "${line_of[$1]}"; } # NAME KEY

# processes NAME: how many there are in its server's session, however it was left.
processes() {
    { cat /proc/[0-9]*/stat 2> /dev/null || true; } | # one may end meanwhile
        awk -v session="$(of "$1" pid)" '{ sub(/^.*\) /, "") } $1 != "Z" && $4 == session { n++ } END { print n + 0 }'
}
# expect_end NAME HOW
expect_end() {
    local left
    for _ in $(seq 100); do
        left=$(processes "$1")
        [ "$left" != 0 ] || break
        sleep 0.05
    done
    expect "$1: processes left after $2" "$left" 0
}

begin keystone keystone_server.sh "$work/keystone" --occi https://occi.example.org:8787/occi1.1
"$here/grid_pki.sh" "$work/pki"
testbed_start --site a,dialect=ooi
site=$(url_of sites a)
certificates=$work/pki/certificates
begin apache gridsite_server.sh "$work/pki" "$work/apache" "$site"
begin apache12 gridsite_server.sh --tls 1.2 "$work/pki" "$work/apache12" "$site"
begin apache13 gridsite_server.sh --tls 1.3 "$work/pki" "$work/apache13" "$site"
begin plain s_server.sh "$work/pki" "$work/plain"
begin strict s_server.sh --no-proxies --tls 1.2 "$work/pki" "$work/strict"
for name in apache apache12 apache13 plain strict keystone; do
    ready $name
    expect "$name: processes before the end" "$(($(processes $name) > 0))" 1
done

# with CREDENTIAL CURL-ARGUMENT...: a request with a client certificate, or with "none".
with() {
    local certificate=()
    [ "$1" = none ] || certificate=(--cert "$work/pki/$1.pem")
    get --capath "$certificates" "${certificate[@]}" "${@:2}"
}
# alert URL CREDENTIAL OPTION...: number of the TLS alert that openssl's client is refused with.
alert() {
    local certificate=()
    [ "$2" = none ] || certificate=(-cert "$work/pki/$2.pem" -key "$work/pki/$2.pem")
    printf 'GET /-/ HTTP/1.0\r\n\r\n' | timeout 10 openssl s_client -quiet -connect "${1#https://}" \
        -CApath "$certificates" "${certificate[@]}" "${@:3}" 2>&1 | sed -n 's/.*SSL alert number \([0-9]*\).*/\1/p' || true
}

# Apache: who is let in.
apache=$(of apache url)
demanded=$(of apache vo)
forbidden=403
[ "$demanded" = ops ] || forbidden=200
for credential in proxy-ops-rfc proxy-ops-limited proxy-ops-delegated proxy-ops-robot proxy-ops-short; do
    with $credential "$apache/-/"
    expect "Apache: $credential" "$status $(grep -c '^Category: compute;' <<< "$body")" "200 1"
done
# Without its user's certificate a proxy gets past mod_gridsite's own check of the chain, but has no VO.
for credential in proxy-other-rfc proxy-noac-rfc proxy-ops-expired-ac user nochain; do
    with $credential "$apache/-/"
    expect "Apache (VO $demanded): $credential" "$status" "$forbidden"
done
for credential in none revoked proxy-revoked expired foreign badsig pathlen clockskew \
    proxy-ops-expired proxy-expired-eec; do
    with $credential "$apache/-/"
    expect "Apache: $credential" "$status" 000
done
# Numbers of RFC 8446, 6: handshake_failure 40, revoked 44, expired 45, unknown_ca 48, certificate_required 116.
expect "Apache: no certificate, TLS 1.2" "$(alert "$apache" none -tls1_2)" 40
expect "Apache: no certificate, TLS 1.3" "$(alert "$apache" none -tls1_3)" 116
for case in revoked=44 expired=45 foreign=48; do
    expect "Apache: alert for ${case%=*}" "$(alert "$apache" "${case%=*}" -tls1_2) $(alert "$apache" "${case%=*}" -tls1_3)" \
        "${case#*=} ${case#*=}"
done

# Apache: versions of TLS, the log, and addresses.
for version in 1.2 1.3; do
    with proxy-ops-rfc --tlsv$version --tls-max $version "$apache/-/"
    expect "Apache: TLS $version" "$status" 200
    for only in 1.2 1.3; do
        with proxy-ops-rfc --tlsv$version --tls-max $version "$(of "apache${only/./}" url)/-/"
        expect "Apache --tls $only: TLS $version" "$status" "$([ $only = $version ] && echo 200 || echo 000)"
    done
done
log=$(cat "$(of apache access_log)")
for version in 1.2 1.3; do
    expect "Apache: log of TLS $version" "$log" "*\"GET /-/ HTTP/1.1\" 200 TLSv$version \"CN=*,CN=Alice Tester,O=People,DC=example,DC=org\"*"
done
[ "$demanded" != ops ] ||
    expect "Apache: log of the VO" "$log" '*"/ops/Role=*;/ops/Role=*/Capability=NULL"*'
expect "the host certificate" "$(openssl s_client -connect "${apache#https://}" -CApath "$certificates" \
    -verify_hostname localhost < /dev/null 2>&1 | sed -n 's/^ *Verify return code: //p' | head -n 1)" '0 (ok)'
with proxy-ops-rfc -H 'Content-Type: text/plain' -H 'Accept: text/plain' "$apache/compute/" --data-binary \
    'Category: compute;scheme="http://schemas.ogf.org/occi/infrastructure#";class="kind"
Category: 2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01;scheme="http://schemas.openstack.org/template/os#";class="mixin"
Category: 1;scheme="http://schemas.openstack.org/template/resource#";class="mixin"
X-OCCI-Attribute: occi.core.title="one"'
machine=${body#X-OCCI-Location: } # ooi tells it in the body
expect "Apache: a machine is made, and has an address there" "$status $machine" "200 $apache/compute/*"
if [ "$demanded" = ops ]; then
    with proxy-other-rfc -X DELETE "$machine"
    expect "Apache: another VO deletes" "$status" 403
fi
with proxy-ops-rfc -X DELETE "$machine"
expect "Apache: DELETE" "$status" 204

# s_server.
plain=$(of plain url) strict=$(of strict url)
for credential in user proxy-ops-rfc proxy-noac-rfc proxy-ops-delegated; do
    with $credential "$plain/-/"
    expect "s_server: $credential" "$status $(grep -c '^Category: compute;' <<< "$body")" "200 1"
done
for version in 1.2 1.3; do
    with proxy-ops-rfc --tlsv$version --tls-max $version "$plain/compute/"
    expect "s_server: TLS $version" "$status" 200
done
for credential in none revoked expired foreign proxy-ops-legacy proxy-ops-expired pathlen nochain; do
    with $credential "$plain/-/"
    expect "s_server: $credential" "$status" 000
done
with user "$strict/-/"
expect "s_server --no-proxies: user" "$status" 200
with proxy-ops-rfc "$strict/-/"
expect "s_server --no-proxies: proxy" "$status" 000
with user --tlsv1.3 "$strict/-/"
expect "s_server --tls 1.2: TLS 1.3" "$status" 000

# shellcheck source=tests/integration/keystone_server_checks.sh
source "$here/keystone_server_checks.sh"

# However they end, nothing is left: told to, killed by force, or without input.
kill "${script_of[strict]}"
expect_end strict TERM
for name in apache12 plain front; do
    { kill -9 "${script_of[$name]}"; wait "${script_of[$name]}"; } 2> /dev/null || true # without the shell's word on it
    expect_end $name KILL
done
for input in "${testbed_inputs[@]}"; do
    exec {input}>&-
done
testbed_inputs=()
ended=0
wait "${script_of[keystone]}" || ended=$?
expect "keystone: status at the end of its input" $ended 0
for name in apache apache13 keystone; do
    expect_end $name "the end of its input"
done
expect "the testbed has ended" "$(kill -0 "$(jq -r .pid <<< "$testbed")" 2>&1 || echo gone)" "*gone"
finish_self_test
