-- Corrections of declarations, those that were asked for, and the refs that
-- they gave up.

-- derived: root is the declaration; one row for each correction. digest is
-- that of its content, broken are the trips whose vehicle broke down. patch
-- refers to the private table: one that came with a key is known again by it.
create table amendment (
	declaration text not null,
	n integer not null,
	digest text not null,
	reason text,
	request integer,
	patch text,
	broken text,
	seq integer not null,
	primary key (declaration, n)
) strict, without rowid;

create index amendment_by_digest on amendment (digest);

-- derived: root is the declaration; no ref is given twice
create table retired (
	declaration text not null,
	ref text not null,
	section text not null,
	primary key (declaration, ref)
) strict, without rowid;

-- derived: root is the declaration; what somebody asked its owner to correct.
-- patch refers to the private table: it may hold what is personal.
create table amendment_request (
	declaration text not null,
	number integer not null,
	state text not null check (state = 'requested' or state = 'granted'
		or state = 'declined'),
	actor text not null,
	on_behalf text,
	asked_at integer not null,
	reason text,
	breakdown text,
	present integer not null check (present in (0, 1)),
	changed text not null,
	patch text not null,
	decided_at integer,
	decided_by text,
	decided_for text,
	decided_reason text,
	version integer not null,
	primary key (declaration, number)
) strict, without rowid;
