-- A lane that may be used from either end.

alter table lane_service add column reversed integer not null default 0;
