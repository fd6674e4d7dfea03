#!/bin/sh
# A declaration gets its id, its trips and their checks, once: the same
# document again gives the same ids and adds nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

trip='[.trip, .vehicle.label, .role, .counts_as, .laden, .zone]'
prints 'an export submits' '["CKHN-20261121-00001.1","12C-123.45","main","fruit",true,"outside"]' \
	submit "$export_file" -j ".trips[] | $trip"
after=$(seq)
prints 'the same again has the same ids' \
	'["CKHN-20261121-00001","CKHN-20261121-00001.1",true]' \
	submit "$export_file" -j '[.declaration, .trips[0].trip, .repeated]'
same '... and adds nothing' "$after" "$(seq)"

export_with 'to_entries | reverse | from_entries
	| .vehicles[0].plate = "12c 12345" | .vehicles[0].seals |= map({s7: .})
	| .vehicles[0].seals |= (map(to_entries[]) | from_entries)
	| .goods[0].gross_kg = "21500.000"' >"$T/other-order"
prints 'other order, writing and refs are not the same thing' \
	'["CKHN-20261121-00002",null]' \
	submit "$T/other-order" -j '[.declaration, .repeated]'
export_with 'to_entries | reverse | from_entries
	| .vehicles[0].plate = "12c 12345" | .goods[0].gross_kg = "21500.000"
	| .customs |= {c1: .[0]}' >"$T/same"
prints 'other order and writing are' '["CKHN-20261121-00001",true]' \
	submit "$T/same" -j '[.declaration, .repeated]'
export_with '.vehicles[0].crew[0].phone = "0987654322"' >"$T/driver"
prints "another driver's phone is another declaration" \
	'["CKHN-20261121-00003",null]' \
	submit "$T/driver" -j '[.declaration, .repeated]'

prints 'an import has a trip for each vehicle' \
	'["CKHN-20261121-00004.1","桂F·A2345","main","cargo",true,"abroad"]
["CKHN-20261121-00004.2","12C-200.11","receiving","receiving",false,"outside"]
["CKHN-20261121-00004.3","29H-300.22","receiving","receiving",false,"outside"]' \
	submit "$import_file" -j ".trips[] | $trip"

check 'the store is sound' sound
check 'customs numbers are declared once' \
	test 2 = "$(ck-store log | grep -c '"event":"customs.declared"')"

done_testing
