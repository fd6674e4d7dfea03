#!/bin/sh
# Persons stay outside the log; records show initials and last digits; a
# document is the same only with the same persons.
. "${0%/*}/lib.sh"
# A site that takes anything under ext.
site_file=$T/site.json
command -v jq >/dev/null || skip_all 'jq is not installed'
# shellcheck disable=SC2154 # lib.sh sets it
jq 'del(.ext_schema)' "$top_srcdir/share/sites/huu-nghi.json" >"$site_file"
. "${0%/*}/ck-declare-ground.sh"

export_with '.ext += {two_way: false, gate_pass: {"of": "Phạm Thị Dung",
	phones: ["0933444555", 7]}, person: "pNobody"} |
	.vehicles[0].unloading = "nhà bà Hoa, 0944555666"' >"$T/export"
export_file=$T/export
check 'an export with four persons' submit "$export_file"
export_with '.expected_at = null | .enterprise = {tax_code: "001085006789",
	name: "Lê Văn Cường", address: "Lạng Sơn", phone: "0911222333"}' \
	>"$T/trader"
check 'a trader whose tax code is their personal number' \
	ck-declare submit --as tt-gate "$T/trader"

secrets='Trần|Nguyễn Thị|020085001234|0987654321|0912345678|02431234567
	|lan@example|001085006789|Cường|0911222333|Phạm Thị|0933444555|bà Hoa|0944555666
	|pNobody'
secrets=$(printf '%s' "$secrets" | tr -d '\n\t')
says_nothing() {
	! grep -E "$secrets" "$1"
}
ck-store log >"$T/log"
check 'the log has none of them' says_nothing "$T/log"
same 'but their references' 12 \
	"$(grep -o '"identity":{"person":"p[0-9a-f]*","digest":"[0-9a-f]*"}' \
		"$T/log" | sort -u | wc -l)"
same 'and the table has them' 12 \
	"$(sqlite3 "$CK_STORE" 'select count(*) from person')"

ck-declare show CKHN-20261121-00001 CKHN-20261121-00002 >"$T/shown" 2>&1
check 'they are not shown in full' says_nothing "$T/shown"
prints 'the driver' '{"role":"driver","nationality":"VN","id":"…234","name":"T. V. B.","phone":"…321"}' \
	ck-declare show CKHN-20261121-00001 -j .document.vehicles.v1.crew.p1
prints 'who declared, the contact and the enterprise' \
	'[{"name":"N. T. L."},{"email":"…","name":"N. T. L.","phone":"…678"},"…567"]' \
	ck-declare show CKHN-20261121-00001 -j \
	'.document | [.declared_by, .contact, .enterprise.phone]'
prints 'the trader' '{"address":"…","name":"L. V. C.","phone":"…333","tax_code":"…789"}' \
	ck-declare show CKHN-20261121-00002 -j .document.enterprise

prints 'where a truck waits, and what only this site asks for' \
	'{"parking":"…","unloading":"…","ext":{"gate_pass":{"of":"…","phones":["…",7]},"person":"…","two_way":false}}' \
	ck-declare show CKHN-20261121-00001 -j \
	'.document | (.vehicles.v1 | {parking, unloading}) + {ext}'
prints '... of which the rules see no text' \
	'{"two_way":false,"gate_pass":{"phones":[7]}}' \
	sqlite3 "$CK_STORE" "select json_extract(document, '\$.ext')
	from declaration where declaration = 'CKHN-20261121-00001'"

check 'the store is sound' sound
prints 'the same persons are the same document' true \
	submit "$export_file" -j .repeated

# What is wrong with a person is told, not quoted.
export_with '.linked = "Lan @0912345678" | .contact.name = "null" |
	.vehicles[0].crew[0] |= (.nationality = "020085001234" |
		.role = "Trần Văn Bình")' >"$T/wrong"
ck-declare check "$T/wrong" >"$T/findings" 2>&1
prints 'findings at persons' '/contact/name
/linked
/vehicles/v1/crew/p1/nationality
/vehicles/v1/crew/p1/role' \
	sh -c 'jq -r .path "$1" | sort' - "$T/findings"
check '... quote nothing' says_nothing "$T/findings"

# A key answers only for the same persons, though its digest knows none.
export_with '.key = "k1" | .expected_at = "2026-11-24T08:00:00+07:00"' \
	>"$T/keyed"
jq -c '.vehicles[0].crew[0].id = "020085009999"' "$T/keyed" >"$T/keyed-other"
check 'one with a key' submit "$T/keyed"
prints '... again' true submit "$T/keyed" -j .repeated
seq >"$T/before"
check '... with another driver is another request' grep -q key-reused <<END
$(submit "$T/keyed-other" 2>&1)
END
same '... and nothing is written' "$(cat "$T/before")" "$(seq)"

sqlite3 "$CK_STORE" "delete from person where value like '%Bình%'"
prints 'one that was erased is not shown' '[true,null]' \
	ck-declare show CKHN-20261121-00001 \
	-j '.document.vehicles.v1.crew.p1 | [.erased, .name]'
prints 'and is no longer compared' 'null' submit -n "$export_file" -j .repeated

# A salted value exchanged for another is found.
sqlite3 "$CK_STORE" "update person set value = '{\"name\":\"X\"}'
	where value like '%Cường%'"
check 'an exchanged value is found' status 1 ck-store verify --all

done_testing
