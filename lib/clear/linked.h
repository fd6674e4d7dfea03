/* What an agency has let go on the word of another trip: a check whose
 * `after_linked` names one of the trip at the other end of a transfer.
 */
#ifndef CK_CLEAR_LINKED_H
#define CK_CLEAR_LINKED_H

#include "clear/case.h"
#include "store/log.h"

/* After a verdict of the case's trip is confirmed no longer: appends
 * check.staled, actor rule:linked, for what was confirmed after it on open
 * trips at the other end of its transfers, and for what was confirmed after
 * that in turn. What a fact has confirmed stands: the fact is as it was. */
int ck_linked_follow(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
