#!/bin/sh
# A patch is made to persons as they are, and tells nobody more of them than
# they are shown: nothing personal is copied elsewhere, tested, or lost by
# writing back what is shown.
. "${0%/*}/lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
# shellcheck disable=SC2154 # lib.sh sets it
jq 'del(.ext_schema)' "$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
. "${0%/*}/amend-ground.sh"

ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
export_file=$top_srcdir/tests/data/trade/declaration-export.json
A=$(ck-declare --as dn-hoa submit "$export_file" --jq .declaration | tr -d '"')
a=$A.1
secrets='Trần Văn|Nguyễn Thị|020085001234|0987654321|0912345678|lan@example|Lê Văn Cường|Đường Trần'

answer() {
	amend "$@" 2>"$T/said"
}

refuses() { # CODE WHAT ARG...
	refuses_code=$1 refuses_what=$2
	shift 2
	keeps "$refuses_what" 65 answer "$@"
	check '... with its code' grep -qh "$refuses_code" "$T/said" \
		"$T/amended"
	check '... and says nothing' sh -c '! grep -hE "$1" "$2" "$3"' - \
		"$secrets" "$T/said" "$T/amended"
}

put() { # OP FROM TO
	jq -cn --arg op "$1" --arg from "$2" --arg path "$3" \
		'[{$op, $from, $path}]' >"$T/put"
	echo "$T/put"
}

# -- copies --------------------------------------------------------------------

crew=/vehicles/v1/crew/p1
for user in csgt-dung phi-nga kdtv-son bai-xuan-cuong hq-lan admin; do
	refuses patch-personal "$user copies no driver, dry" -n --request \
		--as "$user" "$a" --patch "$(put copy $crew/id /goods/g1/name)"
done
refuses patch-personal 'nor is it asked for' --request --reason mistake \
	--as hq-lan "$a" --patch "$(put copy $crew/name /goods/g1/name)"
refuses patch-personal 'nor written by the enterprise' --reason mistake \
	--as dn-hoa "$a" --patch "$(put move $crew/name /goods/g1/name)"
while read -r op from to; do
	refuses patch-personal "$op $from to $to" -n --as dn-hoa "$a" \
		--patch "$(put "$op" "$from" "$to")"
done <<PLACES
copy /contact/phone /customs/c1/number
copy /contact /ext/who
copy /contact/name $crew/role
copy $crew $crew/nationality
copy /vehicles/v1 /goods/g2
copy /vehicles /ext/all
copy /vehicles/v1/crew /documents
copy /vehicles/v1/parking /linked
copy /enterprise/phone /enterprise/name
copy /declared_by /contact/name
copy /ext /linked
PLACES
echo '[{"op": "copy", "from": "", "path": "/ext/all"}]' >"$T/all"
refuses patch-personal 'nor all of it' -n --as dn-hoa "$a" --patch "$T/all"
check 'the same member of another object is taken' amend -n --as dn-hoa "$a" \
	--patch "$(put copy $crew /vehicles/v1/crew/p2)"
check '... and so is who declares as contact' amend -n --as dn-hoa "$a" \
	--patch "$(put copy /declared_by /contact)"
check 'what is no person is copied' amend -n --as dn-hoa "$a" \
	--patch "$(put copy /goods/g1/packing_house /goods/g1/growing_area)"

# -- tests ---------------------------------------------------------------------

for value in '"Trần Văn Bình"' '"Trần Văn Khác"'; do
	for user in hq-lan phi-nga dn-hoa; do
		refuses patch-personal "$user tests no name ($value)" -n \
			--request --as "$user" "$a" \
			--patch "$(patch test $crew/name "$value")"
	done
done
refuses patch-personal 'nor whole objects' -n --request --as hq-lan "$a" \
	--patch "$(patch test /contact '{}')"
check 'a test of goods' amend -n --as dn-hoa "$a" \
	--patch "$(patch test /goods/g1/origin '"VN"')"

# -- a household becomes a company ---------------------------------------------

jq '.enterprise = {tax_code: "001085006789", name: "Lê Văn Cường",
	address: "Đường Trần Phú", phone: "0911222333"} |
	.customs[0].number = "305123456990" |
	.vehicles[0].plate = "12C-543.21" | .vehicles[0].trailer = null |
	.vehicles[0].other_plates = [] | .vehicles[0].container = null' \
	"$export_file" >"$T/household"
H=$(ck-declare --as tt-linh submit "$T/household" --jq .declaration | tr -d '"')
echo '{"enterprise": {"tax_code": "0100112437"}}' >"$T/company"
refuses patch-personal 'its name does not stay' --request --as hq-lan \
	--reason mistake "$H.1" --patch "$T/company"
echo '{"enterprise": {"tax_code": "0100112437", "name": "Cty Hòa Bình",
	"address": "Hà Nội"}}' >"$T/company"
check '... and is written anew' amend -n --request --as hq-lan "$H.1" \
	--patch "$T/company"
check 'the log has none of them' sh -c '! ck-store log | grep -E "$1"' - \
	"$secrets"

# -- masked values -------------------------------------------------------------

whole() {
	ck-declare show "$1" --as tt-linh | jq -c '.document'
	sqlite3 "$CK_STORE" "select p.value from person p, declaration d
		where d.declaration = '${1%.*}'
		and instr(d.document, p.id) order by p.value"
}
whole "$a" >"$T/whole"
ck-declare show "$a" --as dn-hoa |
	jq -c '.document | del(.direction) | .goods.g1.name = "Sầu riêng khô"' \
		>"$T/back"
check 'what is shown is written back' amend --reason mistake --as dn-hoa \
	"$a" --patch "$T/back"
same '... and only the goods differ' '["/goods/g1/name"]' \
	"$(jq -c '[.changed[].pointer]' "$T/amended")"
whole "$a" | sed 's/Sầu riêng khô/Sầu riêng tươi/' >"$T/left"
check '... the persons are as they were' cmp "$T/whole" "$T/left"
jq -c '{vehicles: {v1: {crew: [.vehicles.v1.crew.p1 + {ref: "p1"}]}}}' \
	"$T/back" >"$T/list"
check 'a list by refs is no change either' amend --reason mistake --as dn-hoa \
	"$a" --patch "$T/list"
same '... unchanged' unchanged "$(jq -r .state "$T/amended")"
for value in '"…235"' '"…"'; do
	refuses masked-value "another number in that form ($value)" \
		--reason mistake --as dn-hoa "$a" \
		--patch "$(patch replace $crew/id "$value")"
done
refuses masked-value 'initials of somebody else' --reason mistake --as dn-hoa \
	"$a" --patch "$(patch replace $crew/name '"N. V. A."')"
refuses masked-value 'a driver that was shown' --reason mistake --as dn-hoa \
	"$a" --patch "$(patch add /vehicles/v1/crew/p9 \
		'{"name": "T. V. B.", "id": "…234"}')"

# -- submit --------------------------------------------------------------------

at() {
	jq -c "$1" "$export_file" |
		ck-declare --as dn-hoa check -j \
			'select(.code == "masked-value") | .path' - | tr -d '"'
}
while IFS='|' read -r path change; do
	same "masked at $path" "$path" "$(at "$change")"
done <<'CASES'
/vehicles/v1/crew/p1/name|.vehicles[0].crew[0].name = "T. V. B."
/vehicles/v1/crew/p1/phone|.vehicles[0].crew[0].phone = "…321"
/contact/email|.contact.email = "…"
/declared_by|.declared_by = "N. T. L."
/vehicles/v1/parking|.vehicles[0].parking = "…"
/ext/of/0|.ext.of = ["…"]
|.contact.name = "Trần V. Bình"
|.enterprise.name = "T. V. B."
CASES

done_testing
