#!/bin/sh
# The records of ck-declare amend as an independent validator sees them.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'

make_ground || exit 99
a=$A.1
cat_amended() {
	amend "$@"
	cat "$T/amended"
}
all() {
	fee --as phi-nga assess "$a" >"$T/.assessed" </dev/null
	ck-queue --as dn-hoa join "$a" </dev/null >"$T/.joined"
	cat_amended -n --as dn-hoa "$a" \
		--patch "$(patch replace /vehicles/v1/plate '"29C-777.01"')"
	cat_amended --as dn-hoa --breakdown engine "$a" \
		--patch "$(patch replace /vehicles/v1/plate '"29C-777.01"')"
	cat_amended --as tt-linh --present --reason misread "$a" \
		--patch "$(patch replace /vehicles/v1/plate '"29C-777.02"')"
	seen=$(seq)
	jq -n '{goods: {g1: {gross_kg: 1500}}, vehicles: {v1: {class: "VT2"}}}
		' >"$T/small"
	cat_amended --as dn-hoa --reason mistake "$a" --patch "$T/small"
	cat_amended --as dn-hoa --reason mistake "$a" \
		--patch "$(patch replace /vehicles/v1/class '"VT2"')"
	cat_amended --as dn-hoa --seen "$seen" --reason mistake "$a" \
		--patch "$(patch replace /vehicles/v1/class '"VT3"')"
	cat_amended -n --request --as hq-lan "$a" \
		--patch "$(patch replace /goods/g1/hs '"25051000"')"
	cat_amended --request --as hq-lan --reason mistake "$a" \
		--patch "$(patch replace /goods/g1/hs '"25051000"')"
	cat_amended --decline 1 --as dn-hoa --reason not-so "$a"
	cat_amended --request --as hq-lan --reason mistake "$a" \
		--patch "$(patch replace /goods/g1/hs '"25051000"')"
	cat_amended --approve 2 --as dn-hoa "$a"
	cat_amended --as dn-hoa --reason mistake "$a" \
		--patch "$(patch replace /goods/g1/hs '"2"')"
	cat_amended -k --as dn-hoa --reason mistake "$a" \
		--patch "$(patch set /goods/g1/hs '"2"')"
	jq -n '{transfers: {t2: null, t1: {packages: 900, gross_kg: 18000}},
		vehicles: {v3: null, v4: {role: "power", plate: "12C-999.99"}}}
		' >"$T/other"
	cat_amended -n --as dn-hoa --reason mistake "$B" --patch "$T/other"
	cat_amended --as dn-hoa --reason mistake "$B" --patch "$T/other"
	ck-declare show --history "$a" "$B" </dev/null
} >"$T/records" 2>"$T/words"

all
check 'every kind is valid' valid amendment amendment_request finding \
	declaration error <"$T/records"
same 'each state was seen' 'amended
conflict
declined
requested
unchanged' "$(jq -r 'select(.kind | startswith("amendment")).state' \
	"$T/records" | sort -u)"
same 'a fee that differs' '["infrastructure",-650000]' "$(jq -c '.fees[0]? |
	select(.) | [.charge, .difference]' "$T/records" | head -n 1)"

done_testing
