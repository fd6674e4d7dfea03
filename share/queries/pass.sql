-- Keys of sites, and persons one by one.

-- name: key-get
select k.key, k.site, k.public, k.valid_from, k.valid_until, k.retired_at,
	k.version, s.key is not null
from signing_key k left join key_secret s on s.key = k.key
where k.key = :key

-- name: key-next
select k.key, k.site, k.public, k.valid_from, k.valid_until, k.retired_at,
	k.version, s.key is not null
from signing_key k left join key_secret s on s.key = k.key
where k.key > :after order by k.key limit 1

-- name: key-signing
select k.key, k.site, k.public, k.valid_from, k.valid_until, k.retired_at,
	k.version, 1
from signing_key k join key_secret s on s.key = k.key
where k.site = :site and k.retired_at is null and k.valid_from <= :now
	and k.valid_until > :now
order by k.valid_from desc, k.version desc limit 1

-- name: key-secret
select secret from key_secret where key = :key

-- name: key-secret-add
insert into key_secret (key, secret) values (:key, :secret)

-- name: key-strays
select count(*) from key_secret s
left join signing_key k on k.key = s.key and k.retired_at is null
where k.key is null

-- name: key-secret-drop
delete from key_secret where key = :key

-- name: pass-names
select kind, normal from trip_identity
where declaration = :declaration and trip = :trip order by kind, normal

-- name: pass-trip
select i.kind, i.normal, t.version
from trip_identity i
join trip t on t.declaration = i.declaration and t.trip = i.trip
where i.declaration = :declaration and i.trip = :trip
order by i.kind, i.normal

-- name: declaration-ended
select case when count(*) = count(closed_at) then max(closed_at) end
from trip where declaration = :declaration

-- name: hold-ended
select lifted_at from hold where hold = :hold

-- name: note-ended
select closed_at from note where note = :note

-- name: party-ended
select case when valid_to <= :now or identity is null
		or instr(identity, :person) = 0 then coalesce(valid_to, valid_from)
	end
from party where party = :party
