#!/bin/sh
# ck-clear request, start, sample, result, withdraw: a check before its
# verdict, touch and waiting apart, a slip of the hand taken back.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

CK_NOW=2026-11-22T06:00:00+07:00
make_ground || exit 99
trip=$A.1
at() {
	at_time=$1
	shift
	CK_NOW=2026-11-22T$at_time:00+07:00 "$@"
}
son() {
	clear --as kdtv-son "$@"
}
state() {
	of ".checks[] | select(.check == \"$1\").state" clear status "$trip"
}
spans() {
	of ".checks[] | select(.check == \"$1\") |
		\"\(.touch_min) \(.waiting_min)\"" clear status "$trip"
}

# -- steps --------------------------------------------------------------------

prints 'the enterprise asks for it, the truck is not there yet' \
	'requested dn-hoa true' of '"\(.state) \(.actor) \(.done)"' \
	at 06:30 clear --as dn-hoa request kdtv "$trip"
keeps 'who neither declared nor gives it may not' 77 clear --as csgt-dung request kdtv "$trip"
keeps 'the same again' 0 clear --as dn-hoa request kdtv "$trip"
keeps 'nobody begins with a truck that is not there' 1 son start kdtv "$trip"
same '... that is said' not-present "$(of '.reasons[].code' son start kdtv "$trip")"
move "$trip" outside yard B0-1 || exit 99
keeps 'no sample of what was not started' 1 son sample kdtv "$trip"
same '... that is said' 'not-now requested' \
	"$(of '.reasons[] | "\(.code) \(.state)"' son sample kdtv "$trip")"
keeps 'a medical officer does not start plant quarantine' 77 \
	clear --as yte-mai start kdtv "$trip"
keeps 'what comes first comes first' 1 clear --as bp-hung start bp-kt "$trip"
same '... it is named' border_guard_arrival \
	"$(of '.reasons[].check' clear --as bp-hung start bp-kt "$trip")"
keeps 'a dry run' 0 son start -n kdtv "$trip"
prints 'the only one of the agency need not be named' 'plant_quarantine started' \
	of '"\(.check) \(.state)"' at 08:05 son start "$trip"
check '... and is echoed' grep -q 'plant_quarantine: Plant quarantine' <<END
$(words son start "$trip")
END
keeps 'the same again by the same officer' 0 son start kdtv "$trip"
prints '... says so' true of .repeated son start kdtv "$trip"
prints 'a sample goes to the laboratory' sampled of .state \
	at 08:10 son sample kdtv "$trip"
keeps 'what is at the laboratory is not started' 1 son start kdtv "$trip"
keeps 'no such condition' 64 son result kdtv "$trip" --conditions never
keeps 'no such finding' 64 son result kdtv "$trip" --reason ugly
check 'the laboratory answers two days later, the truck is elsewhere' sh -c '
	jq -nc --arg t "$1" "{events: [{event: \"trip.moved\",
		root: (\$t | sub(\"\\\\..*\"; \"\")), subject: \$t, body: {
		from: \"yard\", to: \"abroad\", lane: \"B2-1\", leg: \"out\",
		laden: true}}]}" |
	store-write append --as tt-gate >/dev/null' sh "$trip"
result() {
	CK_NOW=2026-11-24T08:10:00+07:00 son result kdtv "$trip" \
		--conditions treatment,reseal
}
prints '... with conditions' 'resulted treatment reseal' \
	of '"\(.state) \(.conditions | join(" "))"' result
stream() {
	printf '{"trip":"%s","check":"kdtv","reason":"%s","conditions":%s}\n' \
		"$trip" "$1" "$2" | clear --as kdtv-son -n result -
}
keeps 'a record says what was found, and the conditions; it is late' 1 \
	stream residue '["escort"]'
check '... codes only' status 65 stream residue '["never"]'
check '... of findings, too' status 65 stream ugly '["escort"]'
check 'it is where it was' sh -c '
	jq -nc --arg t "$1" "{events: [{event: \"trip.moved\",
		root: (\$t | sub(\"\\\\..*\"; \"\")), subject: \$t, body: {
		from: \"abroad\", to: \"yard\", lane: \"B2-3\", leg: \"out\",
		laden: true}}]}" |
	store-write append --as tt-gate >/dev/null' sh "$trip"
confirm() {
	CK_NOW=2026-11-24T08:21:00+07:00 clear --as kdtv-son --seen "$(seen "$trip")" \
		confirm kdtv "$trip"
}
prints 'the verdict keeps the conditions' 'confirmed treatment reseal' \
	of '"\(.state) \(.conditions | join(" "))"' confirm
same 'touch and waiting apart' '2896 125' "$(spans plant_quarantine)"
check '... also on the screen' grep -q \
	'kdtv.*Quarantine treatment required.*touch 2896 min, waiting 2 h 05 min' <<END
$(CK_NOW=2026-11-24T08:22:00+07:00 clear -f table status "$trip")
END
same 'the log has each step once' 'requested started sampled resulted confirmed' \
	"$(ck-store log | jq -r 'select(.body.name == "plant_quarantine" and
	(.event | startswith("check."))).event[6:]' |
	grep -v -e needed -e opened | xargs)"

# -- withdraw -----------------------------------------------------------------

withdraw() {
	CK_NOW=2026-11-24T08:25:00+07:00 clear --as kdtv-son withdraw "$@"
}
keeps 'no reason' 64 withdraw kdtv "$trip"
keeps 'another agency' 77 clear --as hq-lan withdraw kdtv "$trip" --reason mistake
prints 'a verdict withdrawn is a result again' 'resulted confirmed' \
	of '"\(.state) \(.was)"' withdraw kdtv "$trip" --reason mistake
same '... with its conditions' treatment "$(of '.checks[] |
	select(.check == "plant_quarantine").conditions[0]' clear status "$trip")"
prints '... further back' sampled of .state withdraw kdtv "$trip" --reason order
prints '... started' started of .state withdraw kdtv "$trip" --reason order
prints '... requested' requested of .state withdraw kdtv "$trip" --reason order
same '... no touch is left' null "$(of '.checks[] |
	select(.check == "plant_quarantine").touch_min' clear status "$trip")"
prints '... and open' open of .state withdraw kdtv "$trip" --reason order
keeps 'nothing is left to withdraw' 1 withdraw kdtv "$trip" --reason order
same '... that is said' 'not-now open' "$(of '.reasons[] |
	"\(.code) \(.state)"' withdraw kdtv "$trip" --reason order)"
keeps 'and none that fits' 1 withdraw "$trip" --reason order

# -- a slip of the hand -------------------------------------------------------

hung() {
	CK_NOW=2026-11-24T09:00:00+07:00 clear --as bp-hung --seen "$(seen "$1")" \
		confirm bp-den "$1"
}
last() {
	CK_NOW=2026-11-24T$1:00+07:00 clear --as "$2" withdraw --last
}
check 'confirmed by mistake' hung "$trip"
keeps '... another cannot take it back' 1 last 09:05 bp-nam
keeps '... not after the time the site gives' 1 last 09:11 bp-hung
check '... that is said' grep -q 'nothing-last' <<END
$(words last 09:11 bp-hung)
END
keeps '... --last names nothing' 64 clear --as bp-hung withdraw --last "$trip"
check '... it is echoed' grep -q '12C-123.45 border_guard_arrival' <<END
$(words clear --as bp-hung withdraw --last -n)
END
prints 'a slip is taken back' 'border_guard_arrival open confirmed' \
	of '"\(.check) \(.state) \(.was)"' last 09:05 bp-hung
same '... the log says that it was one' true "$(ck-store log | jq \
	'select(.event == "check.withdrawn" and .actor == "bp-hung").body.slip')"
keeps 'once: the second time would take back another' 1 last 09:06 bp-hung
check 'confirmed again' hung "$trip"
refuse() {
	CK_NOW=2026-11-24T09:02:00+07:00 clear --as bp-nam --seen "$(seen "$trip")" \
		--reason seal-broken refuse bp-den "$trip"
}
check '... another officer has gone on' refuse
keeps 'what has gone on is not taken back' 1 last 09:05 bp-hung
check '... that is said' grep -q gone-on <<END
$(words last 09:05 bp-hung)
END
prints '... by that officer it is' open of .state last 09:05 bp-nam

check 'a closed trip' sh -c '
	jq -nc --arg t "$1" "{events: [{event: \"trip.closed\",
		root: (\$t | sub(\"\\\\..*\"; \"\")), subject: \$t,
		body: {outcome: \"expired\"}}]}" |
	store-write append --as tt-gate >/dev/null' sh "$trip"
keeps '... takes no step' 1 son request kdtv "$trip"
keeps 'what a trip does not need' 1 clear --as kddv-ha start kddv "$B.1"

check 'the tables are what the log says' verifies
done_testing
