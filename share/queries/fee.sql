-- Fees, and what was paid of them.

-- name: fee-of-trip
select fee, declaration, trip, kind, amount_minor, waived_minor, paid_minor,
	currency, unconfirmed, working as working_json, state, assessed_at, version
from fee where declaration = :declaration and trip = :trip
order by length(fee), fee

-- name: fee-get
select fee, declaration, trip, kind, amount_minor, waived_minor, paid_minor,
	currency, unconfirmed, working as working_json, state, assessed_at, version
from fee where declaration = :declaration and fee = :fee

-- name: fee-count
select count(*) from fee where declaration = :declaration

-- name: fee-page
select fee, declaration, trip, kind, amount_minor, waived_minor, paid_minor,
	currency, unconfirmed, working as working_json, state, assessed_at, version
from fee where (declaration, fee) > (:declaration, :fee)
order by declaration, fee limit 200

-- name: fee-page-open
select fee, declaration, trip, kind, amount_minor, waived_minor, paid_minor,
	currency, unconfirmed, working as working_json, state, assessed_at, version
from fee
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
