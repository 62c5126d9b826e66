#!/usr/bin/env bash
# A real TLS server that knows nothing of grids but what OpenSSL knows: openssl s_server, with a client
# certificate required and CRLs looked at. Behind it, a model of OCCI that can be read, nothing more.
#   s_server.sh [--check] [--no-proxies] [--tls 1.2|1.3|both] PKI_DIR STATE_DIR
# PKI_DIR is grid_pki.sh's. --no-proxies: RFC 3820 proxies are refused, too (legacy ones always are).
# Ready, it prints {"url": "https://localhost:PORT", "pid": ..., "log": ...} and ends with its standard
# input. One connection at a time: another waits until the first is closed. 77: a package is missing.
set -euo pipefail
source "$(dirname "$0")/servers.sh"

check() { need openssl=openssl python3=python3 ss=iproute2 setpriv=util-linux; }

parse() {
    proxies=(-allow_proxy_certs) version=()
    while [ "${1#--}" != "${1-}" ]; do
        case $1 in
            --check) check; exit 0 ;;
            --no-proxies) proxies=(); shift ;;
            --tls)
                case ${2:-} in
                    1.2) version=(-tls1_2) ;;
                    1.3) version=(-tls1_3) ;;
                    both) ;;
                    *) fail "--tls is one of 1.2, 1.3, both" ;;
                esac
                shift 2 ;;
            *) fail "unknown option '$1'" ;;
        esac
    done
    [ $# = 2 ] || fail "wanted: PKI_DIR STATE_DIR"
    pki=$(realpath "$1")
    mkdir -p "$2"
    state=$(realpath "$2")
}

# -quiet keeps s_server from saying more than it receives, and from taking what it is to send for
# commands of its own.
start() { # PORT
    launch "$state/s_server.log" python3 "$(dirname "$0")/occi_model_on_pipes.py" \
        openssl s_server -quiet -accept "127.0.0.1:$1" -cert "$pki/host.pem" -key "$pki/host.pem" \
        -CApath "$pki/certificates" -crl_check_all -Verify 10 -verify_return_error \
        "${proxies[@]}" "${version[@]}" < /dev/null
    wait_for 10 listens "$1"
}

[ $# -gt 0 ] || fail "wanted: PKI_DIR STATE_DIR"
parse "$@"
check
started start "$state/s_server.log"
hold "$(printf '{"url": "https://localhost:%s", "pid": %s, "log": "%s"}' "$port" "$server_pid" "$state/s_server.log")"
