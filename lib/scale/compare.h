/* A weighing beside those before it of the same load.
 *
 * Two scales are each right within the error limit in service of that load
 * (OIML R 76, class III: scale/judge.h). Further apart than the sum of both,
 * at least one of them is wrong, and no one can say which: the scales are in
 * question, not the vehicle. A weighing on another scale that agrees with one
 * of them settles it; a scale that repeats itself does not.
 *
 * A load is another only where the declaration says what was unloaded. The
 * weigher's word for it, or that the one before had failed, hides no weighing
 * of another scale, and settles nothing. Nor does a scale take back what it said
 * itself: where it held the vehicle, or is in question, and now says less by
 * more than both limits, that is a question, too, and the hold stays. It stays
 * one when another scale agrees with the lesser figure: a scale that does not
 * repeat itself within its limit (as Directive 2014/31/EU, annex I, 5 wants) is
 * no witness, least of all in its own case. That it says more now settles it,
 * for then the vehicle is held.
 */
#ifndef CK_SCALE_COMPARE_H
#define CK_SCALE_COMPARE_H

#include "record/value.h"

struct ck_comparison_ask {
	/* Rows {"weighing","weighs","scale","gross_g","limit_g","verified",
	 * "anew","unloaded_g","question","outcome"} of the trip, oldest first. */
	const struct ck_value *rows;
	const char *scale;
	const char *weighs;		/* "gross", "tare" */
	int64_t weighed_g;
	int64_t limit_g;
	bool anew;			/* nothing before is compared */
	bool claimed;			/* another load by the weigher's word */
};

struct ck_comparison {
	bool in_question;
	const char *against;		/* the weighing it is apart from; NULL:
					   none, but the scale was in question
					   before and nothing has settled it */
	int64_t apart_g;		/* this one less that one */
	int64_t allowed_g;		/* both limits */
	bool one_scale;			/* all that was weighed of this load
					   before was by one other scale */
	bool own;			/* against is of the same scale */
	const struct ck_value *settles;	/* array of weighings in question that
					   this one settles; NULL: none */
};

/* Pure. Only verified weighings are compared, the new one is one. */
void ck_weighing_compare(struct ck_doc *doc,
			 const struct ck_comparison_ask *ask,
			 struct ck_comparison *ret);

#endif
