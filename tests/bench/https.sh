# One verified HTTPS request, beside the stock check_curl and Python. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "one verified HTTPS request"
source "$root/tests/bench/site.sh"
stock_https=("$plugins/check_curl" -H localhost -p "$https_port" -S -D --ca-cert="$work/pki/ca.pem" -u /-/ -t 60)
python=(/usr/bin/python3 -c "import requests; requests.get('$endpoint/-/', verify='$work/pki/ca.pem').raise_for_status()")
ours=$(instructions "${https[@]}")
theirs=$(instructions "${stock_https[@]}")
scripted=$(instructions "${python[@]}")
resident=$(memory "${https[@]}")
limit "check_occi_vm --checks-only, instructions" "$(million "$ours")" "$ours" 36000000 "at most 36 M"
limit "check_occi_vm --checks-only, resident" "$(megabytes "$resident")" "$resident" 14336 "at most 14 MB"
peer "stock check_curl -S, verifying, instructions" "$(million "$theirs")"
resident=$(memory "${stock_https[@]}")
peer "stock check_curl -S, resident" "$(megabytes "$resident")"
peer "Python requests GET, instructions" "$(million "$scripted")"
resident=$(memory "${python[@]}")
peer "Python requests GET, resident" "$(megabytes "$resident")"
limit "check_occi_vm / check_curl" "$(ratio "$ours" "$theirs")" "$ours" "$theirs" "at most 1"
limit "check_occi_vm / Python" "$(ratio "$ours" "$scripted")" "$ours" "$((scripted / 10))" "at most 0.1"
