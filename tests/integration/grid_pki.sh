#!/usr/bin/env bash
# A throw-away grid PKI: trust folders, VOMS folders, a host certificate, and credentials in every
# state that a probe may be handed. Lifetimes are ten days except where the name says otherwise.
#   grid_pki.sh [--check] DIR      77: a command is missing here
# DIR must be new or empty. Each credential is one PEM file: certificate, key, chain.
#   certificates/             IGTF-like: CA under both hashes, CRL, signing policy, namespaces
#   certificates-nocrl/       no CRL                 certificates-expiredcrl/  its time has passed
#   certificates-hostrevoked/ host.pem is revoked    certificates-policy/      permits other subjects only
#   vomsdir/  the right LSC   vomsdir-wrong/  another server's DN   vomsdir-empty/  nothing
#   host.pem  DNS:localhost, 127.0.0.1, ::1
#   imagelist/  image lists signed by OpenSSL's own tool, served as they are: good.list, opaque.list,
#               binary.list (bare line feeds), text.list (headers in the part), tampered.list,
#               expired.list, wrong-endorser.list, revoked.list, expired-signer.list, foreign.list
set -euo pipefail

base=/DC=org/DC=example
ca_dn="$base/CN=Throwaway Grid CA"
voms_dn="$base/O=Hosts/CN=voms.example.org"
user_dn="$base/O=People/CN=Alice Tester"

check_commands() {
    local missing=()
    command -v openssl > /dev/null || missing+=(openssl)
    command -v voms-proxy-fake > /dev/null || missing+=("voms-clients (Debian) or voms-clients-cpp (EL, EPEL)")
    [ "${#missing[@]}" = 0 ] || { echo "Skipped: not installed: ${missing[*]}" >&2; exit 77; }
}

# quietly COMMAND...: what it says is shown only if it fails.
quietly() {
    local status=0
    "$@" > work/log 2>&1 || status=$?
    [ "$status" = 0 ] && return 0
    printf 'grid_pki.sh: failed (%s): %s\n' "$status" "$*" >&2
    cat work/log >&2
    return 1
}

write_config() {
    : > work/index.txt
    echo 1000 > work/serial
    echo 01 > work/crlnumber
    cat > work/ca.cnf << CNF
[ca]
default_ca = grid
[grid]
database = work/index.txt
serial = work/serial
crlnumber = work/crlnumber
new_certs_dir = work
certificate = work/ca.crt
private_key = work/ca.key
default_md = sha256
default_days = 10
default_crl_days = 10
policy = any
unique_subject = no
[any]
domainComponent = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = nothing
[nothing]
[for_ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[for_host]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
[for_user]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment,dataEncipherment
extendedKeyUsage = clientAuth,emailProtection
subjectAltName = email:alice@example.org
[for_proxy]
keyUsage = critical,digitalSignature,keyEncipherment
proxyCertInfo = critical,language:id-ppl-inheritAll
CNF
}

# Keys are what takes time; they are made at once.
make_keys() {
    printf '%s\n' "$@" |
        quietly xargs -P "$(nproc)" -I NAME openssl genrsa -traditional -out work/NAME.key 2048
}

# self_signed NAME SUBJECT: a CA.
self_signed() {
    quietly openssl req -x509 -config work/ca.cnf -extensions for_ca -sha256 -days 30 \
        -key "work/$1.key" -subj "$2" -out "work/$1.crt"
}

# request NAME SUBJECT KEY
request() {
    quietly openssl req -new -config work/ca.cnf -sha256 -key "work/$3.key" -subj "$2" -out "work/$1.csr"
}

# issue NAME SUBJECT EXTENSIONS [OPTION-OF-OPENSSL-CA...]: by our CA; with the key of that name.
issue() {
    local name=$1 subject=$2 extensions=$3
    shift 3
    request "$name" "$subject" "$name"
    quietly openssl ca -batch -notext -config work/ca.cnf -in "work/$name.csr" -out "work/$name.crt" \
        -extensions "$extensions" "$@"
}

make_certificates() {
    make_keys ca foreign-ca host voms user robot revoked expired foreign stranger delegated
    self_signed ca "$ca_dn"
    self_signed foreign-ca "$base/CN=Foreign CA"
    issue host "$base/O=Hosts/CN=localhost" for_host
    # mod_gridsite wants this one to outlive the proxies that it vouches for, which end with their user's.
    issue voms "$voms_dn" for_host -days 20
    issue user "$user_dn" for_user
    issue robot "$base/O=Robots/CN=Robot: argo-egi@example.org" for_user
    issue revoked "$base/O=People/CN=Mallory Revoked" for_user
    issue expired "$base/O=People/CN=Old User" for_user \
        -startdate 20200101000000Z -enddate 20210101000000Z
    request foreign "$base/O=People/CN=Foreign User" foreign
    quietly openssl x509 -req -in work/foreign.csr -CA work/foreign-ca.crt -CAkey work/foreign-ca.key \
        -set_serial 7 -days 10 -sha256 -extfile work/ca.cnf -extensions for_user -out work/foreign.crt
}

# crl NAME [OPTION...]
crl() {
    local name=$1
    shift
    quietly openssl ca -config work/ca.cnf -gencrl -out "work/$name.crl" "$@"
}

make_crls() {
    quietly openssl ca -config work/ca.cnf -revoke work/revoked.crt
    crl good
    crl expired -crl_lastupdate 20200101000000Z -crl_nextupdate 20200201000000Z
    quietly openssl ca -config work/ca.cnf -revoke work/host.crt
    crl hostrevoked
}

# trust_folder NAME CRL-OR-NOTHING SUBJECTS-PERMITTED
trust_folder() {
    local folder=$1 crl=$2 permitted=$3 hash
    mkdir "$folder"
    cp work/ca.crt "$folder/Throwaway-Grid-CA.pem"
    cat > "$folder/Throwaway-Grid-CA.signing_policy" << POLICY
access_id_CA   X509    '$ca_dn'
pos_rights     globus  CA:sign
cond_subjects  globus  '"$permitted/*"'
POLICY
    printf 'TO Issuer "%s" \\\n  PERMIT Subject "%s/.*"\n' "$ca_dn" "$permitted" \
        > "$folder/Throwaway-Grid-CA.namespaces"
    for hash in $(openssl x509 -in work/ca.crt -noout -subject_hash -subject_hash_old); do
        ln -s Throwaway-Grid-CA.pem "$folder/$hash.0"
        ln -s Throwaway-Grid-CA.signing_policy "$folder/$hash.signing_policy"
        ln -s Throwaway-Grid-CA.namespaces "$folder/$hash.namespaces"
        [ -z "$crl" ] || cp "work/$crl.crl" "$folder/$hash.r0"
    done
    # Trust is public; a server that has laid down its rights reads it, too.
    chmod 755 "$folder"
    chmod 644 "$folder"/*
}

make_folders() {
    trust_folder certificates good "$base"
    trust_folder certificates-nocrl '' "$base"
    trust_folder certificates-expiredcrl expired "$base"
    trust_folder certificates-hostrevoked hostrevoked "$base"
    trust_folder certificates-policy good /DC=org/DC=elsewhere
    mkdir -p vomsdir/ops vomsdir-wrong/ops vomsdir-empty
    printf '%s\n%s\n' "$voms_dn" "$ca_dn" > vomsdir/ops/voms.example.org.lsc
    printf '%s\n%s\n' "$base/O=Hosts/CN=voms.elsewhere.example.org" "$ca_dn" \
        > vomsdir-wrong/ops/voms.example.org.lsc
    chmod -R u=rwX,go=rX vomsdir vomsdir-wrong vomsdir-empty
}

# credential NAME PART...: the parts in this order.
credential() {
    local name=$1
    shift
    cat "$@" > "$name.pem"
    chmod 600 "$name.pem"
}

# vo_proxy NAME HOLDER [OPTION-OF-VOMS-PROXY-FAKE...]: RFC 3820 with the attributes of ops unless
# the options say otherwise (of an option given twice, the last counts).
vo_proxy() {
    local name=$1 holder=$2
    shift 2
    quietly voms-proxy-fake -q -cert "work/$holder.crt" -key "work/$holder.key" -certdir certificates \
        -hostcert work/voms.crt -hostkey work/voms.key -uri voms.example.org:15004 -bits 2048 \
        -hours 240 -vomslife 240 "${vo[@]}" "$@" -out "$name.pem"
    chmod 600 "$name.pem"
}

# twin NAME OF KEY: a valid certificate with the names, number and key identifier of another.
twin() {
    local name=$1 of=work/$2.crt key=$3
    request "$name" "$(openssl x509 -in "$of" -noout -subject -nameopt compat | sed 's/^subject= *//')" "$key"
    printf '[twin]\nkeyUsage = critical,digitalSignature,keyEncipherment\nsubjectKeyIdentifier = %s\n' \
        "$(openssl x509 -in "$of" -noout -ext subjectKeyIdentifier | sed -n 's/^ *\([0-9A-F:]*\)$/\1/p')" \
        > work/twin.cnf
    quietly openssl x509 -req -in "work/$name.csr" -CA work/ca.crt -CAkey work/ca.key -days 10 -sha256 \
        -set_serial "0x$(openssl x509 -in "$of" -noout -serial | cut -d= -f2)" \
        -extfile work/twin.cnf -extensions twin -out "work/$name.crt"
    [ "$name" = "$key" ] || cp "work/$key.key" "work/$name.key"
}

make_vo_proxies() {
    local vo=(-voms ops -fqan /ops/Role=NULL/Capability=NULL -fqan /ops/Role=lcgadmin/Capability=NULL)
    vo_proxy proxy-ops-rfc user -rfc
    vo_proxy proxy-ops-limited user -rfc -limited
    vo_proxy proxy-ops-legacy user -proxyver 2
    vo_proxy draft user -proxyver 3
    vo_proxy proxy-ops-robot robot -rfc
    vo_proxy proxy-revoked revoked -rfc
    vo_proxy proxy-ops-short user -rfc -hours 2 -vomslife 2
    vo_proxy proxy-ops-expired user -rfc -pastproxy 48:00 -pastac 48:00 -hours 1 -vomslife 1
    vo_proxy proxy-ops-expired-ac user -rfc -pastac 48:00 -vomslife 1
    vo_proxy work/pathlen-0 user -rfc -path-length 0
    twin impostor user stranger
    vo_proxy work/impostor-proxy impostor -rfc
    twin valid-expired expired expired
    vo_proxy work/outliving valid-expired -rfc
    vo=(-voms other -fqan /other/Role=NULL/Capability=NULL)
    vo_proxy proxy-other-rfc user -rfc
}

# certificate FILE N: its Nth certificate.
certificate() {
    awk -v wanted="$2" '/BEGIN CERT/ { n++; on = 1 } on && n == wanted { print } /END CERT/ { on = 0 }' "$1"
}

key() { awk '/BEGIN .*PRIVATE KEY/ { on = 1 } on { print } /END .*PRIVATE KEY/ { on = 0 }' "$1"; }

# sub_proxy NAME ISSUER-CERT ISSUER-KEY SERIAL [OPTION-OF-OPENSSL-CA...]: work/NAME.crt, a proxy
# without attributes on the key work/delegated.key.
sub_proxy() {
    local name=$1 issuer=$2 issuer_key=$3 serial=$4 subject
    shift 4
    subject=$(openssl x509 -in "$issuer" -noout -subject -nameopt compat | sed 's/^subject= *//')
    request "$name" "$subject/CN=$serial" delegated
    printf '%x\n' "$serial" | sed 's/^\(..\)*.$/0&/' > work/proxy-serial
    : > work/proxy-index.txt
    sed -e 's|^database.*|database = work/proxy-index.txt|' -e 's|^serial.*|serial = work/proxy-serial|' \
        work/ca.cnf > work/proxy.cnf
    quietly openssl ca -batch -notext -preserveDN -config work/proxy.cnf -cert "$issuer" \
        -keyfile "$issuer_key" -in "work/$name.csr" -out "work/$name.crt" -extensions for_proxy "$@"
}

make_sub_proxies() {
    local good=proxy-ops-rfc.pem
    certificate "$good" 1 > work/first.crt
    key "$good" > work/first.key
    certificate work/pathlen-0.pem 1 > work/end.crt
    key work/pathlen-0.pem > work/end.key
    sub_proxy plain work/user.crt work/user.key 424242
    sub_proxy second work/first.crt work/first.key 515151
    sub_proxy beyond work/end.crt work/end.key 616161
    sub_proxy early work/user.crt work/user.key 717171 -startdate "$(date -u -d '+1 hour' +%Y%m%d%H%M%SZ)"
    credential proxy-noac-rfc work/plain.crt work/delegated.key work/user.crt
    credential proxy-ops-delegated work/second.crt work/delegated.key work/first.crt work/user.crt
    credential disordered work/second.crt work/delegated.key work/user.crt work/first.crt
    credential pathlen work/beyond.crt work/delegated.key work/end.crt work/user.crt
    credential clockskew work/early.crt work/delegated.key work/user.crt
}

# under NAME PROXY CERTIFICATE: the proxy with another certificate than its own as its chain.
under() {
    certificate "$2" 1 > work/under.crt
    key "$2" > work/under.key
    credential "$1" work/under.crt work/under.key "$3"
}

make_plain_credentials() {
    local name
    for name in host user revoked expired foreign; do
        credential "$name" "work/$name.crt" "work/$name.key"
    done
    quietly openssl pkcs8 -topk8 -v2 aes-256-cbc -in work/user.key -passout pass:secret -out work/encrypted.key
    credential user-encrypted work/user.crt work/encrypted.key
    under badsig work/impostor-proxy.pem work/user.crt
    under proxy-expired-eec work/outliving.pem work/expired.crt
    credential mismatched work/first.crt work/stranger.key work/user.crt
    credential nochain work/first.crt work/first.key
    credential nokey work/first.crt work/user.crt
    cp proxy-ops-rfc.pem world-readable.pem
    chmod 644 world-readable.pem
}

# image_list NAME ENDORSER EXPIRES: imagelist/NAME.json, created an hour ago.
image_list() {
    local name=$1 endorser=$2 expires=$3 created
    created=$(date -u -d '-1 hour' +%Y-%m-%dT%H:%M:%SZ)
    cat > "imagelist/$name.json" << JSON
{
  "hv:imagelist": {
    "dc:date:created": "$created",
    "dc:date:expires": "$expires",
    "dc:identifier": "3d1f7a52-5d0e-4f2b-9c86-0b6e1d4a7f23",
    "dc:title": "Lists of the throw-away grid",
    "hv:endorser": { "hv:x509": { "hv:ca": "$ca_dn", "hv:dn": "$endorser", "hv:email": "grid@example.org" } },
    "hv:images": [ { "hv:image": {
      "dc:identifier": "8c7b1f0e-2a44-4d39-b1c5-6f9d3e5a2b10",
      "ad:mpuri": "https://appdb.example.org/store/vo/image/8c7b1f0e-2a44-4d39-b1c5-6f9d3e5a2b10:3/",
      "dc:title": "Image for Lighthouse [Debian/12/KVM]",
      "hv:format": "QCOW2",
      "hv:size": "8192",
      "hv:uri": "https://images.example.org/lighthouse.qcow2",
      "hv:version": "1.0.3",
      "sl:checksum:sha512": "$(openssl dgst -sha512 -r < /dev/null | cut -d' ' -f1)"
    } } ],
    "hv:version": "42"
  }
}
JSON
}

# signed_list NAME JSON SIGNER [OPTION-OF-OPENSSL-CMS...]
signed_list() {
    local name=$1 json=$2 signer=$3
    shift 3
    quietly openssl cms -sign -in "imagelist/$json.json" -signer "work/$signer.crt" \
        -inkey "work/$signer.key" -md sha256 -out "imagelist/$name.list" "$@"
}

make_image_lists() {
    local later
    later=$(date -u -d '+30 days' +%Y-%m-%dT%H:%M:%SZ)
    mkdir imagelist
    image_list good "$base/O=Hosts/CN=localhost" "$later"
    image_list expired "$base/O=Hosts/CN=localhost" "$(date -u -d '-1 minute' +%Y-%m-%dT%H:%M:%SZ)"
    image_list endorser "$base/CN=Somebody Else" "$later"
    signed_list good good host
    signed_list opaque good host -nodetach
    signed_list binary good host -binary
    signed_list text good host -text
    signed_list expired expired host
    signed_list wrong-endorser endorser host
    signed_list revoked good revoked
    signed_list expired-signer good expired
    signed_list foreign good foreign
    sed 's/"8192"/"8193"/' imagelist/good.list > imagelist/tampered.list
}

check_commands
[ "${1:-}" != --check ] || exit 0
umask 077
mkdir -p "${1:?grid_pki.sh: the folder is missing}"
cd "$1"
[ -z "$(ls -A)" ] || { echo "grid_pki.sh: not empty: $1" >&2; exit 1; }
mkdir work
write_config
make_certificates
make_crls
make_folders
make_vo_proxies
make_sub_proxies
make_plain_credentials
make_image_lists
chmod 755 . # the folders in it are public; work/ and the credentials are not
