#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/reason.h"
#include "hold/silent.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/viewer.h"

struct list {
	struct ck_session *s;
	const struct ck_site *site;
	const struct ck_value *agencies;	/* of who looks */
	struct ck_doc *doc;
	int64_t now;
};

static int read_rows(const struct list *l, const char *agency,
		     struct ck_value *rows)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(l->s->store, CK_SQL_HOLD_OF_AGENCY, "ss",
				     agency, l->site->code);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *row = ck_row_object(q, l->doc);

		if (ck_get_int(row, "review_at", INT64_MAX) < l->now)
			ck_set_bool(row, "late", true);
		if (!ck_silent_row(l->site, row, l->agencies))
			ck_push(rows, row);
	}
	return r;
}

static int64_t place_of(const struct ck_value *row)
{
	return ck_get_int(row, ck_get(row, "late") ? "review_at" : "placed_at",
			  0);
}

/* Those to be looked at again come first, the longest overdue before them. */
static int by_review(const void *a, const void *b)
{
	const struct ck_value *const *x = a;
	const struct ck_value *const *y = b;
	int late = (ck_get(*y, "late") != NULL) - (ck_get(*x, "late") != NULL);
	int64_t m = place_of(*x), n = place_of(*y);

	if (late)
		return late;
	return m != n ? (m > n) - (m < n)
		      : strcmp(ck_get_str(*x, "hold"), ck_get_str(*y, "hold"));
}

static int print(const struct list *l, const struct ck_value *row)
{
	static const struct { const char *key, *member; } plain[] = {
		{ "hold", "hold" }, { "agency", "agency" },
		{ "reason", "reason" }, { "subject_kind", "subject_kind" },
		{ "figures", "figures" }, { "actor", "placed_by" },
		{ "for", "placed_for" }, { "version", "version" },
	};
	struct ck_value *record = ck_record(l->s, l->doc, "hold");
	const char *kind = ck_get_str(row, "subject_kind");
	int64_t review = ck_get_int(row, "review_at", 0);

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		ck_set(record, plain[i].key, ck_get(row, plain[i].member));
	ck_set_str(record, "state", "placed");
	ck_set(record, "reason_name",
	       ck_site_find_reason(l->site, "hold",
				   ck_get_str(row, "reason")));
	if (strcmp(kind, "person"))
		ck_set(record, "subject", ck_get(row, "subject"));
	if (!strcmp(kind, "trip") &&
	    ck_record_trip(l->s, l->doc, record,
			   ck_get_str(row, "subject")) < 0)
		ck_set(record, "trip", NULL);
	ck_set_bool(record, "silent", ck_get_int(row, "silent", 0));
	ck_set_str(record, "at", ck_time_text(l->doc, l->site,
					      ck_get_int(row, "placed_at", 0)));
	if (review)
		ck_set_str(record, "review_at",
			   ck_time_text(l->doc, l->site, review));
	if (ck_get(row, "late"))
		ck_set_int(record, "late_min", (l->now - review) / CK_MINUTE_MS);
	return ck_print(l->s, record);
}

static int print_sorted(const struct list *l, const struct ck_value *rows)
{
	const struct ck_clear *set = l->s->settings;
	size_t count = ck_count(rows);
	const struct ck_value **sorted =
		ck_doc_alloc(l->doc, (count + 1) * sizeof(*sorted));
	int r = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = ck_at(rows, i);
	qsort(sorted, count, sizeof(*sorted), by_review);
	for (size_t i = 0; r == 0 && i < count; i++)
		if (!set->late || ck_get(sorted[i], "late"))
			r = print(l, sorted[i]);
	return r;
}

int ck_clear_holds(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct list l = { .s = s, .doc = doc,
			  .now = ck_session_now(s, NULL) };
	struct ck_item none = { .doc = doc };
	struct ck_value *rows = ck_new_array(doc);
	const char *agency = NULL;
	int r;

	if (argc)
		return ck_usage(s, _("one operand too many: %s"), argv[0]);
	r = ck_session_site(s, NULL, &l.site);
	if (r == 0)
		r = ck_viewer_allow_all(s);
	if (r == 0)
		r = ck_clear_agency_named(s, &none, l.site, &agency);
	if (r == 0)
		r = ck_session_agencies(s, doc, &l.agencies);
	if (r < 0)
		return r;
	r = read_rows(&l, agency, rows);
	return r < 0 ? ck_fail_store(s, NULL, r) : print_sorted(&l, rows);
}
