-- What enterprises declare again and again.

-- derived: root is the entry, SITE/OWNER/KIND/NAME; owner is an agency,
-- document a part of a declaration in its stored form, persons in table person
create table saved (
	saved text primary key,
	site text not null,
	owner text not null,
	kind text not null,
	name text not null,
	document text not null,
	version integer not null
) strict, without rowid;
