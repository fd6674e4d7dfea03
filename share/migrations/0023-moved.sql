-- A signed transfer: when the load moved, and its share of the value. The vehicle
-- that carries it over the line is the one that counts (ck-report(1)).
alter table transfer add column value_minor integer;
alter table transfer add column moved_at integer;
