# What the scripts that start a real server have in common: a free port, a server that ends when its
# script does, and one line of JSON when it is ready.
# shellcheck shell=bash
#
# Such a script runs until its standard input ends or it is told to stop (TERM, INT, HUP), and takes
# its server with it; killed by force, too.

# Started without a terminal and without root's PATH.
PATH=$PATH:/usr/sbin:/sbin

server_pid=
watch_pid=

fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# need COMMAND=PACKAGES...: 77 where a command is missing, with all that are missing on one line.
need() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%=*}" > /dev/null || missing+=("${pair#*=}")
    done
    [ "${#missing[@]}" = 0 ] || { echo "Skipped: not installed: ${missing[*]}" >&2; exit 77; }
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# launch LOG COMMAND...: in the background, in a session of its own, ended with this script.
# The command must not fork away; its standard input is what this function's is.
launch() {
    local log=$1
    shift
    setsid setpriv --pdeathsig TERM "$@" <&0 >> "$log" 2>&1 &
    server_pid=$!
}

# listens PORT: whether it is our server that does, and no other that was faster.
listens() { ss -Hltnp "sport = :$1" | grep -q "pid=$server_pid,"; }

# wait_for SECONDS COMMAND...: until it succeeds; fails at once if the server has ended.
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        if [ "$SECONDS" -ge "$end" ] || ! kill -0 "$server_pid" 2> /dev/null; then
            return 1
        fi
        sleep 0.05
    done
}

stop_server() {
    [ -n "$server_pid" ] || return 0
    kill "$server_pid" 2> /dev/null || true
    for _ in $(seq 100); do
        kill -0 "$server_pid" 2> /dev/null || break
        sleep 0.05
    done
    # What is left of its session, a worker that hangs, say.
    kill -9 -- "-$server_pid" 2> /dev/null || true
    wait "$server_pid" 2> /dev/null || true
    server_pid=
}

finish() {
    trap '' TERM INT HUP
    [ -z "$watch_pid" ] || kill "$watch_pid" 2> /dev/null || true
    stop_server
}
trap finish EXIT
trap 'exit 143' TERM INT HUP

# started START LOG: START PORT launches the server and waits for it; a port that was lost to
# another is tried again with a new one. Sets port.
started() {
    for _ in 1 2 3 4 5; do
        port=$(free_port)
        : > "$2"
        if "$1" "$port"; then
            return 0
        fi
        stop_server
        grep -qiE 'address already in use|could not bind' "$2" || break
    done
    cat "$2" >&2
    fail "the server did not start"
}

# hold LINE: says that the server is ready, and stays for as long as it is wanted.
hold() {
    printf '%s\n' "$1"
    exec {input}<&0
    setpriv --pdeathsig TERM cat <&"$input" > /dev/null 2>&1 &
    watch_pid=$!
    wait -n "$watch_pid" "$server_pid" || true
    if ! kill -0 "$server_pid" 2> /dev/null; then
        fail "the server ended by itself"
    fi
}
