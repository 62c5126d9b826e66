#!/usr/bin/env bash
# scripts/fuzz ended by a signal leaves nothing running and nothing in the folder for temporary files; and what it
# refuses. Its targets are stood in for, as compiling them takes long.
#   fuzz_script_test.sh SOURCE-FOLDER
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
source=$1
source "$(dirname "$0")/lib.sh"

tree=$scratch/tree
programs=$tree/build/asan/tests/fuzz
mkdir -p "$tree/scripts" "$tree/tests/fuzz/corpus/perun" "$programs" "$scratch/tmp"
cp "$source/scripts/fuzz" "$tree/scripts"
cp "$source/tests/fuzz/CMakeLists.txt" "$source/tests/fuzz/run_target.sh" "$tree/tests/fuzz"
echo seed > "$tree/tests/fuzz/corpus/perun/seed"
printf '%s\n' "root=$tree" 'say() { :; }' 'install_packages() { :; }' 'build() { :; }' > "$tree/scripts/lib.sh"
# Its number, and then it is there until somebody ends it, or 30 s have gone.
printf '#!/bin/sh\necho $$ > "%s/number.new"\nmv "%s/number.new" "%s/number"\nexec sleep 30\n' \
    "$scratch" "$scratch" "$scratch" > "$programs/fuzz_perun"
chmod +x "$programs/fuzz_perun"

for signal in TERM INT HUP; do
    rm -f "$scratch/number"
    # A shell's background process would not hear of SIGINT.
    env --default-signal=INT TMPDIR="$scratch/tmp" "$tree/scripts/fuzz" 30 perun > "$scratch/log" 2>&1 &
    fuzz=$!
    until [ -e "$scratch/number" ] || ! kill -0 $fuzz 2> /dev/null; do sleep 0.05; done
    kill "-$signal" $fuzz
    wait $fuzz || true
    # Z: ended, and nobody has asked yet how.
    expect "SIG$signal: no target is left" sh -c '! grep "^State:" "/proc/$(cat "$1")/status" | grep -v "Z (zombie)"' \
        sh "$scratch/number"
    expect "SIG$signal: no temporary file is left" [ -z "$(ls -A "$scratch/tmp")" ]
done

# refused WHAT ARGUMENT...
refused() {
    local what=$1 status=0
    shift
    "$tree/scripts/fuzz" "$@" > "$scratch/log" 2>&1 || status=$?
    expect "$what is refused" [ "$status" = 3 ]
}
refused "no number of seconds"
refused "a number that is none" 1e3
refused "a target that is not there" 5 nosuch
conclude
