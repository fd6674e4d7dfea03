#!/bin/sh
# However many vehicles are expected, the list stays within a line of 1 MiB,
# also with the longest site file that is brought beside it.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'

# Whoever is declared is expected; a slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"] |= (.require = [] | .queue = null |
	.timings.decide_timeout_ms = 60000)'
make_store && make_lane || exit 99
# Each has six plates: 4000 would be too long by far.
jq -c 'range(4100) as $i | def digits($n; $i): "000000\($i)"[-$n:];
	.customs[0].number = "3051\(digits(7; $i))0" |
	.vehicles[0] |= (.container = null | .trailer = null |
		([range(6)] | map("1\(.)C-\(digits(5; $i)[0:3]).\(digits(2; $i))"))
		as $plates | .plate = $plates[0] | .other_plates = $plates[1:])' \
	"$top_srcdir/tests/data/trade/declaration-export.json" |
	ck-declare submit -k --as dn-hoa - >"$T/declared"
same 'so many are declared' 4100 "$(grep -c '"state":"open"' "$T/declared")"
jq '.version = 2 | .zones.yard.name.en |= . + ("x" * 190000)' \
	"$T/site.json" >"$T/long.json"
ck-store site --apply new "$T/long.json" >"$T/loaded" || exit 99
length=$(jq -c . "$T/long.json" | wc -c)
check "a site file of $length bytes" test "$length" -gt 240000 -a \
	"$length" -lt 262144

rest 07:10:00 | lane "$house | tee $T/told" >"$T/ran" 2>"$T/words"
jq -c 'select(.kind == "expected")' "$T/told" | head -n 1 >"$T/expected"
vehicles=$(jq '.vehicles | length' "$T/expected")
check "the list is cut: $vehicles" test "$vehicles" -gt 2000 -a \
	"$vehicles" -lt 4000
check 'with the file it is a line' test "$(wc -c <"$T/expected")" -lt 1048576
same 'the lane has both' "2 $vehicles" "$(ck-store site -s "$L" |
	jq .version) $(sqlite3 "$L" "select json_array_length(value,
		'\$.vehicles') from setting where name = 'gatehouse'")"
check '... and was never offline' status 1 grep -q offline "$T/words"
same 'it has told of the file, as a line of its log' 0 \
	"$(gate status B0-1 -s "$L" -f json | jq .gatehouse.untold)"
check 'the store of the lane is sound' ck-store verify --all -s "$L"

done_testing
