# A real Nagios 4 in a folder of its own: an ordinary process on this host, no web, no commands.
# shellcheck shell=bash

# nagios_program: Debian calls it nagios4, EL nagios.
nagios_program() {
    local name
    for name in nagios4 nagios; do
        PATH=$PATH:/usr/sbin command -v "$name" && return 0
    done
    return 1
}

# Nagios refuses to run as root. It ends with the shell that started it, even with one that was killed.
nagios_prefix=(setpriv --pdeathsig TERM)
[ "$(id -u)" != 0 ] || nagios_prefix+=(--reuid nagios --regid nagios --clear-groups)
as_nagios() { "${nagios_prefix[@]}" "$@"; }

# nagios_main FOLDER CHECK_TIMEOUT [GENERATED]: nagios.cfg, with objects.cfg beside it; seconds as its unit of time, where
# administrators have minutes. GENERATED is a folder of fedcloud-nagios-config.
nagios_main() {
    local folder=$1 user=nagios
    [ "$(id -u)" = 0 ] || user=$(id -un)
    mkdir -p "$folder"/{results,tmp,state}
    cat > "$folder/nagios.cfg" << CFG
log_file=$folder/nagios.log
cfg_file=$folder/objects.cfg
object_cache_file=$folder/tmp/objects.cache
precached_object_file=$folder/tmp/objects.precache
status_file=$folder/status.dat
status_update_interval=1
nagios_user=$user
nagios_group=$(id -gn "$user")
check_external_commands=0
command_file=$folder/tmp/nagios.cmd
query_socket=$folder/tmp/nagios.qh
lock_file=$folder/nagios.pid
temp_file=$folder/tmp/nagios.tmp
temp_path=$folder/tmp
check_result_path=$folder/results
log_archive_path=$folder
retain_state_information=0
interval_length=1
service_inter_check_delay_method=n
service_interleave_factor=1
service_check_timeout=$2
enable_notifications=0
process_performance_data=0
illegal_macro_output_chars=\`~\$&|'"<>
use_syslog=0
check_for_updates=0
CFG
    if [ $# -gt 2 ]; then
        printf 'cfg_dir=%s\ncfg_file=%s-templates.cfg\n' "$3" "$3" >> "$folder/nagios.cfg"
    fi
    cat > "$folder/objects.cfg" << CFG
define timeperiod {
    timeperiod_name  always
    alias            always
    monday           00:00-24:00
    tuesday          00:00-24:00
    wednesday        00:00-24:00
    thursday         00:00-24:00
    friday           00:00-24:00
    saturday         00:00-24:00
    sunday           00:00-24:00
}
define command {
    command_name  nobody
    command_line  /bin/true
}
define contact {
    contact_name                   nobody
    host_notifications_enabled     0
    service_notifications_enabled  0
    host_notification_period       always
    service_notification_period    always
    host_notification_commands     nobody
    service_notification_commands  nobody
}
CFG
}

# nagios_host FOLDER HOST
nagios_host() {
    cat >> "$1/objects.cfg" << CFG
define host {
    host_name           $2
    address             127.0.0.1
    max_check_attempts  1
    check_period        always
    contacts            nobody
}
CFG
}

# nagios_service FOLDER HOST METRIC INTERVAL COMMAND...
nagios_service() {
    local folder=$1 host=$2 metric=$3 interval=$4 line
    shift 4
    printf -v line '%q ' "$@"
    cat >> "$folder/objects.cfg" << CFG
define command {
    command_name  $host-$metric
    command_line  ${line//\$/\$\$}
}
define service {
    host_name            $host
    service_description  $metric
    check_command        $host-$metric
    check_interval       $interval
    retry_interval       $interval
    max_check_attempts   1
    check_period         always
    contacts             nobody
}
CFG
}

# nagios_dependency FOLDER HOST METRIC ON: METRIC of HOST is not checked while ON is red.
nagios_dependency() {
    cat >> "$1/objects.cfg" << CFG
define servicedependency {
    host_name                      $2
    service_description            $4
    dependent_host_name            $2
    dependent_service_description  $3
    execution_failure_criteria     u,c
    notification_failure_criteria  w,u,c
}
CFG
}

# nagios_start FOLDER: verifies the configuration, and starts. Not for a subshell: Nagios is a child
# of the shell that calls this, and ends with it.
nagios_pid=
nagios_start() {
    local folder=$1 program
    program=$(nagios_program)
    [ "$(id -u)" != 0 ] || chown -R nagios: "$folder"
    if ! as_nagios "$program" -v "$folder/nagios.cfg" > "$folder/verify.log"; then
        cat "$folder/verify.log" >&2
        return 1
    fi
    # Not by the function: in the background that would be a shell between this one and Nagios.
    "${nagios_prefix[@]}" "$program" "$folder/nagios.cfg" > "$folder/start.log" 2>&1 < /dev/null &
    nagios_pid=$!
}

# nagios_stop: ends what nagios_start started, if it did; by force after ten seconds.
nagios_stop() {
    [ -n "$nagios_pid" ] || return 0
    kill "$nagios_pid" 2> /dev/null || true
    for _ in $(seq 100); do
        kill -0 "$nagios_pid" 2> /dev/null || break
        sleep 0.1
    done
    kill -9 "$nagios_pid" 2> /dev/null || true
    wait "$nagios_pid" 2> /dev/null || true
    nagios_pid=
}

# nagios_status FOLDER: a line a service, fields separated by the unit separator (octal 037):
# host, metric, checks so far, state, seconds, first line, further lines, perfdata.
nagios_status() {
    awk -v RS= -v OFS='\037' '
        function field(name,    i, prefix) {
            prefix = name "="
            for (i = 1; i <= count; i++) {
                sub(/^[ \t]+/, "", line[i])
                if (index(line[i], prefix) == 1) return substr(line[i], length(prefix) + 1)
            }
            return ""
        }
        /^servicestatus/ {
            count = split($0, line, "\n")
            print field("host_name"), field("service_description"), field("has_been_checked"),
                field("current_state"), field("check_execution_time"), field("plugin_output"),
                field("long_plugin_output"), field("performance_data")
        }' "$1/status.dat" 2> /dev/null || true
}

# nagios_wait FOLDER SECONDS: until every service has a result; gives up at once if Nagios has ended.
nagios_wait() {
    local end=$((SECONDS + $2))
    while [ "$SECONDS" -lt "$end" ] && kill -0 "$nagios_pid" 2> /dev/null; do
        # Its status file has all services from the beginning.
        if nagios_status "$1" | awk -F '\037' '$3 != 1 { exit missing = 1 } END { exit missing || !NR }'; then
            return 0
        fi
        sleep 0.2
    done
    return 1
}
