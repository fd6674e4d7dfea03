#!/bin/sh
# What ck-sync needs before it speaks to a peer.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store
fact 1 305123456780 B11 2 thong_quan >"$T/facts"
start_peer --facts "$T/facts" --posted "$T/posted"

for verb in pull push; do
	sums "$verb without a peer" 64 '' "$verb"
	sums "$verb with two" 64 '' "$verb" customs registry
	sums "$verb with one that the site file does not name" 67 '' "$verb" bank
	check '... is told so' grep -q 'names no peer bank' "$T/sync.err"
	sums "$verb by a stranger" 77 '' "$verb" customs --as stranger
done
sums 'an adapter that is not there' 66 '' pull customs --adapters "$T"
echo '.a |' >"$T/customs-facts.jq"
sums 'an adapter that does not compile' 78 '' pull customs --adapters "$T"
check '... is named' grep -q "^ck-sync: $T/customs-facts.jq: .*\\[adapter\\]" \
	"$T/sync.err"
head -c 1048577 /dev/zero | tr '\0' ' ' >"$T/customs-facts.jq"
sums 'an adapter of more than a MiB' 78 '' pull customs --adapters "$T"

before=$(length)
sums 'a dry run of pull' 0 '1 1 0 0 1' pull customs -n
same '... says that it is one' true "$(jq .dry_run "$T/sync.out")"
same '... changes nothing' "$before " "$(length) $(ck-sync status)"
chmod a-w "$CK_STORE"
sums '... needs no right to write' 0 '1 1 0 0 1' pull customs -n
chmod u+w "$CK_STORE"
fact 2 105987654320 A11 1 thong_quan >>"$T/facts"
start_peer --facts "$T/facts" --page 1
sums '... looks at all pages' 0 '2 2 0 0 2' pull customs -n

same 'a row of what was done' 'customs	facts	2	2	0	0		2	SIMULATED' \
	"$(sync pull customs -f tsv | tail -n 1)"

# Without --url and --adapters: what the site file and the installation say.
same 'the URL is the site file'\''s' 75 "$(CK_NOW=$CK_NOW ck-sync pull customs \
	--as admin --adapters "$top_srcdir/share/adapters" \
	>"$T/out" 2>"$T/err"; echo $?)"
check '... as is said' grep -q 'customs.example' "$T/err"

rm -f "$CK_STORE"*
check 'certificates of the site file' make_store '{"ca": "/nonexistent/ca.pem"}'
sums 'one that is not there: plain http does not look' 0 '2 2 0 0 2' pull customs
url=https${url#http}
sums '... https does' 78 '' pull customs
rm -f "$CK_STORE"*
check 'a peer on a socket of this host' make_store \
	"{\"unix_socket\": \"$T/none.sock\"}"
url=http://localhost
sums '... that nobody serves' 75 '' pull customs

done_testing
