/* list: weighings with their figures. */
#include <config.h>

#include "base/clock.h"
#include "scale/weigh.h"
#include "scale/weighing.h"
#include "store/query.h"

void ck_weigh_put_row(struct ck_session *s, struct ck_value *record,
		      struct ck_doc *doc, const struct ck_value *row)
{
	CK_SET_SAME(record, row, "weighing", "trip", "declaration", "vehicle");
	ck_set_time_of(record, "at", ck_get(row, "taken_at"),
		       s->utc_offset_min);
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

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct ck_weigh *set = ctx;

	return ck_rows_of(ck_query(store, CK_SQL_WEIGH_LIST_PAGE, "sss",
				   last ? ck_get_str(last, "declaration") : "",
				   last ? ck_get_str(last, "weighing") : "",
				   set->scale),
			  doc, rows);
}

static int print_row(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "weighing");

	(void)ctx;
	ck_weigh_put_row(s, record, doc, row);
	return ck_print(s, record);
}

int ck_weigh_list(struct ck_session *s, int argc, char **argv)
{
	const struct ck_pages pages = { read_page, print_row, s->settings };

	(void)argc;
	(void)argv;
	return ck_print_pages(s, &pages);
}
