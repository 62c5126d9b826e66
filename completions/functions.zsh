# Nothing of what is on the command line or in a folder is ever evaluated: names of sites that are not of the form that
# the suite writes (letters, digits, '.', '_', '-' and %XX) are not offered.

# The value of an option that stands on the command line already, or what it is by default.
_fedcloud_given() {
    local value=$2 i
    for (( i = 2; i < $#words; i++ )); do
        if [[ $words[i] == $1 ]]; then
            value=$words[i+1]
        elif [[ $words[i] == $1=* ]]; then
            value=${words[i]#*=}
        fi
    done
    [[ $value == '~/'* ]] && value=$HOME/${value[3,-1]}
    REPLY=$value
}

_fedcloud_sites() {
    local REPLY file name
    local -a names
    _fedcloud_given --profile-dir /var/spool/argo/probes/fedcloud/profiles
    for file in $REPLY/*.json(N-.); do
        name=${${file:t}%.json}
        [[ $name =~ '^[A-Za-z0-9_%][A-Za-z0-9._%-]*$' ]] && names+=($name)
    done
    _wanted sites expl site compadd -a names
}

# Keys of a profile's services, each of which begins a line.
_fedcloud_services() {
    local REPLY folder site line
    local -a keys
    _fedcloud_given --profile-dir /var/spool/argo/probes/fedcloud/profiles
    folder=$REPLY
    _fedcloud_given --site ''
    site=$REPLY
    [[ $site =~ '^[A-Za-z0-9_%][A-Za-z0-9._%-]*$' && -f $folder/$site.json && -r $folder/$site.json ]] || return 1
    while IFS= read -r line; do
        [[ $line =~ '"key": ?"([0-9]+G0)", ?"type":' ]] && keys+=($match[1])
    done < $folder/$site.json
    _wanted services expl service compadd -a keys
}
