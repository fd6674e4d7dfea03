/* A sighting of another time than now. A camera sends again what it kept while
 * its line was down, and clocks go wrong: who was read then stands there no
 * more, and a barrier would open for nobody. So it admits nobody. It is kept
 * under what was read, beside whatever was decided of a trip, which it does not
 * touch.
 *
 * It is one when the reader says so (`late`), or when its own time (`at`) is
 * further from now, either way, than `late_s` of the lane (ck-site(5)). One
 * without a time is of now. On a simulated store `at` is what now is: there only
 * the word counts, which a listener gives by its own clock. Policy of this
 * project: of the makers' manuals that were looked at none names an age.
 *
 * Reasons of a denial:
 *	reading-late	age_min: so old; absent when only the reader says so
 *	reading-ahead	ahead_min: its clock, or ours, is wrong
 */
#ifndef CK_LANE_LATE_H
#define CK_LANE_LATE_H

#include "lane/gate.h"
#include "lane/sighting.h"
#include "store/log.h"

/* The code; NULL: it is of now. */
const char *ck_late_code(const struct ck_gate *gate,
			 const struct ck_sighting *seen, int64_t now);

/* Adds the reason, and to the sighting's body what it says of its time; on a
 * simulated store it does not turn the clock back. False: it is of now. */
bool ck_late_judge(struct ck_txn *txn, const struct ck_gate *gate,
		   const struct ck_sighting *seen, struct ck_value *reasons);

/* Is one of them among the reasons of a decision? */
bool ck_late_is(const struct ck_value *reasons);

#endif
