# The probes of the central services and of storage, also with answers that are far too large. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "the central services and storage"
mkfifo "$work"/services-{in,out}
"$bin/tests/testbed/fedcloud-testbed" --pki "$work/services" --lifetime 600 --apel apel --apel secure,tls=good \
    --perun perun,tls=good --appdb appdb,tls=good --cdmi cdmi,tls=good \
    < "$work/services-in" > "$work/services-out" &
exec {services_in}> "$work/services-in"
read -r testbed < "$work/services-out" || die "the testbed of the services did not start"
services=$(jq -r .control <<< "$testbed")
# address KIND NAME
address() { jq -r ".${1}[] | select(.name == \"$2\") | .endpoint // .url" <<< "$testbed"; }
# put_up PATH METHOD BODY: at the testbed's control
put_up() { curl -sf -X "$2" -H 'Content-Type: application/json' -d "$3" "$services/$1" > /dev/null; }
secure=(--ca-path "$work/services/certificates")
state=(--state-dir "$work/state")

apel=("$bin/probes/apel-pub/check_apel_pub" --site CLOUD-A -w 7000 -c 9000 -t 60)
site=$(curl -sf "$(address apels apel)/publishing/cloud/" -H 'Accept: application/json' | jq -r '.[0].SiteName')
apel[2]=$site
page=/cloudtest/cloudsites2.html
"${apel[@]}" --url "$(address apels apel)$page" "${state[@]}" > "$work/log" || die "$(cat "$work/log")"
put_up apels/apel/requests DELETE ''
ours=$(instructions "${apel[@]}" --url "$(address apels apel)$page" "${state[@]}")
resident=$(memory "${apel[@]}" --url "$(address apels apel)$page" "${state[@]}")
limit "check_apel_pub with a copy at hand, instructions" "$(million "$ours")" "$ours" 3000000 "at most 3 M"
limit "check_apel_pub with a copy at hand, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
exactly "requests of these two runs" "$(curl -sf "$services/apels/apel" | jq .counters.requests)" 0
cold=("${apel[@]}" --url "$(address apels secure)$page" --cache-ttl 0 "${secure[@]}")
# What it does before it goes on as the program that can fetch: so far a copy without that one comes.
mkdir "$work/alone"
cp "$bin/probes/apel-pub/check_apel_pub" "$work/alone/"
expected=3
before=$(instructions "$work/alone/check_apel_pub" "${cold[@]:1}")
expected=0
ours=$(($(instructions "${cold[@]}") + before))
resident=$(memory "${cold[@]}")
limit "check_apel_pub, page over HTTPS, instructions" "$(million "$ours")" "$ours" 40000000 "at most 40 M"
limit "check_apel_pub, page over HTTPS, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
expected=3
for fault in '{"kind":"huge","bytes":50000000,"times":0}' '{"kind":"endless","times":0}'; do
    put_up apels/secure/faults POST "$fault"
    resident=$(memory "${cold[@]}")
    limit "check_apel_pub, page $(jq -r .kind <<< "$fault"), resident" "$(megabytes "$resident")" "$resident" 16384 \
        "at most 16 MB"
    put_up apels/secure/faults DELETE ''
done
expected=0

put_up peruns/perun/settings PUT '{"anonymous":"known"}'
perun=("$bin/probes/perun/check_perun" "$(address peruns perun)/non/rpc/" --auth none -t 60 "${secure[@]}")
ours=$(($(instructions "${perun[@]}") + before)) # the other half of this pair does the same
resident=$(memory "${perun[@]}")
limit "check_perun, instructions" "$(million "$ours")" "$ours" 40000000 "at most 40 M"
limit "check_perun, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
"${perun[@]}" "${state[@]}" --cache-ttl 300 > "$work/log" || die "$(cat "$work/log")"
ours=$(instructions "${perun[@]}" "${state[@]}" --cache-ttl 300)
limit "check_perun --cache-ttl with a copy at hand, instructions" "$(million "$ours")" "$ours" 3000000 "at most 3 M"
expected=2
for fault in '{"kind":"huge","bytes":50000000,"times":0}' '{"kind":"endless","times":0}'; do
    put_up peruns/perun/faults POST "$fault"
    resident=$(memory "${perun[@]}")
    limit "check_perun, answer $(jq -r .kind <<< "$fault"), resident" "$(megabytes "$resident")" "$resident" 16384 \
        "at most 16 MB"
    put_up peruns/perun/faults DELETE ''
done
expected=0

appdb=("$bin/probes/appdb-update/check_appdb_update" --url "$(address appdbs appdb)/store/vo/ops/image.list" -t 60
    "${secure[@]}")
ours=$(instructions "${appdb[@]}")
resident=$(memory "${appdb[@]}")
rows+=("| check_appdb_update, signed list over HTTPS, instructions | $(million "$ours") | | |")
limit "check_appdb_update, signed list over HTTPS, resident" "$(megabytes "$resident")" "$resident" 16384 \
    "at most 16 MB"
put_up appdbs/appdb/settings PUT '{"signed":"none"}'
ours=$(instructions "${appdb[@]}" --allow-unsigned)
limit "check_appdb_update, unsigned list over HTTPS, instructions" "$(million "$ours")" "$ours" 40000000 "at most 40 M"
put_up appdbs/appdb/settings PUT '{"signed":"multipart","images":5000}'
"${appdb[@]}" > "$work/log" || die "$(cat "$work/log")"
read -r resident seconds < <(memory_and_time "${appdb[@]}")
limit "check_appdb_update, 5000 images, resident" "$(megabytes "$resident")" "$resident" 65536 "at most 64 MB"
limit "check_appdb_update, 5000 images, CPU" "$seconds s" "$seconds" 1 "at most 1 s"
expected=2
put_up appdbs/appdb/faults POST '{"kind":"huge","bytes":50000000,"times":0}'
resident=$(memory "${appdb[@]}")
limit "check_appdb_update, list of 50 MB, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
put_up appdbs/appdb/faults DELETE ''
expected=0

cdmi=("$bin/probes/cdmi/check_cdmi" --endpoint "$(address cdmis cdmi)" --auth none -t 60 "${secure[@]}" "${state[@]}")
resident=$(memory "${cdmi[@]}")
limit "check_cdmi, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
put_up cdmis/cdmi/requests DELETE ''
ours=$(instructions "${cdmi[@]}")
read -r requests connections handshakes < <(curl -sf "$services/cdmis/cdmi" |
    jq -r '.counters | "\(.requests) \(.connections) \(.tls_handshakes)"')
rows+=("| check_cdmi, whole run of $requests requests, instructions | $(million "$ours") | | |")
exactly "its TCP connections" "$connections" 1
exactly "its TLS handshakes" "$handshakes" 1
