#!/bin/sh
# When the disk fails under a verb of the keeper, it says so (74): verify does
# not call it tampering, init and backup leave nothing half made, and what was
# to be written is there wholly or not at all. CK_LONG tries every operation.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 12 || exit 99
before=$(sqlite3 "$CK_STORE" 'select seq from origin')

# after FAULT VERB JUDGE...: judge, when the verb fails; nothing is said when
# all is as it should be
after() {
	fault=$1 verb=$2
	shift 2
	put "$CK_STORE" "$T/copy"
	rm -rf "$T/made"
	mkdir "$T/made"
	# shellcheck disable=SC2086 # a verb and its options
	CK_FAULT=$fault CK_FAULT_LOG=$T/counts ck-store-faulty --as admin \
		-s "$T/copy" $verb >"$T/out" 2>"$T/said"
	after=$?
	"$@" >"$T/.judged" 2>&1 && return
	echo "$fault: exit status $after: $(head -n 1 "$T/said")"
	cat "$T/.judged"
}

# each VERB JUDGE...: at every STEP-th operation of any kind, once and for good
each() {
	verb=$1
	shift
	after eio:any:0 "$verb" true >"$T/.each"
	total=$(sed 's/.*any \([0-9]*\).*/\1/' "$T/counts")
	step=$((total / 8 + 1))
	[ -z "${CK_LONG-}" ] || step=1
	for act in eio full; do
		for on in '' +; do
			n=1
			while [ "$n" -le "$total" ]; do
				after "$act:any:$n$on" "$verb" "$@"
				n=$((n + step))
			done
		done
	done >>"$T/.each"
	same "$verb: $total operations" '' "$(cat "$T/.each")"
}

# A failed read of a page that is looked for is no finding.
said_so() {
	case $after in
	0) ;;
	74) grep -q '^ck-store: .*\[\(store\|copy\)\]$' "$T/said" ;;
	*) return 1 ;;
	esac
}
looked() {
	said_so && ! grep '"fault"' "$T/out"
}
written() {
	said_so && sound "$T/copy" || return
	now=$(sqlite3 "$T/copy" 'select seq from origin')
	if [ "$after" -eq 0 ]; then
		[ "$now" -gt "$before" ]
	else
		[ "$now" -eq "$before" ]
	fi
}
backed_up() {
	said_so || return
	if [ "$after" -eq 0 ]; then
		sound "$T/made/copy"
	else
		[ -z "$(ls "$T/made")" ]
	fi
}

each 'verify --all' looked
each log said_so
each stat said_so
each tick written
each "site $site_file" said_so
each "backup $T/made/copy" backed_up

done_testing
