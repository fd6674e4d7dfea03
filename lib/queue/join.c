#include <config.h>

#include <errno.h>
#include <string.h>

#include "queue/order.h"
#include "store/query.h"

/* -- joining -------------------------------------------------------------- */

/* What an entry stands for now: a call that ran out has lost its place. */
static bool is_in(const struct ck_queue_entry *entry,
		  const struct ck_queue *queue, int64_t now)
{
	if (!strcmp(entry->state, "waiting"))
		return true;
	return !strcmp(entry->state, "called") &&
	       now <= entry->window_to + queue->grace_ms;
}

static int label_of(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_queue_joining *joining,
		    const char **ret_label)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_TRIP, "ss",
				     joining->queue->to, joining->trip);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	*ret_label = ck_doc_strdup(doc, ck_column_text(q, 5));
	return 0;
}

static int next_ticket(struct ck_store *store, const char *queue,
		       const char *class, int64_t *ret_ticket)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_CLASS_JOINED_COUNT,
				     "ss", queue, class);
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_ticket = r ? ck_column_int(q, 0) + 1 : 1;
	return 0;
}

static int append_joined(struct ck_txn *txn,
			 const struct ck_queue_joining *joining,
			 const struct ck_queue_entry *entry)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "queue", joining->queue->id);
	ck_set_str(body, "class", joining->class);
	ck_set_int(body, "share", joining->share);
	ck_set_int(body, "ticket", entry->ticket);
	ck_set_int(body, "turns", entry->turns);
	ck_set_str(body, "label", entry->label);
	return ck_append(txn, "queue.joined", joining->queue->id,
			 joining->trip, body, NULL, NULL);
}

int ck_queue_join(struct ck_txn *txn, struct ck_doc *doc,
		  const struct ck_queue_joining *joining,
		  struct ck_queue_entry *ret_entry)
{
	struct ck_store *store = ck_txn_store(txn);
	const char *queue = joining->queue->id;
	struct ck_queue_entry entry = {
		.trip = joining->trip,
		.class = joining->class,
		.state = "waiting",
		.share = joining->share,
		.joined_at = ck_txn_occurred(txn),
	};
	int r = ck_queue_entry_get(store, doc, queue, joining->trip,
				   ret_entry);

	if (r == 0 && is_in(ret_entry, joining->queue, ck_txn_at(txn)))
		return 1;
	if (r == 0 || r == -ENOENT)
		r = label_of(store, doc, joining, &entry.label);
	if (r == 0)
		r = next_ticket(store, queue, joining->class, &entry.ticket);
	if (r == 0)
		r = ck_queue_level(store, queue, joining->class,
				   joining->share, &entry.turns);
	if (r == 0)
		r = append_joined(txn, joining, &entry);
	if (r < 0)
		return r;
	if (ck_txn_dry(txn))
		entry.ticket = 0;
	*ret_entry = entry;
	return 0;
}

/* -- leaving -------------------------------------------------------------- */

static int append_left(struct ck_txn *txn, const char *actor,
		       const char *queue, const char *trip, const char *reason,
		       const struct ck_event_id *cause)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "queue", queue);
	ck_set_str(body, "reason", reason);
	if (actor)
		return ck_append_as(txn, actor, "queue.left", queue, trip,
				    body, cause, NULL);
	return ck_append(txn, "queue.left", queue, trip, body, cause, NULL);
}

int ck_queue_leave(struct ck_txn *txn, const char *queue, const char *trip,
		   const char *reason, const struct ck_event_id *cause)
{
	struct ck_queue_entry entry;
	int r = ck_queue_entry_get(ck_txn_store(txn), ck_txn_doc(txn), queue,
				   trip, &entry);

	if (r < 0)
		return r;
	if (!strcmp(entry.state, "left"))
		return -ENOENT;
	return append_left(txn, NULL, queue, trip, reason, cause);
}

int ck_queue_leave_all(struct ck_txn *txn, const char *trip,
		       const char *reason, const struct ck_event_id *cause)
{
	const struct ck_value *queues = NULL;
	int r = ck_queue_ids_of_trip(ck_txn_store(txn), ck_txn_doc(txn), trip,
				     &queues);

	for (size_t i = 0; r >= 0 && i < ck_count(queues); i++)
		r = append_left(txn, "rule:queue", ck_str(ck_at(queues, i)),
				trip, reason, cause);
	return r < 0 ? r : (int)ck_count(queues);
}

int ck_queue_ids_of_trip(struct ck_store *store, struct ck_doc *doc,
			 const char *trip, const struct ck_value **ret_queues)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_ENTRIES_OF_TRIP, "s",
				     trip);
	struct ck_value *queues = ck_new_array(doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(queues, ck_column_text(q, 0));
	if (r < 0)
		return r;
	*ret_queues = queues;
	return 0;
}
