-- What the agencies' work asks: a trip with its checks, holds, what waits.

-- name: clear-trip
select t.declaration, t.vehicle_ref, t.role, t.direction, t.class,
	t.nationality, t.laden, t.label, t.vehicle as vehicle_json, t.leg,
	t.zone, t.zone_since, t.turned_back, t.ending, t.entered_at,
	t.crossed_at, t.closed_at, t.outcome, t.site_version, t.version, d.site,
	d.regime, d.enterprise, d.document, d.version as declaration_version,
	d.site_version as declared_version
from trip t join declaration d on d.declaration = t.declaration
where t.trip = :trip

-- name: clear-checks
select n.name, n.subject, v.root, v.agency, v.scope, v.state, v.opened_at,
	v.started_at, v.verdict_at, v.actor, v.on_behalf, v.reason,
	v.conditions as conditions_json, v.vouched as vouched_json, v.ends_at,
	v.version
from need n join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip
order by n.name, n.subject

-- name: clear-check
select n.name, n.subject, v.root, v.agency, v.scope, v.state, v.opened_at,
	v.started_at, v.verdict_at, v.actor, v.on_behalf, v.reason,
	v.conditions as conditions_json, v.vouched as vouched_json, v.ends_at,
	v.version
from need n join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip and n.name = :name
order by n.subject

-- name: clear-refusals
select v.name, v.subject, v.root, v.agency, v.scope, v.state, v.opened_at,
	v.started_at, v.verdict_at, v.actor, v.on_behalf, v.reason,
	v.conditions as conditions_json, v.version
from verdict v
where v.state = 'refused' and v.subject in (
	select :trip
	union select :declaration
	union select u.customs from customs_use u
		join goods g on g.declaration = u.declaration
			and g.customs_ref = u.ref
		join carries k on k.declaration = g.declaration
			and k.goods_ref = g.ref
		where u.declaration = :declaration and u.customs is not null
			and k.vehicle_ref = :vehicle
	union select u.customs from customs_use u
		join goods g on g.declaration = u.declaration
			and g.customs_ref = u.ref
		join transfer x on x.declaration = g.declaration
			and x.goods_ref = g.ref
		where u.declaration = :declaration and u.customs is not null
			and x.to_ref = :vehicle)
	and not exists (select 1 from need n
		where n.declaration = :declaration and n.trip = :trip
			and n.name = v.name and n.subject = v.subject)
order by v.verdict_at, v.name, v.subject

-- name: clear-version
select coalesce(max(version), 0)
from (select v.version
	from need n join verdict v on v.subject = n.subject and v.name = n.name
	where n.declaration = :declaration and n.trip = :trip
	union all
	select version from goods_refused
	where declaration = :declaration and trip = :trip
	union all
	select version from disposition
	where declaration = :declaration and trip = :trip) changed

-- name: clear-seen
select e.root, e.line
from origin o join event e on e.origin = o.origin and e.seq = :seq
where o.own = 1

-- name: clear-subject
select 1 from need
where subject = :subject and declaration = :declaration
	and (:trip is null or trip = :trip)
limit 1

-- name: clear-log-back
select seq, line from event
where origin = (select origin from origin where own = 1
		order by origin desc limit 1) and seq < :seq
order by seq desc limit :count

-- name: clear-trip-of
select n.trip from need n
join trip t on t.declaration = n.declaration and t.trip = n.trip
where n.subject = :subject and n.name = :name
order by t.closed_at is not null, n.trip limit 1

-- name: clear-staying
select t.trip, t.declaration, t.vehicle as vehicle_json, t.nationality,
	t.direction, t.leg, t.laden, t.zone, t.crossed_at, t.version
from trip t join declaration d on d.declaration = t.declaration
where t.zone = :zone and t.closed_at is null and d.site = :site
	and t.crossed_at < :before
order by t.crossed_at, t.trip

-- name: clear-linked
select distinct t.trip,
	(t.role = 'receiving' or t.role = 'power') and t.laden = 1
		and not exists (select 1 from transfer y
			where y.declaration = t.declaration
				and y.to_ref = t.vehicle_ref
				and y.moved_at is not null),
	t.closed_at is not null and x.to_ref = :vehicle
		and x.moved_at is not null
from transfer x join trip t on t.declaration = x.declaration
	and t.vehicle_ref = case when x.from_ref = :vehicle then x.to_ref
		else x.from_ref end
where x.declaration = :declaration
	and (x.from_ref = :vehicle or x.to_ref = :vehicle
		and (x.moved_at is not null
			or t.turned_back = 0 and t.closed_at is null))
order by t.trip

-- name: clear-ungiven
select t.trip, t.outcome from transfer x
join trip t on t.declaration = x.declaration and t.vehicle_ref = x.from_ref
join trip r on r.declaration = x.declaration and r.vehicle_ref = x.to_ref
where x.to_ref = :vehicle and x.declaration = :declaration
	and (r.role = 'receiving' or r.role = 'power')
	and not exists (select 1 from transfer y
		join trip g on g.declaration = y.declaration
			and g.vehicle_ref = y.from_ref
		where y.declaration = x.declaration and y.to_ref = x.to_ref
			and (y.moved_at is not null
				or g.turned_back = 0 and g.closed_at is null))
order by t.trip limit 1

-- name: clear-taken
select distinct t.trip, 0, t.closed_at is not null
from transfer x join trip t on t.declaration = x.declaration
	and t.vehicle_ref = x.from_ref
where x.to_ref = :vehicle and x.declaration = :declaration
	and x.moved_at is not null
order by t.trip

-- name: clear-unreceived
select 1 from transfer x
where x.declaration = :declaration and x.from_ref = :vehicle
	and x.moved_at is null
	and not exists (select 1 from trip t
		where t.declaration = x.declaration
			and t.vehicle_ref = x.to_ref and t.turned_back = 0
			and t.closed_at is null)

-- name: clear-state
select v.state, v.agency
from need n join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip and n.name = :name
	and v.state <> 'confirmed'

-- name: clear-release
select u.customs, c.release
from trip t
join customs_use u on u.declaration = t.declaration
left join customs c on c.customs = u.customs
where t.trip = :trip and u.customs is not null and (
	exists (select 1 from carries k join goods g
			on g.declaration = k.declaration and g.ref = k.goods_ref
		where k.declaration = t.declaration
			and k.vehicle_ref = t.vehicle_ref
			and g.customs_ref = u.ref
			and not exists (select 1 from goods_refused f
				where f.trip = t.trip and f.goods_ref = g.ref
					and f.whole = 1))
	or exists (select 1 from transfer x join goods g
			on g.declaration = x.declaration and g.ref = x.goods_ref
		where x.declaration = t.declaration and x.to_ref = t.vehicle_ref
			and g.customs_ref = u.ref
			and not exists (select 1 from goods_refused f
				where f.trip = t.trip and f.goods_ref = g.ref
					and f.whole = 1)))

-- name: clear-weighed
select 1 from weighing where trip = :trip and kind = 'gross' limit 1

-- name: clear-fees
select count(*), coalesce(sum(case when state = 'paid' then 0 else 1 end), 0)
from fee where declaration = :declaration and trip = :trip

-- name: hold-number
select coalesce(max(number), 0) from hold where site = :site

-- name: hold-same
select hold from hold
where subject = :subject and lifted_at is null and site = :site
	and subject_kind = :kind and agency = :agency and reason = :reason

-- name: hold-ruled
select hold from hold
where subject = :subject and lifted_at is null and site = :site
	and placed_by = :actor
order by hold

-- name: hold-over
select hold from hold
where subject = :subject and lifted_at is null and site = :site
	and (agency = :agency or substr(placed_by, 1, 5) = 'rule:')
order by hold

-- name: hold-get
select hold, site, agency, reason, subject_kind, subject, silent,
	figures as figures_json, review_at, placed_at, placed_by, placed_for,
	lifted_at, lifted_by, lifted_for, lifted_reason, version
from hold where hold = :hold

-- name: hold-of-trip
select hold, site, agency, reason, subject_kind, subject, silent,
	figures as figures_json, review_at, placed_at, placed_by, placed_for,
	version
from hold
where lifted_at is null and site = :site and subject in (
	select :trip
	union select i.normal from trip_identity i
		where i.declaration = :declaration and i.trip = :trip
	union select i.match from trip_identity i
		where i.declaration = :declaration and i.trip = :trip
	union select u.customs from customs_use u
		join goods g on g.declaration = u.declaration
			and g.customs_ref = u.ref
		join carries k on k.declaration = g.declaration
			and k.goods_ref = g.ref
		join trip t on t.declaration = k.declaration
			and t.vehicle_ref = k.vehicle_ref
		where t.declaration = :declaration and t.trip = :trip
			and not exists (select 1 from goods_refused f
				where f.trip = t.trip and f.goods_ref = g.ref
					and f.whole = 1)
	union select u.customs from customs_use u
		join goods g on g.declaration = u.declaration
			and g.customs_ref = u.ref
		join transfer x on x.declaration = g.declaration
			and x.goods_ref = g.ref
		join trip t on t.declaration = x.declaration
			and t.vehicle_ref = x.to_ref
		where t.declaration = :declaration and t.trip = :trip
			and not exists (select 1 from goods_refused f
				where f.trip = t.trip and f.goods_ref = g.ref
					and f.whole = 1)
	union select d.enterprise from declaration d
		where d.declaration = :declaration
	union select d.payer from declaration d
		where d.declaration = :declaration)
order by placed_at, hold

-- name: hold-of-person
select hold, site, agency, reason, subject_kind, subject, silent,
	figures as figures_json, review_at, placed_at, placed_by, placed_for,
	version
from hold
where site = :site and subject > 'p' and subject < 'q' and lifted_at is null
	and subject_kind = 'person'
order by placed_at, hold

-- name: hold-of-province
select hold, site, agency, reason, subject_kind, subject, silent,
	figures as figures_json, review_at, placed_at, placed_by, placed_for,
	version
from hold
where site = :site and subject > '~' and lifted_at is null
	and subject_kind = 'plate'
order by placed_at, hold

-- name: hold-vehicle
select kind, normal from trip_identity
where declaration = :declaration and trip = :trip and kind = (
	select case min(case kind when 'plate' then 1 when 'chassis' then 2
			when 'container' then 3 end)
		when 1 then 'plate' when 2 then 'chassis' else 'container' end
	from trip_identity
	where declaration = :declaration and trip = :trip)
order by normal

-- name: hold-plates
select normal from trip_identity
where declaration = :declaration and trip = :trip
	and (kind = 'plate' or kind = 'trailer')

-- name: clear-queue
select queue, class, ticket, state, joined_at, called_at, window_to, version
from queue_entry where trip = :trip and state <> 'left'
order by queue

-- name: clear-place
select count(*) from queue_entry
where queue = :queue and class = :class and state = 'waiting'
	and ticket < :ticket

-- name: clear-fee-list
select fee, kind, amount_minor, paid_minor, currency, unconfirmed, state,
	max(amount_minor - waived_minor - paid_minor, 0), returned_minor
from fee_listed where declaration = :declaration and trip = :trip
order by length(fee), fee

-- name: clear-pending
select v.subject, v.name, v.scope, v.state, v.opened_at, v.started_at,
	v.version, v.root, n.trip, n.declaration, t.vehicle_ref, t.zone,
	t.zone_since, t.turned_back, t.vehicle as vehicle_json,
	d.version as declaration_version
from verdict v
join need n on n.subject = v.subject and n.name = v.name
join trip t on t.declaration = n.declaration and t.trip = n.trip
join declaration d on d.declaration = t.declaration
where v.agency = :agency and t.closed_at is null and d.site = :site
	and v.state <> 'confirmed' and v.state <> 'refused'
		and v.state <> 'void'
	and (cast(:only as text) is null or v.name = :only)
	and (v.opened_at, v.subject, v.name, n.trip)
		> (:opened_at, :subject, :name, :trip)
order by v.opened_at, v.subject, v.name, n.trip limit 200

-- name: clear-pending-shared
select v.subject, v.name, v.scope, v.state, v.opened_at, v.started_at,
	v.version, v.root, n.trip, n.declaration, t.vehicle_ref, t.zone,
	t.zone_since, t.vehicle as vehicle_json, d.version as declaration_version
from verdict v
join need n on n.subject = v.subject and n.name = v.name
join trip t on t.declaration = n.declaration and t.trip = n.trip
join declaration d on d.declaration = t.declaration
where v.agency = :agency and v.name = :only and v.scope <> 'trip'
	and t.closed_at is null and d.site = :site
	and v.state <> 'confirmed' and v.state <> 'refused'
		and v.state <> 'void'
	and (v.opened_at, v.subject, n.trip) > (:opened_at, :subject, :trip)
order by v.opened_at, v.subject, n.trip limit 200

-- name: clear-pending-there
select v.subject, v.name, v.scope, v.state, v.opened_at, v.started_at,
	v.version, v.root, n.trip, n.declaration, t.vehicle_ref, t.zone,
	t.zone_since, t.turned_back, t.vehicle as vehicle_json,
	d.version as declaration_version
from trip t
cross join need n
cross join verdict v
cross join declaration d
where t.zone = :zone and t.closed_at is null
	and n.declaration = t.declaration and n.trip = t.trip and n.name = :name
	and v.subject = n.subject and v.name = n.name
	and d.declaration = t.declaration
	and v.agency = :agency and d.site = :site
	and v.state <> 'confirmed' and v.state <> 'refused'
		and v.state <> 'void'

-- name: note-number
select coalesce(max(number), 0) from note
where site = :site and prefix = :prefix

-- name: note-get
select note, site, note_kind, agency, about, subject_kind, subject, text,
	deadline_at, given, written_at, written_by, written_for, answer,
	answered_at, answered_by, answered_for, closed_at, closed_by,
	closed_for, closed_reason, version
from note where note = :note

-- name: note-on
select note, note_kind, about, subject_kind, text, written_by
from note where subject = :subject and closed_at is null and site = :site
order by note

-- name: note-of-trip
select note, note_kind, agency, about, subject_kind, subject, deadline_at,
	given, written_at, written_by, written_for, answered_at, answered_by,
	answered_for, version
from note
where closed_at is null and subject in (
	select :trip
	union select i.normal from trip_identity i
		where i.declaration = :declaration and i.trip = :trip)
order by note

-- name: note-waiting
select note, note_kind, agency, about, subject_kind, subject, deadline_at,
	given, written_at, written_by, written_for, version
from note
where site = :site and closed_at is null and answered_at is null
order by deadline_at, note

-- name: note-answered
select note, note_kind, agency, about, subject_kind, subject, deadline_at,
	given, written_at, written_by, written_for, answered_at, answered_by,
	answered_for, version
from note
where site = :site and closed_at is null and answered_at is not null
order by answered_at, note

-- name: hold-of-agency
select hold, agency, reason, subject_kind, subject, silent,
	figures as figures_json, review_at, placed_at, placed_by, placed_for,
	version
from hold where lifted_at is null and agency = :agency and site = :site
order by placed_at, hold

-- name: expiry-undated
select n.trip, v.name, v.subject
from verdict v
join need n on n.subject = v.subject and n.name = v.name
join trip t on t.declaration = n.declaration and t.trip = n.trip
	and t.closed_at is null
join declaration d on d.declaration = t.declaration and d.site = :site
where v.name = :name and v.state = 'confirmed' and v.ends_at is null
	and v.version <= :version
order by v.subject, n.trip

-- name: expiry-over
select n.trip, v.name, v.subject
from verdict v
join need n on n.subject = v.subject and n.name = v.name
join trip t on t.declaration = n.declaration and t.trip = n.trip
	and t.closed_at is null
join declaration d on d.declaration = t.declaration and d.site = :site
where v.ends_at <= :now
order by v.ends_at, v.subject, v.name, n.trip
