#!/usr/bin/env bash
# A real Icinga 2 cluster on this host, for a test or for a look: a master, and one satellite for each further zone
# of a configuration. Ordinary processes on loopback with certificates of their own and all that they write below
# one folder; nothing of the system's Icinga 2 is read or written.
#   icinga_cluster.sh [--seconds N] FOLDER CONFIG
# CONFIG is what fedcloud-nagios-config writes for the target icinga2: its main.conf is included by the master, and the
# administrator's templates beside it, if they are there, lie where its next steps say. Waits
# until every service has been checked once, prints a line for each (see icinga_states), stops, and exits with 0; with
# 1 if N seconds (60) have passed, or Icinga 2 did not start; with 77 if it is not installed. Or, to be used from a
# script: source it, and use the functions below; icinga_stop ends everything.
# shellcheck shell=bash

icinga_pids=()
icinga_folder=
icinga_nodes=()

icinga_program() {
    local program
    # Debian's /usr/sbin/icinga2 is a script that would stand between this one and the daemon.
    for program in /usr/lib/*/icinga2/sbin/icinga2 /usr/lib64/icinga2/sbin/icinga2; do
        [ ! -x "$program" ] || { echo "$program"; return 0; }
    done
    PATH=$PATH:/usr/sbin command -v icinga2
}

# Where root starts it, the daemon is nagios (Debian) or icinga (EL), and not root.
icinga_user() {
    if [ "$(id -u)" != 0 ]; then
        id -un
    elif getent passwd nagios > /dev/null; then
        echo nagios
    else
        echo icinga
    fi
}

# icinga_as COMMAND...: as that user; it ends with the shell that started it, even with one that was killed.
icinga_as() {
    local user
    user=$(icinga_user)
    local prefix=(setpriv --pdeathsig TERM)
    [ "$(id -u)" != 0 ] || prefix+=(--reuid "$user" --regid "$(id -g "$user")" --clear-groups)
    exec "${prefix[@]}" env HOME="$icinga_folder" ICINGA2_USER="$user" ICINGA2_GROUP="$(id -gn "$user")" "$@"
}

# icinga_daemon NODE ARGUMENT...: `icinga2 daemon` with every folder of its state below FOLDER/NODE. It replaces the
# shell that calls it.
icinga_daemon() {
    local node=$1 folder=$icinga_folder/$1 user
    shift
    user=$(icinga_user)
    icinga_as "$(icinga_program)" daemon -c "$folder/icinga2.conf" \
        -D RunAsUser="$user" -D RunAsGroup="$(id -gn "$user")" -D NodeName="$node" \
        -D ConfigDir="$folder" -D ZonesDir="$folder/zones.d" -D DataDir="$folder/lib" -D LogDir="$folder/log" \
        -D CacheDir="$folder/cache" -D InitRunDir="$folder/run" -D SpoolDir="$folder/spool" "$@"
}

# The zones of a configuration that need a satellite.
icinga_satellites() { # CONFIG
    local folder
    for folder in "$1"/zones.d/*/; do
        folder=$(basename "$folder")
        case $folder in
            '*' | master | global-*) ;;
            *) echo "$folder" ;;
        esac
    done
}

# icinga_certificates NODE...: one CA for all, and where Icinga 2 looks for what is a node's own.
icinga_certificates() {
    local ca=$icinga_folder/ca node folder
    mkdir -p "$ca"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=Icinga CA" \
        -keyout "$ca/ca.key" -out "$ca/ca.crt" 2> /dev/null
    for node in "$@"; do
        folder=$icinga_folder/$node/lib/certs
        mkdir -p "$folder"
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$node" \
            -keyout "$folder/$node.key" -out "$folder/$node.csr" 2> /dev/null
        openssl x509 -req -days 2 -in "$folder/$node.csr" -CA "$ca/ca.crt" -CAkey "$ca/ca.key" -CAcreateserial \
            -extfile <(echo "subjectAltName=DNS:$node") -out "$folder/$node.crt" 2> /dev/null
        cp "$ca/ca.crt" "$folder/ca.crt"
    done
}

# icinga_node NODE LINE...: the main configuration of a node. The port 0 is one that the system chooses, so that nobody
# else can be faster; the log tells which it is. A satellite that gets its configuration loads it and has another port
# then: so it is the satellites that connect.
icinga_node() {
    local node=$1 folder=$icinga_folder/$1 accept=true
    shift
    [ "$node" != master ] || accept=false
    mkdir -p "$folder"/{zones.d,lib/certs,log,cache,run,spool}
    {
        cat << CONF
include <itl>
const PluginDir = "/usr/lib/nagios/plugins"
const TicketSalt = ""
object Zone "master" { endpoints = [ "master" ] }
object Zone "global-templates" { global = true }
object ApiListener "api" {
  bind_host = "127.0.0.1"
  bind_port = "0"
  accept_config = $accept
  accept_commands = $accept
}
object CheckerComponent "checker" { }
object FileLogger "mainlog" { severity = "information"; path = LogDir + "/icinga2.log" }
object ApiUser "probe" { password = "probe"; permissions = [ "*" ] }
CONF
        printf '%s\n' "$@"
    } > "$folder/icinga2.conf"
}

icinga_zone() { # SATELLITE
    echo "object Endpoint \"$1\" { }"
    echo "object Zone \"$1\" { endpoints = [ \"$1\" ]; parent = \"master\" }"
}

icinga_own() { [ "$(id -u)" != 0 ] || chown -R "$(icinga_user):" "$icinga_folder"; }

# icinga_port NODE: where it listens, by its log.
icinga_port() {
    sed -nE "s/.*Started new listener on '\[127\.0\.0\.1\]:([0-9]+)'.*/\1/p" "$icinga_folder/$1/log/icinga2.log" 2> /dev/null | tail -1
}

# icinga_launch NODE: starts it, and waits until it listens.
icinga_launch() {
    local node=$1 end=$((SECONDS + 20)) pid
    icinga_daemon "$node" > "$icinga_folder/$node/start.log" 2>&1 < /dev/null &
    pid=$!
    icinga_pids+=("$pid")
    icinga_nodes+=("$node")
    while [ "$SECONDS" -lt "$end" ] && kill -0 "$pid" 2> /dev/null; do
        [ -z "$(icinga_port "$node")" ] || return 0
        sleep 0.05
    done
    cat "$icinga_folder/$node/start.log" >&2
    return 1
}

icinga_templates() { # CONFIG
    local templates=$1-templates.conf global=$icinga_folder/master/zones.d/global-templates
    [ -e "$templates" ] || return 0
    if [ -e "$1/zones.d" ]; then
        mkdir -p "$global"
        ln -s "$templates" "$global/"
    else
        echo "include \"$templates\"" >> "$icinga_folder/master/icinga2.conf"
    fi
}

# icinga_start FOLDER CONFIG: not for a subshell, since the daemons end with the shell that started them.
icinga_start() {
    local config node satellites
    icinga_folder=$(realpath "$1") config=$(realpath "$2") icinga_pids=() icinga_nodes=()
    mapfile -t satellites < <(icinga_satellites "$config")
    icinga_certificates master "${satellites[@]}"
    icinga_node master 'object Endpoint "master" { }' \
        "$(for node in "${satellites[@]}"; do icinga_zone "$node"; done)" "include \"$config/main.conf\""
    icinga_templates "$config"
    icinga_own
    icinga_launch master || return 1
    for node in "${satellites[@]}"; do
        icinga_node "$node" "object Endpoint \"master\" { host = \"127.0.0.1\"; port = \"$(icinga_port master)\" }" \
            "$(icinga_zone "$node")"
        icinga_own
        icinga_launch "$node" || return 1
    done
}

# icinga_api NODE PATH [JSON]: with JSON it is a POST.
icinga_api() {
    local data=()
    [ $# -lt 3 ] || data=(-X POST -d "$3")
    curl -sf --max-time 20 --cacert "$icinga_folder/ca/ca.crt" --connect-to "$1:443:127.0.0.1:$(icinga_port "$1")" \
        -u probe:probe -H 'Accept: application/json' "${data[@]}" "https://$1/v1/$2"
}

# A line for each service that has been checked, fields separated by tabs:
# host, service, state, first line of its output, zone, node that ran the check.
icinga_states() {
    icinga_api master objects/services | jq -r '.results[].attrs | select(.last_check_result != null) |
        [.host_name, .name, .state, (.last_check_result.output | split("\n")[0]), .zone,
         .last_check_result.check_source] | @tsv' | sort
}

# A first check comes at a random moment within its first minute: this asks for it now. Each node itself is asked:
# what a parent tells a satellite of the next check is ignored in the first minute after it has started.
icinga_ask() {
    local node
    for node in "${icinga_nodes[@]}"; do
        icinga_api "$node" actions/reschedule-check \
            '{"type": "Service", "filter": "service.last_check < 0", "force": true}' > /dev/null || true
    done
}

icinga_pending() {
    icinga_api master objects/services | jq '[.results[].attrs | select(.last_check_result == null)] | length'
}

# icinga_until SECONDS COMMAND...: until it succeeds; gives up at once if a daemon has ended.
icinga_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] && kill -0 "${icinga_pids[@]}" 2> /dev/null || return 1
        sleep 0.2
    done
}

# A satellite that has just got its configuration starts anew and forgets what it was asked: so ask again.
icinga_all_checked() {
    [ "$(icinga_pending)" != 0 ] || return 0
    icinga_ask
    sleep 0.5
    [ "$(icinga_pending)" = 0 ]
}

# icinga_wait SECONDS: until every service has been checked.
icinga_wait() { icinga_until "$1" icinga_all_checked; }

icinga_logs() { grep -hE 'warning|critical' "$icinga_folder"/*/log/icinga2.log | tail -40; }

# Ends what icinga_start started, by force after ten seconds.
icinga_stop() {
    local pid
    for pid in "${icinga_pids[@]}"; do
        kill "$pid" 2> /dev/null || true
    done
    for pid in "${icinga_pids[@]}"; do
        for _ in $(seq 100); do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.1
        done
        kill -9 "$pid" 2> /dev/null || true
        wait "$pid" 2> /dev/null || true
    done
    icinga_pids=()
}

icinga_main() {
    local seconds=60
    if [ "${1:-}" = --seconds ]; then
        seconds=$2
        shift 2
    fi
    [ $# = 2 ] || { echo "wanted: [--seconds N] FOLDER CONFIG" >&2; return 3; }
    icinga_program > /dev/null || { echo "Skipped: not installed: icinga2" >&2; return 77; }
    trap icinga_stop EXIT
    trap 'exit 130' INT TERM
    mkdir -p "$1"
    icinga_start "$1" "$2"
    icinga_wait "$seconds" || { icinga_logs >&2; return 1; }
    icinga_states
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    icinga_main "$@"
fi
