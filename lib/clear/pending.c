#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "clear/due.h"
#include "clear/reason.h"
#include "clear/step.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/viewer.h"

/* A listing under way. */
struct list {
	struct ck_session *s;
	const struct ck_site *site;
	const char *agency;
	const char *check;		/* only this one, NULL: all */
	const char *zone;		/* of those only what is there */
	struct ck_doc *doc;		/* of the page */
	struct ck_doc *kept;		/* of what is printed in the end */
	struct ck_value *ready;		/* with --ready: all of them */
};

/* -- one check that waits ------------------------------------------------- */

/* Who else is waited for, each agency once. */
static struct ck_value *others_of(struct list *l, const struct ck_case *c)
{
	struct ck_value *others = ck_new_array(l->doc);

	for (size_t i = 0; i < ck_count(c->checks); i++) {
		const struct ck_value *row = ck_at(c->checks, i);
		const char *agency = ck_get_str(row, "agency");
		size_t k = 0;

		if (!ck_check_is_open(ck_get_str(row, "state")) ||
		    !strcmp(agency, l->agency))
			continue;
		while (k < ck_count(others) &&
		       strcmp(ck_str(ck_at(others, k)), agency))
			k++;
		if (k == ck_count(others))
			ck_push_str(others, agency);
	}
	return others;
}

/* Since when the agency could have come to it: a vehicle that must be there
 * waits from its arrival. */
static void set_waiting(struct list *l, struct ck_value *record,
			const struct ck_value *row,
			const struct ck_value *definition, bool present)
{
	int64_t since = ck_get_int(row, "opened_at", 0);
	int64_t there = ck_get_int(row, "zone_since", 0);

	ck_set_str(record, "since", ck_time_text(l->doc, l->site, since));
	if (!present)
		return;
	if (ck_get(definition, "where") && there > since)
		since = there;
	ck_set_str(record, "waiting_since",
		   ck_time_text(l->doc, l->site, since));
}

static void set_time(struct list *l, struct ck_value *record, const char *key,
		     int64_t ms)
{
	if (ms)
		ck_set_str(record, key, ck_time_text(l->doc, l->site, ms));
}

static int read_requested(struct list *l, struct ck_value *row,
			  const struct ck_value *limit)
{
	const char *from = ck_get_str(limit, "from");
	int64_t at = 0;
	int r = 0;

	if (from && !strcmp(from, "requested"))
		r = ck_step_requested_at(l->s->store, l->doc, row, &at);
	if (at)
		ck_set_int(row, "requested_at", at);
	return r;
}

/* The legal limit and its source; how long it is over. */
static int set_limit(struct list *l, struct ck_value *record,
		     struct ck_value *row, const struct ck_value *definition)
{
	const struct ck_value *limit = ck_get(definition, "deadline");
	int64_t now = ck_session_now(l->s, NULL);
	struct ck_value *deadline;
	int64_t due;
	int r = read_requested(l, row, limit);

	if (r < 0 || !limit)
		return r;
	due = ck_check_due(l->site, ck_get_str(row, "name"), row);
	deadline = ck_set_object(record, "deadline");
	set_time(l, deadline, "at", due);
	CK_SET_SAME(deadline, limit, "minutes", "clock", "from", "source");
	ck_set_bool(deadline, "unconfirmed",
		    ck_is_true(ck_get(limit, "unconfirmed")));
	if (due && now > due)
		ck_set_int(record, "late_min", (now - due) / CK_MINUTE_MS);
	return 0;
}

static int64_t newest(const struct ck_value *row)
{
	int64_t a = ck_get_int(row, "version", 0);
	int64_t b = ck_get_int(row, "declaration_version", 0);

	return a > b ? a : b;
}

static struct ck_value *begin(struct list *l, const struct ck_value *row)
{
	struct ck_value *record = ck_record(l->s, l->doc, "check");
	const char *name = ck_get_str(row, "name");

	CK_SET_SAME(record, row, "trip", "declaration", "vehicle");
	ck_set_str(record, "check", name);
	ck_set_str(record, "name",
		   ck_check_word(l->site, name, ck_clear_language(l->s)));
	ck_set_str(record, "agency", l->agency);
	CK_SET_SAME(record, row, "scope", "subject", "state", "zone");
	return record;
}

/* NULL: with --ready, of what is not. */
static int record_of(struct list *l, struct ck_value *row,
		     struct ck_value **ret_record)
{
	const struct ck_clear *set = l->s->settings;
	const char *name = ck_get_str(row, "name");
	const struct ck_value *definition = ck_site_find_check(l->site, name);
	struct ck_value *missing = ck_new_array(l->doc);
	struct ck_value *record;
	struct ck_case c;
	bool present;
	int r = ck_case_brief(l->s->store, l->doc, l->site,
			      ck_get_str(row, "trip"), row, &c);

	if (r == 0)
		r = ck_case_missing(&c, name, missing);
	if (r < 0)
		return r;
	present = ck_case_present(&c, name);
	if (set->ready && (!present || ck_count(missing)))
		return 0;
	record = begin(l, row);
	set_waiting(l, record, row, definition, present);
	set_time(l, record, "started_at", ck_get_int(row, "started_at", 0));
	r = set_limit(l, record, row, definition);
	if (r < 0)
		return r;
	ck_set(record, "auto", ck_get(ck_get(definition, "auto"), "on"));
	ck_set_bool(record, "present", present);
	ck_set_bool(record, "ready", present && !ck_count(missing));
	ck_set(record, "waits_for",
	       ck_reasons_say(&c, missing, ck_clear_language(l->s)));
	ck_set(record, "others", others_of(l, &c));
	ck_set_int(record, "version", newest(row));
	*ret_record = record;
	return 0;
}

/* -- pages ---------------------------------------------------------------- */

static int take(struct ck_session *s, void *ctx, struct ck_doc *doc,
		const struct ck_value *row)
{
	const struct ck_clear *set = s->settings;
	struct list *l = ctx;
	struct ck_value *record = NULL;
	int r;

	if (l->check && strcmp(l->check, ck_get_str(row, "name")))
		return 0;
	if (set->state && strcmp(set->state, ck_get_str(row, "state")))
		return 0;
	l->doc = doc;
	r = record_of(l, ck_copy(doc, row), &record);
	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	if (!record || (set->late && !ck_get(record, "late_min")))
		return 0;
	if (!set->ready)
		return ck_print(l->s, record);
	ck_push(l->ready, ck_copy(l->kept, record));
	return 0;
}

static bool is_shared(const struct list *l)
{
	const char *scope =
		l->check ? ck_get_str(ck_site_find_check(l->site, l->check),
				      "scope") : NULL;

	return scope && strcmp(scope, "trip") != 0;
}

/* What several trips share is rare among all that waits for an agency. */
static int read_shared(struct ck_store *store, const struct list *l,
		       struct ck_doc *doc, const struct ck_value *last,
		       struct ck_value *rows)
{
	return ck_rows_of(ck_query(store, CK_SQL_CLEAR_PENDING_SHARED, "sssiss",
				   l->agency, l->check, l->site->code,
				   ck_get_int(last, "opened_at", INT64_MIN),
				   last ? ck_get_str(last, "subject") : "",
				   last ? ck_get_str(last, "trip") : ""),
			  doc, rows);
}

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct list *l = ctx;

	if (is_shared(l))
		return read_shared(store, l, doc, last, rows);
	return ck_rows_of(ck_query(store, CK_SQL_CLEAR_PENDING, "sssisss",
				   l->agency, l->site->code, l->check,
				   ck_get_int(last, "opened_at", INT64_MIN),
				   last ? ck_get_str(last, "subject") : "",
				   last ? ck_get_str(last, "name") : "",
				   last ? ck_get_str(last, "trip") : ""),
			  doc, rows);
}

/* -- what can be done now ------------------------------------------------- */

/* What stands in a zone is one page: a zone has bounds, the road has none. */
static int read_zone(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct list *l = ctx;

	if (last)
		return 0;
	return ck_rows_of(ck_query(store, CK_SQL_CLEAR_PENDING_THERE, "ssss",
				   l->zone, l->check, l->agency, l->site->code),
			  doc, rows);
}

static int look_where(struct list *l, const struct ck_value *where)
{
	const struct ck_pages all = { read_page, take, l };
	const struct ck_pages there = { read_zone, take, l };
	int r = where ? 0 : ck_print_pages(l->s, &all);

	for (size_t i = 0; r == 0 && i < ck_count(where); i++) {
		l->zone = ck_str(ck_at(where, i));
		r = ck_print_pages(l->s, &there);
	}
	return r;
}

/* Nobody's work unless it is named: what a fact confirms. */
static int look_for_ready(struct list *l)
{
	const struct ck_value *checks = ck_get(l->site->document, "checks");
	const char *only = l->check;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(checks); i++) {
		const struct ck_value *check = ck_at(checks, i);

		l->check = ck_key_at(checks, i);
		if (only ? strcmp(only, l->check) != 0
			 : strcmp(ck_get_str(check, "agency"), l->agency) ||
			   ck_get(check, "auto"))
			continue;
		r = look_where(l, ck_get(check, "where"));
	}
	return r;
}

static int by_waiting(const void *a, const void *b)
{
	const struct ck_value *const *x = a;
	const struct ck_value *const *y = b;

	return strcmp(ck_get_str(*x, "waiting_since"),
		      ck_get_str(*y, "waiting_since"));
}

static int print_ready(struct list *l)
{
	size_t count = ck_count(l->ready);
	const struct ck_value **sorted =
		ck_doc_alloc(l->kept, (count + 1) * sizeof(*sorted));
	int r = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = ck_at(l->ready, i);
	qsort(sorted, count, sizeof(*sorted), by_waiting);
	for (size_t i = 0; r == 0 && i < count; i++)
		r = ck_print(l->s, sorted[i]);
	return r;
}

/* -- the verb ------------------------------------------------------------- */

static int find_check(struct list *l)
{
	const struct ck_clear *set = l->s->settings;
	struct ck_item none = { .doc = l->kept };

	if (!set->check)
		return 0;
	l->check = ck_site_check_name(l->site, set->check);
	return l->check ? 0 : ck_clear_no_check(l->s, &none, l->site,
						set->check, NULL);
}

static int check_state(struct list *l)
{
	static const char *const states[] = { "open", "requested", "started",
		"sampled", "resulted", "stale", NULL };
	const struct ck_clear *set = l->s->settings;

	if (!set->state || ck_listed(states, set->state))
		return 0;
	return ck_fail(l->s, NULL, -EINVAL, NULL, "no-such-state",
		       _("no such state: %s; there are open, requested, started, sampled, resulted, stale"),
		       set->state);
}

static int prepare(struct list *l)
{
	const struct ck_clear *set = l->s->settings;
	struct ck_item none = { .doc = l->kept };
	int r = check_state(l);

	if (r == 0)
		r = find_check(l);
	if (r < 0)
		return r;
	if (!l->check || set->agency)
		return ck_clear_agency_named(l->s, &none, l->site, &l->agency);
	l->agency = ck_get_str(ck_site_find_check(l->site, l->check), "agency");
	return 0;
}

int ck_clear_pending(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *kept = ck_doc_new();
	struct list l = { .s = s, .kept = kept, .ready = ck_new_array(kept) };
	const struct ck_pages pages = { read_page, take, &l };
	const struct ck_clear *set = s->settings;
	int r;

	if (argc)
		return ck_fail(s, NULL, -EINVAL, NULL, NULL,
			       _("one operand too many: %s"), argv[0]);
	r = ck_session_site(s, NULL, &l.site);
	if (r == 0)
		r = ck_viewer_allow_all(s);
	if (r == 0 && set->overstay)
		return ck_clear_overstay(s, l.site, kept);
	if (r == 0)
		r = prepare(&l);
	if (r == 0)
		r = set->ready ? look_for_ready(&l)
			       : ck_print_pages(s, &pages);
	return r == 0 ? print_ready(&l) : r;
}
