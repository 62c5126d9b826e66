#!/usr/bin/env bash
# The RPM packages unpacked into a folder: programs run from there, nothing in them names the system of the build, and
# systemd takes the units, the user and the folders.
#   rpm_root_test.sh FOLDER      of rpm_build_test.sh
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
folder=$1
source "$(dirname "$0")/lib.sh"
[ -d "$folder/RPMS" ] || skip "no packages: the test that builds them was skipped (needs FULL=1, or rpm is not there)"
need rpm2cpio "rpm2cpio (Debian), rpm (EL)"
need cpio cpio
need readelf binutils
need python3 python3
need systemd-analyze systemd

root=$scratch/root
mkdir "$root"
while IFS= read -r package; do
    rpm2cpio "$package" | (cd "$root" && cpio --extract --make-directories --preserve-modification-time --quiet)
done < <(find "$folder/RPMS" -type f -name '*.rpm' ! -name '*-debug*')

programs=("$root"/usr/libexec/argo/probes/fedcloud/check_* "$root"/usr/bin/fedcloud-*)
expect "there are programs" [ "${#programs[@]}" -ge 11 ]
for program in "${programs[@]}"; do
    name=$(basename "$program")
    case $name in *.fetch) continue ;; esac # run by the program of its name
    version=$("$program" --version) || failed "$name --version: status $?"
    expect "$name --version" [ "${version#"$name (fedcloud-probes) "}" != "$version" ]
    expect "$name --help" sh -c '"$1" --help | grep -q "^Usage: "' sh "$program"
done

# A port that is listened at, and one that is taken but not.
exec 3< <(exec python3 -c '
import socket
listener = socket.create_server(("127.0.0.1", 0))
deaf = socket.socket()
deaf.bind(("127.0.0.1", 0))
print(listener.getsockname()[1], deaf.getsockname()[1], flush=True)
listener.settimeout(60)
while True:
    listener.accept()[0].close()')
listener=$!
read -r port deaf <&3
probe=$root/usr/libexec/argo/probes/fedcloud/check_occi_tcp
expect "check_occi_tcp says OK of a listener" sh -c '"$1" -H 127.0.0.1 -p "$2" -t 10 | grep -q "OK"' sh "$probe" "$port"
expect "check_occi_tcp says CRITICAL where nothing listens" \
    sh -c '"$1" -H 127.0.0.1 -p "$2" -t 10; [ $? = 2 ]' sh "$probe" "$deaf"

expect "fedcloud-profiles finds the metric profile that was installed with it" sh -c '
    [ -e /etc/argo/probes/fedcloud/metrics.json ] ||
    "$1/usr/bin/fedcloud-profiles" metrics | grep -qF "($1/usr/share/fedcloud-probes/metrics.json)"' sh "$root"
expect "fedcloud-profiles takes a metric profile by an option" \
    "$root/usr/bin/fedcloud-profiles" metrics --metrics "$root/usr/share/fedcloud-probes/metrics.json"
# Nothing listens there: the file was read and every option in it taken before that is known.
for form in shipped everything; do
    cp "$root/etc/argo/probes/fedcloud/fedcloud.conf" "$scratch/$form.conf"
    # But for files that are not here.
    [ "$form" = shipped ] || sed -i -e '/^#\(cert\|key\|ca-path\) /d' -e 's/^#\([a-z0-9-]* = \)/\1/' "$scratch/$form.conf"
    "$root/usr/bin/fedcloud-profiles" pull --config "$scratch/$form.conf" --gocdb "http://127.0.0.1:$deaf/" --timeout 5 \
        --profile-dir "$scratch/profiles" > "$scratch/pull.$form" 2>&1 || true
    expect "fedcloud.conf, $form: taken: $(head -n 1 "$scratch/pull.$form")" \
        grep -q "nothing was changed" "$scratch/pull.$form"
done
kill "$listener"
exec 3<&-
"$root/usr/bin/fedcloud-profiles" pull --help |
    sed -nE 's/^ *(-.,)? +--([a-z0-9-]+).*/\2/p' | grep -vx 'dry-run\|config\|help\|version' | sort -u > "$scratch/options"
sed -nE 's/^#?([a-z0-9-]+) = .*/\1/p' "$root/etc/argo/probes/fedcloud/fedcloud.conf" | sort > "$scratch/settings"
same "fedcloud.conf has every option of pull and no other" "$scratch/options" "$scratch/settings"

expect "nothing names a folder of Debian's libraries" sh -c '! grep -rl "/usr/lib/x86_64-linux-gnu" "$1"' sh "$root"
expect "nothing names the folder of the build" sh -c '! grep -rlE "/build/release|/BUILD/" "$1"' sh "$root"
expect "nothing looks for the programs elsewhere" sh -c '! grep -rlE "/usr/local/(bin|libexec)" "$1"/usr/share/fedcloud-probes "$1"/usr/lib' sh "$root"
for program in "${programs[@]}"; do
    expect "$(basename "$program") has no RUNPATH" sh -c '! readelf -d "$1" | grep -E "RUNPATH|RPATH"' sh "$program"
done

units=$root/usr/lib/systemd/system
# What the units name: targets, the programs of others, the user.
cp -P /usr/lib/systemd/system/*.target /usr/lib/systemd/system/*.slice "$units"
cp /usr/bin/systemctl "$root/usr/bin"
getent passwd root > "$root/etc/passwd"
echo 'nagios:x:4711:4711::/:/sbin/nologin' >> "$root/etc/passwd"
printf 'root:x:0:\nnagios:x:4711:\n' > "$root/etc/group"
systemd-analyze verify --man=no --root="$root" fedcloud-profiles.timer fedcloud-profiles.service \
    fedcloud-reload@nagios.path fedcloud-reload@nagios.service > "$scratch/verify" 2>&1 || failed "systemd-analyze: $?"
same "systemd-analyze verify has nothing to say" /dev/null "$scratch/verify"
for unit in fedcloud-profiles fedcloud-reload@; do
    exposure=$(systemd-analyze security --no-pager --offline=true "$units/$unit.service" |
        sed -nE 's/.*Overall exposure level for .*: ([0-9.]+) .*/\1/p')
    expect "exposure of $unit.service is $exposure, at most 2.0" \
        awk -v exposure="$exposure" 'BEGIN { exit !(exposure != "" && exposure + 0 <= 2.0) }'
done
if [ "$(id -u)" = 0 ]; then
    rm -rf "${root:?}/var" "$root/etc/argo/probes/fedcloud/scheduler" "$root/etc/passwd" "$root/etc/group"
    systemd-sysusers --root="$root" fedcloud-probes.conf > /dev/null 2>&1
    systemd-tmpfiles --root="$root" --create fedcloud-probes.conf fedcloud-probes-tools.conf
    uid=$(sed -nE 's/^nagios:x:([0-9]+):.*/\1/p' "$root/etc/passwd")
    printf '%s\n' "drwxr-xr-x $uid etc/argo/probes/fedcloud/scheduler" "drwxr-xr-x 0 var/spool/argo" \
        "drwxr-xr-x 0 var/spool/argo/probes" "drwxr-x--- $uid var/spool/argo/probes/fedcloud" \
        "drwxr-xr-x $uid var/spool/argo/probes/fedcloud/profiles" > "$scratch/expected"
    (cd "$root" && find etc/argo/probes/fedcloud/scheduler var/spool/argo -printf '%M %U %p\n' | sort -k 3) > "$scratch/made"
    same "sysusers.d and tmpfiles.d make user and folders" "$scratch/expected" "$scratch/made"
fi
conclude
