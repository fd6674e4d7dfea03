#!/bin/sh
# An enterprise or a broker acts on and sees what was declared for it, or for
# those whose mandate it has; of others it is told not-yours. The agencies see
# both.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

# The other enterprise's vehicle differs in the province and the first figures.
other() {
	export_with '.enterprise.tax_code = "0100109106" |
		.enterprise.name = "Another" |
		.customs[0].number = "305987654321" |
		.vehicles[0] |= (.plate = "51D-111.22" | .other_plates = [] |
		.trailer = "51R-011.22" | .container = "TGHU7599330")'
}
words() {
	tr -d '"'
}
mine=$(ck-declare submit --as dn-hoa "$export_file" -j '.trips[0].trip' | words)
other >"$T/other.json"
theirs=$(ck-declare submit --as tt-gate "$T/other.json" -j '.trips[0].trip' |
	words)
check 'two enterprises have declared' test -n "$mine" -a -n "$theirs"

# theirs WHAT PROGRAM ARGUMENT...: refused of the other's truck.
denied() {
	denied_what=$1
	shift
	check "$denied_what" status 77 sh -c '"$@" 2>"$0"' "$T/err" "$@" \
		--as "${user:-dn-hoa}"
	check '... is not theirs' grep -q '\[not-yours\]' "$T/err"
}
echo '[{"op":"replace","path":"/vehicles/v1/plate","value":"51D-111.23"}]' \
	>"$T/patch"
before=$(seq)
denied 'into the queue' ck-queue join 51D11122
denied '... by its id' ck-queue join "$theirs"
echo "{\"kind\":\"trip\",\"trip\":\"$theirs\"}" >"$T/trip"
denied '... by a record' ck-queue join - <"$T/trip"
denied 'out of it' ck-queue leave --reason driver-request 51D11122
denied 'its place' ck-queue list 51D11122
denied 'its document' ck-declare show 51D11122
denied '... by its last characters' ck-declare show 11122
denied '... by its container' ck-declare show TGHU7599330
denied '... with its history' ck-declare show --history "${theirs%.*}"
denied '... in a list' ck-declare list 51D11122
denied 'a correction' ck-declare amend --reason mistake "$theirs" \
	--patch "$T/patch"
denied '... that is asked for' ck-declare amend --request --reason mistake \
	"$theirs" \
	--patch "$T/patch"
denied 'its end' ck-declare cancel --reason mistake "$theirs"
denied 'its pass' ck-declare pass "$theirs"
denied 'its standing' ck-clear status 51D11122
denied 'a check of it' ck-clear request kdtv "$theirs"
denied 'its fees' ck-fee list 51D11122
denied 'a fee of it' ck-fee receipt "${theirs%.*}/F1"
denied 'its weighings' ck-weigh list 51D11122
denied 'its ticket' ck-weigh ticket 51D11122
denied '... by the weighing' ck-weigh ticket "$theirs/W1"
denied 'its customs number' ck-declare show --customs 305987654321
denied 'what waits for an agency' ck-clear pending --agency customs
denied 'what holds there are' ck-clear holds --agency customs
denied 'what a lane has decided' ck-gate list B1-1
denied 'the log' ck-store log
denied 'who the others are' ck-store party list
same 'nothing has happened' "$before" "$(seq)"

# near WHAT: what a slip is answered with.
ck-declare show --as dn-hoa 51D11123 >"$T/out" 2>"$T/near"
check 'a near miss does not name it' sh -c "! grep -q 51D-111.22 '$T/near'"
ck-declare show --as tt-gate 51D11123 >"$T/out" 2>"$T/near"
check '... but to the gate' grep -q 51D-111.22 "$T/near"

# Listings leave the others out.
ck-queue join --as tt-gate "$theirs" "$mine" >"$T/joined"
same 'a list has its own' "$mine" \
	"$(ck-declare list --as dn-hoa -j .trip | words)"
same '... the whole for the gate' 2 \
	"$(ck-declare list --as hq-lan -j .trip | wc -l)"
same 'a queue has its own, in its place among all' "2 $mine" \
	"$(ck-queue list export --as dn-hoa -j '"\(.place) \(.trip)"' | words)"
same '... the whole for the gate' 2 \
	"$(ck-queue list export --as tt-gate -j .trip | wc -l)"
ck-fee assess --as phi-nga "$theirs" "$mine" >"$T/fees"
same 'the fees are its own' "$mine" \
	"$(ck-fee list --as dn-hoa -j .trip | sort -u | words)"
check 'its own document it sees' ck-declare show --as dn-hoa "$mine"
check '... with its history' ck-declare show --as dn-hoa --history "$mine"
check '... and where it stands' ck-clear status --as dn-hoa "$mine"
check '... and what is left of its number' \
	ck-declare show --as dn-hoa --customs 305123456780

# A broker, without a mandate and with one; who is struck off keeps nothing.
ck-store --as admin staff add dl-khanh --agency broker:0100233488 >"$T/staff"
user=dl-khanh
denied 'a broker without a mandate' ck-declare show "$mine"
denied '... nor its pass' ck-declare pass "$mine"
for party in 0100233488 0100112437; do
	ck-store --as admin party add $party --name "Party $party" >"$T/party"
done
ck-store --as admin party mandate 0100233488 0100112437 --from 2026-11-01 \
	--to 2026-12-31 --document 12/HD >"$T/mandate"
check 'with one it sees it' ck-declare show --as dl-khanh "$mine"
denied '... not the other' ck-declare show "$theirs"
CK_NOW=2027-11-21T22:46:00+07:00 denied '... nor after it has ended' \
	ck-declare show "$mine"

check 'the tables follow from the log' ck-store verify --all
done_testing
