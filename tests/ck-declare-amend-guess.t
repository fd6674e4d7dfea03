#!/bin/sh
# Who may not see a person's number learns nothing by guessing it: a right guess
# is answered as a wrong one is, and what is not a dry run leaves an event.
. "${0%/*}/lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
. "${0%/*}/amend-ground.sh"

ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" init \
	>"$T/init" || exit 99
# shellcheck disable=SC2154 # lib.sh sets it
export_file=$top_srcdir/tests/data/trade/declaration-export.json
A=$(ck-declare --as dn-hoa submit "$export_file" --jq .declaration | tr -d '"')
a=$A.1
move "$a" outside yard B0-1 && confirm bp-hung bp-den "$a" &&
	confirm hq-lan hq-den "$a" && asked "$a" &&
	confirm kdtv-son kdtv "$a" && confirm vantai-tu vt-gp "$a" &&
	weighed 36740 "$a" && paid "$a" 800000 && confirm hq-lan hq-xong "$a" &&
	confirm bp-hung bp-kt "$a" || exit 99
right=020085001234
wrong=020085009234

# The answer to a guess at the driver's number, the number itself taken out.
guess() { # NUMBER ARG...
	guess_number=$1
	shift
	jq -cn --arg id "$guess_number" '[
		{op: "replace", path: "/goods/g1/name", value: "Xoài"},
		{op: "replace", path: "/vehicles/v1/crew/p1/id", value: $id}]' \
		>"$T/guess"
	amend "$@" "$a" --patch "$T/guess" 2>"$T/said"
	echo "exit $?" >>"$T/amended"
	sed "s/$guess_number/NUMBER/g" "$T/amended" "$T/said"
}

alike() { # WHAT ARG...
	alike_what=$1
	shift
	guess "$right" "$@" >"$T/right"
	guess "$wrong" "$@" >"$T/wrong"
	check "$alike_what" diff -u "$T/wrong" "$T/right"
}

for user in csgt-dung phi-nga kdtv-son bai-xuan-cuong hq-lan admin; do
	alike "$user asks, dry" -n --request --as "$user"
	alike "$user amends, dry" -n --as "$user"
done
alike 'admin says that the truck stands there' -n --present --as admin
guess "$right" -n --as admin >"$T/right"
same 'what goes stale, if it is another, is told' 'border_guard_check plant_quarantine' \
	"$(head -n 1 "$T/right" | jq -r '[.stale[].check] | unique | join(" ")')"
same '... and the mask, which is shown anyhow' '…234 …234' \
	"$(head -n 1 "$T/right" | jq -r '.changed[] |
		select(.pointer | endswith("/id")) | "\(.was) \(.is)"')"

# A merge patch, its crew as a list.
for id in $right $wrong; do
	echo "{\"vehicles\": {\"v1\": {\"crew\": [{\"ref\": \"p1\",
		\"role\": \"driver\", \"id\": \"$id\"}]}}}" >"$T/list"
	amend -n --as admin "$a" --patch "$T/list"
	cp "$T/amended" "$T/list.$id"
done
check 'a list is no way round' cmp "$T/list.$right" "$T/list.$wrong"

# -- the same document again ---------------------------------------------------

again() { # VERB USER NUMBER
	jq -c --arg id "$3" '.vehicles[0].crew[0].id = $id' "$export_file" |
		ck-declare "$1" -n --as "$2" - 2>&1 |
		jq -c 'del(.digest, .checks, .version)' 2>&1
}
for verb in check submit; do
	again "$verb" admin "$right" >"$T/right"
	again "$verb" admin "$wrong" >"$T/wrong"
	check "$verb of the same document" diff -u "$T/wrong" "$T/right"
done
same 'who submitted it is told that it stands' "$A" \
	"$(again check dn-hoa "$right" | jq -r 'select(.declaration).declaration')"

# -- what is no dry run --------------------------------------------------------

before=$(ck-store head -j .seq)
guess "$right" --reason mistake --as hq-lan >"$T/right"
check 'not theirs, right or wrong' grep -q not-owner "$T/said"
jq -c '.[1:]' "$T/guess" >"$T/only"
answers() {
	amend "$@" "$a" --patch "$T/only"
	jq -r .state "$T/amended"
}
same 'nor when nothing else is patched' 'exit 77' \
	"$(amend --reason mistake --as hq-lan "$a" --patch "$T/only" 2>"$T/said"
	echo "exit $?")"
same '... and nothing stands in the log' "$before" "$(ck-store head -j .seq)"
same 'a request is one, right or wrong' requested \
	"$(answers --request --reason mistake --as hq-lan)"
check '... which the log has' test "$before" -lt "$(ck-store head -j .seq)"
same 'what the keeper corrects is written down too' amended \
	"$(answers --reason mistake --as admin)"
same '... and nothing is stale by it' '' "$(stale)"
same 'its enterprise is told that it says so already' unchanged \
	"$(answers --reason mistake --as dn-hoa)"
same '... dry too' unchanged "$(answers -n --as dn-hoa)"
check 'the store is sound' ck-store verify --all

done_testing
