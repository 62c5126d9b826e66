# shellcheck shell=bash disable=SC2034,SC2154 # the tests set and read variables of this file
# What the self tests of the testbed share: a running testbed, requests with curl, and a tally.
# Reads testbed_program; sets control and pki, and after each get: status, headers and body.

source "$(dirname "${BASH_SOURCE[0]}")/tally.sh"
for program in curl jq; do
    command -v $program > /dev/null || { echo "Skipped: not installed: $program"; exit 77; }
done
work=$(mktemp -d)
testbed_inputs=()
clean_up() {
    trap '' INT TERM
    for input in "${testbed_inputs[@]}"; do
        exec {input}>&- || true
    done
    wait || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

finish_self_test() { [ "$failures" = 0 ]; }

# start_one OPTION...: one more testbed; its line of JSON is left in `line`.
start_one() {
    local folder input
    folder=$(mktemp -d "$work/XXXX")
    mkfifo "$folder/in" "$folder/out"
    "$testbed_program" --lifetime 200 "$@" < "$folder/in" > "$folder/out" &
    exec {input}> "$folder/in"
    testbed_inputs+=("$input")
    read -r line < "$folder/out" || { echo "FAILED: the testbed did not start"; exit 1; }
}
testbed_start() {
    start_one "$@"
    testbed=$line
    control=$(jq -r .control <<< "$line")
    pki=$(jq -r .pki <<< "$line")
}
testbed_more() { # a further one, of which only the line is told
    start_one "$@"
    more=$line
}

url_of() { # sites|keystones|issuers NAME
    jq -r --arg kind "$1" --arg name "$2" \
        '.[$kind][] | select(.name == $name) | .endpoint // .url // .issuer' <<< "$testbed"
}
call() { # METHOD PATH [BODY]: of the control API
    curl -sf -X "$1" ${3:+-d "$3"} "$control/$2"
}
settings() { call PUT "$1/$2/settings" "$3" > /dev/null; }

# get CURL-ARGUMENT...: one request, of any method.
get() {
    status=$(curl -s --max-time 60 -D "$work/headers" -o "$work/body" -w '%{http_code}' "$@") || true
    headers=$(tr -d '\r' < "$work/headers")
    body=$(cat "$work/body")
}
header() { # NAME: of the last answer
    sed -n "s/^$1: //Ip" <<< "$headers"
}
