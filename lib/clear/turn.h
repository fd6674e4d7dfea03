/* Turning a vehicle back (quay đầu). */
#ifndef CK_CLEAR_TURN_H
#define CK_CLEAR_TURN_H

#include "goods/dispose.h"
#include "store/log.h"

/* May the agency turn vehicles back? Any may that has a check of the site to
 * give or a lane to keep, and whoever stands above it. */
bool ck_turn_right(const struct ck_site *site, const char *agency);

/* The names of the checks that it then needs to get out. */
const struct ck_value *ck_turn_needs(const struct ck_case *c);

/* Appends trip.turned_back, trip.diverted, trip.disposed or trip.impounded;
 * then the checks that the site asks of a vehicle that goes back take the
 * place of the others, and a place in a queue is given up. A trip that has not
 * entered, or is impounded, is closed at once with its ending
 * (clear/dispose.h): returns 1, else 0. Of one that is impounded the holds of
 * the agency and of rules on the trip are lifted. The trip must be open and not over the
 * line. ret_disposition: its number, NULL of one that is turned back. */
int ck_turn_back(struct ck_txn *txn, const struct ck_case *c,
		 const struct ck_disposal *disposal,
		 const char **ret_disposition, struct ck_event_id *ret_id)
	CK_MUST_CHECK;

/* Was this decided already? */
bool ck_turn_is_done(const struct ck_case *c,
		     const struct ck_disposal *disposal);

/* Has it left for good: over the line, beyond the zones of the gate? */
bool ck_turn_crossed(const struct ck_case *c);

#endif
