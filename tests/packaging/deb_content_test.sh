#!/usr/bin/env bash
# What is in the Debian packages and what they ask for is what is meant: control fields are those of deb/NAME.control,
# and files those of the RPM packages (rpm/NAME.files) but for what each system asks in its own way.
#   deb_content_test.sh FOLDER      of deb_build_test.sh
# shellcheck disable=SC2016 # commands in single quotes are for another shell
set -euo pipefail
folder=$1
meant=$(cd "$(dirname "$0")" && pwd)
source "$(dirname "$0")/lib.sh"
[ -n "$(command -v apt-get)" ] || skip "no Debian: its packages are made there"
need dpkg-deb dpkg

# as_debian NAME: files of an RPM package as the Debian one has them. License texts are in copyright, folders that
# tmpfiles.d makes belong to no package, a changelog has a name of its own, and packages a folder of zsh's.
as_debian() {
    sed -nE 's/^(-[-rwx]+ root:root) \([a-z]*\) (.*)$/\1 \2/p' "$meant/rpm/$1.files" |
        sed -e '/\/usr\/share\/licenses\//d' -e 's/CHANGELOG\.md$/changelog.gz/' -e 's/zsh\/site-functions/zsh\/vendor-completions/'
    for file in "doc/$1/changelog.Debian.gz" "doc/$1/copyright" "lintian/overrides/$1"; do
        echo "-rw-r--r-- root:root /usr/share/$file"
    done
}

for name in fedcloud-probes fedcloud-probes-tools fedcloud-probes-icinga2 fedcloud-probes-sensu; do
    package=$(find "$folder" -maxdepth 1 -name "${name}_*.deb")
    dpkg-deb -e "$package" "$scratch/$name"
    dpkg-deb -x "$package" "$scratch/$name.root"
    # Of libraries only the names: versions are those of the system of the build.
    sed -E -e '/^$/d' -e '/^Depends:/s/(lib[a-z]*)[-.0-9]*(v5)? \(>= [^)]*\)/\1\2/g' -e 's/^Installed-Size: [0-9]+$/Installed-Size: N/' \
        -e 's/[0-9.]+-1/VERSION/' "$scratch/$name/control" > "$scratch/control"
    same "$name: control" "$meant/deb/$name.control" "$scratch/control"
    as_debian "$name" | LC_ALL=C sort -k 3 > "$scratch/expected"
    dpkg-deb --fsys-tarfile "$package" | tar -tv --full-time |
        sed -nE 's/^(-\S+) (root)\/(root) +[0-9]+ \S+ \S+ \.(.*)$/\1 \2:\3 \4/p' | LC_ALL=C sort -k 3 > "$scratch/files"
    same "$name: files" "$scratch/expected" "$scratch/files"
    expect "$name: folders" sh -c '! dpkg-deb --fsys-tarfile "$1" | tar -tv | grep "^d" | grep -v "^drwxr-xr-x root/root "' \
        sh "$package"
    expect "$name: checksums" sh -c 'cd "$1" && md5sum --quiet -c "$2/md5sums"' sh "$scratch/$name.root" "$scratch/$name"
    find "$scratch/$name.root" -path '*.root/etc/*' -type f -printf '/%P\n' | sort > "$scratch/expected"
    touch "$scratch/$name/conffiles"
    same "$name: all that is in /etc is a configuration file" "$scratch/expected" "$scratch/$name/conffiles"
    for script in preinst postinst prerm postrm; do
        [ ! -e "$scratch/$name/$script" ] || expect "$name: $script" sh -n "$scratch/$name/$script"
    done
    expect "$name: nothing names a folder of Debian's libraries" \
        sh -c '! grep -rl "/usr/lib/x86_64-linux-gnu" "$1"' sh "$scratch/$name.root"
    expect "$name: nothing names another prefix" sh -c '! grep -rlE "/usr/local/(bin|libexec|share)" "$1"' sh "$scratch/$name.root"
done

expect "the scheduler's configuration goes where Debian's unit is reloaded for it" grep -q \
    '^OPTIONS="--target nagios --output /etc/argo/probes/fedcloud/scheduler/nagios4"$' \
    "$scratch/fedcloud-probes-tools.root/etc/argo/probes/fedcloud/scheduler.conf"
# But for what concerns the sources alone.
expect "links of the front page lead to pages that are installed" sh -c '
    cd "$1" && for page in $(grep -oE "\]\([^):#]+[.]md" README.md | sed "s/^](//"); do
        [ -e "$page" ] || [ "$page" = CHANGELOG.md ] || [ "${page#tests/}" != "$page" ] || echo "$page"
    done | sort -u | { ! grep .; }' sh "$scratch/fedcloud-probes.root/usr/share/doc/fedcloud-probes"

if [ -z "$(command -v lintian)" ]; then
    failed "lintian: not installed"
else
    expect "lintian finds neither errors nor warnings" \
        lintian --allow-root --fail-on error,warning "$folder"/*.deb
fi
conclude
