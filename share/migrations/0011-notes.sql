-- Disputes, feedback and incidents, and holds by who placed them.

-- derived: root is the note; text and answer are ids of table person, where
-- the words stand. given: the deadline is not the one of the site file.
create table note (
	note text primary key,
	site text not null,
	prefix text not null,
	number integer not null,
	note_kind text not null,
	agency text not null,
	about text,
	subject_kind text not null,
	subject text not null,
	text text not null,
	deadline_at integer not null,
	given integer not null check (given in (0, 1)),
	written_at integer not null,
	written_by text not null,
	written_for text,
	answer text,
	answered_at integer,
	answered_by text,
	answered_for text,
	closed_at integer,
	closed_by text,
	closed_for text,
	closed_reason text,
	version integer not null
) strict, without rowid;

create unique index note_by_number on note (site, prefix, number);
create index note_on on note (subject) where closed_at is null;
create index note_waiting on note (site, deadline_at, note)
	where closed_at is null and answered_at is null;
create index note_answered on note (site, answered_at, note)
	where closed_at is null and answered_at is not null;
create index hold_by_agency on hold (agency, placed_at, hold)
	where lifted_at is null;
