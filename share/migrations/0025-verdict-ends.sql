-- When a confirmation ends by time alone is in it as it is given: what is over
-- is found without reading a declaration. Of a closed trip nothing ends.
alter table verdict add column ends_at integer;
create index verdict_ends on verdict (ends_at) where ends_at is not null;
