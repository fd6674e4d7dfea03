/* Which scale has left the others: an estimate of each scale's bias from loads
 * that were weighed more than once. Pure: masses in, estimates out.
 *
 * A load is what one vehicle had on one trip (weighed on several scales), or
 * the empty rig (a tare seen again, on later trips). What the load truly is, is
 * not known; so only differences between weighings of one load count. Of a
 * load with n weighings these are its n - 1 Helmert contrasts, which are
 * independent where the weighings are, and have the noise of one weighing.
 *
 * Each scale has two biases, before and now. They are fitted to all contrasts
 * together by Huber's M-estimator (iteratively reweighted least squares); the
 * noise of either kind of load is the MAD of its residuals, at least what
 * rounding to an interval makes. Intervals are Huber's asymptotic ones with
 * Student's t (scale/robust.h).
 *
 * A bias is one beside the median of the scales it can be compared with: that
 * all are wrong alike shows in no difference. A change is that of a scale from
 * before to now, less the median of such changes, where at least three scales
 * were compared; else the change that the tares show by themselves.
 *
 * The alarm: Student's t at levels that sum to false_alarms over all tests of a
 * run (Bonferroni), nine tenths of it for changes where any is known, the rest
 * for biases beyond the limit. So of all runs over sound scales, right or wrong
 * within their limits but unchanged, at most that share raises any alarm.
 */
#ifndef CK_SCALE_DRIFT_H
#define CK_SCALE_DRIFT_H

#include <stdbool.h>
#include <stddef.h>

enum ck_drift_load { CK_DRIFT_TRIP, CK_DRIFT_TARE, CK_DRIFT_LOADS };

struct ck_drift_seen {
	size_t load;		/* those of one load stand together */
	enum ck_drift_load kind;
	size_t scale;
	bool now;		/* else before */
	double grams;
};

struct ck_drift_ask {
	const struct ck_drift_seen *seen;
	size_t count;
	size_t scales;
	double interval_g;	/* e, the coarsest */
	double false_alarms;	/* share of runs; 0 < it < 0.5 */
	const double *limit_g;	/* of each scale: how far it may be wrong in
				   service */
};

enum ck_drift_state {
	CK_DRIFT_TOO_FEW,	/* comparisons to say anything */
	CK_DRIFT_SOUND,
	CK_DRIFT_OUTSIDE,	/* its bias is surely beyond limit_g */
	CK_DRIFT_CHANGED,	/* since before; also when it is outside */
};

enum ck_drift_beside { CK_DRIFT_NOTHING, CK_DRIFT_SCALES, CK_DRIFT_TARES };

struct ck_drift_scale {
	enum ck_drift_state state;
	size_t before, now;		/* contrasts that it is part of */
	bool has_bias;
	double bias_g, bias_error_g;	/* standard error */
	double bias_half_g;		/* half of its 95 % interval */
	enum ck_drift_beside beside;	/* what the change is seen beside */
	double change_g, change_error_g;
	double threshold_g;		/* a change beyond it is an alarm */
};

/* Contrasts that a scale must be part of, before or now, to be judged. */
enum { CK_DRIFT_LEAST = 8 };

struct ck_drift {
	size_t contrasts;
	double noise_g[CK_DRIFT_LOADS];	/* of one weighing of such a load */
};

/* Fills ret_scales[ask->scales]. */
void ck_drift_estimate(const struct ck_drift_ask *ask, struct ck_drift *ret,
		       struct ck_drift_scale *ret_scales);

/* "too-few", "sound", "outside", "changed". */
const char *ck_drift_state_name(enum ck_drift_state state);

#endif
