/* A vehicle weighed axle after axle, on a scale that is too short for it. Pure.
 *
 * The sum of such weights is none that a scale has said: where the road is not
 * level, or the brakes hold, load goes from axle to axle between one weight and
 * the next, and no error limit knows of that: those of scale/judge.h are of one
 * load on the scale. So a sum is marked as one, and proves nothing.
 */
#ifndef CK_SCALE_AXLES_H
#define CK_SCALE_AXLES_H

#include "scale/reading_record.h"

/* More than any vehicle on the road has. */
enum { CK_AXLES_MOST = 32 };

/* Adds a weight to a sum that began zeroed: grams, count and span; digits as
 * "7120+11340"; frames one after another; parts gets
 * {"gross_g","digits","frames":<number of them>}. All lives in doc. -EBADMSG:
 * it is of another unit. */
int ck_weight_add(struct ck_doc *doc, struct ck_weight *sum,
		  const struct ck_weight *part) CK_MUST_CHECK;

/* How far it may be wrong on a scale of the interval e (scale/judge.h); of a
 * sum, as far as all its parts together. */
int64_t ck_weight_limit(const struct ck_weight *weight, int64_t e_g);

#endif
