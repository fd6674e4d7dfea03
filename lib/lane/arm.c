#include <config.h>

#include "lane/arm.h"

/* What else must hold for a row. */
enum when {
	ALWAYS,
	SEES_UP,		/* the lane has the upper limit switch */
	SEES_DOWN,
	CLOSES,			/* the lane has a close contact */
};

struct row {
	enum ck_arm from;
	enum ck_arm_change change;
	enum when when;
	enum ck_arm to;
	enum ck_arm_order order;
	int fault;
};

enum { FINE = -1 };

/* The first row that fits is taken; none: the arm stays as it is. */
static const struct row rows[] = {
	{ CK_ARM_STILL, CK_ARM_WANTED_OPEN, ALWAYS, CK_ARM_OPENING,
	  CK_ORDER_OPEN, FINE },
	{ CK_ARM_DOWN, CK_ARM_WANTED_OPEN, ALWAYS, CK_ARM_OPENING,
	  CK_ORDER_OPEN, FINE },
	{ CK_ARM_OPENING, CK_ARM_WANTED_OPEN, ALWAYS, CK_ARM_OPENING,
	  CK_ORDER_OPEN, FINE },
	/* Said again, so that a controller that closes by itself waits. */
	{ CK_ARM_UP, CK_ARM_WANTED_OPEN, ALWAYS, CK_ARM_UP, CK_ORDER_OPEN,
	  FINE },
	{ CK_ARM_CLOSING, CK_ARM_WANTED_OPEN, ALWAYS, CK_ARM_OPENING,
	  CK_ORDER_OPEN, FINE },

	{ CK_ARM_STILL, CK_ARM_WANTED_CLOSED, ALWAYS, CK_ARM_CLOSING,
	  CK_ORDER_CLOSE, FINE },
	{ CK_ARM_OPENING, CK_ARM_WANTED_CLOSED, ALWAYS, CK_ARM_CLOSING,
	  CK_ORDER_CLOSE, FINE },
	{ CK_ARM_UP, CK_ARM_WANTED_CLOSED, ALWAYS, CK_ARM_CLOSING,
	  CK_ORDER_CLOSE, FINE },

	{ CK_ARM_CLOSING, CK_ARM_BLOCKED, ALWAYS, CK_ARM_OPENING,
	  CK_ORDER_OPEN, FINE },

	{ CK_ARM_STILL, CK_ARM_STOPPED, ALWAYS, CK_ARM_STILL, CK_ORDER_STOP,
	  FINE },
	{ CK_ARM_DOWN, CK_ARM_STOPPED, ALWAYS, CK_ARM_DOWN, CK_ORDER_STOP,
	  FINE },
	{ CK_ARM_OPENING, CK_ARM_STOPPED, ALWAYS, CK_ARM_STILL, CK_ORDER_STOP,
	  FINE },
	/* Held where it is until someone orders otherwise. */
	{ CK_ARM_UP, CK_ARM_STOPPED, ALWAYS, CK_ARM_STILL, CK_ORDER_STOP,
	  FINE },
	{ CK_ARM_CLOSING, CK_ARM_STOPPED, ALWAYS, CK_ARM_STILL, CK_ORDER_STOP,
	  FINE },

	{ CK_ARM_STILL, CK_ARM_UP_MADE, ALWAYS, CK_ARM_UP, CK_ORDER_NONE,
	  FINE },
	{ CK_ARM_DOWN, CK_ARM_UP_MADE, ALWAYS, CK_ARM_UP, CK_ORDER_NONE,
	  CK_FAULT_MOVED },
	{ CK_ARM_OPENING, CK_ARM_UP_MADE, ALWAYS, CK_ARM_UP, CK_ORDER_NONE,
	  FINE },

	{ CK_ARM_UP, CK_ARM_UP_LEFT, CLOSES, CK_ARM_CLOSING, CK_ORDER_NONE,
	  CK_FAULT_MOVED },
	{ CK_ARM_UP, CK_ARM_UP_LEFT, ALWAYS, CK_ARM_CLOSING, CK_ORDER_NONE,
	  FINE },

	{ CK_ARM_STILL, CK_ARM_DOWN_MADE, ALWAYS, CK_ARM_DOWN, CK_ORDER_NONE,
	  FINE },
	{ CK_ARM_CLOSING, CK_ARM_DOWN_MADE, ALWAYS, CK_ARM_DOWN, CK_ORDER_NONE,
	  FINE },
	{ CK_ARM_UP, CK_ARM_DOWN_MADE, ALWAYS, CK_ARM_DOWN, CK_ORDER_NONE,
	  CK_FAULT_MOVED },

	{ CK_ARM_DOWN, CK_ARM_DOWN_LEFT, ALWAYS, CK_ARM_STILL, CK_ORDER_NONE,
	  CK_FAULT_MOVED },

	{ CK_ARM_OPENING, CK_ARM_LATE, SEES_UP, CK_ARM_STILL, CK_ORDER_NONE,
	  CK_FAULT_OPEN_LATE },
	{ CK_ARM_OPENING, CK_ARM_LATE, ALWAYS, CK_ARM_UP, CK_ORDER_NONE, FINE },
	{ CK_ARM_CLOSING, CK_ARM_LATE, SEES_DOWN, CK_ARM_STILL, CK_ORDER_NONE,
	  CK_FAULT_CLOSE_LATE },
	{ CK_ARM_CLOSING, CK_ARM_LATE, ALWAYS, CK_ARM_DOWN, CK_ORDER_NONE,
	  FINE },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static bool holds(enum when when, uint32_t has, bool closes)
{
	switch (when) {
	case SEES_UP:
		return has & CK_LINE_BIT(CK_LIMIT_UP);
	case SEES_DOWN:
		return has & CK_LINE_BIT(CK_LIMIT_DOWN);
	case CLOSES:
		return closes;
	default:
		return true;
	}
}

struct ck_arm_answer ck_arm_step(enum ck_arm arm, enum ck_arm_change change,
				 uint32_t has, bool closes)
{
	for (int i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];

		if (row->from == arm && row->change == change &&
		    holds(row->when, has, closes))
			return (struct ck_arm_answer){ row->to, row->order,
						       row->fault };
	}
	return (struct ck_arm_answer){ arm, CK_ORDER_NONE, FINE };
}
