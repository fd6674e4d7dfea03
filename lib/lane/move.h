/* A vehicle through a lane: the passage, and what it makes of the trip
 * (MODEL 3 and 7). */
#ifndef CK_LANE_MOVE_H
#define CK_LANE_MOVE_H

#include "lane/row.h"
#include "site/site.h"
#include "store/log.h"

struct ck_passage {
	const struct ck_value *trip;	/* row of query lane-trip; NULL: unknown */
	const char *subject;		/* trip id, or what was seen */
	bool admitted;			/* an admission or an opening covers it */
};

/* Appends gate.passed and, for a known trip, trip.moved and what follows:
 * customs.passed for each number when its goods cross, trip.leg_opened when
 * the site lets it come home, trip.closed when it is done; checks that a
 * passage confirms. ret_moved may be NULL. */
int ck_lane_pass(struct ck_txn *txn, const struct ck_site *site,
		 const struct ck_lane_row *lane,
		 const struct ck_passage *passage, struct ck_event_id *ret_id)
	CK_MUST_CHECK;

#endif
