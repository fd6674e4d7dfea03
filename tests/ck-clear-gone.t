#!/bin/sh
# A vehicle that came for a load which does not come, for its giver was
# impounded or turned back before the transfer, is told so and charged nothing;
# nobody hands a load to a vehicle that is gone.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
# another N FILTER: a transshipment of other vehicles
another() {
	jq -c --arg n "$1" '.customs[0].number = "105987654\($n)0" |
		.vehicles |= (to_entries | map(.value + (if .value.nationality == "CN"
			then {plate: "桂F·A23\($n)"} else
			{plate: "12C-2\(.key)0.\($n)"} end) |
			del(.container, .trailer))) | '"$2" \
		"$top_srcdir/tests/data/clear/transfer.json" >"$T/again.json"
	submit "$T/again.json"
}
there() {
	for there_trip; do
		move "$there_trip" outside yard B0-1 || return
	done
	give bp-hung bp-den "$@" && give hq-lan hq-den "$@"
}
impound() {
	clear --as hq-lan --reason violation --order 9/QD impound "$1"
}
waits() {
	of ".checks[] | select(.check == \"$2\") | [.waits_for[]? |
		\"\(.code) \(.check // \"\")@\(.trip // \"\" | .[-1:])\"] | join(\", \")" \
		clear status "$1"
}
driver() {
	of '[.driver[].code] | join(" ")' clear status "$1"
}
# gone ID: how both receivers stand
gone() {
	same '... its receivers wait for nothing else' 'no-giver @1 no-giver @1' \
		"$(waits "$1.2" weight) $(waits "$1.3" weight)"
	same '... their drivers are to do and to pay nothing' \
		'see-officer see-officer' "$(driver "$1.2") $(driver "$1.3")"
	keeps '... they are charged nothing' 1 fee --as phi-nga assess "$1.2"
	same '... for it does not come' no-giver \
		"$(of '.reasons[].code' fee --as phi-nga assess "$1.2")"
	keeps '... and are not let go as if it had' 1 clear --as hq-lan \
		--seen "$(seen "$1.2")" --reason order confirm hq-bai "$1.2"
}

there "$B.1" "$B.2" "$B.3" && give vantai-tu vt-gp "$B.1" || exit 99
check 'a giver is impounded before the transfer' impound "$B.1"
gone "$B"
check 'whoever asks is told what to do' eval 'clear status -f table "$B.2" |
	grep -q "turn the vehicle back, or name another that gives"'
check 'turned back they may go' eval 'clear --as bp-hung --seen "$(seq)" \
	--reason refused turn-back "$B.2" "$B.3" && give bp-hung bp-bai "$B.2" &&
	give hq-lan hq-bai "$B.2"'

C=$(another 31 .) && there "$C.1" "$C.2" "$C.3" || exit 99
check 'a giver is turned back before it' clear --as hq-lan --seen "$(seq)" \
	--reason refused turn-back "$C.1"
gone "$C"

D=$(another 32 .) && there "$D.1" "$D.2" "$D.3" &&
	give vantai-tu vt-gp "$D.1" || exit 99
check 'a receiver is impounded' impound "$D.2"
keeps 'nobody signs a load to it' 1 clear --as bai-xuan-cuong --seen "$(seen "$D.1")" \
	confirm sang-tai "$D.1"
same '... for it is gone' no-receiver "$(of '.reasons[].code' clear \
	--as bai-xuan-cuong --seen "$(seen "$D.1")" confirm sang-tai "$D.1")"
echo '[{"op":"replace","path":"/transfers/t1/to","value":"v3"}]' >"$T/patch"
check 'the other one takes all' ck-declare --as dn-hoa --reason receiver-known \
	--patch "$T/patch" amend "$D"
check '... which is signed' give bai-xuan-cuong sang-tai "$D.1"
same '... and on it' 900 "$(of '[.load[].packages] | add' clear status "$D.3")"

# Of two that give one is gone.
E=$(another 33 '.vehicles[2] |= (.role = "main" | .plate = "桂F·A9999") |
	.vehicles[0].carries = [{goods: "g1", packages: 450, gross_kg: 9000}] |
	.vehicles[2].carries = .vehicles[0].carries |
	.transfers[1] |= (.from = "v3" | .to = "v2")') &&
	there "$E.1" "$E.2" "$E.3" && give vantai-tu vt-gp "$E.1" "$E.3" || exit 99
check 'one of two givers is impounded' impound "$E.1"
same '... the other is waited for' 'after transfer@3' "$(waits "$E.2" weight)"
check '... and signs' give bai-xuan-cuong sang-tai "$E.3"
same '... that is enough' '' "$(waits "$E.2" weight)"
# An export is not made by turning back the vehicle that has it.
F=$(jq '.customs[0].number = "305123456891" | .vehicles[0] |= (.plate =
		"29C-678.90" | del(.trailer, .container)) | .vehicles += [{role:
		"receiving", class: "VT6", nationality: "CN", plate: "桂F·T7788",
		axles: 6, self_kg: 15000}] | .transfers = [{from: "v1", to: "v2",
		goods: "g1"}]' "$top_srcdir/tests/data/clear/export.json" \
	>"$T/export.json" && submit "$T/export.json")
there "$F.1" "$F.2" && give vantai-tu vt-gp "$F.1" "$F.2" &&
	give bai-xuan-cuong sang-tai "$F.1" || exit 99
back() {
	clear --as tt-gate --seen "$(seq)" --reason other-side-refused "$@"
}
keeps 'who has an export on it is not turned back' 1 back turn-back "$F.2"
same '... for back is over the line' load-taken \
	"$(of '.reasons[].code' back turn-back "$F.2")"
check 'the transfer is withdrawn' clear --as bai-xuan-cuong --reason mistake \
	withdraw sang-tai "$F.1"
check '... then it is turned back' back turn-back "$F.2"
same '... empty' '[]' "$(of '.load | tojson' clear status "$F.2")"
check 'the tables are what the log says' verifies
done_testing
