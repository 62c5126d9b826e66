#!/usr/bin/env bash
# The release tarball: the same bytes from any clone, at any time, with any umask and time zone; what is in it; what is
# refused.
#   release_test.sh SOURCE-FOLDER
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
source=$1
source "$(dirname "$0")/lib.sh"
need git git

commit_of "$source" "$scratch/one"
git clone -q "file://$scratch/one" "$scratch/other clone"
mkdir "$scratch/a" "$scratch/b"
(cd / && umask 022 && TZ=UTC "$scratch/one/scripts/release" --output "$scratch/a") > "$scratch/a.out"
find "$scratch/other clone" -exec touch -h -d '2001-01-01' {} +
(cd "$scratch/other clone" && umask 077 && TZ=Asia/Tokyo LANG=de_DE scripts/release --output ../b HEAD) > "$scratch/b.out"
tarballs=("$scratch"/a/*)
tarball=${tarballs[0]}
name=$(basename "$tarball" .tar.gz)
expect "two clones give the same bytes" cmp "$tarball" "$scratch/b/$name.tar.gz"
printf '%s\n' "$tarball" "$(sha256sum "$tarball" | cut -d ' ' -f 1)" > "$scratch/told"
same "name and SHA-256 are told" "$scratch/told" "$scratch/a.out"
version=$(sed -nE 's/^project\(fedcloud-probes VERSION ([0-9.]+).*/\1/p' "$source/CMakeLists.txt")
expect "its name holds the version $version" [ "$name" = "fedcloud-probes-$version" ]

mkdir "$scratch/unpacked"
tar -x -C "$scratch/unpacked" -f "$tarball"
tree=$scratch/unpacked/$name
git -C "$scratch/one" rev-parse HEAD > "$scratch/commit"
same "COMMIT" "$scratch/commit" "$tree/COMMIT"
git -C "$scratch/one" ls-files | { cat; printf '%s\n' COMMIT fedcloud-probes.spec; } | sort > "$scratch/files"
(cd "$tree" && find . ! -type d -printf '%P\n' | sort) > "$scratch/found"
same "all files that are committed, the commit and the spec" "$scratch/files" "$scratch/found"
expect "nothing but one folder" [ "$(ls "$scratch/unpacked")" = "$name" ]
tar -tv --numeric-owner -f "$tarball" | awk '{ print substr($1, 2), $2 }' | sort -u > "$scratch/modes"
printf '%s 0/0\n' rw-r--r-- rwxr-xr-x > "$scratch/expected"
same "owners and modes" "$scratch/expected" "$scratch/modes"
expect "the spec names version and day" grep -qx "\* Fri Jan 02 2026 .* - $version-1" "$tree/fedcloud-probes.spec"
expect "the spec has nothing left to be filled in" sh -c '! grep -E "@[A-Z]+@" "$1"' sh "$tree/fedcloud-probes.spec"

# refused WHAT TEXT OPTION...
refused() {
    local what=$1 text=$2
    shift 2
    mkdir -p "$scratch/none"
    if "$scratch/one/scripts/release" --output "$scratch/none" "$@" > "$scratch/refused" 2>&1; then
        failed "$what: was not refused"
    fi
    expect "$what: refused" grep -qF -- "$text" "$scratch/refused"
    expect "$what: nothing is left" [ -z "$(ls -A "$scratch/none")" ]
}
refused "an unknown commit" "no commit 'v0'" v0
refused "two commits" "one commit" HEAD HEAD
refused "an empty commit" "an empty name" ""
refused "an unknown option" "unknown option '--nonsense'" --nonsense
(cd "$scratch/one" && scripts/release > /dev/null && GIT_DIR="$scratch/other clone/.git" scripts/release > /dev/null) ||
    failed "a tarball in the folder itself is in the way of the next"
rm "$scratch/one/$name.tar.gz"
echo "# changed" >> "$scratch/one/CMakeLists.txt"
echo new > "$scratch/one/new"
refused "a changed tree" "CMakeLists.txt"
refused "a file that is not committed" "?? new"
"$scratch/one/scripts/release" --output "$scratch/none" --allow-changes > /dev/null
expect "--allow-changes leaves the changes out" cmp "$tarball" "$scratch/none/$name.tar.gz"
rm -r "$scratch/none" "$scratch/one/.git"
refused "a folder without git" "not the top of a git work tree"
conclude
