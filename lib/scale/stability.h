/* When a weight stands still: readings with their times in, "a stable weight
 * is concluded" out. Pure; the times are the caller's, of a clock that only
 * rises (CLOCK_MONOTONIC).
 *
 * - The indicator's own bit wins. While it says moving nothing is concluded,
 *   whatever the digits do: a truck that swings slowly stands nearly still at
 *   each turning point. When it says stable, bit_frames such frames in a row
 *   are asked for, one frame being little proof on a line without a check.
 * - Without a bit, frames readings in a row, over at least min_ms, must lie
 *   within less than one scale interval e of each other; longer where the load
 *   was long in coming to rest (unrest).
 * - A refused reading proves nothing and disturbs nothing.
 * - Readings under min_load_g, out of range, or not in whole grams are no
 *   weight. Silence of more than silence_ms is "no reading": what was
 *   gathered is forgotten, the last value is never repeated.
 * - What the empty scale showed at rest before a load, over as long as a run,
 *   is kept with the conclusion: a scale that mud lies on adds it to all.
 * - One conclusion for one truck: the next needs the load to have been under
 *   min_load_g in between (zero_between), else to have changed by e. */
#ifndef CK_SCALE_STABILITY_H
#define CK_SCALE_STABILITY_H

#include "base/cleanup.h"
#include "base/memory.h"
#include "scale/reading.h"

/* Frames kept as what a conclusion rests on: the newest. */
#define CK_STABLE_FRAMES 32

struct ck_stability_rule {
	int64_t interval_g;	/* e; at 0 only equal weights lie together */
	int64_t min_load_g;
	int64_t zero_most_g;	/* less is an empty scale, and no first axle */
	unsigned frames;
	unsigned bit_frames;
	int64_t min_ms;
	unsigned unrest;	/* the run lasts at least this part of the time
				 * that the load moved before; 0: no matter */
	int64_t most_ms;	/* but no longer than this */
	int64_t silence_ms;
	int64_t frame_ms;	/* 0, or the nominal time from frame to frame:
				 * min_ms is then counted in frames, for bytes
				 * that carry no times (a recording, a
				 * simulated indicator). Silence stays a matter
				 * of the times given. */
	bool zero_between;
};

/* The usual rule for a scale of this interval:
 *	min_load_g, zero_most_g 20 e
 *				Min of a class III scale (UK SI 1995/1907
 *				schedule 2, table 1)
 *	frames 5		as field programs do (tarozi, public code
 *				index, file id 71523119103)
 *	bit_frames 2		the Yaohua XOR and others do not see digits
 *				that changed places; two equal frames do
 *	min_ms 2000		policy: a swing stays within e about a turning
 *				point for at most half its period, unless its
 *				amplitude is under e; tanks swing with 0.25 Hz
 *				and more
 *	unrest 2, most_ms 10000	policy: in wind a second of quiet comes now and
 *				then, several seconds do not; simulated trucks,
 *				tests/unit/scale-situations.c
 *	silence_ms 1000		policy: an overloaded Yaohua is mute; slow
 *				indicators send 7 frames a second
 *	zero_between true	policy */
struct ck_stability_rule ck_stability_rule_for(int64_t interval_g);

enum ck_stability_state {
	CK_STABILITY_NO_READING = 0,	/* silence, or nothing yet */
	CK_STABILITY_OUT_OF_RANGE,
	CK_STABILITY_EMPTY,		/* under min_load_g */
	CK_STABILITY_MOVING,		/* a load, nothing concluded of it */
	CK_STABILITY_STABLE,		/* concluded, and still there */
};

struct ck_stable {
	struct ck_reading reading;	/* the last of the run */
	bool by_indicator;		/* it said so itself */
	unsigned count;			/* readings in the run */
	int64_t first_ms;		/* of the run, in the caller's times */
	int64_t last_ms;
	bool has_zero;
	struct ck_reading zero;		/* empty, before it came; has_zero */
	unsigned frames_len;		/* the newest, oldest first */
	struct {
		uint8_t len;
		uint8_t bytes[CK_SCALE_FRAME_MAX];
	} frames[CK_STABLE_FRAMES];
};

struct ck_stability;

CK_RETURNS_MEMORY struct ck_stability *
ck_stability_new(const struct ck_stability_rule *rule);
void ck_stability_free(struct ck_stability *stability);
CK_DEFINE_CLEANUP(struct ck_stability *, ck_stability_free)

/* True when this reading concludes a stable weight, once for each. */
bool ck_stability_feed(struct ck_stability *stability,
		       const struct ck_reading *reading, int64_t now_ms);

/* Looks at the clock while nothing is heard; true when the silence has just
 * become "no reading". */
bool ck_stability_tick(struct ck_stability *stability, int64_t now_ms);

/* The line was broken: no reading before it goes together with one after it.
 * A truck that was concluded must still leave. */
void ck_stability_break(struct ck_stability *stability);

/* Nobody used the last conclusion: the same truck may be concluded once more,
 * where it has come to rest since. */
void ck_stability_rearm(struct ck_stability *stability);

enum ck_stability_state
ck_stability_state(const struct ck_stability *stability);

/* The last conclusion, while that weight still stands there; else NULL. Good
 * until the next conclusion. */
const struct ck_stable *
ck_stability_result(const struct ck_stability *stability);

#endif
