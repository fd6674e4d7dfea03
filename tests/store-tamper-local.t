#!/bin/sh
# What a store keeps for itself, beside its log: a row out of its form, one
# that names an event which the log does not hold, and a key that is gone.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
day --seed 7 --writer 1 --commands 40 | store-write append >"$T/answers" ||
	exit 99
ck-store verify >"$T/plain" || exit 99
head=$(ck-store head -j .seq)
zeros=$(printf %064d 0)
sqlite3 "$CK_STORE" "insert into peer_cursor values
		('CKHN/customs', 'facts', 'CKHN:opaque', 1, 0, null),
		('CKHN/customs', 'passed', 'CKHN:$head', 1, 0, null),
		('CKHN/portal', 'messages', 'CKHN:0', null, 3, 'refused'),
		('CKHN/portal', 'pull', 'TT:99999999', 1, 0, null);
	insert into setting values ('acts_refused', '3'), ('gatehouse',
		'{\"online\":true,\"merged\":$head,\"vehicles\":[]}'),
		('merged:CKHN/B1-1',
		'{\"first\":\"$zeros\",\"seq\":9999,\"hash\":\"$zeros\"}')"
settle "$CK_STORE"
check 'what programs write is sound' sound "$CK_STORE"
check '... in thirty runs, too' sh -c 'for run in $(seq 30); do
	ck-store verify || exit; done'
settle "$CK_STORE"

# -- settings, and how far peers were told ---------------------------------------

for value in "name = 'simulated'|2" "name = 'verify_part'|30" \
	"name = 'verify_part'|" "name = 'acts_refused'|-1" \
	"name = 'acts_refused'|many" "name = 'gatehouse'|{" \
	"name = 'gatehouse'|{\"online\":true,\"merged\":$((head + 1))}" \
	"name = 'merged:CKHN/B1-1'|{\"seq\":1}" \
	"name = 'merged:CKHN/B1-1'|[]"; do
	name=${value%\'*} name=${name#*\'}
	for verify in 'verify --all' verify; do
		# A plain run writes that one anew.
		[ "$verify-$name" != verify-verify_part ] || continue
		tampered "$verify: $name is ${value#*|}" "setting $name" \
			"update setting set value = '${value#*|}'
			where ${value%%|*}"
	done
done
tampered 'a peer was told more than the log holds' \
	'peer_cursor CKHN/customs passed' \
	"update peer_cursor set cursor = 'CKHN:$((head + 1))'
	where stream = 'passed'"
tampered 'fewer failures than none' 'peer_cursor CKHN/portal messages' \
	"update peer_cursor set failures = -1 where stream = 'messages'"

# -- the journal of keys ------------------------------------------------------------

verify='verify --all'
key=$(sqlite3 "$CK_STORE" 'select min(key) from journal')
journal() { # WHAT SET
	tampered "a key's answer: $1" "journal $key" "update journal set $2
		where key = '$key'"
}
journal 'half of it' 'answer = substr(answer, 1, 20)'
journal 'none' "answer = '{}'"
journal 'text' "answer = '{\"status\":0,\"answers\":[\"done\"]}'"
journal 'of a status that is not kept' \
	"answer = replace(answer, '\"status\":0', '\"status\":65')"
journal 'the digest' "digest = 'x' || substr(digest, 2)"
declaration=$(sqlite3 "$CK_STORE" 'select min(declaration) from declaration')
journal 'of a version that is yet to come' "answer =
	'{\"status\":0,\"answers\":[{\"declaration\":\"$declaration\",' ||
	'\"version\":$((head + 1))}]}'"
tampered 'a key without its program' 'journal w1' "insert into journal
	select 'w1', digest, answer, at from journal where key = '$key'"
tampered 'a key that is gone' "journal $key" "delete from journal
	where key = '$key'"
tampered 'one under another name' "journal $key" "update journal
	set key = key || 'x' where key = '$key'"

# A lane answers about its gatehouse's declarations, in whose log they stand.
check 'an answer about what is not in this log' changed "update journal set
	answer = '{\"status\":0,\"answers\":[{\"declaration\":' ||
	'\"CKHN-20261122-99999\",\"version\":$((head + 1))}]}'
	where key = '$key'"
check '... is none of its faults' sound "$T/copy"

done_testing
