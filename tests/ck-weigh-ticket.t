#!/bin/sh
# A ticket says what the scale said: the log, and any copy of the program, bear
# it out.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

# B1-S2 speaks as nobody knows: the site file has a pattern.
jq '.scales["B1-S2"] |= (.protocol = "regex" |
	.pattern = "(?<weight>[0-9]+) (?<unit>kg)") |
	.scales["B1-S3"].unit = "t" | .scales["B1-S4"] |=
	(.protocol = "toledo-continuous" | .check = true)' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
truck=$(declare_truck 777.01 16200 30000)
concluded B1-S1 49860 "$truck" | weigh record >"$T/weighing" || exit 99

ticket() {
	weigh ticket "$@"
}
check 'a ticket' eval 'ticket "$truck/W1" >"$T/ticket"'
check '... is as the schema says' valid ticket <"$T/ticket"
same '... of the trip: the weighing that counts' "$(cat "$T/ticket")" \
	"$(ticket "$truck")"
same '... of the record of the weighing' "$(cat "$T/ticket")" \
	"$(ticket <"$T/weighing")"
same 'the figures are those of the weighing' \
	"$(jq -cS 'del(.kind, .frames_digest, .log,
		.dispute, .legal_source, .legal_date, .max_kg, .min_kg,
		.verified_until)' "$T/ticket")" \
	"$(weigh list "$truck" | jq -cS 'del(.kind)')"

# -- is it what the scale said? -----------------------------------------------

same 'the frames say the digits' "$(jq -r '"\(.weight) \(.unit)"' "$T/ticket")" \
	"$(jq -r '.frames[]' "$T/ticket" |
	ck-weigh decode --protocol yaohua-a9 --hex |
	jq -r 'if .ok then "\(.weight) \(.unit)" else "bad" end' | sort -u)"
same 'the digest is of their bytes' "$(jq -r .frames_digest "$T/ticket")" \
	"$(jq -r '.frames[]' "$T/ticket" | /usr/bin/python3 -c '
import hashlib, sys
print(hashlib.sha256(bytes.fromhex(sys.stdin.read())).hexdigest())')"
seq=$(jq -r '.log.event | sub(".*:"; "")' "$T/ticket")
ck-store log --hash --since $((seq - 1)) | head -n 1 >"$T/line"
same 'the event stands in the log' "$(jq -r .log.hash "$T/ticket")" \
	"$(cut -f 1 "$T/line")"
same '... with these frames' "$(jq -c '[.weighing, .frames]' "$T/ticket")" \
	"$(cut -f 2 "$T/line" | jq -c '.body | [.weighing, .frames]')"
check '... and is proven' ck-store verify --expect \
	"$(jq -r '"\(.log.event):\(.log.hash)"' "$T/ticket")"

# -- on paper -----------------------------------------------------------------

ticket --format text "$truck" >"$T/text"
has() {
	check "the paper says $1" grep -qE "$2" "$T/text"
}
has 'that it is simulated' '^SIMULATED$'
has 'what was weighed' '^Gross +49860 kg$'
has 'which weighing' "^Weighing +$truck/W1\$"
has 'which truck' '^Vehicle +29C-777.01$'
has 'the digits of the indicator' '^The indicator said +49860 kg'
has 'Max' '^Max +80000 kg$'
has 'Min' '^Min +400 kg$'
has 'until when the scale is verified' '^Verified until +2027-12-31$'
has 'e' '^Scale interval e +20 kg$'
has 'the limit' '^Error limit in service +60 kg$'
has 'what is declared' '^Declared +46200 kg; apart 3660 kg, tolerance 2370 kg$'
has 'the legal limit, and that it is unconfirmed' \
	'^Legal limit +48000 kg \(unconfirmed\)$'
has 'where the limit is from, and since when that is said' \
	'^Source of the limit +usually quoted figure .*; 2026-11-22$'
has 'who' '^Weighed by +tt-gate$'
has 'whether it counts' '^Counts +yes: the latest on a verified scale$'
has 'the digest' "$(jq -r .frames_digest "$T/ticket")\$"
has 'the event' "$(jq -r .log.event "$T/ticket")\$"
has 'its hash' "$(jq -r .log.hash "$T/ticket")\$"
has 'who to turn to' '^In a dispute turn to +Gate centre, ext. 100$'
has_not() {
	check "the paper says $1" status 1 grep -qE "$2" "$T/text"
}
has_not 'nothing of a dispute' '^Disputed'
same 'of the site, by its name in the language' 'Cửa khẩu quốc tế Hữu Nghị' \
	"$(ck-weigh --as tt-gate --lang vi ticket --format text "$truck" |
	sed -n 3p)"
ticket --format svg "$truck" >"$T/page.svg"
check 'a page' /usr/bin/python3 -c '
import sys, xml.dom.minidom
texts = [t.firstChild.data for t in
         xml.dom.minidom.parse(sys.argv[1]).getElementsByTagName("text")]
sys.exit(not all(w in "".join(texts) for w in sys.argv[2:]))' "$T/page.svg" \
	'49860 kg' "$truck/W1" "$(jq -r .log.hash "$T/ticket")" \
	"$(jq -r .frames_digest "$T/ticket")" SIMULATED
check 'all of it stands on the page' /usr/bin/python3 -c '
import sys, xml.dom.minidom
svg = xml.dom.minidom.parse(sys.argv[1]).documentElement
_, _, width, height = map(int, svg.getAttribute("viewBox").split())
sys.exit(abs(width / height - 148 / 210) > 0.001 or any(
    int(t.getAttribute("y")) > height - 20
    for t in svg.getElementsByTagName("text")))' "$T/page.svg"
check 'two pages are no file' status 64 ticket --format svg "$truck" "$truck"

# -- disputed -----------------------------------------------------------------

ck-clear --as tt-gate --kind dispute note --about weight --text 'Cân sai' \
	"$truck" >"$T/note" || exit 99
ck-clear --as tt-gate --kind dispute note --about plant_quarantine \
	--text 'Sai' "$truck" >"$T/note" || exit 99
ticket --format text "$truck" >"$T/text"
has 'that the weight is disputed' '^Disputed +D-1$'
prints 'so does the record' '{"agency":"gate_centre","contact":"ext. 100","notes":["CKHN-D00001"]}' \
	ticket "$truck" --jq .dispute
check '... which is as the schema says' eval \
	'ticket "$truck" | valid ticket'

# -- of an indicator that the site file describes -----------------------------

line=$(printf '46200 kg\r\n' | od -An -v -tx1 | tr -d ' \n')
other=$(declare_truck 777.03 16200 30000)
concluded B1-S2 46200 "$other" "{\"protocol\":\"regex\",
	\"frame\":\"$line\",\"frames\":[$(yes "\"$line\"" | head -n 21 |
	paste -sd ,)]}" | weigh record >"$T/weighing"
same 'it is weighed' '["within","46200"]' \
	"$(jq -c '[.outcome, .weight]' "$T/weighing")"
check 'there is a ticket' eval 'ticket "$other" >"$T/ticket"'
check '... as the schema says' valid ticket <"$T/ticket"
same '... whose pattern reads its frames' '46200' \
	"$(jq -r '.frames[]' "$T/ticket" | ck-weigh decode --protocol regex \
	--pattern "$(jq -r .pattern "$T/ticket")" --hex |
	jq -r 'if .ok then .weight else "bad" end' | sort -u)"

# -- of one that shows tonnes, and says it in no frame -------------------------

# +0036742: 36.74; the check is the XOR of these bytes (Yaohua XK3190-A9).
line=$(/usr/bin/python3 -c '
body = b"+0036742"
xor = 0
for byte in body:
    xor ^= byte
print((b"\x02" + body + b"%02X" % xor + b"\x03").hex())')
many() {
	yes "\"$1\"" | head -n 21 | paste -sd ,
}
tonnes=$(declare_truck 777.04 16200 20540)
concluded B1-S3 36.74 "$tonnes" "{\"unit\":\"t\",\"frame\":\"$line\",
	\"frames\":[$(many "$line")]}" | weigh record >"$T/weighing"
same 'tonnes by the word of the site file' '["within",36740,"36.74","t"]' \
	"$(jq -c '[.outcome, .gross_kg, .weight, .unit]' "$T/weighing")"
ticket "$tonnes" >"$T/ticket"
same '... as the decode says that the ticket names' '36.74 t' \
	"$(jq -r '.frames[]' "$T/ticket" | ck-weigh decode \
	--protocol yaohua-a9 --unit "$(jq -r .unit "$T/ticket")" --hex |
	jq -r '"\(.weight) \(.unit)"' | sort -u)"

# -- of one that sends a check, the site file says ----------------------------

toledo() {
	concluded B1-S4 22980 "$checked" "{\"protocol\":\"toledo-continuous\",
		\"stable\":true,\"net\":false,\"by_indicator\":true,
		\"frame\":\"$1\",\"frames\":[$(many "$1")]}" |
		weigh record >"$T/weighing"
}
checked=$(declare_truck 777.05 8200 14780)
line=022a30202032323938302020202020300d
check 'a frame without its check is none' status 65 toledo "$line"
check '... nor is one with another' status 65 toledo "${line}03"
check 'one with it is' toledo "${line}02"
same '... its weight' 22980 "$(jq .gross_kg "$T/weighing")"
for wrong in '.unit = "pound"' '.check = "yes"'; do
	jq ".scales[\"B1-S1\"]$wrong" "$T/site.json" >"$T/wrong.json"
	check "a site file with $wrong" status 78 ck-store --simulated \
		--store "$T/wrong" --site "$T/wrong.json" init
done

# -- what is none -------------------------------------------------------------

check 'no such weighing' status 67 ticket "$truck/W9"
check 'no such trip' status 67 ticket 29X99999
declare_truck 777.02 16200 30000 >"$T/id"
check 'one that was not weighed' status 67 ticket 29C77702
check 'the log is left alone' ck-store verify --all

done_testing
