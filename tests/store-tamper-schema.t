#!/bin/sh
# Tables, indexes and triggers are as the migrations made them, and an index
# says what its table says; else verify tells, with every verb it has.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99

schema_tampers() {
	tampered 'an index dropped' 'index hold_open' 'drop index hold_open'
	tampered 'an index put in' 'index more' \
		'create index more on hold (agency)'
	tampered 'an index that leaves out what is held' 'index hold_open' "
		drop index hold_open; create index hold_open on hold (subject)
			where lifted_at is null and agency <> 'customs'"
	tampered 'a trigger put in' 'trigger quiet' "create trigger quiet
		after insert on hold begin
			update hold set lifted_at = 1 where hold = new.hold;
		end"
	tampered 'a view put in' 'view v' 'create view v as select 1'
	tampered 'a table put in' 'table more' 'create table more (x)'
	tampered 'a table altered' 'table hold' \
		'alter table hold add column quiet integer'
	tampered 'a table renamed' 'table stranger' \
		'alter table stranger rename to unknown'
	tampered 'a table dropped' 'table transfer' 'drop table transfer'
	tampered 'the table of sites dropped' 'table site' 'drop table site'
	tampered 'a constraint weakened' 'table fee' "update sqlite_schema
		set sql = replace(sql, 'check (unconfirmed in (0, 1))', '')
		where name = 'fee'"
	tampered 'an index without its rows' "$T/copy" "
		update sqlite_schema set sql = replace(sql,
			'lifted_at is null', 'lifted_at = -1')
		where name = 'hold_open';
		pragma schema_version = 900;
		reindex hold_open;
		update sqlite_schema set sql = replace(sql,
			'lifted_at = -1', 'lifted_at is null')
		where name = 'hold_open';
		pragma schema_version = 901"
	tampered 'an index of another table' "$T/copy" "update sqlite_schema
		set rootpage = (select rootpage from sqlite_schema
			where name = 'staff_by_user')
		where name = 'hold_open'"
}
schema_tampers
verify=verify
schema_tampers

done_testing
