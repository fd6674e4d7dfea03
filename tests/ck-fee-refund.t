#!/bin/sh
# ck-fee refund: what was paid twice or beyond what is due, and what was paid
# for a truck that was turned back; once for a reference.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"
. "${0%/*}/fee-ground.sh"

refund() {
	reason=$1 reference=$2
	shift 2
	fee --as phi-nga --reason "$reason" --reference "$reference" \
		--means cash refund "$@"
}

check 'paid' pay 800000 R1 "$A.1"
keeps 'nothing is over' 1 refund paid-twice V1 "$A.1"
same '... that is said' 'nothing-over 0' \
	"$(of '"\(.reasons[].code) \(.refundable)"' \
		refund paid-twice V1 "$A.1")"
keeps 'paid twice is not taken' 1 pay 800000 R2 "$A.1"
prints '... unless one says so' '800000 0' \
	of '"\(.amount) \(.open)"' pay 800000 R2 --excess "$A.1"
same 'it is over' '800000 1600000 800000 0' \
	"$(of '"\(.amount) \(.paid) \(.over) \(.open)"' fee list --over)"
keeps '... told again' 0 pay 800000 R2 --excess "$A.1"

keeps 'not another agency' 77 fee --as hq-lan --reason paid-twice \
	--reference V1 --means cash refund "$A.1"
keeps 'no reason' 64 fee --as phi-nga --reference V1 --means cash \
	refund "$A.1"
keeps 'no reference' 64 fee --as phi-nga --reason paid-twice --means cash \
	refund "$A.1"
keeps 'no means' 64 fee --as phi-nga --reason paid-twice --reference V1 \
	refund "$A.1"
keeps 'a bad amount' 64 refund paid-twice V1 --amount -1 "$A.1"
keeps 'no such fee' 67 refund paid-twice V1 "$A/F9"
keeps 'a dry run' 0 refund paid-twice V1 -n "$A.1"
keeps 'more than is over' 1 refund paid-twice V1 --amount 800001 "$A.1"
prints 'a part' "$A/B1 $A/F1 300000 cash paid-twice" \
	of '"\(.refund) \(.fee) \(.amount) \(.means) \(.reason)"' \
	refund paid-twice V1 --amount 300000 "$A.1"
keeps 'the same voucher again' 0 refund paid-twice V1 --amount 300000 "$A.1"
keeps '... for something else it is refused' 65 \
	refund paid-twice V1 --amount 1 "$A.1"
prints 'the rest' "$A/B2 500000" of '"\(.refund) \(.amount)"' \
	refund paid-twice V2 "$A.1"
keeps 'nothing is left' 1 refund paid-twice V3 "$A.1"
same 'the fee is paid' '800000 800000 null paid' \
	"$(of '"\(.amount) \(.paid) \(.over) \(.state)"' fee list "$A.1")"
same 'the check stands' confirmed \
	"$(of '.checks[] | select(.check == "fee").state' clear status "$A.1")"

check 'a part of another' pay 200000 R3 "$B.2"
check 'it enters' move "$B.2" outside yard B0-1
check 'it is turned back' clear --as bp-hung --reason owner-request \
	turn-back "$B.2"
prints 'what was paid is paid back, and no longer due' "$B/B1 200000" \
	of '"\(.refund) \(.amount)"' refund turned-back V4 "$B.2"
same '... the rest is as it was, and no order waived anything' \
	'300000 0 200000 null 100000' "$(
	of '"\(.amount) \(.paid) \(.paid_back) \(.waived) \(.open)"' \
		fee list "$B.2")"
check 'what is left is waived' fee --as phi-nga --reason exempt --order 7/QD \
	waive "$B.2"
same '... apart from what was paid back' '200000 100000 0 paid' \
	"$(of '"\(.paid_back) \(.waived) \(.open) \(.state)"' fee list "$B.2")"
same '... on the screen too' 'infrastructure 300000 VND; 200000 paid back; nothing open' \
	"$(clear --as bp-hung status -f table "$B.2" |
		sed -n 's/^ *Fee *\(.*open\).*/\1/p')"

check 'the tables are what the log says' verifies
done_testing
