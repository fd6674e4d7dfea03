/* Where a trip stands in its queue: what a driver is told who comes too early. */
#ifndef CK_QUEUE_PLACE_H
#define CK_QUEUE_PLACE_H

#include "queue/queue.h"

/* How many calls until it is this one's turn, itself included: 1 is next, if
 * nobody leaves and nobody joins an empty class. 0 when it is not waiting.
 * Reads counts of one index range a class, no more rows than stand before it. */
int ck_queue_place(struct ck_store *store, const char *queue,
		   const struct ck_queue_entry *entry, int64_t *ret_place)
	CK_MUST_CHECK;

#endif
