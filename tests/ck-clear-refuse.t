#!/bin/sh
# ck-clear refuse: with a reason of the site's, overturned only knowingly.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
move "$trip" outside yard B0-1 || exit 99
seen=$(of .version clear status "$trip")
refuse() {
	clear --as kdtv-son --seen "$seen" refuse kdtv "$trip" "$@"
}
confirm() {
	clear --as kdtv-son --seen "$seen" confirm kdtv "$trip" "$@"
}

keeps 'no reason' 64 refuse
check '... the reasons are listed' grep -q 'pest, residue.*reason-missing' <<END
$(words refuse)
END
keeps 'no reason of this gate' 64 refuse --reason ugly
keeps 'a dry run' 0 refuse -n --reason pest
prints 'it is refused' 'refused pest true' \
	of '"\(.state) \(.reason) \(.done)"' refuse --reason pest
keeps 'the same again: nothing more' 0 refuse --reason pest
check 'another reason is another refusal' status 1 refuse --reason residue
seen=$(seq)
check '... by who has seen the first' refuse --reason residue

seen=$(seq)
keeps 'a refusal is not confirmed away' 1 confirm
same '... who refused is told' 'check-refused kdtv-son residue' \
	"$(of '.reasons[] | "\(.code) \(.actor) \(.reason)"' confirm)"
prints '... unless it is overruled' confirmed of .state confirm --overrule
same 'the log says that it was' true "$(ck-store log |
	jq 'select(.event == "check.confirmed").body.overrules')"
seen=$(seq)
prints 'and what is confirmed can be refused' refused \
	of .state refuse --reason seal-broken

check 'a closed trip' sh -c '
	jq -nc --arg t "$1" "{events: [{event: \"trip.closed\",
		root: (\$t | sub(\"\\\\..*\"; \"\")), subject: \$t,
		body: {outcome: \"expired\"}}]}" |
	store-write append --as tt-gate >/dev/null' sh "$trip"
seen=$(seq)
keeps '... takes no verdict' 1 confirm --overrule
same '... that is said' 'trip-closed expired' \
	"$(of '.reasons[0] | "\(.code) \(.outcome)"' confirm --overrule)"

check 'the tables are what the log says' verifies
done_testing
