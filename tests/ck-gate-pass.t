#!/bin/sh
# A pass at a lane: it names its trip and opens nothing. Altered, forged, of
# another site or vehicle, too early or too late, by an old or a retired key,
# it is refused with its own reason. A lane needs no more than the key.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store
trip=$(export_of 12C-123.45 '.vehicles[0].container = "CSQU3054383" |
	.vehicles[0].trailer = "12R-001.23"').1
ck-store key make >"$T/key"
key=$(jq -r .key "$T/key")
print() {
	ck-declare -q --as dn-hoa pass --format text "$@"
}
pass=$(print "$trip")

# codes [JQ]: those of the denial of a sighting; its trip
seen() {
	jq -nc --arg pass "$pass" "{kind: \"sighting\"} + ($1)" >"$T/sighting"
	gate decide --lane B0-1 - <"$T/sighting" >"$T/decision"
	cat "$T/decision" >>"$T/records"
	jq -r '"\(.trip // "-") \([.reasons[].code] | unique | join(" "))"' \
		"$T/decision"
}
shown() { # TEXT
	gate decide --lane B0-1 "$1" >"$T/decision"
	cat "$T/decision" >>"$T/records"
	jq -r '"\(.trip // "-") \([.reasons[].code] | unique | join(" "))"' \
		"$T/decision"
}

# -- a good one

same 'it identifies, and does not authorise' "$trip not-called" \
	"$(shown "$pass")"
same '... exactly' exact "$(jq -r .matched "$T/decision")"
same 'as a member of a sighting too' "$trip not-called" \
	"$(seen '{$pass, source: "scanner"}')"
same 'as a scanner types it, with Caps Lock' "$trip not-called" \
	"$(shown "$(printf %s "$pass" | tr A-Z2-7 a-z2-7)")"
same '... on a line that ends in CR LF' "$trip" \
	"$(printf '%s\r\n' "$pass" | gate decide --lane B0-1 - | jq -r .trip)"
same 'with the plate that a camera read' "$trip not-called" \
	"$(seen '{$pass, plate: "12C12345"}')"
same 'one character taken for another' "$trip not-called" \
	"$(seen '{$pass, plate: "I2C12345"}')"
same "with the trailer's plate" "$trip not-called" \
	"$(seen '{$pass, plate: "12R-00123"}')"
same 'with the container' "$trip not-called" \
	"$(seen '{$pass, container: "CSQU 305438 3"}')"
same 'a plate that could not be read tells nothing' "$trip not-called" \
	"$(seen '{$pass, plate: "unknown"}')"
log 'select(.event == "gate.decided")' | tail -n 1 >"$T/decided"
same 'the log names it by its digest' "$(log '
	select(.event == "pass.issued") | .body.digest')" \
	"$(jq .body.sighting.pass_digest "$T/decided")"
check '... and cannot be used to print it' status 1 grep -q CKP1 "$T/decided"
check 'the decision rests on the key too' eval \
	'jq -e --argjson seq "$(jq .seq "$T/key")" \
		".body.rests_on | index(\"CKHN:\(\$seq)\")" "$T/decided"'
called "$trip"
same 'called, it may pass' "$trip " "$(shown "$pass")"

# -- a bad one; each with what a driver is told

refused() { # WHAT CODE TRIP GOT
	same "$1" "$3 $2" "$4"
	check '... who must act, and words in three languages' jq -e \
		--arg code "$2" '.reasons[] | select(.code == ($code / " ")[0]) |
		.agency and .action and .message and .driver_text.vi and
		.driver_text.en and .driver_text.zh' "$T/decision"
}
swap() { # N: with the character at N changed
	printf %s "$pass" | awk -v n="$1" '{
		c = substr($0, n, 1)
		print substr($0, 1, n - 1) (c == "A" ? "B" : "A") substr($0, n + 1)
	}'
}
other=$(export_of 12C-222.22).1
refused 'another plate than its own' 'pass-mismatch' "$other" "$(
	seen '{$pass, plate: "12C22222"}' | sed 's/not-called //')"
same '... says which' '12C22222 12C12345 12R00123' "$(jq -r '.reasons[] |
	select(.code == "pass-mismatch") | "\(.read) \(.on_pass[0]) \(.on_pass[-1])"' \
	"$T/decision")"
refused 'a plate of nobody' 'pass-mismatch unknown-vehicle' - \
	"$(seen '{$pass, plate: "15C99999"}')"
refused 'another container' 'pass-mismatch unknown-vehicle' - \
	"$(seen '{$pass, container: "MSKU9070323"}')"
refused 'another trip told beside it' 'pass-mismatch' "$other" "$(
	seen "{\$pass, trip: \"$other\"}" | sed 's/not-called //')"
refused 'an id where a pass should be' pass-unreadable - \
	"$(seen "{pass: \"$trip\"}")"
refused 'cut short' pass-unreadable - "$(shown "${pass%????????}")"
refused 'too much of it' pass-unreadable - "$(shown "${pass}AAAAAAAA")"
refused 'of another version' pass-unreadable - "$(shown "CKP2${pass#CKP1}")"
refused 'another signature' pass-forged - \
	"$(shown "$(swap $((${#pass} - 20)))")"
refused 'another trip inside' pass-forged - "$(shown "$(swap 34)")"

# Every character of it, in one stream; zero or a dash would be no base32.
n=1
while [ $n -le ${#pass} ]; do
	swap $n
	n=$((n + 1))
done >"$T/altered"
gate decide --lane B0-1 -k - <"$T/altered" >"$T/decisions"
same 'each character changed: all are refused' "${#pass} 0" "$(
	jq -s -r '"\(length) \([.[] | select(.admit)] | length)"' \
		"$T/decisions")"
same '... none names a trip' 0 "$(jq -s '[.[] | select(.trip)] | length' \
	"$T/decisions")"
same '... all for a reason of the pass or of nobody' '' "$(
	jq -r '.reasons[].code' "$T/decisions" |
		grep -vE '^(pass-|unread|unknown-vehicle)' | sort -u)"

# -- the trip is over

over=$(export_of 12C-444.44 .)
old=$(print "$over.1")
ck-declare --as dn-hoa cancel --reason mistake "$over" >"$T/.cancelled"
same 'the pass of a cancelled trip' "$over.1 closed" "$(shown "$old")"
same '... asks for a declaration' 'declare null' "$(jq -r \
	'.reasons[0] | "\(.action) \(.again)"' "$T/decision")"
again=$(export_of 12C-444.44 '.expected_at = "2026-11-23T09:00:00+07:00"').1
same '... when it was declared again' "$over.1 closed" "$(shown "$old")"
same '... for its new pass' "new-pass $again" "$(jq -r \
	'.reasons[0] | "\(.action) \(.again)"' "$T/decision")"
check '... in words' eval 'jq -r ".reasons[0].driver_text.en,
	.reasons[0].message" "$T/decision" | grep -c "pass" | grep -qx 2'

# -- the declaration is amended after it was printed

third=$(export_of 12C-333.33 '.vehicles[0].container = "MSKU9070323"').1
old=$(print "$third")
amended() { # PATCH
	printf '%s\n' "$1" >"$T/patch"
	ck-declare --as dn-hoa amend "$third" --reason mistake \
		--patch "$T/patch" >"$T/.amended"
}
check 'a trip gets another plate' \
	amended '{"vehicles": {"v1": {"plate": "12C-333.34"}}}'
refused 'the pass is good no more, whoever shows it' pass-outdated - \
	"$(shown "$old")"
same '... and says why' \
	'plate 12C33333 12C33334 the declaration was amended since the pass was printed: not 12C33333 any more, but 12C33334' \
	"$(jq -r '.reasons[0] | "\(.identifier) \(.on_pass[0]) \(.declared[0]) \(.message)"' \
		"$T/decision")"
check '... and rests on the trip as it is' eval \
	'log "select(.event == \"gate.decided\")" | tail -n 1 |
		jq -e "[.body.rests_on[] | split(\":\")[1] | tonumber] |
			index($(ck-clear --as tt-gate status -f json -q "$third" |
				jq .version))"'
refused 'the old truck itself' 'pass-outdated unknown-vehicle' - \
	"$(seen '{pass: "'"$old"'", plate: "12C33333"}')"
same 'the new one is known by its plate' "$third not-called pass-outdated" \
	"$(seen '{pass: "'"$old"'", plate: "12C33334"}')"
check 'nor is the trip opened with it' status 65 \
	gate open B0-1 --reason test --trip "$old"
old=$(print "$third")
same 'a new pass is good' "$third not-called" "$(shown "$old")"
check 'another container' \
	amended '{"vehicles": {"v1": {"container": "TNAU9000302"}}}'
refused '... outdates it too' pass-outdated - "$(shown "$old")"
same '... by its container' container \
	"$(jq -r '.reasons[0].identifier' "$T/decision")"
old=$(print "$third")
check 'none any more' amended '{"vehicles": {"v1": {"container": null}}}'
refused '... does as well' pass-outdated - "$(shown "$old")"
old=$(print "$third")
check 'what was never on it' \
	amended '{"vehicles": {"v1": {"container": "MSKU9070323"}}}'
same '... leaves it good' "$third not-called" "$(shown "$old")"
check 'other members too' amended '{"goods": {"g1": {"packages": 1100}}}'
same '... leave it good' "$third not-called" "$(shown "$old")"

# -- times

print "$other" --from 2026-11-24 >"$T/later"
refused 'a pass of a future day' pass-early - "$(shown "$(cat "$T/later")")"
short=$(print "$other" --until 2026-11-22T08:00:00+07:00)
same 'until its end it is good' "$other" "$(
	CK_NOW=2026-11-22T07:59:59+07:00 gate decide --lane B0-1 "$short" |
		jq -r .trip)"
CK_NOW=2026-11-22T08:00:00+07:00
refused 'then it is over' pass-expired - "$(shown "$short")"
CK_NOW=2026-11-22T07:00:00+07:00

# -- keys

CK_NOW=2026-11-22T07:10:00+07:00
ck-store key make >"$T/key2"
refused_key() { # WHAT STATE
	refused "$1" pass-key - "$(shown "$pass")"
	same "... $2" "$2" "$(jq -r '.reasons[0].state' "$T/decision")"
}
same 'an older key that still holds is good' "$trip" \
	"$(shown "$pass" | cut -d ' ' -f 1)"
second=$(print "$other")
same 'new passes are by the newer' "$(jq -r .key "$T/key2")" \
	"$(log 'select(.event == "pass.issued") | .body.key' | tail -n 1 |
		jq -r .)"
CK_NOW=2027-11-22T07:05:00+07:00
refused_key 'when the key is over, so is the pass' over
CK_NOW=2026-11-22T07:20:00+07:00
ck-store key retire "$key" >"$T/.retired"
refused_key 'a retired key is good for nothing' retired
same 'the other key is not touched' "$other" \
	"$(shown "$second" | cut -d ' ' -f 1)"
check 'as an operand it is refused too' status 65 \
	ck-clear --as tt-gate status "$pass"
same '... with its code' pass-key "$(printf '%s\n' "$pass" |
	ck-clear --as tt-gate status -k - -f json 2>"$T/.err" |
	jq -r .code)"
check '... and is not shown whole' status 1 grep -q "$pass" "$T/.err"
same 'a good one names its trip anywhere' "$other" \
	"$(ck-clear --as tt-gate status -f json "$second" | jq -r .trip)"
check 'also where it is opened by hand' eval \
	'gate open B0-1 --reason test --trip "$second" | jq -e ".trip == \"$other\""'
check '... but not a bad one' status 65 \
	gate open B0-1 --reason test --trip "$pass"

same 'the lane itself takes it as decide does' "$other not-called" "$(
	jq -nc --arg pass "$second" "{kind: \"sighting\", \$pass,
		at: \"$CK_NOW\"}" | gate run B0-1 |
		jq -r 'select(.kind == "decision") |
			"\(.trip) \(.reasons[0].code)"')"

# -- another site: its own key, the same trip number

tt() {
	program=$1
	shift
	"$program" --store "$T/tt.db" "$@"
}
tt ck-store init --simulated --site "$top_srcdir/share/sites/tan-thanh.json" \
	>"$T/.init"
tt ck-store key make >"$T/ttkey"
jq -c '.vehicles[0].plate = "12C-222.22"' \
	"$top_srcdir/tests/data/trade/declaration-export.json" |
	tt ck-declare submit --as "$(tt ck-store staff |
		jq -r 'select(.agencies[] | startswith("enterprise:")).user' |
		head -n 1)" >"$T/.submitted"
foreign=$(tt ck-declare -q pass --format text \
	"$(jq -r '.trips[0].trip' "$T/.submitted")")
check 'another site prints passes too' test -n "$foreign"
refused 'its pass is refused here' pass-foreign - "$(shown "$foreign")"
same '... and the site named' TT "$(jq -r '.reasons[0].of_site' "$T/decision")"
ck-store key import "$T/ttkey" >"$T/.imported"
refused 'also when its key is known' pass-foreign - "$(shown "$foreign")"
# Its bytes under our name: TT is two letters, so a site of four has another
# layout; the nearest forgery is a key of theirs that claims to be ours.
jq -c '.of_site = "CKHN" | del(.key)' "$T/ttkey" |
	tt ck-store key import - >"$T/.claimed"
stranger() {
	ck-store --store "$T/false.db" "$@"
}
CK_STORE=$T/false.db
make_store
false_trip=$(export_of 12C-222.22).1
ck-store key make >"$T/falsekey"
forged=$(ck-declare -q pass --format text "$false_trip")
CK_STORE=$T/ck.db
refused 'a gate that calls itself ours signs with a key nobody knows' \
	pass-unknown-key - "$(shown "$forged")"

# -- a lane alone: the site, the key, and nothing else

lane() {
	program=$1
	shift
	CK_STORE=$T/lane.db "$program" --lang en "$@"
}
lane ck-store init --simulated --site "$T/site.json" >"$T/.init"
at_lane() {
	lane ck-gate --as tt-gate decide --lane B0-1 "$1" |
		jq -r '[.reasons[].code] | join(" ")'
}
same 'without the key it knows nobody' pass-unknown-key "$(at_lane "$second")"
lane ck-store key import "$T/key2" >"$T/.imported"
same 'with it the pass is in order, its trip not expected' pass-trip-unknown \
	"$(at_lane "$second")"
alone=$(lane ck-gate --as tt-gate decide --lane B0-1 "$second" |
	tee -a "$T/decisions" | jq -c '.reasons[0]')
same '... that it is genuine is said, and of whom' "$(printf %s "$alone" |
	jq -r '"the pass of \(.on_pass | join(", ")) is genuine"')" \
	"$(printf %s "$alone" | jq -r '.message | sub(" and holds .*"; "")')"
same '... and which trip is not known' "$other is not known here see-officer" \
	"$(printf %s "$alone" |
		jq -r '"\(.message | sub(".* its trip "; "")) \(.action)"')"
same 'with a plate of another truck it is not that one' \
	'pass-mismatch unknown-vehicle' "$(jq -nc --arg pass "$second" \
	'{kind: "sighting", lane: "B0-1", $pass, plate: "15C99999"}' |
	lane ck-gate --as tt-gate decide --lane B0-1 |
	jq -r '[.reasons[].code] | join(" ")')"
same 'altered, it is forged there too' pass-forged \
	"$(at_lane "$(pass=$second; swap $((${#second} - 30)))")"
CK_STORE=$T/lane.db export_of 12C-123.45 >"$T/.expected"
CK_STORE=$T/lane.db export_of 12C-222.22 >"$T/.expected"
same 'expected, it is found by it' "$other" \
	"$(lane ck-gate --as tt-gate decide --lane B0-1 "$second" | jq -r .trip)"

check 'the records are as the schema says' eval \
	'cat "$T/records" "$T/decisions" | valid decision'
check 'the tables follow from the log' sound

done_testing
