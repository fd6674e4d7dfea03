#!/bin/sh
# ck-sync pull and push are the keeper's alone: a peer of one's own could
# release any goods. The log says through what a fact came, and whose run it
# was.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

{
	fact 1 305123456780 B11 2 thong_quan
	fact 2 105987654320 A11 1 thong_quan
} >"$T/facts"
start_peer --facts "$T/facts" --posted "$T/posted"
check 'a store whose site names the peer' make_store "{\"url\": \"$url\"}"

before=$(length)
for user in dn-hoa hq-lan tt-gate bql-an; do
	for verb in pull push; do
		sums "$verb by $user" 77 '' "$verb" customs --as "$user"
		check '... who is told for whom it is' \
			grep -q ", not for admin \\[other-agency\\]" "$T/sync.err"
		sums "a dry run of $verb by $user" 77 '' \
			"$verb" customs --as "$user" -n
	done
	same "where the site file says, by $user" 77 "$(ck-sync pull customs \
		--as "$user" >"$T/out" 2>&1; echo $?)"
done
same '... and nothing was done' "$before " "$(length) $(ck-sync status)"
check '... nor told' test ! -s "$T/posted"

told() {
	ck-store log --jq ".line | select(.key == \"$1\") |
		\"\\(.actor) \\(.body.run_by) \\(.via)\"" | jq -r .
}
adapters=$top_srcdir/share/adapters
sums 'the keeper fetches' 0 '2 2 0 0 2' pull customs
same '... from the peer of the site file, in the name of the keeper' \
	"peer:customs admin peer:customs adapters:$adapters" "$(told 1)"

fact 3 305123456781 >>"$T/facts"
start_peer --facts "$T/facts" --posted "$T/posted"
url=http://keeper:secret@${url#http://}/
sums '... and from elsewhere' 0 '1 1 0 0 3' pull customs
same '... which the log tells, without the password' \
	"peer:customs admin peer:customs url:http://${url#*@} adapters:$adapters" \
	"$(told 3)"
check '... anywhere' sh -c '! ck-store log | grep -q secret'
check 'the tables follow from the log' ck-store verify --all

done_testing
