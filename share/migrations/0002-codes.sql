-- Reference data: lists of codes, each load of which is kept for the dates it
-- held. A list lies in the log itself, in pieces: whoever has the log (another
-- site, a backup) has the lists, and verify rebuilds them like any row.

-- derived: root is the load, SITE/LIST/NUMBER. A list holds from valid_from
-- until the next one of its name begins, at most until valid_to.
create table codes (
	codes text primary key,
	site text not null,
	list text not null,
	number integer not null,
	valid_from integer not null,
	valid_to integer,
	rows integer not null,
	digest text not null,
	source text not null,
	loaded_at integer not null,
	seq integer not null
) strict, without rowid;

create index codes_by_list on codes (site, list, valid_from, number);

-- derived: root is the load; its rows, some of them dated themselves
create table code (
	codes text not null,
	code text not null,
	valid_from integer,
	valid_to integer,
	data text not null,
	primary key (codes, code)
) strict, without rowid;
