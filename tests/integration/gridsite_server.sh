#!/usr/bin/env bash
# A real grid front end before an OCCI site: Apache, mod_ssl and mod_gridsite, with a client
# certificate required, proxies accepted, CRLs looked at, and the VO demanded.
#   gridsite_server.sh [--check] [--tls 1.2|1.3|both] [--vo NAME|any] PKI_DIR STATE_DIR BACKEND_URL
# PKI_DIR is grid_pki.sh's; BACKEND_URL is http. Ready, it prints
#   {"url": "https://localhost:PORT", "pid": ..., "vo": "ops", "access_log": ..., "error_log": ...}
# and ends with its standard input. 77: a package is missing here.
#
# A wrong VO or none is answered with 403, no certificate or a bad one with a TLS alert.
# mod_gridsite looks for LSC files and their CAs in /etc/grid-security and nowhere else, so Apache runs
# in a name space where that is a folder of ours. On a machine that lends none, the VO is not looked
# at, and "vo" is "any".
set -euo pipefail
source "$(dirname "$0")/servers.sh"

modules=/usr/lib/apache2/modules # Debian
[ -d "$modules" ] || modules=/usr/lib64/httpd/modules
grid_security=/etc/grid-security

check() {
    program=apache2
    command -v "$program" > /dev/null || program=httpd
    need "$program=apache2-bin (Debian) or httpd and mod_ssl (EL)" python3=python3 ss=iproute2 setpriv=util-linux
    [ -e "$modules/mod_ssl.so" ] || { echo "Skipped: not installed: mod_ssl" >&2; exit 77; }
    [ -e "$modules/mod_gridsite.so" ] || { echo "Skipped: not installed: gridsite" >&2; exit 77; }
}

parse() {
    protocols="+TLSv1.2 +TLSv1.3" vo=ops
    while [ "${1#--}" != "${1-}" ]; do
        case $1 in
            --check) check; exit 0 ;;
            --tls)
                case ${2:-} in
                    1.2) protocols=+TLSv1.2 ;;
                    1.3) protocols=+TLSv1.3 ;;
                    both) ;;
                    *) fail "--tls is one of 1.2, 1.3, both" ;;
                esac
                shift 2 ;;
            --vo) vo=${2:?--vo needs a name}; shift 2 ;;
            *) fail "unknown option '$1'" ;;
        esac
    done
    [ $# = 3 ] || fail "wanted: PKI_DIR STATE_DIR BACKEND_URL"
    pki=$(realpath "$1")
    mkdir -p "$2"
    state=$(realpath "$2")
    [[ $3 =~ ^(http://[^/]+)(/.*)?$ ]] || fail "the backend's URL is not http: $3"
    backend=${BASH_REMATCH[1]} path=${BASH_REMATCH[2]:-}
}

# Apache is an ordinary user: as whom it is started, though in a name space where that is not root.
# There, our trust and VOMS folders lie over the system's.
choose_user() {
    own=() user=
    # shellcheck disable=SC2016 # for the shell in the name space
    local inside='mount --bind "$1" "$2" && shift 2 && exec unshare --user --map-user=1 --map-group=1 "$@"'
    mkdir -p "$state/grid-security"
    ln -sfn "$pki/certificates" "$state/grid-security/certificates"
    ln -sfn "$pki/vomsdir" "$state/grid-security/vomsdir"
    own=(unshare --user --map-root-user --mount sh -c "$inside" sh "$state/grid-security" "$grid_security")
    if "${own[@]}" true 2> /dev/null; then
        return
    fi
    own=()
    vo=any
    [ "$(id -u)" = 0 ] || return 0
    user="User nobody"
    setpriv --reuid nobody --clear-groups test -r "$pki/certificates" ||
        fail "as root and without name spaces, Apache runs as nobody, who cannot read $pki"
    chmod 777 "$state/run"
}

write_modules() {
    local name
    for name in mpm_prefork unixd authz_core log_config env headers substitute socache_shmcb proxy proxy_http ssl gridsite; do
        # What is compiled in has no file.
        [ ! -e "$modules/mod_$name.so" ] || echo "LoadModule ${name}_module $modules/mod_$name.so"
    done
}

# The VO is asked for by GridSite's own access control, with one list for all of the site.
write_access() {
    [ "$vo" != any ] || return 0
    cat > "$state/site.gacl" << GACL
<gacl version="0.9.0">
  <entry>
    <voms><fqan>/$vo/Role=NULL/Capability=NULL</fqan></voms>
    <allow><read/><list/><write/></allow>
  </entry>
</gacl>
GACL
    cat << CONF
<Location "/">
  GridSiteAuth on
  GridSiteACLPath $state/site.gacl
  GridSiteMethods GET PUT DELETE
  GridSiteGSIProxyLimit 9
</Location>
CONF
}

# write_config PORT. The site behind knows neither TLS nor this port; where it writes a URL of
# itself, it is that of the Host header with http.
write_config() {
    local ours="http://(localhost|127[.]0[.]0[.]1):$1" name
    write_modules
    cat << CONF
ServerRoot $state
ServerName localhost
$user
Listen 127.0.0.1:$1
PidFile $state/run/httpd.pid
DefaultRuntimeDir $state/run
Mutex pthread default
StartServers 2
MinSpareServers 1
MaxSpareServers 4
MaxRequestWorkers 16
ErrorLog $state/error.log
LogLevel warn ssl:info core:notice mpm_prefork:notice core:notice mpm_prefork:notice
LogFormat "%h \"%r\" %>s %{SSL_PROTOCOL}x \"%{SSL_CLIENT_S_DN}x\" \"%{GRST_VOMS_FQANS}e\"" grid
CustomLog $state/access.log grid
SSLEngine on
SSLProtocol -all $protocols
SSLCertificateFile $pki/host.pem
SSLCACertificatePath $pki/certificates
SSLCARevocationPath $pki/certificates
SSLCARevocationCheck chain
SSLVerifyClient require
SSLVerifyDepth 10
# A handshake for each connection, so that each shows its certificate.
SSLSessionTickets off
GridSiteSessionsDir $state/run
ProxyPreserveHost On
AllowEncodedSlashes NoDecode
ProxyPass "/" "$backend/" disablereuse=On retry=0 nocanon
ProxyPassReverse "/" "$backend/"
# For a Keystone behind: who is there, and where "there" is (see keystone_edge.py).
RequestHeader set X-Grst-Conn-Auri-0 "%{GRST_CONN_AURI_0}e"
RequestHeader set X-Grst-Voms-Fqans "%{GRST_VOMS_FQANS}e"
RequestHeader set X-Forwarded-Proto https
SetOutputFilter SUBSTITUTE
Substitute "s#$ours#https://\$1:$1#q"
CONF
    for name in Location X-OCCI-Location Category Link X-OCCI-Category X-OCCI-Link; do
        echo "Header edit* $name \"$ours\" \"https://\$1:$1\""
    done
    write_access
}

is_ready() { grep -q 'resuming normal operations' "$state/error.log" && listens "$1"; }

start() { # PORT
    write_config "$1" > "$state/httpd.conf"
    launch "$state/error.log" "${own[@]}" setpriv --pdeathsig TERM \
        "$program" -DFOREGROUND -f "$state/httpd.conf" < /dev/null
    wait_for 15 is_ready "$1"
}

[ $# -gt 0 ] || fail "wanted: PKI_DIR STATE_DIR BACKEND_URL"
parse "$@"
check
mkdir -p "$state/run"
choose_user
started start "$state/error.log"
hold "$(printf '{"url": "https://localhost:%s%s", "pid": %s, "vo": "%s", "access_log": "%s", "error_log": "%s"}' \
    "$port" "$path" "$server_pid" "$vo" "$state/access.log" "$state/error.log")"
