#!/bin/sh
# Who may act for which agency is entered, ended and listed by the keeper.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
staff() {
	ck-store --as admin staff "$@"
}
# entry USER: what is listed of it
entry() {
	ck-store staff --jq "select(.user == \"$1\") |
		[.agencies, .lanes, .from, .to, .stands_in_for, .order]"
}

check 'the staff of a simulated store is that of its file' test "$(
	ck-store staff | wc -l)" -gt 10
prints 'an entry is added, and told' \
	'["staff","added",["customs","fee"],"2026-11-22T20:00:00.000+07:00"]' \
	staff add x --agency customs,fee --jq '[.kind, .act, .agencies, .from]'
prints '... from now on' \
	'[["customs","fee"],[],"2026-11-22T20:00:00.000+07:00",null,null,null]' \
	entry x
check 'and may act' ck-store --as x -n staff
check '... but not as the keeper' status 77 ck-store --as x tick
check 'a lane that the site does not have' status 64 \
	ck-store --as admin staff add bob --agency customs --lanes B1-1,Z9
check '... those there are named' sh -c 'ck-store --as admin --lang en staff \
	add bob --agency customs --lanes Z9 2>&1 |
	grep -q "no lane Z9; there are B0-1, B0-2.*no-such-lane"'
prints 'with lanes, days and an order' \
	'["added",["B1-1","B1-2"],"2026-12-01T00:00:00.000+07:00","x","12/QD"]' \
	staff add y --agency gate_centre --lanes B1-1,B1-2 --from 2026-11-23 \
	--to 2026-11-30 --stands-in-for x --order 12/QD \
	--jq '[.act, .lanes, .to, .stands_in_for, .order]'
prints '... of which the last day counts' \
	'[["gate_centre"],["B1-1","B1-2"],"2026-11-23T00:00:00.000+07:00","2026-12-01T00:00:00.000+07:00","x","12/QD"]' \
	entry y
check '... a table says for which lanes' sh -c 'ck-store --as admin staff \
	--format table | grep -q " B1-1, B1-2  *2026-11-23"'
prints 'an entry is replaced by a new one' \
	'[["customs"],[],"2026-11-22T20:00:00.000+07:00",null,null,null]' \
	sh -c "ck-store --as admin staff add y --agency customs >'$T/answer'
		ck-store staff --jq 'select(.user == \"y\") |
		[.agencies, .lanes, .from, .to, .stands_in_for, .order]'"
prints 'and ended: who for which agency, until when' \
	'["ended",["customs"],"2026-11-22T20:00:00.000+07:00","2026-11-22T20:00:00.000+07:00"]' \
	staff end y --jq '[.act, .agencies, .from, .to]'
same '... today being no day of it' '"2026-11-22T20:00:00.000+07:00"' \
	"$(ck-store staff --jq 'select(.user == "y") | .to')"
prints '... or on a day to come' '"2026-12-25T00:00:00.000+07:00"' sh -c "
	ck-store --as admin staff end x --to 2026-12-24 >'$T/answer'
	ck-store staff --jq 'select(.user == \"x\") | .to'"

check 'nobody is ended who is not there' status 67 staff end nobody
check 'an agency is needed' status 64 staff add z
check 'standing in needs its order' status 64 \
	staff add z --agency customs --stands-in-for x
check 'a day is a day' status 64 staff add z --agency customs --from soon
check '... and there is one' status 64 \
	staff add z --agency customs --to 2026-02-30
check 'another act' status 64 staff remove z
check 'too many words' status 64 staff add z y --agency customs
check 'only the keeper adds' status 77 \
	ck-store --as hq-lan staff add z --agency customs
check '... and ends' status 77 ck-store --as hq-lan staff end x
before=$(ck-store head --jq .seq)
check 'a dry run' staff add z --agency customs --dry-run
same '... adds nothing' "$before" "$(ck-store head --jq .seq)"
check 'it is sound' sound "$CK_STORE"

# A real store begins with its maker alone.
unset CK_NOW
ck-store -s "$T/real" --site "$site_file" init >"$T/answer"
prints 'a real store has its maker' "[\"$(id -un)\",[\"admin\"]]" \
	ck-store -s "$T/real" staff --jq '[.user, .agencies]'

done_testing
