-- A fee as it is shown: with what of it was given back.
create view fee_listed as
select f.fee, f.declaration, f.trip, f.kind, f.amount_minor, f.waived_minor,
	f.paid_minor,
	(select sum(b.waived_minor) from refund b
		where b.declaration = f.declaration and b.fee = f.fee)
		as returned_minor,
	f.currency, f.unconfirmed, f.working as working_json, f.state,
	f.assessed_at, f.version
from fee f;
