#!/usr/bin/env bash
# The Debian packages in a fresh Debian: they install, run, upgrade, are removed and purged. State and what the
# administrator wrote survive all but the last, and nothing else is left or taken.
#   deb_root_test.sh FOLDER      of deb_build_test.sh
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
folder=$1
source "$(dirname "$0")/lib.sh"
[ "${FULL:-}" = 1 ] || skip "needs FULL=1: fetches a Debian system and installs into it"
[ -n "$(command -v apt-get)" ] || skip "no Debian: its packages are made there"
[ "$(id -u)" = 0 ] || skip "needs root: installs into a root of its own"
need debootstrap debootstrap
need dpkg-deb dpkg

root=$scratch/root
names=(fedcloud-probes fedcloud-probes-tools fedcloud-probes-icinga2 fedcloud-probes-sensu)
etc=/etc/argo/probes/fedcloud
state=/var/spool/argo/probes/fedcloud

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+"http_proxy=$http_proxy"} "$@"; }
apt() { inside apt-get -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@"; }
is() { expect "$1: $3" sh -c 'set -x; [ "$2" = "$1" ]' sh "$3" "$(inside stat -c '%U:%G %a' "$2" 2>&1)"; }
gone() { expect "$1: there is no $2" inside test ! -e "$2"; }
says() { expect "$1: $2 says '$3'" inside grep -q "$3" "$2"; }

# What is there, but for what a package manager and a resolver write down for themselves.
listing() {
    find "$root" -xdev -printf '%y %m %U:%G /%P\n' | grep -vE ' /(proc|sys|dev|tmp|run|var/(cache|log|lib/(apt|dpkg)))(/|$)' |
        grep -vE ' /etc/((passwd|group|shadow|gshadow|subuid|subgid)-?|machine-id|ld\.so\.cache|\.pwd\.lock)$' | sort -k 4
}

debian() { # of the release that this is, from where this system has it
    local release mirror
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(apt-get indextargets --format '$(RELEASE) $(SITE)' | sed -n "s/^$release //p" | sort -u | head -n 1)
    eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
    debootstrap --variant=minbase "$release" "$root" "$mirror" > "$scratch/log" 2>&1 ||
        { tail -n 20 "$scratch/log"; failed "debootstrap"; conclude; }
    cp /etc/resolv.conf "$root/etc/"
}

# newer PACKAGE: the same with a higher version and another default configuration, in the root.
newer() {
    local tree=$scratch/newer
    rm -rf "$tree"
    dpkg-deb -R "$1" "$tree"
    sed -i 's/0-1\b/0-2/' "$tree/DEBIAN/control"
    [ ! -e "$tree$etc/fedcloud.conf" ] || echo '# newer' >> "$tree$etc/fedcloud.conf"
    dpkg-deb -Zgzip -b "$tree" "$root/tmp/$(dpkg-deb -f "$1" Package).newer.deb" > /dev/null
}

check_installed() { # HOW
    local program
    for program in /usr/libexec/argo/probes/fedcloud/check_occi_vm /usr/libexec/argo/probes/fedcloud/check_cloud_bdii \
        /usr/bin/fedcloud-profiles /usr/bin/fedcloud-nagios-config; do
        expect "$1: $program --version" sh -c 'chroot "$1" "$2" --version | grep -q "(fedcloud-probes) "' sh "$root" "$program"
    done
    expect "$1: a check of a port that is closed is CRITICAL" sh -c '
        chroot --userspec=nagios:nagios "$1" /usr/libexec/argo/probes/fedcloud/check_occi_tcp -H 127.0.0.1 -p 1 -t 5
        [ $? = 2 ]' sh "$root"
    expect "$1: the metric profile is found" inside fedcloud-profiles metrics \
        --metrics /usr/share/fedcloud-probes/metrics.json # without /proc it does not know where it is itself
    is "$1: state" $state "nagios:nagios 750"
    is "$1: profiles" $state/profiles "nagios:nagios 755"
    is "$1: generated configuration" $etc/scheduler "nagios:nagios 755"
    is "$1: configuration" $etc/fedcloud.conf "root:root 644"
    expect "$1: no unit is enabled" sh -c '! find "$1/etc/systemd" -name "fedcloud*" | grep .' sh "$root"
}

# Of others, beside ours.
others=(/etc/argo/probes/other.conf "$etc/notes.txt" "$etc/sites.d/notes.txt" /var/spool/argo/probes/other/state)
# Of ours, made by programs and by the administrator.
made=("$state/profiles/SITE.json" "$state/journal.json" "$etc/scheduler/nagios/hosts.cfg" "$etc/sites.d/SITE.json"
    "$etc/metrics.json")
links=(/etc/systemd/system/timers.target.wants/fedcloud-profiles.timer
    /etc/systemd/system/multi-user.target.wants/fedcloud-reload@nagios4.path)

use() {
    local file
    for file in "${others[@]}" "${made[@]}"; do
        inside mkdir -p "$(dirname "$file")"
        echo kept > "$root$file"
    done
    for file in "${links[@]}"; do
        inside mkdir -p "$(dirname "$file")"
        inside ln -s "/lib/systemd/system/$(basename "${file/nagios4/}")" "$file"
    done
    echo '# edited' >> "$root$etc/fedcloud.conf"
}

check_kept() { # HOW
    local file
    for file in "${others[@]}" "${made[@]}"; do
        says "$1" "$file" kept
    done
    says "$1" $etc/fedcloud.conf edited
    for file in "${links[@]}"; do
        expect "$1: $file" inside test -L "$file"
    done
}

debian
listing > "$scratch/before"
packages=()
for name in "${names[@]}"; do
    package=$(find "$folder" -maxdepth 1 -name "${name}_*.deb")
    cp "$package" "$root/tmp/$name.deb"
    newer "$package"
    packages+=("/tmp/$name.deb")
done
apt update > "$scratch/log" 2>&1
expect "they install, with what they need" apt install "${packages[@]}"
check_installed "without systemd"
use

expect "they are upgraded" apt install "${packages[@]/%.deb/.newer.deb}"
expect "the version is the new one" sh -c 'chroot "$1" dpkg-query -W -f "\${Version}" fedcloud-probes | grep -q "0-2$"' sh "$root"
check_kept "after the upgrade"
is "after the upgrade: state" $state "nagios:nagios 750"
says "after the upgrade" $etc/fedcloud.conf.dpkg-dist newer

expect "they are removed" apt remove "${names[@]}"
check_kept "after the removal"
gone "after the removal" /usr/libexec/argo
gone "after the removal" /usr/bin/fedcloud-profiles

# But for those without configuration, of which dpkg knows nothing any more.
expect "they are purged" apt purge fedcloud-probes fedcloud-probes-tools
for file in "${others[@]}"; do
    says "after the purge" "$file" kept
done
for file in $state $etc/scheduler $etc/metrics.json $etc/sites.d/SITE.json $etc/fedcloud.conf $etc/scheduler.conf "${links[@]}"; do
    gone "after the purge" "$file"
done
inside rm -r /etc/argo /var/spool/argo

# Once more, with systemd, which makes user and folders from its own descriptions of them.
expect "systemd" apt install systemd
inside userdel nagios
expect "they install again" apt install "${packages[@]}"
check_installed "with systemd"
expect "they are purged at once" apt purge "${names[@]}"
gone "after purging at once" /etc/argo
gone "after purging at once" /var/spool/argo

expect "what they needed goes" apt autoremove --purge
expect "systemd goes" apt purge --autoremove systemd
listing > "$scratch/after"
same "nothing is left, and nothing taken" "$scratch/before" "$scratch/after"
conclude
