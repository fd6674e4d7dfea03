-- What every program reads about itself, and trips by what people call them.

-- name: session-site
select site, utc_offset_min, language from site
where cast(:site as text) is null or site = :site
order by site

-- name: session-site-document
select document as document_json from site where site = :site

-- name: session-staff
select staff, agencies as agencies_json, lanes as lanes_json, valid_from,
	valid_to, stands_in_for, order_number
from staff where user_name = :user and (site = :site or site = '')
order by staff

-- name: find-trip
select trip, declaration, label, zone, zone_since,
	case when entered_at is null then 0 else 1 end,
	case when closed_at is null then 1 else 0 end
from trip where trip = :trip

-- name: find-trip-record
select declaration, vehicle as vehicle_json from trip where trip = :trip

-- name: find-of-declaration
select trip, declaration, label, zone, zone_since,
	case when entered_at is null then 0 else 1 end,
	case when closed_at is null then 1 else 0 end
from trip where declaration = :declaration
order by length(trip), trip

-- name: find-of-customs
select t.trip, t.declaration, t.label, t.zone, t.zone_since,
	case when t.entered_at is null then 0 else 1 end, 1
from customs_use u
join goods g on g.declaration = u.declaration and g.customs_ref = u.ref
join carries c on c.declaration = g.declaration and c.goods_ref = g.ref
join trip t on t.declaration = c.declaration and t.vehicle_ref = c.vehicle_ref
where u.customs = :customs and t.closed_at is null
order by t.trip

-- name: find-of-customs-any
select t.trip, t.declaration, t.label, t.zone, t.zone_since,
	case when t.entered_at is null then 0 else 1 end, 1
from customs_use u join trip t on t.declaration = u.declaration
where u.customs = :customs and t.closed_at is null
order by t.trip

-- name: find-by-normal
select t.trip, t.declaration, t.label, t.zone, t.zone_since,
	case when t.entered_at is null then 0 else 1 end, 1, i.normal
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
where i.normal = :normal and i.open = 1

-- name: find-by-match
select t.trip, t.declaration, t.label, t.zone, t.zone_since,
	case when t.entered_at is null then 0 else 1 end, 1, i.normal
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
where i.match >= :low and i.match < :high and i.open = 1
order by i.match limit :count

-- name: find-by-tail
select t.trip, t.declaration, t.label, t.zone, t.zone_since,
	case when t.entered_at is null then 0 else 1 end, 1, i.normal
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
where i.reversed >= :low and i.reversed < :high and i.open = 1
order by i.reversed limit :count

-- name: find-closed
select t.trip, t.declaration, t.label, t.zone, t.closed_at,
	case when t.entered_at is null then 0 else 1 end, 0, i.normal
from (select trip, declaration, normal from trip_identity
	where match = :text and open = 0
	order by declaration desc, trip desc limit 16) i
join trip t on t.declaration = i.declaration and t.trip = i.trip
order by t.closed_at desc, t.trip limit 3

-- name: find-ids-after
select trip, declaration, label, zone, zone_since,
	case when entered_at is null then 0 else 1 end, 1
from trip where trip > :trip and closed_at is null
order by trip limit 2

-- name: find-ids-before
select trip, declaration, label, zone, zone_since,
	case when entered_at is null then 0 else 1 end, 1
from trip where trip < :trip and closed_at is null
order by trip desc limit 2
