/* When a weight is concluded, and when it is not. */
#include <config.h>

#include "scale/stability.h"
#include "tap.h"

#define E 20000			/* 20 kg in grams */

static struct ck_reading reading(int64_t kg, int stable)
{
	struct ck_reading r;
	uint8_t frame[2] = { kg / 20 & 0xff, kg / 20 >> 8 & 0xff };

	ck_reading_start(&r, frame, sizeof(frame));
	snprintf(r.weight, sizeof(r.weight), "%ld", (long)kg);
	snprintf(r.unit, sizeof(r.unit), "kg");
	r.has_grams = true;
	r.grams = kg * 1000;
	r.stable = stable;
	return r;
}

/* Feeds n readings 100 ms apart; returns at which the first conclusion came,
 * 0 when none did. */
static unsigned feed(struct ck_stability *s, int64_t *now, int64_t kg,
		     int stable, unsigned n)
{
	struct ck_reading r = reading(kg, stable);
	unsigned at = 0;

	for (unsigned i = 1; i <= n; i++) {
		if (ck_stability_feed(s, &r, *now) && !at)
			at = i;
		*now += 100;
	}
	return at;
}

/* A second, whatever moved before. */
static struct ck_stability_rule plain(void)
{
	struct ck_stability_rule rule = ck_stability_rule_for(E);

	rule.min_ms = 1000;
	rule.unrest = 0;
	return rule;
}

static struct ck_stability *fresh(const struct ck_stability_rule *rule)
{
	struct ck_stability_rule usual = plain();

	return ck_stability_new(rule ? rule : &usual);
}
#define FRESH(name, rule)						\
	CK_CLEANUP(ck_stability_free) struct ck_stability *name = fresh(rule)

static void check_without_bit(void)
{
	FRESH(s, NULL);
	const struct ck_stable *stable;
	int64_t now = 5000;

	ok(ck_stability_state(s) == CK_STABILITY_NO_READING, "nothing yet");
	ok(!feed(s, &now, 36700, -1, 3), "three frames are too few");
	ok(!ck_stability_result(s), "and there is no result");
	ok(feed(s, &now, 36740, -1, 30) == 11,
	   "equal frames over one second conclude");
	stable = ck_stability_result(s);
	ok(stable && stable->reading.grams == 36740000, "the weight");
	ok(stable->count == 11 && stable->last_ms - stable->first_ms == 1000,
	   "what it rests on");
	ok(stable->frames_len == 11 && stable->frames[0].len == 2 &&
		   stable->frames[0].bytes[0] == (36740 / 20 & 0xff),
	   "with the frames");
	ok(!stable->by_indicator, "not by the indicator's word");
}

static void check_bit(void)
{
	FRESH(s, NULL);
	int64_t now = 0;

	ok(!feed(s, &now, 36740, 0, 100),
	   "equal digits prove nothing while the indicator says moving");
	ok(ck_stability_state(s) == CK_STABILITY_MOVING, "it is moving");
	ok(feed(s, &now, 36740, 1, 5) == 2, "two stable frames conclude");
	ok(ck_stability_result(s)->by_indicator, "by the indicator's word");
	ok(!feed(s, &now, 36740, 0, 1) && !ck_stability_result(s),
	   "moving again is no result");
	ok(!feed(s, &now, 36740, 1, 5) && ck_stability_result(s),
	   "the same weight standing again is no second conclusion");
	ok(!feed(s, &now, 36820, 1, 5) && !ck_stability_result(s),
	   "nor is another weight before the scale was empty");
}

static void check_interval(void)
{
	struct ck_stability_rule rule = plain();
	int64_t now = 0;
	FRESH(s, NULL);
	FRESH(exact, (rule.interval_g = 0, &rule));

	for (int i = 0; i < 50; i++)
		ok(!feed(s, &now, i & 1 ? 36740 : 36760, -1, 1),
		   "digits one interval apart do not stand still");
	for (int i = 0; i < 9; i++)
		feed(s, &now, 36740 + i % 3 * 5, -1, 1);
	ok(feed(s, &now, 36740, -1, 5) == 1, "less than an interval apart they do");
	for (int i = 0; i < 50; i++)
		feed(exact, &now, 36740 + (i & 1), -1, 1);
	ok(!ck_stability_result(exact), "without an interval only equal ones");
	ok(feed(exact, &now, 36740, -1, 11), "conclude");
}

static void check_load(void)
{
	FRESH(s, NULL);
	int64_t now = 0;

	ok(!feed(s, &now, 380, 1, 20), "under the minimum load is no weight");
	ok(ck_stability_state(s) == CK_STABILITY_EMPTY, "but an empty scale");
	ok(!feed(s, &now, -40, 1, 20), "nor is less than nothing");
	ok(feed(s, &now, 400, 1, 20) == 2, "the minimum load is");
	ok(!feed(s, &now, 15000, 1, 20), "one conclusion for one truck");
	feed(s, &now, 0, 1, 1);
	ok(feed(s, &now, 15000, 1, 20) == 2, "after zero comes the next");
}

static void check_no_zero_between(void)
{
	struct ck_stability_rule rule = plain();
	int64_t now = 0;
	FRESH(s, (rule.zero_between = false, &rule));

	ok(feed(s, &now, 15000, -1, 20) == 11, "first truck");
	ok(!feed(s, &now, 15000, -1, 20), "once");
	ok(feed(s, &now, 15020, -1, 20) == 11, "an interval more is the next");
	feed(s, &now, 15020, 0, 1);
	ok(feed(s, &now, 15020, 1, 20) == 2, "and so is one after motion");
}

static void check_silence(void)
{
	FRESH(s, NULL);
	int64_t now = 0;

	ok(!ck_stability_tick(s, 99999), "no silence before the first reading");
	feed(s, &now, 36740, -1, 11);
	ok(ck_stability_result(s) != NULL, "a weight stands");
	now -= 100;
	ok(!ck_stability_tick(s, now + 1000), "a second is not yet silence");
	ok(ck_stability_tick(s, now + 1001), "longer is");
	ok(!ck_stability_tick(s, now + 1002), "told once");
	ok(!ck_stability_result(s) &&
		   ck_stability_state(s) == CK_STABILITY_NO_READING,
	   "no reading, never the last value");
	FRESH(gap, NULL);
	feed(gap, &now, 36740, -1, 10);
	now += 1000;
	ok(feed(gap, &now, 36740, -1, 20) == 11, "a gap begins the run anew");
	FRESH(back, NULL);
	feed(back, &now, 36740, -1, 10);
	now -= 5000;
	ok(feed(back, &now, 36740, -1, 20) == 11, "so does a clock set back");
}

static void check_faults(void)
{
	FRESH(s, NULL);
	struct ck_reading bad = reading(36740, 1);
	struct ck_reading odd = reading(36740, 1);
	struct ck_reading over = reading(99999, 1);
	int64_t now = 0;

	ck_reading_refuse(&bad, CK_SCALE_CHECKSUM);
	over.range = CK_SCALE_OVER;
	odd.has_grams = false;
	for (int i = 0; i < 10; i++)
		ok(!ck_stability_feed(s, &bad, now), "refused frames conclude "
		   "nothing");
	feed(s, &now, 36740, -1, 6);
	ck_stability_feed(s, &bad, now);
	ok(feed(s, &now, 36740, -1, 10) == 5, "and disturb nothing");
	ok(!ck_stability_feed(s, &over, now) && !ck_stability_result(s) &&
		   ck_stability_state(s) == CK_STABILITY_OUT_OF_RANGE,
	   "out of range is no weight");
	ok(!ck_stability_feed(s, &odd, now) && !ck_stability_feed(s, &odd, now),
	   "nor is a mass that is no whole grams");
}

static void check_out_of_range_is_no_zero(void)
{
	FRESH(s, NULL);
	struct ck_reading over = reading(99999, 1);
	int64_t now = 0;

	over.range = CK_SCALE_OVER;
	feed(s, &now, 36740, 1, 2);
	ck_stability_feed(s, &over, now);
	ok(!feed(s, &now, 36760, 1, 20),
	   "out of range is not empty: no second conclusion");
}

/* A load that swings with 0.4 Hz and 5 e, as the cargo of a tank truck does:
 * x(n+1) = 2 cos(w dt) x(n) - x(n-1). True when nothing was concluded. */
static bool withstands_swing(int64_t min_ms, double phase)
{
	struct ck_stability_rule rule = plain();
	FRESH(s, (rule.min_ms = min_ms, &rule));
	double before = 100 * phase;
	double x = 100;
	int64_t now = 0;

	for (int i = 0; i < 600; i++) {
		double next = 2 * 0.96858 * x - before;

		if (feed(s, &now, 20 * (int64_t)((36740 + x + 10) / 20), -1,
			 1))
			return false;
		before = x;
		x = next;
	}
	return true;
}

static void check_swing(void)
{
	int fooled = 0;

	for (int i = 0; i < 20; i++) {
		ok(withstands_swing(1000, 0.9 + i * 0.01),
		   "a slow swing does not stand still at its turning points");
		fooled += !withstands_swing(0, 0.9 + i * 0.01);
	}
	ok(fooled, "as it seems to without a minimum time");
}

/* Moves for so many frames, then stands still; the frames of rest that it
 * took. */
static unsigned rest_after(struct ck_stability *s, int64_t *now,
			   unsigned moving)
{
	for (unsigned i = 0; i < moving; i++)
		feed(s, now, 30000 + 40 * i, -1, 1);
	return feed(s, now, 36720, -1, 300);
}

static void check_unrest(void)
{
	static const struct { unsigned moving, rest; } cases[] = {
		{ 0, 21 }, { 40, 21 }, { 60, 31 }, { 100, 51 }, { 400, 101 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ck_stability_rule usual = ck_stability_rule_for(E);
		FRESH(s, &usual);
		int64_t now = 0;

		ok(rest_after(s, &now, cases[i].moving) == cases[i].rest,
		   "half as long at rest as it moved, 2 to 10 s");
	}
}

static void check_unrest_again(void)
{
	struct ck_stability_rule usual = ck_stability_rule_for(E);
	FRESH(s, &usual);
	FRESH(counted, (usual.frame_ms = 100, &usual));
	int64_t now = 0, still = 0;

	ok(feed(s, &now, 36740, -1, 500) == 21, "a truck stands for long");
	ck_stability_rearm(s);
	ok(feed(s, &now, 36900, -1, 50) == 21,
	   "and moves: what it stood is no unrest");
	for (int i = 0; i < 60; i++) {
		feed(counted, &still, 30000 + 40 * i, -1, 1);
		still = 0;
	}
	for (unsigned i = 1; i <= 31; i++) {
		struct ck_reading r = reading(36720, -1);

		ok(ck_stability_feed(counted, &r, 0) == (i == 31),
		   "counted in frames it is the same");
	}
}

static void check_change(void)
{
	FRESH(s, NULL);
	struct ck_reading net = reading(36740, -1);
	struct ck_reading tonnes = reading(36740, -1);
	int64_t now = 0;

	snprintf(tonnes.unit, sizeof(tonnes.unit), "t");
	net.net = 1;
	feed(s, &now, 36740, -1, 10);
	ck_stability_feed(s, &net, now);
	ok(!feed(s, &now, 36740, -1, 10), "net and gross are not together");
	ck_stability_feed(s, &tonnes, now);
	ok(!feed(s, &now, 36740, -1, 10), "nor are two units");
	ok(feed(s, &now, 36740, -1, 1), "the same thing is");
}

static void check_counted_time(void)
{
	struct ck_stability_rule rule = plain();
	FRESH(s, (rule.frame_ms = 100, &rule));
	struct ck_reading r = reading(36740, -1);
	unsigned n = 1;

	while (n < 50 && !ck_stability_feed(s, &r, 7))
		n++;
	ok(n == 11, "frames of 100 ms each count as a second");
}

static void check_long_run(void)
{
	struct ck_stability_rule rule = plain();
	FRESH(s, (rule.frames = 100, &rule));
	int64_t now = 0;

	for (int i = 0; i < 99; i++)
		feed(s, &now, 36740 + i % 20, -1, 1);
	ok(feed(s, &now, 36741, -1, 1) == 1, "a hundred frames");
	ok(ck_stability_result(s)->count == 100 &&
		   ck_stability_result(s)->frames_len == CK_STABLE_FRAMES,
	   "of which the newest are kept");
}

/* What the empty scale showed is kept with the load that came after it. */
static void check_empty_before(void)
{
	FRESH(s, NULL);
	int64_t now = 0;

	feed(s, &now, 20, 1, 12);
	ok(feed(s, &now, 36740, 1, 2) && ck_stability_result(s)->has_zero &&
		   ck_stability_result(s)->zero.grams == E,
	   "an empty scale at rest is the zero of the load after it");
	feed(s, &now, 0, 1, 2);
	ok(feed(s, &now, 20000, 1, 2) && !ck_stability_result(s)->has_zero,
	   "not of the one after that");
	feed(s, &now, 0, 0, 12);
	ok(feed(s, &now, 30000, 1, 2) && !ck_stability_result(s)->has_zero,
	   "a scale that says moving is not at rest");
}

/* One frame that says stable, then some that say nothing of it. */
static void check_said_once(void)
{
	FRESH(s, NULL);
	int64_t now = 0;

	ok(!feed(s, &now, 36740, 1, 1) && !feed(s, &now, 36740, -1, 10),
	   "stable said once is not the indicator's word");
}

/* Pounds are no whole grams: they neither load a scale nor empty it. */
static void check_other_unit(void)
{
	FRESH(s, NULL);
	struct ck_reading pounds = reading(0, 1);
	int64_t now = 0;

	snprintf(pounds.weight, sizeof(pounds.weight), "80000");
	snprintf(pounds.unit, sizeof(pounds.unit), "lb");
	pounds.has_grams = false;
	ok(feed(s, &now, 36740, 1, 2), "a truck");
	ok(!ck_stability_feed(s, &pounds, now) &&
		   ck_stability_state(s) == CK_STABILITY_NO_READING,
	   "then pounds: no reading");
	ok(!feed(s, &now, 15000, 1, 20), "and the truck has not left");
}

int main(void)
{
	check_empty_before();
	check_said_once();
	check_other_unit();
	check_without_bit();
	check_bit();
	check_interval();
	check_load();
	check_no_zero_between();
	check_silence();
	check_faults();
	check_out_of_range_is_no_zero();
	check_swing();
	check_unrest();
	check_unrest_again();
	check_change();
	check_counted_time();
	check_long_run();
	return tap_done();
}
