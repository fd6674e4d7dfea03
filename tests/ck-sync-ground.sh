# shellcheck shell=sh
# The ground of the tests of ck-sync: a simulated store whose site names a
# peer that is tried quickly, and tests/sim/peer. Source after lib.sh.
#
#	start_peer [OPTION...]	sets $url; one peer at a time
#	await_request		until the peer has a request with fault get-slow;
#				false when none comes
#	stop_peer
#	sync VERB [OPERAND...] [OPTION...]

# shellcheck disable=SC2154 # lib.sh sets them
CK_NOW=2026-11-22T10:00:00+07:00
export CK_NOW

trap 'stop_peer; rm -rf "$T"' EXIT

# What a request that fails is tried with: PEER is merged into the peer of the
# site file.
# shellcheck disable=SC2154
make_store() {
	jq --argjson peer "${1:-{\}}" \
		'.peers.customs += {tries: 3, backoff_ms: 20, timeout_ms: 5000}
		+ $peer' "$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --simulated --site "$T/site.json" >"$T/init"
}

start_peer() {
	stop_peer
	rm -f "$T/hold" "$T/ready"
	mkfifo "$T/hold" "$T/ready"
	"$top_srcdir/tests/sim/peer" "$@" <"$T/hold" >"$T/ready" 8<&- 9>&- &
	peer_pid=$!
	exec 9>"$T/hold" 8<"$T/ready"
	read -r _ url <&8
}

await_request() {
	timeout 60 sh -c 'read -r _' <&8
}

stop_peer() {
	[ -n "${peer_pid-}" ] || return 0
	exec 9>&- 8<&-
	wait "$peer_pid"
	peer_pid=
}

sync() {
	ck-sync --as admin --lang en --url "$url" \
		--adapters "$top_srcdir/share/adapters" "$@"
}

# sums WHAT STATUS SUM VERB...: the run exits with this status and its record
# of kind sync has these members: fetched, applied, repeated, refused (of push:
# sent, refused) and the cursor. Standard error is in $T/sync.err.
sums() {
	sums_what=$1 sums_want="$2: $3" sums_got=0
	shift 3
	sync "$@" >"$T/sync.out" 2>"$T/sync.err" || sums_got=$?
	same "$sums_what" "$sums_want" "$sums_got: $(jq -r \
		'select(.kind == "sync") | [.fetched, .applied, .repeated,
		.sent, .refused, .cursor] | map(values | tostring) |
		join(" ")' "$T/sync.out")"
}

# fact SEQ NUMBER [TYPE [CHANNEL [STATE]]]: as the customs peer has it.
fact() {
	jq -nc --argjson seq "$1" --arg number "$2" --arg type "${3-}" \
		--argjson channel "${4:-null}" --arg state "${5-}" \
		'{seq: $seq, soTK: $number, maLH: $type, luong: $channel,
		trangThai: $state,
		thoiGian: "2026-11-22T09:\($seq % 60 + 100 | tostring[1:]):00+07:00"}
		| with_entries(select(.value != null and .value != ""))'
}

events() {
	ck-store log --jq '.line | select(.program == "ck-sync") |
		"\(.event) \(.subject) \(.body | del(.run_by) | tojson)"' | jq -r .
}

length() {
	ck-store head --jq .seq
}
