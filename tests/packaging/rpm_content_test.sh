#!/usr/bin/env bash
# What is in the RPM packages and what they ask for is what is meant: each package's owners, modes, flags and files
# (rpm/NAME.files), requirements (NAME.requires) and scriptlets (NAME.scripts) are those that lie beside this file.
#   rpm_content_test.sh FOLDER      of rpm_build_test.sh
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
folder=$1
meant=$(cd "$(dirname "$0")" && pwd)/rpm
source "$(dirname "$0")/lib.sh"
[ -d "$folder/RPMS" ] || skip "no packages: the test that builds them was skipped (needs FULL=1, or rpm is not there)"
need rpm rpm

query() { rpm --dbpath "$scratch/db" -qp "$@" 2> /dev/null; }

packages=(fedcloud-probes fedcloud-probes-icinga2 fedcloud-probes-sensu fedcloud-probes-tools)
printf '%s\n' "${packages[@]}" > "$scratch/expected"
find "$folder/RPMS" -type f -name '*.rpm' -exec rpm --dbpath "$scratch/db" -qp --qf '%{NAME}\n' {} + |
    grep -v -- '-debug' | sort > "$scratch/found"
same "packages" "$scratch/expected" "$scratch/found"

for package in "${packages[@]}"; do
    file=$(find "$folder/RPMS" -name "$package-[0-9]*.rpm")
    # The links of build IDs are rpm's own affair.
    query --qf '[%{FILEMODES:perms} %{FILEUSERNAME}:%{FILEGROUPNAME} (%{FILEFLAGS:fflags}) %{FILENAMES}\n]' "$file" |
        sed -e '/\/\.build-id/d' -e "s/-[0-9.]*\(\/LICENSE\|\/THIRD-PARTY\)\{0,1\}$/\1/" | sort -k 4 > "$scratch/files"
    same "$package: files" "$meant/$package.files" "$scratch/files"
    # Of libraries only the names: versions are those of the system of the build.
    query --qf '[%{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\n]' "$file" |
        sed -E -e '/^(rpmlib|rtld|ld-linux)/d' -e '/\((GLIBC|OPENSSL|CURL|OPENLDAP|GCC|GLIBCXX|CXXABI|LIBPSL)[^)]*\)/d' \
            -e 's/-?[0-9.]*\.so\.[0-9.]+\(\)/.so()/' -e 's/ = [0-9].*/ = VERSION/' -e 's/ +$//' | sort -u > "$scratch/requires"
    same "$package: requirements" "$meant/$package.requires" "$scratch/requires"
    query --qf '[recommends %{RECOMMENDNAME}\n]' "$file" > "$scratch/recommends"
    same "$package: recommendations" "$meant/$package.recommends" "$scratch/recommends"
    # EL's own macros for units stand in the place of ours.
    if [ -z "$(rpm --eval '%{?systemd_post:1}')" ]; then
        query --scripts "$file" > "$scratch/scripts"
        same "$package: scriptlets" "$meant/$package.scripts" "$scratch/scripts"
    fi
    case $package in
        *-icinga2 | *-sensu) license=Apache-2.0 ;;
        *) license='Apache-2.0 AND BSL-1.0 AND MIT' ;; # with the libraries that are inside the executables
    esac
    expect "$package: license" [ "$(query --qf '%{LICENSE}' "$file")" = "$license" ]
done

if command -v rpmlint > /dev/null; then
    mapfile -t files < <(find "$folder" -type f -name '*.rpm' ! -name '*-debug*')
    expect "rpmlint finds neither errors nor warnings" \
        sh -c 'rpmlint -c "$0" "$@" | tee /dev/stderr | grep -q " 0 errors, 0 warnings"' "$meant/rpmlint.toml" "${files[@]}"
fi
conclude
need rpmlint rpmlint # whose part was left out: all else is as it should be
