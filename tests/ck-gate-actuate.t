#!/bin/sh
# Decisions in, orders to open out: for its own lane, in time, once, and logged
# first.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

actuated() {
	gate actuate "$@" 2>"$T/words" >"$T/out"
	jq -r 'if .kind == "output" then "\(.line) \(.value) \(.at[11:23])"
		else "\(.kind) \(.code // .trip)" end' "$T/out"
}

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
gate decide --lane B0-1 12C11111 >"$T/admit"
before=$(length)
same 'an admission closes the open contact for its pulse' \
	'barrier_open 1 07:00:00.000
barrier_open 0 07:00:00.500' "$(actuated B0-1 <"$T/admit")"
same 'the record says for whom, why and how long' \
	"[\"$A.1\",\"12C-111.11\",\"CKHN:22\",\"CKHN:23\",500]" \
	"$(jq -c 'select(.value == 1) | [.trip, .vehicle.label, .decision,
		.opened, .pulse_ms]' "$T/out" |
		sed "s/$(jq -r .decision "$T/admit")/CKHN:22/
			s/CKHN:$((before + 1))/CKHN:23/")"
same 'it is in the log, made by the decision' \
	"[\"gate.opened\",\"tt-gate\",\"lane\",$(jq .decision "$T/admit")]" \
	"$(log '[.event, .actor, .via, .cause]' | tail -n 1)"
before=$(length)
same 'the same decision opens once' 'error decision-used' \
	"$(actuated B0-1 <"$T/admit")"
check '... exit 1' status 1 sh -c 'ck-gate actuate B0-1 --as tt-gate <"$1"' - \
	"$T/admit"
same 'another lane'\''s decision goes by' "$(cat "$T/admit")" \
	"$(gate actuate B0-2 <"$T/admit")"
jq -c '.decision = "CKHN:1"' "$T/admit" >"$T/forged"
same 'a decision that the store does not know' 'error no-such-decision' \
	"$(actuated B0-1 <"$T/forged")"
jq -c 'del(.decision)' "$T/admit" >"$T/nameless"
same 'one without a name' 'error decision' "$(actuated B0-1 <"$T/nameless")"
gate decide --lane B1-1 12C11111 >"$T/deny"
before=$(length)
same 'a denial goes by' "$(cat "$T/deny")" "$(gate actuate B1-1 <"$T/deny")"
jq -c '.admit = true' "$T/deny" >"$T/forged"
same 'a denial with its word turned opens nothing' 'error decision-denied' \
	"$(actuated B1-1 <"$T/forged")"
B=$(export_of 12C-111.12)
called "$B.1" || exit 99
gate decide --lane B0-1 12C11112 >"$T/admit2"
before=$(length)
same 'nor does an admission that is over' 'error decision-expired' \
	"$(sed '1i{"kind":"clock","at":"2026-11-22T07:02:00+07:00"}' \
		"$T/admit2" | actuated B0-1 | tail -n 1)"
same '... and nothing of that is written' "$before" "$(length)"
same 'two at once: the contact is let go in between' 'barrier_open 1 07:00:00.000
barrier_open 0 07:00:00.000
barrier_open 1 07:00:00.000
barrier_open 0 07:00:00.500' "$({
	C=$(export_of 12C-111.13)
	called "$C.1"
	gate decide --lane B0-1 12C11113
	cat "$T/admit2"
} | actuated B0-1)"
check 'who is not on the staff opens nothing' status 77 sh -c '
	ck-gate actuate B0-1 --as nobody <"$1"' - "$T/admit2"
keeps 'no such lane' 67 gate actuate B9-9
keeps 'no lane' 64 gate actuate

# An admission in hand opens nothing for who has no business at the barrier.
C=$(export_of 12C-111.19)
called "$C.1" || exit 99
gate decide --lane B0-1 12C11119 >"$T/admit3"
check 'a broker' ck-store --as admin staff add of-broker \
	--agency broker:0100112437
before=$(length)
check '... opens nothing' status 77 sh -c 'ck-gate actuate B0-1 --as of-broker \
	<"$1" >"$2" 2>&1' - "$T/admit3" "$T/out"
same '... no order is out' '' "$(grep '"output"' "$T/out")"
check '... nor does it run the lane' status 77 sh -c \
	'ck-gate run B0-1 --as of-broker <"$1" >"$2" 2>&1' - "$T/admit3" "$T/out"
same '... and nothing is written' "$before" "$(length)"

# Without a store.
unset CK_NOW
CK_STORE=
export CK_STORE
in_time=$(date -u -d '+1 minute' +%Y-%m-%dT%H:%M:%SZ)
jq -c --arg until "$in_time" '.expires_at = $until' "$T/admit" >"$T/trusted"
check 'without a store it refuses' sh -c 'ck-gate actuate B0-1 --lang en \
	<"$1" 2>&1 | grep -q "no store"' - "$T/trusted"
same '... unless it is told to trust' '1
0' "$(ck-gate actuate B0-1 --trust-input <"$T/trusted" | jq .value)"
same '... but once, and in time' '"output" null
"error" "decision-used"
"error" "decision-expired"
"error" "time"
"output" null' "$({
	cat "$T/trusted" "$T/trusted" "$T/admit"
	jq -c 'del(.expires_at)' "$T/trusted"
} | ck-gate actuate B0-1 --trust-input 2>/dev/null |
	jq -r '"\(.kind | tojson) \(.code | tojson)"')"

done_testing
