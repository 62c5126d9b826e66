# The TCP probes, beside the stock check_tcp. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "check_occi_tcp"
source "$root/tests/bench/listener.sh"
tcp=("$bin/probes/occi-tcp/check_occi_tcp" -H 127.0.0.1 -p "$port" -t 30)
stock_tcp=("$plugins/check_tcp" -H 127.0.0.1 -p "$port" -t 30)
ours=$(instructions "${tcp[@]}")
theirs=$(instructions "${stock_tcp[@]}")
resident=$(memory "${tcp[@]}")
limit "check_occi_tcp, instructions" "$(million "$ours")" "$ours" 600000 "at most 0.6 M"
limit "check_occi_tcp, resident" "$(megabytes "$resident")" "$resident" 3584 "at most 3.5 MB"
peer "stock check_tcp, instructions" "$(million "$theirs")"
resident=$(memory "${stock_tcp[@]}")
peer "stock check_tcp, resident" "$(megabytes "$resident")"
limit "check_occi_tcp / check_tcp" "$(ratio "$ours" "$theirs")" "$ours" "$((theirs / 5))" "at most 0.20"
