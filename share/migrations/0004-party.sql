-- Enterprises and brokers, and who may declare for whom.

-- derived: root is the party, SITE/ and its tax code. A person's tax code is a
-- personal number: its party is SITE/ and a random name, what is personal of
-- it stands in table person under `identity`.
create table party (
	party text primary key,
	site text not null,
	tax_code text,
	name text,
	address text,
	phone text,
	identity text,
	valid_from integer not null,
	valid_to integer,
	seq integer not null
) strict, without rowid;

create index party_of_person on party (site, party) where tax_code is null;

-- derived: root is the party that gave it; broker is another party
create table mandate (
	party text not null,
	broker text not null,
	valid_from integer not null,
	valid_to integer,
	document text not null,
	seq integer not null,
	primary key (party, broker, valid_from)
) strict, without rowid;

create index mandate_by_broker on mandate (broker);
