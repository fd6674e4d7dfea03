#!/bin/sh
# ck-fee list: all fees, those of a trip, those that are open.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
check 'nothing' test -z "$(fee list)"
fee --as phi-nga assess "$A.1" "$B" >"$T/.assessed" &&
	fee --as phi-nga --amount 800000 --reference R1 --means cash \
		pay "$A.1" >"$T/.paid" || exit 99

ids() {
	of .fee fee list "$@" | xargs
}
same 'all' "$A/F1 $B/F1 $B/F2 $B/F3" "$(ids)"
same 'what is open' "$B/F1 $B/F2 $B/F3" "$(ids --open)"
same 'of a truck' "$B/F2" "$(ids 12C-200.11)"
same 'of a declaration' "$B/F1 $B/F2 $B/F3" "$(ids "$B")"
same 'of a truck that has paid' '' "$(ids --open "$A.1")"
check 'no such trip' status 67 fee list CKHN-20261122-09999.1
prints 'csv' 'Vehicle,Fee,For,Amount,Unpaid,Currency,State,Unconfirmed,Note,Simulated
12C-123.45,'"$A"'/F1,infrastructure,800000,0,VND,paid,true,class VT6: 800000 VND,SIMULATED' \
	fee list -f csv "$A.1"

done_testing
