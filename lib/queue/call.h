/* Calling the next. */
#ifndef CK_QUEUE_CALL_H
#define CK_QUEUE_CALL_H

#include "queue/order.h"

/* A call that was made; its texts live in the transaction's document. */
struct ck_queue_call {
	struct ck_queue_entry entry;
	int64_t order;		/* the how many-th call of the queue */
};

/* Appends queue.called for the next in order; the window runs from when it
 * occurred. Who is gone, turned back or past leaves the queue on the way
 * (queue.left, actor rule:queue). 1: called; 0: nobody is waiting. order is
 * of the same store and queue, made in this transaction. */
int ck_queue_call_next(struct ck_txn *txn, const struct ck_queue *queue,
		       struct ck_queue_order *order,
		       struct ck_queue_call *ret_call) CK_MUST_CHECK;

#endif
