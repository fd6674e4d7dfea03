/* What follows from a weighing: checks that it confirms, or a hold. Each is an
 * event of its own with the weighing as its cause, in the name of the rule. */
#ifndef CK_SCALE_WEIGHING_FOLLOW_H
#define CK_SCALE_WEIGHING_FOLLOW_H

#include "scale/compare.h"
#include "scale/weighing.h"

/* Within tolerance, the checks that the site confirms by weighing; outside, a
 * hold of the site's hold_agency. In question, a hold for that reason; when
 * the same scale had said otherwise, the checks that the rule confirmed are
 * taken back, and its holds stay; when
 * only the other scale had spoken, what followed from its word is taken back:
 * the holds that the rule placed, the checks that it confirmed. Fills in what
 * it did. weighing has its id, body and event. */
int ck_weighing_follow(struct ck_txn *txn, const struct ck_weighing_new *new,
		       enum ck_weighed outcome,
		       const struct ck_comparison *comparison,
		       struct ck_weighing *weighing) CK_MUST_CHECK;

#endif
