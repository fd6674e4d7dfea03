#include <config.h>

#include <errno.h>
#include <string.h>

#include "hold/hold.h"
#include "store/query.h"
#include "trade/cancel.h"
#include "trade/lookup.h"

/* Closed before it entered counts as not begun; one that has been inside or
 * over the line has done what was declared. */
static const struct ck_value *begun(const struct ck_value *trips)
{
	for (size_t i = 0; i < ck_count(trips); i++) {
		const struct ck_value *trip = ck_at(trips, i);

		if (ck_get(trip, "entered_at") || ck_get(trip, "crossed_at"))
			return trip;
	}
	return NULL;
}

static int leave_queue(struct ck_txn *txn, const char *trip,
		       const struct ck_event_id *cause)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	const struct ck_value *entry = NULL;
	struct ck_value *body;
	int r = ck_row_of(ck_query(ck_txn_store(txn),
				   CK_SQL_QUEUE_ENTRY_OF_TRIP, "s", trip),
			  doc, &entry);

	if (r < 0 || !entry)
		return r;
	body = ck_new_object(doc);
	ck_set(body, "queue", ck_get(entry, "queue"));
	ck_set_str(body, "reason", "cancelled");
	return ck_append(txn, "queue.left", ck_get_str(entry, "queue"), trip,
			 body, cause, NULL);
}

static int close_trip(struct ck_txn *txn, const char *declaration,
		      const struct ck_value *row,
		      const struct ck_event_id *cause)
{
	const char *trip = ck_get_str(row, "trip");
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	int r;

	if (ck_get(row, "closed_at"))
		return 0;
	r = leave_queue(txn, trip, cause);
	if (r >= 0)
		r = ck_hold_outlive(txn, trip, NULL, cause);
	ck_set_str(body, "outcome", "cancelled");
	if (r >= 0)
		r = ck_append(txn, "trip.closed", declaration, trip, body,
			      cause, NULL);
	return r;
}

static int append(struct ck_txn *txn, const char *declaration,
		  const char *reason, const struct ck_value *trips)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	struct ck_event_id cause = { 0 };
	int r;

	ck_set_str(body, "reason", reason);
	r = ck_append(txn, "declaration.cancelled", declaration, declaration,
		      body, NULL, &cause);
	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = close_trip(txn, declaration, ck_at(trips, i), &cause);
	return r < 0 ? r : 0;
}

int ck_declaration_cancel(struct ck_txn *txn, const char *declaration,
			  const char *reason,
			  struct ck_cancel_obstacle *ret_obstacle)
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_doc *doc = ck_txn_doc(txn);
	const struct ck_value *row, *trips, *trip;
	int r = ck_declaration_get(store, doc, declaration, &row);

	if (r < 0)
		return r;
	if (!strcmp(ck_get_str(row, "state"), "cancelled"))
		return 1;
	r = ck_trips_of(store, doc, declaration, &trips);
	if (r < 0)
		return r;
	trip = begun(trips);
	if (!trip)
		return append(txn, declaration, reason, trips);
	ret_obstacle->trip = ck_get_str(trip, "trip");
	ret_obstacle->label = ck_get_str(trip, "label");
	ret_obstacle->zone = ck_get_str(trip, "zone");
	return -EEXIST;
}
