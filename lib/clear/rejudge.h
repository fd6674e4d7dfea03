/* Open trips under another site file (ck-store(1), site): which checks each gains
 * and loses is worked out when the file takes effect, not at the lane.
 */
#ifndef CK_CLEAR_REJUDGE_H
#define CK_CLEAR_REJUDGE_H

#include "site/site.h"
#include "store/log.h"

/* Whom a new file is for: "new" (what is declared from now on), "waiting" (also
 * trips that have not entered), "all" (every open trip). */
bool ck_rejudge_word(const char *which);

/* Asks the rules of the site about its open trips; one that is turned back
 * keeps what turning back asks. Appends trip.rejudged and,
 * with it as cause, check.needed and check.unneeded; cause is the event that
 * put the file in effect. Adds to ret_changed (an array) one object for each
 * trip that gains or loses something:
 *	{"trip":…,"label":…,"needed":["…"],"unneeded":["…"]}
 * A dry transaction appends nothing and finds the same. Returns how many trips
 * were judged. */
int ck_rejudge(struct ck_txn *txn, const struct ck_site *site,
	       const char *which, const struct ck_event_id *cause,
	       struct ck_value *ret_changed) CK_MUST_CHECK;

#endif
