#!/bin/sh
# Every event that was changed, moved, taken away or put in behind the programs'
# back is found by verify --all, which says where; so is a head that no longer
# fits its log.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
head=$(sqlite3 "$CK_STORE" 'select seq from origin')
sealed=$(sqlite3 "$CK_STORE" 'select max(to_seq) from seal')
check 'a part of the history is sealed' \
	test "$sealed" -gt 100 -a "$sealed" -lt $((head - 40))

at_event() {
	n=$1 next=$(($1 + 1)) where="where seq = $1"
	zeros=$(printf '%064d' 0)

	tampered "$n: another time" "CKHN:$n" "update event set
		line = replace(line, '\"at\":\"2026', '\"at\":\"2025') $where"
	tampered "$n: a space more" "CKHN:$n" "update event set
		line = replace(line, '\"body\":{', '\"body\": {') $where"
	tampered "$n: a byte at the end" "CKHN:$n" "update event set
		line = line || ' ' $where"
	tampered "$n: no line" "CKHN:$n" "update event set line = '' $where"
	tampered "$n: another hash" "CKHN:$n" "update event set
		hash = '$zeros' $where"
	tampered "$n: ... which its follower does not follow" "CKHN:$next" \
		"update event set hash = '$zeros' $where"
	forged=$(sqlite3 "$CK_STORE" "select e.hash || char(10) ||
		replace(f.line, '\"at\":\"2026', '\"at\":\"2025')
		from event e join event f on f.seq = e.seq + 1
		where f.seq = $n" | sha256sum | cut -c 1-64)
	tampered "$n: another time and its right hash" "CKHN:$next" "
		update event set hash = '$forged',
			line = replace(line, '\"at\":\"2026', '\"at\":\"2025')
		$where"
	tampered "$n: another seq" "CKHN:$((head + 9))" \
		"update event set seq = $head + 9 $where"
	tampered "$n: a seq below all" "CKHN:$next" \
		"update event set seq = -seq $where"
	tampered "$n: seqs swapped" "CKHN:$n" "
		update event set seq = -$n $where;
		update event set seq = $n where seq = $next;
		update event set seq = $next where seq = -$n"
	tampered "$n: lines and hashes swapped" "CKHN:$next" "
		create temp table other as select * from event;
		update event set (line, hash) = (select line, hash from other o
			where o.seq = 2 * $n + 1 - event.seq)
		where seq in ($n, $next)"
	tampered "$n: arrivals swapped" "CKHN:$next" "
		update event set arrival = -arrival $where;
		update event set arrival = arrival - 1 where seq = $next;
		update event set arrival = 1 - arrival $where"
	tampered "$n: another root" "CKHN:$n" "
		update event set root = 'hold:CKHN-H99999' $where"
	tampered "$n: the root of another event" "CKHN:$n" "
		update event set root = (select root from event f
			where f.root <> event.root limit 1) $where"
	tampered "$n: another origin" "event $n" \
		"update event set origin = 99 $where"
	tampered "$n: taken away" "CKHN:$next" "delete from event $where"
	tampered "$n: put in once more" "event $((head + 1))" "
		insert into event (origin, seq, root, line, hash)
		select origin, 0, root, line, hash from event $where"
	tampered "$n: put in for another origin" "event $((head + 1))" "
		insert into event (origin, seq, root, line, hash)
		select 99, 1, root, line, hash from event $where"
	tampered "$n: put in at the end" "CKHN:$((head + 1))" "
		insert into event (origin, seq, root, line, hash)
		select origin, $head + 1, root, line, hash from event $where"
	tampered "$n: made simulated" "CKHN:$n" "update event set
		line = replace(line, '\"simulated\":true,', '') $where"
}
at_event 100
at_event $((sealed + 5))
[ -z "${CK_LONG-}" ] || for n in $(seq 2 37 $((head - 1))); do at_event "$n"; done

tampered 'the tail cut off' CKHN "delete from event where seq > $head - 3"
tampered 'the tail cut off, its head put right' "declaration $(sqlite3 \
	"$CK_STORE" 'select max(declaration) from declaration')" "
	delete from event where seq > $sealed + 2;
	update origin set (seq, hash) = (select seq, hash from event
		order by seq desc limit 1)"
tampered 'all events gone' CKHN 'delete from event'
tampered 'the head further on' CKHN 'update origin set seq = seq + 1'
tampered 'the head further back' CKHN 'update origin set seq = seq - 1'
tampered 'another hash of the head' CKHN \
	"update origin set hash = 'x' || substr(hash, 2)"
tampered 'another time of the head' CKHN 'update origin set at = at + 1'
tampered 'another begin' CKHN:1 \
	"update origin set first_prev = replace(first_prev, '0', '1')"
tampered 'a longer begin' CKHN "update origin set first_prev = first_prev || 'x'"
tampered 'another arrival of the last event' event "update event
	set arrival = arrival + 5 where seq = $head"
tampered 'another name' XX:1 "update origin set name = 'XX'"
tampered 'a log that nobody wrote' YY "insert into origin
	select 9, 'YY', first_prev, 7, hash, at, 0 from origin"
tampered 'said to be real' CKHN:1 \
	"update setting set value = 0 where name = 'simulated'"

# A forger who keeps the chain right still has to do what apply does.
last=$(sqlite3 "$CK_STORE" 'select hash from origin')
line=$(sqlite3 "$CK_STORE" "select line from event
	where line like '%\"event\":\"hold.placed\"%' limit 1" |
	sed 's/"seq":[0-9]*/"seq":'"$((head + 1))/; s/CKHN-H[0-9]*/CKHN-H88888/g")
hash=$(printf '%s\n%s\n' "$last" "$line" | sha256sum | cut -c 1-64)
tampered 'an event put in with its right hash' 'hold CKHN-H88888 CKHN 1001' "
	insert into event (origin, seq, root, line, hash) values
		(1, $head + 1, 'hold:CKHN-H88888', '$line', '$hash');
	update origin set seq = $head + 1, hash = '$hash'"

for column in from_seq to_seq digest hash; do
	tampered "a seal's $column" 'seal CKHN CKHN 1' "update seal set $column =
		case typeof($column) when 'integer' then $column + 1
		else 'x' || substr($column, 2) end
		where from_seq = (select min(from_seq) from seal)"
done
n=$(sqlite3 "$CK_STORE" "select seq from event
	where line like '%\"event\":\"log.sealed\"%' limit 1")
tampered "a seal's line" "CKHN:$n" "update event set
	line = replace(line, '\"digest\":\"', '\"digest\":\"0') where seq = $n"

done_testing
