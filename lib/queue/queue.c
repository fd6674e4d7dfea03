#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "queue/queue.h"
#include "store/query.h"

/* -- queues of the site --------------------------------------------------- */

static void take(const struct ck_site *site, struct ck_doc *doc,
		 const char *name, const struct ck_value *document,
		 struct ck_queue *ret_queue)
{
	const char *agency = ck_get_str(document, "agency");

	*ret_queue = (struct ck_queue){
		.id = ck_doc_format(doc, "%s/%s", site->code, name),
		.name = ck_doc_strdup(doc, name),
		.document = document,
		.agency = agency ? agency : "gate_centre",
		.from = ck_get_str(document, "from"),
		.to = ck_get_str(document, "to"),
		.window_ms = ck_get_int(document, "window_min", 0) * CK_MINUTE_MS,
		.grace_ms = ck_get_int(document, "grace_min", 0) * CK_MINUTE_MS,
	};
}

int ck_queue_named(const struct ck_site *site, struct ck_doc *doc,
		   const char *name, struct ck_queue *ret_queue)
{
	const struct ck_value *document =
		ck_get(ck_get(site->document, "queues"), name);

	if (!document)
		return -ENOENT;
	take(site, doc, name, document, ret_queue);
	return 0;
}

static bool binds(const struct ck_value *document, const char *direction)
{
	return ck_lists(ck_get(document, "directions"), direction);
}

static int of_direction(const struct ck_site *site, struct ck_doc *doc,
			const char *direction, struct ck_queue *ret_queue)
{
	const struct ck_value *queues = ck_get(site->document, "queues");
	size_t found = ck_count(queues);

	for (size_t i = 0; i < ck_count(queues); i++) {
		if (!binds(ck_at(queues, i), direction))
			continue;
		if (found < ck_count(queues))
			return -EEXIST;
		found = i;
	}
	if (found == ck_count(queues))
		return -ENOENT;
	take(site, doc, ck_key_at(queues, found), ck_at(queues, found),
	     ret_queue);
	return 0;
}

int ck_queue_of_trip(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_site *site, const char *name,
		     const char *trip, struct ck_queue *ret_queue)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (name)
		return ck_queue_named(site, doc, name, ret_queue);
	q = ck_query(store, CK_SQL_QUEUE_TRIP_DIRECTION, "s", trip);
	r = ck_step(q);
	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	return of_direction(site, doc, ck_column_text(q, 0), ret_queue);
}

const char *ck_queue_name(const char *id)
{
	const char *slash = strchr(id, '/');

	return slash ? slash + 1 : id;
}

/* -- entries -------------------------------------------------------------- */

int ck_queue_entry_get(struct ck_store *store, struct ck_doc *doc,
		       const char *queue, const char *trip,
		       struct ck_queue_entry *ret_entry)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_ENTRY_GET, "ss",
				     queue, trip);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	*ret_entry = (struct ck_queue_entry){
		.trip = ck_doc_strdup(doc, trip),
		.class = ck_doc_strdup(doc, ck_column_text(q, 0)),
		.ticket = ck_column_int(q, 1),
		.state = ck_doc_strdup(doc, ck_column_text(q, 2)),
		.label = ck_doc_strdup(doc, ck_column_text(q, 3)),
		.joined_at = ck_column_int(q, 4),
		.called_at = ck_column_int(q, 5),
		.window_to = ck_column_int(q, 6),
		.share = ck_column_int(q, 7),
		.turns = ck_column_int(q, 8),
	};
	return 0;
}

/* -- who has no business there -------------------------------------------- */

static const struct ck_term refusals[] = {
	{ "no-such-trip", N_("there is no such trip") },
	{ "trip-closed", N_("the trip is closed") },
	{ "turned-back", N_("the trip is turned back") },
	{ "queue-not-needed", N_("this trip needs no queue") },
	{ "already-past", N_("the trip is past what the queue leads to") },
	{ "no-class", N_("no class of the queue takes this trip") },
	{ NULL, NULL },
};

const char *ck_queue_refusal_text(const char *code)
{
	return ck_term_words(refusals, code) ?: code;
}

static bool is_bound(const struct ck_queue *queue, struct ck_stmt *q)
{
	return binds(queue->document, ck_column_text(q, 1)) &&
	       ck_column_int(q, 2) && !strcmp(ck_column_text(q, 3), "out");
}

static const char *judge(const struct ck_queue *queue, struct ck_stmt *q)
{
	if (ck_column_int(q, 6))
		return "trip-closed";
	if (ck_column_int(q, 4))
		return "turned-back";
	if (!is_bound(queue, q))
		return "queue-not-needed";
	return ck_column_int(q, 7) ? "already-past" : NULL;
}

int ck_queue_refusal(struct ck_store *store, const struct ck_queue *queue,
		     const char *trip, const char **ret_code)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_TRIP, "ss", queue->to,
				     trip);
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_code = r ? judge(queue, q) : "no-such-trip";
	return 0;
}
