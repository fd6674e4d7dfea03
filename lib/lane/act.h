/* What actuate and run share: a transaction of the lane's own, and whether an
 * admission may still open the barrier.
 */
#ifndef CK_LANE_ACT_H
#define CK_LANE_ACT_H

#include "lane/verbs.h"

/* Begins a command of the lane at `now` (on a real store the clock is taken
 * inside the lock). actor NULL: the user. While the store is busy it waits,
 * and says so once, until a signal comes. s->txn is set. */
int ck_lane_enter(struct ck_session *s, struct ck_item *item, int64_t now,
		  const char *actor, struct ck_txn **ret_txn) CK_MUST_CHECK;
/* Keeps and commits it. */
int ck_lane_leave(struct ck_session *s, struct ck_item *item,
		  struct ck_txn *txn) CK_MUST_CHECK;

struct ck_admission {
	const char *decision;	/* "CKHN:1234", in the item's document */
	const char *trip;	/* NULL: by a permit */
	const char *permit;	/* NULL: of a trip */
	const char *subject;	/* of its events: the one or the other */
	int64_t expires_at;
};

/* Of a decision record that admits, what the store knows of it. Said:
 *	-EBADMSG	it names no decision, or neither trip nor permit
 *	-ENOENT		there is no such decision of this lane
 *	-EEXIST		it is used, opened or over (exit 1) */
int ck_lane_admission(struct ck_session *s, struct ck_item *item,
		      const struct ck_gate *gate, int64_t now,
		      struct ck_admission *ret_admission) CK_MUST_CHECK;

#endif
