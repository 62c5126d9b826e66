# Shared by the tests of packages: what a test needs, a scratch folder, expectations, a commit of this very tree.
# shellcheck shell=bash

export LC_ALL=C.UTF-8
# rpm's settings, its database, and git's of whoever runs this have no say.
scratch=$(mktemp -d)
export HOME=$scratch/home GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
mkdir "$HOME"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
failures=0

skip() { echo "Skipped: $*"; exit 77; }

# need PROGRAM PACKAGE: or else the test is skipped.
need() { command -v "$1" > /dev/null || skip "not installed: $1 ($2)"; }

failed() { # WHAT [DETAIL]
    printf 'FAILED: %s\n' "$*"
    failures=$((failures + 1))
}

# same WHAT EXPECTED-FILE GOT-FILE
same() {
    local difference
    if difference=$(diff -u --label expected --label got "$2" "$3"); then
        echo "ok: $1"
    else
        failed "$1" "
$difference"
    fi
}

# expect WHAT COMMAND...: that it succeeds.
expect() {
    local what=$1
    shift
    if "$@" > "$scratch/output" 2>&1; then
        echo "ok: $what"
    else
        failed "$what" "
$(tail -n 30 "$scratch/output")"
    fi
}

conclude() {
    [ "$failures" = 0 ] || { echo "$failures failed"; exit 1; }
}

# commit_of TREE FOLDER: the tree as it is on the disk, changes included, as a repository with one commit, which depends
# on nothing else.
commit_of() {
    mkdir "$2"
    if git -C "$1" -c safe.directory='*' rev-parse --is-inside-work-tree > /dev/null 2>&1; then
        (cd "$1" && git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
            tar -c --null --files-from=-)
    else
        tar -c -C "$1" --exclude=./build .
    fi | tar -x -C "$2"
    rm -f "$2/COMMIT" "$2/fedcloud-probes.spec" # of a release
    git -C "$2" init -q -b main
    git -C "$2" add -A
    GIT_AUTHOR_DATE='2026-01-02T03:04:05Z' GIT_COMMITTER_DATE='2026-01-02T03:04:05Z' \
        git -C "$2" -c user.name=a -c user.email=a@example.org commit -q -m 1
}
