# Shared by the scripts beside it: where the project is, and how its packages get onto a machine.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root
# Numbers with a point, and text that is cut between characters, whatever the caller's locale is.
export LC_ALL=C.UTF-8

say() { printf '== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# packages_for FAMILY GROUP: names of a group's packages with Debian (apt) or EL (dnf).
packages_for() {
    case "$1:$2" in
        apt:build) echo cmake ninja-build g++ libcurl4-openssl-dev libssl-dev libboost-program-options-dev \
            libfmt-dev nlohmann-json3-dev voms-dev libpsl-dev libldap-dev libpugixml-dev ;;
        dnf:build) echo cmake ninja-build gcc-c++ libcurl-devel openssl-devel boost-devel boost-static \
            fmt-devel json-devel libstdc++-static voms-devel libpsl-devel openldap-devel pugixml-devel ;;
        apt:test) echo libgtest-dev libcpp-httplib-dev libvomsapi1v5 libxml2-utils util-linux iproute2 python3 \
            python3-jsonschema python3-yaml ;;
        dnf:test) echo gtest-devel cpp-httplib-devel voms libxml2 util-linux iproute python3 \
            python3-jsonschema python3-pyyaml ;;
        # LLVM's symbolizer gives reports of the sanitizers their lines.
        apt:sanitizers) echo clang libclang-rt-dev llvm ;;
        dnf:sanitizers) echo clang compiler-rt llvm ;;
        apt:nagios) echo nagios4-core jq curl ;;
        dnf:nagios) echo nagios jq curl ;;
        # EL 9 has no Icinga 2, nor has EPEL.
        apt:icinga) echo icinga2-bin jq curl openssl ;;
        dnf:icinga) echo jq curl openssl ;;
        # Not apache2 and keystone, which start a server on port 80 or 5000 when they are installed, but
        # what these run. EL has no Keystone.
        apt:grid) echo apache2-bin gridsite python3-keystone uwsgi-core uwsgi-plugin-python3 voms-clients \
            jq curl openssl ;;
        dnf:grid) echo httpd mod_ssl gridsite voms-clients-cpp jq curl openssl ;;
        # A real BDII is Debian's matter: EL 9 itself has neither slapd nor the schemas.
        apt:bdii) echo slapd bdii glue-schema ldap-utils jq curl ;;
        dnf:bdii) echo openldap-clients jq curl ;;
        # What checks the manual pages and the completion, and what they are for.
        apt:manual) echo mandoc man-db groff-base zsh bash-completion shellcheck ;;
        dnf:manual) echo mandoc man-db groff-base zsh bash-completion ;;
        apt:bench) echo valgrind monitoring-plugins-basic monitoring-plugins-standard python3-requests jq curl ;;
        dnf:bench) echo valgrind nagios-plugins-tcp nagios-plugins-http python3-requests jq curl ;;
        # elfutils takes the debugging information out for rpm. EL has lintian and debootstrap neither.
        apt:package) echo rpm rpm2cpio rpmlint cpio elfutils binutils file git systemd g++-11 dpkg-dev lintian debootstrap ;;
        dnf:package) echo rpm-build rpmlint cpio elfutils binutils file git systemd ;;
        # It reads what gcov of the compiler's own version writes.
        apt:coverage) echo gcovr ;;
        dnf:coverage) echo gcovr ;;
        *) die "no packages are known for '$2' with $1" ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        die "packages are missing, and there is neither root nor sudo to install them: $*"
    fi
}

is_installed() {
    if [ "$1" = apt ]; then
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$2" 2> /dev/null)" = installed ]
    else
        rpm -q --whatprovides "$2" > /dev/null 2>&1
    fi
}

# install_debian PACKAGE...: Debian starts slapd, bdii and icinga2, at the system's ports, as soon as they
# are installed, but not where policy-rc.d forbids it; nor at any later time a slapd without a configuration.
install_debian() {
    # shellcheck disable=SC2016 # for the shell of root
    as_root sh -ec '
        apt-get update -qq
        case " $* " in
            *" slapd "* | *" bdii "* | *" icinga2-bin "*)
                echo "slapd slapd/no_configuration boolean true" | debconf-set-selections
                policy=/usr/sbin/policy-rc.d
                if [ ! -e "$policy" ]; then
                    trap "rm -f $policy" EXIT
                    trap "exit 130" INT TERM
                    printf "#!/bin/sh\nexit 101\n" > "$policy"
                    chmod 755 "$policy"
                fi ;;
        esac
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null
    ' sh "$@"
}

# install_el PACKAGE...: what EL, EPEL and CRB have of them (strict=0): tests that lack a program say so, and the build what
# it lacks.
install_el() {
    local package
    as_root dnf install -y -q epel-release dnf-plugins-core
    as_root dnf config-manager --set-enabled crb
    as_root dnf install -y -q --setopt=strict=0 "$@"
    for package in "$@"; do
        is_installed dnf "$package" || say "no repository of this machine has $package"
    done
}

# install_packages GROUP...: installs what is missing of these groups, and says so.
install_packages() {
    local family group package packages missing=()
    if command -v apt-get > /dev/null; then
        family=apt
    elif command -v dnf > /dev/null; then
        family=dnf
    else
        die "neither apt nor dnf: this machine is none of Debian 12 and EL 9"
    fi
    for group in "$@"; do
        packages=$(packages_for "$family" "$group")
        for package in $packages; do
            is_installed "$family" "$package" || missing+=("$package")
        done
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "installing ${missing[*]}"
    if [ "$family" = apt ]; then
        install_debian "${missing[@]}"
    else
        install_el "${missing[@]}"
    fi
}

# build PRESET [CMAKE-OPTION...]: configures and builds below build/PRESET, after whatever else wants
# the processors; what is in `targets` (--target NAME...), or else everything.
targets=()
build() {
    local preset=$1
    shift
    say "building $preset"
    (cd "$root" && cmake --preset "$preset" "$@" > "/dev/null" && nice cmake --build --preset "$preset" "${targets[@]}")
}
