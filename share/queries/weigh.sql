-- What weighings are judged by, and weighings listed (lib/scale).

-- name: weigh-trip
select t.declaration, t.role, t.laden, t.axles, t.self_g,
	t.gross_g - coalesce((select sum(x.gross_g) from disposition x
		where x.trip = t.trip and x.goods_ref is not null), 0)
		as gross_g,
	t.zone, t.closed_at,
	(select count(*) from trip_identity i
	 where i.declaration = t.declaration and i.trip = t.trip
		and i.kind = 'trailer') as trailers,
	(select cast(coalesce(sum(x.gross_g), 0) as bigint) from transfer x
	 where x.declaration = t.declaration and x.to_ref = t.vehicle_ref)
		as received_g,
	(select count(*) from transfer x
	 where x.declaration = t.declaration and x.to_ref = t.vehicle_ref
		and x.gross_g is null) as received_unknown,
	(select cast(coalesce(sum(x.gross_g), 0) as bigint) from transfer x
	 where x.declaration = t.declaration and x.from_ref = t.vehicle_ref)
		as sent_g,
	(select count(*) from transfer x
	 where x.declaration = t.declaration and x.from_ref = t.vehicle_ref
		and x.gross_g is null) as sent_unknown,
	(select group_concat(normal, '+') from (select distinct i.normal
		from trip_identity i
		where i.declaration = t.declaration and i.trip = t.trip
		order by i.normal)) as rig
from trip t where t.trip = :trip

-- name: weigh-plates
select normal from trip_identity
where declaration = :declaration and trip = :trip and kind = :kind
order by normal

-- name: weigh-registry
select number, source from codes
where site = :site and list = 'vehicles' and valid_from <= :at
order by valid_from desc, number desc limit 1

-- name: weigh-there
select 1 from stay
where declaration = :declaration and trip = :trip and zone in (:from, :to)
	and (until is null or (since <= :time and :time < until))
limit 1

-- name: weigh-standing
select w.weighing, w.trip, w.gross_g
from stay s join weighing w on w.trip = s.trip
where s.zone in (:from, :to) and s.until is null and w.scale = :scale
	and w.taken_at between :since and :now and w.taken_at >= s.since
order by w.taken_at desc, w.version desc limit 1

-- name: weigh-of-trip
select weighing, kind as weighs, gross_g, limit_g, e_g, scale, verified, anew,
	unloaded_g, question, outcome, again, rig, taken_at
from weighing where trip = :trip
order by version

-- name: weigh-event
select o.name, e.line, e.hash from event e join origin o on o.origin = e.origin
where e.root = :root and e.seq = :seq
order by e.arrival

-- name: weigh-stored-tare
select weighing, kind as weighs, gross_g, limit_g, e_g, scale, verified, anew,
	question, rig, taken_at
from weighing
where rig = :rig and kind = 'tare' and taken_at between :from and :until
	and trip <> :trip and (verified = 1 or anew = 1)
order by taken_at desc, version desc limit 1

-- name: weigh-list-trip
select * from weighing_listed
where trip = :trip and (cast(:scale as text) is null or scale = :scale)
order by version

-- name: weigh-list-page
select * from weighing_listed
where (declaration, weighing) > (:declaration, :weighing)
	and (cast(:scale as text) is null or scale = :scale)
order by declaration, weighing limit 100

-- name: weigh-drift-trips
select w.trip as load, w.scale, w.gross_g, w.e_g, w.anew, w.taken_at,
	w.verified = 1 or w.doubt = 'certificate' as sound
from weighing w
where substr(w.trip, 1, instr(w.trip, '-') - 1) = :site and w.kind = 'gross' and w.taken_at > :from
	and w.taken_at <= :until
order by w.trip, w.version

-- name: weigh-drift-tares
select w.rig as load, w.scale, w.gross_g, w.e_g, 0 as anew, w.taken_at,
	w.verified = 1 or w.doubt = 'certificate' as sound
from weighing w
where substr(w.trip, 1, instr(w.trip, '-') - 1) = :site and w.kind = 'tare' and w.rig is not null
	and w.taken_at > :from and w.taken_at <= :until
order by w.rig, w.taken_at, w.version
