#!/bin/sh
# What ck-gate prints, and what it takes, is as the schemas say, for an
# independent validator.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is not installed'
make_store || exit 99
A=$(export_of 12C-111.11)
B=$(export_of 12C-111.12)
C=$(export_of 12C-111.13)
check 'a hold' ck-clear hold --as hq-lan --reason goods-doubt "$C.1"
check 'a silent one' ck-clear hold --as hq-lan --silent --reason watch "$C.1"
{
	echo '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"12C11111","confidence":0.97,"at":"2026-11-22T07:00:00+07:00","key":"k1"}'
	echo '{"kind":"sighting","lane":"B1-1","plate":null,"container":"CSQU3054383"}'
	echo '{"kind":"sighting","lane":"B1-1","trip":"'"$C"'"}'
	echo '{"kind":"sighting","lane":"B0-2","plate":"12C1111I"}'
} >"$T/sightings"
{
	cat "$T/sightings"
	gate decide - <"$T/sightings"
	gate decide -n --lane B2-3 12C11111
	called "$A.1"
	called "$B.1"
	at 08:00 gate decide --lane B0-1 12C11111
	gate decide --lane B0-1 12C11112 >"$T/admit"
	cat "$T/admit"
	gate decide --lane B0-2 12C11112
	gate actuate B0-1 <"$T/admit"
	gate open B0-1 --reason test --trip 12C11112
	gate list
	gate list B0-1 B0-2
	{
		echo '{"kind":"edge","lane":"B0-1","line":"loop_safety","value":null}'
		echo '{"kind":"edge","lane":"B0-1","line":"loop_safety","value":1}'
		echo '{"kind":"edge","lane":"B0-1","line":"limit_up","value":false,"at":"2026-11-22T07:00:09+07:00","key":"e1"}'
	} >"$T/edges"
	cat "$T/edges"
	gate watch <"$T/edges"
	passes B0-1 12C11112 "$A.1" 99X-999.99 >"$T/passages"
	cat "$T/passages"
	cat "$T/edges" "$T/passages" | gate run B0-1
	gate run B0-1 <"$T/edges"
} >"$T/records" 2>"$T/words"
check 'every record' "$top_srcdir/tests/records.py" \
	"$top_srcdir/share/schemas" decision edge output passage sighting lane \
	lane_fault <"$T/records"
same 'every fault is a sentence for people, and its code' '' \
	"$(jq -r 'select(.kind == "lane_fault") |
		select(.message | test("^[a-z_]+: .+ \\[[a-z-]+\\]$") | not)' \
		"$T/records")"
same '... that the catalogue has' '' "$(jq -r '.properties.code.enum[]' \
	"$top_srcdir/share/schemas/lane_fault.schema.json" |
	while read -r code; do
		grep -q "{ \"$code\", N_(" "$top_srcdir/lib/lane/told.c" ||
			echo "$code"
	done)"
check 'the store is sound' sound

done_testing
