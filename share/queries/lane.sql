-- Lanes: what a decision reads, and what a passage does (lib/lane).

-- name: gate-lane
select l.point, l.zone_from, l.zone_to, l.queue, l.queue_rule as rule_json,
	l.admit_ms, l.crossing, l.document as document_json, s.language, s.seq,
	v.state as service, v.reason as service_reason, v.duty, v.since,
	v.version as service_version, v.reversed
from lane l join site s on +s.site = l.site
left join lane_service v on v.lane = l.site || '/' || l.lane
where l.site = :site and l.lane = :lane

-- name: gate-site-seq
select s.seq, coalesce(v.version, 0)
from site s left join lane_service v on v.lane = :lane
where +s.site = :site

-- name: gate-hold-any
select 1 from hold
where site = :site and lifted_at is null and subject > 'p' and subject < 'q'
	and subject_kind = 'person'
union all
select 1 from hold
where site = :site and lifted_at is null and subject > '~'
union all
select 1 from hold
where site = :site and lifted_at is null and subject in (select :trip
	union all select normal from trip_identity
		where declaration = :declaration and trip = :trip
	union all select match from trip_identity
		where declaration = :declaration and trip = :trip
	union all select customs from customs_use
		where declaration = :declaration
	union all select enterprise from declaration
		where declaration = :declaration
	union all select payer from declaration
		where declaration = :declaration)
limit 1

-- name: gate-by-normal
select i.trip, i.declaration, i.kind, i.normal, t.zone, t.direction, t.role,
	t.leg, t.turned_back, t.entered_at, t.label, q.state, t.laden
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
left join queue_entry q on q.queue = :queue and q.trip = i.trip
where i.normal = :text and i.open = 1
order by t.opened_at, i.trip

-- name: gate-by-match
select i.trip, i.declaration, i.kind, i.normal, t.zone, t.direction, t.role,
	t.leg, t.turned_back, t.entered_at, t.label, q.state, t.laden
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
left join queue_entry q on q.queue = :queue and q.trip = i.trip
where i.match = :text and i.open = 1
order by t.opened_at, i.trip

-- name: gate-closed
select i.trip, i.declaration, i.kind, i.normal, t.zone, t.direction, t.role,
	t.leg, t.turned_back, t.entered_at, t.label, null, t.laden
from (select trip, declaration, kind, normal from trip_identity
	where match = :text and open = 0
	order by declaration desc, trip desc limit 16) i
join trip t on t.declaration = i.declaration and t.trip = i.trip
where t.closed_at >= :since
order by t.closed_at desc, i.trip desc

-- name: gate-declared-again
select o.trip, t.version
from trip_identity i
join trip_identity o on o.normal = i.normal and o.open = 1
	and o.kind = i.kind
join trip t on t.declaration = o.declaration and t.trip = o.trip
where i.declaration = :declaration and i.trip = :trip
	and i.kind in ('plate', 'chassis')
	and substr(o.trip, 1, length(:site) + 1) = :site || '-'
order by t.opened_at, o.trip limit 1

-- name: gate-by-declaration
select t.trip, t.declaration, 'trip', t.trip, t.zone, t.direction, t.role,
	t.leg, t.turned_back, t.entered_at, t.label, q.state, t.laden
from trip t
left join queue_entry q on q.queue = :queue and q.trip = t.trip
where t.declaration = :text and t.closed_at is null
order by t.trip

-- name: gate-closed-of-declaration
select t.trip, t.declaration, 'trip', t.trip, t.zone, t.direction, t.role,
	t.leg, t.turned_back, t.entered_at, t.label, null, t.laden
from trip t
where t.declaration = :text and t.closed_at is not null
order by t.closed_at desc, t.trip

-- name: gate-trip
select t.declaration, t.role, t.direction, t.laden, t.nationality, t.label,
	t.vehicle as vehicle_json, t.leg, t.zone, t.turned_back, t.closed_at,
	t.outcome, t.version,
	q.class, q.ticket, q.state as queue_state, q.joined_at, q.called_at,
	q.window_to, q.reason as queue_reason, q.version as queue_version,
	a.admit, a.state as admission_state, a.decided_at, a.expires_at,
	a.opened_at, a.reasons as last_reasons, a.decision,
	e.lane as elsewhere, e.expires_at as elsewhere_until,
	e.version as elsewhere_version,
	(select count(*) from transfer x where x.declaration = t.declaration
		and x.from_ref = t.vehicle_ref and x.moved_at is not null)
		as given,
	(select count(*) from transfer x where x.declaration = t.declaration
		and x.to_ref = t.vehicle_ref and x.moved_at is not null)
		as taken,
	case when t.role = 'receiving' or t.role = 'power'
		then (select count(*) from crossing c
			where c.declaration = t.declaration and c.trip = t.trip
				and c.way = 'in')
		else 0 end as came_in
from trip t
left join queue_entry q on q.queue = :queue and q.trip = t.trip
left join admission a on a.lane = :lane and a.subject = t.trip
left join admission e on e.trip = t.trip and e.state = 'open'
	and e.lane <> :lane and e.expires_at > :now
where t.trip = :trip

-- name: gate-admission
select a.admit, a.state as admission_state, a.decided_at, a.expires_at,
	a.opened_at, a.reasons as last_reasons, a.decision, a.trip,
	v.state as service
from admission a left join lane_service v on v.lane = a.lane
where a.lane = :lane and a.subject = :subject

-- name: gate-elsewhere
select a.lane as elsewhere, a.expires_at as elsewhere_until,
	a.version as elsewhere_version
from lane l
cross join admission a
where l.site = :site and a.lane = l.site || '/' || l.lane
	and a.subject = :subject and a.state = 'open' and a.lane <> :lane
	and a.expires_at > :now
order by a.expires_at desc limit 1

-- name: gate-lanes-from
select l.lane, l.document as document_json, v.reversed
from lane l left join lane_service v on v.lane = l.site || '/' || l.lane
where l.site = :site and coalesce(v.state, 'in') = 'in'
	and case when coalesce(v.reversed, 0) = 1 then l.zone_to
		else l.zone_from end = :zone
order by l.lane

-- name: gate-wording
select words as words_json, contact from wording
where site = :site and kind = :kind and code = :code

-- name: gate-hold-on
select hold, agency, reason, silent, placed_at, version from hold
where lifted_at is null and site = :site and subject = :normal
order by number

-- name: permit-of
select permit, number, normal, label, lanes as lanes_json, reason, valid_from,
	valid_until, given_at, given_by, given_for, ended_at, ended_by,
	ended_for, end_reason, version
from permit
where site = :site and normal = :normal and valid_until > :since
order by valid_until desc, permit desc

-- name: permit-get
select permit, number, normal, label, lanes as lanes_json, reason, valid_from,
	valid_until, given_at, given_by, given_for, ended_at, ended_by,
	ended_for, end_reason, version
from permit where permit = :permit

-- name: permit-number
select coalesce(max(number), 0) from permit where site = :site

-- name: permit-list
select permit, number, normal, label, lanes as lanes_json, reason, valid_from,
	valid_until, given_at, given_by, given_for, ended_at, ended_by,
	ended_for, end_reason, version
from permit where site = :site and number > :after order by number limit 100

-- name: gate-checks
select n.name, v.agency, v.state, v.opened_at, v.version
from need n left join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip
order by n.name, n.subject

-- name: gate-passage-trip
select t.trip, t.declaration, t.vehicle_ref, t.role, t.direction, t.laden,
	t.nationality, t.label, t.vehicle as vehicle_json, t.leg, t.zone,
	t.turned_back, t.ending, t.entered_at, t.crossed_at, t.closed_at,
	(select count(*) from crossing c where c.declaration = t.declaration
		and c.trip = t.trip and c.counted = 1) as counted,
	(select count(*) from crossing c where c.declaration = t.declaration
		and c.trip = t.trip and c.way = 'in') as came_in,
	(select count(*) from transfer x where x.declaration = t.declaration
		and x.from_ref = t.vehicle_ref and x.moved_at is not null)
		as given
from trip t where t.trip = :trip

-- name: gate-passed-goods
select u.customs, cast(sum(c.packages - coalesce((select sum(x.packages)
		from disposition x where x.trip = t.trip
			and x.goods_ref = g.ref), 0)) as integer) as packages,
	cast(sum(c.gross_g - coalesce((select sum(x.gross_g)
		from disposition x where x.trip = t.trip
			and x.goods_ref = g.ref), 0)) as integer) as gross_g
from (select goods_ref, sum(packages) as packages, sum(gross_g) as gross_g,
		max(given) as given
	from (select goods_ref, packages, gross_g, 0 as given from carries
			where declaration = :declaration
				and vehicle_ref = :vehicle_ref
		union all
		select goods_ref, packages, gross_g, 0 from transfer
			where declaration = :declaration
				and to_ref = :vehicle_ref
				and moved_at is not null
		union all
		select goods_ref, -packages, -gross_g, 1 from transfer
			where declaration = :declaration
				and from_ref = :vehicle_ref
				and moved_at is not null) part
	group by goods_ref) c
join trip t on t.declaration = :declaration and t.vehicle_ref = :vehicle_ref
join goods g on g.declaration = :declaration and g.ref = c.goods_ref
join customs_use u on u.declaration = g.declaration and u.ref = g.customs_ref
where u.customs is not null
	and (c.given = 0 or c.packages > 0 or c.gross_g > 0)
	and not exists (select 1 from goods_refused f
		where f.trip = t.trip and f.goods_ref = g.ref and f.whole = 1)
group by u.customs order by u.customs

-- name: gate-list
select l.lane, l.point, l.zone_from, l.zone_to, l.queue, l.crossing,
	coalesce(s.decisions, 0) as decisions,
	coalesce(s.openings, 0) as openings,
	coalesce(s.passages, 0) as passages,
	coalesce(s.unadmitted, 0) as unadmitted,
	coalesce(s.faults, 0) as faults, s.last_at,
	coalesce(v.state, 'in') as service, v.reason, v.since, v.duty,
	coalesce(v.reversed, 0) as reversed, l.document as document_json,
	(select count(*) from admission a
	 where a.lane = l.site || '/' || l.lane and a.state = 'open'
		and a.expires_at > :now) as open_admissions
from lane l left join lane_state s on s.lane = l.site || '/' || l.lane
left join lane_service v on v.lane = l.site || '/' || l.lane
where l.site = :site order by l.lane

-- name: gate-opened-for
select a.subject, a.trip, a.decision, a.expires_at
from admission a
where a.lane = :lane and a.state = 'open' and a.opened_at is not null
	and a.expires_at > :now
order by a.opened_at desc, a.version desc limit 1

-- name: gate-log
select line from event where root = :root order by arrival desc limit :count

-- name: gate-event
select e.line, e.hash from event e join origin o on o.origin = e.origin
where o.name = :origin and e.seq = :seq

-- name: gate-stranger
select 1 from stranger where lane = :lane and passage = :passage

-- name: gate-expected
select t.trip, t.declaration, t.label
from trip t
where t.zone = :zone and t.closed_at is null
	and substr(t.trip, 1, length(:site) + 1) = :site || '-'
order by t.trip

-- name: gate-expected-names
select distinct normal, kind from trip_identity
where declaration = :declaration and trip = :trip
order by normal, kind

-- name: gate-expected-permits
select permit, normal, label, lanes as lanes_json, valid_from, valid_until,
	ended_at, version
from permit
where site = :site and valid_until > :now and ended_at is null
order by number
