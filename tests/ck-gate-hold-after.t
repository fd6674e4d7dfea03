#!/bin/sh
# What changes after the barrier was opened counts: a vehicle held meanwhile is
# denied when it is seen again, and a passage all the same is told.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
gate decide --lane B0-1 12C11111 >"$T/admit"
same 'admitted' true "$(jq .admit "$T/admit")"
gate actuate B0-1 <"$T/admit" >"$T/opened"
same 'and opened' 1 "$(log 'select(.event == "gate.opened")' | wc -l)"

check 'customs holds it before it has passed' ck-clear hold \
	--as hq-lan "$A.1" --reason "$(jq -r '.reasons.hold |
		keys[0]' "$T/site.json")"
check 'seen again, it is denied' status 1 sh -c \
	'ck-gate --as tt-gate decide --lane B0-1 12C11111 >"$1"' - "$T/again"
same 'with the reason' '["held"]' "$(jq -c '[.reasons[].code]' "$T/again")"
same 'which stands in the log' '[false,["held"]]' \
	"$(log 'select(.event == "gate.decided") |
		[.body.admit, [.body.reasons[].code]]' | tail -n 1)"

check 'it drives through all the same' sh -c \
	'ck-gate --as tt-gate run B0-1 >"$1"' - "$T/ran" <<EOF
$(passes B0-1 12C11111)
EOF
same 'the passage is told, and that nothing allowed it' '[false]' \
	"$(log 'select(.event == "gate.passed") | [.body.admitted]' |
		tail -n 1)"
check 'and the tables say what the log says' sound
done_testing
