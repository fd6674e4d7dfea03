-- What apply writes, in the order of the tables. Nothing else writes these.

-- name: site-put
insert into site (site, seq, loaded_at, effective, file_version, digest,
	utc_offset_min, language, document)
values (:site, :seq, :loaded_at, :effective, :file_version, :digest,
	:utc_offset_min, :language, :document)
on conflict (site) do update set seq = excluded.seq,
	loaded_at = excluded.loaded_at, effective = excluded.effective,
	file_version = excluded.file_version, digest = excluded.digest,
	utc_offset_min = excluded.utc_offset_min,
	language = excluded.language, document = excluded.document

-- name: site-pending-put
insert into site_pending (site, file_version, seq, effective, digest, document,
	apply)
values (:site, :file_version, :seq, :effective, :digest, :document, :apply)
on conflict (site, file_version) do update set seq = excluded.seq,
	effective = excluded.effective, digest = excluded.digest,
	document = excluded.document, apply = excluded.apply

-- name: site-pending-drop
delete from site_pending where site = :site and file_version <= :file_version

-- name: lane-drop
delete from lane where site = :site

-- name: lane-put
insert into lane (site, lane, point, zone_from, zone_to, queue, queue_rule,
	admit_ms, crossing, document)
values (:site, :lane, :point, :zone_from, :zone_to, :queue, :queue_rule,
	:admit_ms, :crossing, :document)

-- name: wording-drop
delete from wording where site = :site

-- name: wording-put
insert into wording (site, kind, code, words, contact)
values (:site, :kind, :code, :words, :contact)

-- name: seal-put
insert into seal (site, origin, from_seq, to_seq, digest, hash)
values (:site, :origin, :from_seq, :to_seq, :digest, :hash)

-- name: staff-put
insert into staff (staff, site, user_name, agencies, lanes, valid_from,
	valid_to, stands_in_for, order_number, seq)
values (:staff, :site, :user_name, :agencies, :lanes, :valid_from,
	:valid_to, :stands_in_for, :order_number, :seq)
on conflict (staff) do update set agencies = excluded.agencies,
	lanes = excluded.lanes, valid_from = excluded.valid_from,
	valid_to = excluded.valid_to, stands_in_for = excluded.stands_in_for,
	order_number = excluded.order_number, seq = excluded.seq

-- name: staff-end
update staff set valid_to = :valid_to, seq = :seq where staff = :staff

-- name: saved-put
insert into saved (saved, site, owner, kind, name, document, version)
values (:saved, :site, :owner, :kind, :name, :document, :version)
on conflict (saved) do update set document = excluded.document,
	version = excluded.version

-- name: saved-drop
delete from saved where saved = :saved

-- name: declaration-put
insert into declaration (declaration, site, direction, regime, state,
	submitted_at, expected_at, digest, enterprise, payer, site_version,
	document, version, linked)
values (:declaration, :site, :direction, :regime, 'open', :submitted_at,
	:expected_at, :digest, :enterprise, :payer, :site_version, :document,
	:version, :linked)

-- name: declaration-state
update declaration set state = :state, version = :version
where declaration = :declaration

-- name: declaration-close-if-done
update declaration set state = 'closed', version = :version
where declaration = :declaration and state = 'open' and not exists
	(select 1 from trip t
	 where t.declaration = declaration.declaration and t.closed_at is null)

-- name: declaration-amend
update declaration set regime = :regime, expected_at = :expected_at,
	enterprise = :enterprise, payer = :payer, document = :document,
	version = :version, linked = :linked
where declaration = :declaration

-- name: goods-drop
delete from goods where declaration = :declaration

-- name: customs-use-drop
delete from customs_use where declaration = :declaration

-- name: carries-drop
delete from carries where declaration = :declaration

-- name: transfer-drop
delete from transfer where declaration = :declaration

-- name: amendment-put
insert into amendment (declaration, n, digest, reason, request, patch, broken,
	seq)
values (:declaration, 1 + (select count(*) from amendment
		where declaration = :declaration),
	:digest, :reason, :request, :patch, :broken, :seq)

-- name: retired-put
insert into retired (declaration, ref, section)
values (:declaration, :ref, :section)
on conflict (declaration, ref) do nothing

-- name: amendment-request-put
insert into amendment_request (declaration, number, state, actor, on_behalf,
	asked_at, reason, breakdown, present, changed, patch, version)
values (:declaration, :number, 'requested', :actor, :on_behalf, :asked_at,
	:reason, :breakdown, :present, :changed, :patch, :version)

-- name: amendment-request-decide
update amendment_request set state = :state, decided_at = :decided_at,
	decided_by = :decided_by, decided_for = :decided_for,
	decided_reason = :decided_reason, version = :version
where declaration = :declaration and number = :number

-- name: message-put
insert into message (declaration, number, recipient, about, request, actor,
	on_behalf, reason, changed, sent_at, version)
values (:declaration, :number, :recipient, :about, :request, :actor,
	:on_behalf, :reason, :changed, :sent_at, :version)

-- name: goods-put
insert into goods (declaration, ref, customs_ref, hs, origin, packages, unit,
	gross_g, net_g, value_minor, currency)
values (:declaration, :ref, :customs_ref, :hs, :origin, :packages, :unit,
	:gross_g, :net_g, :value_minor, :currency)

-- name: customs-use-put
insert into customs_use (declaration, ref, customs, paper)
values (:declaration, :ref, :customs, :paper)

-- name: carries-put
insert into carries (declaration, vehicle_ref, goods_ref, packages, gross_g,
	value_minor)
values (:declaration, :vehicle_ref, :goods_ref, :packages, :gross_g,
	:value_minor)

-- name: transfer-put
insert into transfer (declaration, n, from_ref, to_ref, goods_ref, packages,
	gross_g, value_minor)
values (:declaration, :n, :from_ref, :to_ref, :goods_ref, :packages, :gross_g,
	:value_minor)

-- name: transfer-move
update transfer set moved_at = :moved_at
where declaration = :declaration and from_ref = :from_ref
	and to_ref is not null

-- name: trip-load
update trip set laden = :laden, version = :version
where declaration = :declaration and trip = :trip

-- name: trip-put
insert into trip (declaration, trip, vehicle_ref, role, direction, kind, laden,
	class, nationality, label, vehicle, axles, self_g, gross_g,
	value_minor, continues, leg, zone, zone_since, turned_back, opened_at,
	site_version, version)
values (:declaration, :trip, :vehicle_ref, :role, :direction, :kind, :laden,
	:class, :nationality, :label, :vehicle, :axles, :self_g, :gross_g,
	:value_minor, :continues, :leg, :zone, :at, 0, :at, :site_version,
	:version)

-- name: stay-put
insert into stay (declaration, trip, n, zone, since)
values (:declaration, :trip, 1 + (select count(*) from stay
		where declaration = :declaration and trip = :trip),
	:zone, :since)

-- name: stay-end
update stay set until = :until
where declaration = :declaration and trip = :trip and until is null

-- name: trip-identity-put
insert into trip_identity (declaration, trip, kind, normal, match, reversed,
	open)
values (:declaration, :trip, :kind, :normal, :match, :reversed, 1)

-- name: trip-amend
update trip set kind = :kind, laden = :laden, class = :class,
	nationality = :nationality, label = :label, vehicle = :vehicle,
	axles = :axles, self_g = :self_g, gross_g = :gross_g,
	value_minor = :value_minor, continues = :continues, version = :version
where declaration = :declaration and trip = :trip

-- name: trip-identity-drop
delete from trip_identity where declaration = :declaration and trip = :trip

-- name: trip-identity-close
update trip_identity set open = 0
where declaration = :declaration and trip = :trip

-- name: trip-move
update trip set zone = :zone, zone_since = :at,
	entered_at = coalesce(entered_at, :entered_at),
	crossed_at = coalesce(crossed_at, :crossed_at), version = :version
where declaration = :declaration and trip = :trip

-- name: trip-leg
update trip set leg = :leg, laden = :laden, version = :version
where declaration = :declaration and trip = :trip

-- name: trip-rejudge
update trip set site_version = :site_version, version = :version
where declaration = :declaration and trip = :trip

-- name: trip-turn-back
update trip set turned_back = 1, ending = null, version = :version
where declaration = :declaration and trip = :trip

-- name: trip-close
update trip set closed_at = :closed_at, outcome = :outcome, version = :version
where declaration = :declaration and trip = :trip

-- name: need-put
insert into need (declaration, trip, name, subject)
values (:declaration, :trip, :name, :subject)
on conflict (declaration, trip, name, subject) do nothing

-- name: need-drop
delete from need
where declaration = :declaration and trip = :trip and name = :name
	and subject = coalesce(cast(:subject as text), subject)

-- name: verdict-open
insert into verdict (root, subject, name, agency, scope, state, opened_at,
	version)
values (:root, :subject, :name, :agency, :scope, 'open', :opened_at, :version)
on conflict (root, subject, name) do update set state = 'open',
	opened_at = excluded.opened_at, version = excluded.version
	where verdict.state = 'void'

-- name: verdict-void
update verdict set state = 'void', version = :version
where root = :root and subject = :subject and name = :name
	and state <> 'confirmed' and state <> 'refused'
		and state <> 'void'

-- name: trip-still-open
select 1 from trip where declaration = :declaration and closed_at is null
limit 1

-- name: verdict-void-closed
update verdict set state = 'void', version = :version
where root = :root
	and state <> 'confirmed' and state <> 'refused'
		and state <> 'void'
	and (subject = :trip or :whole = 1)

-- name: verdict-end-closed
update verdict set ends_at = null
where root = :root and ends_at is not null
	and (subject = :trip or :whole = 1)

-- name: verdict-set
update verdict set state = :state,
	started_at = coalesce(:started_at, started_at),
	verdict_at = :verdict_at, actor = :actor, on_behalf = :on_behalf,
	reason = :reason, conditions = :conditions, vouched = :vouched,
	ends_at = :ends_at, version = :version
where subject = :subject and name = :name

-- name: verdict-date
update verdict set ends_at = :ends_at, version = :version
where subject = :subject and name = :name and state = 'confirmed'

-- name: verdict-reopen
update verdict set state = :state, started_at = case when :state = 'started'
		or :state = 'sampled' or :state = 'resulted'
		then started_at end,
	verdict_at = null, actor = :actor, on_behalf = :on_behalf,
	reason = :reason, conditions = :conditions, vouched = null,
	ends_at = null, version = :version
where subject = :subject and name = :name

-- name: crossing-put
insert into crossing (declaration, trip, n, at, way, lane, leg, laden, counted)
values (:declaration, :trip, 1 + (select count(*) from crossing
		where declaration = :declaration and trip = :trip),
	:at, :way, :lane, :leg, :laden, :counted)

-- name: weighing-put
insert into weighing (declaration, weighing, trip, scale, lane, kind, gross_g,
	digits, unit, e_g, limit_g, verified, protocol, frames, taken_at,
	actor, on_behalf, outcome, doubt, certificate, declared_g, tolerance_g,
	legal_g, legal_unconfirmed, again, version, seal, anew, question,
	against, apart_g, allowed_g, rig, unloaded_g)
values (:declaration, :weighing, :trip, :scale, :lane, :kind, :gross_g,
	:digits, :unit, :e_g, :limit_g, :verified, :protocol, :frames,
	:taken_at, :actor, :on_behalf, :outcome, :doubt, :certificate, :declared_g,
	:tolerance_g, :legal_g, :legal_unconfirmed, :again, :version, :seal,
	:anew, :question, :against, :apart_g, :allowed_g, :rig, :unloaded_g)

-- name: weighing-net
update weighing set net_g = :net_g, net_by = :net_by, tare_g = :tare_g,
	pair = :pair, between_ms = :between_ms, net_e_g = :net_e_g,
	net_limit_g = :net_limit_g, declared_net_g = :declared_net_g,
	net_tolerance_g = :net_tolerance_g
where declaration = :declaration and weighing = :weighing

-- name: weighing-question
update weighing set question = 'open', against = :by, apart_g = :apart_g,
	allowed_g = :allowed_g
where declaration = :declaration and weighing = :weighing

-- name: weighing-settle
update weighing set question = 'settled'
where declaration = :declaration and weighing = :weighing

-- name: fee-put
insert into fee (declaration, fee, trip, kind, amount_minor, paid_minor,
	currency, unconfirmed, working, state, assessed_at, version)
values (:declaration, :fee, :trip, :kind, :amount_minor, 0, :currency,
	:unconfirmed, :working,
	case when :amount_minor > 0 then 'open' else 'paid' end, :assessed_at,
	:version)

-- name: fee-pay
update fee set paid_minor = paid_minor + :paid_minor,
	waived_minor = waived_minor + :waived_minor, version = :version
where declaration = :declaration and fee = :fee

-- name: fee-reduce
update fee set amount_minor = amount_minor - :by_minor,
	unconfirmed = :unconfirmed, working = :working, version = :version
where declaration = :declaration and fee = :fee

-- name: fee-state
update fee set state = case
	when paid_minor >= amount_minor - waived_minor then 'paid'
	when paid_minor > 0 then 'part' else 'open' end
where declaration = :declaration and fee = :fee

-- name: waiver-put
insert into waiver (declaration, fee, order_number, reason, amount_minor,
	waived_at, actor, on_behalf, version)
values (:declaration, :fee, :order_number, :reason, :amount_minor, :waived_at,
	:actor, :on_behalf, :version)

-- name: refund-put
insert into refund (declaration, refund, fee, reference, means, reason,
	amount_minor, waived_minor, paid_at, actor, on_behalf, version)
values (:declaration, :refund, :fee, :reference, :means, :reason,
	:amount_minor, :waived_minor, :paid_at, :actor, :on_behalf, :version)

-- name: payment-put
insert into payment (declaration, payment, fee, reference, means, amount_minor,
	paid_at, actor, on_behalf, seq)
values (:declaration, :payment, :fee, :reference, :means, :amount_minor,
	:paid_at, :actor, :on_behalf, :seq)

-- name: settled-put
insert into settled (declaration, payment, reference, booked_on, line_minor,
	found_by, settled_at, actor, on_behalf, version)
values (:declaration, :payment, :reference, :booked_on, :line_minor, :found_by,
	:settled_at, :actor, :on_behalf, :version)

-- name: receipt-put
insert into receipt (receipt, site, series, number, declaration, charge,
	amount_minor, currency, unconfirmed, reference, means, payments,
	replaces, issued_at, actor, on_behalf, issued_seq, version)
values (:receipt, :site, :series, :number, :declaration, :charge,
	:amount_minor, :currency, :unconfirmed, :reference, :means, :payments,
	:replaces, :issued_at, :actor, :on_behalf, :issued_seq, :issued_seq)

-- name: receipt-payment-put
insert into receipt_payment (receipt, payment, amount_minor)
values (:receipt, :payment, :amount_minor)

-- name: receipt-void
update receipt set voided_at = :voided_at, voided_by = :voided_by,
	voided_for = :voided_for, void_reason = :void_reason,
	version = :version
where receipt = :receipt

-- name: closing-put
insert into closing (closing, site, number, collector, from_seq, to_seq,
	currency, total_minor, takings, split, receipts, closed_at, actor,
	on_behalf, version)
values (:closing, :site, :number, :collector, :from_seq, :to_seq, :currency,
	:total_minor, :takings, :split, :receipts, :closed_at, :actor,
	:on_behalf, :version)

-- name: customs-put
insert into customs (customs, number, type, office, channel, release,
	updated_at, version, packages, gross_g, total_by)
values (:customs, :number, :type, :office, null, 'none', :updated_at, :version,
	:packages, :gross_g, :total_by)
on conflict (customs) do nothing

-- name: customs-update
update customs set number = coalesce(:number, number),
	type = coalesce(:type, type), channel = coalesce(:channel, channel),
	release = coalesce(:release, release), updated_at = :updated_at,
	version = :version, packages = coalesce(:packages, packages),
	gross_g = coalesce(:gross_g, gross_g),
	total_by = coalesce(:total_by, total_by)
where customs = :customs

-- name: customs-passed-put
insert into customs_passed (customs, trip, n, packages, gross_g, at, lane)
values (:customs, :trip, 1 + (select count(*) from customs_passed
		where customs = :customs and trip = :trip),
	:packages, :gross_g, :at, :lane)

-- name: hold-put
insert into hold (hold, site, number, agency, reason, subject_kind, subject,
	silent, figures, review_at, placed_at, placed_by, placed_for, version)
values (:hold, :site, :number, :agency, :reason, :subject_kind, :subject,
	:silent, :figures, :review_at, :placed_at, :placed_by, :placed_for,
	:version)

-- name: hold-lift
update hold set lifted_at = :lifted_at, lifted_by = :lifted_by,
	lifted_for = :lifted_for, lifted_reason = :lifted_reason,
	version = :version
where hold = :hold

-- name: note-put
insert into note (note, site, prefix, number, note_kind, agency, about,
	subject_kind, subject, text, deadline_at, given, written_at, written_by,
	written_for, version)
values (:note, :site, :prefix, :number, :note_kind, :agency, :about,
	:subject_kind, :subject, :text, :deadline_at,
	coalesce(cast(:given as bigint), 0), :written_at, :written_by,
	:written_for, :version)

-- name: note-answer
update note set answer = :answer, answered_at = :answered_at,
	answered_by = :answered_by, answered_for = :answered_for,
	version = :version
where note = :note

-- name: note-close
update note set closed_at = :closed_at, closed_by = :closed_by,
	closed_for = :closed_for, closed_reason = :closed_reason,
	version = :version
where note = :note

-- name: queue-class-joined
insert into queue_class (queue, class, share, joined, called, turns)
values (:queue, :class, :share, 1, 0, coalesce(cast(:turns as bigint), 0))
on conflict (queue, class) do update set share = excluded.share,
	joined = queue_class.joined + 1,
	turns = coalesce(cast(:turns as bigint), queue_class.turns)

-- name: queue-class-called
update queue_class set called = called + 1, turns = turns + 1
where queue = :queue and class = :class

-- name: queue-entry-put
insert into queue_entry (queue, trip, label, class, ticket, state, joined_at,
	version)
values (:queue, :trip, :label, :class, :ticket, 'waiting', :joined_at,
	:version)
on conflict (queue, trip) do update set label = excluded.label,
	class = excluded.class, ticket = excluded.ticket, state = 'waiting',
	joined_at = excluded.joined_at, called_at = null, window_to = null,
	left_at = null, reason = null, version = excluded.version

-- name: queue-entry-call
update queue_entry set state = 'called', called_at = :called_at,
	window_to = :window_to, version = :version
where queue = :queue and trip = :trip

-- name: queue-entry-leave
update queue_entry set state = 'left', left_at = :left_at, reason = :reason,
	version = :version
where queue = :queue and trip = :trip

-- name: queue-entry-rename
update queue_entry set label = :label, version = :version
where queue = :queue and trip = :trip

-- name: lane-state-count
insert into lane_state (lane, decisions, openings, passages, unadmitted,
	faults, last_at, version)
values (:lane, :decisions, :openings, :passages, :unadmitted, :faults, :at,
	:version)
on conflict (lane) do update set
	decisions = lane_state.decisions + excluded.decisions,
	openings = lane_state.openings + excluded.openings,
	passages = lane_state.passages + excluded.passages,
	unadmitted = lane_state.unadmitted + excluded.unadmitted,
	faults = lane_state.faults + excluded.faults,
	last_at = excluded.last_at, version = excluded.version

-- name: lane-service-put
insert into lane_service (lane, state, reason, duty, since, version)
values (:lane, :state, :reason, :duty, :since, :version)
on conflict (lane) do update set state = excluded.state,
	reason = excluded.reason, duty = excluded.duty,
	since = excluded.since, version = excluded.version

-- name: lane-service-turn
update lane_service set reversed = :reversed, version = :version
where lane = :lane

-- name: permit-put
insert into permit (permit, site, number, normal, label, lanes, reason,
	valid_from, valid_until, given_at, given_by, given_for, version)
values (:permit, :site, :number, :normal, :label, :lanes, :reason,
	:valid_from, :valid_until, :given_at, :given_by, :given_for, :version)

-- name: permit-end
update permit set ended_at = :ended_at, ended_by = :ended_by,
	ended_for = :ended_for, end_reason = :end_reason, version = :version
where permit = :permit

-- name: admission-put
insert into admission (lane, subject, trip, admit, state, decided_at,
	expires_at, opened_at, reasons, decision, version)
values (:lane, :subject, :trip, :admit, :state, :decided_at, :expires_at,
	null, :reasons, :decision, :version)
on conflict (lane, subject) do update set trip = excluded.trip,
	admit = excluded.admit, state = excluded.state,
	decided_at = excluded.decided_at, expires_at = excluded.expires_at,
	opened_at = null, reasons = excluded.reasons,
	decision = excluded.decision, version = excluded.version
where :late = 0 or excluded.decided_at >= admission.decided_at

-- name: admission-opened
update admission set opened_at = :opened_at, version = :version
where lane = :lane and subject = :subject

-- name: admission-used
update admission set state = 'used', version = :version
where lane = :lane and subject = :subject and state = 'open'

-- name: stranger-put
insert into stranger (lane, passage, subject, at, admitted)
values (:lane, :passage, :subject, :at, :admitted)

-- name: stranger-known
delete from stranger where lane = :lane and passage = :passage

-- name: codes-put
insert into codes (codes, site, list, number, valid_from, valid_to, rows,
	digest, source, loaded_at, seq)
values (:codes, :site, :list, :number, :valid_from, :valid_to, :rows, :digest,
	:source, :loaded_at, :seq)

-- name: code-put
insert into code (codes, code, valid_from, valid_to, data)
values (:codes, :code, :valid_from, :valid_to, :data)

-- name: party-put
insert into party (party, site, tax_code, name, address, phone, identity,
	valid_from, valid_to, seq)
values (:party, :site, :tax_code, :name, :address, :phone, :identity,
	:valid_from, null, :seq)
on conflict (party) do update set name = excluded.name,
	address = excluded.address, phone = excluded.phone,
	identity = excluded.identity, valid_from = excluded.valid_from,
	valid_to = null, seq = excluded.seq

-- name: party-end
update party set valid_to = :valid_to, seq = :seq where party = :party

-- name: mandate-put
insert into mandate (party, broker, valid_from, valid_to, document, seq)
values (:party, :broker, :valid_from, :valid_to, :document, :seq)
on conflict (party, broker, valid_from) do update set
	valid_to = excluded.valid_to, document = excluded.document,
	seq = excluded.seq

-- name: mandate-end
update mandate set valid_to = :valid_to, seq = :seq
where party = :party and broker = :broker
	and coalesce(valid_to > :valid_to, 1)

-- name: key-put
insert into signing_key (key, site, public, valid_from, valid_until,
	retired_at, version)
values (:key, :site, :public, :valid_from, :valid_until, null, :version)
on conflict (key) do update set valid_from = excluded.valid_from,
	valid_until = excluded.valid_until, version = excluded.version

-- name: key-retire
update signing_key set retired_at = :retired_at, version = :version
where key = :key

-- name: goods-refused-put
insert into goods_refused (declaration, trip, goods_ref, n, check_name, agency,
	reason, packages, gross_g, whole, refused_at, actor, on_behalf, version)
values (:declaration, :trip, :goods_ref, 1 + (select count(*)
		from goods_refused where declaration = :declaration
			and trip = :trip and goods_ref = :goods_ref),
	:check_name, :agency, :reason, :packages, :gross_g, :whole, :refused_at,
	:actor, :on_behalf, :version)

-- name: goods-refused-drop
delete from goods_refused
where declaration = :declaration and trip = :trip and goods_ref = :goods_ref

-- name: disposition-put
insert into disposition (declaration, disposition, trip, goods_ref, act, gate,
	order_number, agency, reason, packages, gross_g, value_minor,
	decided_at, actor, on_behalf, version)
values (:declaration, :disposition, :trip, :goods_ref, :act, :gate,
	:order_number, :agency, :reason, :packages, :gross_g, :value_minor,
	:decided_at, :actor, :on_behalf, :version)

-- name: trip-ending
update trip set turned_back = 1, ending = :ending, version = :version
where declaration = :declaration and trip = :trip

-- name: customs-reduced-put
insert into customs_passed (customs, trip, n, packages, gross_g, at, lane)
values (:customs, :trip, 1 + (select count(*) from customs_passed
		where customs = :customs and trip = :trip),
	-cast(:packages as bigint), -cast(:gross_g as bigint), :at, '-')
