/* May this trip pass this lane now? All reasons at once (DESIGN 5). Reasons
 * are codes with what they are about; words are made when they are printed. */
#ifndef CK_LANE_JUDGE_H
#define CK_LANE_JUDGE_H

#include "lane/row.h"

struct ck_judgement {
	struct ck_value *reasons;	/* array; empty: admit */
	struct ck_value *rests_on;	/* array of the seqs it read */
};

/* Reasons: closed, wrong-zone {zone}, wrong-lane, not-called {place}, held
 * {hold, agency, reason}, see-officer, check-open {check, agency, state,
 * since}, check-refused, check-stale, already-admitted {lane}. at: ms. */
int ck_lane_judge(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_lane_row *lane, const struct ck_value *trip,
		  int64_t at, struct ck_judgement *ret_judgement) CK_MUST_CHECK;

#endif
