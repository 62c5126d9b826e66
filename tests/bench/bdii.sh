# check_cloud_bdii, beside the stock check_ldap, both asking a real slapd. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "check_cloud_bdii, beside a real slapd"
mkfifo "$work"/bdii-{in,out}
"$root/tests/integration/bdii_server.sh" "$work/bdii" --kind site --site BENCH-CLOUD \
    < "$work/bdii-in" > "$work/bdii-out" &
exec {bdii_in}> "$work/bdii-in"
read -r bdii < "$work/bdii-out" || die "slapd did not start"
bdii_port=$(jq -r '.url | split(":") | last' <<< "$bdii")
ldap=("$bin/probes/cloud-bdii/check_cloud_bdii" -H 127.0.0.1 -t 60 -p "$bdii_port" -3 -b o=glue)
stock_ldap=("$plugins/check_ldap" -H 127.0.0.1 -t 60 -p "$bdii_port" -3 -b o=glue)
ours=$(instructions "${ldap[@]}")
theirs=$(instructions "${stock_ldap[@]}")
limit "check_cloud_bdii, one search, instructions" "$(million "$ours")" "$ours" "$((theirs * 11 / 10))" \
    "at most 1.1 x check_ldap"
peer "stock check_ldap, instructions" "$(million "$theirs")"
resident=$(memory "${ldap[@]}")
limit "check_cloud_bdii, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
resident=$(memory "${stock_ldap[@]}")
peer "stock check_ldap, resident" "$(megabytes "$resident")"
ours=$(instructions "${ldap[@]}" --site BENCH-CLOUD)
resident=$(memory "${ldap[@]}" --site BENCH-CLOUD)
limit "check_cloud_bdii --site, resident" "$(megabytes "$resident")" "$resident" 16384 "at most 16 MB"
rows+=("| check_cloud_bdii --site, instructions | $(million "$ours") | | |")
