/* Where the vehicle is: what the three loops say about passages, as a table
 * of states and changes (track.c). Pure.
 *
 * Order of the loops as a vehicle goes through: arrive (A) before the arm,
 * safety (S) under it, exit (X) behind it. A vehicle may stand on all three.
 * Two vehicles keep a distance longer than the exit loop (without one: longer
 * than the arrival loop); closer ones cannot be told from one. The loops lie
 * closer together than a vehicle is long.
 *
 * A passage is never lost: where the loops leave a doubt (a vehicle that
 * either backed out or went on), it is counted and marked doubtful, and the
 * lane raises an alarm so that someone looks. One that goes through backwards
 * is told from the three loops together, unless another stands before the
 * arm. Without a working safety loop
 * the exit loop alone is counted; without both nothing can be, and passages
 * are entered by people.
 */
#ifndef CK_LANE_TRACK_H
#define CK_LANE_TRACK_H

#include "lane/lines.h"

enum ck_track {
	CK_TRACK_IDLE,		/* S and X free, nothing under way */
	CK_TRACK_UNDER,		/* S taken from the front */
	CK_TRACK_GAP,		/* S left, neither A nor X reached yet */
	CK_TRACK_OUT,		/* S taken, X reached */
	CK_TRACK_OUT_GAP,	/* S taken, X reached and left again */
	CK_TRACK_BEYOND,	/* S free, X taken */
	CK_TRACK_FOLLOW,	/* S taken from the front while X is taken */
	CK_TRACK_BACKWARD,	/* S taken from behind, X still taken */
	CK_TRACK_BACKWARD_FAR,	/* S taken from behind, X left */
	CK_TRACKS,
};

/* What A has told since S was taken. */
enum ck_behind {
	CK_BEHIND_SELF,		/* on ever since: it has not left A */
	CK_BEHIND_CLEAR,	/* off, or left since */
	CK_BEHIND_OTHER,	/* left and taken again: somebody else came */
	CK_BEHIND_UNKNOWN,	/* A does not work */
};

enum ck_track_change {
	CK_A_ON, CK_A_OFF, CK_S_ON, CK_S_OFF, CK_X_ON, CK_X_OFF, CK_GAP_END,
};

/* What a change meant, as bits. */
enum {
	CK_TRACK_ENTERED = 1 << 0,	/* a vehicle came under the arm */
	CK_TRACK_PASSED = 1 << 1,	/* one went through */
	CK_TRACK_DOUBTFUL = 1 << 2,	/* … as far as can be told */
	CK_TRACK_AGAINST = 1 << 3,	/* one went through backwards */
	CK_TRACK_BACKED = 1 << 4,	/* it left the way it came */
	CK_TRACK_TAILGATE = 1 << 5,	/* a second one followed closely; it is
					   under the arm now */
};

struct ck_track_state {
	enum ck_track track;
	enum ck_behind behind;
};

/* One change, with the levels as they are after it. Returns what it meant.
 * Levels of loops that do not work are CK_LEVEL_UNKNOWN. */
unsigned ck_track_step(struct ck_track_state *state,
		       enum ck_track_change change,
		       const enum ck_level levels[CK_LANE_INPUTS]);

/* Is anything under way that keeps the arm where it is? Also what has the
 * safety loop free between a loop before the arm that it never left and the one
 * behind it: a drawbar may be over it. */
bool ck_track_busy(const struct ck_track_state *state);
const char *ck_track_name(enum ck_track track);

#endif
