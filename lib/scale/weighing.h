/* A weighing: a stable weight bound to a trip.
 *
 * Event weighing.recorded, root the declaration, subject the trip:
 *	{"weighing":"CKHN-20261122-00533.1/W1","scale":"B1-S1","lane":"B1-1",
 *	 "weighs":"gross"|"tare","gross_g","digits","unit","e_g","limit_g",
 *	 "max_g"?,"min_g"?,"verified","doubt"?,"certificate"?,
 *	 "verified_until"?,"protocol","by_indicator","count",
 *	 "span_ms","frames":["<hex>"],"outcome","declared_g"?,"difference_g"?,
 *	 "tolerance_g"?,"legal_g"?,"legal_unconfirmed"?,"again"?,"read_at"?,
 *	 "pattern"?,"legal_source"?,"legal_date"?,
 *	 "permitted_g"?,"permitted_tolerance_g"?,"registry_axles"?,"registry"?,
 *	 "rig"?,"unloaded_g"?,"net_g"?,"net_by"?,"tare_g"?,"net_e_g"?,"pair"?,
 *	 "between_ms"?,"net_limit_g"?,"declared_net_g"?,"net_difference_g"?,
 *	 "net_tolerance_g"?,
 *	 "seal"?,"anew"?,"question"?:"open","against"?,"apart_g"?,"allowed_g"?,
 *	 "settles"?:["…/W1",…],
 *	 "sighting"?:{"source"?,"plate"?,"confidence_permille"?,…,"matched"},
 *	 "zero_g"?,"zero_frame"?:"<hex>","device"?,"from"?:"record",
 *	 "decimals"?,
 *	 "parts"?:[{"gross_g","digits","frames":<number of them>},…]}
 * doubt: why it proves nothing, as ck_scale_doubt has it, or before that
 *	"axle-sum"	it was weighed axle after axle (parts: scale/axles.h)
 *	"device"	it was not read as the site says the scale is read: from
 *			another device, in another protocol, on another line
 *			(device)
 *	"record"	it came as a record of a reading, and the site does not
 *			say that those of this scale may (from)
 *	"under-own"	a gross that is less than the vehicle alone: it may not
 *			have stood on the scale whole (ck_weighing_under_own)
 *	"zero"		the empty scale had shown more, either way, than its
 *			limit without a load, one e: that is in the weight too
 * device: what it was read from and how, where that is not the site's word;
 * from: it came as a record. Neither is there, and neither is a doubt, in a
 * simulated store: it has simulated scales.
 * read_at: when its bytes came, where that is not when the event occurred. The
 * certificate is judged by that time.
 * zero: what it had shown, where it stood empty at rest before.
 * permitted: what the vehicle registry permits (scale/weighing_registry.h);
 * registry_axles: its axles, where none were declared; registry: which list.
 * rig: the identifiers of what stood on the scale. unloaded_g: of what it is
 * declared to carry, what is declared to be on others already. net: with the
 * weighing pair (scale/net.h); the outcome is of it where both were weighed.
 * anew: nothing weighed before was of this load. question: another scale says
 * otherwise (scale/compare.h); the weighing it stands against is in question
 * too, until one that settles them.
 * What follows are events of their own (scale/weighing_follow.h).
 */
#ifndef CK_SCALE_WEIGHING_H
#define CK_SCALE_WEIGHING_H

#include "scale/judge.h"
#include "scale/reading_record.h"
#include "scale/spec.h"
#include "scale/weighing_trip.h"
#include "store/log.h"

struct ck_weighing_new {
	const struct ck_site *site;
	const struct ck_scale_spec *scale;
	const struct ck_weighing_trip *trip;
	const struct ck_weight *weight;
	bool tare;
	const char *again;		/* reason code; NULL: the first */
	int64_t preset_g;		/* tare that was entered; 0: none */
	int64_t read_at;		/* ms: when its bytes came */
	const char *device;		/* read from there, and not as the
					   site says; NULL */
	bool from_record;		/* of a reading, and not from a port */
	const struct ck_value *seen;	/* the sighting that named the trip,
					   as its event keeps one; NULL */
};

struct ck_weighing {
	const char *id;			/* in the transaction's document */
	const char *doubt;
	const char *outcome;
	const char *hold;		/* placed or already there; NULL */
	bool hold_is_new;
	int confirmed;			/* checks, by rule */
	const struct ck_value *body;
	struct ck_event_id event;
};

/* Judges and appends. In a dry transaction nothing is appended, and what would
 * follow is told all the same. */
int ck_weighing_record(struct ck_txn *txn, const struct ck_weighing_new *new,
		       struct ck_weighing *ret_weighing) CK_MUST_CHECK;

/* Adds the figures of a body, or of a row of table weighing, to a record of
 * doc: masses in kg; then frames. What is not known is left out. */
void ck_weighing_put(struct ck_doc *doc, struct ck_value *record,
		     const struct ck_value *from);

/* Adds counts, and counts_why: which of several weighings of a trip counts is
 * "latest-verified", the newest on a verified scale; of the others it says
 * "later-weighing" (one that is verified, or began anew), "unverified" or
 * "scale-question". */
void ck_weighing_put_counts(struct ck_value *record, const char *why);

#endif
