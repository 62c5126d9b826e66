#!/usr/bin/env bash
# Run by service_test.sh under a systemd of its own: the packages lie beside this file.
set -uo pipefail
exec 2>&1
export LC_ALL=C.UTF-8
config=/etc/argo/probes/fedcloud
profiles=/var/spool/argo/probes/fedcloud/profiles

expect() { # WHAT COMMAND...
    local what=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok: $what"
    else
        printf 'FAILED: %s\n%s\n' "$what" "$output"
        journalctl --quiet --no-pager -o cat -n 15
    fi
}
is() { [ "$1" = "$2" ] || { echo "'$1' is not '$2'"; return 1; }; }
holds() { case $1 in *"$2"*) ;; *) echo "'$2' is not in: $1"; return 1 ;; esac }
show() { systemctl show --value -p "$2" "$1"; }
# run: the service; what it wrote is then in $said.
run() {
    local before
    before=$(show fedcloud-profiles.service InvocationID)
    systemctl start fedcloud-profiles.service > /dev/null 2>&1
    journalctl --sync
    said=$(journalctl --quiet --no-pager -o cat --cursor-file=/run/trial/cursor --unit=fedcloud-profiles.service)
    [ "$before" != "$(show fedcloud-profiles.service InvocationID)" ] || echo "FAILED: the service was not started"
}
ended() { is "$(show fedcloud-profiles.service Result) $(show fedcloud-profiles.service ExecMainStatus)" "$1"; }
reloads() { is "$(wc -l < /run/trial/reloads)" "$1"; }
# until_so COMMAND...: within ten seconds.
until_so() {
    for _ in $(seq 100); do
        "$@" > /dev/null && return 0
        sleep 0.1
    done
    "$@"
}
options() { sed -i "s|^OPTIONS=.*|OPTIONS=\"$1\"|" "$config/scheduler.conf"; }
override() { printf '%s\n' "$1" > "$config/sites.d/LARGE-0.json"; }

# What the packages need is there, but unknown to rpm where it is not the system's own.
packages() { rpm --dbpath /run/trial/db --nodeps "$@"; }
expect "the packages can be installed" packages --install /run/trial/*.rpm
for unit in fedcloud-profiles.timer fedcloud-reload@nagios.path; do
    expect "$unit is disabled" is "$(systemctl is-enabled "$unit")" disabled
done

# A GOCDB, and a scheduler that counts how often it is reloaded.
for name in testbed nagios; do
    case $name in
        testbed) start='/bin/sh -c "sleep 600 | exec /run/trial/testbed --pki /run/trial/pki --lifetime 600 --gocdb goc,content=large,sites=30,services=180 > /run/trial/gocdb"' ;;
        nagios) start='/bin/sleep 600' ;;
    esac
    printf '[Service]\nExecStart=%s\nExecReload=/bin/sh -c "echo >> /run/trial/reloads"\n' "$start" \
        > "/run/systemd/system/$name.service"
done
mkdir /run/trial/pki /run/systemd/system/fedcloud-profiles.service.d
: > /run/trial/reloads
# Here it is started more often in ten seconds than systemd likes.
printf '[Unit]\nStartLimitIntervalSec=0\n' > /run/systemd/system/fedcloud-profiles.service.d/often.conf
systemctl daemon-reload
systemctl start fedcloud-profiles.timer # which also keeps what became of the service
systemctl start testbed.service nagios.service
until_so test -s /run/trial/gocdb
url=$(grep -o '"url":"[^"]*"' /run/trial/gocdb | cut -d '"' -f 4)
sed -i "s|^gocdb = .*|gocdb = $url|" "$config/fedcloud.conf"

run
expect "the first run is a success" ended "success 0"
expect "it pulled" holds "$said" "sites: "
expect "it wrote configuration, and says what to do" holds "$said" "cfg_dir=$config/scheduler/nagios"
expect "profiles are the user's" is "$(stat -c '%U %a' "$profiles/LARGE-0.json")" "nagios 644"
expect "configuration can be read by all" is "$(stat -c '%U %a' "$config/scheduler/nagios" "$config/scheduler/nagios/objects.cfg")" $'nagios 755\nnagios 644'

systemctl enable fedcloud-reload@nagios.path fedcloud-profiles.timer > /dev/null 2>&1
systemctl start fedcloud-reload@nagios.path
run
expect "the second run has nothing to do" holds "$said" ": unchanged"
override '{"format": 1, "vos": ["dteam"]}'
run
expect "a change is written" holds "$said" ": written to"
expect "the scheduler is reloaded, once, after a change and not without" until_so reloads 1
for vo in ops dteam; do
    override "{\"format\": 1, \"vos\": [\"$vo\"]}"
    run
done
expect "and after each one" until_so reloads 3
systemctl stop nagios.service
override '{"format": 1}'
run
expect "the reload of a scheduler that does not run is a success" until_so is "$(show fedcloud-reload@nagios.service Result)" success
expect "which does not start it" is "$(systemctl is-active nagios.service)" inactive

override '{'
run
expect "a site that is left out (status 1) is told, and no failure" ended "success 1"
expect "it is told" holds "$said" "warning: a site is left out"
rm "$config/sites.d/LARGE-0.json"

if command -v nagios4 > /dev/null || command -v nagios > /dev/null; then
    cp "$config/scheduler/nagios-templates.cfg" /run/trial/templates
    echo 'define host { use nonsense }' >> "$config/scheduler/nagios-templates.cfg"
    run
    expect "Nagios verifies, as far as to find a mistake" ended "exit-code 3"
    expect "whose words are told" holds "$said" "templates.cfg' on line"
    cp /run/trial/templates "$config/scheduler/nagios-templates.cfg"
    run
    expect "Nagios verifies" ended "success 0"
fi
if command -v icinga2 > /dev/null; then
    options "--target icinga2 --output $config/scheduler/icinga2"
    run
    expect "Icinga 2 verifies" ended "success 0"
    echo nonsense >> "$config/scheduler/icinga2-templates.conf"
    override '{"format": 1, "vos": ["dteam"]}'
    run
    expect "Icinga 2 verifies, as far as to find a mistake" ended "exit-code 3"
fi

mkdir -p /etc/nagios/cloud
chown nagios /etc/nagios/cloud
options "--target nagios --output /etc/nagios/cloud/fedcloud"
run
expect "a folder elsewhere is read-only" holds "$said" "Read-only file system"
printf '[Service]\nReadWritePaths=/etc/nagios/cloud\n' > /run/systemd/system/fedcloud-profiles.service.d/other.conf
systemctl daemon-reload
run
expect "but for a drop-in" test -s /etc/nagios/cloud/fedcloud/objects.cfg

systemctl stop testbed.service
options "--target nagios --output $config/scheduler/other"
run
expect "a pull that fails fails the service" ended "exit-code 3"
expect "and nothing is generated after it" test ! -e "$config/scheduler/other"

echo "# mine" >> "$config/fedcloud.conf"
systemctl start fedcloud-reload@nagios.path
expect "an upgrade succeeds" packages --upgrade --replacepkgs /run/trial/*.rpm
expect "it keeps configuration" grep -qx "# mine" "$config/fedcloud.conf"
for unit in fedcloud-profiles.timer fedcloud-reload@nagios.path; do
    expect "$unit stays enabled and at work" is "$(systemctl is-enabled "$unit") $(systemctl is-active "$unit")" "enabled active"
done
expect "removal succeeds" packages --erase fedcloud-probes{,-tools,-icinga2,-sensu}
for unit in fedcloud-profiles.timer fedcloud-reload@nagios.path; do
    expect "$unit is stopped by removal" is "$(systemctl is-active "$unit")" inactive
done
expect "no unit is left enabled" is "$(find /etc/systemd/system -name 'fedcloud-*')" ""
expect "no program is left" is "$(find /usr/libexec/argo /usr/share/fedcloud-probes /usr/bin/fedcloud-* 2> /dev/null)" ""
expect "state stays" test -s "$profiles/LARGE-1.json"
expect "changed configuration stays" test -s "$config/fedcloud.conf.rpmsave"

userdel nagios
groupdel nagios 2> /dev/null
rm -r /etc/argo /var/spool/argo
expect "the packages can be installed where there is no nagios" packages --install /run/trial/*.rpm
expect "then they make it" is "$(getent passwd nagios | cut -d : -f 6-)" "/:/sbin/nologin"
expect "and its state folder" is "$(stat -c '%U %G %a' /var/spool/argo/probes/fedcloud)" "nagios nagios 750"
echo "the end"
