/* What follows on a verdict that has changed, for the trip itself and for the
 * trips at the other end of its transfers.
 */
#ifndef CK_CLEAR_FOLLOW_H
#define CK_CLEAR_FOLLOW_H

#include "clear/case.h"
#include "store/log.h"

/* After the event `cause` has changed a check of the case's trip (its row as it
 * was before): the load moves or goes back as the check says (clear/load.h);
 * when it is confirmed no longer (fell), what other trips were let go on its
 * word falls with it (clear/linked.h); and the rules are asked again when it
 * named conditions, or names these now (clear/need.h). */
int ck_check_follow(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_value *check,
		    const struct ck_value *conditions, bool fell,
		    const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
