-- What was confirmed before 0025 does not hold its end. That is worked out
-- once, from the site file, by the next tick (check.dated); until then the
-- newest of them stands here.
insert into setting (name, value)
select 'undated', cast(max(version) as text) from verdict
where state = 'confirmed' and ends_at is null
having max(version) is not null;
