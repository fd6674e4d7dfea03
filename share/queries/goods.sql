-- Goods that were refused, and what was decided about them.

-- name: goods-refused
select (select cast(sum(packages) as bigint) from goods_refused
		where trip = :trip and goods_ref = :goods) as packages,
	(select cast(sum(gross_g) as bigint) from goods_refused
		where trip = :trip and goods_ref = :goods) as gross_g,
	whole, refused_at, agency, actor, reason, version
from goods_refused where trip = :trip and goods_ref = :goods
order by n desc limit 1

-- name: goods-refused-of-trip
select goods_ref, cast(sum(packages) as bigint) as packages,
	cast(sum(gross_g) as bigint) as gross_g, max(whole) as whole
from goods_refused where declaration = :declaration and trip = :trip
group by goods_ref order by goods_ref

-- name: goods-refused-rows
select goods_ref, check_name, agency, reason, packages, gross_g, refused_at,
	actor, on_behalf, version
from goods_refused where declaration = :declaration and trip = :trip
order by goods_ref, n

-- name: goods-decided
select cast(sum(packages) as bigint) as packages,
	cast(sum(gross_g) as bigint) as gross_g
from disposition where trip = :trip and goods_ref = :goods

-- name: goods-have-passed
select 1 from customs_passed where customs = :customs and trip = :trip limit 1

-- name: disposition-rows
select disposition, goods_ref, act, gate, order_number, agency, reason,
	packages, gross_g, decided_at, actor, on_behalf, version
from disposition where declaration = :declaration and trip = :trip
order by version

-- name: disposition-last
select count(*) from disposition where declaration = :declaration

-- name: load-moved
select distinct t.vehicle_ref, t.trip
from transfer x
join trip t on t.declaration = x.declaration and t.vehicle_ref = x.from_ref
where x.declaration = :declaration and x.moved_at is not null

-- name: load-takers
select distinct t.trip
from transfer x
join trip t on t.declaration = x.declaration and t.vehicle_ref = x.to_ref
where x.declaration = :declaration and x.from_ref = :vehicle
order by t.trip

-- name: declaration-linked
select linked from declaration
where declaration = :declaration and linked is not null

-- name: declarations-linked
select declaration from declaration
where linked = :declaration
	or (linked > :declaration || '.' and linked < :declaration || '/')
order by declaration
