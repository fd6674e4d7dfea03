/* The event of a decision (gate.decided), and whether it would only repeat the
 * one before: the same for a lane with the store of the site (lane/decide.h)
 * and for one that is alone (lane/alone.h).
 */
#ifndef CK_LANE_DECIDED_H
#define CK_LANE_DECIDED_H

#include "lane/decide.h"

/* The row of the last answer, {"admit","decision","decided_at","expires_at",
 * "opened_at","last_reasons",…}, says the same denial within repeat_ms. */
bool ck_decided_denied(const struct ck_value *last,
		       const struct ck_value *reasons, int64_t now,
		       int64_t repeat_ms);
/* The decision becomes that one. */
void ck_decided_repeat(struct ck_decision *decision,
		       const struct ck_value *last);

struct ck_value *ck_decided_body(struct ck_doc *doc,
				 const struct ck_gate *gate,
				 const struct ck_sighting *seen,
				 const struct ck_decision *decision,
				 const struct ck_value *rests_on);
/* Appends it, and fills in id and expires_at. */
int ck_decided_append(struct ck_txn *txn, struct ck_doc *doc,
		      const struct ck_gate *gate,
		      const struct ck_sighting *seen,
		      const struct ck_value *rests_on,
		      struct ck_decision *decision) CK_MUST_CHECK;

#endif
