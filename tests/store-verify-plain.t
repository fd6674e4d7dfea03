#!/bin/sh
# Plain verify finds at once what is wrong with anything open, with the log
# since the last seal, and with the schema; what is closed within thirty runs.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
head=$(sqlite3 "$CK_STORE" 'select seq from origin')
sealed=$(sqlite3 "$CK_STORE" 'select max(to_seq) from seal')

# first QUERY: its first answer
first() {
	sqlite3 -separator ' ' "$CK_STORE" "$1 limit 1"
}
open=$(first "select declaration from declaration where state = 'open'")
closed=$(first "select declaration from declaration where state = 'closed'")
held=$(first 'select hold from hold where lifted_at is null')
lifted=$(first 'select hold from hold where lifted_at is not null')
for what in "$open" "$closed" "$held" "$lifted"; do
	check "there is $what" test "$what"
done

thirty_runs() {
	for run in $(seq 30); do
		ck-store verify >>"$T/parts" || echo "run $run: $?"
	done
	sed -n 's/.*"part":\([0-9]*\).*/\1/p' "$T/parts" | sort -n | uniq -c |
		awk '$1 != 1 { print "part", $2, $1, "times" }
			END { if (NR != 30) print NR, "parts" }'
}
same 'thirty runs look at thirty parts of a sound history' '' "$(thirty_runs)"
prints 'a dry run does not count' 0 ck-store -n verify --jq '.faults'
prints 'the next run begins again' 0 ck-store verify --jq '.part'
settle "$CK_STORE"

# -- what is looked at in every run -------------------------------------------

verify=verify
tampered 'an open declaration' "declaration $open CKHN export" "update
	declaration set enterprise = 'x' where declaration = '$open'"
tampered 'a trip of it' "trip $(first "select declaration, trip, vehicle_ref
	from trip where declaration = '$open' order by trip")" "update trip
	set gross_g = 1 where trip = (select min(trip) from trip
		where declaration = '$open')"
tampered 'an open declaration taken away' "declaration $open CKHN export" \
	"delete from declaration where declaration = '$open'"
tampered 'a hold' "hold $held CKHN $(first "select number from hold
	where hold = '$held'")" "update hold set agency = 'x'
	where hold = '$held'"
# Of these, the first row and what verify calls it: its first three columns.
for table in site site_pending seal lane staff customs customs_passed \
	queue_class queue_entry lane_state admission stranger; do
	columns=$(sqlite3 "$CK_STORE" "select group_concat(name)
		from pragma_table_info('$table') where cid < 3")
	row=$(first "select $columns from $table")
	tampered "the first of $table" "$table $row" "delete from $table
		where ($columns) = (select $columns from $table limit 1)"
done
for n in $((sealed + 5)) $((head - 1)); do
	tampered "event $n, not sealed yet" "CKHN:$n" "update event
		set line = replace(line, '\"body\":{', '\"body\": {')
		where seq = $n"
done
tampered 'the head' CKHN 'update origin set seq = seq - 1'
tampered 'an index' 'index hold_open' 'drop index hold_open'

# -- what waits for its turn --------------------------------------------------

# within WHAT PLACE SQL: is done with all the others, and asked for at the end
within() {
	echo "$3;" >>"$T/sql"
	printf '%s\t%s\n' "$2" "$1" >>"$T/waiting"
}
within 'a closed declaration' "declaration $closed CKHN export" \
	"update declaration set enterprise = 'x' where declaration = '$closed'"
within 'a trip of it' "trip $(first "select declaration, trip, vehicle_ref
	from trip where declaration = '$closed' order by trip")" "update trip
	set gross_g = 1 where trip = (select min(trip) from trip
		where declaration = '$closed')"
within 'an open one said to be closed' "declaration $open CKHN export" \
	"update declaration set state = 'closed' where declaration = '$open'"
within 'a hold that was lifted' "hold $lifted CKHN $(first "select number
	from hold where hold = '$lifted'")" "update hold set agency = 'x'
	where hold = '$lifted'"
within 'a sealed event' CKHN:30 "update event
	set line = replace(line, '\"body\":{', '\"body\": {') where seq = 30"
within 'the hash of a sealed event' CKHN:30 "update event
	set hash = 'x' || substr(hash, 2) where seq = 30"
within 'a stray event' "event $((head + 1))" "insert into event
	(origin, seq, root, line, hash) select 9, 1, root, line, hash
	from event where seq = 5"
within 'a row of nothing' 'hold CKHN-H99999' "insert into hold
	select 'CKHN-H99999', site, 99999, agency, reason, subject_kind,
		subject, silent, figures, review_at, placed_at, placed_by,
		placed_for, lifted_at, lifted_by, lifted_for, lifted_reason,
		version from hold limit 1"
within 'a person of nobody' 'person pffffffffffffffffffffffffffffffff' "insert
	into person select 'pffffffffffffffffffffffffffffffff', salt, value
	from person limit 1"
person=$(first "select substr(line, instr(line, '\"person\":\"p') + 10, 33)
	from event where root = 'declaration:$closed'
		and line like '%\"person\":\"p%'")
within 'a person of a closed declaration' "person $person" \
	"update person set value = '{}' where id = '$person'"

check 'all of this is done' changed "$(cat "$T/sql")"
for run in $(seq 30); do
	finds - >"$T/.finds"
	cat "$T/where" >>"$T/places"
done
while IFS="$(printf '\t')" read -r place what; do
	check "$what is found within $run runs" grep -qxF "$place" "$T/places"
done <"$T/waiting"
same 'and nothing else, but for the seal and the link over event 30' '' "$(
	sort -u "$T/places" | grep -vxE 'CKHN:(31|1-[0-9]+)' |
		grep -vxF "$(cut -f 1 "$T/waiting")")"

done_testing
