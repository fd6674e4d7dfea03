-- A lane is in service or out of it, and an officer has the duty there.

-- derived: root is the lane; one that was never spoken of is in service
create table lane_service (
	lane text primary key,
	state text not null check (state = 'in' or state = 'out'),
	reason text,
	duty text,
	since integer not null,
	version integer not null
) strict, without rowid;
