-- Reference data: which list holds when, and what stands in it.

-- name: codes-find
select r.data, case when r.valid_from > :at or r.valid_to <= :at then 0
	else 1 end
from (select codes, valid_to from codes
	where site = :site and list = :list and valid_from <= :at
	order by valid_from desc, number desc limit 1) as c
left join code r on r.codes = c.codes and r.code = :code
where c.valid_to is null or c.valid_to > :at

-- name: codes-begins
select c.codes, (select r.code from code r
	where r.codes = c.codes and r.code >= :from and r.code < :to
	order by r.code limit 1)
from (select codes, valid_to from codes
	 where site = :site and list = :list and valid_from <= :at
	 order by valid_from desc, number desc limit 1) as c
where c.valid_to is null or c.valid_to > :at

-- name: codes-last
select number, valid_from, valid_to, rows, digest, source from codes
where site = :site and list = :list order by number desc limit 1

-- name: codes-list
select c.site, c.list, c.number, c.codes, c.valid_from, c.valid_to, c.rows,
	c.digest, c.source, c.loaded_at, c.seq,
	case when c.codes = (select n.codes from codes n
		where n.site = c.site and n.list = c.list
			and n.valid_from <= :at
		order by n.valid_from desc, n.number desc limit 1)
		and coalesce(c.valid_to > :at, 1) then 1 else 0 end as in_force
from codes c
where (c.site, c.list, c.number) > (:site, :after, :number)
	and (:list is null or c.list = :list)
order by c.site, c.list, c.number limit 200

-- name: code-list
select r.code, r.data as data_json from code r
where r.codes = (select n.codes from codes n
	where n.site = :site and n.list = :list and n.valid_from <= :at
		and coalesce(n.valid_to > :at, 1)
	order by n.valid_from desc, n.number desc limit 1)
	and r.code > :after
order by r.code limit 200
