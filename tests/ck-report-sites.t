#!/bin/sh
# Several gates in one store: each by itself, and summed at a node of the tree.
. "${0%/*}/lib.sh"
. "${0%/*}/report-ground.sh"

check 'a store' make_store
check 'a second site' env CK_NOW=2024-08-27T06:00:00+07:00 ck-store site \
	--as admin "$top_srcdir/share/sites/tan-thanh.json"
history | store-write append --site CKHN --as tt-gate >"$T/appended"
history --site TT | jq -c 'select(.at < "2024-08-29T10:30")' |
	store-write append --site CKHN --as tt-gate >"$T/appended"

# sums WHAT WANT OPTION...
sums() {
	sums_what=$1 sums_want=$2
	shift 2
	same "$sums_what" "$sums_want" "$(report day 2024-08-29 "$@" --jq '"\(.node
		) \(.total): \(.gates | map("\(.gate) \(.total)") |
		join(", "))"' | jq -r .)"
}
sums 'one gate' 'CKHN 6: CKHN 6' --site CKHN
sums 'the other' 'TT 2: TT 2' --site TT
sums 'the pair' 'huu-nghi-tan-thanh 8: CKHN 6, TT 2' \
	--site CKHN --node huu-nghi-tan-thanh
sums 'the province' 'lang-son 8: CKHN 6, TT 2' --site TT --node lang-son
check 'whose clock must be said' status 64 report day 2024-08-29
report day 2024-08-29 --site CKHN --node lang-son >"$T/text"
same 'each has its lines' \
'lang-son
   Hữu Nghị international border gate                      6
   Tân Thanh border gate                                   2' \
	"$(grep -E '^lang-son|border gate  ' "$T/text" | grep -v '^2')"

done_testing
