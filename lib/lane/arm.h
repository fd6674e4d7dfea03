/* The barrier arm: where it is believed to be, and what that means for the
 * next order. A table (arm.c); lane.c alone uses it. Pure. */
#ifndef CK_LANE_ARM_H
#define CK_LANE_ARM_H

#include "lane/lane.h"

enum ck_arm_change {
	CK_ARM_WANTED_OPEN,
	CK_ARM_WANTED_CLOSED,	/* the safety loop is known to be free */
	CK_ARM_BLOCKED,		/* closing, and somebody may be under it */
	CK_ARM_STOPPED,		/* by the button or the emergency stop */
	CK_ARM_UP_MADE,
	CK_ARM_UP_LEFT,
	CK_ARM_DOWN_MADE,
	CK_ARM_DOWN_LEFT,
	CK_ARM_LATE,		/* no limit switch in time */
};

enum ck_arm_order { CK_ORDER_NONE, CK_ORDER_OPEN, CK_ORDER_CLOSE,
		    CK_ORDER_STOP };

struct ck_arm_answer {
	enum ck_arm arm;
	enum ck_arm_order order;
	int fault;		/* enum ck_lane_fault, or -1 */
};

/* `has` are the bits of the lane's inputs: without a limit switch the arm is
 * believed to have arrived when its time is over. `closes` is whether the lane
 * has a close contact; without it the barrier closes by itself. */
struct ck_arm_answer ck_arm_step(enum ck_arm arm, enum ck_arm_change change,
				 uint32_t has, bool closes);

#endif
