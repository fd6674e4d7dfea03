/* A pass that was shown at a lane: is it genuine, and is it of the vehicle
 * that stands there? A pass identifies; it never authorises.
 */
#ifndef CK_LANE_SHOWN_H
#define CK_LANE_SHOWN_H

#include "lane/sighting.h"
#include "pass/judge.h"

struct ck_shown {
	const char *code;	/* what is wrong (pass/judge.h), or
				   pass-mismatch: the pass names other
				   identifiers of this kind than what was
				   seen; NULL: nothing, or none was shown */
	struct ck_pass_verdict verdict;
	const struct ck_clue *against;	/* of a mismatch, what was seen */
};

/* Reads of the store its keys and what the pass's trip is known by. What comes
 * of it is in doc. Negative errno. */
int ck_shown_judge(struct ck_store *store, struct ck_doc *doc,
		   const char *site, int64_t now,
		   const struct ck_sighting *seen, struct ck_shown *ret_shown)
	CK_MUST_CHECK;

/* A clue of a kind that a good pass names has been compared with it, and tells
 * nothing more. */
bool ck_shown_covers(const struct ck_pass *pass, const struct ck_clue *clue);

/* Fills the reason of a denial: code, and what stands beside it. */
void ck_shown_fill(const struct ck_shown *shown,
		   const struct ck_sighting *seen, struct ck_value *reason);

/* Of a good pass whose trip the store does not have. */
void ck_shown_fill_alone(const struct ck_pass *pass, struct ck_value *reason);

#endif
