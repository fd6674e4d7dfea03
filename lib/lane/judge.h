/* Inside the decision: what speaks against a trip at a lane. Only decide.c,
 * expected.c and judge.c include this. */
#ifndef CK_LANE_JUDGE_H
#define CK_LANE_JUDGE_H

#include "lane/decide.h"

struct ck_judging {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	int64_t now;
	const char *trip;
	const struct ck_value *row;	/* gate-trip */
	struct ck_value *reasons;
	struct ck_value *rests_on;	/* events, "CKHN:533" */
};

/* A reason with its code, to be filled. */
struct ck_value *ck_judge_reason(struct ck_judging *j, const char *code);

/* The decision rests on this event; 0: on none. */
void ck_judge_rest_on(struct ck_judging *j, int64_t seq);

/* What is known against the vehicle of a permit at this lane. Reasons:
 *	permit-over	permit, and why it does not hold now: from, until or
 *			ended_at
 *	permit-lane	permit, lanes: it is for others
 *	held, see-officer	as of a trip
 * Negative errno of the store. */
int ck_judge_permit(struct ck_judging *j, const struct ck_value *permit)
	CK_MUST_CHECK;

/* Everything that is known against it. Negative errno of the store. */
int ck_judge_trip(struct ck_judging *j) CK_MUST_CHECK;

#endif
