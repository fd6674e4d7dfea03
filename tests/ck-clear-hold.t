#!/bin/sh
# ck-clear hold and lift: a named stop with an owner, on a trip or on what a
# trip may come to have.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
lifted_before() {
	lifted_status=0
	lifted_words=$(of '"\(.reason) \(.actor) \(.for)"' lift hq-minh "$1") ||
		lifted_status=$?
	echo "$lifted_status $lifted_words"
}
holds() {
	of '[.holds[] | .hold // .code] | join(" ")' clear --as "$1" \
		status "$trip"
}
hold() {
	user=$1 reason=$2
	shift 2
	clear --as "$user" --reason "$reason" hold "$@"
}
lift() {
	user=$1
	shift
	clear --as "$user" --reason put-right lift "$@"
}

keeps 'no reason' 64 clear --as hq-lan hold "$trip"
keeps 'no reason of this gate' 64 hold hq-lan ugly "$trip"
check 'somebody of several agencies' ck-store --as admin staff add nhieu \
	--agency customs,border_guard
same '... is told which' \
	'you act for several agencies: say which with --agency: customs, border_guard [which-agency]' \
	"$(words clear --as nhieu hold --reason watch "$A.1" | tail -n 1 |
		sed 's/.*: you/you/')"
same 'the agency that was meant is named' \
	'CKHN has no agency plant_quarentine; did you mean plant_quarantine? [no-such-agency]' \
	"$(words clear --as nhieu hold --agency plant_quarentine --reason watch \
		"$A.1" | tail -n 1 | sed 's/.*: CKHN/CKHN/')"
keeps 'no such trip' 67 hold hq-lan watch CKHN-20261122-09999.1
keeps 'no plate' 65 hold hq-lan watch 'plate:?'
keeps 'another agency' 77 hold hq-lan watch --agency border_guard "$trip"
keeps 'no agency of this gate' 64 hold hq-lan watch --agency police "$trip"
keeps 'an enterprise holds nothing' 77 hold dn-hoa watch "$trip"
keeps 'a review that is past' 64 \
	hold hq-lan watch --review 2026-11-22T07:00:00+07:00 "$trip"
keeps 'a dry run' 0 hold hq-lan watch -n "$trip"

prints 'a trip' 'CKHN-H00001 customs placed' \
	of '"\(.hold) \(.agency) \(.state)"' hold hq-lan watch "$trip"
keeps 'the same hold again' 0 hold hq-minh watch "$trip"
same '... is the one there is' 'CKHN-H00001 true' \
	"$(of '"\(.hold) \(.repeated)"' hold hq-minh watch "$trip")"
prints 'a plate in any writing' 'CKHN-H00002 12C12345' \
	of '"\(.hold) \(.subject)"' hold hq-lan watch 'plate:12c 123-45'
prints 'a trailer' CKHN-H00003 of .hold hold hq-lan watch plate:12R00123
prints 'a container' CKHN-H00004 \
	of .hold hold hq-lan watch 'container:CSQU 305438-3'
prints 'a customs number' 'CKHN-H00005 CKHN/30512345678' \
	of '"\(.hold) \(.subject)"' hold hq-lan watch customs:305123456780
prints 'a party' CKHN-H00006 of .hold hold phi-nga fee-debt party:0100112437
prints 'a person, of whom the answer keeps the last digits' \
	'CKHN-H00007 …789' \
	of '"\(.hold) \(.subject)"' hold bp-hung person-check --silent \
	person:001085006789
same 'whose number is not in the log' 0 \
	"$(ck-store log | grep -c 001085006789)"
keeps 'the same person again' 0 hold bp-nam person-check 'person:0010 8500 6789'
check 'one for a truck that nobody has declared' \
	hold hq-lan watch plate:29C55555
check 'a chassis' hold hq-lan watch chassis:LGAX4B2F1N0000001

same 'the officer who asks sees them all' \
	'CKHN-H00001 CKHN-H00002 CKHN-H00003 CKHN-H00004 CKHN-H00005 CKHN-H00006 CKHN-H00007' \
	"$(holds bp-nam)"
same 'others see of a silent one that there is a desk' \
	'CKHN-H00001 CKHN-H00002 CKHN-H00003 CKHN-H00004 CKHN-H00005 CKHN-H00006 see-officer' \
	"$(holds hq-lan)"
same 'and so does the driver' see-officer "$(of '.driver[1].code' \
	clear --as hq-lan status "$trip")"
same 'a receiving truck is stopped with its goods' 'CKHN-H00006 CKHN-H00010' "$(
	hold hq-lan customs-stopped customs:10598765432 >/dev/null
	trip=$B.2 && holds hq-lan)"

printf '%s\n' '{"key":"h1","subject_kind":"plate","subject":"30A-11111","reason":"watch","silent":true,"figures":{"declared_g":1000}}' \
	'{"key":"h2","trip":"'"$B.1"'","reason":"documents-missing"}' >"$T/stream"
check 'a stream of them' clear --as hq-lan hold <"$T/stream"
same '... answers each' 'CKHN-H00011 CKHN-H00012' "$(
	clear --as hq-lan hold <"$T/stream" | jq -r .hold | xargs)"
check 'figures are whole numbers' status 65 clear --as hq-lan hold <<END
{"subject_kind":"plate","subject":"30A-11111","reason":"watch","figures":{"kg":1.5}}
END
check 'no such kind' status 65 clear --as hq-lan hold <<END
{"subject_kind":"colour","subject":"red","reason":"watch"}
END

# Lifting.
keeps 'no such hold' 67 lift hq-lan CKHN-H00099
for id in H-1 h-001 H00001 ckhn-h1; do
	keeps "$id is no id" 67 lift hq-lan "$id"
	same '... it says what is' "ck-clear: $id: no such hold: $id; an id is like CKHN-H00001 [no-such-hold]" \
		"$(words lift hq-lan "$id")"
done
keeps 'a unit may be called H12' 67 lift hq-lan H12
check '... it is looked for' grep -q no-such-trip <<END
$(words lift hq-lan H12)
END
keeps 'a truck is no hold' 67 lift hq-lan "$A.1"
same '... its holds are named, those that one may see' \
	"$(holds hq-lan | tr ' ' '\n' | grep -- -H | tr '\n' ' ')" \
	"$(words lift hq-lan "$A.1" | grep -o 'CKHN-H[0-9]*' |
		tr '\n' ' ')"
keeps 'not by another agency' 77 lift bp-hung CKHN-H00001
keeps 'a silent one is no hold to others' 67 lift hq-lan CKHN-H00007
check '... in words' grep -q 'no such hold: CKHN-H00007' <<END
$(words lift hq-lan CKHN-H00007)
END
prints 'by a colleague of the owner' 'lifted hq-minh' \
	of '"\(.state) \(.actor)"' lift hq-minh CKHN-H00001
keeps 'twice is once' 0 lift hq-minh CKHN-H00001
keeps 'another officer is told who did' 1 lift hq-lan CKHN-H00001
prints 'by who stands above the owner' lifted \
	of .state lift bql-an CKHN-H00006
same 'in whose name, says the log' management_board "$(ck-store log |
	jq -r 'select(.event == "hold.lifted" and
		.subject == "CKHN-H00006").body.agency')"
check 'lifted ones stop nobody' test "$(holds bp-nam)" = \
	'CKHN-H00002 CKHN-H00003 CKHN-H00004 CKHN-H00005 CKHN-H00007'
check 'records pipe into lift' test lifted = "$(
	hold hq-lan watch "$B.3" </dev/null | lift hq-lan | jq -r .state)"
check 'a person that is held again has a hold of its own' test CKHN-H00014 = "$(
	lift bp-hung CKHN-H00007 >/dev/null </dev/null
	of .hold hold bp-hung person-check person:001085006789)"

# Who tries all numbers must not find one by the journal.
person() {
	jq -nc --arg id "$1" '{key: "p1", subject_kind: "person", subject: $id,
		reason: "person-check"}'
}
check 'a person with a key' clear --as bp-hung hold <<END
$(person 020085001234)
END
same 'the digest does not cover the number' "$(jq -cjSn '["hold", {
		"--overrule": false, "--silent": false,
		reason: "person-check", subject_kind: "person"}]' |
		sha256sum | cut -d ' ' -f 1)" \
	"$(sqlite3 "$CK_STORE" "select digest from journal
		where key = 'ck-clear:p1'")"
same 'the key again' '…234 true' "$(person '0200 8500 1234' |
	clear --as bp-hung hold | jq -r '"\(.subject) \(.repeated)"')"
check 'the key for another person' grep -q key-reused <<END
$(person 020085005678 | clear --as bp-hung hold 2>&1)
END

# Who acted for whom stays with what was done.
check 'somebody stands in' ck-store --as admin staff add thay-lan \
	--agency fee --stands-in-for hq-lan --order QD-1
prints 'a hold for another' 'thay-lan hq-lan' of '"\(.actor) \(.for)"' \
	hold thay-lan watch \
	--for hq-lan --agency customs "$B.1"
same '... is shown as that' 'thay-lan hq-lan' "$(of '.holds[] |
	select(.reason == "watch") | "\(.actor) \(.for)"' \
	clear --as hq-lan status "$B.1")"
check 'lifted for another' lift thay-lan --for hq-lan CKHN-H00016
prints '... with its reason, also later' '1 put-right thay-lan hq-lan' \
	lifted_before CKHN-H00016

# A number that was typed wrongly is nobody else's to read.
typed='person:0010 8500 6789é'
printf '%s\n' "$typed" 'party:001085006789' 'person:001085006789/x' |
	clear --as bp-hung --reason person-check -k hold - >"$T/errors" 2>&1
same 'errors have the operands masked' 'person:…89é party:…789 person:…9/x' \
	"$(jq -rR 'fromjson? | .operand // empty' "$T/errors" | xargs)"
check 'as sentences have' test -z "$(grep -E '(0010|8500)' "$T/errors")"
check 'in any verb' test -z "$(words clear --as bp-hung status \
	person:001085006789 | grep 001085)"

# Parties: who pays, and traders whose tax code is their personal number.
jq -c '.enterprise = {tax_code: "020085005678", name: "Lê Văn Cường"} |
	.payer = {tax_code: "91350211M000100Y46", name: "Fujian Fruit"} |
	.customs[0].number = "305999990000" | .vehicles[0] |=
		(.plate = "12C-999.99" | del(.trailer, .container, .crew))' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/trader.json"
trip=$(submit "$T/trader.json" tt-gate).1
same 'a trader whom nobody holds' '' "$(holds phi-nga)"
check 'the payer' hold phi-nga fee-debt party:91350211M000100Y46
check 'the trader' hold bp-hung person-check person:020085005678
same 'each stops the trip' 'CKHN-H00017 CKHN-H00018' "$(holds bp-nam)"

# Each kind of subject, as a record and as an operand.
while read -r kind subject; do
	keeps "a record holds a $kind" 0 hold hq-lan watch -n "$kind:$subject"
	jq -nc --arg kind "$kind" --arg subject "$subject" \
		'{subject_kind: $kind, subject: $subject,
			reason: "document-doubt"}' >"$T/record"
	same "... and so it is done" "placed $kind" "$(
		clear --as hq-lan hold - <"$T/record" |
			jq -r '"\(.state) \(.subject_kind)"')"
	same '... once' true "$(clear --as hq-lan --reason document-doubt hold \
		"$kind:$subject" | jq -r .repeated)"
done <<END
trip $A.1
plate 12C-555.55
chassis LGAX4B2F1N0000002
container CSQU3054383
customs 305123456780
party 0100112437
person 001085006111
END
check 'a trip that is not there' status 67 clear --as hq-lan hold <<END
{"subject_kind":"trip","subject":"CKHN-20261122-09999.1","reason":"watch"}
END
check 'a trip by its plate' test "$A.1" = "$(of .trip \
	hold hq-lan watch trip:12C12345)"

# Which are to be looked at again.
for at in 12:00 09:00; do
	of .hold hold vantai-tu watch --review "2026-11-22T$at:00+07:00" \
		"plate:29C-0${at%:*}.00" >>"$T/reviewed"
done
of .hold hold vantai-tu watch plate:29C-777.77 >>"$T/reviewed"
reviews() {
	of '"\(.hold) \(.late_min)"' clear --as vantai-tu holds "$@"
}
{ read -r noon && read -r nine && read -r never; } <"$T/reviewed"
same 'before, the oldest is first' "$noon null
$nine null
$never null" "$(reviews)"
same 'one is overdue' "$nine 30
$noon null
$never null" "$(CK_NOW=2026-11-22T09:30:00+07:00 reviews)"
same 'the longest overdue first' "$nine 240
$noon 60" "$(CK_NOW=2026-11-22T13:00:00+07:00 reviews --late)"
same 'of another agency' "$(of .hold clear --as vantai-tu holds)" \
	"$(of .hold clear --as hq-lan holds --agency transport)"
check 'a table' grep -q "$never.*29C77777" <<END
$(clear --as vantai-tu holds -f table)
END
check 'no operands' status 64 clear --as vantai-tu holds 12C12345

check 'the tables and persons are what the log says' verifies
done_testing
