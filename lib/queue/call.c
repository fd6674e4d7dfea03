#include <config.h>

#include "queue/call.h"

/* -- who is gone ---------------------------------------------------------- */

/* Closing, turning back and passing are told to the queue when they happen;
 * what was not is found here. The event is about the queue alone. */
static int drop(struct ck_txn *txn, const struct ck_queue *queue,
		const char *trip, const char *reason)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "queue", queue->id);
	ck_set_str(body, "reason", reason);
	return ck_append_as(txn, "rule:queue", "queue.left", queue->id, trip,
			    body, NULL, NULL);
}

/* 1: an entry that may be called. */
static int next_fit(struct ck_txn *txn, const struct ck_queue *queue,
		    struct ck_queue_order *order,
		    struct ck_queue_entry *ret_entry)
{
	int r;

	while ((r = ck_queue_order_next(order, ret_entry)) > 0) {
		const char *code = NULL;

		r = ck_queue_refusal(ck_txn_store(txn), queue, ret_entry->trip,
				     &code);
		if (r < 0)
			return r;
		if (!code)
			return 1;
		ck_queue_order_forgo(order);
		r = drop(txn, queue, ret_entry->trip, code);
		if (r < 0)
			return r;
	}
	return r;
}

/* -- calling -------------------------------------------------------------- */

int ck_queue_call_next(struct ck_txn *txn, const struct ck_queue *queue,
		       struct ck_queue_order *order,
		       struct ck_queue_call *ret_call)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *body = ck_new_object(doc);
	struct ck_queue_call call = { 0 };
	int r = next_fit(txn, queue, order, &call.entry);

	if (r <= 0)
		return r;
	call.entry.trip = ck_doc_strdup(doc, call.entry.trip);
	call.entry.label = ck_doc_strdup(doc, call.entry.label);
	call.entry.class = ck_doc_strdup(doc, call.entry.class);
	call.entry.state = "called";
	call.entry.called_at = ck_txn_occurred(txn);
	call.entry.window_to = call.entry.called_at + queue->window_ms;
	call.order = ck_queue_order_count(order);
	ck_set_str(body, "queue", queue->id);
	ck_set_str(body, "class", call.entry.class);
	ck_set_int(body, "window_to", call.entry.window_to);
	ck_set_int(body, "order", call.order);
	r = ck_append(txn, "queue.called", queue->id, call.entry.trip, body,
		      NULL, NULL);
	if (r < 0)
		return r;
	*ret_call = call;
	return 1;
}
