#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scale/drift.h"
#include "scale/drift_fit.h"
#include "scale/robust.h"

struct judging {
	const struct ck_drift_ask *ask;
	const struct ck_drift_fit *fit;
	struct ck_drift_scale *scales;
	double *factors;		/* of 2 * scales columns */
	struct place *places;
};

/* A scale among those it is compared with. */
struct place {
	size_t scale;
	double value;
};

/* What of each scale is compared: where it is now, or what became of it. */
static void add(struct judging *j, size_t scale, bool change, double factor)
{
	j->factors[ck_drift_column(scale, true)] += factor;
	if (change)
		j->factors[ck_drift_column(scale, false)] -= factor;
}

static void clear(struct judging *j)
{
	memset(j->factors, 0, 2 * j->ask->scales * sizeof(*j->factors));
}

static bool is_known(const struct judging *j, size_t scale, bool change)
{
	return j->scales[scale].now >= CK_DRIFT_LEAST &&
	       (!change || j->scales[scale].before >= CK_DRIFT_LEAST);
}

static bool are_joined(const struct judging *j, size_t a, size_t b, bool now)
{
	return ck_drift_fit_joined(j->fit, ck_drift_column(a, now),
				   ck_drift_column(b, now));
}

static int by_value(const void *a, const void *b)
{
	const struct place *x = a;
	const struct place *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* All that this scale can be compared with, itself too, in order; how many. */
static size_t find_places(struct judging *j, size_t scale, bool change)
{
	size_t count = 0;

	for (size_t i = 0; i < j->ask->scales; i++) {
		if (!is_known(j, i, change) || !are_joined(j, i, scale, true) ||
		    (change && !are_joined(j, i, scale, false)))
			continue;
		clear(j);
		add(j, i, change, 1);
		j->places[count++] = (struct place){
			i, ck_drift_fit_value(j->fit, j->factors)
		};
	}
	qsort(j->places, count, sizeof(*j->places), by_value);
	return count;
}

/* Beside the median. The scale that is the median has no error beside itself:
 * the error beside the mean of the others is the least that is told. */
static void place(struct judging *j, size_t scale, bool change, size_t count,
		  double *ret_value, double *ret_error)
{
	const struct place *low = &j->places[(count - 1) / 2];
	const struct place *high = &j->places[count / 2];
	double error;

	clear(j);
	add(j, scale, change, 1);
	for (size_t i = 0; i < count; i++)
		if (j->places[i].scale != scale)
			add(j, j->places[i].scale, change, -1. / (count - 1));
	error = ck_drift_fit_error(j->fit, j->factors);
	clear(j);
	add(j, scale, change, 1);
	add(j, low->scale, change, -0.5);
	add(j, high->scale, change, -0.5);
	*ret_value = ck_drift_fit_value(j->fit, j->factors) *
		     j->ask->interval_g;
	*ret_error = fmax(error, ck_drift_fit_error(j->fit, j->factors)) *
		     j->ask->interval_g;
}

static void find_bias(struct judging *j, size_t scale)
{
	struct ck_drift_scale *s = &j->scales[scale];
	size_t count;

	if (!is_known(j, scale, false))
		return;
	count = find_places(j, scale, false);
	if (count < 2)
		return;
	place(j, scale, false, count, &s->bias_g, &s->bias_error_g);
	s->has_bias = true;
	s->bias_half_g = s->bias_error_g *
			 ck_t_quantile(0.975, ck_drift_fit_df(j->fit));
}

static void find_change(struct judging *j, size_t scale)
{
	struct ck_drift_scale *s = &j->scales[scale];
	size_t count;

	if (!is_known(j, scale, true))
		return;
	count = find_places(j, scale, true);
	if (count >= 3) {
		place(j, scale, true, count, &s->change_g, &s->change_error_g);
		s->beside = CK_DRIFT_SCALES;
	} else if (ck_drift_fit_joined(j->fit, ck_drift_column(scale, true),
				       ck_drift_column(scale, false))) {
		clear(j);
		add(j, scale, true, 1);
		s->change_g = ck_drift_fit_value(j->fit, j->factors) *
			      j->ask->interval_g;
		s->change_error_g = ck_drift_fit_error(j->fit, j->factors) *
				    j->ask->interval_g;
		s->beside = CK_DRIFT_TARES;
	}
}

struct tests {
	size_t biases, changes;
	double beyond, changed;		/* quantiles */
};

static void judge(const struct judging *j, size_t scale,
		  const struct tests *tests)
{
	struct ck_drift_scale *s = &j->scales[scale];

	s->threshold_g = tests->changed * s->change_error_g;
	if (s->beside && fabs(s->change_g) > s->threshold_g)
		s->state = CK_DRIFT_CHANGED;
	else if (s->has_bias && fabs(s->bias_g) > j->ask->limit_g[scale] +
						  tests->beyond *
							  s->bias_error_g)
		s->state = CK_DRIFT_OUTSIDE;
	else if (s->has_bias || s->beside)
		s->state = CK_DRIFT_SOUND;
}

/* Two scales are apart, and the tares say which of them moved away. */
static void excuse(const struct judging *j, size_t scale)
{
	struct ck_drift_scale *s = &j->scales[scale];

	if (s->state != CK_DRIFT_OUTSIDE || s->beside != CK_DRIFT_TARES)
		return;
	for (size_t i = 0; i < j->ask->scales; i++)
		if (j->scales[i].state == CK_DRIFT_CHANGED &&
		    are_joined(j, i, scale, true))
			s->state = CK_DRIFT_SOUND;
}

static void find_all(struct judging *j, struct tests *tests)
{
	for (size_t i = 0; i < j->ask->scales; i++) {
		j->scales[i] = (struct ck_drift_scale){
			.before = ck_drift_fit_of(j->fit,
						  ck_drift_column(i, false)),
			.now = ck_drift_fit_of(j->fit,
					       ck_drift_column(i, true)),
		};
	}
	for (size_t i = 0; i < j->ask->scales; i++) {
		find_bias(j, i);
		find_change(j, i);
		tests->biases += j->scales[i].has_bias;
		tests->changes += j->scales[i].beside != CK_DRIFT_NOTHING;
	}
}

/* A change may go either way; a bias beyond the limit lies on one side. */
static void find_quantiles(const struct judging *j, struct tests *tests)
{
	double share = tests->changes ? 0.9 : 0;
	double level = j->ask->false_alarms;
	double df = ck_drift_fit_df(j->fit);

	if (tests->changes)
		tests->changed = ck_t_quantile(
			1 - share * level / (2 * (double)tests->changes), df);
	if (tests->biases)
		tests->beyond = ck_t_quantile(
			1 - (1 - share) * level / (double)tests->biases, df);
}

void ck_drift_estimate(const struct ck_drift_ask *ask, struct ck_drift *ret,
		       struct ck_drift_scale *ret_scales)
{
	CK_CLEANUP(ck_drift_fit_free)
	struct ck_drift_fit *fit = ck_drift_fit_new(ask);
	ck_autofree double *factors = ck_alloc((2 * ask->scales + 1) *
					       sizeof(*factors));
	ck_autofree struct place *places = ck_alloc((ask->scales + 1) *
						    sizeof(*places));
	struct judging j = { .ask = ask, .fit = fit, .scales = ret_scales,
			     .factors = factors, .places = places };
	struct tests tests = { 0 };

	*ret = (struct ck_drift){ .contrasts = ck_drift_fit_count(fit) };
	find_all(&j, &tests);
	find_quantiles(&j, &tests);
	for (int kind = 0; kind < CK_DRIFT_LOADS; kind++)
		ret->noise_g[kind] = ck_drift_fit_noise(fit, kind) *
				     ask->interval_g;
	for (size_t i = 0; i < ask->scales; i++)
		judge(&j, i, &tests);
	for (size_t i = 0; i < ask->scales; i++)
		excuse(&j, i);
}

const char *ck_drift_state_name(enum ck_drift_state state)
{
	static const char *const names[] = { "too-few", "sound", "outside",
					     "changed" };

	return names[state];
}
