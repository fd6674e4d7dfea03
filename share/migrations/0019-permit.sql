-- Vehicles that pass without a declaration.

-- derived: root is the permit
create table permit (
	permit text primary key,
	site text not null,
	number integer not null,
	normal text not null,
	label text not null,
	lanes text not null,
	reason text not null,
	valid_from integer not null,
	valid_until integer not null,
	given_at integer not null,
	given_by text not null,
	given_for text,
	ended_at integer,
	ended_by text,
	ended_for text,
	end_reason text,
	version integer not null
) strict, without rowid;

create index permit_by_normal on permit (site, normal, valid_until);
create index permit_by_number on permit (site, number);
