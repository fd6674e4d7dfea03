#!/bin/sh
# Personal values stand outside the log, under digests that the log keeps: a
# row that was changed, exchanged, taken away or put in is found all the same.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
count=$(sqlite3 "$CK_STORE" 'select count(*) from person')
check "the history has persons" test "$count" -gt 20

# id N: of the N-th person
id() {
	sqlite3 "$CK_STORE" "select id from person order by id limit 1 offset $1"
}

at_person() {
	one=$(id "$1") two=$(id $((($1 + 1) % count)))
	tampered "$1: another value" "person $one" \
		"update person set value = replace(value, '09', '08')
		where id = '$one'"
	tampered "$1: the value of another" "person $one" "update person set value =
		(select value from person where id = '$two') where id = '$one'"
	tampered "$1: another salt" "person $one" "update person
		set salt = randomblob(32) where id = '$one'"
	tampered "$1: a longer salt" "person $one" "update person
		set salt = cast(salt || x'00' as blob) where id = '$one'"
	tampered "$1: a byte of the value moved into the salt" "person $one" "
		update person set salt = cast(salt || '{' as blob),
			value = substr(value, 2) where id = '$one'"
	for place in "$one" "$two"; do
		tampered "$1: rows exchanged" "person $place" "
			create temp table other as select * from person;
			update person set (salt, value) =
				(select salt, value from other o
				 where o.id in ('$one', '$two')
					and o.id <> person.id)
			where id in ('$one', '$two')"
	done
	tampered "$1: another id" "person $one" "update person
		set id = 'p' || substr(id, 3) || '0' where id = '$one'"
	tampered "$1: ... that nobody named" "person p${one#p?}0" "update person
		set id = 'p' || substr(id, 3) || '0' where id = '$one'"
	tampered "$1: taken away" "person $one" \
		"delete from person where id = '$one'"
	tampered "$1: put in" 'person pffffffffffffffffffffffffffffffff' "
		insert into person
		select 'pffffffffffffffffffffffffffffffff', salt, value
		from person where id = '$one'"
	tampered "$1: put in under a longer id" "person ${one}0" "
		insert into person select id || '0', salt, value
		from person where id = '$one'"
	tampered "$1: put in under half an id" "person ${one%????}0000" "
		insert into person
		select substr(id, 1, 29) || '0000', salt, value
		from person where id = '$one'"
}
at_person 3
[ -z "${CK_LONG-}" ] || for n in $(seq 4 $((count - 1))); do at_person "$n"; done
tampered 'all of them gone' "person $(id 0)" 'delete from person'

done_testing
