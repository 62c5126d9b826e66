# What the tests in shell count: `expect`, and how many expectations failed.
# shellcheck shell=bash disable=SC2034 # the tests read it

failures=0
expect() { # WHAT GOT PATTERN
    # shellcheck disable=SC2053 # the pattern is one
    if [[ $2 == $3 ]]; then
        echo "ok: $1"
    else
        printf 'FAILED: %s\n  expected: %s\n  got:      %s\n' "$1" "$3" "${2:0:2000}"
        failures=$((failures + 1))
    fi
}
