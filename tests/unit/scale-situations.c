/* What trucks do on a scale, over many seeds: a weight is concluded only where
 * it is the load's, within one interval; else none is. The frames tell nothing
 * about motion, so the digits alone decide. */
#include <config.h>

#include <math.h>

#include "scale/decoder.h"
#include "scale/stability.h"
#include "../sim/scale-frames.h"
#include "../sim/scale-physics.h"
#include "tap.h"

#define SEEDS 200
#define FRAME_MS 100
#define E_KG 20
#define MINUTE 600		/* frames */

struct scene {
	struct bridge bridge;
	struct ck_stability *stability;
	struct ck_scale_decoder *decoder;
	int64_t now_ms;
	unsigned concluded;
	double kg;		/* the last conclusion */
	double load_kg;		/* what stood there then */
};

/* Of all seeds. */
struct tally {
	unsigned none, right, wrong, more;
	double worst_kg;
};

static void take(const struct ck_reading *reading, void *user)
{
	struct scene *s = user;

	if (!ck_stability_feed(s->stability, reading, s->now_ms))
		return;
	s->concluded++;
	s->kg = ck_stability_result(s->stability)->reading.grams / 1000.;
	s->load_kg = s->bridge.load_kg;
}

static void pass(struct scene *s, int frames)
{
	struct indicator say = { .check = true };
	uint8_t frame[18];

	for (int i = 0; i < frames; i++) {
		bridge_step(&s->bridge, FRAME_MS);
		s->now_ms += FRAME_MS;
		say.negative = s->bridge.shown_kg < 0;
		say.digits = say.negative ? -s->bridge.shown_kg
					  : s->bridge.shown_kg;
		ck_scale_decoder_feed(s->decoder, frame,
				      frame_yaohua_a9(frame, &say), take, s);
	}
}

static void begin(struct scene *s, int seed, int64_t least_kg)
{
	struct ck_stability_rule rule = ck_stability_rule_for(E_KG * 1000);

	if (least_kg)
		rule.min_load_g = least_kg * 1000;
	*s = (struct scene){
		.stability = ck_stability_new(&rule),
		.decoder = ck_scale_decoder_new(&ck_yaohua_a9, NULL),
	};
	bridge_start(&s->bridge, seed, E_KG, 80000);
}

static void end(struct scene *s)
{
	ck_stability_free(s->stability);
	ck_scale_decoder_free(s->decoder);
}

/* The truck of a seed: 16 to 56 tonnes. */
static long truck(int seed)
{
	return 16000 + (long)(seed * 7919L % 2000) * E_KG;
}

static void count(struct tally *tally, const struct scene *s)
{
	double off = fabs(s->kg - s->load_kg);

	if (!s->concluded) {
		tally->none++;
		return;
	}
	tally->worst_kg = fmax(tally->worst_kg, off);
	tally->wrong += off > E_KG + 0.5;
	tally->right += off <= E_KG + 0.5;
	tally->more += s->concluded > 1;
}

static void tell(const char *what, const struct tally *tally)
{
	printf("# %s: %u concluded, %u of them wrong, the worst by %.0f kg; %u not\n",
	       what, tally->right + tally->wrong, tally->wrong,
	       tally->worst_kg, tally->none);
}

/* -- one truck, at rest or not -------------------------------------------- */

struct weather {
	double swing_hz, damping, wind_kg, creep_kg_s;
};

static struct tally weigh(const char *what, const struct weather *w)
{
	struct tally tally = { 0 };

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		begin(&s, seed, 0);
		s.bridge.swing_hz = w->swing_hz;
		s.bridge.damping = w->damping;
		s.bridge.wind_kg = w->wind_kg;
		s.bridge.creep_kg_s = w->creep_kg_s;
		bridge_drive_on(&s.bridge, truck(seed));
		pass(&s, MINUTE);
		count(&tally, &s);
		end(&s);
	}
	tell(what, &tally);
	return tally;
}

static bool all_right(const struct tally *t)
{
	return t->right == SEEDS && !t->more;
}

static void test_swing(void)
{
	static const struct weather leaf = { 1.8, 0.12, 0, 0 };
	static const struct weather air = { 1.2, 0.05, 0, 0 };
	struct tally t = weigh("leaf springs", &leaf);

	ok(all_right(&t) && t.worst_kg < 1, "a truck on leaf springs");
	t = weigh("air springs", &air);
	ok(all_right(&t) && t.worst_kg < 1, "a truck on air springs");
	for (int i = 0; i < 4; i++) {
		struct weather tank = { 0.25 + 0.05 * i, 0.02, 0, 0 };

		t = weigh("a tank that swings slowly", &tank);
		ok(!t.wrong, "is not still at its turning points");
	}
}

static void test_wind(void)
{
	static const struct weather breeze = { 1.8, 0.12, 10, 0 };
	static const struct weather wind = { 1.8, 0.12, 30, 0 };
	static const struct weather storm = { 1.8, 0.12, 60, 0 };
	struct tally t = weigh("a breeze of 10 kg", &breeze);

	ok(!t.wrong && t.right > SEEDS * 0.8, "a breeze disturbs little");
	t = weigh("wind of 30 kg", &wind);
	ok(t.wrong <= SEEDS * 0.02 && t.worst_kg < 3 * E_KG,
	   "of wind 2 of 100 are mistaken for rest, at most");
	t = weigh("a storm of 60 kg", &storm);
	ok(!t.wrong, "in a storm nothing is weighed");
}

static void test_creep(void)
{
	static const struct weather slow = { 1.8, 0.12, 0, 2 };
	static const struct weather less = { 1.8, 0.12, 0, -2 };
	static const struct weather fast = { 1.8, 0.12, 0, 20 };
	struct tally t = weigh("2 kg/s", &slow);

	ok(all_right(&t), "a load that creeps slowly is what it is then");
	t = weigh("-2 kg/s", &less);
	ok(all_right(&t), "also one that runs out");
	t = weigh("20 kg/s", &fast);
	ok(t.none == SEEDS, "one interval a second is no rest");
}

/* -- half on the scale ---------------------------------------------------- */

/* The first axles stop on the scale for a while, then the others follow. */
static void stop_half(struct scene *s, int axles, int seed, int frames)
{
	s->bridge.axles_on = axles;
	bridge_drive_on(&s->bridge, truck(seed));
	pass(s, frames);
	s->bridge.axles_on = AXLES;
	s->bridge.moves_ms = 700L * axles;
}

static void test_half(void)
{
	unsigned steering = 0, half = 0, again = 0, rearmed = 0;

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		/* Its steering axle has 9 t at most. */
		begin(&s, seed, 10000);
		stop_half(&s, 1, seed, MINUTE);
		pass(&s, MINUTE);
		steering += s.concluded == 1 && s.kg == truck(seed);
		end(&s);

		begin(&s, seed, 0);
		stop_half(&s, 3, seed, MINUTE);
		half += s.concluded == 1 && fabs(s.kg - s.load_kg) <= E_KG;
		pass(&s, MINUTE);
		again += s.concluded > 1;
		ck_stability_rearm(s.stability);
		pass(&s, MINUTE);
		rearmed += s.concluded == 2 && s.kg == truck(seed);
		end(&s);
	}
	ok(steering == SEEDS,
	   "under the least load a steering axle is no truck");
	ok(half == SEEDS, "half a truck at rest weighs what stands there");
	ok(!again, "whole it is no second truck");
	ok(rearmed == SEEDS, "unless nobody used the first");
}

/* Rolling on without a stop: no weight in between. */
static void test_rolling(void)
{
	unsigned early = 0;

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		begin(&s, seed, 0);
		bridge_drive_on(&s.bridge, truck(seed));
		pass(&s, 34);
		early += s.concluded;
		end(&s);
	}
	ok(!early, "while it rolls on nothing is concluded");
}

/* -- two trucks ----------------------------------------------------------- */

static void test_two(void)
{
	unsigned first = 0, second = 0, stays = 0, next = 0;

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		begin(&s, seed, 0);
		bridge_drive_on(&s.bridge, truck(seed));
		pass(&s, MINUTE);
		first += s.concluded == 1 && s.kg == truck(seed);
		s.bridge.other_kg = truck(seed);
		bridge_drive_on(&s.bridge, 12000);
		pass(&s, MINUTE);
		second += s.concluded > 1;
		s.bridge.other_kg = 0;
		pass(&s, MINUTE);
		stays += s.concluded > 1;
		bridge_drive_off(&s.bridge);
		pass(&s, MINUTE / 4);
		bridge_drive_on(&s.bridge, truck(seed + 1));
		pass(&s, MINUTE);
		next += s.concluded == 2 && s.kg == truck(seed + 1);
		end(&s);
	}
	ok(first == SEEDS, "the first of two trucks");
	ok(!second, "the second beside it is no truck");
	ok(!stays, "nor when the first has left");
	ok(next == SEEDS, "the scale was empty: the next one");
}

/* Both drive on before either is weighed: no weight tells them from one. */
static void test_together(void)
{
	unsigned sum = 0;

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		begin(&s, seed, 0);
		s.bridge.other_kg = 12000;
		bridge_drive_on(&s.bridge, truck(seed));
		pass(&s, MINUTE);
		sum += s.concluded == 1 && s.kg == truck(seed) + 12000;
		end(&s);
	}
	ok(sum == SEEDS, "two that came together weigh what both do, once");
}

/* -- the empty scale ------------------------------------------------------ */

static bool shown_before(const struct scene *s, long kg)
{
	const struct ck_stable *stable = ck_stability_result(s->stability);

	return stable && stable->has_zero && stable->zero.grams == kg * 1000;
}

static void test_empty(void)
{
	unsigned persons = 0, dirt = 0, zero = 0, clean = 0;

	for (int seed = 0; seed < SEEDS; seed++) {
		struct scene s;

		begin(&s, seed, 0);
		s.bridge.other_kg = 80 + seed % 300;
		pass(&s, MINUTE / 4);
		persons += s.concluded;
		s.bridge.other_kg = 0;
		pass(&s, MINUTE / 4);
		bridge_drive_on(&s.bridge, truck(seed));
		pass(&s, MINUTE);
		clean += shown_before(&s, 0);
		bridge_drive_off(&s.bridge);
		/* Mud, less than Min: the scale is empty all the same. */
		s.bridge.other_kg = 100;
		pass(&s, MINUTE / 4);
		bridge_drive_on(&s.bridge, truck(seed + 1));
		pass(&s, MINUTE);
		dirt += s.concluded == 2 && s.kg == truck(seed + 1) + 100;
		zero += shown_before(&s, 100);
		end(&s);
	}
	ok(!persons, "under the least load nothing is weighed");
	ok(clean == SEEDS, "what the empty scale showed is kept");
	ok(dirt == SEEDS, "a truck that left some mud has left");
	ok(zero == SEEDS, "and the mud is known of the next");
}

int main(void)
{
	test_swing();
	test_wind();
	test_creep();
	test_half();
	test_rolling();
	test_two();
	test_together();
	test_empty();
	return tap_done();
}
