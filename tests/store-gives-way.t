#!/bin/sh
# A writer with a long piece of work lets in who waits: not after its stream,
# and not after what it has read of it.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

[ -r /proc/locks ] || skip_all '/proc/locks is not there'
command -v flock >/dev/null || skip_all 'flock is not installed'
make_store || exit 99
mark "$CK_STORE" >"$T/answers"

# Each record takes 2 ms to decide, on any machine; all are read at once.
records=60
n=0
while [ "$n" -lt "$records" ]; do
	n=$((n + 1))
	echo '{"burn_ms":2,"events":[{"event":"clock.stepped","root":"CKHN","subject":"CKHN","body":{"behind_ms":'$n'}}]}'
done >"$T/long"

# waits SUFFIX: until somebody waits for this lock of the store
waits() {
	inode=$(stat -c %i "$CK_STORE$1")
	until grep -q -- "-> FLOCK .*:$inode " /proc/locks; do
		kill -0 "$2" || return 1
	done
}

mkfifo "$T/never" "$T/held"
flock "$CK_STORE-write" sh -c "echo >'$T/held'; cat '$T/never'" >"$T/cat" &
holder=$!
read -r held <"$T/held"
store-write append "$T/long" >"$T/out" &
stream=$!
check "the stream waits for its turn$held" waits -write "$stream"
mark "$CK_STORE" >"$T/mark" &
second=$!
check 'another one waits behind it' waits -turn "$second"
: >"$T/never"
wait "$holder"
check 'the other one is answered' wait "$second"
check 'the stream too' wait "$stream"

same 'all of it' "$records" "$(grep -c '"kind":"appended"' "$T/out")"
at=$(jq .first "$T/mark")
check 'it was let in before the end of the stream' \
	test "$at" -lt "$(tail -n 1 "$T/out" | jq .last)"
check '... which had begun' test "$at" -gt "$(head -n 1 "$T/out" | jq .first)"
check 'the store is sound' sound "$CK_STORE"

done_testing
