# Nothing of what is on the command line or in a folder is ever evaluated: names of sites that are not of the form that
# the suite writes (letters, digits, '.', '_', '-' and %XX) are not offered, and neither are words expanded.

_fedcloud_words()
{
    local word IFS=$' \t\n'
    for word in $1; do
        [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
    done
}

# The value of an option that stands on the command line already, or what it is by default.
_fedcloud_given()
{
    local i value=$2
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        if [[ ${words[i]} == "$1" ]]; then
            value=${words[i + 1]}
        elif [[ ${words[i]} == "$1="* ]]; then
            value=${words[i]#*=}
        fi
    done
    # shellcheck disable=SC2088 # it is what somebody typed
    [[ $value == "~/"* ]] && value=$HOME/${value:2}
    printf '%s' "$value"
}

_fedcloud_folder()
{
    _fedcloud_given --profile-dir /var/spool/argo/probes/fedcloud/profiles
}

_fedcloud_sites()
{
    local file name folder strict
    folder=$(_fedcloud_folder)
    # Or bash complains on the command line that a folder has none.
    strict=$(shopt -q failglob && echo 1) || true
    shopt -u failglob
    for file in "$folder"/*.json; do
        name=${file##*/}
        name=${name%.json}
        if [[ $name == "$cur"* && $name =~ ^[A-Za-z0-9_%][A-Za-z0-9._%-]*$ && -f $file ]]; then
            COMPREPLY+=("$name")
        fi
    done
    [[ -z $strict ]] || shopt -s failglob
}

# Keys of a profile's services, each of which begins a line.
_fedcloud_services()
{
    local folder site line
    folder=$(_fedcloud_folder)
    site=$(_fedcloud_given --site '')
    [[ $site =~ ^[A-Za-z0-9_%][A-Za-z0-9._%-]*$ && -f $folder/$site.json && -r $folder/$site.json ]] || return
    while IFS= read -r line; do
        if [[ $line =~ \"key\":\ ?\"([0-9]+G0)\",\ ?\"type\": && ${BASH_REMATCH[1]} == "$cur"* ]]; then
            COMPREPLY+=("${BASH_REMATCH[1]}")
        fi
    done < "$folder/$site.json"
}
