#!/bin/sh
# ck-fee match: a bank's list against the payments: what agrees is marked, once;
# lines without a payment, payments without a line, other amounts and doubled
# references are told, and change nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
list=$T/bank.csv
head='Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung'
# bank LINE...: a list of these lines
bank() {
	printf '%s\n' "$head" "$@" >"$list"
}
match() {
	fee --as phi-nga match --map "$top_srcdir/share/adapters/bank-list.jq" \
		"$@" "$list"
}
short='"\(.result) \(.reference) \(.amount) \(.by) \([.payments[]?.payment] | join(" "))"'
pay() {
	fee --as phi-nga --amount "$1" --reference "$2" --means "$3" pay "$4"
}
match -n >"$T/.probe" 2>&1 </dev/null
[ $? -ne 69 ] || skip_all 'sheets are not built in'

{
	fee --as phi-nga assess "$A.1" "$B" &&
		pay 300000 FT1 transfer "$A.1" &&
		pay 600000 FT2 transfer "$B" &&
		pay 500000 CASH1 cash "$A.1"
} >"$T/.ready" || exit 99

bank '22/11/2026;FT1;;300.000;9;PHI CUA KHAU' \
	'22/11/2026;FT2;;600.000;9;PHI CUA KHAU' \
	'22/11/2026;UNC-17;1.000;;9;HOAN TRA'
keeps 'nobody but who collects' 77 fee --as hq-lan match \
	--map "$top_srcdir/share/adapters/bank-list.jq" "$list"
keeps 'without a mapping' 64 fee --as phi-nga match "$list"
keeps 'a dry run' 0 match -n
prints 'lines and payments that agree; what went out is left out' \
	"agreed FT1 300000 reference $A/P1
agreed FT2 600000 reference $B/P1 $B/P2" of "$short" match
check 'the records are as the schema says' valid match <<END
$(match)
END
same 'a payment that was seen is an event' \
	"$A/P1 FT1 2026-11-22 300000 reference
$B/P1 FT2 2026-11-22 600000 reference
$B/P2 FT2 2026-11-22 600000 reference" "$(ck-store log | jq -r '
	select(.event == "payment.settled") | "\(.subject) \(.body |
	"\(.reference) \(.booked_on) \(.line_minor) \(.found_by)")"')"
keeps 'the list comes twice: nothing changes' 0 match
same '... which is told' 'true true' "$(match | jq .repeated | xargs)"
same '... on standard error' \
	'ck-fee: 2 lines agree, 0 do not; 0 payments have no line' \
	"$(words match)"

# Another day of the bank.
pay 90000 typed-7 transfer "$B.1" >"$T/.paid" || exit 99
bank '22/11/2026;FT3;;90.000;9;ck phi xe F.A2345 ngay 22' \
	'22/11/2026;FT1;;300.000;9;PHI CUA KHAU' \
	'22/11/2026;FT1;;300.000;9;PHI CUA KHAU'
prints 'the text names the plate; a reference that stands twice' \
	"agreed FT3 90000 text $B/P3
agreed FT1 300000 reference $A/P1
doubled FT1 300000 null " status 1 of "$short" match
keeps '... and again' 1 match
bank '23/11/2026;FT1;;300.000;9;PHI' '22/11/2026;FT2;;1;9;PHI' \
	'22/11/2026;typed-7;;90.000;9;PHI'
prints 'the reference of a line of another day or amount' \
	"doubled FT1 300000
doubled FT2 1
doubled typed-7 90000" status 1 of \
	'"\(.result) \(.reference) \(.amount)"' match

# Payments that differ, or that are not there.
C=$(jq '.vehicles[0] |= (.plate = "29C-777.77" | .container = null |
	.trailer = null | .axles = 2) | .customs[0].number = "305123499990" |
	del(.. | nulls)' "$top_srcdir/tests/data/clear/export.json" \
	>"$T/c.json" && submit "$T/c.json")
{
	fee --as phi-nga assess "$C" && pay 100000 FT9 transfer "$C" &&
		pay 1000 FT8 card "$C"
} >"$T/.ready" || exit 99
short_no='"\(.result) \(.reference) \(.amount) \(.paid) \(.vehicle.label) \(.fee) \(.open)"'
bank '22/11/2026;FT9;;150.000;9;PHI' \
	'22/11/2026;FT10;;699.000;9;PHI XE 29C77777 NOP' \
	"22/11/2026;FT11;;699.000;9;$(echo "$C" | tr -d '-')F1" \
	'22/11/2026;FT12;;5.000;9;KHONG RO' \
	'22/11/2026;FT13;;5.000;9;XE 129C77777, 29C777771'
keeps 'what does not agree changes nothing' 1 match
prints 'other amounts, unknown lines, what they name; a payment without line' \
	"differs FT9 150000 100000 29C-777.77 null null
no_payment FT10 699000 null 29C-777.77 $C/F1 699000
no_payment FT11 699000 null 29C-777.77 $C/F1 699000
no_payment FT12 5000 null null null null
no_payment FT13 5000 null null null null
no_line FT9 100000 100000 29C-777.77 null null
no_line FT8 1000 1000 29C-777.77 null null" status 1 of "$short_no" match
match >"$T/records"
check 'these records are as the schema says' valid match <"$T/records"
same 'a line that is known is paid by a pipe' "$C/F1 699000 FT10 true" \
	"$(jq -c 'select(.reference == "FT10")' "$T/records" |
		fee --as phi-nga --means transfer pay |
		jq -r '"\(.fee) \(.amount) \(.reference) \(.confirmed)"')"
prints '... and agrees then' 'agreed FT10 reference' status 1 of \
	'select(.reference == "FT10") | "\(.result) \(.reference) \(.by)"' match
prints 'a table' 'SIMULATED
Result      Day             Amount  Currency  Reference         Vehicle       Found by   Note' \
	sh -c '"$@" | sed 2q' - ck-fee --lang en --as phi-nga -f table \
	match --map "$top_srcdir/share/adapters/bank-list.jq" "$list"

# Lines that cannot be taken.
bank '22/11/2026;FT1;;300.000;9;PHI' '32/11/2026;X1;;1;9;X' \
	'22/11/2026;;;1;9;X' '22/11/2026;X2;;nhiều;9;X'
keeps 'lines that cannot be taken' 65 match
same '... are told by line' \
	"ck-fee: $list:3: column Ngày giao dịch: a day is expected, as 22/11/2026 or 2026-11-22 [cell]
ck-fee: $list:4: /reference: the mapping gives no reference, without blanks [reference]
ck-fee: $list:5: column Ghi có: a number is expected, as 21500 or 21.500,5 [cell]
ck-fee: 1 lines agree, 0 do not; 2 payments have no line" "$(words match)"
match --rejects "$T/rejects" >"$T/.out" 2>&1
same '... and put by' "$(sed -n '1p;3,5p' "$list")" "$(cat "$T/rejects")"
bank '22/11/2026;FT1;;300.000,5;9;PHI'
keeps 'half a dong' 65 match
echo '{date: "x", amount: 1}' >"$T/map.jq"
keeps 'a mapping that gives no day' 65 fee --as phi-nga match \
	--map "$T/map.jq" "$list"
echo '{date: "2026-11-22"}' >"$T/map.jq"
keeps '... or no amount' 65 fee --as phi-nga match --map "$T/map.jq" "$list"

check 'the tables are what the log says' verifies
done_testing
