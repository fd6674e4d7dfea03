#!/bin/sh
# Of a silent hold others learn that there is an officer to see, and nothing
# else, whatever they ask: neither whose it is, nor why, nor on what.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
check 'an auditor, of no agency that holds' ck-store --as admin staff add \
	kiem-toan --agency quality
hold() {
	of .hold clear --as hq-lan --silent --reason watch \
		--review 2026-11-22T08:00:00+07:00 hold "$@"
}
prints 'a silent hold on a plate' CKHN-H00001 hold plate:12C-123.45
prints '... on a person' CKHN-H00002 hold person:001085006789
prints 'one of the gate centre' CKHN-H00003 \
	of .hold clear --as tt-gate --silent --reason person-check hold "$trip"
secret='CKHN-H0000[12]|watch|hq-lan|"agency":"customs","reason"'

# leaks NAME: what the file of that name gives away
leaks() {
	grep -E "$secret" "$T/$1"
}
tells() {
	tells_what=$1
	shift
	"$@" >"$T/out" 2>&1 </dev/null
	check "$tells_what: nothing is told" test -z "$(leaks out | cut -c 1-400)"
}

tells 'status' clear --as bp-hung status "$trip"
check '... but to see the officer' grep -q see-officer "$T/out"
tells 'the screen' clear --as bp-hung status -f table "$trip"
check '... says the same' grep -q 'see the officer' "$T/out"
tells 'in Vietnamese' ck-clear --as bp-hung --lang vi status -f table "$trip"
tells 'status to nobody in particular' clear --as nobody status "$trip"
tells 'the script' ck --as bp-hung 12C12345
prints 'how many there are is not told either, but which desk' \
	'[{"code":"see-officer","agency":"gate_centre","contact":"ext. 100"}]' \
	of '.holds | tojson' clear --as bp-hung status "$trip"
same '... one line of the screen' '  HELD      see the officer; Gate centre, ext. 100' \
	"$(clear --as bp-hung status -f table "$trip" | grep officer | grep -v Driver | grep -v en:)"
same 'its owner sees them' 'CKHN-H00001 CKHN-H00002 see-officer' \
	"$(of '[.holds[] | .hold // .code] | join(" ")' \
	clear --as hq-minh status "$trip")"
same 'and who stands above an owner' 'CKHN-H00003 see-officer' \
	"$(of '[.holds[] | .hold // .code] | join(" ")' \
	clear --as bql-an status "$trip")"

tells 'pending' clear --as bp-hung pending --agency border_guard
tells 'pending of the owner, for others' \
	clear --as bp-hung pending --agency customs
tells 'holds of the owner, for others' clear --as bp-hung holds --agency customs
same '... for the owner' 'CKHN-H00001 30
CKHN-H00002 30' "$(CK_NOW=2026-11-22T08:30:00+07:00 \
	of '"\(.hold) \(.late_min)"' clear --as hq-minh holds)"
tells 'the gate' ck-gate --as tt-gate decide --lane B0-1 12C12345
check '... which denies' jq -e '.admit == false and
	([.reasons[].code | select(. == "see-officer")] | length == 1)' "$T/out"
tells 'its list' ck-gate --as tt-gate list B0-1
tells 'the report' ck-report --as bql-an day
tells 'what is declared' ck-declare --as dn-hoa show "$A"
tells 'a list' ck-declare --as tt-gate list
tells 'an amendment' ck-declare --as dn-hoa amend -n "$A" - <<END
[{"op":"replace","path":"/vehicles/v1/plate","value":"12C-999.99"}]
END
tells 'the queue' ck-queue --as tt-gate join "$trip"
tells 'a call' ck-queue --as tt-gate call export
tells 'peers' ck-sync --as tt-gate status
tells 'the counts' ck-store --as bp-hung stat
tells 'a lift' clear --as bp-hung --reason order lift CKHN-H00009
clear --as bp-hung --reason order lift CKHN-H00001 >"$T/out" 2>&1
same 'by its id it is no hold to others: ids can be counted through' \
	"$(words clear --as bp-hung --reason order lift CKHN-H00009 | tr 9 1)" \
	"$(cat "$T/out")"
check '... with the same status' status 67 clear --as bp-hung --reason order \
	lift CKHN-H00001
same 'the same subject of another agency is a hold of its own' null \
	"$(of .repeated clear --as bp-hung --reason watch hold -n plate:12C12345)"

# The log.
for format in '' '--hash' '--jq .line' '-f csv' '-f table' '--since 1'; do
	# shellcheck disable=SC2086 # words
	ck-store --as bp-hung log $format | grep -v site.loaded >"$T/out"
	check "the log $format" test -z "$(grep -oE 'CKHN-H|watch' "$T/out")"
done
same 'says that something is withheld' '3 ["at","origin","seq","simulated","withheld"]' \
	"$(ck-store --as bp-hung log | jq -c 'select(.withheld) | keys' |
		sort | uniq -c | sed 's/^ *//')"
same 'its owner reads it' 2 \
	"$(ck-store --as hq-minh log | grep -c 'hold.placed')"
same 'who stands above an owner, too' 1 \
	"$(ck-store --as bql-an log | grep -c 'hold.placed')"
same 'the keeper reads it all' 3 "$(ck-store log | grep -c 'hold.placed')"
check 'lifted' of .state clear --as hq-lan --reason nothing-found \
	lift CKHN-H00001
same 'that is withheld as well' 0 \
	"$(ck-store --as bp-hung log | grep -c 'hold.lifted')"
same '... not from its owner' 1 \
	"$(ck-store --as hq-minh log | grep -c 'hold.lifted')"

# What is left of it proves what it can.
ck-store --as bp-hung log --hash >"$T/log"
prints 'the chain closes over what is withheld' "$(ck-store head --jq \
	'"\(.origin):\(.seq):\(.hash)"' | tr -d '"')" sh -c \
	'ck-verify-log "$1" | sed "s/.*: //"' - "$T/log"
sed 's/"reason":"[^"]*"/"reason":"x"/; s/12C12345/12C99999/' "$T/log" >"$T/forged"
check 'a forged line is still found' status 1 ck-verify-log "$T/forged"
hidden=$(grep -n '"withheld":true' "$T/log" | cut -d : -f 1)
n=$(echo "$hidden" | wc -l)
last=$(echo "$hidden" | tail -n 1)
kept=$(ck-store head --jq '"\(.seq):\(.hash)"' | tr -d '"')
same 'how much is not proven is said' "$n withheld, $((last - n)) not proven" \
	"$(ck-verify-log "$T/log" | sed 's/^[0-9]* events, //; s/,[^,]*$//')"
same '... and is no proof of a head' "ck-verify-log: $((last - n)) events \
before $last are not proven: that one is withheld; who may read it can prove \
them" "$(words status 1 ck-verify-log --expect "$kept" "$T/log")"
first=$(echo "$hidden" | head -n 1)
check '... of one before them it is' ck-verify-log --expect \
	"$((first - 1)):$(sed -n "$((first - 1))p" "$T/log" | cut -f 1)" "$T/log"
cut -f 2- "$T/log" >"$T/bare"
check 'without the hashes it cannot' grep -q 'withheld: export it with --hash' <<END
$(ck-verify-log "$T/bare" 2>&1)
END
check 'a sealed range' env CK_NOW=2026-11-24T00:10:00+07:00 ck-store tick
ck-store --as bp-hung log --hash >"$T/log"
check '... is linked where something is withheld' ck-verify-log "$T/log"
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	ck-store --as bp-hung log --jq . >"$T/records"
	check 'records are as the schemas say' valid event <"$T/records"
fi

check 'the tables are what the log says' verifies
done_testing
