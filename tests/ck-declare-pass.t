#!/bin/sh
# A pass is printed: as text, on a page, as a picture, on a terminal; a reader
# of QR codes reads back what was printed.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store
trip=$(export_of 12C-123.45 '.vehicles[0].container = "CSQU3054383"').1
print() {
	ck-declare -q --as dn-hoa pass "$@"
}

check 'without a key there is no pass' status 67 print "$trip"
ck-store key make >"$T/key"
check 'with one there is' eval 'print "$trip" >"$T/pass"'
same 'it says of what, and how long' \
	"$trip 12C-123.45 2026-11-22T07:00:00.000+07:00 2026-11-25T07:00:00.000+07:00" \
	"$(jq -r '"\(.trip) \(.vehicle.label) \(.from) \(.until)"' "$T/pass")"
same 'the log has its digest' "$(jq -r '"\(.digest) \(.key)"' "$T/pass")" \
	"$(log 'select(.event == "pass.issued") | .body' |
		jq -r '"\(.digest) \(.key)"')"
text=$(jq -r .pass "$T/pass")
check '... and not the token' status 1 eval 'ck-store log | grep -q "$text"'
same 'the head is that of its own event' \
	"$(log 'select(.event == "pass.issued") | "\(.origin) \(.seq)"')" \
	"$(jq '"\(.head.origin) \(.head.seq)"' "$T/pass")"
padding=$(((8 - (${#text} - 4) % 8) % 8))
same 'the digest is that of its bytes' "$(jq -r .digest "$T/pass")" "$(
	{ printf %s "${text#CKP1}"; printf '%.*s' "$padding" =======; } |
		base32 -d | sha256sum | cut -c 1-64)"
check 'dry, it is not written down' eval 'before=$(length)
	print --dry-run "$trip" >"$T/dry" && [ "$before" = "$(length)" ]'

# -- who, and of what

check 'an officer does not print it' status 77 \
	ck-declare --as hq-lan pass "$trip"
check 'the gate centre does' ck-declare --as tt-gate pass "$trip"
check 'of no trip there is none' status 67 print CKHN-20261122-09999.1
check 'until before from' status 64 print --until 2026-11-21 "$trip"
check 'no time' status 64 print --until tomorrow "$trip"
print --from 2026-11-23 --until 2026-11-24T12:00:00+07:00 "$trip" >"$T/later"
same 'from and until are taken' \
	'2026-11-23T00:00:00.000+07:00 2026-11-24T12:00:00.000+07:00' \
	"$(jq -r '"\(.from) \(.until)"' "$T/later")"
print --from 23:30 --until 06:15 "$trip" >"$T/hours"
same 'an hour is the next one' \
	'2026-11-22T23:30:00.000+07:00 2026-11-23T06:15:00.000+07:00' \
	"$(jq -r '"\(.from) \(.until)"' "$T/hours")"
check 'no hour' status 64 print --until 24:00 "$trip"
print --until 2040-01-01 "$trip" >"$T/long"
same 'it ends with its key' "$(jq -r .until "$T/key")" \
	"$(jq -r .until "$T/long")"
check 'a stream of declarations gets its passes' eval \
	'echo "{\"declaration\":\"${trip%.*}\"}" | print | jq -e .pass'

# -- formats

same 'as text it is the token' "${#text}" \
	"$(print --format text "$trip" | tr -d '\n' | wc -c)"
check 'no such format' status 64 print --format pdf "$trip"
check '... and of another verb there is none of these' status 64 \
	ck-declare show --format svg "$trip"
check 'a filter takes json' status 64 print --format svg -j .pass "$trip"
formats=$(print --format svg "$trip" 2>"$T/.svg" | grep -c '<svg xmlns')
if [ "$formats" = 0 ]; then
	check 'without the library the package is named' grep -q libqrencode \
		"$T/.svg"
	check '... and nothing was written down' eval 'before=$(length)
		status 69 print --format png "$trip" && [ "$before" = "$(length)" ]'
	done_testing
	exit
fi
other=$(export_of 12C-222.22).1
same 'a format that there is not: those there are' \
	'ck-declare: no such format: pdf (json, table, csv, tsv, terminal, text, svg, png)' \
	"$(ck-declare --lang en pass --format pdf "$trip" 2>&1 | head -n 1)"
check 'a page holds one pass' status 64 print --format svg "$trip" "$other"
print --format svg "$trip" >"$T/pass.svg"
check 'the page is XML' /usr/bin/python3 -c \
	'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' \
	"$T/pass.svg"
for words in 'THẺ XE' 'VEHICLE PASS' '车辆通行凭证' '12C-123.45' "$trip" \
	CSQU3054383 'Cửa khẩu quốc tế Hữu Nghị' SIMULATED 'Sầu riêng tươi' \
	'Công ty TNHH Nông sản Hòa Bình' '2026-11-25 07:00'; do
	check "the page says $words" grep -qF "$words" "$T/pass.svg"
done
fruit=$(export_of 12C-333.33 '.goods[0].name = "Xoài <b> & ổi"').1
print --format svg "$fruit" >"$T/fruit.svg"
check 'what is markup elsewhere is text here' \
	grep -qF 'Xoài &lt;b> &amp; ổi' "$T/fruit.svg"
print --format terminal "$trip" >"$T/terminal"
check 'a terminal gets it in half blocks' grep -q '▀' "$T/terminal"

# reads WHAT FILE: what a reader of codes finds is a pass that a lane takes
reads() {
	zbarimg -q --raw "$2" >"$T/read" 2>"$T/.zbar"
	check "$1: the code is read back" grep -qE '^CKP1[A-Z2-7]{100,}$' \
		"$T/read"
	same '... and names the trip' "$trip" \
		"$(gate decide --lane B0-1 "$(cat "$T/read")" | jq -r .trip)"
}
if command -v zbarimg >/dev/null; then
	if print --format png "$trip" >"$T/pass.png" 2>"$T/.png"; then
		reads 'a picture' "$T/pass.png"
	else
		check 'the package is named' grep -q libpng "$T/.png"
	fi
	if command -v rsvg-convert >/dev/null; then
		rsvg-convert -w 900 "$T/pass.svg" -o "$T/page.png"
		reads 'the page' "$T/page.png"
	fi
fi

check 'the records are as the schema says' eval \
	'cat "$T/pass" "$T/dry" "$T/later" | valid pass'
check 'the tables follow from the log' sound
CK_NOW=2026-11-22T09:00:00+07:00 ck-declare --as dn-hoa cancel \
	"${trip%.*}" --reason mistake >"$T/.cancelled"
check 'a trip that is over has no pass' status 1 print "$trip"

done_testing
