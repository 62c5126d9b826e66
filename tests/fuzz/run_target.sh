#!/usr/bin/env bash
# Runs one fuzz target: all of its corpus, then so many seconds of looking for more. An input that is a
# finding is printed, so that it can be added to the corpus wherever that output is read.
#   run_target.sh PROGRAM [SECONDS [FOLDER [SEEDS...]]]
# SECONDS are $FEDCLOUD_FUZZ_SECONDS or 20 if they are not given; 0: the corpus alone. FOLDER keeps the
# inputs that reach further; without one they are thrown away. SEEDS are further folders to begin with.
# The random numbers are the same every time: as far as it gets, a run is like the last one.
set -euo pipefail

program=$1
seconds=${2:-${FEDCLOUD_FUZZ_SECONDS:-20}}
[[ $seconds =~ ^[0-9]{1,6}$ ]] || { echo "'$seconds' is no number of seconds" >&2; exit 3; }
name=$(basename "$program")
name=${name#fuzz_}
here=$(cd "$(dirname "$0")" && pwd)
corpus=$here/corpus/$name
work=$(mktemp -d "${TMPDIR:-/tmp}/fuzz_$name.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/findings" "$work/found"
folder=${3:-$work/found}
mkdir -p "$folder"
shift $(($# < 3 ? $# : 3))

[ -n "$(ls -A "$corpus" 2> /dev/null)" ] || { echo "$corpus holds no input" >&2; exit 1; }
export ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=0:${ASAN_OPTIONS:-}"
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS:-}"
# A parser that takes five seconds for 32 KiB is not linear.
limits=(-timeout=5 -rss_limit_mb=2048 -max_len=32768)
output=(-artifact_prefix="$work/findings/" -print_final_stats=1)

status=0
find "$corpus" -type f -print0 | sort -z |
    xargs -0 "$program" "${limits[@]}" "${output[@]}" > "$work/log" 2>&1 || status=$?
if [ "$status" = 0 ] && [ "$seconds" -gt 0 ]; then
    [ ! -f "$here/dictionaries/$name.dict" ] || limits+=(-dict="$here/dictionaries/$name.dict")
    "$program" "${limits[@]}" "${output[@]}" -seed=1 -max_total_time="$seconds" \
        "$folder" "$corpus" "$@" > "$work/log" 2>&1 || status=$?
fi

# The last input that was begun, and what is said of it; not the inputs before.
if [ "$status" != 0 ]; then
    grep -v -E '^(#[0-9]+|INFO:|Executed |[[:space:]]+NEW_FUNC)' "$work/log" | tail -n 60
    for finding in "$work"/findings/*; do
        [ -f "$finding" ] || continue
        echo "an input that does this ($(stat -c %s "$finding") bytes):"
        echo "base64 -d > tests/fuzz/corpus/$name/regression-WHAT <<'END'"
        base64 "$finding"
        echo END
    done
    exit 1
fi
grep -E '^(#[0-9]+[[:space:]]+DONE|stat::number_of_executed_units|stat::average_exec|Running)' "$work/log" | tail -n 3
