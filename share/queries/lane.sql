-- What a lane asks before it lets a vehicle through, and after.

-- name: lane-get
select lane, point, zone_from, zone_to, queue, admit_ms, crossing,
	document as document_json
from lane where site = :site and lane = :lane

-- name: lane-trip
select t.trip, t.declaration, t.vehicle_ref, t.role, t.direction, t.laden,
	t.nationality, t.label, t.vehicle as vehicle_json, t.leg, t.zone,
	t.turned_back, t.opened_at, t.entered_at, t.crossed_at, t.closed_at,
	t.version
from trip t join declaration d on d.declaration = t.declaration
where t.trip = :trip and d.site = :site

-- name: lane-trips-by-normal
select t.trip, t.declaration, t.vehicle_ref, t.role, t.direction, t.laden,
	t.nationality, t.label, t.vehicle as vehicle_json, t.leg, t.zone,
	t.turned_back, t.opened_at, t.entered_at, t.crossed_at, t.closed_at,
	t.version, i.normal
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
join declaration d on d.declaration = t.declaration
where i.open = 1 and i.normal = :normal and d.site = :site
order by t.opened_at, t.trip

-- name: lane-trips-by-match
select t.trip, t.declaration, t.vehicle_ref, t.role, t.direction, t.laden,
	t.nationality, t.label, t.vehicle as vehicle_json, t.leg, t.zone,
	t.turned_back, t.opened_at, t.entered_at, t.crossed_at, t.closed_at,
	t.version, i.normal
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
join declaration d on d.declaration = t.declaration
where i.open = 1 and i.match = :match and d.site = :site
	and i.kind in ('plate', 'trailer')
order by t.opened_at, t.trip

-- name: lane-checks
select n.name, v.state, v.agency, v.opened_at, v.version
from need n left join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip
order by n.name

-- name: lane-queue
select state, class, ticket, window_to, version from queue_entry
where queue = :queue and trip = :trip

-- name: lane-admission
select trip, admit, state, decided_at, expires_at, opened_at, reasons, decision
from admission where lane = :lane and subject = :subject

-- name: lane-admitted-elsewhere
select lane, expires_at from admission
where trip = :trip and state = 'open' and lane <> :lane

-- name: lane-passed-goods
select u.customs, cast(sum(c.packages) as integer) as packages,
	cast(sum(c.gross_g) as integer) as gross_g
from carries c
join goods g on g.declaration = c.declaration and g.ref = c.goods_ref
join customs_use u on u.declaration = g.declaration and u.ref = g.customs_ref
where c.declaration = :declaration and c.vehicle_ref = :vehicle_ref
	and u.customs is not null
group by u.customs order by u.customs

-- name: lane-list
select l.site, l.lane, l.point, l.zone_from, l.zone_to, l.queue,
	coalesce(s.decisions, 0) as decisions,
	coalesce(s.openings, 0) as openings,
	coalesce(s.passages, 0) as passages,
	coalesce(s.unadmitted, 0) as unadmitted,
	coalesce(s.faults, 0) as faults, s.last_at
from lane l left join lane_state s on s.lane = l.site || '/' || l.lane
where l.site = :site order by l.lane

-- name: lane-decisions
select lane, subject, trip, admit, state, decided_at, expires_at, opened_at,
	reasons as reasons_json, decision
from admission where lane = :lane order by decided_at desc, subject limit 50
