-- Fees, and what was paid of them.

-- name: fee-of-trip
select * from fee_listed where declaration = :declaration and trip = :trip
order by length(fee), fee

-- name: fee-get
select * from fee_listed where declaration = :declaration and fee = :fee

-- name: fee-count
select count(*) from fee where declaration = :declaration

-- name: fee-page
select * from fee_listed where (declaration, fee) > (:declaration, :fee)
order by declaration, fee limit 200

-- name: fee-page-open
select * from fee_listed
where state <> 'paid' and (declaration, fee) > (:declaration, :fee)
order by declaration, fee limit 200

-- name: payment-count
select count(*) from payment where declaration = :declaration

-- name: payment-of-reference
select p.payment, p.declaration, p.fee, p.reference, p.means, p.amount_minor,
	p.paid_at, p.actor, p.on_behalf, f.trip, f.kind, f.currency, f.version,
	max(f.amount_minor - f.waived_minor - f.paid_minor, 0) as open_minor
from payment p
join fee f on f.declaration = p.declaration and f.fee = p.fee
where p.reference = :reference
order by p.declaration, length(p.payment), p.payment

-- name: waiver-get
select order_number, reason, amount_minor, waived_at, actor, on_behalf, version
from waiver
where declaration = :declaration and fee = :fee
	and order_number = :order_number

-- name: refund-count
select count(*) from refund where declaration = :declaration

-- name: refund-of-reference
select b.refund, b.declaration, b.fee, b.reference, b.means, b.reason,
	b.amount_minor, b.paid_at, b.actor, b.on_behalf, b.version, f.trip,
	f.kind, f.currency, f.paid_minor
from refund b
join fee f on f.declaration = b.declaration and f.fee = b.fee
where b.reference = :reference
order by b.declaration, length(b.refund), b.refund

-- name: receipt-payments
select p.payment, p.declaration, p.fee, p.reference, p.means, p.amount_minor,
	f.trip, f.kind, f.currency, f.unconfirmed,
	(select l.receipt from receipt_payment l
	 join receipt r on r.receipt = l.receipt
	 where l.payment = p.payment and r.voided_at is null) as receipt,
	(select max(l.receipt) from receipt_payment l
	 where l.payment = p.payment) as before
from payment p
join fee f on f.declaration = p.declaration and f.fee = p.fee
where p.declaration = :declaration
order by length(p.payment), p.payment

-- name: receipt-get
select receipt, site, series, number, declaration, charge, amount_minor,
	currency, unconfirmed, reference, means, payments as payments_json,
	replaces, issued_at, actor, on_behalf, voided_at, voided_by,
	voided_for, void_reason, version
from receipt where receipt = :receipt

-- name: receipt-number
select coalesce(max(number), 0) from receipt where series = :series

-- name: receipt-page
select receipt, site, series, number, declaration, charge, amount_minor,
	currency, unconfirmed, reference, means, payments as payments_json,
	replaces, issued_at, actor, on_behalf, voided_at, voided_by,
	voided_for, void_reason, version
from receipt
where site = :site and (series, number) > (:series, :number)
order by series, number limit 200

-- name: closing-last
select (select coalesce(max(number), 0) from closing where site = :site),
	(select coalesce(max(to_seq), 0) from closing
	 where site = :site and collector = :collector)

-- name: closing-takings
select means, sum(paid_minor), sum(back_minor),
	count(distinct paid_reference), count(distinct back_reference)
from (
	select means, amount_minor as paid_minor, 0 as back_minor,
		reference as paid_reference, null as back_reference
	from payment
	where actor = :collector and seq > :from_seq and seq <= :to_seq
		and declaration >= :site || '-' and declaration < :site || '.'
	union all
	select means, 0, amount_minor, null, reference
	from refund
	where actor = :collector and version > :from_seq
		and version <= :to_seq
		and declaration >= :site || '-' and declaration < :site || '.')
group by means order by means

-- name: closing-receipts
select series, min(number) as first, max(number) as last, count(*) as count,
	sum(voided_at is not null) as voided
from receipt
where site = :site and actor = :collector and issued_seq > :from_seq
	and issued_seq <= :to_seq
group by series order by series

-- name: bank-of-reference
select p.payment, p.declaration, p.fee, p.reference, p.means, p.amount_minor,
	p.paid_at, f.trip, f.kind, s.reference as bank_reference
from payment p
join fee f on f.declaration = p.declaration and f.fee = p.fee
left join settled s on s.declaration = p.declaration and s.payment = p.payment
where p.reference = :reference and p.means <> 'cash'
	and p.declaration >= :site || '-' and p.declaration < :site || '.'
order by p.declaration, length(p.payment), p.payment

-- name: bank-unsettled
select p.payment, p.declaration, p.fee, p.reference, p.means, p.amount_minor,
	p.paid_at, f.trip, f.kind
from payment p
join fee f on f.declaration = p.declaration and f.fee = p.fee
left join settled s on s.declaration = p.declaration and s.payment = p.payment
where p.paid_at >= :from and p.paid_at < :to and p.means <> 'cash'
	and p.declaration >= :site || '-' and p.declaration < :site || '.'
	and s.payment is null
order by p.paid_at, p.declaration, length(p.payment), p.payment

-- name: bank-settled
select p.payment, p.declaration, p.fee, p.reference, p.means, p.amount_minor,
	p.paid_at, f.trip, f.kind, s.booked_on, s.line_minor, s.found_by,
	s.actor, s.on_behalf, s.version
from settled s
join payment p on p.declaration = s.declaration and p.payment = s.payment
join fee f on f.declaration = p.declaration and f.fee = p.fee
where s.reference = :reference
	and s.declaration >= :site || '-' and s.declaration < :site || '.'
order by p.declaration, length(p.payment), p.payment

-- name: bank-names
select normal from trip_identity
where declaration = :declaration and trip = :trip

-- name: bank-open-of-plate
select f.fee, f.declaration, f.trip, f.kind, f.amount_minor, f.waived_minor,
	f.paid_minor
from trip_identity i
join fee f on f.declaration = i.declaration and f.trip = i.trip
where i.match = :match and i.open = 1 and f.state <> 'paid'
	and f.declaration >= :site || '-' and f.declaration < :site || '.'
order by f.declaration, length(f.fee), f.fee

-- name: bank-open-of-declaration
select fee, declaration, trip, kind, amount_minor, waived_minor, paid_minor
from fee
where declaration = :declaration and state <> 'paid'
order by length(fee), fee
