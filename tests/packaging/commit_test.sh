#!/usr/bin/env bash
# The commit of a source tree as the build reads it: in work trees, tarballs, inside other repositories, without git.
#   commit_test.sh CMAKE SOURCE-FOLDER
set -euo pipefail
cmake=$1
source=$2
command -v git > /dev/null || { echo "git is not installed"; exit 77; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
failed=0

# expect WHAT FOLDER COMMIT [CMAKE-OPTION...]: what the header of FOLDER says.
expect() {
    local what=$1 folder=$2 commit=$3 told
    shift 3
    "$cmake" -DSOURCE_FOLDER="$folder" -DOUTPUT="$scratch/commit.hpp" "$@" -P "$source/cmake/WriteCommit.cmake" \
        2> "$scratch/err" || { echo "$what: $(cat "$scratch/err")"; failed=1; return; }
    told=$(sed -n 's/.*build_commit = "\(.*\)";$/\1/p' commit.hpp)
    [ "$told" = "$commit" ] || { echo "$what: '$told' instead of '$commit'"; failed=1; }
}

git init -q -b main tree
echo 1 > tree/file
expect "a repository without a commit" "$scratch/tree" ""
git -C tree add file
git -C tree commit -q -m 1
commit=$(git -C tree rev-parse HEAD | cut -c 1-12)
expect "a work tree" "$scratch/tree" "$commit"
touch -d '1 hour ago' tree/file
echo 1 > tree/untracked
expect "a work tree with another time and file" "$scratch/tree" "$commit"
ln -s tree link
expect "a link to a work tree" "$scratch/link" "$commit"
git -C tree worktree add -q ../side
expect "a second work tree" "$scratch/side" "$commit"
git clone -q --depth 1 "file://$scratch/tree" clone
expect "a shallow clone" "$scratch/clone" "$commit"
expect "a work tree without git" "$scratch/clone" "" -DGIT_PROGRAM=/nonexistent/git
GIT_DIR=$scratch/side/.git GIT_INDEX_FILE=$scratch/none expect "a build inside a hook" "$scratch/clone" "$commit"
if [ "$(id -u)" = 0 ]; then
    chown -R 4711 clone
    expect "a clone of another user" "$scratch/clone" "$commit"
fi
echo 2 > side/file
expect "a changed file" "$scratch/side" "$commit+changes"
git -C side add file
expect "a staged file" "$scratch/side" "$commit+changes"

mkdir tree/unpacked tarball
expect "a tarball without COMMIT inside another repository" "$scratch/tree/unpacked" ""
echo 0123456789abcdef0123456789abcdef01234567 | tee tree/unpacked/COMMIT > tarball/COMMIT
expect "a tarball inside another repository" "$scratch/tree/unpacked" 0123456789ab
expect "a tarball" "$scratch/tarball" 0123456789ab -DGIT_PROGRAM=/nonexistent/git
git init -q tarball
git -C tarball add .
git -C tarball commit -q -m import
expect "a tarball that a packager keeps in git" "$scratch/tarball" 0123456789ab

# shellcheck disable=SC2016 # as git writes it
for wrong in '' '$Format:%H$' 0123456789ab '0123456789abcdef0123456789abcdef0123456"'; do
    printf '%s\n' "$wrong" > tree/unpacked/COMMIT
    expect "COMMIT with '$wrong'" "$scratch/tree/unpacked" ""
    grep -q 'holds no commit' err || { echo "COMMIT with '$wrong': no warning"; failed=1; }
done

# What is not new is not written: nothing would be compiled and linked for it.
expect "a work tree" "$scratch/tree" "$commit"
touch -d '1 hour ago' commit.hpp
before=$(stat -c %y commit.hpp)
expect "a work tree" "$scratch/tree" "$commit"
[ "$(stat -c %y commit.hpp)" = "$before" ] || { echo "the header is written again"; failed=1; }
exit "$failed"
