/* The lines of a lane: their names, and the one interface behind which they
 * are read and driven. The stdio back end (lines-stdio.c) takes edges and
 * gives outputs as records; the one of the kernel's GPIO chips
 * (lines-gpiod.c) stands behind the same functions.
 */
#ifndef CK_LANE_LINES_H
#define CK_LANE_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

enum ck_lane_input {
	CK_LOOP_ARRIVE,
	CK_LOOP_SAFETY,
	CK_LOOP_EXIT,
	CK_LIMIT_UP,
	CK_LIMIT_DOWN,
	CK_BUTTON_OPEN,
	CK_BUTTON_CLOSE,
	CK_BUTTON_STOP,
	CK_ESTOP,
	CK_FIRE,
	CK_LANE_INPUTS,
};

enum ck_lane_output {
	CK_BARRIER_OPEN,
	CK_BARRIER_CLOSE,
	CK_BARRIER_STOP,
	CK_LIGHT_RED,
	CK_LIGHT_GREEN,
	CK_ALARM,
	CK_LANE_OUTPUTS,
};

/* What is known of an input. A line that is absent, was not read yet, or
 * whose sensor reports a fault, is unknown. */
enum ck_level {
	CK_LEVEL_OFF,
	CK_LEVEL_ON,
	CK_LEVEL_UNKNOWN,
};

#define CK_LINE_BIT(line) (1u << (line))

/* "loop_arrive", "barrier_open" … as in site files and records. */
const char *ck_lane_input_name(enum ck_lane_input line);
const char *ck_lane_output_name(enum ck_lane_output line);
/* -ENOENT for any other text, NULL included. */
int ck_lane_input_find(const char *name) CK_MUST_CHECK;
int ck_lane_output_find(const char *name) CK_MUST_CHECK;

/* One change of one input. */
struct ck_edge {
	enum ck_lane_input line;
	enum ck_level level;
	int64_t at;			/* ms */
	bool lost;			/* changes of the line before this one
					   were lost */
};

/* Why lines cannot be had. */
struct ck_lines_trouble {
	int err;			/* negative errno; 0: none */
	const char *line;		/* "loop_safety"; NULL: the guard */
	const char *place;		/* "gpiochip0:1", or NULL */
	char by[32];			/* -EBUSY: whose it is, "" unknown */
	bool driven;			/* outputs are, all the same */
};

/* -- the interface -------------------------------------------------------- */

struct ck_lane_lines;

/* What a back end does. It embeds struct ck_lane_lines as its first member. */
struct ck_lane_lines_ops {
	const char *name;
	/* Readable when an edge waits; -1: edges do not come through the
	 * back end (stdio: they stand on the standard input of the lane). */
	int (*fd)(struct ck_lane_lines *lines);
	/* 1: an edge; 0: none now; negative errno: the lines are lost, and
	 * every level is unknown until an edge tells it. The back end asks for
	 * them again by itself; it says so again when the reason changes. */
	int (*read)(struct ck_lane_lines *lines, struct ck_edge *ret_edge);
	/* Makes one output 1 or 0. */
	int (*write)(struct ck_lane_lines *lines, enum ck_lane_output line,
		     bool value);
	/* 1 or 0: the level of an input as it is now, of which an edge may wait
	 * still; negative errno. NULL: unknown. */
	int (*level)(struct ck_lane_lines *lines, enum ck_lane_input line);
	/* Of the last negative read; NULL where nothing can be lost. */
	const struct ck_lines_trouble *(*trouble)(struct ck_lane_lines *lines);
	void (*free)(struct ck_lane_lines *lines);
};

struct ck_lane_lines {
	const struct ck_lane_lines_ops *ops;
	uint32_t driven;		/* outputs that are 1 */
};

/* Drives the outputs of the bits in `outputs` and no other. Those that go to
 * 0 go first, so that a barrier is never told two things. Tries every line and
 * returns the first error. */
int ck_lane_lines_drive(struct ck_lane_lines *lines, uint32_t outputs)
	CK_MUST_CHECK;
int ck_lane_lines_fd(struct ck_lane_lines *lines);
int ck_lane_lines_read(struct ck_lane_lines *lines, struct ck_edge *ret_edge)
	CK_MUST_CHECK;
/* -ENODATA: unknown. */
int ck_lane_lines_level(struct ck_lane_lines *lines, enum ck_lane_input line)
	CK_MUST_CHECK;
/* Drops every output first. */
void ck_lane_lines_close(struct ck_lane_lines *lines);
CK_DEFINE_CLEANUP(struct ck_lane_lines *, ck_lane_lines_close)

/* Outputs are told to a function, which makes a record of each change. */
typedef int ck_lane_output_fn(void *ctx, enum ck_lane_output line, bool value);
struct ck_lane_lines *ck_lane_lines_stdio(ck_lane_output_fn *output, void *ctx);

/* The lane's chip lines, through libgpiod; each change of an output is told to
 * the function as well. The outputs belong to the guard (lane/guard.h): to
 * read is to say that the lane is alive, so read at least every
 * CK_GUARD_MS, whenever fd is readable. wiring is borrowed. Nothing is asked
 * for before the first read, and the lane goes on without what it cannot have.
 */
struct ck_wiring;
struct ck_lane_lines *ck_lane_lines_gpiod(const struct ck_wiring *wiring,
					  ck_lane_output_fn *output, void *ctx);
/* Outputs fell to the safe state since this was last asked: the lane was not
 * heard of for too long. */
bool ck_lane_lines_lapsed(struct ck_lane_lines *lines);

#endif
