-- What weighings are judged by, and weighings listed (lib/scale).

-- name: weigh-trip
select t.declaration, t.role, t.laden, t.axles, t.self_g, t.gross_g,
	t.zone, t.closed_at,
	(select count(*) from trip_identity i
	 where i.declaration = t.declaration and i.trip = t.trip
		and i.kind = 'trailer') as trailers,
	(select cast(coalesce(sum(x.gross_g), 0) as bigint) from transfer x
	 where x.declaration = t.declaration and x.to_ref = t.vehicle_ref)
		as received_g,
	(select count(*) from transfer x
	 where x.declaration = t.declaration and x.to_ref = t.vehicle_ref
		and x.gross_g is null) as received_unknown
from trip t where t.trip = :trip

-- name: weigh-there
select 1 from stay
where declaration = :declaration and trip = :trip and zone in (:from, :to)
	and (until is null or (since <= :time and :time < until))
limit 1

-- name: weigh-of-trip
select weighing, kind as weighs, gross_g, limit_g, scale, verified, anew,
	question, again
from weighing where trip = :trip
order by version

-- name: weigh-event
select o.name, e.line, e.hash from event e join origin o on o.origin = e.origin
where e.root = :root and e.seq = :seq
order by e.arrival

-- name: weigh-list-trip
select w.weighing, w.trip, w.scale, w.lane, w.kind as weighs, w.gross_g,
	w.digits, w.unit, w.e_g, w.limit_g, w.verified, w.doubt,
	w.certificate, w.outcome, w.declared_g,
	w.gross_g - w.declared_g as difference_g, w.tolerance_g, w.legal_g,
	w.legal_unconfirmed, w.again, w.anew, w.seal, w.question, w.against,
	w.apart_g, w.allowed_g,
	case when w.verified = 0 then 'unverified'
		when w.question = 'open' then 'scale-question'
		when exists (select 1 from weighing l
			where l.trip = w.trip and l.kind = w.kind
				and l.version > w.version
				and (l.verified = 1 or l.anew = 1))
			then 'later-weighing'
		else 'latest-verified' end as counts_why,
	w.protocol, w.frames as frames_json,
	w.taken_at, w.actor, w.on_behalf, w.version,
	w.declaration, t.vehicle as vehicle_json
from weighing w
join trip t on t.declaration = w.declaration and t.trip = w.trip
where w.trip = :trip and (cast(:scale as text) is null or w.scale = :scale)
order by w.version

-- name: weigh-list-page
select w.weighing, w.trip, w.scale, w.lane, w.kind as weighs, w.gross_g,
	w.digits, w.unit, w.e_g, w.limit_g, w.verified, w.doubt,
	w.certificate, w.outcome, w.declared_g,
	w.gross_g - w.declared_g as difference_g, w.tolerance_g, w.legal_g,
	w.legal_unconfirmed, w.again, w.anew, w.seal, w.question, w.against,
	w.apart_g, w.allowed_g,
	case when w.verified = 0 then 'unverified'
		when w.question = 'open' then 'scale-question'
		when exists (select 1 from weighing l
			where l.trip = w.trip and l.kind = w.kind
				and l.version > w.version
				and (l.verified = 1 or l.anew = 1))
			then 'later-weighing'
		else 'latest-verified' end as counts_why,
	w.protocol, w.frames as frames_json,
	w.taken_at, w.actor, w.on_behalf, w.version,
	w.declaration, t.vehicle as vehicle_json
from weighing w
join trip t on t.declaration = w.declaration and t.trip = w.trip
where (w.declaration, w.weighing) > (:declaration, :weighing)
	and (cast(:scale as text) is null or w.scale = :scale)
order by w.declaration, w.weighing limit 100
