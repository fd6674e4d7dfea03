/* A scale that has left the others is found, and no other is blamed: simulated
 * gates with known biases, over many seeds. */
#include <config.h>

#include <math.h>
#include <stdint.h>

#include "scale/drift.h"
#include "scale/robust.h"
#include "tap.h"

#define SCALES 5
#define E 20000.
#define RUNS 400
#define ROOM 4000

static uint64_t state;

static double uniform(void)
{
	uint64_t x = state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return ((double)((x ^ x >> 31) >> 11) + 0.5) / 9007199254740992.;
}

static double normal(void)
{
	return ck_normal_quantile(uniform());
}

/* -- a gate --------------------------------------------------------------- */

struct gate {
	int scales;
	int pairs;			/* trucks weighed twice, a period */
	int rigs, tares;		/* tares of each rig, a period */
	double bias[SCALES];		/* before, g */
	double change[SCALES];		/* and what was added since */
	bool tractors;			/* one in twenty is something else */
};

struct record {
	struct ck_drift_seen seen[ROOM];
	size_t count;
	size_t load;
};

/* What the indicator shows: 6 kg of noise, digits in steps of e. */
static void weigh(struct record *r, const struct gate *gate,
		  enum ck_drift_load kind, bool now, double true_g)
{
	int scale = uniform() * gate->scales;
	double g = true_g + gate->bias[scale] + 6000 * normal();

	if (now)
		g += gate->change[scale];
	if (r->count < ROOM)
		r->seen[r->count++] = (struct ck_drift_seen){
			r->load, kind, scale, now, floor(g / E + 0.5) * E
		};
}

static double odd(const struct gate *gate)
{
	return gate->tractors && uniform() < 0.05 ? 4e6 * (uniform() - 0.5)
						  : 0;
}

/* Fuel, water and mud: 120 kg from tare to tare. */
static void make(struct record *r, const struct gate *gate, uint64_t seed)
{
	state = seed;
	r->count = r->load = 0;
	for (int i = 0; i < 2 * gate->pairs; i++, r->load++) {
		double g = 2e7 + 2.5e7 * uniform();

		weigh(r, gate, CK_DRIFT_TRIP, i >= gate->pairs, g);
		weigh(r, gate, CK_DRIFT_TRIP, i >= gate->pairs, g + odd(gate));
	}
	for (int i = 0; i < gate->rigs; i++, r->load++)
		for (int k = 0; k < 2 * gate->tares; k++)
			weigh(r, gate, CK_DRIFT_TARE, k >= gate->tares,
			      1.5e7 + 120000 * normal() + odd(gate));
}

struct outcome {
	struct ck_drift drift;
	struct ck_drift_scale scales[SCALES];
};

static void estimate(const struct gate *gate, uint64_t seed,
		     double false_alarms, struct outcome *ret)
{
	static const double limits[SCALES] = { 40000, 40000, 40000, 40000,
					       40000 };
	static struct record record;
	struct ck_drift_ask ask = {
		.seen = record.seen, .scales = gate->scales, .interval_g = E,
		.false_alarms = false_alarms, .limit_g = limits,
	};

	make(&record, gate, seed);
	ask.count = record.count;
	ck_drift_estimate(&ask, &ret->drift, ret->scales);
}

/* Of RUNS, in how many was this scale (-1: any) called other than sound? */
static int alarms(const struct gate *gate, double false_alarms, int scale)
{
	struct outcome o;
	int count = 0;

	for (int run = 0; run < RUNS; run++) {
		bool any = false;

		estimate(gate, run, false_alarms, &o);
		for (int i = 0; i < gate->scales; i++)
			any |= (scale < 0 || i == scale) &&
			       o.scales[i].state > CK_DRIFT_SOUND;
		count += any;
	}
	return count;
}

static const struct gate sound = {
	.scales = SCALES, .pairs = 120, .rigs = 20, .tares = 4,
	.bias = { 10000, -15000, 0, 22000, -5000 },
};

/* -- quantiles ------------------------------------------------------------ */

static bool near(double got, double want, double within)
{
	return fabs(got - want) <= within;
}

/* Tables: Abramowitz and Stegun 26.6 and 26.10. */
static void test_quantiles(void)
{
	ok(near(ck_normal_quantile(0.975), 1.959964, 1e-6), "normal 0.975");
	ok(near(ck_normal_quantile(0.995), 2.575829, 1e-6), "normal 0.995");
	ok(near(ck_normal_quantile(0.0005), -3.290527, 1e-5),
	   "normal 0.0005");
	ok(near(ck_normal_quantile(0.5), 0, 1e-7), "normal 0.5");
	ok(near(ck_normal_quantile(1e-15), -7.941345, 1e-4), "far out");
	ok(near(ck_t_quantile(0.975, 10), 2.228, 0.001), "t 0.975, 10");
	ok(near(ck_t_quantile(0.975, 30), 2.042, 0.001), "t 0.975, 30");
	ok(near(ck_t_quantile(0.995, 5), 4.032, 0.01), "t 0.995, 5");
	ok(near(ck_t_quantile(0.9995, 120), 3.373, 0.001), "t 0.9995, 120");
}

static void test_robust(void)
{
	double odd_count[] = { 5, -900, 3, 1, 4 };
	double even_count[] = { 4, 1, 3, 1000 };
	double far[] = { -1, 1, -1, 1e9, 1 };
	double matrix[] = { 4, 2, 2, 3 };

	ok(ck_median(odd_count, 5) == 3, "the median");
	ok(ck_median(even_count, 4) == 3.5, "of an even number");
	ok(near(ck_mad(far, 5), 1.4826, 1e-9), "the MAD of 1");
	ok(ck_huber_weight(-1) == 1 && near(ck_huber_weight(13.45), 0.1, 1e-9),
	   "Huber's weights");
	ok(ck_matrix_invert(matrix, 2) && near(matrix[0], 0.375, 1e-12) &&
		   near(matrix[1], -0.25, 1e-12) && near(matrix[3], 0.5, 1e-12),
	   "an inverse");
	ok(!ck_matrix_invert((double[]){ 1, 1, 1, 1 }, 2), "or none");
}

/* -- what is known -------------------------------------------------------- */

static void test_exact(void)
{
	static const struct ck_drift_seen none[1];
	double limit[2] = { 40000, 40000 };
	struct ck_drift_ask ask = { .seen = none, .scales = 2,
				    .interval_g = E, .false_alarms = 0.01,
				    .limit_g = limit };
	struct ck_drift_seen pairs[32];
	struct ck_drift_scale s[2];
	struct ck_drift drift;

	ck_drift_estimate(&ask, &drift, s);
	ok(!drift.contrasts && s[0].state == CK_DRIFT_TOO_FEW,
	   "of nothing nothing is said");
	for (int i = 0; i < 32; i++)
		pairs[i] = (struct ck_drift_seen){
			i / 2, CK_DRIFT_TRIP, i % 2, true,
			3e7 + i / 2 * 1e5 + (i % 2 ? 200000 : 0)
		};
	ask.seen = pairs;
	ask.count = 14;
	ck_drift_estimate(&ask, &drift, s);
	ok(s[0].state == CK_DRIFT_TOO_FEW && s[0].now == 7,
	   "nor of seven pairs");
	ask.count = 32;
	ck_drift_estimate(&ask, &drift, s);
	ok(near(s[1].bias_g - s[0].bias_g, 200000, 1) &&
		   near(s[1].bias_g, 100000, 1),
	   "two scales 200 kg apart: either may be the one");
	ok(s[0].state == CK_DRIFT_OUTSIDE && s[1].state == CK_DRIFT_OUTSIDE,
	   "both are told");
	ok(!s[0].beside, "what changed is not known");
	is(ck_drift_state_name(CK_DRIFT_CHANGED), "changed", "a name");
}

/* -- how often it is wrong ------------------------------------------------ */

static bool false_alarms(const struct gate *gate, const char *what)
{
	int count = alarms(gate, 0.05, -1);

	printf("# %s: %d false alarms in %d runs, stated at most %g\n", what,
	       count, RUNS, 0.05);
	/* At most 5 %, and what 400 throws may add to that: 3.3 deviations. */
	return count <= 34;
}

static void test_false_alarms(void)
{
	struct gate few = sound;
	struct gate odd = sound;
	struct gate two = sound;
	struct gate far = sound;

	far.bias[1] = -40000;
	far.bias[3] = 40000;
	few.pairs = 30;
	few.rigs = 4;
	odd.tractors = true;
	two.scales = 2;
	ok(false_alarms(&sound, "five scales"), "no more than is stated");
	ok(false_alarms(&few, "few trucks"), "nor of few trucks");
	ok(false_alarms(&odd, "odd trucks"), "nor with odd ones among them");
	ok(false_alarms(&far, "at the limit"),
	   "nor of scales that are as wrong as they may be");
	ok(false_alarms(&two, "two scales"), "nor of two scales");
}

static void test_interval(void)
{
	struct outcome o;
	int inside = 0, all = 0;

	for (int run = 0; run < RUNS; run++) {
		estimate(&sound, run, 0.01, &o);
		/* The median of the true biases is 0, of scale 2. */
		for (int i = 0; i < SCALES; i++, all++)
			inside += near(o.scales[i].bias_g, sound.bias[i],
				       o.scales[i].bias_half_g);
	}
	printf("# the interval of 95 %% had the bias in %d of %d\n", inside,
	       all);
	ok(inside >= all * 0.93 && inside <= all * 0.99,
	   "an interval has the bias as often as it says");
}

/* -- what it finds -------------------------------------------------------- */

static bool finds(const struct gate *gate, int scale, const char *what)
{
	int right = alarms(gate, 0.01, scale);
	int wrong = 0;

	for (int i = 0; i < gate->scales; i++)
		if (i != scale)
			wrong += alarms(gate, 0.01, i);
	printf("# %s: found in %d of %d runs, %d others blamed\n", what,
	       right, RUNS, wrong);
	return right >= RUNS * 0.95 && wrong <= RUNS * 0.03;
}

static void test_detection(void)
{
	struct gate one = sound;
	struct gate odd = sound;
	struct gate two = sound;
	struct outcome o;
	double sum = 0;

	one.change[3] = -20000;
	ok(finds(&one, 3, "one scale, one interval"), "a change of e is found");
	for (int run = 0; run < RUNS; run++) {
		estimate(&one, run, 0.01, &o);
		sum += o.scales[3].change_g;
	}
	ok(near(sum / RUNS, -20000, 1500), "and measured");
	odd = one;
	odd.tractors = true;
	ok(finds(&odd, 3, "odd trucks"), "also with odd trucks among them");
	two.scales = 2;
	two.rigs = 60;
	two.tares = 6;
	two.change[1] = 100000;
	ok(finds(&two, 1, "two scales, by tares"),
	   "of two the tares tell which");
}

int main(void)
{
	test_quantiles();
	test_robust();
	test_exact();
	test_false_alarms();
	test_interval();
	test_detection();
	return tap_done();
}
