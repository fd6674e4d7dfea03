-- Reference data: which list holds when, and what stands in it.

-- name: codes-find
select c.codes, r.data from
	(select codes, valid_to from codes
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
