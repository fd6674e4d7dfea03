/* Takes a declaration back before any of its trips has begun. */
#ifndef CK_TRADE_CANCEL_H
#define CK_TRADE_CANCEL_H

#include "store/log.h"

/* Why a declaration cannot be cancelled. */
struct ck_cancel_obstacle {
	const char *trip;
	const char *label;
	const char *zone;
};

/* Appends declaration.cancelled, queue.left for each trip that waits in a
 * queue, and trip.closed for each that is open. 1: it is cancelled already.
 * -EEXIST: a trip has begun (*ret_obstacle, in the transaction's document);
 * -ENOENT: no such declaration. */
int ck_declaration_cancel(struct ck_txn *txn, const char *declaration,
			  const char *reason,
			  struct ck_cancel_obstacle *ret_obstacle)
	CK_MUST_CHECK;

#endif
