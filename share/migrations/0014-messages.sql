-- What was told to enterprises and to those who asked for something.

-- derived: root is the declaration; recipient is enterprise:CODE or user:NAME,
-- about the kind of the event that made it, changed the pointers (JSON).
create table message (
	declaration text not null,
	number integer not null,
	recipient text not null,
	about text not null,
	request integer,
	actor text not null,
	on_behalf text,
	reason text,
	changed text,
	sent_at integer not null,
	version integer not null,
	primary key (declaration, number)
) strict, without rowid;

create index message_by_recipient on message (recipient, version);
create index message_by_version on message (version);
