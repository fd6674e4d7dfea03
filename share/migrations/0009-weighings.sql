-- Weighings again: which begin anew, and scales that disagree.

-- derived: root is the declaration. anew: the load is another, or the weighing
-- before had failed, so nothing before is compared. question: two scales are
-- further apart than both may be wrong; against is the weighing on the other.
alter table weighing add column seal text;
alter table weighing add column anew integer check (anew in (0, 1));
alter table weighing add column question text
	check (question in ('open', 'settled'));
alter table weighing add column against text;
alter table weighing add column apart_g integer;
alter table weighing add column allowed_g integer;
