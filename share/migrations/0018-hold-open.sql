-- Open holds of a site in the order of their subjects: those on plates with a
-- province stand together, and lifted ones are not read.
drop index hold_open;
create index hold_open on hold (site, subject) where lifted_at is null;
