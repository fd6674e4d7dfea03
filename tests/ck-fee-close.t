#!/bin/sh
# ck-fee close: what a collector took since the last closing, by means, less
# what was paid back; the shares sum to the total.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
check 'a second collector' ck-store --as admin staff add phi-hoa --agency fee
fee --as phi-nga assess "$A.1" "$B" >"$T/.assessed" || exit 99
pay() {
	fee --as "$1" --amount "$2" --reference "$3" --means "$4" \
		pay "$5" >"$T/.paid"
}
close() {
	fee --as phi-nga close "$@"
}
shape='"\(.closing) \(.collector) \(.amount) \([.takings[] |
	"\(.means) \(.amount)"] | join(", ")); \([.split[] |
	"\(.to) \(.amount)"] | join(", "))"'

keeps 'nothing was taken' 1 close
check 'cash' pay phi-nga 123457 R1 cash "$A.1"
check 'by transfer' pay phi-nga 300000 R2 transfer "$A.1"
check 'by the other one' pay phi-hoa 90000 R3 cash "$B/F1"
check 'a payment entered late' fee --as phi-nga --amount 1 --reference R4 \
	--means cash --at 2026-11-22T06:00:00+07:00 --at-reason outage \
	pay "$A.1"
keeps 'not another agency' 77 fee --as hq-lan close
keeps 'a dry run' 0 close -n
prints 'a table says what was taken by which means, and for whom' \
	'cash 123458, transfer 300000    gate_centre 42345, budget 381113' \
	sh -c 'ck-fee --as phi-nga close -n -q -f table | grep -o "cash.*"'
prints 'by means; a tenth and the rest, to the unit' \
	'CKHN-K00001 phi-nga 423458 cash 123458, transfer 300000; gate_centre 42345, budget 381113' \
	of "$shape" close
keeps 'nothing since' 1 close
prints 'of another one, by who stands above' \
	'CKHN-K00002 phi-hoa 90000 cash 90000; gate_centre 9000, budget 81000' \
	of "$shape" fee --as tt-gate close phi-hoa
check 'paid twice' fee --as phi-nga --amount 400000 --reference R5 \
	--means transfer --excess pay "$A.1"
check 'paid back' fee --as phi-nga --reason paid-twice --reference V1 \
	--means cash refund "$A.1"
prints 'what was paid back is taken off' \
	'CKHN-K00003 phi-nga 376542 cash -23458, transfer 400000; gate_centre 37654, budget 338888' \
	of "$shape" close
same 'the closings are what was paid' 890000 "$(ck-store log | jq -s '
	map(select(.event == "closing.made").body.total_minor) | add')"
check 'the tables are what the log says' verifies
done_testing
