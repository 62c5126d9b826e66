#!/usr/bin/env bash
# The Debian packages' scripts, which run as root, where systemd-tmpfiles cannot make the folders and where the
# monitoring user has been taken over: what it put into its own folders gives it nothing of others. The folders are laid
# over those of this system in a mount namespace of the test's own.
#   deb_scripts_test.sh SOURCE-FOLDER
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
source=$1
source "$(dirname "$0")/lib.sh"
[ -n "$(command -v apt-get)" ] || skip "no Debian: its packages are made there"
[ "$(id -u)" = 0 ] || skip "needs root: gives folders to another user"
unshare --mount true 2> /dev/null || skip "no mount namespaces here"

state=/var/spool/argo/probes/fedcloud
mkdir "$scratch/bin" "$scratch/tmpfiles.d" "$scratch/spool" "$scratch/victim"
sed 's/ nagios nagios / nobody nogroup /' "$source/packaging/tmpfiles.d/fedcloud-probes.conf" \
    > "$scratch/tmpfiles.d/fedcloud-probes.conf"
printf '#!/bin/sh\nexit 0\n' > "$scratch/bin/systemd-sysusers"
printf '#!/bin/sh\nexit 1\n' > "$scratch/bin/systemd-tmpfiles"
chmod 755 "$scratch"/bin/*

# script PACKAGE/SCRIPT ARGUMENT...: as dpkg runs it.
script() {
    unshare --mount sh -e -c '
        scratch=$1 script=$2; shift 2
        mount --bind "$scratch/tmpfiles.d" /usr/lib/tmpfiles.d
        mount --bind "$scratch/spool" /var/spool
        umask 022
        PATH=$scratch/bin:$PATH sh "$script" "$@"' sh "$scratch" "$source/packaging/debian/$1" "${@:2}"
}
made() { stat -c '%U:%G %a' "$scratch/spool/${1#/var/spool/}"; }
is() { expect "$1: $2 is $3" [ "$(made "$2")" = "$3" ]; }

expect "without systemd, postinst" script probes/postinst configure
is "installed" $state "nobody:nogroup 750"
is "installed" $state/profiles "nobody:nogroup 755"
expect "once more" script probes/postinst configure 0
is "once more" $state "nobody:nogroup 750"

rmdir "$scratch/spool/argo/probes/fedcloud/profiles"
ln -s "$scratch/victim" "$scratch/spool/argo/probes/fedcloud/profiles"
chown -h nobody:nogroup "$scratch/spool/argo/probes/fedcloud/profiles"
touch "$scratch/victim/file"
chmod 700 "$scratch/victim"
expect "an upgrade where 'profiles' is a link" script probes/postinst configure 0
expect "what it points to keeps owner and mode" [ "$(stat -c '%U:%G %a' "$scratch/victim")" = "root:root 700" ]
expect "purge" script probes/postrm purge
expect "the state is gone" [ ! -e "$scratch/spool/argo" ]
expect "and what the link pointed to is not" [ -e "$scratch/victim/file" ]

# The administrator's: all of it on another disk.
mkdir "$scratch/disk"
ln -s "$scratch/disk" "$scratch/spool/argo"
expect "postinst where /var/spool/argo is a link" script probes/postinst configure
is "on another disk" $state "nobody:nogroup 750"
expect "purge there" script probes/postrm purge
expect "leaves the link alone" [ -L "$scratch/spool/argo" ]
expect "and nothing behind it" [ -z "$(ls "$scratch/disk")" ]
conclude
