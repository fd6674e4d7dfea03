-- Receipts out of a numbered series, and what collectors hand over.

-- Which takings a closing has counted is told by the log's order.
alter table payment add column seq integer not null default 0;
update payment set seq = coalesce((
	select e.seq from event e
	where e.root = 'declaration:' || payment.declaration
		and json_extract(e.line, '$.event') = 'fee.paid'
		and json_extract(e.line, '$.body.payment') = payment.payment),
	0);

create index payment_by_actor on payment (actor, seq);
create index refund_by_actor on refund (actor, version);

-- derived: root is the receipt; a number that was given stays used
create table receipt (
	receipt text primary key,
	site text not null,
	series text not null,
	number integer not null,
	declaration text not null,
	charge text not null,
	amount_minor integer not null,
	currency text not null,
	unconfirmed integer not null check (unconfirmed in (0, 1)),
	reference text not null,
	means text not null,
	payments text not null,
	replaces text,
	issued_at integer not null,
	actor text not null,
	on_behalf text,
	issued_seq integer not null,
	voided_at integer,
	voided_by text,
	voided_for text,
	void_reason text,
	version integer not null
) strict;

create unique index receipt_by_number on receipt (series, number);
create index receipt_by_actor on receipt (site, actor, issued_seq);

-- derived: root is the receipt; what it is for
create table receipt_payment (
	receipt text not null,
	payment text not null,
	amount_minor integer not null,
	primary key (receipt, payment)
) strict, without rowid;

create index receipt_payment_by_payment on receipt_payment (payment);

-- derived: root is the closing; takings after from_seq, up to to_seq
create table closing (
	closing text primary key,
	site text not null,
	number integer not null,
	collector text not null,
	from_seq integer not null,
	to_seq integer not null,
	currency text not null,
	total_minor integer not null,
	takings text not null,
	split text not null,
	receipts text not null,
	closed_at integer not null,
	actor text not null,
	on_behalf text,
	version integer not null
) strict;

create unique index closing_by_number on closing (site, number);
create index closing_by_collector on closing (site, collector, to_seq);
