-- What becomes of a fee that was assessed: waived, paid back.
alter table fee add column waived_minor integer not null default 0;

-- derived: root is the declaration; an order waives something of a fee once
create table waiver (
	declaration text not null,
	fee text not null,
	order_number text not null,
	reason text not null,
	amount_minor integer not null,
	waived_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null,
	primary key (declaration, fee, order_number)
) strict, without rowid;

-- derived: root is the declaration; waived_minor is what is no longer due
create table refund (
	declaration text not null,
	refund text not null,
	fee text not null,
	reference text not null,
	means text not null,
	reason text not null,
	amount_minor integer not null,
	waived_minor integer not null,
	paid_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null,
	primary key (declaration, refund)
) strict, without rowid;

create unique index refund_by_reference on refund (reference, fee);
