/* Trips that a text may name. Inside the command room. */
#ifndef CK_COMMAND_MATCH_H
#define CK_COMMAND_MATCH_H

#include "command/session.h"
#include "store/query.h"

struct ck_match {
	const char *trip;
	const char *declaration;
	const char *label;
	const char *normal;		/* what it was found by, or NULL */
	const char *zone;
	int64_t since;			/* in the zone */
	bool entered;			/* no longer only planned */
	bool open;
};

/* Texts and array live in the document they were read into. Start from {0}. */
struct ck_matches {
	struct ck_match *at;
	size_t count;
	bool all;			/* a declaration was named: all meant */
	bool tail;			/* found by last characters only */
};

/* Whether a candidate out of a range of an index is really meant. */
typedef bool ck_match_fits(const char *normal, const char *wanted);

/* Adds the rows of a query of share/queries/command.sql, each trip once, and
 * ends the query. fit may be NULL. Negative errno of the store. */
int ck_matches_add(struct ck_doc *doc, struct ck_matches *matches,
		   struct ck_stmt *q, ck_match_fits *fit, const char *wanted)
	CK_MUST_CHECK;
/* Rows of a query with :low, :high and :count whose key begins with `key`. */
int ck_matches_add_range(struct ck_store *store, struct ck_doc *doc,
			 struct ck_matches *matches, enum ck_sql id,
			 const char *key, ck_match_fits *fit,
			 const char *wanted) CK_MUST_CHECK;

/* Those that have entered first, then by id. */
void ck_matches_sort(struct ck_matches *matches);
/* One line a match on standard error: label, trip, zone, how long there. */
void ck_matches_list(struct ck_session *s, const struct ck_matches *matches);

#endif
