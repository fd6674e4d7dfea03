/* From a sighting to the trip that it is about.
 *
 * First by exact normal form, then by the form that is compared (Đ as D, no
 * province character), then by the other readings of the camera, then by one
 * confused character; all but the first only when exactly one expected vehicle
 * fits. Two clues must be of one trip, and the surer one counts. Of several
 * trips of one vehicle the one is taken that was called, else one that can be
 * at this lane, else one that has entered; of equals the oldest.
 */
#ifndef CK_LANE_FIND_H
#define CK_LANE_FIND_H

#include "lane/gate.h"
#include "lane/shown.h"

/* The surest first. */
enum ck_matched {
	CK_MATCHED_EXACT,
	CK_MATCHED_FORM,	/* another writing of the same plate */
	CK_MATCHED_ALTERNATIVE,	/* another reading of the camera */
	CK_MATCHED_CONFUSED,	/* one character was taken for another */
};

struct ck_candidate {
	const char *trip;
	const char *declaration;
	const char *kind;		/* of the identifier */
	const char *normal;
	const char *zone;
	const char *label;
	struct ck_way_of way;
	bool entered;
	bool called;			/* in the lane's queue */
	enum ck_matched matched;
	int permille;			/* how sure the reader was; or
					   CK_SIGHTING_SURE */
};

struct ck_found {
	const struct ck_candidate *one;	/* NULL: nobody, or several */
	const struct ck_candidate *all;	/* those that fit, without repeats */
	int count;
	struct ck_shown shown;		/* what became of a pass */
};

/* "exact", "form", "alternative", "confused": what a decision says in
 * `matched`. */
const char *ck_matched_name(enum ck_matched matched);

/* All in doc. A pass that is in order now names its trip; any other names
 * nobody. Negative errno of the store. */
int ck_gate_find(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_gate *gate, int64_t now,
		 const struct ck_sighting *seen, struct ck_found *ret_found)
	CK_MUST_CHECK;

/* Whom the sighting would have meant had its trip not been closed since: of one
 * vehicle the trip that was closed last, at `since` or later. To be asked where
 * ck_gate_find gave nobody. Negative errno of the store. */
int ck_gate_find_closed(struct ck_store *store, struct ck_doc *doc,
			const struct ck_gate *gate, int64_t since,
			const struct ck_sighting *seen,
			struct ck_found *ret_found) CK_MUST_CHECK;

#endif
