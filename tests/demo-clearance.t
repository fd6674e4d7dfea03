#!/bin/sh
# ck-clearance takes one truck from its declaration over the line; without
# customs' release the lane stops it.
. "${0%/*}/lib.sh"

for program in ck-gate ck-sync ck-weigh; do
	command -v "$program" >/dev/null || skip_all "$program is not built"
done
[ -x /usr/bin/python3 ] || skip_all 'python3 is not installed'

CK_NOW=2026-11-22T05:00:00+07:00
export CK_NOW

cat >"$T/truck.json" <<'JSON'
{"direction":"export","expected_at":"2026-11-22T08:00:00+07:00",
 "enterprise":{"tax_code":"0100112437"},
 "customs":[{"number":"305123456780","type":"B11","office":"15BB"}],
 "goods":[{"customs":"c1","hs":"08106000","name":"Sầu riêng tươi",
	"origin":"VN","packages":1200,"unit":"CT","gross_kg":21500,
	"net_kg":20400,"value":1850000000,"currency":"VND"}],
 "vehicles":[{"class":"VT6","nationality":"VN","plate":"12C-123.45",
	"trailer":"12R-001.23","container":"CSQU3054383","axles":6,
	"self_kg":15200,"crew":[{"role":"driver","name":"Nông Văn Hùng"}]}]}
JSON

fact() {	# SEQ CHANNEL STATE
	printf '{"seq":%d,"soTK":"305123456780","luong":%d,"trangThai":"%s",' "$@"
	printf '"maLH":"B11","thoiGian":"2026-11-22T04:00:00+07:00"}\n'
}

# clear_it: in a new store, with what the peer has to say and a truck of 36,740
# kg on the scale; a command before it.
clear_it() {
	rm -f "$T"/ck.db* "$T/scale"
	ck-store init --simulated --site \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/init"
	[ $# -eq 0 ] || "$@" >"$T/before" || return 99
	mkfifo "$T/peer.in" "$T/peer.out" "$T/truck" "$T/bridge"
	"$top_srcdir/tests/sim/peer" --facts "$T/facts" \
		<"$T/peer.in" >"$T/peer.out" &
	exec 3>"$T/peer.in" 4<"$T/peer.out"
	read -r _ url <&4
	"$top_builddir/tests/sim/scale-pty" --protocol yaohua-a9 --fast \
		--link "$T/scale" <"$T/truck" >"$T/bridge" &
	exec 5>"$T/truck" 6<"$T/bridge"
	echo 'truck 36740' >&5
	read -r _ <&6
	cleared=0
	ck-clearance -a "$top_srcdir/share/adapters" -c "$url" \
		-d "$T/scale" -s B1-S1 "$T/truck.json" >"$T/said" 2>&1 ||
		cleared=$?
	exec 3>&- 4<&- 5>&- 6<&-
	wait
	rm -f "$T/peer.in" "$T/peer.out" "$T/truck" "$T/bridge"
	cat "$T/said"
	return "$cleared"
}

zone() {
	ck-declare list --state all --format json | jq -r '.zone, .leg'
}

{ fact 1 1 dang_ky; fact 2 2 thong_quan; } >"$T/facts"
check 'a truck is cleared' clear_it
prints 'it is over the line, and will come home' "abroad
home" zone
check 'customs read its documents, since its channel is yellow' \
	grep -q 'customs_documents  confirmed' "$T/said"
check 'the log holds' ck-store verify --all

fact 1 1 dang_ky >"$T/facts"
check 'without release a lane stops it' status 1 clear_it
check 'and says what it waits for' grep -q 'check-open' "$T/said"
prints 'it waits in the yard' "yard
out" zone
{ fact 1 1 dang_ky; fact 2 2 thong_quan; } >"$T/facts"
check 'what one officer may not do ends it there' status 77 clear_it \
	ck-store --as admin staff end bp-hung
check 'with the reason' grep -q 'staff-dates' "$T/said"
prints 'nothing is done after it' 0 sh -c \
	'ck-weigh list --format json | wc -l'

prints 'usage' '64' sh -c 'ck-clearance 2>/dev/null; echo $?'
prints 'no such option' '64' sh -c 'ck-clearance --tongue vi x 2>/dev/null; echo $?'
prints 'a language that is not named' '64' \
	sh -c 'ck-clearance --lang 2>/dev/null; echo $?'
for option in '--lang xx' '--lang=xx'; do
	# shellcheck disable=SC2086 # an option and its word
	ck-clearance $option "$T/truck.json" >"$T/.out" 2>"$T/.words"
	same "the programs are told: $option" 1 \
		"$(grep -c 'no such language: xx' "$T/.words")"
done

done_testing
