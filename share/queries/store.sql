-- The log and what stands beside it.

-- name: origin-own
select o.origin, o.name, case when s.value = '1' then 1 else 0 end
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
select origin, name, first_prev, seq, hash, own from origin order by origin

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

-- name: event-by-arrival
select arrival, origin, seq, root, line, hash from event
where arrival > :arrival order by arrival limit :count

-- name: event-of-root
select line from event where root = :root order by arrival

-- name: event-roots-after
select distinct root from event where root > :root order by root limit :count

-- name: event-count
select count(*) from event

-- name: event-count-of-root
select count(*) from event where root = :root

-- name: setting-get
select value from setting where name = :name

-- name: setting-put
insert into setting (name, value) values (:name, :value)
on conflict (name) do update set value = excluded.value

-- name: person-add
insert into person (id, salt, value) values (:id, :salt, :value)

-- name: person-get
select salt, value from person where id = :id

-- name: person-all
select id, salt, value from person order by id

-- name: journal-get
select digest, answer from journal where key = :key

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
