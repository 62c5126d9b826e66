# What a proxy of a VO costs at a grid site. Sourced by scripts/bench.
# shellcheck shell=bash disable=SC2154

say "a proxy of a VO"
source "$root/tests/bench/site.sh"
mkfifo "$work"/grid-{in,out}
pki=$work/grid
"$root/tests/integration/grid_pki.sh" "$pki"
"$bin/tests/testbed/fedcloud-testbed" --lifetime 600 --site grid,tls=good,client-cert=optional \
    --server-pem "$pki/host.pem" --ca-folder "$pki/certificates" < "$work/grid-in" > "$work/grid-out" &
exec {grid_in}> "$work/grid-in"
read -r testbed < "$work/grid-out" || die "the testbed of the grid did not start"
grid=("$bin/probes/occi-vm/check_occi_vm" -t 60 -e "$(jq -r '.sites[0].endpoint' <<< "$testbed")" --checks-only
    --ca-path "$pki/certificates" --vomsdir "$pki/vomsdir")
for login in "--auth none" "-x $pki/user.pem" "-x $pki/proxy-ops-rfc.pem --vo ops"; do
    read -ra words <<< "$login"
    ours=$(instructions "${grid[@]}" "${words[@]}")
    resident=$(memory "${grid[@]}" "${words[@]}")
    rows+=("| the same at a grid site (RSA, CRLs), ${login//$pki\//} | $(million "$ours"), $(megabytes "$resident") | | |")
done
# What it would cost every run if it were linked.
library=$(ldconfig -p | awk '$1 == "libvomsapi.so.1" { print $NF; exit }')
ours=$(LD_PRELOAD=$library instructions "${https[@]}")
resident=$(LD_PRELOAD=$library memory "${https[@]}")
peer "check_occi_vm --checks-only with libvomsapi from the start" "$(million "$ours"), $(megabytes "$resident")"
