#!/bin/sh
# A pass at a lane whose gatehouse is away: it is judged there with the keys of
# the lane's own store, the clock and the last list, and refused for the same
# reasons as at the gatehouse; in order, it is of its trip, if that is expected.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"] |= (.degraded = "expected" |
	.timings.decide_timeout_ms = 60000)'
make_store && ck-store key make >"$T/key" && make_lane &&
	ck-store key import -s "$L" "$T/key" >"$T/imported" || exit 99
key=$(jq -r .key "$T/key")
print() {
	ck-declare -q --as dn-hoa pass --format text "$@"
}
declares() { # PLATE [JQ]: its trip, and its pass
	trip=$(export_of "$@").1 && pass=$(print "$trip")
}
shown() { # PASS TIME [JQ]
	jq -nc '{kind: "sighting", lane: "B0-1", source: "scanner",
		pass: $pass, at: "2026-11-22T\($time)+07:00"}'"${3+ | $3}" \
		--arg pass "$1" --arg time "$2"
}
swap() { # PASS N: with the character at N changed
	printf %s "$1" | awk -v n="$2" '{ c = substr($0, n, 1)
		print substr($0, 1, n - 1) (c == "A" ? "B" : "A") substr($0, n + 1)
	}'
}
decided() {
	jq -r 'select(.kind == "decision") | "\(.trip // "-") \(.admit) " +
		([.reasons[].code] | unique | join(" "))' "$T/ran"
}

declares 12C-111.11; t_1=$trip p_1=$pass
declares 12C-111.12; t_2=$trip p_2=$pass
declares 12C-111.13 '.vehicles[0].container = "CSQU3054383"'
t_3=$trip p_3=$pass
declares 12C-111.14; t_4=$trip p_4=$pass
declares 12C-111.15; t_5=$trip p_5=$pass
declares 12C-111.16; t_6=$trip p_6=$pass
echo '{"vehicles": {"v1": {"plate": "12C-111.95"}}}' >"$T/patch"
ck-declare --as dn-hoa amend "$t_5" --reason mistake --patch "$T/patch" \
	>"$T/amended"
for trip in "$t_1" "$t_2" "$t_3" "$t_5" "$t_6"; do
	at 07:45 called "$trip"
done
rest 07:50:00 | lane "$house" >"$T/ran"

# In order, and expected.
{ rest 07:51:00; shown "$p_1" 07:51:10; shown "$p_1" 07:51:12; drives 07:52
  shown "$p_1" 07:53:00; } | lane false >"$T/ran" 2>"$T/words"
same 'a pass whose trip is expected is admitted, once' "$t_1 true 
$t_1 true 
- false nobody-decides" "$(decided)"
same '... exactly, and repeated when it is shown again' 'exact true' \
	"$(jq -r 'select(.repeated) | "\(.matched) \(.offline)"' "$T/ran")"
check '... and told so' grep -q \
	'offline, as of 07:50: 12C-111.11: may pass lane B0-1 until 07:53' "$T/ran"
same '... its passage is of its trip' "$t_1" \
	"$(jq -r 'select(.kind == "passage").trip' "$T/ran")"
check 'no token is in the log' status 1 eval \
	'ck-store log -s "$L" | grep -q CKP1'

# alone RECORD...: what the lane says of each by itself
alone() {
	{ rest 07:54:00; cat; } | lane false >"$T/ran" 2>"$T/words"
	cat "$T/ran" >>"$T/records"
}
{ shown "$p_4" 07:54:10; shown "$p_2" 07:54:11 '.plate = "I2C11112"'; } | alone
same 'with a plate of its own too; of one who was not called nobody decides' \
	"- false nobody-decides pass-trip-unknown
$t_2 true " "$(decided)"
same '... that it is genuine is said, and of whom' \
	"12C11114 see-officer $t_4" \
	"$(jq -r 'select(.kind == "decision").reasons[] |
		select(.code == "pass-trip-unknown") |
		"\(.on_pass | join(" ")) \(.action) \(.trip)"' "$T/ran")"
shown "$p_2" 07:54:20 '.container = "CSQU3054383"' | alone
same 'with what is of another one that is expected, nobody is meant' \
	'- false nobody-decides' "$(decided)"
shown "$p_6" 07:54:21 '.container = "MSKU9070323"' | alone
same '... of nobody, it says nothing' "$t_6 true " "$(decided)"
{ shown "$p_2" 07:54:22 '.plate = "12C11113"'
  shown "$p_2" 07:54:23 '.plate = "15C99999"'; } | alone
same 'with another plate it is of another vehicle' \
	"$t_3 false pass-mismatch
- false nobody-decides pass-mismatch" "$(decided)"

# The same reasons as at the gatehouse.
at 07:10 ck-store key make --to 2026-11-22T07:54:00+07:00 >"$T/over"
over=$(at 07:10 print "$t_2")
at 07:12 ck-store key make --from 2026-11-22T07:12:00+07:00 >"$T/new"
unknown=$(at 07:12 print "$t_2")
early=$(at 07:12 print "$t_2" --from 2026-11-24)
short=$(at 07:12 print "$t_2" --until 2026-11-22T07:30:00+07:00)
ck-store key import -s "$L" "$T/over" >"$T/imported"
foreign() { # a site of another name prints it
	CK_STORE=$T/tt.db ck-store init --simulated --site \
		"$top_srcdir/share/sites/tan-thanh.json" >"$T/tt"
	CK_STORE=$T/tt.db ck-store key make >"$T/ttkey"
	foreign_trip=$(CK_STORE=$T/tt.db declared export \
		'.vehicles[0].plate = "12C-111.12"').1
	CK_STORE=$T/tt.db print "$foreign_trip"
}
for pass in "$p_5" "$(swap "$p_2" $((${#p_2} - 20)))" "$(swap "$p_2" 34)" \
	"${p_2%????????}" "CKP2${p_2#CKP1}" "${t_2}" "$over" "$(foreign)"; do
	shown "$pass" 07:54:30
	shown "$pass" 07:54:31 '.plate = "12C11112"'
	shown "$pass" 07:54:32 '.plate = "15C99999"'
done >"$T/bad"
{ rest 07:54:00; cat "$T/bad"; } | lane false >"$T/ran" 2>"$T/words"
cat "$T/ran" >>"$T/records"
pass_reasons='select(.kind == "decision") | [.trip, ([.reasons[] |
	select(.code | startswith("pass-"))])]'
jq -c "$pass_reasons" "$T/ran" >"$T/there"
gate decide --lane B0-1 -k - <"$T/bad" | jq -c "$pass_reasons" >"$T/here"
same 'so many are refused' 24 "$(jq -c 'select(.[1] != [])' "$T/there" | wc -l)"
check '... for what the gatehouse would refuse them for, in its words' \
	diff -u "$T/here" "$T/there"
same '... which are' 'pass-foreign pass-forged pass-key pass-outdated pass-unreadable' \
	"$(jq -r '.[1][].code' "$T/there" | sort -u | xargs)"
same '... and none is admitted' '' \
	"$(jq -c 'select(.kind == "decision" and .admit)' "$T/ran")"
same 'amended, it says to what' '12C11115 12C11195' "$(jq -r '.[1][] |
	select(.code == "pass-outdated") | "\(.on_pass[0]) \(.declared[0])"' \
	"$T/there" | head -n 1)"

# What its own keys do not tell.
{ shown "$unknown" 07:54:40; shown "$early" 07:54:41; } | alone
same 'by a key that it was not told of' '- false nobody-decides pass-unknown-key' \
	"$(decided | sort -u)"
ck-store key import -s "$L" "$T/new" >"$T/imported"
{ shown "$early" 07:54:42; shown "$short" 07:54:43; } | alone
same 'too early, too late' '- false nobody-decides pass-early
- false nobody-decides pass-expired' "$(decided)"
ck-store key retire -s "$L" "$key" >"$T/retired"
shown "$p_3" 07:54:44 | alone
same 'by a key that was retired' '- false nobody-decides pass-key' "$(decided)"
fresh=$(at 07:13 print "$t_3")
other=$(at 07:13 print "$t_4")
shown "$fresh" 07:56:00 | alone
same 'when the list is too old, nobody decides' '- false nobody-decides' \
	"$(decided)"

# Of a list without kinds (an older gatehouse) no pass can be compared.
rest 08:00:00 | lane "$house | jq -c --unbuffered \
	'if .vehicles then .vehicles[] |= del(.kinds) else . end'" >"$T/ran"
{ rest 08:01:00; shown "$fresh" 08:01:10; } | lane false >"$T/ran" 2>"$T/words"
same 'nor when the list does not tell what it is to be compared with' \
	'- false nobody-decides' "$(decided)"
rest 08:02:00 | lane "$house" >"$T/ran"
{ rest 08:02:30; shown "$fresh" 08:02:40; drives 08:03; } |
	lane false >"$T/ran" 2>"$T/words"
same '... and then it is good' "$t_3 true " "$(decided)"

# Without the library that verifies, a lane goes on.
mkdir "$T/no" && : >"$T/no/$(sed -n \
	's/^#define HOGWEED_SONAME "\(.*\)"/\1/p' "$top_builddir/config.h")"
{ rest 08:05:00; shown "$p_6" 08:05:10; seen 12C11112 08:05:20; } |
	LD_LIBRARY_PATH=$T/no lane false >"$T/ran" 2>"$T/words"
same 'where nothing can be verified a pass tells nothing, a plate does' \
	"- false nobody-decides
$t_2 true " "$(decided)"

# `manual` admits nobody, and says what is wrong with a pass.
jq '.lanes["B0-1"].degraded = "manual" | .version += 1' "$T/site.json" \
	>"$T/new.json"
ck-store site -s "$L" "$T/new.json" >"$T/loaded" &&
	ck-store site "$T/new.json" >"$T/loaded" || exit 99
rest 08:10:00 | lane "$house" >"$T/ran"
{ rest 08:11:00; shown "$other" 08:11:10; shown "$(swap "$fresh" 34)" 08:11:20
  shown "$unknown" 08:11:30; } | lane false >"$T/ran" 2>"$T/words"
cat "$T/ran" >>"$T/records"
same 'a lane that is to be opened by hand tells the officer' \
	'- false nobody-decides pass-trip-unknown
- false nobody-decides pass-forged
- false nobody-decides' "$(decided)"

rest 08:20:00 | lane "$house" >"$T/ran"
check 'all of it is at the gatehouse, every passage once' same_passages
same '... the decisions too' "$(lane_log 'select(.event == "gate.decided" and
	.body.as_of).body.reasons' | jq -sc .)" \
	"$(log 'select(.event == "gate.decided" and .body.as_of).body.reasons' |
		jq -sc .)"
check 'the records are as the schemas say' eval \
	'jq -c "select(.kind == \"decision\")" "$T/records" | valid decision'
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
