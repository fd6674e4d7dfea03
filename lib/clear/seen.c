#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "clear/past.h"
#include "clear/seen.h"
#include "store/query.h"

/* Of a declaration without trip: of any of its trips. */
struct seen {
	struct ck_store *store;
	struct ck_doc *doc;
	const char *declaration;
	const char *trip;
	int64_t seq;
};

static bool is_among(const struct ck_value *trips, const char *trip)
{
	for (size_t i = 0; i < ck_count(trips); i++)
		if (ck_is(ck_at(trips, i), "trip", trip))
			return true;
	return false;
}

static bool is_about(const struct seen *w, const struct ck_line *line)
{
	if (!strcmp(line->subject, w->declaration))
		return true;
	return w->trip && (!strcmp(line->subject, w->trip) ||
			   ck_is(line->body, "trip", w->trip) ||
			   is_among(ck_get(line->body, "trips"), w->trip));
}

/* A customs number's own events stand under no declaration. */
static int is_needed(const struct seen *w, const char *subject)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(w->store, CK_SQL_CLEAR_SUBJECT, "sss",
				     subject, w->declaration, w->trip);
	int r = ck_step(q);

	return r ? r : ck_past_needs(w->store, w->declaration, w->trip, subject,
				     w->seq);
}

static int is_version(const struct seen *w)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(w->store, CK_SQL_CLEAR_SEEN, "i", w->seq);
	ck_autofree char *root = ck_format("declaration:%s", w->declaration);
	int r, more;

	while ((more = ck_step(q)) > 0) {
		const char *text = ck_doc_strdup(w->doc, ck_column_text(q, 1));
		struct ck_line line;

		r = ck_line_read(w->doc, text, strlen(text), &line);
		if (r < 0)
			return r;
		if (is_about(w, &line) ||
		    (!w->trip && !strcmp(ck_column_text(q, 0), root)))
			return 1;
		r = is_needed(w, line.subject);
		if (r)
			return r;
	}
	return more;
}

static int judge(const struct seen *w)
{
	int r = is_version(w);

	return r < 0 ? r : r ? 0 : -ERANGE;
}

int ck_seen_check(const struct ck_case *c, const struct ck_value *check,
		  int64_t seen)
{
	const struct seen w = { c->store, c->doc, c->declaration, c->trip,
				seen };

	/* What was just listed is told without a look into the log. */
	if (ck_get_int(check, "version", 0) == seen ||
	    ck_get_int(c->row, "version", 0) == seen ||
	    ck_get_int(c->row, "declaration_version", 0) == seen)
		return 0;
	return judge(&w);
}

int ck_seen_check_declaration(struct ck_store *store, struct ck_doc *doc,
			      const char *declaration, int64_t seen)
{
	const struct seen w = { store, doc, declaration, NULL, seen };

	return judge(&w);
}
