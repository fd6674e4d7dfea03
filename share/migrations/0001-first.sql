-- The first shape of the store. Tables are of four kinds:
--   log      written only by appending
--   derived  written only by apply; can be dropped and rebuilt from the log.
--            Every row belongs to one root, named by its first column, and
--            depends on the events of that root alone.
--   private  personal data, outside the chain
--   local    this store's own bookkeeping, not part of the record
-- Times are milliseconds UTC, masses grams, money minor units.

-- log: one row an origin, moved on with every append
create table origin (
	origin integer primary key,
	name text not null unique,
	first_prev text not null,
	seq integer not null,
	hash text not null,
	at integer not null,
	own integer not null check (own in (0, 1))
) strict;

-- log: the chain; arrival orders apply, (origin, seq) is the event's name
create table event (
	arrival integer primary key,
	origin integer not null references origin (origin),
	seq integer not null,
	root text not null,
	line text not null,
	hash text not null,
	unique (origin, seq)
) strict;

create index event_by_root on event (root, arrival);

-- derived: root is the site
create table site (
	site text primary key,
	seq integer not null,
	loaded_at integer not null,
	effective integer not null,
	file_version integer not null,
	digest text not null,
	utc_offset_min integer not null,
	language text not null,
	document text not null
) strict, without rowid;

-- derived: root is the site; loaded, not yet in effect
create table site_pending (
	site text not null,
	file_version integer not null,
	seq integer not null,
	effective integer not null,
	digest text not null,
	document text not null,
	primary key (site, file_version)
) strict, without rowid;

-- derived: root is the site; ranges of the log closed by a digest over their
-- lines as printed
create table seal (
	site text not null,
	origin text not null,
	from_seq integer not null,
	to_seq integer not null,
	digest text not null,
	hash text not null,
	primary key (site, origin, from_seq)
) strict, without rowid;

-- derived: root is the site. queue_rule says whom the queue binds, who keeps
-- it and for how long a late truck still has its call.
create table lane (
	site text not null,
	lane text not null,
	point text not null,
	zone_from text not null,
	zone_to text not null,
	queue text,
	queue_rule text,
	admit_ms integer not null,
	crossing text check (crossing in ('out', 'in')),
	document text not null,
	primary key (site, lane)
) strict, without rowid;

-- derived: root is the site; its words for agencies, checks, zones and
-- reasons, in all languages, so that a lane need not read the whole file
create table wording (
	site text not null,
	kind text not null,
	code text not null,
	words text,
	contact text,
	primary key (site, kind, code)
) strict, without rowid;

-- derived: root is the staff entry
create table staff (
	staff text primary key,
	site text not null,
	user_name text not null,
	agencies text not null,
	lanes text not null,
	valid_from integer not null,
	valid_to integer,
	stands_in_for text,
	order_number text,
	seq integer not null
) strict, without rowid;

create index staff_by_user on staff (user_name);

-- derived: root is the declaration. With rowid: of a row longer than a quarter
-- page the engine would else put the rest on a page of its own.
create table declaration (
	declaration text not null primary key,
	site text not null,
	direction text not null,
	regime text not null,
	state text not null,
	submitted_at integer not null,
	expected_at integer,
	digest text not null,
	enterprise text,
	payer text,
	site_version integer not null,
	document text not null,
	version integer not null
) strict;

create index declaration_by_digest on declaration (digest);

-- derived: root is the declaration
create table goods (
	declaration text not null,
	ref text not null,
	customs_ref text,
	hs text,
	origin text,
	packages integer,
	unit text,
	gross_g integer,
	net_g integer,
	value_minor integer,
	currency text,
	primary key (declaration, ref)
) strict, without rowid;

-- derived: root is the declaration; customs is SITE/NUMBER, null on paper
create table customs_use (
	declaration text not null,
	ref text not null,
	customs text,
	paper text,
	primary key (declaration, ref)
) strict, without rowid;

create index customs_use_by_customs on customs_use (customs);

-- derived: root is the declaration
create table carries (
	declaration text not null,
	vehicle_ref text not null,
	goods_ref text not null,
	packages integer,
	gross_g integer,
	value_minor integer,
	primary key (declaration, vehicle_ref, goods_ref)
) strict, without rowid;

-- derived: root is the declaration
create table transfer (
	declaration text not null,
	n integer not null,
	from_ref text not null,
	to_ref text,
	goods_ref text,
	packages integer,
	gross_g integer,
	primary key (declaration, n)
) strict, without rowid;

-- derived: root is the declaration; one vehicle's movement for it.
-- kind is the line of the daily report it counts in. gross_g is the load alone
-- (of a receiving vehicle, what it is to receive; of a new vehicle, itself): a
-- scale should read self_g + gross_g, of role goods self_g. value_minor is in the site's currency.
create table trip (
	declaration text not null,
	trip text not null,
	vehicle_ref text not null,
	role text not null,
	direction text not null,
	kind text not null,
	laden integer not null check (laden in (0, 1)),
	class text,
	nationality text,
	label text not null,
	vehicle text not null,
	axles integer,
	self_g integer,
	gross_g integer,
	value_minor integer,
	continues text,
	leg text not null check (leg in ('out', 'home')),
	zone text not null,
	zone_since integer not null,
	turned_back integer not null check (turned_back in (0, 1)),
	opened_at integer not null,
	entered_at integer,
	crossed_at integer,
	closed_at integer,
	outcome text,
	site_version integer not null,
	version integer not null,
	primary key (declaration, trip)
) strict, without rowid;

create unique index trip_by_id on trip (trip);
create index trip_open_by_zone on trip (zone) where closed_at is null;
create index trip_by_crossed on trip (crossed_at) where crossed_at is not null;
create index trip_by_closed on trip (closed_at) where closed_at is not null;
create index trip_receiving_by_entered on trip (entered_at)
	where role = 'receiving' and entered_at is not null;

-- derived: root is the declaration; in which zone a trip was, from when to
-- when. The last one is open until the trip is closed.
create table stay (
	declaration text not null,
	trip text not null,
	n integer not null,
	zone text not null,
	since integer not null,
	until integer,
	primary key (declaration, trip, n)
) strict, without rowid;

create index stay_by_zone on stay (zone, until, since);

-- derived: root is the declaration; what a truck is found by. `match` is the
-- form compared (Đ as D, no province character), `reversed` finds last characters.
create table trip_identity (
	declaration text not null,
	trip text not null,
	kind text not null,
	normal text not null,
	match text not null,
	reversed text not null,
	open integer not null check (open in (0, 1)),
	primary key (declaration, trip, kind, normal)
) strict, without rowid;

create index trip_identity_by_normal on trip_identity (normal) where open = 1;
create index trip_identity_by_match on trip_identity (match) where open = 1;
create index trip_identity_by_reversed on trip_identity (reversed)
	where open = 1;

-- derived: root is the declaration; which checks a trip needs, and whose
-- verdict (subject) answers each
create table need (
	declaration text not null,
	trip text not null,
	name text not null,
	subject text not null,
	primary key (declaration, trip, name, subject)
) strict, without rowid;

create index need_by_subject on need (subject, name);

-- derived: root names its own kind ('declaration:…' or 'customs:…')
create table verdict (
	root text not null,
	subject text not null,
	name text not null,
	agency text not null,
	scope text not null,
	state text not null,
	opened_at integer not null,
	started_at integer,
	verdict_at integer,
	actor text,
	on_behalf text,
	reason text,
	conditions text,
	vouched text,
	version integer not null,
	primary key (root, subject, name)
) strict, without rowid;

create unique index verdict_by_subject on verdict (subject, name);
create index verdict_open on verdict (agency, opened_at, subject, name)
	where state <> 'confirmed' and state <> 'refused'
		and state <> 'void';

-- derived: root is the declaration; every passage over the line
create table crossing (
	declaration text not null,
	trip text not null,
	n integer not null,
	at integer not null,
	way text not null check (way in ('out', 'in')),
	lane text not null,
	leg text not null,
	laden integer not null,
	counted integer not null check (counted in (0, 1)),
	primary key (declaration, trip, n)
) strict, without rowid;

create index crossing_by_at on crossing (at);

-- derived: root is the declaration
create table weighing (
	declaration text not null,
	weighing text not null,
	trip text not null,
	scale text not null,
	lane text,
	kind text not null,
	gross_g integer not null,
	digits text not null,
	unit text not null,
	e_g integer not null,
	limit_g integer not null,
	verified integer not null check (verified in (0, 1)),
	protocol text not null,
	frames text not null,
	taken_at integer not null,
	actor text not null,
	on_behalf text,
	outcome text not null,
	doubt text,
	certificate text,
	declared_g integer,
	tolerance_g integer,
	legal_g integer,
	legal_unconfirmed integer check (legal_unconfirmed in (0, 1)),
	again text,
	version integer not null,
	primary key (declaration, weighing)
) strict, without rowid;

create index weighing_by_trip on weighing (trip);

-- derived: root is the declaration
create table fee (
	declaration text not null,
	fee text not null,
	trip text,
	kind text not null,
	amount_minor integer not null,
	paid_minor integer not null,
	currency text not null,
	unconfirmed integer not null check (unconfirmed in (0, 1)),
	working text not null,
	state text not null,
	assessed_at integer not null,
	version integer not null,
	primary key (declaration, fee)
) strict, without rowid;

create index fee_open on fee (declaration, fee) where state <> 'paid';

-- derived: root is the declaration
create table payment (
	declaration text not null,
	payment text not null,
	fee text not null,
	reference text,
	means text not null,
	amount_minor integer not null,
	paid_at integer not null,
	actor text not null,
	on_behalf text,
	primary key (declaration, payment)
) strict, without rowid;

create unique index payment_by_reference on payment (reference, fee);

-- derived: root is the customs number, SITE/ and its first 11 digits
create table customs (
	customs text primary key,
	number text not null,
	type text,
	office text,
	channel text,
	release text not null,
	updated_at integer not null,
	version integer not null
) strict, without rowid;

-- derived: root is the customs number; goods that crossed under it
create table customs_passed (
	customs text not null,
	trip text not null,
	n integer not null,
	packages integer,
	gross_g integer,
	at integer not null,
	lane text not null,
	primary key (customs, trip, n)
) strict, without rowid;

-- derived: root is the hold
create table hold (
	hold text primary key,
	site text not null,
	number integer not null,
	agency text not null,
	reason text not null,
	subject_kind text not null,
	subject text not null,
	silent integer not null check (silent in (0, 1)),
	figures text,
	review_at integer,
	placed_at integer not null,
	placed_by text not null,
	placed_for text,
	lifted_at integer,
	lifted_by text,
	lifted_for text,
	lifted_reason text,
	version integer not null
) strict, without rowid;

create index hold_open on hold (subject) where lifted_at is null;
create index hold_of_person on hold (hold)
	where lifted_at is null and subject_kind = 'person';
create unique index hold_by_number on hold (site, number);

-- derived: root is the queue; turns are the calls of a class and the turns it
-- let pass while nobody waited in it
create table queue_class (
	queue text not null,
	class text not null,
	share integer not null,
	joined integer not null,
	called integer not null,
	turns integer not null,
	primary key (queue, class)
) strict, without rowid;

-- derived: root is the queue
create table queue_entry (
	queue text not null,
	trip text not null,
	label text not null,
	class text not null,
	ticket integer not null,
	state text not null
		check (state = 'waiting' or state = 'called' or state = 'left'),
	joined_at integer not null,
	called_at integer,
	window_to integer,
	left_at integer,
	reason text,
	version integer not null,
	primary key (queue, trip)
) strict, without rowid;

create index queue_entry_waiting on queue_entry (queue, class, ticket)
	where state = 'waiting';
create index queue_entry_called on queue_entry (queue, window_to)
	where state = 'called';
create index queue_entry_by_trip on queue_entry (trip);

-- derived: root is the lane, SITE/LANE
create table lane_state (
	lane text primary key,
	decisions integer not null,
	openings integer not null,
	passages integer not null,
	unadmitted integer not null,
	faults integer not null,
	last_at integer not null,
	version integer not null
) strict, without rowid;

-- derived: root is the lane; the newest decision on each trip at this lane
create table admission (
	lane text not null,
	subject text not null,
	trip text,
	admit integer not null check (admit in (0, 1)),
	state text not null
		check (state = 'open' or state = 'used' or state = 'denied'),
	decided_at integer not null,
	expires_at integer,
	opened_at integer,
	reasons text not null,
	decision text not null,
	version integer not null,
	primary key (lane, subject)
) strict, without rowid;

create index admission_open on admission (trip) where state = 'open';

-- derived: root is the lane; passages of vehicles of which no trip is known
create table stranger (
	lane text not null,
	passage text not null,
	subject text not null,
	at integer not null,
	admitted integer not null check (admitted in (0, 1)),
	primary key (lane, passage)
) strict, without rowid;

create index stranger_by_at on stranger (at);

-- private: values of persons; the line carries id and SHA-256(salt, value)
create table person (
	id text primary key,
	salt blob not null,
	value text not null
) strict, without rowid;

-- local: the sender's own name for a request, and what it was answered
create table journal (
	key text primary key,
	digest text not null,
	answer text not null,
	at integer not null
) strict, without rowid;

-- local: how far each peer has been read and told
create table peer_cursor (
	peer text not null,
	stream text not null,
	cursor text not null,
	tried_at integer,
	failures integer not null,
	problem text,
	primary key (peer, stream)
) strict, without rowid;

-- local: settings of this copy ('origin', 'verify_turn', 'created')
create table setting (
	name text primary key,
	value text not null
) strict, without rowid;
