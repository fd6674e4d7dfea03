-- The log and what stands beside it.

-- name: origin-own
select o.origin, o.name, case when s.value = '1' then 1 else 0 end, o.seq
from origin o join setting s on s.name = 'simulated'
where o.own = 1
order by o.origin desc limit 1

-- name: origin-add
insert into origin (name, first_prev, seq, hash, at, own)
values (:name, '0000000000000000000000000000000000000000000000000000000000000000',
	0, '0000000000000000000000000000000000000000000000000000000000000000', 0, :own)

-- name: origin-head
select seq, hash, at from origin where origin = :origin

-- name: origin-advance
update origin set seq = :seq, hash = :hash, at = :at where origin = :origin

-- name: origin-list
select origin, name, first_prev, seq, hash, own, at from origin order by origin

-- name: origin-longest
select max(seq) from origin

-- name: origin-heads
select name, seq, hash, at from origin order by origin

-- name: origin-by-name
select origin, name, first_prev, seq, hash, own from origin where name = :name

-- name: event-add
insert into event (origin, seq, root, line, hash)
values (:origin, :seq, :root, :line, :hash)

-- name: event-since
select arrival, seq, root, line, hash from event
where origin = :origin and seq > :seq order by seq limit :count

-- name: event-by-seq
select arrival, seq, root, line, hash from event
where origin = :origin and seq = :seq

-- name: event-by-name
select e.line, e.hash from event e join origin o on o.origin = e.origin
where o.name = :name and e.seq = :seq

-- name: event-range
select seq, line, hash, arrival from event
where origin = :origin and seq > :after and seq <= :to order by seq

-- name: event-stray
select e.arrival from event e
where e.seq < 1 or not exists
	(select 1 from origin o where o.origin = e.origin)
order by e.arrival

-- name: event-arrivals
select count(*), coalesce(max(arrival), 0) from event

-- name: event-of-root
select line from event where root = :root order by arrival

-- name: root-after
select root from event where root > :root order by root limit 1

-- name: root-closed
select 1 from declaration
where :type = 'declaration' and declaration = :id and state <> 'open'
union all
select 1 from hold
where :type = 'hold' and hold = :id and lifted_at is not null
union all
select 1 from permit
where :type = 'permit' and permit = :id and ended_at is not null
union all
select 1 from note
where :type = 'note' and note = :id and closed_at is not null
union all
select 1 from codes c
where :type = 'codes' and c.codes = :id and exists
	(select 1 from codes n where n.site = c.site and n.list = c.list
		and n.number > c.number)

-- name: seal-of-origin
select from_seq, to_seq, digest, hash from seal where origin = :origin
order by from_seq

-- name: seal-last
select s.to_seq, e.line from seal s
join origin o on o.name = s.origin
join event e on e.origin = o.origin and e.seq = s.to_seq + 1
where s.origin = :origin order by s.to_seq desc limit 1

-- name: setting-get
select value from setting where name = :name

-- name: setting-all
select name, value from setting order by name

-- name: setting-put
insert into setting (name, value) values (:name, :value)
on conflict (name) do update set value = excluded.value

-- name: setting-drop
delete from setting where name = :name

-- name: setting-count
insert into setting (name, value) values (:name, cast(:count as text))
on conflict (name) do update set
	value = cast(cast(setting.value as integer) + :count as text)

-- name: person-add
insert into person (id, salt, value) values (:id, :salt, :value)

-- name: person-get
select salt, value from person where id = :id

-- name: person-erase
delete from person where id = :id

-- name: person-next
select id, value from person where id > :after order by id limit 1

-- name: person-erased
select 1 from event where root = :root limit 1

-- name: person-returned
select e.root from event e join person p on 'person:' || p.id = e.root
where e.root > 'person:' and e.root < 'person;' order by e.root

-- name: person-line
select line from event
where (root > 'declaration:' and root < 'declaration;'
	or root > 'hold:' and root < 'hold;'
	or root > 'note:' and root < 'note;'
	or root > 'party:' and root < 'party;'
	or root > 'saved:' and root < 'saved;') and instr(line, :mark) > 0
order by arrival limit 1

-- name: person-all
select id from person order by id

-- name: event-of-persons
select line from event where root > 'declaration:' and root < 'declaration;'
union all
select line from event where root > 'hold:' and root < 'hold;'
union all
select line from event where root > 'note:' and root < 'note;'
union all
select line from event where root > 'party:' and root < 'party;'
union all
select line from event where root > 'saved:' and root < 'saved;'

-- name: journal-get
select digest, answer from journal where key = :key

-- name: journal-all
select key, digest, answer from journal order by key

-- name: journal-add
insert into journal (key, digest, answer, at)
values (:key, :digest, :answer, :at)

-- name: site-offset
select utc_offset_min from site order by site limit 1

-- name: txn-begin
begin immediate

-- name: txn-commit
commit

-- name: txn-enter
savepoint item

-- name: txn-keep
release item

-- name: txn-undo
rollback to item

-- name: store-version
pragma user_version
