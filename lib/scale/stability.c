#include <config.h>

#include <string.h>

#include "scale/stability.h"

/* Readings in a row that agree. */
struct run {
	unsigned count;
	bool by_indicator;
	int64_t low_g;
	int64_t high_g;
	int64_t first_ms;
	int64_t unrest_ms;	/* from the load's coming to the run */
	char unit[4];
	int net;
	unsigned kept;		/* frames written to the ring, in all */
};

/* The empty scale at rest. */
struct empty {
	unsigned count;
	int64_t low_g;
	int64_t high_g;
	int64_t first_ms;
	bool known;
	struct ck_reading zero;	/* known */
};

struct ck_stability {
	struct ck_stability_rule rule;
	enum ck_stability_state state;
	bool armed;		/* the next conclusion may come */
	bool heard;
	int64_t heard_ms;
	bool loaded;		/* since: */
	int64_t loaded_ms;
	int64_t loaded_count;	/* readings */
	struct run run;
	struct empty empty;
	struct {
		uint8_t len;
		uint8_t bytes[CK_SCALE_FRAME_MAX];
	} ring[CK_STABLE_FRAMES];
	struct ck_stable stable;
};

struct ck_stability_rule ck_stability_rule_for(int64_t interval_g)
{
	return (struct ck_stability_rule){
		.interval_g = interval_g,
		.min_load_g = 20 * interval_g,
		.zero_most_g = 20 * interval_g,
		.frames = 5,
		.bit_frames = 2,
		.min_ms = 2000,
		.most_ms = 10000,
		.unrest = 2,
		.silence_ms = 1000,
		.zero_between = true,
	};
}

struct ck_stability *ck_stability_new(const struct ck_stability_rule *rule)
{
	struct ck_stability *stability = ck_new(struct ck_stability);

	stability->rule = *rule;
	stability->armed = true;
	return stability;
}

void ck_stability_free(struct ck_stability *stability)
{
	free(stability);
}

enum ck_stability_state ck_stability_state(const struct ck_stability *stability)
{
	return stability->state;
}

const struct ck_stable *ck_stability_result(const struct ck_stability *stability)
{
	if (stability->state != CK_STABILITY_STABLE)
		return NULL;
	return &stability->stable;
}

void ck_stability_rearm(struct ck_stability *stability)
{
	stability->armed = true;
}

static void keep_frame(struct ck_stability *stability,
		       const struct ck_reading *reading)
{
	unsigned at = stability->run.kept++ % CK_STABLE_FRAMES;

	stability->ring[at].len = reading->frame_len;
	memcpy(stability->ring[at].bytes, reading->frame, reading->frame_len);
}

/* A load has come, or one that was at rest moves again. */
static void begin_unrest(struct ck_stability *stability, int64_t now_ms)
{
	stability->loaded = true;
	stability->loaded_ms = now_ms;
	stability->loaded_count = 0;
}

static int64_t unrest_of(const struct ck_stability *stability, int64_t now_ms)
{
	if (stability->rule.frame_ms)
		return stability->loaded_count * stability->rule.frame_ms;
	return now_ms - stability->loaded_ms;
}

static void start_run(struct ck_stability *stability,
		      const struct ck_reading *reading, int64_t now_ms)
{
	struct run *run = &stability->run;

	*run = (struct run){
		.count = 1,
		.by_indicator = reading->stable == 1,
		.low_g = reading->grams,
		.high_g = reading->grams,
		.first_ms = now_ms,
		.unrest_ms = unrest_of(stability, now_ms),
		.net = reading->net,
	};
	memcpy(run->unit, reading->unit, sizeof(run->unit));
	keep_frame(stability, reading);
}

static bool lies_together(const struct ck_stability *stability,
			  const struct ck_reading *reading)
{
	const struct run *run = &stability->run;
	int64_t low = reading->grams < run->low_g ? reading->grams : run->low_g;
	int64_t high = reading->grams > run->high_g ? reading->grams
						    : run->high_g;

	return run->count && !strcmp(run->unit, reading->unit) &&
	       run->net == reading->net &&
	       run->by_indicator == (reading->stable == 1) &&
	       (high == low || high - low < stability->rule.interval_g);
}

static void go_on_run(struct ck_stability *stability,
		      const struct ck_reading *reading)
{
	struct run *run = &stability->run;

	run->count++;
	if (reading->grams < run->low_g)
		run->low_g = reading->grams;
	if (reading->grams > run->high_g)
		run->high_g = reading->grams;
	keep_frame(stability, reading);
}

static int64_t patience_of(const struct ck_stability_rule *rule,
			   int64_t unrest_ms)
{
	int64_t ms = rule->unrest ? unrest_ms / rule->unrest : 0;

	if (ms > rule->most_ms)
		ms = rule->most_ms;
	return ms > rule->min_ms ? ms : rule->min_ms;
}

static bool run_suffices(const struct ck_stability *stability, int64_t now_ms)
{
	const struct ck_stability_rule *rule = &stability->rule;
	const struct run *run = &stability->run;
	int64_t lasted = now_ms - run->first_ms;

	if (run->by_indicator)
		return run->count >= rule->bit_frames;
	if (rule->frame_ms)
		lasted = (run->count - 1) * rule->frame_ms;
	return run->count >= rule->frames &&
	       lasted >= patience_of(rule, run->unrest_ms);
}

static void conclude(struct ck_stability *stability,
		     const struct ck_reading *reading, int64_t now_ms)
{
	const struct run *run = &stability->run;
	struct ck_stable *stable = &stability->stable;
	unsigned n = run->kept < CK_STABLE_FRAMES ? run->kept
						  : CK_STABLE_FRAMES;

	stable->reading = *reading;
	stable->by_indicator = run->by_indicator;
	stable->count = run->count;
	stable->first_ms = run->first_ms;
	stable->last_ms = now_ms;
	stable->has_zero = stability->empty.known;
	stable->zero = stability->empty.zero;
	stable->frames_len = n;
	for (unsigned i = 0; i < n; i++) {
		unsigned at = (run->kept - n + i) % CK_STABLE_FRAMES;

		stable->frames[i].len = stability->ring[at].len;
		memcpy(stable->frames[i].bytes, stability->ring[at].bytes,
		       stability->ring[at].len);
	}
	stability->state = CK_STABILITY_STABLE;
	stability->armed = false;
}

/* The truck that was concluded stands still again. */
static bool is_as_concluded(const struct ck_stability *stability,
			    const struct ck_reading *reading)
{
	int64_t apart = reading->grams - stability->stable.reading.grams;

	if (apart < 0)
		apart = -apart;
	return apart == 0 || apart < stability->rule.interval_g;
}

static void forget(struct ck_stability *stability,
		   enum ck_stability_state state)
{
	stability->run.count = 0;
	stability->state = state;
	if (state != CK_STABILITY_MOVING)
		stability->loaded = false;
}

bool ck_stability_tick(struct ck_stability *stability, int64_t now_ms)
{
	int64_t silent = now_ms - stability->heard_ms;

	if (!stability->heard ||
	    (silent >= 0 && silent <= stability->rule.silence_ms))
		return false;
	ck_stability_break(stability);
	return true;
}

void ck_stability_break(struct ck_stability *stability)
{
	stability->heard = false;
	stability->empty = (struct empty){ 0 };
	forget(stability, CK_STABILITY_NO_READING);
}

/* What a reading says before any others are looked at. */
static enum ck_stability_state kind_of(const struct ck_stability *stability,
				       const struct ck_reading *reading)
{
	if (reading->range != CK_SCALE_IN_RANGE)
		return CK_STABILITY_OUT_OF_RANGE;
	if (!reading->has_grams)
		return CK_STABILITY_NO_READING;
	if (reading->grams < stability->rule.min_load_g)
		return CK_STABILITY_EMPTY;
	return CK_STABILITY_MOVING;
}

static bool gather(struct ck_stability *stability,
		   const struct ck_reading *reading, int64_t now_ms)
{
	stability->loaded_count++;
	if (!stability->loaded)
		begin_unrest(stability, now_ms);
	if (reading->stable == 0) {
		if (stability->state == CK_STABILITY_STABLE)
			begin_unrest(stability, now_ms);
		forget(stability, CK_STABILITY_MOVING);
		if (!stability->rule.zero_between)
			stability->armed = true;
		return false;
	}
	if (lies_together(stability, reading)) {
		go_on_run(stability, reading);
	} else {
		if (stability->state == CK_STABILITY_STABLE)
			begin_unrest(stability, now_ms);
		start_run(stability, reading, now_ms);
		stability->state = CK_STABILITY_MOVING;
		if (!stability->rule.zero_between)
			stability->armed = true;
	}
	if (!run_suffices(stability, now_ms))
		return false;
	if (stability->armed) {
		conclude(stability, reading, now_ms);
		return true;
	}
	if (is_as_concluded(stability, reading))
		stability->state = CK_STABILITY_STABLE;
	return false;
}

/* What it shows while a vehicle comes or goes is no zero. */
static void watch_empty(struct ck_stability *stability,
			const struct ck_reading *reading, int64_t now_ms)
{
	const struct ck_stability_rule *rule = &stability->rule;
	struct empty *empty = &stability->empty;
	int64_t g = reading->grams;
	int64_t low = empty->count && empty->low_g < g ? empty->low_g : g;
	int64_t high = empty->count && empty->high_g > g ? empty->high_g : g;
	int64_t lasted;

	if (!empty->count || (high != low && high - low >= rule->interval_g)) {
		empty->count = 0;
		empty->first_ms = now_ms;
		low = high = g;
	}
	empty->low_g = low;
	empty->high_g = high;
	lasted = rule->frame_ms ? empty->count * rule->frame_ms
				: now_ms - empty->first_ms;
	if (++empty->count < rule->frames || lasted < rule->min_ms)
		return;
	empty->known = true;
	empty->zero = *reading;
}

bool ck_stability_feed(struct ck_stability *stability,
		       const struct ck_reading *reading, int64_t now_ms)
{
	enum ck_stability_state kind;

	ck_stability_tick(stability, now_ms);
	if (!reading->ok)
		return false;
	stability->heard = true;
	stability->heard_ms = now_ms;
	kind = kind_of(stability, reading);
	if (kind == CK_STABILITY_MOVING)
		return gather(stability, reading, now_ms);
	if (stability->loaded || kind != CK_STABILITY_EMPTY)
		stability->empty = (struct empty){ 0 };
	forget(stability, kind);
	if (kind != CK_STABILITY_EMPTY)
		return false;
	stability->armed = true;
	if (reading->stable == 0 ||
	    reading->grams >= stability->rule.zero_most_g)
		stability->empty.count = 0;
	else
		watch_empty(stability, reading, now_ms);
	return false;
}
