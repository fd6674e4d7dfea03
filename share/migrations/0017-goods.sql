-- Goods that were refused, and what became of them.

-- derived: root is the declaration; how much of a goods line may not pass on
-- this trip. whole: nothing of the line is left that may.
create table goods_refused (
	declaration text not null,
	trip text not null,
	goods_ref text not null,
	n integer not null,
	check_name text,
	agency text not null,
	reason text not null,
	packages integer,
	gross_g integer,
	whole integer not null check (whole in (0, 1)),
	refused_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null,
	primary key (declaration, trip, goods_ref, n)
) strict, without rowid;

create index goods_refused_by_trip on goods_refused (trip, goods_ref);

-- derived: root is the declaration; what was decided about goods or, without
-- goods_ref, about the vehicle with all that is on it
create table disposition (
	declaration text not null,
	disposition text not null,
	trip text not null,
	goods_ref text,
	act text not null check (act = 'turned_back' or act = 'diverted'
		or act = 'impounded' or act = 'disposed'),
	gate text,
	order_number text,
	agency text,
	reason text not null,
	packages integer,
	gross_g integer,
	value_minor integer,
	decided_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null,
	primary key (declaration, disposition)
) strict, without rowid;

create index disposition_by_trip on disposition (trip, goods_ref);

-- derived: with which outcome a trip will be closed that goes back; null:
-- turned_back
alter table trip add column ending text;
