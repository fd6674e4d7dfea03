#include <config.h>

#include "lane/track.h"

/* What else must hold for a row; all bits of a row. */
enum {
	ANY = 0,
	A_IS_ON = 1 << 0,
	X_IS_ON = 1 << 1,
	SELF = 1 << 2,		/* behind is CK_BEHIND_SELF */
	CLEAR = 1 << 3,		/* behind is CK_BEHIND_CLEAR */
	NO_EXIT = 1 << 4,	/* X does not work */
	BLIND = 1 << 5,		/* S does not work: whoever leaves X counts */
	NOT_CAME = 1 << 6,	/* A works and is off: nobody came in front */
};

struct row {
	enum ck_track from;
	enum ck_track_change change;
	unsigned when;
	enum ck_track to;
	unsigned what;
};

#define ENTERED CK_TRACK_ENTERED
#define PASSED CK_TRACK_PASSED
#define DOUBT (CK_TRACK_PASSED | CK_TRACK_DOUBTFUL)
#define AGAINST CK_TRACK_AGAINST
#define BACKED CK_TRACK_BACKED
#define TAILGATE CK_TRACK_TAILGATE

/* The first row that fits is taken; none: nothing happened. */
static const struct row rows[] = {
	{ CK_TRACK_IDLE, CK_S_ON, ANY, CK_TRACK_UNDER, ENTERED },
	{ CK_TRACK_IDLE, CK_X_ON, BLIND, CK_TRACK_UNDER, ENTERED },
	{ CK_TRACK_IDLE, CK_X_ON, ANY, CK_TRACK_BEYOND, 0 },

	{ CK_TRACK_UNDER, CK_X_OFF, BLIND, CK_TRACK_IDLE, DOUBT },
	{ CK_TRACK_UNDER, CK_X_ON, ANY, CK_TRACK_OUT, 0 },
	{ CK_TRACK_UNDER, CK_S_OFF, NO_EXIT | SELF, CK_TRACK_IDLE, BACKED },
	{ CK_TRACK_UNDER, CK_S_OFF, NO_EXIT, CK_TRACK_IDLE, PASSED },
	/* The safety loop works again behind the vehicle. */
	{ CK_TRACK_UNDER, CK_S_OFF, X_IS_ON, CK_TRACK_BEYOND, DOUBT },
	{ CK_TRACK_UNDER, CK_S_OFF, ANY, CK_TRACK_GAP, 0 },

	{ CK_TRACK_GAP, CK_X_ON, ANY, CK_TRACK_BEYOND, PASSED },
	{ CK_TRACK_GAP, CK_S_ON, ANY, CK_TRACK_UNDER, 0 },
	{ CK_TRACK_GAP, CK_A_OFF, ANY, CK_TRACK_IDLE, BACKED },
	{ CK_TRACK_GAP, CK_GAP_END, A_IS_ON, CK_TRACK_IDLE, BACKED },
	{ CK_TRACK_GAP, CK_GAP_END, ANY, CK_TRACK_IDLE, DOUBT },

	{ CK_TRACK_OUT, CK_S_OFF, ANY, CK_TRACK_BEYOND, PASSED },
	{ CK_TRACK_OUT, CK_X_OFF, BLIND, CK_TRACK_IDLE, DOUBT },
	{ CK_TRACK_OUT, CK_X_OFF, ANY, CK_TRACK_OUT_GAP, 0 },

	{ CK_TRACK_OUT_GAP, CK_X_ON, ANY, CK_TRACK_OUT, PASSED | TAILGATE },
	{ CK_TRACK_OUT_GAP, CK_S_OFF, ANY, CK_TRACK_IDLE, DOUBT },

	{ CK_TRACK_BEYOND, CK_S_ON, X_IS_ON | NOT_CAME, CK_TRACK_BACKWARD, 0 },
	{ CK_TRACK_BEYOND, CK_S_ON, X_IS_ON, CK_TRACK_FOLLOW, ENTERED },
	{ CK_TRACK_BEYOND, CK_S_ON, ANY, CK_TRACK_UNDER, ENTERED },
	{ CK_TRACK_BEYOND, CK_X_OFF, ANY, CK_TRACK_IDLE, 0 },

	{ CK_TRACK_FOLLOW, CK_X_OFF, ANY, CK_TRACK_UNDER, 0 },
	{ CK_TRACK_FOLLOW, CK_S_OFF, SELF, CK_TRACK_BEYOND, BACKED },
	{ CK_TRACK_FOLLOW, CK_S_OFF, ANY, CK_TRACK_BEYOND, DOUBT },

	{ CK_TRACK_BACKWARD, CK_S_OFF, NO_EXIT, CK_TRACK_IDLE, AGAINST },
	{ CK_TRACK_BACKWARD, CK_S_OFF, ANY, CK_TRACK_BEYOND, 0 },
	{ CK_TRACK_BACKWARD, CK_X_OFF, CLEAR, CK_TRACK_BACKWARD_FAR, 0 },
	/* It went on backwards; or it left and another came under the arm. */
	{ CK_TRACK_BACKWARD, CK_X_OFF, ANY, CK_TRACK_UNDER, AGAINST | ENTERED },

	{ CK_TRACK_BACKWARD_FAR, CK_X_ON, BLIND, CK_TRACK_UNDER,
	  AGAINST | ENTERED },
	{ CK_TRACK_BACKWARD_FAR, CK_X_ON, ANY, CK_TRACK_BACKWARD, 0 },
	{ CK_TRACK_BACKWARD_FAR, CK_S_OFF, ANY, CK_TRACK_IDLE, AGAINST },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static unsigned holds(const struct ck_track_state *state,
		      const enum ck_level levels[CK_LANE_INPUTS])
{
	enum ck_level a = levels[CK_LOOP_ARRIVE];
	enum ck_level x = levels[CK_LOOP_EXIT];
	unsigned bits = 0;

	bits |= a == CK_LEVEL_ON ? A_IS_ON : 0;
	bits |= a == CK_LEVEL_OFF ? NOT_CAME : 0;
	bits |= x == CK_LEVEL_ON ? X_IS_ON : 0;
	bits |= x == CK_LEVEL_UNKNOWN ? NO_EXIT : 0;
	bits |= levels[CK_LOOP_SAFETY] == CK_LEVEL_UNKNOWN ? BLIND : 0;
	bits |= state->behind == CK_BEHIND_SELF ? SELF : 0;
	bits |= state->behind == CK_BEHIND_CLEAR ? CLEAR : 0;
	return bits;
}

static enum ck_behind look_behind(const enum ck_level levels[CK_LANE_INPUTS])
{
	switch (levels[CK_LOOP_ARRIVE]) {
	case CK_LEVEL_ON:
		return CK_BEHIND_SELF;
	case CK_LEVEL_OFF:
		return CK_BEHIND_CLEAR;
	default:
		return CK_BEHIND_UNKNOWN;
	}
}

static void watch_behind(struct ck_track_state *state,
			 enum ck_track_change change,
			 const enum ck_level levels[CK_LANE_INPUTS])
{
	if (levels[CK_LOOP_ARRIVE] == CK_LEVEL_UNKNOWN)
		state->behind = CK_BEHIND_UNKNOWN;
	else if (change == CK_A_OFF && state->behind != CK_BEHIND_OTHER)
		state->behind = CK_BEHIND_CLEAR;
	else if (change == CK_A_ON && state->behind == CK_BEHIND_CLEAR)
		state->behind = CK_BEHIND_OTHER;
}

unsigned ck_track_step(struct ck_track_state *state,
		       enum ck_track_change change,
		       const enum ck_level levels[CK_LANE_INPUTS])
{
	unsigned bits;

	watch_behind(state, change, levels);
	bits = holds(state, levels);
	for (int i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];

		if (row->from != state->track || row->change != change ||
		    (row->when & bits) != row->when)
			continue;
		state->track = row->to;
		if (row->what & (ENTERED | TAILGATE) ||
		    (row->from == CK_TRACK_BEYOND && change == CK_S_ON))
			state->behind = look_behind(levels);
		return row->what;
	}
	return 0;
}

bool ck_track_busy(const struct ck_track_state *state)
{
	if (state->track == CK_TRACK_BEYOND)
		return state->behind == CK_BEHIND_SELF;
	return state->track != CK_TRACK_IDLE;
}

const char *ck_track_name(enum ck_track track)
{
	static const char *const names[CK_TRACKS] = {
		"idle", "under", "gap", "out", "out-gap", "beyond", "follow",
		"backward", "backward-far",
	};

	return names[track];
}
