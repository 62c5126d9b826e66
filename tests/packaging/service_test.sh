#!/usr/bin/env bash
# The RPM packages installed, at work and removed under a systemd of their own, started in namespaces over a copy-on-write
# view of this machine: service_inside.sh tells what is expected of them. Nothing outside changes.
#   service_test.sh FOLDER TESTBED      FOLDER: of rpm_build_test.sh
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# mount_tree SCRATCH: the copy-on-write view, SCRATCH/tmpfs/tree, with what a system has mounted, but its own.
mount_tree() {
    local scratch=$1 tree=$1/tmpfs/tree name
    mkdir "$scratch/tmpfs"
    mount -t tmpfs tmpfs "$scratch/tmpfs"
    mkdir "$scratch"/tmpfs/{upper,work,tree}
    mount -t overlay -o "lowerdir=/,upperdir=$scratch/tmpfs/upper,workdir=$scratch/tmpfs/work" overlay "$tree"
    mount -t proc proc "$tree/proc"
    # The kernel's settings are this machine's.
    mount --bind "$tree/proc/sys" "$tree/proc/sys"
    mount -o remount,ro,bind "$tree/proc/sys"
    mount -t sysfs -o ro sysfs "$tree/sys"
    mount -t cgroup2 cgroup2 "$tree/sys/fs/cgroup"
    for name in dev run tmp; do mount -t tmpfs tmpfs "$tree/$name"; done
    cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty "$tree/dev"
    mkdir "$tree/dev/pts" "$tree/dev/shm" "$tree/dev/mqueue"
    ln -s pts/ptmx "$tree/dev/ptmx"
    # No unit of this machine is started.
    : > "$tree/etc/fstab"
    for name in usr/lib/systemd/system-generators {usr/lib,etc}/systemd/system/{sysinit,local-fs,sockets,timers}.target.wants; do
        [ ! -d "$tree/$name" ] || mount -t tmpfs tmpfs "$tree/$name"
    done
    rm -rf "$tree"/{etc,var/spool}/argo "$tree"/usr/{libexec/argo,share/fedcloud-probes}
}

# put_trial FOLDER TESTBED TREE: the packages, and a unit that runs service_inside.sh and then ends systemd.
put_trial() {
    local folder=$1 testbed=$2 tree=$3
    mkdir "$tree/run/trial"
    find "$folder/RPMS" -type f -name '*.rpm' ! -name '*-debug*' -exec cp -t "$tree/run/trial" {} +
    cp "$testbed" "$tree/run/trial/testbed"
    cp "$here/service_inside.sh" "$tree/run/trial/inside.sh"
    cat > "$tree/etc/systemd/system/trial.service" << UNIT
[Unit]
DefaultDependencies=no
Wants=systemd-journald.service
After=systemd-journald.service
[Service]
Type=oneshot
ExecStart=/bin/bash /run/trial/inside.sh
StandardOutput=file:/run/trial/report
StandardError=file:/run/trial/report
TimeoutStartSec=120
ExecStopPost=/bin/cp /run/trial/report /mnt/scratch/report
ExecStopPost=/usr/bin/systemctl --force --force halt
UNIT
}

# boot FOLDER TESTBED SCRATCH: in the new namespaces; what runs in there is written to SCRATCH/report.
boot() {
    local scratch=$3 tree=$3/tmpfs/tree
    mount --make-rprivate /
    mount_tree "$scratch"
    put_trial "$1" "$2" "$tree"
    ip link set lo up
    mkdir -p "$tree/mnt/scratch" "$tree/run/before"
    mount --bind "$scratch" "$tree/mnt/scratch"
    cd "$tree"
    pivot_root . run/before
    umount --lazy /run/before
    mount --make-rshared /
    export container=lxc
    exec chroot . /usr/lib/systemd/systemd --system --unit=trial.service --log-target=journal --show-status=no
}

if [ "$1" = --boot ]; then
    shift
    boot "$@"
fi

folder=$1
testbed=$2
source "$here/lib.sh"
[ -d "$folder/RPMS" ] || skip "no packages: the test that builds them was skipped"
[ "$(id -u)" = 0 ] || skip "needs root, for namespaces"
need unshare util-linux
need ip "iproute2 (Debian), iproute (EL)"
need rpm rpm
[ -x /usr/lib/systemd/systemd ] || [ -x /lib/systemd/systemd ] || skip "not installed: systemd"
grep -qw overlay /proc/filesystems || skip "this kernel has no overlayfs"
namespaces=(--mount --pid --uts --ipc --cgroup --net --fork --kill-child)
unshare "${namespaces[@]}" true || skip "no namespaces here"

timeout 150 unshare "${namespaces[@]}" "$here/service_test.sh" --boot "$folder" "$testbed" "$scratch" < /dev/null > "$scratch/console" 2>&1 || true
if [ ! -s "$scratch/report" ]; then
    cat "$scratch/console"
    failed "systemd did not come up, or did not come to an end"
else
    cat "$scratch/report"
    failures=$(grep -c '^FAILED' "$scratch/report" || true)
    grep -qx 'the end' "$scratch/report" || failed "it did not come to the end"
fi
conclude
