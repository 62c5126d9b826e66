# Nagios 4 on this machine with 500 simulated sites and every metric that only reads, for three minutes; then the same
# number of stock check_tcp in their place. Minutes of the configuration are seconds here. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

source "$root/scripts/nagios.sh"
install_packages nagios
scale_sites=500
scale_seconds=180
say "$scale_sites sites, twice $scale_seconds s"
chmod 755 "$work"
mkfifo "$work"/gocdb-{in,out}
bdiis=()
for number in $(seq 10001 $((10000 + scale_sites))); do
    bdiis+=(--bdii "bdii${number#1},kind=site,site=SITE-${number#1}")
done
"$bin/tests/testbed/fedcloud-testbed" --lifetime 900 --site occi --cdmi cdmi --apel apel --appdb appdb --gocdb gocdb \
    "${bdiis[@]}" < "$work/gocdb-in" > "$work/gocdb-out" &
exec {gocdb_in}> "$work/gocdb-in"
read -r testbed < "$work/gocdb-out" || die "the testbed of the sites did not start"
scale_control=$(jq -r .control <<< "$testbed")
# put PATH: the JSON of standard input to the testbed's control
put() { curl -sf -X PUT -H 'Content-Type: application/json' -d @- "$scale_control/$1" > /dev/null || die "no $1"; }

# Each site has its services: a BDII of its own, the others at the few servers that there are.
jq -c --argjson sites "$scale_sites" --argjson testbed "$testbed" -n '
    ($testbed.sites[0].endpoint + "?image=uuid_egi_cirros_2&resource=small") as $occi |
    def name: "SITE-" + (10000 + . | tostring | .[1:]);
    {sites: [range(1; $sites + 1) | {name: name}],
     services: [range(1; $sites + 1) as $n | ($n | name) as $site |
        {type: "eu.egi.cloud.vm-management.occi", url: $occi},
        {type: "eu.egi.cloud.storage-management.cdmi", url: $testbed.cdmis[0].endpoint},
        {type: "eu.egi.cloud.information.bdii", url: $testbed.bdiis[$n - 1].url},
        {type: "eu.egi.cloud.accounting", url: $testbed.apels[0].url},
        {type: "eu.egi.cloud.vm-metadata.vmcatcher", url: ""},
        {type: "eu.egi.cloud.broker.compss", url: $testbed.cdmis[0].endpoint}
        | . + {site: $site, host: ($site | ascii_downcase + ".example.org")}] |
        to_entries | map(.value + {key: "\(1000 + .key)G0"})}' | put gocdbs/gocdb/registry
jq -n --argjson sites "$scale_sites" '{sites: ([range(1; $sites + 1) | {key: ("SITE-" + (10000 + . | tostring | .[1:])),
    value: {days: 0.5, vms: 3}}] | from_entries)}' | put apels/apel/settings
# Without the two that create something; where the central sources are is the same for all sites.
jq --arg apel "$(jq -r '.apels[0].url' <<< "$testbed")/cloudtest/cloudsites2.html" --arg state "$work/state" \
    --arg list "$(jq -r '.appdbs[0].url' <<< "$testbed")/store/vo/ops/image.list" --arg ca "$work/ca" '
    del(.metrics["eu.egi.cloud.OCCI-VM"], .metrics["eu.egi.cloud.CDMI-CRUD"], .metrics["eu.egi.cloud.Perun-Check"]) |
    .metrics["eu.egi.cloud.APEL-Pub"].options = {url: $apel, "state-dir": $state} |
    .metrics["eu.egi.cloud.AppDB-Update"].options = {url: $list, "allow-unsigned": true}' \
    "$root/profiles/metrics.json" > "$work/metrics.json"
echo '{"signed": "none"}' | put appdbs/appdb/settings

mkdir "$work/bin" "$work/state" "$work/profiles" "$work/none" "$work/stock"
find "$bin/probes" -maxdepth 2 -type f -name 'check_*' -perm -u+x -exec cp {} "$work/bin/" \;
"$bin/profiles/fedcloud-profiles" pull --gocdb "$(jq -r '.gocdbs[0].url' <<< "$testbed")" \
    --profile-dir "$work/profiles" > "$work/log" || die "$(cat "$work/log")"
"$bin/nagios-config/fedcloud-nagios-config" --target nagios --profile-dir "$work/profiles" --override-dir "$work/none" \
    --metrics "$work/metrics.json" --probe-dir "$work/bin" --output "$work/ours" > "$work/log" || die "$(cat "$work/log")"
source "$root/tests/bench/listener.sh"
sed -E "s#^( *command_line ).*#\\1$plugins/check_tcp -H 127.0.0.1 -p $port -t 30#" "$work/ours/objects.cfg" \
    > "$work/stock/objects.cfg"
cp "$work/ours-templates.cfg" "$work/stock-templates.cfg"
[ "$(id -u)" != 0 ] || chown nagios: "$work/state"

# cpu_of PID: seconds of CPU of Nagios, its workers and the checks that they have reaped.
cpu_of() {
    cat "/proc/$1/stat" $(pgrep -P "$1" | sed 's#.*#/proc/&/stat#') 2> /dev/null |
        awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); sum += $12 + $13 + $14 + $15 } END { printf "%.2f", sum / hz }'
}

# under_nagios NAME: rows about three minutes with the objects of $work/NAME.
under_nagios() {
    local name=$1 folder=$work/nagios-$1 cpu checks services red per_second latency each share
    nagios_main "$folder" 60 "$work/$1"
    sed -i -e 's/^service_inter_check_delay_method=.*/service_inter_check_delay_method=s/' \
        -e 's/^service_interleave_factor=.*/service_interleave_factor=s/' "$folder/nagios.cfg"
    echo max_service_check_spread=1 >> "$folder/nagios.cfg"
    nagios_start "$folder" || die "Nagios does not start"
    sleep "$scale_seconds"
    cpu=$(cpu_of "$nagios_pid")
    mkdir "$folder/end" # Nagios takes its status file with it
    cp "$folder/status.dat" "$folder/end/"
    nagios_stop
    checks=$(sed -n 's/^\tactive_scheduled_service_check_stats=[0-9]*,\([0-9]*\),.*/\1/p' "$folder/end/status.dat")
    services=$(nagios_status "$folder/end" | wc -l)
    red=$(nagios_status "$folder/end" | awk -F '\037' '$3 == 1 && $4 != 0' | wc -l)
    [ "${checks:-0}" -gt 0 ] || die "Nagios has checked nothing"
    per_second=$(awk -v n="$checks" -v s="$scale_seconds" 'BEGIN { printf "%.1f", n / s }')
    latency=$(awk -v RS= '/^servicestatus/' "$folder/end/status.dat" | awk -F= '
        /^\tcheck_latency/ { n++; sum += $2; if ($2 > most) most = $2 }
        END { printf "%.3f s, %.3f s", sum / n, most }')
    each=$(awk -v c="$cpu" -v n="$checks" 'BEGIN { printf "%.2f ms", 1000 * c / n }')
    share=$(awk -v c="$cpu" -v s="$scale_seconds" -v p="$(nproc)" 'BEGIN { printf "%.0f %%", 100 * c / s / p }')
    rows+=("| $name, $services services: checks a second | $per_second | | |"
        "| $name: latency of the last checks, mean and largest | $latency | | |"
        "| $name: CPU a check, Nagios' share included | $each | | |"
        "| $name: CPU, of all processors | $share | | |")
    exactly "$name: services that are not OK" "$red" 0
}
under_nagios ours
under_nagios stock
