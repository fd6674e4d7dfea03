#!/bin/sh
# When the disk fails at the N-th read, write, sync or truncation of a stream,
# the program says so (74), and the store opens and is sound: it holds every
# command that was answered, and nothing of any other; sent again, the stream
# ends as it would have. CK_LONG tries every N.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"
. "${0%/*}/store-stream.sh"

make_stream 16 || exit 99

faulty() {
	put "$T/base" "$T/copy"
	ask env CK_FAULT="$1" CK_FAULT_LOG="$T/counts" \
		store-write -s "$T/copy" append
}

# counted WORD: how often it happened, or how often a fault was given
counted() {
	sed "s/.*\\b$1 \\([0-9]*\\).*/\\1/" "$T/counts"
}

faulty eio:any:0 || exit 99
same 'undisturbed, the stream gives its log' "$whole" "$(head_of "$T/copy")"
for operation in read write sync truncate; do
	echo "$operation $(counted "$operation")"
done >"$T/totals"
check 'it reads, writes, syncs and truncates' \
	test "$(grep -vc ' 0$' "$T/totals")" -eq 4

# after FAULT: what holds after it; nothing is said when all does
after() {
	faulty "$1"
	after=$?
	[ "$(counted acted)" -gt 0 ] || echo "$1: nothing happened"
	case $after in
	0) ;;		# it did no harm
	74)
		grep -q '^store-write: .* \[store\]$' "$T/said" ||
			echo "$1: says nothing of it"
		;;
	*) echo "$1: exit status $after: $(head -n 1 "$T/said")" ;;
	esac
	whole_or_not 0 >"$T/.whole" || { echo "$1: not whole"; cat "$T/.whole"; }
	resumed >"$T/.resumed" 2>&1 ||
		{ echo "$1: not resumed: $(head_of "$T/copy")"; cat "$T/.resumed"; }
}

# each ACT OPERATION STEP [+]: at each STEP-th operation
each() {
	total=$(sed -n "s/^$2 //p" "$T/totals")
	n=$(($3 / 2 + 1)) step=$3
	[ -z "${CK_LONG-}" ] || n=1 step=1
	while [ "$n" -le "$total" ]; do
		after "$1:$2:$n${4-}"
		n=$((n + step))
	done >"$T/.each"
	same "$1 at one of $total of $2${4:+ and all after}" '' \
		"$(cat "$T/.each")"
}

each eio read 5
each eio write 13
each full write 13
each eio sync 1
each eio truncate 1
each eio read 17 +
each eio write 37 +
each full write 37 +
each eio sync 2 +
each eio truncate 1 +

done_testing
