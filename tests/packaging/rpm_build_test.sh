#!/usr/bin/env bash
# The RPM packages, made of the release tarball of this tree, into FOLDER for the tests that follow. With BUILD-FOLDER
# they hold the programs of that build; without, everything is compiled, as EL 9's compiler does it, warnings being
# errors, and the unit tests are run.
#   rpm_build_test.sh SOURCE-FOLDER FOLDER [BUILD-FOLDER]
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
source=$1
folder=$2
build=${3:-}
source "$(dirname "$0")/lib.sh"
rm -rf "$folder"
need git git
need rpmbuild "rpm (Debian), rpm-build (EL)"
[ -n "$build" ] || [ "${FULL:-}" = 1 ] || skip "needs FULL=1: compiles everything"

mkdir -p "$folder"
commit_of "$source" "$scratch/tree"
"$scratch/tree/scripts/release" --output "$folder" > "$scratch/told"
tarball=$(head -n 1 "$scratch/told")

defines=(--define "_topdir $folder" --define "_dbpath $scratch/db" --define "_tmppath $scratch")
if [ -n "$build" ]; then
    defines+=(--define "fedcloud_prebuilt $build")
else
    export CXX=g++
    if [ "$(g++ -dumpversion)" != 11 ]; then # which it is with EL 9
        need g++-11 g++-11
        CXX=g++-11
    fi
    # Those of EL 9 that are a matter of the compiler and not of files that EL's packages bring.
    flags="-O2 -fexceptions -g -grecord-gcc-switches -pipe -Wall -Werror=format-security"
    flags+=" -Wp,-D_FORTIFY_SOURCE=2 -Wp,-D_GLIBCXX_ASSERTIONS -fstack-protector-strong -m64 -march=x86-64-v2"
    flags+=" -mtune=generic -fasynchronous-unwind-tables -fstack-clash-protection -fcf-protection"
    defines+=(--define "build_cxxflags $flags" --define "fedcloud_cmake -DFEDCLOUD_WERROR=ON" --nodeps)
fi
if ! rpmbuild -ta "${defines[@]}" "$tarball" > "$folder/log" 2>&1; then
    tail -n 60 "$folder/log"
    failed "rpmbuild -ta $tarball"
fi
expect "without warnings" sh -c '! grep -iE "^(warning|error):|: warning:" "$1"' sh "$folder/log"
conclude
