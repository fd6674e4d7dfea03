-- Payments that were seen on a bank's list.

create index payment_by_time on payment (paid_at);

-- derived: root is the declaration; reference, booked_on and line_minor are
-- those of the bank's line
create table settled (
	declaration text not null,
	payment text not null,
	reference text not null,
	booked_on text not null,
	line_minor integer not null,
	found_by text not null,
	settled_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null,
	primary key (declaration, payment)
) strict, without rowid;

create index settled_by_reference on settled (reference);
