/* list: weighings with their figures. */
#include <config.h>

#include <errno.h>

#include "base/clock.h"
#include "scale/weigh.h"
#include "scale/weighing.h"
#include "store/query.h"

enum { PAGE = 100 };

void ck_weigh_put_row(struct ck_session *s, struct ck_value *record,
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
	ck_set(record, "for", ck_get(row, "on_behalf"));
	ck_weighing_put(doc, record, row);
	ck_weighing_put_counts(record, ck_get_str(row, "counts_why"));
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
			ck_weigh_put_row(s, ck_answer(s, item, "weighing"),
					 item->doc,
					 ck_row_object(q, item->doc));
		if (r < 0)
			return ck_fail_store(s, item, r);
	}
	return r;
}

/* Out of the store before anything is printed: no read of it may wait for who
 * reads us. */
static int read_page(struct ck_session *s, const char *declaration,
		     const char *weighing, struct ck_doc *doc,
		     struct ck_value *rows)
{
	const struct ck_weigh *set = s->settings;
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_WEIGH_LIST_PAGE, "sss",
				     declaration, weighing, set->scale);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push(rows, ck_row_object(q, doc));
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int print_page(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_value *rows)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		struct ck_value *record = ck_record(s, doc, "weighing");

		ck_weigh_put_row(s, record, doc, ck_at(rows, i));
		r = ck_print(s, record);
	}
	return r < 0 ? r : ck_print_flush(s);
}

int ck_weigh_list(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_doc_free) struct ck_doc *next = ck_doc_new();
	const char *declaration = "";
	const char *weighing = "";
	size_t count;
	int r;

	(void)argc;
	(void)argv;
	do {
		struct ck_value *rows = ck_new_array(doc);
		const struct ck_value *last;

		r = read_page(s, declaration, weighing, doc, rows);
		if (r == 0)
			r = print_page(s, doc, rows);
		count = ck_count(rows);
		if (r < 0 || count < PAGE)
			break;
		last = ck_at(rows, count - 1);
		ck_doc_reset(next);
		declaration = ck_doc_strdup(next, ck_get_str(last,
							     "declaration"));
		weighing = ck_doc_strdup(next, ck_get_str(last, "weighing"));
		ck_doc_reset(doc);
	} while (true);
	return r;
}
