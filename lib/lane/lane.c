#include <config.h>

#include <assert.h>
#include <string.h>

#include "lane/work.h"

#define LIMITS (CK_LINE_BIT(CK_LIMIT_UP) | CK_LINE_BIT(CK_LIMIT_DOWN))

struct ck_lane_event *ck_work_say(struct ck_lane_work *w,
				  enum ck_lane_event_kind kind)
{
	struct ck_lane_event *event = &w->step->events[w->step->count];

	assert(w->step->count < CK_LANE_EVENTS_MAX);
	w->step->count++;
	*event = (struct ck_lane_event){ .kind = kind };
	return event;
}

void ck_work_say_id(struct ck_lane_work *w, enum ck_lane_event_kind kind,
		    uint32_t id)
{
	ck_work_say(w, kind)->id = id;
}

void ck_work_say_fault(struct ck_lane_work *w, enum ck_lane_fault fault)
{
	ck_work_say(w, CK_LANE_FAULTED)->fault = fault;
}

/* A fault that lasts is said once. */
void ck_work_latch(struct ck_lane_work *w, enum ck_lane_fault fault)
{
	if (w->state->faults & CK_LINE_BIT(fault))
		return;
	w->state->faults |= CK_LINE_BIT(fault);
	ck_work_say_fault(w, fault);
}

void ck_work_unlatch(struct ck_lane_work *w, enum ck_lane_fault fault)
{
	w->state->faults &= ~CK_LINE_BIT(fault);
}

void ck_work_alarm(struct ck_lane_work *w)
{
	ck_work_start(w, CK_TIMER_ALARM, w->config->alarm_ms);
}

/* -- changes of the inputs ------------------------------------------------ */

static void change_loop(struct ck_lane_work *w, enum ck_lane_input line,
			enum ck_level level)
{
	static const struct {
		enum ck_track_change on, off;
		enum ck_lane_fault fault;
		int stuck;		/* its timer, or -1 */
	} loops[] = {
		[CK_LOOP_ARRIVE] = { CK_A_ON, CK_A_OFF, CK_FAULT_LOOP_ARRIVE,
				     -1 },
		[CK_LOOP_SAFETY] = { CK_S_ON, CK_S_OFF, CK_FAULT_LOOP_SAFETY,
				     CK_TIMER_STUCK_SAFETY },
		[CK_LOOP_EXIT] = { CK_X_ON, CK_X_OFF, CK_FAULT_LOOP_EXIT,
				   CK_TIMER_STUCK_EXIT },
	};
	int stuck = loops[line].stuck;

	if (stuck >= 0 && level == CK_LEVEL_ON)
		ck_work_start(w, (enum ck_lane_timer)stuck,
			      w->config->stuck_ms);
	else if (stuck >= 0)
		ck_work_cancel(w, (enum ck_lane_timer)stuck);
	if (level == CK_LEVEL_UNKNOWN) {
		if (line != CK_LOOP_ARRIVE)
			ck_work_alarm(w);
		ck_work_latch(w, loops[line].fault);
		return;
	}
	ck_work_unlatch(w, loops[line].fault);
	ck_grant_track(w, level == CK_LEVEL_ON ? loops[line].on
					       : loops[line].off);
}

/* Two limit switches made at once say nothing about the arm. */
static void change_limit(struct ck_lane_work *w, enum ck_lane_input line,
			 enum ck_level before)
{
	bool up = ck_work_is(w, CK_LIMIT_UP, CK_LEVEL_ON);
	bool down = ck_work_is(w, CK_LIMIT_DOWN, CK_LEVEL_ON);
	bool made = ck_work_is(w, line, CK_LEVEL_ON);

	if (up && down) {
		w->state->arm = CK_ARM_STILL;
		ck_work_cancel(w, CK_TIMER_MOVE);
		ck_work_latch(w, CK_FAULT_LIMITS);
	} else if (w->state->faults & CK_LINE_BIT(CK_FAULT_LIMITS)) {
		ck_work_unlatch(w, CK_FAULT_LIMITS);
		if (w->state->arm == CK_ARM_STILL)
			ck_barrier_move(w, up ? CK_ARM_UP_MADE
					      : CK_ARM_DOWN_MADE);
	} else if (made) {
		ck_barrier_move(w, line == CK_LIMIT_UP ? CK_ARM_UP_MADE
						       : CK_ARM_DOWN_MADE);
	} else if (before == CK_LEVEL_ON && ck_work_is(w, line, CK_LEVEL_OFF)) {
		ck_barrier_move(w, line == CK_LIMIT_UP ? CK_ARM_UP_LEFT
						       : CK_ARM_DOWN_LEFT);
	}
}

/* Not readable is as good as pressed. */
static void change_estop(struct ck_lane_work *w, enum ck_level level)
{
	bool was = ck_work_stopped(w);

	if (level == CK_LEVEL_OFF) {
		ck_work_unlatch(w, CK_FAULT_ESTOP);
		if (was && ck_work_on_fire(w))
			ck_barrier_open(w, CK_BY_FIRE, 0);
		return;
	}
	ck_work_latch(w, CK_FAULT_ESTOP);
	if (was)
		return;
	ck_grant_drop(w);
	ck_barrier_move(w, CK_ARM_STOPPED);
}

static void press_close(struct ck_lane_work *w)
{
	if (!ck_barrier_safe(w))
		return;
	ck_grant_drop(w);
	ck_barrier_move(w, CK_ARM_WANTED_CLOSED);
}

static void press_stop(struct ck_lane_work *w)
{
	ck_barrier_move(w, CK_ARM_STOPPED);
}

static void press(struct ck_lane_work *w, enum ck_lane_input line)
{
	if (line == CK_BUTTON_OPEN)
		ck_grant_press(w);
	else if (line == CK_BUTTON_CLOSE)
		press_close(w);
	else if (line == CK_BUTTON_STOP)
		press_stop(w);
	else if (line == CK_FIRE && !ck_work_stopped(w))
		ck_barrier_open(w, CK_BY_FIRE, 0);
}

static bool is_button(enum ck_lane_input line)
{
	return line == CK_BUTTON_OPEN || line == CK_BUTTON_CLOSE ||
	       line == CK_BUTTON_STOP;
}

/* A button is an act, not a level: each edge that goes on is a press. */
static void change(struct ck_lane_work *w, enum ck_lane_input line,
		   enum ck_level level)
{
	enum ck_level before = (enum ck_level)w->state->level[line];

	if (level == before && level != CK_LEVEL_UNKNOWN)
		return;
	/* A fire that can no longer be read burns on. */
	if (line == CK_FIRE && before == CK_LEVEL_ON &&
	    level == CK_LEVEL_UNKNOWN)
		return;
	if (!is_button(line))
		w->state->level[line] = level;
	switch (line) {
	case CK_LOOP_ARRIVE:
	case CK_LOOP_SAFETY:
	case CK_LOOP_EXIT:
		change_loop(w, line, level);
		if (line == CK_LOOP_ARRIVE && before == CK_LEVEL_ON &&
		    level == CK_LEVEL_OFF)
			ck_grant_left(w);
		break;
	case CK_LIMIT_UP:
	case CK_LIMIT_DOWN:
		change_limit(w, line, before);
		break;
	case CK_ESTOP:
		change_estop(w, level);
		break;
	default:
		if (level == CK_LEVEL_ON)
			press(w, line);
	}
}

static void lose_lines(struct ck_lane_work *w)
{
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		if (w->config->inputs & CK_LINE_BIT(i))
			change(w, (enum ck_lane_input)i, CK_LEVEL_UNKNOWN);
	}
}

/* -- time ----------------------------------------------------------------- */

static void grant_ends(struct ck_lane_work *w)
{
	if (w->state->grant == CK_GRANT_TAKEN) {
		w->state->overdue = true;
		return;
	}
	/* Perhaps it went through while the lane was not there to see it. */
	if (w->state->resumed && !ck_work_is(w, CK_LOOP_ARRIVE, CK_LEVEL_ON))
		ck_work_say_fault(w, CK_FAULT_UNSEEN);
	ck_work_say_id(w, CK_LANE_LAPSED, w->state->grant_id);
	ck_grant_end(w);
}

static bool lowered(const struct ck_lane_work *w)
{
	return w->state->arm == CK_ARM_CLOSING &&
	       ck_work_is(w, CK_LIMIT_DOWN, CK_LEVEL_ON);
}

static void timer_ends(struct ck_lane_work *w, enum ck_lane_timer timer)
{
	ck_work_cancel(w, timer);
	switch (timer) {
	case CK_TIMER_PULSE:
		ck_barrier_pulse_end(w);
		break;
	case CK_TIMER_MOVE:
		ck_barrier_move(w, lowered(w) ? CK_ARM_DOWN_MADE : CK_ARM_LATE);
		break;
	case CK_TIMER_CLOSE:
		ck_barrier_move(w, CK_ARM_WANTED_CLOSED);
		break;
	case CK_TIMER_GRANT:
		grant_ends(w);
		break;
	case CK_TIMER_NEXT:
		ck_grant_drop_next(w);
		break;
	case CK_TIMER_GAP:
		ck_grant_track(w, CK_GAP_END);
		break;
	case CK_TIMER_STUCK_SAFETY:
		change(w, CK_LOOP_SAFETY, CK_LEVEL_UNKNOWN);
		break;
	case CK_TIMER_STUCK_EXIT:
		change(w, CK_LOOP_EXIT, CK_LEVEL_UNKNOWN);
		break;
	default:
		break;
	}
}

/* -- the function --------------------------------------------------------- */

static int next_timer(const struct ck_lane_state *s)
{
	int next = -1;

	for (int i = 0; i < CK_LANE_TIMERS; i++) {
		if (s->timer[i] && (next < 0 || s->timer[i] < s->timer[next]))
			next = i;
	}
	return next;
}

int64_t ck_lane_due(const struct ck_lane_state *state)
{
	int next = next_timer(state);

	return next < 0 ? INT64_MAX : state->timer[next];
}

/* 0 would say that it does not run. */
void ck_lane_shift(struct ck_lane_state *state, int64_t by)
{
	for (int i = 0; i < CK_LANE_TIMERS; i++) {
		int64_t *end = &state->timer[i];
		bool admits = i == CK_TIMER_GRANT || i == CK_TIMER_NEXT;

		if (*end && !(admits && by > 0))
			*end = *end + by > 0 ? *end + by : 1;
	}
}

void ck_lane_delay(struct ck_lane_state *state, int64_t by)
{
	static const enum ck_lane_timer timers[] = { CK_TIMER_PULSE,
						     CK_TIMER_MOVE };

	for (size_t i = 0; i < sizeof(timers) / sizeof(*timers); i++) {
		if (state->timer[timers[i]])
			state->timer[timers[i]] += by;
	}
}

static void run_timers(struct ck_lane_work *w, int64_t now)
{
	while (ck_lane_due(w->state) <= now) {
		int timer = next_timer(w->state);

		w->now = w->state->timer[timer];
		timer_ends(w, (enum ck_lane_timer)timer);
		ck_barrier_settle(w);
	}
	w->now = now;
}

void ck_lane_init(const struct ck_lane_config *config,
		  struct ck_lane_state *ret_state)
{
	struct ck_lane_step step = { .count = 0 };
	struct ck_lane_work w = { config, ret_state, &step, 0 };

	memset(ret_state, 0, sizeof(*ret_state));
	memset(ret_state->level, CK_LEVEL_UNKNOWN, sizeof(ret_state->level));
	ret_state->track.behind = CK_BEHIND_UNKNOWN;
	ret_state->unplaced = !(config->inputs & LIMITS);
	ck_barrier_settle(&w);
}

void ck_lane_resume(const struct ck_lane_config *config, uint32_t id,
		    int64_t until, struct ck_lane_state *state)
{
	struct ck_lane_step step = { .count = 0 };
	struct ck_lane_work w = { config, state, &step, 0 };

	state->grant = CK_GRANT_WAITING;
	state->grant_id = id;
	state->resumed = true;
	state->timer[CK_TIMER_GRANT] = until;
	ck_barrier_settle(&w);
}

void ck_lane_step(const struct ck_lane_config *config,
		  const struct ck_lane_state *before,
		  const struct ck_lane_cause *cause, int64_t now,
		  struct ck_lane_state *after, struct ck_lane_step *ret_step)
{
	struct ck_lane_work w = { config, after, ret_step, now };

	*after = *before;
	ret_step->count = 0;
	run_timers(&w, now);
	if (cause->kind == CK_INPUT_EDGE &&
	    config->inputs & CK_LINE_BIT(cause->line))
		change(&w, cause->line, cause->level);
	else if (cause->kind == CK_INPUT_ADMIT)
		ck_grant_admit(&w, cause);
	else if (cause->kind == CK_INPUT_REVOKE)
		ck_grant_revoke(&w, cause->id);
	else if (cause->kind == CK_INPUT_LOST)
		lose_lines(&w);
	ck_barrier_settle(&w);
}

/* -- names ---------------------------------------------------------------- */

static const struct {
	const char *line;
	const char *code;
} faults[CK_LANE_FAULTS] = {
	[CK_FAULT_LOOP_ARRIVE] = { "loop_arrive", "loop-fault" },
	[CK_FAULT_LOOP_SAFETY] = { "loop_safety", "loop-fault" },
	[CK_FAULT_LOOP_EXIT] = { "loop_exit", "loop-fault" },
	[CK_FAULT_OPEN_LATE] = { "limit_up", "open-timeout" },
	[CK_FAULT_CLOSE_LATE] = { "limit_down", "close-timeout" },
	[CK_FAULT_LIMITS] = { "limit_up", "limits-contradict" },
	[CK_FAULT_ESTOP] = { "estop", "emergency-stop" },
	[CK_FAULT_MOVED] = { "limit_up", "moved-by-other" },
	[CK_FAULT_UNADMITTED] = { "loop_safety", "unadmitted" },
	[CK_FAULT_TAILGATING] = { "loop_exit", "tailgating" },
	[CK_FAULT_UNSEEN] = { "loop_exit", "passage-unseen" },
};

const char *ck_lane_fault_line(enum ck_lane_fault fault)
{
	return faults[fault].line;
}

const char *ck_lane_fault_code(enum ck_lane_fault fault)
{
	return faults[fault].code;
}

const char *ck_arm_name(enum ck_arm arm)
{
	static const char *const names[CK_ARMS] = {
		"still", "down", "opening", "up", "closing",
	};

	return names[arm];
}
