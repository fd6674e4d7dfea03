#!/bin/sh
# ck-sync push: the peer is told of each passage of goods, and counts it once,
# whatever happens on the way.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"
[ -x "$top_builddir/tests/sim/store-write" ] ||
	skip_all 'tests/sim/store-write is not built'

# passed N: the n-th trip of 305123456780 has crossed.
passed() {
	jq -nc --argjson n "$1" '{at: "2026-11-22T12:00:0\($n)+07:00", events: [{
		event: "customs.passed", root: "CKHN/30512345678",
		subject: "CKHN/30512345678",
		body: {trip: "CKHN-20261122-00001.\($n)", packages: (100 * $n),
		gross_g: 9000500, lane: "B1-1"}}]}'
}
append() {
	store-write append --as hq-lan
}
posted() {
	jq -r '"\(.event) \(.trip)"' "$T/posted" | xargs
}
sent() {
	ck-sync status --jq '"\(.stream) \(.cursor) \(.failures)"' | jq -r .
}

check 'a store' make_store
: >"$T/posted"
echo '{"events":[{"event":"customs.declared","root":"CKHN/30512345678",
	"subject":"CKHN/30512345678","body":{"number":"305123456780"}}]}' |
	tr -d '\n' >"$T/first"
echo >>"$T/first"
check 'a customs number' append <"$T/first"
check 'goods passed' append <<END
$(passed 1)
$(passed 2)
END
head=$(length)

start_peer --posted "$T/posted"
sums 'a dry run sends nothing' 0 "2 0 CKHN:$head" push customs -n
same '... but says what it would send' 'CKHN-20261122-00001.1
CKHN-20261122-00001.2' "$(jq -r 'select(.kind == "goods_passed") | .trip' \
	"$T/sync.out")"
same '... and tells the peer nothing' '' "$(posted)"

sums 'each passage is told' 0 "2 0 CKHN:$head" push customs
same '... with number, packages, mass, time and lane' \
	'{"kind":"goods_passed","site":"CKHN","simulated":true,"customs":"305123456780","trip":"CKHN-20261122-00001.1","packages":100,"gross_kg":9000.5,"lane":"B1-1","at":"2026-11-22T12:00:01.000+07:00","event":"CKHN:'$((head - 1))'"}' \
	"$(head -n 1 "$T/posted" | jq -c 'del(.hash)')"
same '... and the hash of its event, which is a head of our log' 0 \
	"$(jq -r '"\(.event):\(.hash)"' "$T/posted" | while read -r known; do
		ck-store verify --expect "$known" >"$T/verify" || echo bad
	done | wc -l)"
same '... status tells how far' "passed CKHN:$head 0" "$(sent)"
sums 'nothing more is there' 0 "0 0 CKHN:$head" push customs
same '... nothing is told twice' 2 "$(wc -l <"$T/posted")"

# next FAULT: a new passage, told to a peer that has this fault.
next() {
	n=$((n + 1)) head=$((head + 1))
	passed "$n" | append >"$T/out"
	start_peer --posted "$T/posted" --fault "$1"
}
n=2
next post-drop:1
sums 'the answer is lost: sent again' 0 "1 0 CKHN:$head" push customs -v
check '... as it says' grep -q 'trying again' "$T/sync.err"
same '... and counted once' "CKHN:$head CKHN-20261122-00001.3" \
	"$(posted | cut -d ' ' -f 5-)"
next post-500:1
sums 'a peer that fails once' 0 "1 0 CKHN:$head" push customs
same '... has it' 4 "$(wc -l <"$T/posted")"

next post-drop:9
sums 'the peer has it, we never learn' 75 '' push customs
same '... status tells' "passed CKHN:$((head - 1)) 1" "$(sent)"
next post-drop:0
sums 'it is sent again with the next' 0 "2 0 CKHN:$head" push customs
# A new peer process has forgotten the keys; its book has not.
same '... under the same name' "CKHN:$((head - 1)) 2" \
	"$(jq -r .event "$T/posted" | sort | uniq -c | awk '$1 > 1 { print $2, $1 }')"

next post-400
next post-400
sums 'one that is refused for good stops the run' 65 "" push customs
check '... is named' grep -q "^ck-sync: CKHN:$((head - 1)): http.*answered 400" \
	"$T/sync.err"
start_peer --posted "$T/posted" --fault post-400
sums '... not with --keep-going' 65 "1 1 CKHN:$head" push customs -k
same '... which answers it' "error 65 CKHN:$((head - 1))" \
	"$(jq -r 'select(.kind == "error") | "\(.kind) \(.status) \(.key)"' \
	"$T/sync.out")"
sums '... and is past it' 0 "0 0 CKHN:$head" push customs

stop_peer
passed 9 | append >"$T/out"
sums 'a peer that is not there' 75 '' push customs
check 'the log is whole' ck-store verify --all

done_testing
