#!/bin/sh
# A newer site file and the site's keys come to a lane's own computer with the
# answer to its call: checked as by ck-store site, loaded as an event of its own
# log, refused when they are not in order or not ours.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store && ck-store key make >"$T/key1" && make_lane || exit 99
asks="tee -a $T/asked | CK_STORE=$T/ck.db ck-gate decide --as tt-gate \
	--lane B0-1 --keep-going - | tee -a $T/told"
# changed JQ: a gatehouse whose answers are changed by it
changed() {
	echo "$house | jq -c --unbuffered 'if .kind == \"expected\" then $1 else . end'"
}
# site_of STORE: version and seq of the site file in effect there
site_of() {
	ck-store site -s "$1" | jq -r 'select(.in_effect) | "\(.version) \(.seq)"'
}
keys_of() {
	ck-store key -s "$1" | jq -r '"\(.key) \(.state) \(.from) \(.until)"'
}
loads() { # N FILTER: version N of the site file, at the gatehouse
	jq ".version = $1${2+ | $2}" "$T/site.json" >"$T/site-$1.json" &&
		ck-store site "$T/site-$1.json" >"$T/loaded"
}
decided() {
	jq -r 'select(.kind == "decision") | "\(.admit) " +
		([.reasons[].code] | join(" "))' "$T/ran"
}
runs() { # TIME COMMAND: the lane, with nothing to do
	rest "$1" | lane "$2" >"$T/ran" 2>"$T/words"
}
refused() {
	jq -r 'select(.kind == "lane_fault" and .code == "site-refused") |
		.line' "$T/ran"
}

# -- the keys

runs 07:01:00 "$asks"
same 'nothing is said' '' "$(cat "$T/words")"
same 'the keys of the site come' "$(keys_of "$T/ck.db")" "$(keys_of "$L")"
same '... as events of the lane' 'key.imported lane:B0-1' \
	"$(lane_log 'select(.event | startswith("key.")) |
		"\(.event) \(.actor)"' | jq -r .)"
same 'the site file does not, for it is the same' 1 \
	"$(lane_log 'select(.event == "site.loaded")' | wc -l)"
jq -c 'select(.kind == "expected")' "$T/told" >"$T/expected"
jq -c 'select(.kind == "lane_call")' "$T/asked" >"$T/calls"
check 'asked and told as the schemas say' eval 'valid lane_call <"$T/calls" &&
	valid expected <"$T/expected"'
check '... with the digest of the file that is known' jq -e \
	'.site_file == "'"$(ck-store site | jq -r .digest)"'"' "$T/calls"
runs 07:02:00 "$house"
before=$(lane_log | wc -l)
{ rest 07:03:00; edge loop_exit 0 07:20:00; } | lane "$asks" >"$T/ran"
check 'a lane that calls again is told nothing twice' test \
	"$(jq -c 'select(.kind == "expected")' "$T/told" | tail -n 3 |
		grep -c site_keys)" -le 1
same '... and writes nothing' "$before" "$(lane_log | wc -l)"

# A key of another site that is known there is no key of ours.
CK_STORE=$T/tt.db ck-store init --simulated \
	--site "$top_srcdir/share/sites/tan-thanh.json" >"$T/tt"
CK_STORE=$T/tt.db ck-store key make >"$T/ttkey"
ck-store key import "$T/ttkey" >"$T/imported"
ck-store key make --from 2026-11-23 >"$T/key2"
ck-store key retire "$(jq -r .key "$T/key1")" --reason lost >"$T/retired"
runs 07:30:00 "$house"
same 'one that was retired, and a new one' \
	"$(keys_of "$T/ck.db" | grep -v ^TT)" "$(keys_of "$L")"
same '... which are' 'CKHN early
CKHN retired' "$(keys_of "$L" | sed 's/\/[0-9a-f]*//' | cut -d ' ' -f 1,2 | sort)"

ck-store key make >"$T/key3"
key3=$(jq -r .key "$T/key3")
runs 07:31:00 "$(changed '.site_keys.keys[].public |= (.[0:60] + "zzzz")')"
check 'a key that is none is told' grep -q \
	'a key of the gatehouse is not taken: expected the public half of a key' \
	"$T/words"
runs 07:32:00 "$(changed '.site_keys.keys[] |= (.of_site = "TT" | del(.key))')"
check 'one of another site too' grep -q \
	'a key of the gatehouse is not taken: TT/' "$T/words"
same 'neither is taken' 2 "$(keys_of "$L" | wc -l)"
jq -c '.until = "2030-01-01T00:00:00+07:00"' "$T/key3" |
	ck-store key import -s "$L" - >"$T/imported"
runs 07:33:00 "$house"
check 'one that is known otherwise is told' grep -q \
	"not taken: $key3 is known here with other times" "$T/words"
same '... and stays as it was' "valid 2030" \
	"$(keys_of "$L" | grep "$key3" | cut -d ' ' -f 2,4 | cut -c 1-10)"
ck-store key retire "$key3" --reason lost >"$T/retired"
runs 07:34:00 "$house"
same '... but retired it is retired' retired \
	"$(keys_of "$L" | grep "$key3" | cut -d ' ' -f 2)"
ck-store key make >"$T/key4"
key4=$(jq -r .key "$T/key4")
ck-store key import -s "$L" "$T/key4" >"$T/imported"
ck-store key retire -s "$L" "$key4" >"$T/retired"
runs 07:35:00 "$house"
same 'one that was retired at the lane stays so' retired \
	"$(keys_of "$L" | grep "$key4" | cut -d ' ' -f 2)"

# -- the site file

trip=$(export_of 12C-111.11).1
at 07:45 called "$trip"
loads 2 '.lanes["B0-1"].degraded = "expected"'
here=$(site_of "$T/ck.db")
# The gatehouse answers the first call, and is gone.
# shellcheck disable=SC2016 # for the shell that it is run by
once='read -r line && printf "%s\n" "$line" | '$house
{ rest 07:50:00; seen 12C11111 07:51:00; drives 07:52; } |
	lane "$once" >"$T/ran" 2>"$T/words"
check 'a newer site file comes' grep -q \
	'lane B0-1: version 2 of the site file came from the gatehouse' "$T/words"
same '... and counts at once: who is expected is admitted' 'true ' "$(decided)"
same '... as an event of the lane, active' '"lane:B0-1" true 2' \
	"$(lane_log 'select(.event == "site.loaded") | .actor, .body.active,
		.body.file_version' | tail -n 3 | xargs -d '\n')"
same '... the same as there' "$(ck-store site | jq -r .digest)" \
	"$(ck-store site -s "$L" | jq -r .digest)"
runs 08:00:00 "$house"
check 'it goes to the gatehouse with the lane'"'"'s log' same_passages
same '... all of it' 0 "$(gate status B0-1 -s "$L" -f json |
	jq .gatehouse.untold)"
same '... where the site file is what it was' "$here" "$(site_of "$T/ck.db")"
same '... loaded by nobody else' 2 \
	"$(log 'select(.event == "site.loaded")' | wc -l)"

# Under way it waits: the first call is answered without it, the second comes
# while a vehicle is under the arm.
loads 3 '.lanes["B0-1"].admit_s = 90'
late=$(changed 'if input_line_number < 2 then del(.site_file) else . end')
{ rest 08:10:00
  at 08:10 gate open B0-1 -s "$L" --reason test |
	jq -c '.at = "2026-11-22T08:10:10+07:00"'
  edge loop_arrive 1 08:10:15; edge limit_down 0 08:10:16
  edge limit_up 1 08:10:18; edge loop_safety 1 08:10:20
  edge loop_arrive 0 08:10:22; edge loop_exit 1 08:12:00
  edge loop_safety 0 08:12:10; edge loop_exit 0 08:12:11
  edge limit_up 0 08:12:14; edge limit_down 1 08:12:16; } |
	lane "$late" >"$T/ran" 2>"$T/words"
check 'one that comes while a vehicle is under the arm' grep -q \
	'version 3 of the site file came' "$T/words"
same '... loses no passage' 1 \
	"$(jq -c 'select(.kind == "passage")' "$T/ran" | wc -l)"
same '... and closes behind it' 1 "$(jq -c 'select(.line == "barrier_close" and
	.value == 1)' "$T/ran" | wc -l)"
same 'it is in force' 3 "$(site_of "$L" | cut -d ' ' -f 1)"

# Its times count at once: what hears and says nothing is waited for no longer.
loads 4 '.lanes["B0-1"].timings.decide_timeout_ms = 100'
# shellcheck disable=SC2016 # as above
silent='read -r line && printf "%s\n" "$line" | '$house' && cat >/dev/null'
{ rest 08:15:00; seen 12C11111 08:15:30; } | timeout 50 ck-gate run B0-1 \
	-s "$L" --as tt-gate --lang en --decider "$silent" \
	>"$T/ran" 2>"$T/words"
same 'the limit for an answer is that of the new file' 'true' \
	"$(jq 'select(.kind == "decision").offline' "$T/ran")"
loads 5 && ck-store site -s "$L" "$T/site-5.json" >"$T/loaded" || exit 99

# -- what is not taken

loads 6
kept=$(site_of "$L")
# refuses WHAT WORDS COMMAND
refuses() {
	{ rest 08:20:00; edge loop_exit 0 08:40:00; } |
		lane "$3" >"$T/ran" 2>"$T/words"
	cat "$T/ran" >>"$T/records"
	check "$1" grep -qF "the site file of the gatehouse is not taken: $2" \
		"$T/words"
	same '... which is a fault, once' decider "$(refused)"
	same '... and the lane goes on by its own' "$kept" "$(site_of "$L")"
}
document() {
	changed "if .site_file then .site_file.document |= ($1) else . end"
}
refuses 'a file of another site' 'it is that of TT' "$(document '.site = "TT"')"
refuses 'a file that is not in order' '/lanes/B0-1/from: ' \
	"$(document '.lanes["B0-1"].from = "nowhere"')"
refuses 'no file at all' '/: an object is expected' "$(document '7')"
refuses 'a file without this lane' 'it has no lane B0-1' \
	"$(document 'del(.lanes["B0-1"], .scales["B0-S1"])')"
refuses 'a file that was changed on its way' 'it is not what was sent' \
	"$(document '.lanes["B0-1"].admit_s = 50')"
refuses 'a file that did not fit' 'it is too long to be brought' \
	"$(changed 'if .site_file then del(.site_file.document) else . end')"
runs 08:41:00 "$(changed 'del(.site_file, .site_keys)')"
same 'an older gatehouse brings nothing, and is heard' ' false' \
	"$(cat "$T/words") $(gate status B0-1 -s "$L" -f json |
		jq '.gatehouse.as_of | startswith("2026-11-22T08:41") | not')"
runs 08:42:00 "$house"
same 'and then it is taken' 6 "$(site_of "$L" | cut -d ' ' -f 1)"

jq '.version = 9' "$T/site.json" >"$T/own.json"
ck-store site -s "$L" "$T/own.json" >"$T/loaded"
kept=$(site_of "$L")
refuses 'an older file than the one in force' \
	'a higher version than 6 is in force here, or another' "$house"
jq '.version = 9 | .lanes["B0-1"].admit_s = 60' "$T/site.json" >"$T/other.json"
ck-store site "$T/other.json" >"$T/loaded"
refuses 'another file of the same version' 'a higher version than 9' "$house"

# Longer than the line has room for, with the list beside it.
gate permit add 29C10001 --lane B0-1 --reason police \
	--until 2026-11-24T00:00:00+07:00 >"$T/permit"
loads 10 '.zones[].name.en |= . + ("x" * 100000)' || exit 99
refuses 'one that is too long' 'it is too long to be brought' "$asks"
same '... the list comes all the same' true "$(jq -c 'select(.site_file.version
	== 10 and (.site_file | has("document") | not)) | .vehicles | length > 0' \
	"$T/told" | tail -n 1)"
ck-store site -s "$L" "$T/site-10.json" >"$T/loaded"

# -- times

loads 11 '.effective = "2026-11-22T08:50:00+07:00"'
CK_NOW=2026-11-22T08:51:00+07:00 ck-store tick >"$T/tick"
runs 08:49:00 "$house"
same 'while the lane'"'"'s clock is behind it is not taken' '10 ' \
	"$(site_of "$L" | cut -d ' ' -f 1) $(refused)"
runs 08:51:00 "$house"
same '... and then it is' 11 "$(site_of "$L" | cut -d ' ' -f 1)"
loads 12 '.effective = "2026-11-22T09:00:00+07:00"'
ck-store site -s "$L" "$T/site-12.json" >"$T/loaded"
CK_NOW=2026-11-22T09:01:00+07:00 ck-store tick >"$T/tick"
runs 09:02:00 "$house"
same 'one that waited at the lane comes into force' \
	'site.activated 12' "$(lane_log 'select(.event == "site.activated") |
		"\(.event) \(.body.file_version)"' | jq -r .)"

# -- who may ask

call='{"kind":"lane_call","lane":"B0-1","origin":"CKHN/B0-1"'
same 'who does not say what it knows is told nothing of it' false \
	"$(echo "$call}" | at 09:05 gate decide --lane B0-1 - |
		jq 'has("site_file") or has("site_keys")')"
check 'who does not act there is told nothing' status 77 sh -c \
	'echo "$1" | ck-gate decide --as dn-hoa --lane B0-1 - >"$2"' - \
	"$call,\"site_file\":\"\",\"site_keys\":\"\"}" "$T/refused"
check '... nothing at all' status 1 grep -q document "$T/refused"

# A simulated gatehouse decides nothing at a real lane.
user=$(id -un)
env -u CK_NOW sh -c 'ck-store init --site "$1" -s "$2" --lane B0-1 &&
	ck-store staff add "$3" --agency admin,gate_centre -s "$2" &&
	ck-gate run B0-1 -s "$2" --lines stdio --lang en --decider "$4" \
		</dev/null' - "$T/site.json" "$T/real.db" "$user" \
	"CK_NOW=$CK_NOW $house" >"$T/ran" 2>"$T/words"
check 'a simulated gatehouse is no gatehouse of a real lane' grep -q \
	'one of the two stores is simulated, the other is not' "$T/words"
same '... and brings it nothing' '1 0' "$(env -u CK_NOW sh -c '
	ck-store log -s "$1" | grep -c site.loaded
	ck-store key -s "$1" | wc -l' - "$T/real.db" | xargs)"

runs 09:30:00 "$house"
check 'the records are as the schemas say' eval \
	'jq -c "select(.kind == \"lane_fault\")" "$T/records" | valid lane_fault'
same 'all is told' 0 "$(gate status B0-1 -s "$L" -f json |
	jq .gatehouse.untold)"
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
