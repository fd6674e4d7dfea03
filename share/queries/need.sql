-- Which checks a trip needs, and how each stands.

-- name: need-of-trip
select name, subject from need
where declaration = :declaration and trip = :trip order by name, subject

-- name: need-states-of-trip
select n.name, n.subject, v.agency, v.scope, v.state, v.version
from need n left join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip
order by n.name, n.subject

-- name: verdict-there
select 1 from verdict where subject = :subject and name = :name

-- name: need-open-trips
select t.trip from trip t
where t.closed_at is null and t.trip > :after and exists
	(select 1 from declaration d
	 where d.declaration = t.declaration and d.site = :site)
order by t.trip limit :count

-- name: need-conditions
select v.name, v.conditions as conditions_json
from need n join verdict v on v.subject = n.subject and v.name = n.name
where n.declaration = :declaration and n.trip = :trip
	and v.conditions is not null
	and (v.state = 'resulted' or v.state = 'confirmed')
order by v.name, v.subject

-- name: left-names
select distinct v.name
from transfer x
join trip t on t.declaration = x.declaration and t.vehicle_ref = x.from_ref
	and t.closed_at is not null
join need n on n.declaration = t.declaration and n.trip = t.trip
join verdict v on v.subject = n.subject and v.name = n.name
	and v.state <> 'confirmed'
where x.declaration = :declaration and x.to_ref = :vehicle
	and x.moved_at is not null
order by v.name

-- name: left-takers
select distinct o.trip
from transfer x
join trip t on t.declaration = x.declaration and t.vehicle_ref = x.from_ref
	and t.closed_at is not null
join need n on n.declaration = t.declaration and n.trip = t.trip
join verdict v on v.subject = n.subject and v.name = n.name
	and v.state <> 'confirmed'
join trip o on o.declaration = x.declaration and o.vehicle_ref = x.to_ref
	and o.closed_at is null
where x.declaration = :declaration and x.from_ref = :vehicle
	and x.moved_at is not null
order by o.trip

-- name: need-trips
select n.trip from need n
join trip t on t.declaration = n.declaration and t.trip = n.trip
where n.subject = :subject and n.name = :name and t.closed_at is null
order by n.trip
