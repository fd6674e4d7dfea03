-- What is counted (ck-report(1), DEFINITIONS). Every range is indexed; the
-- figures of one report are read between report-begin and report-end.

-- name: report-begin
begin

-- name: report-end
commit

-- name: report-sites
select site, document as document_json, utc_offset_min from site order by site

-- name: report-crossings
select d.site, t.direction, t.kind, c.way, c.laden, c.counted, count(*)
from crossing c
join trip t on t.declaration = c.declaration and t.trip = c.trip
join declaration d on d.declaration = c.declaration
where c.at >= :from and c.at < :to
group by d.site, t.direction, t.kind, c.way, c.laden, c.counted

-- name: report-value
select d.site, t.direction, coalesce(g.currency, ''),
	cast(coalesce(sum(k.value_minor - coalesce((select sum(x.value_minor)
		from disposition x where k.whole = 1 and x.trip = t.trip
			and x.goods_ref = g.ref and x.decided_at <= k.at),
		0)), 0) as bigint),
	sum(case when k.value_minor is null then 1 else 0 end)
from (select c.declaration, c.trip, c.at, k.goods_ref, k.value_minor,
		1 as whole
	from crossing c
	join trip t on t.declaration = c.declaration and t.trip = c.trip
	join carries k on k.declaration = t.declaration
		and k.vehicle_ref = t.vehicle_ref
	where c.at >= :from and c.at < :to and c.counted = 1
	union all
	select c.declaration, c.trip, c.at, x.goods_ref,
		case when x.to_ref = t.vehicle_ref then x.value_minor
			else -x.value_minor end, 0
	from crossing c
	join trip t on t.declaration = c.declaration and t.trip = c.trip
	join transfer x on x.declaration = t.declaration
		and (x.to_ref = t.vehicle_ref or x.from_ref = t.vehicle_ref)
	where c.at >= :from and c.at < :to and c.counted = 1
		and x.moved_at <= c.at) k
join trip t on t.declaration = k.declaration and t.trip = k.trip
join declaration d on d.declaration = k.declaration
join goods g on g.declaration = k.declaration and g.ref = k.goods_ref
group by d.site, t.direction, coalesce(g.currency, '')
order by d.site, coalesce(g.currency, ''), t.direction

-- name: report-closed
select d.site, t.outcome, count(*)
from trip t join declaration d on d.declaration = t.declaration
where t.closed_at >= :from and t.closed_at < :to
	and t.outcome in ('destroyed', 'diverted', 'impounded', 'turned_back')
group by d.site, t.outcome

-- name: report-receiving
select d.site, count(*)
from trip t join declaration d on d.declaration = t.declaration
where t.role = 'receiving' and t.entered_at >= :from and t.entered_at < :to
group by d.site

-- name: report-strangers
select lane, count(*) from stranger where at >= :from and at < :to
group by lane

-- name: report-stock
select t.kind, count(*)
from (select declaration, trip from stay
		where zone = :zone and until is null and since <= :at
	union all
	select declaration, trip from stay
		where zone = :zone and until > :at and since <= :at) s
join trip t on t.declaration = s.declaration and t.trip = s.trip
join declaration d on d.declaration = t.declaration
left join crossing c on c.declaration = t.declaration and c.trip = t.trip
	and c.counted = 1
where d.site = :site and t.direction = 'export'
	and (c.at is null or c.at > :at)
	and case when exists (select 1 from transfer x
			where x.declaration = t.declaration
				and x.from_ref = t.vehicle_ref
				and x.moved_at > :at) then 1
		when t.role <> 'main' and exists (select 1 from transfer x
			where x.declaration = t.declaration
				and x.to_ref = t.vehicle_ref
				and x.moved_at > :at) then 0
		else coalesce(c.laden, t.laden) end = 1
group by t.kind

-- name: report-head
select name, seq, hash from origin where own = 1 order by origin desc limit 1

-- name: report-first-event
select line from event order by arrival limit 1
