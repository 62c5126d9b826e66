# From a GOCDB to profiles and to configuration, at three sizes; what --site costs a probe. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "a federation: pull, configuration, --site"
sizes=(1000 10000 100000)
mkfifo "$work"/gocdb-{in,out}
registries=()
for services in "${sizes[@]}"; do # GOCDB never tells the services of closed sites, a tenth of these
    registries+=(--gocdb "gocdb$services,content=large,sites=$((services / 18)),services=$((services * 20 / 18))")
done
"$bin/tests/testbed/fedcloud-testbed" --lifetime 600 "${registries[@]}" < "$work/gocdb-in" > "$work/gocdb-out" &
exec {gocdb_in}> "$work/gocdb-in"
read -r testbed < "$work/gocdb-out" || die "the testbed of the federation did not start"

# linear WHAT SMALL LARGE: ten times the services may take fifteen times as long, no more; what is too short to be
# told from the start of a program does not count.
linear() {
    local small
    small=$(awk -v s="$2" 'BEGIN { print s < 0.02 ? 0.02 : s }')
    limit "$1, CPU of ten times as many" "$(ratio "$3" "$small") x" "$3" "$(awk -v s="$small" 'BEGIN { print 15 * s }')" \
        "at most 15 x"
}

declare -A pull_time config_time
for services in "${sizes[@]}"; do
    url=$(jq -r ".gocdbs[] | select(.name == \"gocdb$services\") | .url" <<< "$testbed")
    profiles=$work/profiles-$services
    mkdir -p "$work/none"
    mkdir "$profiles" "$work/config-$services"
    pull=("$bin/profiles/fedcloud-profiles" pull --gocdb "$url" --profile-dir "$profiles" -t 600
        --certification-status any --production-status any)
    config=("$bin/nagios-config/fedcloud-nagios-config" --target nagios --no-verify --profile-dir "$profiles"
        --override-dir "$work/none" --metrics "$root/profiles/metrics.json"
        --output "$work/config-$services/fedcloud")
    read -r resident "pull_time[$services]" < <(memory_and_time "${pull[@]}")
    pulled=$(cat "$profiles"/*.json | grep -c '^{"key":"[0-9]*G0","type"')
    [ "$pulled" -ge "$((services * 99 / 100))" ] || die "only $pulled of $services services are in the profiles"
    rows+=("| services of $(find "$profiles" -name '*.json' | wc -l) sites in profiles | $pulled | | |")
    if [ "$services" = 10000 ]; then
        limit "pull of 10,000 services, CPU" "${pull_time[$services]} s" "${pull_time[$services]}" 1.5 "at most 1.5 s"
        limit "pull of 10,000 services, resident" "$(megabytes "$resident")" "$resident" 153600 "at most 150 MB"
    else
        rows+=("| pull of $services services | ${pull_time[$services]} s, $(megabytes "$resident") | | |")
    fi
    read -r resident "config_time[$services]" < <(memory_and_time "${config[@]}")
    if [ "$services" = 10000 ]; then
        limit "their configuration for Nagios, CPU" "${config_time[$services]} s" "${config_time[$services]}" 1.0 \
            "at most 1.0 s"
    else
        rows+=("| their configuration for Nagios | ${config_time[$services]} s, $(megabytes "$resident") | | |")
    fi
done
linear pull "${pull_time[1000]}" "${pull_time[10000]}"
linear pull "${pull_time[10000]}" "${pull_time[100000]}"
linear configuration "${config_time[1000]}" "${config_time[10000]}"
linear configuration "${config_time[10000]}" "${config_time[100000]}"

# What a probe pays for --site, at sites of 1, 5, 20 and 200 services; all of them name the same listener.
source "$root/tests/bench/listener.sh"
explicit=$(instructions "$bin/probes/occi-tcp/check_occi_tcp" -e "https://127.0.0.1:$port/" -t 30)
for services in 1 5 20 200; do
    python3 "$root/tests/bench/site_profile.py" "$services" "$port" > "$work/profiles-1000/BENCH.json"
    by_site=$(instructions "$bin/probes/occi-tcp/check_occi_tcp" --site BENCH --service "$((1000 + services))G0" -t 30 \
        --profile-dir "$work/profiles-1000" --override-dir "$work/none")
    limit "check_occi_tcp --site, of $services services, more instructions" "$(million "$((by_site - explicit))")" \
        "$((by_site - explicit))" 300000 "at most 0.3 M"
done
exec {gocdb_in}>&-
gocdb_in=
