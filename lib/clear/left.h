/* What is still to be looked at on a load whose vehicle is gone: a trip that is
 * over takes no verdict any more (it was impounded, or let out by hand), but the
 * load it has handed over is on another vehicle, and may go nowhere unseen. So
 * that is asked of the vehicle that has the load now.
 */
#ifndef CK_CLEAR_LEFT_H
#define CK_CLEAR_LEFT_H

#include "site/site.h"
#include "store/log.h"

/* The checks that closed trips have left unconfirmed on what they handed over
 * to this vehicle, as far as one of its needs (clear/need.h) names them in
 * `after_linked`: appends the names to an array. */
int ck_left_names(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_site *site, const char *declaration,
		  const char *vehicle, const struct ck_value *needs,
		  struct ck_value *names) CK_MUST_CHECK;

/* After trip.closed of the vehicle's trip: works out anew what the trips need
 * to which it has left something. */
int ck_left_follow(struct ck_txn *txn, const struct ck_site *site,
		   const char *declaration, const char *vehicle,
		   const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
