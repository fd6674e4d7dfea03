/* The order of a queue, and who is next.
 *
 * Each class takes turns. The vehicle that stands k-th in a class with share s
 * and n turns behind it has the mark (n + k) / s; the smallest mark is called
 * first, equal marks in the byte order of their classes' names. So while all
 * classes have somebody waiting, they are called in the ratio of their shares.
 *
 * A class in which nobody waits does not save its turns up: when somebody
 * joins it, its turns are raised to the level the other classes have reached,
 * floor(s * max(n' / s') over all classes). Without that a class that was
 * empty for a week would hold up all others afterwards. (This is start-time
 * fair queueing; P. Goyal, H. M. Vin, H. Cheng, SIGCOMM 1996.)
 */
#ifndef CK_QUEUE_ORDER_H
#define CK_QUEUE_ORDER_H

#include "queue/queue.h"

struct ck_queue_order;

/* From the first waiting on. Reads an entry at a time: nothing is held open
 * between calls. */
int ck_queue_order_new(struct ck_store *store, const char *queue,
		       struct ck_queue_order **ret_order) CK_MUST_CHECK;
void ck_queue_order_free(struct ck_queue_order *order);
CK_DEFINE_CLEANUP(struct ck_queue_order *, ck_queue_order_free)

/* 1: the next entry, its texts valid until the next call; 0: no more. */
int ck_queue_order_next(struct ck_queue_order *order,
			struct ck_queue_entry *ret_entry) CK_MUST_CHECK;
/* The entry just given takes no turn: it left instead of being called. */
void ck_queue_order_forgo(struct ck_queue_order *order);
/* Which call of the queue the entry just given would be: 1 is the first ever. */
int64_t ck_queue_order_count(const struct ck_queue_order *order);

/* To what a class's turns are raised when somebody joins it while nobody
 * waits in it; the class may be new. */
int ck_queue_level(struct ck_store *store, const char *queue,
		   const char *class, int64_t share, int64_t *ret_turns)
	CK_MUST_CHECK;

#endif
