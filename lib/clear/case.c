#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/words.h"
#include "clear/case.h"
#include "record/reader.h"
#include "store/query.h"
#include "trade/outside.h"

/* Read out of its text once it is asked for. */
struct ck_case_document {
	const struct ck_value *value;
};

static int read_site(struct ck_case *c)
{
	const char *site = ck_get_str(c->row, "site");

	return site ? ck_site_get(c->store, site, &c->site) : -EBADMSG;
}

/* In the order of the site file, which is about that of the work; what the
 * file no longer has comes last. */
static void sort_checks(struct ck_case *c, const struct ck_value *rows)
{
	const struct ck_value *all = ck_get(c->site->document, "checks");
	struct ck_value *sorted = ck_new_array(c->doc);
	size_t n = ck_count(rows);

	for (size_t i = 0; i < ck_count(all) && ck_count(sorted) < n; i++)
		for (size_t k = 0; k < n; k++)
			if (!strcmp(ck_get_str(ck_at(rows, k), "name"),
				    ck_key_at(all, i)))
				ck_push(sorted, ck_at(rows, k));
	for (size_t k = 0; k < n; k++)
		if (!ck_get(all, ck_get_str(ck_at(rows, k), "name")))
			ck_push(sorted, ck_at(rows, k));
	c->checks = sorted;
}

int ck_case_read_checks(struct ck_case *c)
{
	struct ck_value *rows = ck_new_array(c->doc);
	int r = ck_rows_of(ck_query(c->store, CK_SQL_CLEAR_CHECKS, "ss",
				    c->declaration, c->trip),
			   c->doc, rows);

	if (r == 0)
		sort_checks(c, rows);
	return r;
}

int ck_case_open(struct ck_store *store, struct ck_doc *doc, const char *trip,
		 struct ck_case *ret_case)
{
	struct ck_case c = { .store = store, .doc = doc };
	int r = ck_row_of(ck_query(store, CK_SQL_CLEAR_TRIP, "s", trip), doc,
			  &c.row);

	if (r < 0)
		return r;
	if (!c.row)
		return -ENOENT;
	c.trip = ck_doc_strdup(doc, trip);
	c.declaration = ck_get_str(c.row, "declaration");
	c.document = ck_doc_alloc(doc, sizeof(*c.document));
	r = read_site(&c);
	if (r == 0)
		*ret_case = c;
	return r;
}

int ck_case_brief(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_site *site, const char *trip,
		  const struct ck_value *row, struct ck_case *ret_case)
{
	struct ck_case c = { .store = store, .doc = doc, .site = site,
			     .trip = trip, .row = row,
			     .declaration = ck_get_str(row, "declaration") };
	int r = ck_case_read_checks(&c);

	if (r == 0)
		*ret_case = c;
	return r;
}

const struct ck_value *ck_case_document(const struct ck_case *c)
{
	const char *text = ck_get_str(c->row, "document");
	struct ck_fault fault;

	if (!c->document->value && text &&
	    ck_read(c->doc, text, strlen(text), &c->document->value,
		    &fault) < 0)
		return NULL;
	return c->document->value;
}

static int read_rows(const struct ck_case *c, const char *name,
		     struct ck_value *rows)
{
	return ck_rows_of(ck_query(c->store, CK_SQL_CLEAR_CHECK, "sss",
				   c->declaration, c->trip, name),
			  c->doc, rows);
}

int ck_case_rows(const struct ck_case *c, const char *name,
		 const struct ck_value **ret_rows)
{
	struct ck_value *rows = ck_new_array(c->doc);

	*ret_rows = rows;
	if (!c->checks)
		return read_rows(c, name, rows);
	for (size_t i = 0; i < ck_count(c->checks); i++) {
		const struct ck_value *row = ck_at(c->checks, i);

		if (!strcmp(ck_get_str(row, "name"), name))
			ck_push(rows, row);
	}
	return 0;
}

bool ck_check_is_open(const char *state)
{
	static const char *const settled[] = { "confirmed", "refused", "void",
		NULL };

	return !ck_listed(settled, state);
}

bool ck_case_present(const struct ck_case *c, const char *check)
{
	const struct ck_value *where =
		ck_get(ck_site_find_check(c->site, check), "where");

	return !where || ck_lists(where, ck_get_str(c->row, "zone"));
}

int ck_case_entered(const struct ck_case *c, int64_t *ret_at)
{
	const struct ck_value *list = ck_get(c->site->document, "entered");
	const struct ck_value *rows = NULL;
	int64_t last = 0;
	size_t asked = 0;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(list); i++) {
		r = ck_case_rows(c, ck_str(ck_at(list, i)), &rows);
		for (size_t k = 0; r == 0 && k < ck_count(rows); k++) {
			const struct ck_value *row = ck_at(rows, k);
			int64_t at = ck_get_int(row, "verdict_at", 0);

			if (strcmp(ck_get_str(row, "state"), "confirmed") != 0)
				return 0;
			last = at > last ? at : last;
			asked++;
		}
	}
	if (r < 0)
		return r;
	if (!asked && !ck_int(ck_get(c->row, "entered_at"), &last))
		return 0;
	*ret_at = last;
	return 1;
}

/* -- what comes first ----------------------------------------------------- */

static void add_missing(struct ck_value *reasons, const char *check,
			const char *agency, const char *state,
			const char *trip)
{
	struct ck_value *reason = ck_push_object(reasons);

	ck_set_str(reason, "code", "after");
	ck_set_str(reason, "check", check);
	ck_set_str(reason, "agency", agency);
	ck_set_str(reason, "state", state);
	ck_set_str(reason, "trip", trip);
}

/* linked: the trip is another one than that of the case. */
static int missing_of(const struct ck_case *c, const char *trip, bool linked,
		      const char *name, struct ck_value *reasons)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_STATE, "sss",
				     c->declaration, trip, name);
	int r;

	while ((r = ck_step(q)) > 0)
		add_missing(reasons, name, ck_column_text(q, 1),
			    ck_column_text(q, 0), linked ? trip : NULL);
	return r;
}

static int missing_here(const struct ck_case *c, const struct ck_value *after,
			struct ck_value *reasons)
{
	int r = 0;

	for (size_t i = 0; !c->checks && r == 0 && i < ck_count(after); i++)
		r = missing_of(c, c->trip, false, ck_str(ck_at(after, i)),
			       reasons);
	for (size_t i = 0; c->checks && i < ck_count(after); i++) {
		const char *name = ck_str(ck_at(after, i));

		for (size_t k = 0; k < ck_count(c->checks); k++) {
			const struct ck_value *row = ck_at(c->checks, k);
			const char *state = ck_get_str(row, "state");

			if (!strcmp(ck_get_str(row, "name"), name) &&
			    strcmp(state, "confirmed"))
				add_missing(reasons, name,
					    ck_get_str(row, "agency"), state,
					    NULL);
		}
	}
	return r;
}

/* A receiving vehicle comes in empty, or nobody knows whose load it has. */
static void add_laden(struct ck_value *reasons, const char *trip)
{
	struct ck_value *reason = ck_push_object(reasons);

	ck_set_str(reason, "code", "receiver-laden");
	ck_set_str(reason, "trip", trip);
}

static bool is_said(const struct ck_value *reasons, const char *check)
{
	for (size_t i = 0; i < ck_count(reasons); i++)
		if (ck_is(ck_at(reasons, i), "check", check) &&
		    !ck_get(ck_at(reasons, i), "trip"))
			return true;
	return false;
}

/* A trip that is over has left its load to this one, and what is to be seen of
 * it (clear/left.h). */
static int missing_left(const struct ck_case *c, const char *trip,
			const char *name, struct ck_value *reasons)
{
	const struct ck_value *rows = NULL;
	int r = ck_case_rows(c, name, &rows);

	if (r < 0 || is_said(reasons, name))
		return r;
	return ck_count(rows) ? missing_of(c, c->trip, false, name, reasons)
			      : missing_of(c, trip, true, name, reasons);
}

/* What turns back waits for nobody's transfer, but takes what it was given
 * nowhere before that is let go. */
static int missing_linked(const struct ck_case *c,
			  const struct ck_value *after,
			  struct ck_value *reasons)
{
	bool back = ck_get_int(c->row, "turned_back", 0);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, back ? CK_SQL_CLEAR_TAKEN
						    : CK_SQL_CLEAR_LINKED,
				     "ss", ck_get_str(c->row, "vehicle_ref"),
				     c->declaration);
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *trip = ck_column_text(q, 0);

		if (ck_column_int(q, 1))
			add_laden(reasons, trip);
		for (size_t i = 0; r >= 0 && i < ck_count(after); i++) {
			const char *name = ck_str(ck_at(after, i));

			r = ck_column_int(q, 2)
				? missing_left(c, trip, name, reasons)
				: missing_of(c, trip, true, name, reasons);
		}
	}
	return r;
}

int ck_case_ungiven(const struct ck_case *c, const char **ret_giver)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_UNGIVEN, "ss",
				     ck_get_str(c->row, "vehicle_ref"),
				     c->declaration);
	int r = ck_get_int(c->row, "turned_back", 0) ? 0 : ck_step(q);

	if (r > 0)
		*ret_giver = ck_doc_strdup(c->doc, ck_column_text(q, 0));
	return r;
}

/* What waits for a load that does not come waits for nothing else. */
static int missing_giver(const struct ck_case *c, struct ck_value *reasons)
{
	const char *giver = NULL;
	int r = ck_case_ungiven(c, &giver);

	if (r > 0) {
		struct ck_value *reason = ck_push_object(reasons);

		ck_set_str(reason, "code", "no-giver");
		ck_set_str(reason, "trip", giver);
	}
	return r;
}

/* A load whose receiver nobody knows cannot have been seen to be empty. */
static int missing_receiver(const struct ck_case *c, struct ck_value *reasons)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_UNRECEIVED, "ss",
				     c->declaration,
				     ck_get_str(c->row, "vehicle_ref"));
	int r = ck_step(q);

	if (r > 0)
		ck_set_str(ck_push_object(reasons), "code", "no-receiver");
	return r < 0 ? r : 0;
}

/* A request exists before the check; what goes stale was asked for. */
static int missing_request(const struct ck_case *c, const char *check,
			   struct ck_value *reasons)
{
	const struct ck_value *rows = NULL;
	int r = ck_case_rows(c, check, &rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		if (!strcmp(ck_get_str(ck_at(rows, i), "state"), "open")) {
			ck_set_str(ck_push_object(reasons), "code",
				   "not-requested");
			break;
		}
	return r;
}

int ck_case_missing(const struct ck_case *c, const char *check,
		    struct ck_value *reasons)
{
	const struct ck_value *definition = ck_site_find_check(c->site, check);
	const struct ck_value *linked = ck_get(definition, "after_linked");
	int r = ck_is_true(ck_get(definition, "request"))
			? missing_request(c, check, reasons) : 0;

	if (r == 0)
		r = missing_here(c, ck_get(definition, "after"), reasons);
	if (r == 0 && linked)
		r = missing_giver(c, reasons);
	if (r == 0 && linked)
		r = missing_linked(c, linked, reasons);
	if (r < 0 || !linked || ck_get_int(c->row, "turned_back", 0))
		return r;
	return missing_receiver(c, reasons);
}

/* -- versions and facts --------------------------------------------------- */

int ck_case_version(const struct ck_case *c, int64_t *ret_version)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_VERSION, "ss",
				     c->declaration, c->trip);
	int64_t newest = ck_get_int(c->row, "version", 0);
	int64_t other = ck_get_int(c->row, "declaration_version", 0);
	int r = ck_step(q);

	if (r < 0)
		return r;
	newest = other > newest ? other : newest;
	other = ck_column_int(q, 0);
	*ret_version = other > newest ? other : newest;
	return 0;
}

const struct ck_value *ck_case_facts(const struct ck_case *c)
{
	return ck_document_facts(c->doc, ck_case_document(c),
				 c->site->offset_min,
				 ck_get_str(c->row, "vehicle_ref"));
}
