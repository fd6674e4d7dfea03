/* The guard of a lane's outputs: ck-gate-guard, a program of its own, has them
 * and holds them only while the lane tells it so. Real drivers keep the level
 * of a line that is let go, so nobody else may end with one: without word for
 * CK_GUARD_MS, and at the end of the lane, whatever ends it, the guard makes
 * the outputs those of the site's safe state.
 *
 * They speak over a socket of whole messages (SOCK_SEQPACKET), the guard's
 * standard input: the lane says a struct ck_guard_wires, then orders, and each
 * is answered by a struct ck_guard_answer.
 */
#ifndef CK_LANE_GUARD_H
#define CK_LANE_GUARD_H

#include "lane/wiring.h"

enum {
	CK_GUARD_MS = 2000,
	CK_GUARD_WATCHDOG_S = 10,	/* what the watchdog is told to wait; the
					   guard is heard of every CK_GUARD_MS */
	CK_GUARD_PATH = 64,
};

struct ck_guard_wires {
	uint32_t outputs;		/* bits of those that are there */
	uint32_t safe;			/* of those to be 1 in the safe state */
	struct ck_gpio_place place[CK_LANE_OUTPUTS];
	char watchdog[CK_GUARD_PATH];	/* "": none */
};

struct ck_guard_order {
	uint32_t outputs;		/* bits of those to be 1 */
};

struct ck_guard_answer {
	int32_t err;			/* 0, or a negative errno */
	int32_t line;			/* enum ck_lane_output, or -1: the
					   watchdog */
	int32_t lapsed;			/* no word had come for too long: the
					   outputs are safe, and this order was
					   not followed */
	char by[CK_GPIO_BY];		/* -EBUSY: whose the line is */
};

struct ck_guard;

/* Starts the guard; returns when it has the outputs. ret_answer: why not.
 * -ENAMETOOLONG: the watchdog's path. */
int ck_guard_start(const struct ck_wiring *wiring, struct ck_guard **ret_guard,
		   struct ck_guard_answer *ret_answer) CK_MUST_CHECK;
/* The outputs as they are to be; also said only to be heard of. ret_answer is
 * written in any case. -ENODEV, -EPIPE …: the guard or its lines are gone. */
int ck_guard_drive(struct ck_guard *guard, uint32_t outputs,
		   struct ck_guard_answer *ret_answer) CK_MUST_CHECK;
/* The outputs become safe, and the guard ends. */
void ck_guard_stop(struct ck_guard *guard);

#endif
