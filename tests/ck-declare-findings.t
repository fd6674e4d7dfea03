#!/bin/sh
# Findings: check prints them and submits nothing; submit refuses a document
# with errors and takes one with warnings.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

# answer N COMMAND...: prints as the command does, and wants its status
answer() {
	answer_want=$1 answer_got=0
	shift
	"$@" 2>"$T/.words" || answer_got=$?
	[ "$answer_got" -eq "$answer_want" ] || echo "status $answer_got"
}

without_store() (
	CK_STORE=
	unset CK_STORE
	ck-declare check "$export_file"
)

findings='[.kind, .severity, .path, .code]'
before=$(seq)
prints 'a good document was checked' \
	'["checked","without error: it may be declared"]' \
	ck-declare check --lang en "$export_file" -j '[.kind, .message]'
export_with '.channel = "green"' >"$T/owned"
prints 'a field of customs' \
	"[\"finding\",\"error\",\"/channel\",\"not-yours\",\"$T/owned:1\"]" \
	answer 1 ck-declare check "$T/owned" -j "$findings + [.input]"
export_with '.vehicles[0].container = "CSQU3054384"' >"$T/digit"
prints 'a wrong check digit is a warning, and the document was checked' \
	'["finding","warning","/vehicles/v1/container","container-check-digit"]
["checked",null,null,null]' \
	ck-declare check "$T/digit" -j "$findings"
same 'check submits nothing' "$before" "$(seq)"

prints 'submit refuses an error' \
	'["finding","error","/channel","not-yours"]' \
	answer 65 submit "$T/owned" -j "$findings"
same '... and appends nothing' "$before" "$(seq)"
prints 'and takes a warning along' \
	'["CKHN-20261121-00001",["container-check-digit"]]' \
	submit "$T/digit" -j '[.declaration, [.findings[].code]]'

prints '... which is told of it afterwards' \
	'["CKHN-20261121-00001","without error, and declared already"]' \
	ck-declare check --as dn-hoa --lang en "$T/digit" \
	-j 'select(.kind == "checked") | [.declaration, .message]'

export_with '.goods[0].hs = "0810"' >"$T/errors"
export_with '.expected_at = "2026-11-23T08:00:00+07:00"' >>"$T/errors"
prints 'a stream stops at it' '"finding"' \
	answer 65 submit "$T/errors" -j .kind
prints 'or goes on' '"finding"
"declaration"' answer 65 submit -k "$T/errors" -j .kind
prints 'a checked stream goes on, and says no in the end' '"hs-form"
"checked"' answer 1 ck-declare check --as dn-hoa "$T/errors" -j '.code // .kind'

# likely FILTER WORDS	what is said of the declaration so changed has the words
likely() {
	export_with "$1" >"$T/slip"
	ck-declare check --lang en "$T/slip" -j .message >"$T/said"
	grep -qF -- "$2" "$T/said" || { cat "$T/said"; return 1; }
}
check 'a zero that a spreadsheet took away' \
	likely '.goods[0].hs = "8106000"' 'leading zero get lost, 08106000?'
check '... of a tax code' likely '.enterprise.tax_code = "100112437"' \
	'a digit is missing; did a leading zero get lost'
check '... of a branch' likely '.enterprise.tax_code = "100112437-001"' \
	'a digit is missing; did a leading zero get lost'
check '... of a citizen' \
	likely '.vehicles[0].crew[0].id = "20085001234"' \
	'a digit is missing; did a leading zero get lost'
check 'a vehicle without mass' likely '.vehicles[0].self_kg = 0' \
	'0 kg is no mass of a vehicle'
check 'a Cyrillic letter on a plate' \
	likely '.vehicles[0].plate = "12С-123.45"' 'С (U+0421) stands on no plate'
check 'a class in small letters' likely '.vehicles[0].class = "vt6"' \
	'did you mean VT6?'
check 'a mass with signs between thousands' \
	likely '.goods[0].gross_kg = "21,500"' 'write 21500 if that is meant'
check 'a number that is a text' likely '.vehicles[0].crew[0].id = 20085001234' \
	'in quotation marks'
check 'a text that is a number' likely '.goods[0].packages = "1200"' \
	'without quotation marks'
check 'a plate of Hong Kong alone' \
	likely '.vehicles[0].plate = "LX 123"' 'as 粤Z1234港, and this one under'
check 'a currency as people call it' likely '.goods[0].currency = "RMB"' \
	'did you mean CNY?'
check 'one with a letter of Vietnamese' \
	likely '.goods[0].currency = "VNĐ"' 'did you mean VND?'
check 'a country of three letters' \
	likely '.vehicles[0].nationality = "VIE"' 'did you mean VN?'
check 'a date with the day first' \
	likely '.vehicles[0].licence.valid_until = "30/06/2027"' \
	'is 2027-06-30 meant?'
check 'a date of another century' \
	likely '.vehicles[0].licence.valid_until = "1927-06-30"' \
	'is 2027-06-30 meant?'
check 'a time without its zone' \
	likely '.expected_at = "2026-11-22 08:00"' \
	'is 2026-11-22T08:00:00+07:00 meant?'
check '... and as it is written here' \
	likely '.vehicles[0].seals[0].applied_at = "22/11/2026 7:30"' \
	'is 2026-11-22T07:30:00+07:00 meant?'
check '... or no time at all' likely '.expected_at = "22/11/2026"' \
	'as 2026-11-22T08:00:00+07:00'
check 'a value without its currency' likely 'del(.goods[0].currency)' \
	'say which, as VND'
check 'what is no date by any reading' \
	likely '.vehicles[0].licence.valid_until = "31/02/2027"' \
	'31/02/2027 is no date, as 2026-11-22'
check 'a member as others call it' \
	likely '.goods[0].gross_weight = 5' 'did you mean gross_kg?'
check 'no plate is guessed that would lack its province' \
	likely '.vehicles[0].plate = "12C-123"' 'compare it with the vehicle'
check 'a digit too many on the plate of a truck' \
	likely '.vehicles[0].plate = "12C-123.456"' 'is one too many here?'
export_with '.vehicles[0] |= (del(.class, .axles, .trailer, .container) |
	.plate = "12C-123.456")' >"$T/slip"
same 'none of one that nothing says is a truck' '' "$(ck-declare check \
	"$T/slip" -j 'select(.code == "motorcycle-plate").path')"
check 'an S among the digits of a plate' \
	likely '.vehicles[0].plate = "12C-123.4S"' 'is it 12C12345?'
check 'a plate that two would fit is compared with the vehicle' \
	likely '.vehicles[0].plate = "12C-1234567"' 'compare it with the vehicle'
check 'a letter among the digits of a container' \
	likely '.vehicles[0].container = "CSQU3O54383"' 'is it CSQU3054383?'
check 'a digit too many in an own mass' \
	likely '.vehicles[0].self_kg = 152000' '15200 kg would be likely'
check 'a net mass in grams' \
	likely '.goods[0].net_kg = 20400000' '20400 kg would be likely'

export_with '.vehicles += [{plate: "12C12345", carries: []}]' >"$T/twice"
echo '{"direction":"export"' >"$T/broken"
check 'without a store nothing asks for one' without_store
prints 'a vehicle is declared twice' '["/vehicles/v2/plate","vehicle-twice"]' \
	answer 1 ck-declare check -j '[.path, .code]' "$T/twice"

# what stands twice, and what weighs nothing: CODE PATH after a change
told() { # EXPECTED FILTER
	export_with "$2" >"$T/slip"
	same "$1" "$1" "$(ck-declare check "$T/slip" -j \
		'select(.code and .code != "vehicle-planned") | "\(.code) \(.path)"' | tr -d '"')"
}
told 'plate-twice /vehicles/v1/other_plates/0' \
	'.vehicles[0].other_plates = ["12c 123.45"]'
told 'plate-twice /vehicles/v1/other_plates/1' \
	'.vehicles[0].other_plates = ["T12-123.45", "T1212345"]'
told '' '.vehicles[0].other_plates = ["T12-123.45"]'
told 'person-twice /vehicles/v1/crew/p2' \
	'.vehicles[0].crew += [{role: "co_driver", id: "020-085-001234"}]'
told 'person-twice /vehicles/v1/crew/p2' '.vehicles[0].crew = [
	{name: "Lê Văn An"}, {name: "Lê Văn An", id: "C1234567"}]'
told '' '.vehicles[0].crew = [{name: "Lê Văn An", id: "C1234568"},
	{name: "Lê Văn An", id: "C1234567"}]'
two='.vehicles += [{role: "power", plate: "12C-999.99", carries: [],
	crew: [.vehicles[0].crew[0]]}]'
told 'power-idle /vehicles/v2
person-twice /vehicles/v2/crew/p2' "$two" # one cannot drive both
told 'power-idle /vehicles/v2' "$two |"'
	.vehicles[1].crew[0].role = "transfer_driver"'
told 'mass-zero /goods/g1/gross_kg' \
	'.goods[0] |= (.gross_kg = 0 | del(.net_kg)) | del(.vehicles[0].carries)'
told 'mass-zero /vehicles/v1/carries/0/gross_kg' \
	'.goods[0] |= del(.gross_kg, .net_kg) |
	.vehicles[0].carries = [{goods: "g1", packages: 1200, gross_kg: 0}]'
told 'chassis-length /vehicles/v1/chassis' \
	'.vehicles[0].chassis = "LFWSRXRJ0P1E123456"'
told 'sheet-error /goods/g1/name' '.goods[0].name = "#REF!"'
told 'font-text /goods/g1/name' '.goods[0].name = "Saàu rieâng töôi"'
told 'font-text /goods/g1/name' '.goods[0].name = "Saàu"'
told 'font-text /goods/g1/name' '.goods[0].name = "Sáº§u riÃªng"'
told 'lost-letter /goods/g1/name' '.goods[0].name = "Thanh long ??c bi?t"'
told 'lost-letter /vehicles/v1/crew/p1/name' \
	'.vehicles[0].crew[0].name = "Nguy?n V?n H?ng"'
told 'lost-letter /goods/g1/name' '.goods[0].name = "S\ufffdu"'
told '' '.goods[0].name = "Sầu riêng? (loại 1?), mã 12?34"'
told '' '.goods[0].name = "xem https://a.vn/hang?ma=1"'
told '' '.goods[0].name = "Café Hòa Bình, Société Générale"'

told 'ref-mismatch /goods/g1' '.goods = {g1: (.goods[0] | .ref = "g7")}'
told 'too-many /vehicles/v1/crew' \
	'.vehicles[0].crew = [range(40) | {name: "Lê Văn \(.)", id: "C12345\(.)"}]'
check 'the container that is near' \
	likely '.vehicles[0].container = "CSQU3054384"' \
	'is 4, computed 3; look at the container again: CSQU3054383'
check '... when two digits were swapped' \
	likely '.vehicles[0].container = "CSQU3045383"' 'CSQU3054383'

# On a terminal a long sentence is broken between its words. The table of a
# simulated store begins with a line that says so.
drawn() { # COLUMNS
	script -qec "stty cols $1; ck-declare check --as dn-hoa --lang en \
		$T/digit" /dev/null </dev/null | tr -d '\r' >"$T/drawn"
}
longest() {
	awk '{ if (length($0) > n) n = length($0) } END { print n }' "$T/drawn"
}
if command -v script >/dev/null && command -v stty >/dev/null; then
	words=$(ck-declare check --as dn-hoa --lang en "$T/digit" \
		-j 'select(.code).message' |
		jq -r . | tr ' ' '\n')
	drawn 140
	check 'no line is longer than the terminal' test "$(longest)" -le 140
	same '... it goes on below its beginning' 1 \
		"$(sed -n 4p "$T/drawn" | grep -c '^ \{60,\}[a-zA-Z0-9]')"
	same '... and no word is lost' "$words" "$(echo "$words" | while read -r w; do
		grep -oF -m 1 -- "$w" "$T/drawn" | head -n 1
	done)"
	drawn 100
	same 'where there is no room, on lines of its own' 1 \
		"$(sed -n 4p "$T/drawn" | grep -c '^    [a-zA-Z0-9]')"
	drawn 1000
	same 'nor is anything broken that fits' 4 "$(wc -l <"$T/drawn")"
fi

check 'a broken line' status 65 ck-declare check "$T/broken"
check 'no such file' status 66 ck-declare check "$T/none"

done_testing
