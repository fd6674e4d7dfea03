/* Lane control: one pure function. What the inputs say, what was decided and
 * the time go in; the outputs and what happened come out. It reads nothing
 * and writes nothing: whoever runs it logs what happened first and drives the
 * outputs after.
 *
 * Rules kept in every reachable state (tests/unit/lane-explore.c, and under
 * spin tests/spin/arm.pml, road.pml):
 *  - the close contact is driven only while the safety loop is known to be
 *    free; a loop fault counts as occupied. An arm that is closing when a
 *    vehicle comes under it is opened again in the same step;
 *  - the open contact is driven only in a step that also says CK_LANE_OPENED;
 *  - one admission, one passage: the next vehicle without an admission of its
 *    own is CK_LANE_PASSED without an id, and the alarm sounds;
 *  - a passage is never lost (track.h);
 *  - nothing moves while the emergency stop is pressed or not readable;
 *  - the green light only while the arm is up and an admission waits.
 *
 * Rules of the trade, so policy: barrier makers' manuals.
 */
#ifndef CK_LANE_LANE_H
#define CK_LANE_LANE_H

#include "lane/track.h"

/* The lane as it is built. Times in ms. */
struct ck_lane_config {
	uint32_t inputs;	/* bits of the lines that it has */
	uint32_t outputs;
	int64_t pulse_ms;	/* of a barrier contact */
	int64_t open_ms;	/* the arm must be up by then, or down */
	int64_t close_after_ms;	/* free this long before it closes */
	int64_t gap_ms;		/* between the safety and the exit loop */
	int64_t stuck_ms;	/* a loop on for longer has failed */
	int64_t alarm_ms;
	int64_t manual_ms;	/* an opening by hand counts this long */
};

enum ck_arm {
	CK_ARM_STILL,		/* somewhere, not moving; at the start */
	CK_ARM_DOWN,
	CK_ARM_OPENING,
	CK_ARM_UP,
	CK_ARM_CLOSING,
	CK_ARMS,
};

/* Who may pass next. */
enum ck_grant {
	CK_GRANT_NONE,
	CK_GRANT_WAITING,	/* for the vehicle to come under the arm */
	CK_GRANT_TAKEN,		/* it is under the arm */
};

enum ck_lane_timer {
	CK_TIMER_PULSE,
	CK_TIMER_MOVE,
	CK_TIMER_CLOSE,
	CK_TIMER_GRANT,
	CK_TIMER_NEXT,
	CK_TIMER_GAP,
	CK_TIMER_STUCK_SAFETY,
	CK_TIMER_STUCK_EXIT,
	CK_TIMER_ALARM,
	CK_LANE_TIMERS,
};

/* What opened the barrier. */
enum ck_opener {
	CK_BY_DECISION,
	CK_BY_HAND,		/* ck-gate open */
	CK_BY_BUTTON,
	CK_BY_FIRE,
	CK_BY_SAFETY,		/* a vehicle under a closing arm */
};

enum ck_lane_fault {
	CK_FAULT_LOOP_ARRIVE,
	CK_FAULT_LOOP_SAFETY,
	CK_FAULT_LOOP_EXIT,
	CK_FAULT_OPEN_LATE,
	CK_FAULT_CLOSE_LATE,
	CK_FAULT_LIMITS,	/* up and down at once */
	CK_FAULT_ESTOP,
	/* These are said, they do not last. */
	CK_FAULT_MOVED,		/* the arm moved without being told */
	CK_FAULT_UNADMITTED,	/* under an open arm without an admission */
	CK_FAULT_TAILGATING,
	CK_FAULT_UNSEEN,	/* whom it opened for before a restart */
	CK_LANE_FAULTS,
};

struct ck_lane_state {
	uint8_t level[CK_LANE_INPUTS];	/* enum ck_level */
	uint8_t arm;
	bool unplaced;			/* no switch will say where the arm is,
					   and no order did since the start */
	uint8_t grant;
	bool overdue;			/* the grant ran out while taken */
	bool resumed;			/* the grant is from before a restart,
					   and its vehicle was not seen since */
	bool left;			/* who waited for the grant went back
					   from the arrival loop */
	bool next;			/* one more has been admitted */
	uint8_t next_by;
	uint32_t grant_id;		/* the caller's; 0: none */
	uint32_t next_id;
	struct ck_track_state track;
	uint32_t outputs;
	uint32_t faults;
	int64_t timer[CK_LANE_TIMERS];	/* when it ends; 0: not running */
};

enum ck_lane_input_kind {
	CK_INPUT_TIME,		/* timers may have run out */
	CK_INPUT_EDGE,		/* a debounced change of a line */
	CK_INPUT_ADMIT,		/* a decision, or an opening by hand */
	CK_INPUT_REVOKE,	/* an admission is taken back */
	CK_INPUT_LOST,		/* the lines can no longer be read */
};

struct ck_lane_cause {
	enum ck_lane_input_kind kind;
	enum ck_lane_input line;	/* EDGE */
	enum ck_level level;
	enum ck_opener by;		/* ADMIT: DECISION or HAND */
	uint32_t id;			/* ADMIT, REVOKE: never 0 */
	int64_t until;			/* when the admission ends */
};

enum ck_lane_event_kind {
	CK_LANE_OPENED,		/* by, id */
	CK_LANE_PASSED,		/* admitted, id; doubtful */
	CK_LANE_AGAINST,	/* one came through from behind */
	CK_LANE_BACKED,		/* id: it left the way it came */
	CK_LANE_LAPSED,		/* id: that admission opens nothing more */
	CK_LANE_FAULTED,	/* fault */
};

struct ck_lane_event {
	enum ck_lane_event_kind kind;
	enum ck_opener by;
	enum ck_lane_fault fault;
	uint32_t id;		/* 0: none, or that of a wall button */
	bool admitted;
	bool doubtful;
};

enum { CK_LANE_EVENTS_MAX = 48 };

struct ck_lane_step {
	struct ck_lane_event events[CK_LANE_EVENTS_MAX];
	int count;
};

/* Levels unknown, outputs 0, red asked for, nothing granted. Without limit
 * switches nothing will say that the arm is up: it is told to close as soon as
 * it may, lest it stays so. */
void ck_lane_init(const struct ck_lane_config *config,
		  struct ck_lane_state *ret_state);

/* After ck_lane_init, before any level is known: the lane was restarted and had
 * opened for this admission, whose vehicle may be anywhere by now. Nothing is
 * driven. A vehicle that is then under the arm has it; one that comes to the
 * exit loop without having been seen under the arm is counted as that one, in
 * doubt. */
void ck_lane_resume(const struct ck_lane_config *config, uint32_t id,
		    int64_t until, struct ck_lane_state *state);

/* Timers that ended by `now` come first, in the order of their time; then the
 * cause. `after` may be `before`; its outputs are those to be driven. */
void ck_lane_step(const struct ck_lane_config *config,
		  const struct ck_lane_state *before,
		  const struct ck_lane_cause *cause, int64_t now,
		  struct ck_lane_state *after, struct ck_lane_step *ret_step);

/* The clock was set by so many ms: what is timed lasts as long as before. An
 * admission ends at its time by either clock, whichever is sooner: it is known
 * elsewhere by that time. */
void ck_lane_shift(struct ck_lane_state *state, int64_t by);

/* A contact is driven so much later than the last step said, for the log came
 * first: its pulse is a whole one, and the arm has its time from then on. */
void ck_lane_delay(struct ck_lane_state *state, int64_t by);

/* When the next timer ends; INT64_MAX: none runs. */
int64_t ck_lane_due(const struct ck_lane_state *state);

/* "loop_safety", "barrier_open" …: the line that a fault is about; and its
 * stable code ("loop-fault", "open-timeout" …). */
const char *ck_lane_fault_line(enum ck_lane_fault fault);
const char *ck_lane_fault_code(enum ck_lane_fault fault);
const char *ck_arm_name(enum ck_arm arm);

#endif
