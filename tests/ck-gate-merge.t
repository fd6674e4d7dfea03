#!/bin/sh
# What the computer of a lane tells of its own log becomes part of the site's:
# each line once, in the lane's order, with the lane's own time.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store || exit 99
L=$T/lane.db
tab=$(printf '\t')
status_of() {
	"$@" >"$T/.got" 2>"$T/.words"
	echo $?
}
check 'the store of a lane' sh -c 'ck-store init --simulated -s "$1" \
	--site "$2" --lane B0-1 >"$3"' - "$L" "$T/site.json" "$T/made"
check '... says so' test "$(jq -r .lane "$T/made")" = B0-1
check '... as the schema says' eval 'valid store <"$T/made"'
same '... with a log of its own' CKHN/B0-1 \
	"$(ck-store head -s "$L" -f json | jq -r .origin)"
check 'a lane that the site has not' status 67 ck-store init --simulated \
	-s "$T/other.db" --site "$T/site.json" --lane B0-9
check '... leaves nothing' test ! -e "$T/other.db"

A=$(export_of 12C-111.11)
B=$(export_of 12C-111.12)
called "$A.1"
called "$B.1"
gate permit add 29C10001 --lane B0-1 --reason police \
	--until 2026-11-24T00:00:00+07:00 >"$T/permit"

call() {
	jq -nc '{kind: "lane_call", lane: "B0-1", origin: "CKHN/B0-1",
		first: $first, at: "2026-11-22T07:05:00+07:00"}' \
		--arg first "$(first)"
}
first() {
	ck-store log --hash -s "$L" | head -n 1 | cut -f 1
}
# jq 1.6 breaks a character that lies across its buffer, of lines read with -R.
lines() {
	ck-store log --hash -s "$L" | while IFS="$tab" read -r hash line; do
		jq -nc --arg hash "$hash" --arg line "$line" \
			'{kind: "lane_log", lane: "B0-1", hash: $hash,
			line: $line}'
	done
}
told() {
	at 12:00 gate decide --lane B0-1 --keep-going -
}
call >"$T/call"
told <"$T/call" >"$T/expected"
check 'whom to expect' eval 'valid expected <"$T/expected"'
check '... was asked for as the schema says' eval 'valid lane_call <"$T/call"'
same '... who was called, and the permit' "$A.1 12C11111
$B.1 12C11112
CKHN-P00001 29C10001" "$(jq -r '.vehicles[] |
	"\(.trip // .permit) \(.names | join(" "))"' "$T/expected")"
same '... and nothing is merged yet' 0 "$(jq .merged "$T/expected")"
gate out-of-service B0-1 --reason repair >"$T/.out" 2>&1 ||
	gate out-of-service B0-1 --reason "$(jq -r '.reasons.lane | keys[0]' \
		"$T/site.json")" >"$T/.out"
same '... nobody at a lane out of service' '[]' \
	"$(told <"$T/call" | jq -c .vehicles)"
gate in-service B0-1 >"$T/.in"

passes B0-1 12C11111 99X-999.99 |
	jq -c '.at = "2026-11-22T09:30:00+07:00"' |
	ck-gate run B0-1 -s "$L" --as tt-gate >"$T/ran"
ck-gate open B0-1 -s "$L" --as bp-anh --reason test >"$T/opened" 2>&1 ||
	ck-gate open B0-1 -s "$L" --as tt-gate --reason test >"$T/opened"
lines >"$T/lines"
check 'the lines, as the schema says' eval 'valid lane_log <"$T/lines"'
before=$(length)
told <"$T/lines" >"$T/merged"
check 'they are taken' eval 'valid merged <"$T/merged"'
same '... all of them, in order' "$(jq -n '[range(1; $n + 1)]' -c \
	--argjson n "$(wc -l <"$T/lines")")" "$(jq -sc 'map(.merged)' "$T/merged")"
same '... who was seen is found' "$A.1
99X99999" "$(log 'select(.event == "gate.passed").subject' | jq -r .)"
same '... at the time of the lane' '"2026-11-22T09:30:00.000+07:00"
"2026-11-22T09:30:00.000+07:00"' \
	"$(log 'select(.event == "gate.passed") | .occurred')"
same '... and its trip is where it drove' '"yard"' \
	"$(log 'select(.event == "trip.moved").body.to')"
same '... with the line as the cause' "$(ck-store log -s "$L" |
	jq -c 'select(.event == "gate.passed" or .event == "gate.opened") |
		"\(.origin):\(.seq)"')" "$(log 'select(.event == "gate.passed" or
		.event == "gate.opened").cause')"
check '... and who opened by hand' test \
	"$(log 'select(.event == "gate.opened").body.by' | jq -r .)" = \
	"$(ck-store log -s "$L" |
		jq -r 'select(.event == "gate.opened").actor')"
taken=$(length)
check '... by some events' test "$taken" -gt "$before"

told <"$T/lines" >"$T/again"
same 'told again, nothing is done again' "$taken" "$(length)"
same '... and every line is answered' "$(jq -c .merged "$T/merged")" \
	"$(jq -c 'select(.repeated).merged' "$T/again")"
same 'it says how far it is' "$(wc -l <"$T/lines")" \
	"$(told <"$T/call" | jq .merged)"

# What does not follow.
passes B0-1 12C11112 | ck-gate run B0-1 -s "$L" --as tt-gate >"$T/ran"
passes B0-1 99X-1 | ck-gate run B0-1 -s "$L" --as tt-gate >"$T/ran"
lines | tail -n 2 >"$T/new"
jq -c '.line |= sub("12C11112"; "12C11113")' "$T/new" | head -n 1 >"$T/bad"
same 'a line that was changed' '65 lane-chain' \
	"$(status_of told <"$T/bad") $(jq -r .code "$T/.got")"
tail -n 1 "$T/new" >"$T/bad"
same 'a line before it is missing' '65 lane-gap' \
	"$(status_of told <"$T/bad") $(jq -r .code "$T/.got")"
jq -c '.line |= sub("B0-1"; "B0-2")' "$T/new" | head -n 1 >"$T/bad"
same 'the log of another lane' '65 lane-origin' \
	"$(status_of told <"$T/bad") $(jq -r .code "$T/.got")"
jq -c 'del(.hash)' "$T/new" | head -n 1 >"$T/bad"
same 'no hash' '65 lane-line' \
	"$(status_of told <"$T/bad") $(jq -r .code "$T/.got")"
jq -c '.line |= sub(",\"simulated\":true"; "")' "$T/new" |
	head -n 1 >"$T/bad"
same 'of a real store, to a simulated one' '65 lane-simulated' \
	"$(status_of told <"$T/bad") $(jq -r .code "$T/.got")"
head -n 1 "$T/new" >"$T/bad"
check 'by who does not act there' status 77 sh -c \
	'ck-gate decide --as dn-hoa --lane B0-1 - <"$1" >"$1.out" 2>&1' - \
	"$T/bad"
same '... none of it is taken' "$taken" "$(length)"
check 'without --lane it goes on as it came' test \
	"$(gate decide - <"$T/bad")" = "$(cat "$T/bad")"
check 'the rest is taken' eval 'told <"$T/new" >"$T/merged"'

# It was alone, and is heard when the site has decided anew.
at 11:00 ck-gate run B0-1 -s "$L" --as tt-gate --decider false \
	>"$T/ran" 2>"$T/words" <<END
{"kind":"sighting","lane":"B0-1","plate":"99X-3","at":"2026-11-22T11:00:00+07:00"}
END
at 11:30 gate decide --lane B0-1 99X-3 >"$T/decided"
lines >"$T/new"
check 'what it decided alone is taken' eval 'told <"$T/new" >"$T/merged"'
same '... as what it decided then' 'unknown-vehicle nobody-decides' \
	"$(log 'select(.event == "gate.decided" and .subject == "99X3") |
		.body.reasons[].code' | jq -r . | xargs)"
same '... and the newest is what was decided last' unknown-vehicle \
	"$(at 11:30 gate decide --lane B0-1 99X-3 |
		jq -r 'select(.repeated).reasons[].code')"

# The computer is replaced: a new log of the same name.
rm "$L"*
at 10:00 ck-store init --simulated -s "$L" --site "$T/site.json" --lane B0-1 \
	>"$T/made"
passes B0-1 99X-2 | jq -c '.at = "2026-11-22T10:00:00+07:00"' |
	ck-gate run B0-1 -s "$L" --as tt-gate >"$T/ran"
same 'of a new log nothing is there' 0 "$(call | told | jq .merged)"
check 'its lines are taken' eval 'lines | told >"$T/merged"'
same '... each once' 1 \
	"$(log 'select(.event == "gate.passed" and .subject == "99X2")' | wc -l)"
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
