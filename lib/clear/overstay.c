#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "clear/due.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"

struct list {
	struct ck_session *s;
	const struct ck_site *site;
	struct ck_doc *doc;
	struct ck_value *rows;		/* of vehicles over their time */
};

static bool is_abroad(const struct list *l, const struct ck_value *row)
{
	const char *zone = ck_get_str(row, "zone");
	const char *own = ck_get_str(row, "nationality");
	const char *there =
		ck_get_str(ck_site_find_zone(l->site, zone), "country");

	return own && strcmp(own, there ? there : l->site->country);
}

static int64_t limit_of(const struct list *l, const struct ck_value *row)
{
	const char *leg = ck_get_str(row, "leg");

	return ck_stay_hours(l->site, !strcmp(leg, "home") &&
				      ck_get_int(row, "laden", 0));
}

/* In one zone: those that crossed the line before the shortest limit. */
static int read_zone(struct list *l, const char *zone, int64_t now)
{
	int64_t a = ck_stay_hours(l->site, false);
	int64_t b = ck_stay_hours(l->site, true);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(l->s->store, CK_SQL_CLEAR_STAYING, "ssi",
				     zone, l->site->code,
				     now - (a < b ? a : b) * CK_HOUR_MS);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *row = ck_row_object(q, l->doc);
		int64_t hours = limit_of(l, row);

		if (hours && is_abroad(l, row) &&
		    ck_get_int(row, "crossed_at", 0) + hours * CK_HOUR_MS < now)
			ck_push(l->rows, row);
	}
	return r;
}

static int by_crossing(const void *a, const void *b)
{
	const struct ck_value *const *x = a;
	const struct ck_value *const *y = b;
	int64_t m = ck_get_int(*x, "crossed_at", 0);
	int64_t n = ck_get_int(*y, "crossed_at", 0);

	return m != n ? (m > n) - (m < n)
		      : strcmp(ck_get_str(*x, "trip"), ck_get_str(*y, "trip"));
}

static int print(struct list *l, const struct ck_value *row, int64_t now)
{
	const struct ck_value *limit = ck_get(l->site->document, "stay_limit");
	struct ck_value *record = ck_record(l->s, l->doc, "overstay");
	int64_t since = ck_get_int(row, "crossed_at", 0);
	int64_t hours = limit_of(l, row);
	int64_t until = since + hours * CK_HOUR_MS;

	CK_SET_SAME(record, row, "trip", "declaration", "vehicle",
		    "nationality", "direction", "zone");
	ck_set_str(record, "since", ck_time_text(l->doc, l->site, since));
	ck_set_int(record, "limit_h", hours);
	ck_set_str(record, "until", ck_time_text(l->doc, l->site, until));
	ck_set_int(record, "over_min", (now - until) / CK_MINUTE_MS);
	ck_set(record, "source", ck_get(limit, "source"));
	ck_set_bool(record, "unconfirmed",
		    ck_is_true(ck_get(limit, "unconfirmed")));
	ck_set(record, "version", ck_get(row, "version"));
	return ck_print(l->s, record);
}

int ck_clear_overstay(struct ck_session *s, const struct ck_site *site,
		      struct ck_doc *doc)
{
	const struct ck_value *zones = ck_get(site->document, "zones");
	struct list l = { s, site, doc, ck_new_array(doc) };
	int64_t now = ck_session_now(s, NULL);
	const struct ck_value **sorted;
	size_t count;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(zones); i++)
		r = read_zone(&l, ck_key_at(zones, i), now);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	count = ck_count(l.rows);
	sorted = ck_doc_alloc(doc, (count + 1) * sizeof(*sorted));
	for (size_t i = 0; i < count; i++)
		sorted[i] = ck_at(l.rows, i);
	qsort(sorted, count, sizeof(*sorted), by_crossing);
	for (size_t i = 0; r == 0 && i < count; i++)
		r = print(&l, sorted[i], now);
	return r;
}
