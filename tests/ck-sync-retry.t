#!/bin/sh
# ck-sync tries again what may be better the next time, and says so when it
# gives up; nothing is lost and nothing counts twice.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store
fact 1 305123456780 B11 2 thong_quan >"$T/facts"
fact 2 105987654320 A11 1 thong_quan >>"$T/facts"
failures() {
	ck-sync status --jq '"\(.failures) \(.problem // "-")"' | jq -r .
}
tries() {
	grep -c 'trying again' "$T/sync.err"
}

start_peer --facts "$T/facts" --page 1 --fault get-500:2
sums 'two failures are outlived' 0 '2 2 0 0 2' pull customs -v
same '... each was tried again' 2 "$(tries)"
sqlite3 "$CK_STORE" 'delete from peer_cursor'

for fault in get-500 get-busy get-cut get-short; do
	start_peer --facts "$T/facts" --fault "$fault:1"
	sums "$fault: tried again" 0 '2 0 2 0 2' pull customs -v
	same '... once' 1 "$(tries)"
	sqlite3 "$CK_STORE" 'delete from peer_cursor'
done
start_peer --facts "$T/facts" --fault get-busy:1
sums 'a peer that says when' 0 '2 0 2 0 2' pull customs -v
check '... is waited for so long' grep -q 'again in 1000 ms' "$T/sync.err"

fact 3 105987654399 A11 3 dung >>"$T/facts"
start_peer --facts "$T/facts" --page 1 --fault get-500:3
before=$(length)
sums 'a peer that stays down is left for later' 75 '' pull customs
same '... and said' "ck-sync: $url/facts?after=2: the peer answered 503 [peer]" \
	"$(cat "$T/sync.err")"
same '... nothing was changed' "$before" "$(length)"
same '... status remembers' "1 $url/facts?after=2: the peer answered 503" \
	"$(failures)"
stop_peer
sums 'a peer that is not there' 75 '' pull customs
same '... is a second failure' 2 "$(failures | cut -c 1)"
start_peer --facts "$T/facts"
sums 'when it is back' 0 '1 1 0 0 3' pull customs
same '... status forgets' '0 -' "$(failures)"

# What trying again does not mend.
for pair in get-401=77 get-away=65 get-huge=65; do
	start_peer --facts "$T/facts" --fault "${pair%=*}:1"
	sums "${pair%=*} is not tried again" "${pair#*=}" '' pull customs -v
	same '... but remembered' "0 1" "$(tries) $(failures | cut -c 1)"
	sums '... and over' 0 '0 0 0 0 3' pull customs
done
start_peer --facts "$T/facts" --fault get-huge:1
sums 'a reply that is too large' 65 '' pull customs
same '... is told so' "ck-sync: $url/facts?after=3: the reply is larger than \
64 MiB [peer]" "$(cat "$T/sync.err")"

# A peer that begins again is not followed for ever.
for page in 1 2; do
	start_peer --facts "$T/facts" --page "$page" --ring
	sync pull customs >"$T/sync.out" 2>"$T/sync.err"
	same "pages of $page that go round end the run" 65 $?
	check '... which says so' grep -q "^ck-sync: $url: its cursors go round:" \
		"$T/sync.err"
	check '... and remembers' test "$(failures | grep -c '^1 its cursors')" = 1
done

start_peer
sums 'a path the peer does not have' 65 '' pull customs

url=http://127.0.0.1:1/none
sums 'nobody listens' 75 '' pull customs
url=http://no-such-host.invalid
sums 'no such host' 75 '' pull customs
url=ftp://127.0.0.1/
sums 'another protocol' 78 '' pull customs
url=http://ck:secret@127.0.0.1:1/none
sums 'a peer that wants a password' 75 '' pull customs -v
same 'it is not told' '0 0' "$(grep -c secret "$T/sync.err") \
$(ck-sync status | grep -c secret)"
check '... but where the peer is' grep -qF 'http://127.0.0.1:1/none/facts' \
	"$T/sync.err"
url=http://127.0.0.1:port/
sums 'no URL' 78 '' pull customs

done_testing
