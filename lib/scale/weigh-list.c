/* list: weighings with their figures. */
#include <config.h>

#include <errno.h>

#include "base/clock.h"
#include "scale/weigh.h"
#include "scale/weighing.h"
#include "store/query.h"

enum { PAGE = 100 };

static void put_row(struct ck_session *s, struct ck_value *record,
		    struct ck_doc *doc, const struct ck_value *row)
{
	char at[CK_TIME_TEXT];

	ck_time_print(ck_get_int(row, "taken_at", 0), s->utc_offset_min, at);
	ck_set(record, "weighing", ck_get(row, "weighing"));
	ck_set(record, "trip", ck_get(row, "trip"));
	ck_set(record, "declaration", ck_get(row, "declaration"));
	ck_set(record, "vehicle", ck_get(row, "vehicle"));
	ck_set_str(record, "at", at);
	ck_set(record, "actor", ck_get(row, "actor"));
	ck_weighing_put(doc, record, row);
	ck_set(record, "version", ck_get(row, "version"));
}

int ck_weigh_list_trip(struct ck_session *s, struct ck_item *item)
{
	const struct ck_weigh *set = s->settings;
	const char **trips;
	size_t count;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r >= 0 && i < count; i++) {
		CK_CLEANUP(ck_stmt_done)
		struct ck_stmt *q = ck_query(s->store, CK_SQL_WEIGH_LIST_TRIP,
					     "ss", trips[i], set->scale);

		while ((r = ck_step(q)) > 0)
			put_row(s, ck_answer(s, item, "weighing"), item->doc,
				ck_row_object(q, item->doc));
		if (r < 0)
			return ck_fail_store(s, item, r);
	}
	return r;
}

/* How many rows; the last one's ids for the next page. */
static int print_page(struct ck_session *s, struct ck_doc *doc,
		      const char *declaration, const char *weighing,
		      const struct ck_value **ret_last)
{
	const struct ck_weigh *set = s->settings;
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_WEIGH_LIST_PAGE, "sss",
				     declaration, weighing, set->scale);
	int count = 0;
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *record = ck_record(s, doc, "weighing");

		*ret_last = ck_row_object(q, doc);
		put_row(s, record, doc, *ret_last);
		r = ck_print(s, record);
		if (r < 0)
			return r;
		count++;
	}
	return r < 0 ? ck_fail_store(s, NULL, r) : count;
}

int ck_weigh_list(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_doc_free) struct ck_doc *next = ck_doc_new();
	const char *declaration = "";
	const char *weighing = "";
	int r;

	(void)argc;
	(void)argv;
	do {
		const struct ck_value *last = NULL;

		r = print_page(s, doc, declaration, weighing, &last);
		if (r <= 0 || ck_print_flush(s) < 0)
			break;
		ck_doc_reset(next);
		declaration = ck_doc_strdup(next, ck_get_str(last,
							     "declaration"));
		weighing = ck_doc_strdup(next, ck_get_str(last, "weighing"));
		ck_doc_reset(doc);
	} while (r == PAGE);
	return r < 0 ? r : 0;
}
