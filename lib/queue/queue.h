/* Queues: a trip that needs one joins it, waits in a class, is called.
 *
 * Within a class the first come is the first called. Classes are merged by
 * their published shares (queue/order.h). Every number the order rests on is
 * in the log: anyone can work it out again from queue.joined, queue.called and
 * queue.left.
 */
#ifndef CK_QUEUE_QUEUE_H
#define CK_QUEUE_QUEUE_H

#include "site/site.h"
#include "store/log.h"

/* A queue as the site file has it. */
struct ck_queue {
	const char *id;			/* "CKHN/export": the root of its events */
	const char *name;		/* "export" */
	const struct ck_value *document;
	const char *agency;		/* who calls */
	const char *from;		/* zones */
	const char *to;
	int64_t window_ms;		/* in which a call is to be answered */
	int64_t grace_ms;		/* after it, before the place is lost */
};

/* By name. -ENOENT: the site has no such queue. */
int ck_queue_named(const struct ck_site *site, struct ck_doc *doc,
		   const char *name, struct ck_queue *ret_queue) CK_MUST_CHECK;
/* The one that binds trips of this one's direction; name may be NULL, else it
 * is that queue whatever it binds. -ENOENT: no such trip, no such queue, or
 * none binds it; -EEXIST: several do. */
int ck_queue_of_trip(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_site *site, const char *name,
		     const char *trip, struct ck_queue *ret_queue)
	CK_MUST_CHECK;
/* "CKHN/export" to "export". */
const char *ck_queue_name(const char *id);

/* A trip's place in a queue. Texts live in the document given. */
struct ck_queue_entry {
	const char *trip;
	const char *label;
	const char *class;
	const char *state;		/* waiting, called, left */
	int64_t share;			/* of the class */
	int64_t turns;			/* of the class so far */
	int64_t ticket;			/* how many came before it, and itself */
	int64_t joined_at;
	int64_t called_at;		/* 0: not called */
	int64_t window_to;		/* 0: not called */
};

/* -ENOENT: it never joined. */
int ck_queue_entry_get(struct ck_store *store, struct ck_doc *doc,
		       const char *queue, const char *trip,
		       struct ck_queue_entry *ret_entry) CK_MUST_CHECK;

/* The ids of the queues in which a trip waits or is called, an array. */
int ck_queue_ids_of_trip(struct ck_store *store, struct ck_doc *doc,
			 const char *trip, const struct ck_value **ret_queues)
	CK_MUST_CHECK;

/* Why a trip has no business in a queue: a code, NULL when it may join.
 *	no-such-trip	queue-not-needed (other direction, empty, homeward)
 *	trip-closed	turned-back	already-past	no-class */
int ck_queue_refusal(struct ck_store *store, const struct ck_queue *queue,
		     const char *trip, const char **ret_code) CK_MUST_CHECK;
/* The sentence of such a code, translated. */
const char *ck_queue_refusal_text(const char *code);

/* The class a trip belongs to and its share, by the site's rules. Runs jq
 * unless an equal trip was asked about before: call it before the lock.
 * -ENOENT: no such trip; -ENOMSG: no class takes it; -EINVAL: the rules do not
 * compile. */
int ck_queue_class_of(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_site *site, const struct ck_queue *queue,
		      const char *trip, const char **ret_class,
		      int64_t *ret_share) CK_MUST_CHECK;

struct ck_queue_joining {
	const struct ck_queue *queue;
	const char *trip;
	const char *class;
	int64_t share;
};

/* Appends queue.joined with the next ticket of the class. 1 when the trip is
 * in the queue already, which changes nothing: waiting, or called and the call
 * still stands. ret_entry's ticket is 0 in a dry run. The trip must be one
 * that ck_queue_refusal lets in. */
int ck_queue_join(struct ck_txn *txn, struct ck_doc *doc,
		  const struct ck_queue_joining *joining,
		  struct ck_queue_entry *ret_entry) CK_MUST_CHECK;

/* Appends queue.left. -ENOENT: it is not waiting or called. */
int ck_queue_leave(struct ck_txn *txn, const char *queue, const char *trip,
		   const char *reason, const struct ck_event_id *cause)
	CK_MUST_CHECK;
/* Out of every queue it is in, with actor rule:queue: for a trip that is
 * closed, turned back or diverted. Returns how many. */
int ck_queue_leave_all(struct ck_txn *txn, const char *trip,
		       const char *reason, const struct ck_event_id *cause)
	CK_MUST_CHECK;

#endif
