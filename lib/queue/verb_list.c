#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "queue/order.h"
#include "queue/place.h"
#include "queue/verbs.h"
#include "store/query.h"

enum { PAGE = 200 };

bool ck_queue_is_name(const char *word)
{
	return *word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz_")];
}

/* -- all who wait --------------------------------------------------------- */

struct listing {
	struct ck_session *s;
	struct ck_queue queue;
	int64_t now;
	int64_t place;
	struct ck_doc *doc;	/* of one page */
	int64_t printed;
};

static int print_entry(struct listing *list, const struct ck_queue_entry *entry)
{
	struct ck_session *s = list->s;
	struct ck_value *record = ck_record(s, list->doc, "queue_entry");
	int r = ck_record_trip(s, list->doc, record, entry->trip);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!strcmp(entry->state, "waiting"))
		ck_set_int(record, "place", ++list->place);
	ck_queue_put(s, record, list->queue.id, entry, list->now);
	r = ck_print(s, record);
	if (r == 0 && ++list->printed % PAGE == 0) {
		r = ck_print_flush(s);
		ck_doc_reset(list->doc);
	}
	return r;
}

/* 1: there is one more whose call still stands. */
static int read_called(struct listing *list, struct ck_queue_entry *entry)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(list->s->store, CK_SQL_QUEUE_CALLED,
				     "sis", list->queue.id, entry->window_to,
				     entry->trip);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? ck_fail_store(list->s, NULL, r) : 0;
	*entry = (struct ck_queue_entry){
		.trip = ck_doc_strdup(list->s->doc, ck_column_text(q, 0)),
		.class = ck_doc_strdup(list->s->doc, ck_column_text(q, 1)),
		.ticket = ck_column_int(q, 2),
		.joined_at = ck_column_int(q, 4),
		.called_at = ck_column_int(q, 5),
		.window_to = ck_column_int(q, 6),
		.state = "called",
	};
	return 1;
}

/* Whose window is open or in grace, and who has not come yet. */
static int list_called(struct listing *list)
{
	struct ck_queue_entry entry = {
		.trip = "",
		.window_to = list->now - list->queue.grace_ms,
	};
	int r;

	while ((r = read_called(list, &entry)) > 0) {
		const char *code = NULL;

		r = ck_queue_refusal(list->s->store, &list->queue, entry.trip,
				     &code);
		if (r < 0)
			return ck_fail_store(list->s, NULL, r);
		if (!code)
			r = print_entry(list, &entry);
		if (r < 0)
			return r;
	}
	return r;
}

static int list_waiting(struct listing *list)
{
	CK_CLEANUP(ck_queue_order_free) struct ck_queue_order *order = NULL;
	struct ck_queue_entry entry;
	int r = ck_queue_order_new(list->s->store, list->queue.id, &order);

	if (r < 0)
		return ck_fail_store(list->s, NULL, r);
	while ((r = ck_queue_order_next(order, &entry)) > 0) {
		r = print_entry(list, &entry);
		if (r < 0)
			return r;
	}
	return r < 0 ? ck_fail_store(list->s, NULL, r) : 0;
}

static int list_queue(struct ck_session *s, const char *name)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct listing list = { .s = s, .doc = doc };
	int r = ck_queue_by_name(s, name, &list.queue);

	list.now = ck_session_now(s, NULL);
	if (r == 0)
		r = list_called(&list);
	if (r >= 0)
		r = list_waiting(&list);
	return r;
}

int ck_queue_run_list(struct ck_session *s, int argc, char **argv)
{
	const struct ck_value *queues;
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, s->item, &site);

	(void)argc;
	(void)argv;
	if (r < 0)
		return r;
	if (s->own_count)
		return list_queue(s, s->own[0]);
	queues = ck_get(site->document, "queues");
	for (size_t i = 0; r >= 0 && i < ck_count(queues); i++)
		r = list_queue(s, ck_key_at(queues, i));
	return r;
}

/* -- named trips ---------------------------------------------------------- */

static int put_place(struct ck_session *s, struct ck_item *item,
		     const char *queue, const char *trip)
{
	struct ck_queue_entry entry;
	struct ck_value *record = NULL;
	int64_t place = 0;
	int r = ck_queue_entry_get(s->store, item->doc, queue, trip, &entry);

	if (r == 0)
		r = ck_queue_place(s->store, queue, &entry, &place);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = ck_queue_answer(s, item, trip, &record);
	if (r < 0)
		return r;
	if (place)
		ck_set_int(record, "place", place);
	ck_queue_put(s, record, queue, &entry,
		     ck_session_now(s, item->record));
	return 1;
}

/* How many entries a trip has. */
static int list_trip(struct ck_session *s, struct ck_item *item,
		     const char *trip)
{
	const struct ck_value *queues = NULL;
	int found = 0;
	int r = ck_queue_ids_of_trip(s->store, item->doc, trip, &queues);

	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; r >= 0 && i < ck_count(queues); i++) {
		const char *queue = ck_str(ck_at(queues, i));

		if (s->own_count &&
		    strcmp(s->own[0], ck_queue_name(queue)) != 0)
			continue;
		r = put_place(s, item, queue, trip);
		found++;
	}
	return r < 0 ? r : found;
}

int ck_queue_decide_list(struct ck_session *s, struct ck_item *item)
{
	const char **trips = NULL;
	size_t count = 0;
	int found = 0;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = list_trip(s, item, trips[i]);
		found += r > 0;
		if (r == 0)
			r = ck_queue_answer_out(s, item, trips[i]);
	}
	return r < 0 ? r : found == 0;
}
