-- What a vehicle carries: gross less tare.

-- derived: root is the declaration. rig: the identifiers of the vehicle as it
-- was weighed, its trailer and container with it; a tare is of all of them.
-- pair: the weighing of the other kind that the net is made with.
alter table weighing add column rig text;
alter table weighing add column unloaded_g integer;
alter table weighing add column net_g integer;
alter table weighing add column net_by text
	check (net_by = 'two-pass' or net_by = 'stored' or net_by = 'preset');
alter table weighing add column tare_g integer;
alter table weighing add column pair text;
alter table weighing add column between_ms integer;
alter table weighing add column net_e_g integer;
alter table weighing add column net_limit_g integer;
alter table weighing add column declared_net_g integer;
alter table weighing add column net_tolerance_g integer;

create index weighing_tare_by_rig on weighing (rig, taken_at)
	where kind = 'tare';

-- Which of several counts is a rule over all of a trip; a net counts when both
-- of its weighings do.
create view weighing_counted as
select w.*, case when w.verified = 0 then 'unverified'
		when w.question = 'open' then 'scale-question'
		when exists (select 1 from weighing l
			where l.trip = w.trip and l.kind = w.kind
				and l.version > w.version
				and (l.verified = 1 or l.anew = 1))
			then 'later-weighing'
		else 'latest-verified' end as counts_why
from weighing w;

create view weighing_listed as
select w.weighing, w.trip, w.scale, w.lane, w.kind as weighs, w.gross_g,
	w.digits, w.unit, w.e_g, w.limit_g, w.verified, w.doubt,
	w.certificate, w.outcome, w.declared_g,
	w.gross_g - w.declared_g as difference_g, w.tolerance_g, w.legal_g,
	w.legal_unconfirmed, w.again, w.anew, w.seal, w.question, w.against,
	w.apart_g, w.allowed_g, w.unloaded_g, w.net_g, w.net_by, w.tare_g,
	w.pair, w.between_ms, w.net_e_g, w.net_limit_g, w.declared_net_g,
	w.net_g - w.declared_net_g as net_difference_g, w.net_tolerance_g,
	w.counts_why,
	case when w.net_by is not null
		then w.counts_why = 'latest-verified'
			and (w.pair is null or exists (
				select 1 from weighing_counted p
				where p.trip = substr(w.pair, 1,
						instr(w.pair, '/') - 1)
					and p.weighing = w.pair
					and p.counts_why = 'latest-verified'))
		end as net_counts,
	w.protocol, w.frames as frames_json, w.taken_at, w.actor, w.on_behalf,
	w.version, w.declaration, t.vehicle as vehicle_json
from weighing_counted w
join trip t on t.declaration = w.declaration and t.trip = w.trip;
