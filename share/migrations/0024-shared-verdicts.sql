-- What an agency has to look at that several trips share: few among its many.
-- Those of one check are found without passing all that wait for the agency.
create index verdict_shared on verdict (agency, name, opened_at, subject)
	where scope <> 'trip' and state <> 'confirmed' and state <> 'refused'
		and state <> 'void';
