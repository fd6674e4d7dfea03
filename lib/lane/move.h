/* A vehicle through a lane: the passage, and what it makes of the trip.
 */
#ifndef CK_LANE_MOVE_H
#define CK_LANE_MOVE_H

#include "lane/gate.h"
#include "site/site.h"
#include "store/log.h"

struct ck_passage {
	const struct ck_gate *gate;
	const struct ck_site *site;
	const char *trip;	/* NULL: nobody knows which */
	const char *permit;	/* by which it passed; NULL: none */
	const char *seen;	/* what is known instead; NULL: nothing */
	const char *label;	/* to tell it by, where the store has no such
				   trip; NULL */
	bool admitted;		/* a decision or an opening covers it */
	const char *opened_by;	/* that event, "CKHN:1234"; NULL: none */
	bool against;		/* from the lane's far side to its near side */
	bool doubtful;		/* the loops leave a doubt (lane/track.h) */
};

struct ck_passed {
	struct ck_event_id id;		/* of gate.passed */
	const struct ck_value *trip;	/* its row as it was before, in the
					   transaction's document; NULL */
	const char *outcome;		/* with which the trip was closed */
	bool counted;			/* as an export or import vehicle */
};

/* The zone that it came from. */
const char *ck_passage_from(const struct ck_passage *passage);

/* Appends gate.passed and, for a known trip that is open and did not go
 * against the lane, with that as their cause:
 *	queue.left	a call is answered by driving through
 *	trip.moved	to the lane's far zone
 *	check.confirmed	for checks that a passage confirms
 *	customs.passed	for each number, when its goods cross the line
 *	trip.leg_opened	when the site lets it come home and it has crossed
 *	trip.closed	when it is done there
 * A trip is done in a zone that is not inside the gate:
 *	turned back	where it came from			turned_back, or what was
 *							decided (clear/turn.h)
 *	export		over the line, with no way home		crossed
 *	export, home	back on our side			returned
 *	import		on our side				crossed
 *	import, receiving	on our side			transferred
 *	export, its load handed over, on our side		transferred
 *	import, home	back over the line			returned
 * In the store of a lane's own computer, which has no trips, gate.passed alone.
 * -ENOENT: no such trip. cause and ret_passed may be NULL. */
int ck_trip_pass(struct ck_txn *txn, const struct ck_passage *passage,
		 const struct ck_event_id *cause,
		 struct ck_passed *ret_passed) CK_MUST_CHECK;

/* Of the passage of a vehicle that nobody knew (`name`, of its gate.passed) it
 * is known now whose it was: appends gate.identified, and for one that did not
 * go against the lane all of the above but gate.passed, with that as the cause.
 * ret_passed->id is that of gate.identified.
 *	-ENOENT	no such trip
 *	-ESTALE	the trip is over
 *	-EXDEV	it is not where the passage began */
int ck_trip_identify(struct ck_txn *txn, const struct ck_passage *passage,
		     const char *name, struct ck_passed *ret_passed)
	CK_MUST_CHECK;

#endif
