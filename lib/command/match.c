#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "command/match.h"
#include "command/private.h"

enum { CANDIDATES_MOST = 200 };

/* Sorts behind every text that begins with the same characters. */
#define HIGHEST "\xf4\x8f\xbf\xbf"

static bool has_trip(const struct ck_matches *matches, const char *trip)
{
	for (size_t i = 0; i < matches->count; i++)
		if (!strcmp(matches->at[i].trip, trip))
			return true;
	return false;
}

static void add_match(struct ck_doc *doc, struct ck_matches *matches,
		      const struct ck_match *match)
{
	struct ck_match *grown;
	size_t n = matches->count;

	/* Doubled whenever the count is a power of two. */
	if ((n & (n - 1)) == 0) {
		grown = ck_doc_alloc(doc, (n ? 2 * n : 1) * sizeof(*grown));
		if (n)
			memcpy(grown, matches->at, n * sizeof(*grown));
		matches->at = grown;
	}
	matches->at[n] = *match;
	matches->count++;
}

static void add_row(struct ck_doc *doc, struct ck_matches *matches,
		    struct ck_stmt *q)
{
	const char *trip = ck_column_text(q, 0);
	struct ck_match match;

	if (has_trip(matches, trip))
		return;
	match.trip = ck_doc_strdup(doc, trip);
	match.declaration = ck_doc_strdup(doc, ck_column_text(q, 1));
	match.label = ck_doc_strdup(doc, ck_column_text(q, 2));
	match.zone = ck_doc_strdup(doc, ck_column_text(q, 3));
	match.normal = ck_column_count(q) > 7 ? ck_doc_strdup(doc,
							ck_column_text(q, 7)) : NULL;
	match.since = ck_column_int(q, 4);
	match.entered = ck_column_int(q, 5);
	match.open = ck_column_int(q, 6);
	add_match(doc, matches, &match);
}

int ck_matches_add(struct ck_doc *doc, struct ck_matches *matches,
		   struct ck_stmt *q, ck_match_fits *fit, const char *wanted)
{
	int r;

	while ((r = ck_step(q)) > 0)
		if (!fit || fit(ck_column_text(q, 7), wanted))
			add_row(doc, matches, q);
	ck_stmt_done(q);
	return r;
}

int ck_matches_add_range(struct ck_store *store, struct ck_doc *doc,
			 struct ck_matches *matches, enum ck_sql id,
			 const char *key, ck_match_fits *fit,
			 const char *wanted)
{
	const char *high = ck_doc_format(doc, "%s" HIGHEST, key);

	return ck_matches_add(doc, matches,
			      ck_query(store, id, "ssi", key, high,
				       (int64_t)CANDIDATES_MOST), fit, wanted);
}

static int by_presence(const void *a, const void *b)
{
	const struct ck_match *x = a;
	const struct ck_match *y = b;

	if (x->entered != y->entered)
		return x->entered ? -1 : 1;
	return strcmp(x->trip, y->trip);
}

void ck_matches_sort(struct ck_matches *matches)
{
	if (matches->count > 1)
		qsort(matches->at, matches->count, sizeof(*matches->at),
		      by_presence);
}

void ck_matches_list(struct ck_session *s, const struct ck_matches *matches)
{
	int64_t now = ck_session_now(s, s->item ? s->item->record : NULL);
	char age[CK_SPAN_TEXT];

	for (size_t i = 0; i < matches->count; i++) {
		const struct ck_match *m = &matches->at[i];

		ck_words_line(s, "  %s  %s  %s  %s", m->label, m->trip,
			      m->zone, ck_span_print(now - m->since, age));
	}
}
