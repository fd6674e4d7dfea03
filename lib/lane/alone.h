/* A lane whose gatehouse does not answer: what the site lets it do by itself
 * (`degraded` of the lane, ck-site(5)).
 *
 *	manual		nobody is admitted; an officer opens with a reason
 *	expected	who stood on the last list of the gatehouse is admitted,
 *			while that list is no older than `expected_max_age_s`
 *
 * A pass that is shown is judged in both: by the keys of the lane's own store,
 * the clock, and that list. One in order is of its trip, when the list has it.
 * What came about at the gatehouse after the list was made is not known here.
 *
 * Reasons of a denial: lane-closed, those of a pass and of a sighting of another
 * time (lane/decide.h), and
 *	nobody-decides	as_of: when the gatehouse was last heard, or absent
 */
#ifndef CK_LANE_ALONE_H
#define CK_LANE_ALONE_H

#include "lane/decide.h"

struct ck_alone {
	const struct ck_value *vehicles;	/* lane/expected.h */
	int64_t as_of;		/* of that list; 0: there never was one */
	bool offline;		/* false: the gatehouse is there, but the lane
				   is out of service here, or it has no answer
				   to this one */
};

/* As ck_gate_decide: appends gate.decided with `as_of` when offline, unless the
 * answer is the same as before. Whom it admits has not passed since the list
 * was made. Negative errno of the store. */
int ck_alone_decide(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_gate *gate, const struct ck_sighting *seen,
		    const struct ck_alone *alone,
		    struct ck_decision *ret_decision) CK_MUST_CHECK;

/* Appends gate.decided for a decision that was made elsewhere and came as a
 * record, under the name that it has there, unless the newest of its subject
 * is that one. Negative errno of the store. */
int ck_alone_note(struct ck_txn *txn, struct ck_doc *doc,
		  const struct ck_gate *gate, const struct ck_sighting *seen,
		  const struct ck_value *record) CK_MUST_CHECK;

#endif
