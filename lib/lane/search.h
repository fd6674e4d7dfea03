/* Inside finding: one clue against the vehicles that are expected. Only find.c
 * and search.c include this.
 */
#ifndef CK_LANE_SEARCH_H
#define CK_LANE_SEARCH_H

#include "lane/find.h"

enum { CK_CANDIDATES_MOST = 32 };

struct ck_search {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const struct ck_clue *clue;
	enum ck_matched matched;	/* of what is looked for now */
	int permille;
	struct ck_candidate *all;	/* room for CK_CANDIDATES_MOST */
	int count;
};

/* Adds the candidates of the clue: the first of the ways of ck_gate_find that
 * has any. Negative errno of the store. */
int ck_search_clue(struct ck_search *search) CK_MUST_CHECK;

/* Of trips that were closed at `since` or later, the newest first: the plate in
 * any writing, or the number, as it was read; of a declaration that is named by
 * its id, all. */
int ck_search_closed(struct ck_search *search, int64_t since) CK_MUST_CHECK;

#endif
