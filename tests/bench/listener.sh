# A port that accepts connections. Sourced by the parts that need it.
# shellcheck shell=bash disable=SC2154

[ -z "$listener_in" ] || return 0
mkfifo "$work"/listener-{in,out}
python3 "$root/tests/bench/listener.py" < "$work/listener-in" > "$work/listener-out" &
exec {listener_in}> "$work/listener-in"
read -r port < "$work/listener-out" || die "the listener did not start"
