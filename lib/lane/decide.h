/* The decision at a lane: may this vehicle pass, and if not, every reason at
 * once. A few indexed reads and one append: no site file, no rule, no jq.
 * Which checks a trip needs is in the store already.
 *
 * Reasons (code, and what stands beside it):
 *	unknown-vehicle		nobody expected is called this; near: up to five
 *				open trips whose plate is much like it
 *	unread			nothing that was seen could be read
 *	reading-late, reading-ahead
 *				age_min, ahead_min: it was seen at another time
 *				than now (lane/late.h); alone
 *	ambiguous		candidates: each trip, label, identifier, normal
 *				and matched; trips: their ids
 *	uncertain		matched: the lane wants vehicles that are surely
 *				recognised; least_permille: how sure the reader
 *				would have to be of an exact reading
 *	closed			outcome, closed_at: the trip is over
 *	permit-over		permit, and from, until or ended_at: it does not
 *				hold now
 *	permit-lane		permit, lanes: it is for others
 *	lane-closed		reason, since: the lane is out of service
 *	wrong-zone		zone, expected: it is not where the lane begins
 *	wrong-lane		lanes: those it may use from where it is
 *	held			hold, agency, reason, since
 *	see-officer		agency (the lane's own): a silent hold
 *	already-admitted	lane, until: an admission is open elsewhere
 *	not-called		agency, queue, class, place; without a place
 *				when it never joined
 *	call-expired		agency, queue, window_to
 *	pass-unreadable, pass-foreign, pass-unknown-key, pass-forged,
 *	pass-key, pass-early, pass-expired, pass-outdated
 *				the pass is not in order (pass/judge.h)
 *	pass-mismatch		identifier, read, on_pass: the pass is of
 *				another vehicle
 *	pass-trip-unknown	trip, until, on_pass: the pass is genuine and
 *				in force, and the store has no such trip
 *	check-open, check-refused, check-stale
 *				check, agency, state, since
 * Codes are stable; words are made when a decision is shown (decision.h).
 */
#ifndef CK_LANE_DECIDE_H
#define CK_LANE_DECIDE_H

#include "lane/find.h"
#include "store/log.h"

struct ck_decision {
	bool admit;
	bool repeated;		/* the same answer as before, nothing appended */
	const char *id;		/* of gate.decided, "CKHN:1234"; NULL in a dry
				   run */
	const char *subject;	/* of that event: the trip or permit, or what
				   was seen */
	const char *trip;	/* NULL: not one trip */
	const char *permit;	/* by which it passes; NULL: none */
	const char *permit_for;	/* the permit's reason */
	const char *declaration;
	const char *label;
	const struct ck_value *vehicle;
	const char *matched;	/* how the trip was found (find.h); NULL
				   without trip */
	const struct ck_value *reasons;	/* array, empty when admitted */
	int64_t at;
	int64_t expires_at;	/* 0: not admitted */
	bool opened;		/* the barrier was opened on it already */
	bool offline;		/* by a lane alone (lane/alone.h), by what the
				   gatehouse said last, */
	int64_t as_of;		/* then; 0: it was never heard */
};

/* Appends gate.decided, unless the answer is the same as before: an admission
 * that is still open, or equal reasons within the lane's `repeat_s`. What has
 * changed since counts; a worse reading of a vehicle whose admission is open
 * does not: a hold placed after the barrier was opened is a denial with its
 * reasons, and a passage all the same is told as it happened. All texts in doc.
 * Negative errno of the store. */
int ck_gate_decide(struct ck_txn *txn, struct ck_doc *doc,
		   const struct ck_gate *gate, const struct ck_sighting *seen,
		   struct ck_decision *ret_decision) CK_MUST_CHECK;

#endif
