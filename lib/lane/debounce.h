/* Debouncing of one input: a change counts once the line has kept its new
 * level for a while. Pure: time comes in, nothing is read.
 *
 * A line marked `eager` counts at once when it goes on, and only its going
 * off must last: a vehicle under the arm or an emergency stop does not wait
 * for a relay to settle. Usual times: 50-100 ms for contacts, 200-300 ms for
 * loops (barrier makers' manuals; a policy, not a standard).
 */
#ifndef CK_LANE_DEBOUNCE_H
#define CK_LANE_DEBOUNCE_H

#include "lane/lines.h"

struct ck_debounce {
	enum ck_level level;		/* the level that counts */
	enum ck_level raw;		/* the last one seen */
	int64_t since;			/* when raw was first seen */
	bool fault;			/* the sensor has reported one */
};

/* CK_LEVEL_UNKNOWN, nothing pending. */
void ck_debounce_init(struct ck_debounce *debounce);

/* True when the line must be acted on as soon as it goes on. */
bool ck_debounce_eager(enum ck_lane_input line);

/* Has the pending change lasted by now? 1: it counts, and *ret_edge is that
 * change with the time at which the line changed. 0: no. */
int ck_debounce_settle(struct ck_debounce *debounce, enum ck_lane_input line,
		       int64_t now, int64_t hold_ms, struct ck_edge *ret_edge);
/* Takes a raw edge; settle has been asked for its time. 1: it counts at once
 * (an eager line that goes on, a sensor that reports a fault). 0: it is
 * pending, or told nothing new. */
int ck_debounce_feed(struct ck_debounce *debounce, const struct ck_edge *edge,
		     struct ck_edge *ret_edge);
/* When a pending change will have lasted; INT64_MAX: none is pending. */
int64_t ck_debounce_due(const struct ck_debounce *debounce, int64_t hold_ms);

#endif
