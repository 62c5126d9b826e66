#!/usr/bin/env bash
# The commit of a source tree as the build reads it: in work trees, tarballs, inside other repositories, without git.
#   commit_test.sh CMAKE SOURCE-FOLDER
set -euo pipefail
cmake=$1
source=$2
source "$(dirname "$0")/lib.sh"
need git git
cd "$scratch"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

# tells WHAT FOLDER COMMIT [CMAKE-OPTION...]: what the header of FOLDER says.
tells() {
    local what=$1 folder=$2 commit=$3
    shift 3
    "$cmake" -DSOURCE_FOLDER="$folder" -DOUTPUT="$scratch/commit.hpp" "$@" -P "$source/cmake/WriteCommit.cmake" 2> err ||
        failed "$what" "$(cat err)"
    printf 'inline constexpr const char* build_commit = "%s";\n' "$commit" > expected
    grep build_commit commit.hpp > told || true
    same "$what" expected told
}

git init -q -b main tree
echo 1 > tree/file
tells "a repository without a commit" "$scratch/tree" ""
git -C tree add file
git -C tree commit -q -m 1
commit=$(git -C tree rev-parse HEAD | cut -c 1-12)
tells "a work tree" "$scratch/tree" "$commit"
touch -d '1 hour ago' tree/file
echo 1 > tree/untracked
tells "a work tree with another time and file" "$scratch/tree" "$commit"
ln -s tree link
tells "a link to a work tree" "$scratch/link" "$commit"
git -C tree worktree add -q ../side
tells "a second work tree" "$scratch/side" "$commit"
git clone -q --depth 1 "file://$scratch/tree" clone
tells "a shallow clone" "$scratch/clone" "$commit"
tells "a work tree without git" "$scratch/clone" "" -DGIT_PROGRAM=/nonexistent/git
GIT_DIR=$scratch/side/.git GIT_INDEX_FILE=$scratch/none tells "a build inside a hook" "$scratch/clone" "$commit"
if [ "$(id -u)" = 0 ]; then
    chown -R 4711 clone
    tells "a clone of another user" "$scratch/clone" "$commit"
fi
echo 2 > side/file
tells "a changed file" "$scratch/side" "$commit+changes"
git -C side add file
tells "a staged file" "$scratch/side" "$commit+changes"

mkdir tree/unpacked tarball
tells "a tarball without COMMIT inside another repository" "$scratch/tree/unpacked" ""
echo 0123456789abcdef0123456789abcdef01234567 | tee tree/unpacked/COMMIT > tarball/COMMIT
tells "a tarball inside another repository" "$scratch/tree/unpacked" 0123456789ab
tells "a tarball" "$scratch/tarball" 0123456789ab -DGIT_PROGRAM=/nonexistent/git
git init -q tarball
git -C tarball add .
git -C tarball commit -q -m import
tells "a tarball that a packager keeps in git" "$scratch/tarball" 0123456789ab

# shellcheck disable=SC2016 # as git writes it
for wrong in '' '$Format:%H$' 0123456789ab '0123456789abcdef0123456789abcdef0123456"'; do
    printf '%s\n' "$wrong" > tree/unpacked/COMMIT
    tells "COMMIT with '$wrong'" "$scratch/tree/unpacked" ""
    expect "COMMIT with '$wrong': a warning" grep -q 'holds no commit' err
done

# What is not new is not written: nothing would be compiled and linked for it.
tells "a work tree" "$scratch/tree" "$commit"
touch -d '1 hour ago' commit.hpp
before=$(stat -c %y commit.hpp)
tells "a work tree" "$scratch/tree" "$commit"
expect "the header is not written again" [ "$(stat -c %y commit.hpp)" = "$before" ]
conclude
