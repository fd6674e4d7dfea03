#!/bin/sh
# ck-clear customs: what customs says of a number, typed by its staff: the
# checks, and a hold while it is stopped.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
typed() {
	clear --as hq-lan customs 305123456780 "$@"
}
exit_state() {
	of '.checks[] | select(.check == "supervision_exit").state' \
		clear status "$trip"
}
holds() {
	of '[.holds[] | "\(.reason) \(.agency) \(.actor) \(.subject)"] |
		join("; ")' clear status "$trip"
}

keeps 'nothing said' 64 typed
keeps 'no such state' 65 typed --release gone
same '... those that are known are told' \
	'/release: no such word is known: "releasd"; did you mean released? [release]' \
	"$(words typed --release releasd | sed 's/^ck-clear: [^:]*: //')"
keeps 'no number' 64 clear --as hq-lan customs --release cleared 12C12345
keeps 'another agency' 77 clear --as bp-hung customs --release cleared \
	305123456780
keeps 'a dry run' 0 typed --release cleared -n

prints 'the channel is yellow' 'yellow none' of '"\(.channel) \(.release)"' \
	typed --channel yellow
check 'so the documents are looked at' grep -q customs_documents <<END_
$(clear pending --agency customs)
END_
prints 'customs clears it' cleared of .release typed --release cleared
same '... which confirms its own check' confirmed "$(exit_state)"
same '... by the rule, because of what was typed' \
	'rule:supervision_exit customs.updated hq-lan' "$(ck-store log --jq '.line |
	select(.event == "check.confirmed" or .event == "customs.updated")' |
	jq -rs '(last.cause | split(":")[1] | tonumber) as $c |
		(.[] | select(.seq == $c)) as $by |
		"\(last.actor) \($by.event) \($by.actor)"')"
keeps 'the same again: nothing new' 0 typed --release cleared
same '... said to be repeated' true "$(of .repeated typed --release cleared)"
typed --release stopped >"$T/typed"
check 'stopped, as the schema says' valid customs_fact <"$T/typed"
same '... the check is open again' open "$(exit_state)"
same '... and the vehicle held' \
	'customs-stopped customs rule:customs CKHN/30512345678' "$(holds)"
keeps 'stopped once' 0 typed --release stopped
prints 'it goes on' cleared of .release typed --release cleared
same '... the hold is lifted' '' "$(holds)"
same '... by the rule, with its reason' 'rule:customs decided' "$(ck-store log \
	--jq '.line | select(.event == "hold.lifted")' |
	jq -r '"\(.actor) \(.body.reason)"')"
same '... and the check confirmed' confirmed "$(exit_state)"

check 'an officer holds the number' clear --as hq-lan \
	--reason customs-stopped hold customs:305123456780
check 'it is stopped and goes on' eval 'typed --release stopped &&
	typed --release released'
same 'what a person has placed a person lifts' \
	'customs-stopped customs hq-lan CKHN/30512345678' "$(holds)"
check 'a record does as well' eval 'echo "{\"customs\":\"305123456780\",
	\"release\":\"transit\"}" | tr -d "\n" | clear --as hq-lan customs -'
same '... with its state' transit "$(ck-declare --as hq-lan show \
	--customs 305123456780 --jq .release | jq -r .)"

# What is known already is no news after an amendment.
check 'an officer takes it back' clear --as hq-lan --seen "$(seq)" \
	--reason new-facts withdraw hq-gs "$trip"
same '... so it is open' open "$(exit_state)"
echo '[{"op": "replace", "path": "/expected_at",
	"value": "2026-11-23T09:00:00+07:00"}]' >"$T/patch"
check 'the trader amends something' ck-declare --as dn-hoa --reason mistake \
	--patch "$T/patch" amend "$A"
same '... which confirms nothing' open "$(exit_state)"
check 'customs tells another channel' typed --channel red
same '... which is no release' open "$(exit_state)"
check 'customs tells a release' typed --release cleared
same '... which is news' confirmed "$(exit_state)"
same '... by the rule' rule:supervision_exit "$(of '.checks[] |
	select(.check == "supervision_exit").actor' clear status "$trip")"

check 'the tables are what the log says' verifies
done_testing
