#!/usr/bin/env bash
# The Debian packages of the build that is there, made by CPack into FOLDER for the tests that follow; made again
# elsewhere, they are the same, bit by bit.
#   deb_build_test.sh CPACK BUILD-FOLDER FOLDER
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
cpack=$1 build=$2 folder=$3
source "$(dirname "$0")/lib.sh"
[ -n "$(command -v apt-get)" ] || skip "no Debian: its packages are made there"
need dpkg-shlibdeps dpkg-dev

expect "all that is installed belongs to a package" \
    sh -c '! grep -rl --include=cmake_install.cmake "COMPONENT STREQUAL .Unspecified" "$1"' sh "$build"

rm -rf "$folder"
mkdir -p "$folder"
for copy in "$folder" "$scratch/again"; do
    # Compressed with gzip, not with xz as they are given to others: that takes most of the time, and tells nothing.
    if ! SOURCE_DATE_EPOCH=1767323045 "$cpack" --config "$build/CPackConfig.cmake" -B "$copy" \
        -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip > "$scratch/log" 2>&1; then
        tail -n 60 "$scratch/log"
        failed "cpack"
        conclude
    fi
    rm -rf "$copy/_CPack_Packages"
done
expect "no warnings" sh -c '! grep -i "warning\|error" "$1"' sh "$scratch/log"
packages=("$folder"/*.deb)
expect "four packages" [ "${#packages[@]}" = 4 ]
for package in "${packages[@]}"; do
    expect "$(basename "$package") is the same when it is made again" cmp "$package" "$scratch/again/$(basename "$package")"
done
conclude
