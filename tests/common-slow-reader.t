#!/bin/sh
# Who reads a listing slowly keeps nobody else from the store: nothing of it is
# being read while standard output is written to.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
trip=$(declare_truck 777.01 16200 30000)
jq -nc --arg trip "$trip" '("20" * 8192) as $frame | range(1; 100) |
	{events: [{event: "weighing.recorded", subject: $trip,
		root: ($trip | sub("[.].*"; "")),
		body: {weighing: "\($trip)/W\(.)", scale: "B1-S1",
			lane: "B1-1", weighs: "gross", gross_g: ., digits: 0,
			unit: "kg", e_g: 20000, limit_g: 1, verified: true,
			protocol: "yaohua-a9", outcome: "within",
			frames: [$frame]}}]}' |
	store-write append >"$T/answers" || exit 99
mark "$CK_STORE" >"$T/answers"
mkfifo "$T/slow"

# free COMMAND...: once it has begun to write, no read of it is open
free() {
	"$@" >"$T/slow" &
	exec 9<"$T/slow"
	dd bs=1 count=1 <&9 >"$T/begun" 2>"$T/dd"
	sqlite3 "$CK_STORE" 'pragma busy_timeout = 0' \
		'pragma wal_checkpoint(restart)' >"$T/busy"
	wc -c <&9 >"$T/rest"
	exec 9<&-
	wait $! || return 1
	sed 1d "$T/busy"
	[ "$(sed -n '2s/[|].*//p' "$T/busy")" = 0 ] &&
		[ "$(cat "$T/rest")" -gt 1048576 ]
}
for listing in 'store log' 'store log --hash' 'store log -j .' 'weigh list'; do
	# shellcheck disable=SC2086 # a program, its verb and options
	check "ck-$listing" free ck-$listing
	mark "$CK_STORE" >"$T/answers"
done

done_testing
