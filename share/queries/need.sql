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

-- name: need-trips
select n.trip from need n
join trip t on t.declaration = n.declaration and t.trip = n.trip
where n.subject = :subject and n.name = :name and t.closed_at is null
order by n.trip
