-- Parties and mandates (lib/trade/party.c, lib/keeper/party.c).

-- name: party-get
select party, site, tax_code, name, address, phone,
	identity as identity_json, valid_from, valid_to, seq
from party where party = :party

-- name: party-persons
select party, site, identity as identity_json, valid_from, valid_to, seq
from party where site = :site and tax_code is null order by party

-- name: party-list
select party, site, tax_code, name, address, phone,
	identity as identity_json, valid_from, valid_to, seq
from party where party > :after order by party limit 200

-- name: mandate-holds
select 1 from mandate m
join party p on p.party = m.party and p.valid_from <= :at
	and coalesce(p.valid_to > :at, 1)
join party b on b.party = m.broker and b.valid_from <= :at
	and coalesce(b.valid_to > :at, 1)
where m.party = :party and m.broker = :broker and m.valid_from <= :at
	and coalesce(m.valid_to > :at, 1)
limit 1

-- name: mandate-open
select document, valid_from from mandate
where party = :party and broker = :broker and coalesce(valid_to > :at, 1)
order by valid_from limit 1

-- name: mandate-principals
select distinct p.tax_code from mandate m join party p on p.party = m.party
where m.broker = :broker and p.tax_code is not null order by p.tax_code

-- name: mandate-list
select party, broker, valid_from, valid_to, document, seq from mandate
where party = :party
union all
select party, broker, valid_from, valid_to, document, seq from mandate
where broker = :party
order by 1, 2, 3
