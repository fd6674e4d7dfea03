-- Keys of sites: what passes and heads are signed with and checked by.

-- derived: root is the key, SITE/ID
create table signing_key (
	key text primary key,
	site text not null,
	public text not null,
	valid_from integer not null,
	valid_until integer not null,
	retired_at integer,
	version integer not null
) strict, without rowid;

-- private: secret halves of the site's own keys; never in the log
create table key_secret (
	key text primary key,
	secret blob not null
) strict, without rowid;
