# A simulated OCCI site behind TLS, and the probe that reads its model. Sourced by the parts that need it.
# shellcheck shell=bash disable=SC2154

[ -z "$site_in" ] || return 0
mkfifo "$work"/site-{in,out}
"$bin/tests/testbed/fedcloud-testbed" --pki "$work/pki" --lifetime 600 \
    --site site,dialect=rocci,tls=good,boot=2.0,delete=0.05 < "$work/site-in" > "$work/site-out" &
exec {site_in}> "$work/site-in"
read -r testbed < "$work/site-out" || die "the testbed did not start"
control=$(jq -r .control <<< "$testbed")/sites/site
endpoint=$(jq -r '.sites[0].endpoint' <<< "$testbed")
https_port=$(jq -r '.sites[0].port' <<< "$testbed")
https=("$bin/probes/occi-vm/check_occi_vm" -t 60 -e "$endpoint" --checks-only --auth none
    --ca-path "$work/pki/certificates")
