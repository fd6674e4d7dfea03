-- Declarations, trips and customs numbers, as every program reads them.

-- name: declaration-row
select declaration, site, direction, regime, state, submitted_at, expected_at,
	digest, enterprise, site_version, document as document_json, version
from declaration where declaration = :declaration

-- name: declaration-by-digest
select d.declaration, d.state, d.document as document_json
from (select declaration from declaration where digest = :digest
	union select declaration from amendment where digest = :digest) x
join declaration d on d.declaration = x.declaration
where d.site = :site and d.state <> 'cancelled'
order by d.declaration

-- name: declaration-last-of-day
select declaration from declaration
where declaration >= :low and declaration < :high
order by declaration desc limit 1

-- name: declaration-newest-of-day
-- Numbers are drawn under the writer lock, so rows lie in their order: from
-- the end backward, the first of the day is its last.
select declaration from declaration not indexed
where declaration >= :low and declaration < :high
order by rowid desc limit 1

-- name: trip-row
select t.declaration, t.trip, d.site, t.vehicle_ref, t.role, t.direction,
	t.kind, t.laden, t.class, t.nationality, t.label,
	t.vehicle as vehicle_json, t.axles, t.self_g, t.gross_g, t.value_minor,
	t.continues, t.leg, t.zone, t.zone_since, t.turned_back, t.opened_at,
	t.entered_at, t.crossed_at, t.closed_at, t.outcome, t.site_version,
	t.version
from trip t join declaration d on d.declaration = t.declaration
where t.trip = :trip

-- name: trip-rows-of-declaration
select t.declaration, t.trip, d.site, t.vehicle_ref, t.role, t.direction,
	t.kind, t.laden, t.class, t.nationality, t.label,
	t.vehicle as vehicle_json, t.axles, t.self_g, t.gross_g, t.value_minor,
	t.continues, t.leg, t.zone, t.zone_since, t.turned_back, t.opened_at,
	t.entered_at, t.crossed_at, t.closed_at, t.outcome, t.site_version,
	t.version
from trip t join declaration d on d.declaration = t.declaration
where t.declaration = :declaration
order by length(t.trip), t.trip

-- name: trip-ids-by-customs
select t.trip
from customs_use u join trip t on t.declaration = u.declaration
where u.customs = :customs and t.closed_at is null
order by length(t.trip), t.trip

-- name: trip-busy
select i.trip, i.kind, t.label, t.zone, t.leg, q.state as queued,
	t.entered_at, d.expected_at
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
join declaration d on d.declaration = i.declaration
left join queue_entry q on q.trip = i.trip and q.state <> 'left'
where i.normal = :normal and i.open = 1
order by i.declaration, i.trip

-- name: customs-row
select customs, number, type, office, channel, release, packages, gross_g,
	total_by, updated_at, version
from customs where customs = :customs

-- name: customs-draws
select t.trip, t.declaration, d.direction, t.role, t.label, t.leg, t.zone,
	t.opened_at, t.crossed_at, t.closed_at, t.outcome,
	cast(sum(c.packages - coalesce((select sum(f.packages)
		from goods_refused f where f.trip = t.trip
			and f.goods_ref = g.ref), 0)) as integer) as packages,
	cast(sum(c.gross_g - coalesce((select sum(f.gross_g)
		from goods_refused f where f.trip = t.trip
			and f.goods_ref = g.ref), 0)) as integer) as gross_g,
	(select count(*) from customs_passed p
	 where p.customs = u.customs and p.trip = t.trip) as times,
	(select cast(sum(p.packages) as integer) from customs_passed p
	 where p.customs = u.customs and p.trip = t.trip) as passed_packages,
	(select cast(sum(p.gross_g) as integer) from customs_passed p
	 where p.customs = u.customs and p.trip = t.trip) as passed_g,
	(select max(p.at) from customs_passed p
	 where p.customs = u.customs and p.trip = t.trip) as passed_at
from customs_use u
join declaration d on d.declaration = u.declaration
join goods g on g.declaration = u.declaration and g.customs_ref = u.ref
join carries c on c.declaration = g.declaration and c.goods_ref = g.ref
join trip t on t.declaration = c.declaration
	and t.vehicle_ref = c.vehicle_ref
where u.customs = :customs
group by t.trip order by t.opened_at, t.declaration, length(t.trip), t.trip

-- name: trip-page-in-zone
select t.declaration, t.trip, d.site, t.role, t.direction, t.kind, t.laden,
	t.class, t.nationality, t.vehicle as vehicle_json, t.leg, t.zone,
	t.zone_since, t.turned_back, t.opened_at, t.entered_at, t.crossed_at,
	t.version
from trip t join declaration d on d.declaration = t.declaration
where t.zone = :zone and t.closed_at is null
	and (t.declaration, t.trip) > (:declaration, :trip)
	and t.declaration >= :low
order by t.declaration, t.trip limit 200

-- name: trip-page
select t.declaration, t.trip, d.site, t.role, t.direction, t.kind, t.laden,
	t.class, t.nationality, t.vehicle as vehicle_json, t.leg, t.zone,
	t.zone_since, t.turned_back, t.opened_at, t.entered_at, t.crossed_at,
	t.closed_at, t.outcome, t.version
from trip t join declaration d on d.declaration = t.declaration
where (t.declaration, t.trip) > (:declaration, :trip)
	and t.declaration >= :low
order by t.declaration, t.trip limit 200

-- name: queue-entry-of-trip
select queue, state from queue_entry where trip = :trip and state <> 'left'

-- name: saved-row
select saved, site, owner, kind, name, document as document_json, version
from saved where saved = :saved

-- name: saved-page
select saved, site, owner, kind, name, document as document_json, version
from saved
where saved > :after and saved >= :low and saved < :high
order by saved limit 100

-- name: amend-queue-entry
select queue, class, state, label from queue_entry
where trip = :trip and state <> 'left'

-- name: amendment-patch
select patch as patch_json from amendment
where declaration = :declaration and seq = :seq and patch is not null
union all select patch from amendment_request
where declaration = :declaration and number = :number

-- name: amendment-patches
select patch as patch_json from amendment
where declaration = :declaration and patch is not null
union select patch from amendment_request where declaration = :declaration

-- name: declaration-first-event
select line from event where root = :root order by arrival limit 1

-- name: amendment-broken
select broken as broken_json from amendment
where declaration = :declaration and broken is not null order by n

-- name: retired-of-declaration
select ref, section from retired where declaration = :declaration

-- name: amendment-request-row
select declaration, number, state, actor, on_behalf, asked_at, reason,
	breakdown, present, changed as changed_json, patch as patch_json,
	decided_at, decided_by, decided_for, decided_reason, version
from amendment_request
where declaration = :declaration and number = :number

-- name: amendment-request-last
select coalesce(max(number), 0) from amendment_request
where declaration = :declaration

-- name: message-last
select coalesce(max(number), 0) from message where declaration = :declaration

-- name: message-get
select m.declaration, m.number, m.recipient, m.about, m.request, m.actor,
	m.on_behalf, m.reason, m.changed as changed_json, m.sent_at, m.version,
	(select t.label from trip t where t.declaration = m.declaration
	 order by t.trip limit 1) as label
from message m where m.declaration = :declaration and m.number = :number

-- name: message-page
select m.declaration, m.number, m.recipient, m.about, m.request, m.actor,
	m.on_behalf, m.reason, m.changed as changed_json, m.sent_at, m.version,
	(select t.label from trip t where t.declaration = m.declaration
	 order by t.trip limit 1) as label, a.state
from message m
left join amendment_request a on a.declaration = m.declaration
	and a.number = m.request
where m.sent_at >= :since
	and (m.version, m.declaration, m.number)
		> (:version, :declaration, :number)
order by m.version, m.declaration, m.number limit 200

-- name: message-page-to
select m.declaration, m.number, m.recipient, m.about, m.request, m.actor,
	m.on_behalf, m.reason, m.changed as changed_json, m.sent_at, m.version,
	(select t.label from trip t where t.declaration = m.declaration
	 order by t.trip limit 1) as label, a.state
from message m
left join amendment_request a on a.declaration = m.declaration
	and a.number = m.request
where m.recipient = :recipient and m.sent_at >= :since
	and (m.version, m.declaration, m.number)
		> (:version, :declaration, :number)
order by m.version, m.declaration, m.number limit 200
