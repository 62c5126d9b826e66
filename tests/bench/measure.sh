# How scripts/bench measures, and the rows of its table.
# shellcheck shell=bash disable=SC2154

missed=0
rows=()

million() { awk -v n="$1" 'BEGIN { printf "%.2f M", n / 1e6 }'; }
megabytes() { awk -v n="$1" 'BEGIN { printf "%.1f MB", n / 1024 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
# measured COMMAND...: what it prints; what it says otherwise is shown only if it fails.
measured() { "$@" 2> "$work/log" || { cat "$work/log" >&2; die "this could not be measured: $*"; }; }
# All of these expect the status in `expected`.
expected=0
instructions() { measured python3 "$root/tests/bench/instructions.py" "$expected" "$@"; }
memory_and_time() { measured "$root/build/release/tests/bench/peak" "$expected" "$@"; }
memory() { memory_and_time "$@" | cut -d ' ' -f 1; }

# exactly WHAT VALUE WANTED: a row for a number that has no range.
exactly() {
    local verdict=PASS
    if [ "$2" != "$3" ]; then
        verdict=FAIL
        missed=1
    fi
    rows+=("| $1 | $2 | $3 | $verdict |")
}

# limit WHAT SHOWN VALUE MAXIMUM LIMIT-IN-WORDS: a row, and whether the value is within it.
limit() {
    local verdict=PASS
    if ! awk -v v="$3" -v m="$4" 'BEGIN { exit !(v <= m) }'; then
        verdict=FAIL
        missed=1
    fi
    rows+=("| $1 | $2 | $5 | $verdict |")
}
peer() { rows+=("| $1 | $2 | (peer) | |"); }
