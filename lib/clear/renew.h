/* A verdict that was given before and stands again: a check that a trip needs
 * anew, after it was not asked for in between.
 */
#ifndef CK_CLEAR_RENEW_H
#define CK_CLEAR_RENEW_H

#include "clear/case.h"
#include "store/log.h"

/* Of these needs (clear/need.h) of a trip, which it has had since now: appends
 * check.staled, in the name of the rule, for each that is confirmed and vouches
 * for what is not so any more, and what follows on that (clear/follow.h). */
int ck_renew(struct ck_txn *txn, const char *trip,
	     const struct ck_value *needs, const char *rule,
	     const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
