#include <config.h>

#include "lane/work.h"

#define BARRIER (CK_LINE_BIT(CK_BARRIER_OPEN) |				\
		 CK_LINE_BIT(CK_BARRIER_CLOSE) |			\
		 CK_LINE_BIT(CK_BARRIER_STOP))

bool ck_barrier_safe(const struct ck_lane_work *w)
{
	return ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_OFF) &&
	       !ck_work_on_fire(w) && !ck_work_stopped(w);
}

/* -- the arm -------------------------------------------------------------- */

static void pulse(struct ck_lane_work *w, enum ck_lane_output line)
{
	w->state->outputs &= ~BARRIER;
	ck_work_cancel(w, CK_TIMER_PULSE);
	if (!ck_work_has(w, line))
		return;
	w->state->outputs |= CK_LINE_BIT(line);
	ck_work_start(w, CK_TIMER_PULSE, w->config->pulse_ms);
}

/* A limit switch that is made already will send no change. The upper one is
 * believed at once; the lower one, which may be stuck, when the time of the
 * movement is over (CK_ARM_LATE): until then somebody who comes under the arm
 * opens it. */
static void arrived(struct ck_lane_work *w)
{
	if (w->state->arm == CK_ARM_OPENING &&
	    ck_work_is(w, CK_LIMIT_UP, CK_LEVEL_ON))
		w->state->arm = CK_ARM_UP;
}

static void carry_out(struct ck_lane_work *w, enum ck_arm_order order)
{
	static const enum ck_lane_output lines[] = {
		[CK_ORDER_OPEN] = CK_BARRIER_OPEN,
		[CK_ORDER_CLOSE] = CK_BARRIER_CLOSE,
		[CK_ORDER_STOP] = CK_BARRIER_STOP,
	};

	if (order == CK_ORDER_NONE)
		return;
	w->state->unplaced = false;
	pulse(w, lines[order]);
	arrived(w);
}

void ck_barrier_move(struct ck_lane_work *w, enum ck_arm_change change)
{
	struct ck_lane_state *s = w->state;
	struct ck_arm_answer answer =
		ck_arm_step(s->arm, change, w->config->inputs,
			    ck_work_has(w, CK_BARRIER_CLOSE));
	bool moves;

	s->arm = answer.arm;
	carry_out(w, answer.order);
	if (answer.fault == CK_FAULT_MOVED) {
		ck_work_say_fault(w, CK_FAULT_MOVED);
		ck_work_alarm(w);
	} else if (answer.fault >= 0) {
		ck_work_latch(w, (enum ck_lane_fault)answer.fault);
	}
	moves = s->arm == CK_ARM_OPENING || s->arm == CK_ARM_CLOSING;
	if (!moves)
		ck_work_cancel(w, CK_TIMER_MOVE);
	else if (answer.order != CK_ORDER_NONE || !s->timer[CK_TIMER_MOVE])
		ck_work_start(w, CK_TIMER_MOVE, w->config->open_ms);
	if (s->arm == CK_ARM_UP)
		ck_work_unlatch(w, CK_FAULT_OPEN_LATE);
	if (s->arm == CK_ARM_DOWN)
		ck_work_unlatch(w, CK_FAULT_CLOSE_LATE);
}

void ck_barrier_open(struct ck_lane_work *w, enum ck_opener by, uint32_t id)
{
	struct ck_lane_event *event = ck_work_say(w, CK_LANE_OPENED);

	event->by = by;
	event->id = id;
	ck_barrier_move(w, CK_ARM_WANTED_OPEN);
}

/* -- what follows from where things stand --------------------------------- */

static bool may_close(const struct ck_lane_work *w)
{
	const struct ck_lane_state *s = w->state;

	return (s->arm == CK_ARM_UP || s->unplaced) &&
	       s->grant == CK_GRANT_NONE && !s->next &&
	       ck_work_has(w, CK_BARRIER_CLOSE) && ck_barrier_safe(w) &&
	       !ck_track_busy(&s->track);
}

static void keep_timer(struct ck_lane_work *w, enum ck_lane_timer timer,
		       bool wanted, int64_t ms)
{
	if (!wanted)
		ck_work_cancel(w, timer);
	else if (!w->state->timer[timer])
		ck_work_start(w, timer, ms);
}

static bool green(const struct ck_lane_work *w)
{
	bool seen = !(w->config->inputs & CK_LINE_BIT(CK_LIMIT_UP)) ||
		    ck_work_is(w, CK_LIMIT_UP, CK_LEVEL_ON);

	return w->state->arm == CK_ARM_UP && seen &&
	       w->state->grant == CK_GRANT_WAITING && !ck_work_stopped(w) &&
	       !ck_work_on_fire(w);
}

/* A loop that failed sounds for a while only: the lane goes on without it. */
static bool alarming(const struct ck_lane_work *w)
{
	uint32_t lasting = CK_LINE_BIT(CK_FAULT_OPEN_LATE) |
			   CK_LINE_BIT(CK_FAULT_CLOSE_LATE) |
			   CK_LINE_BIT(CK_FAULT_LIMITS) |
			   CK_LINE_BIT(CK_FAULT_ESTOP);

	return w->state->timer[CK_TIMER_ALARM] || ck_work_on_fire(w) ||
	       (w->state->faults & lasting);
}

static void show(struct ck_lane_work *w, enum ck_lane_output line, bool on)
{
	if (on && ck_work_has(w, line))
		w->state->outputs |= CK_LINE_BIT(line);
	else
		w->state->outputs &= ~CK_LINE_BIT(line);
}

void ck_barrier_settle(struct ck_lane_work *w)
{
	struct ck_lane_state *s = w->state;

	if (s->arm == CK_ARM_CLOSING && !ck_work_stopped(w) &&
	    !ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_OFF)) {
		ck_work_say(w, CK_LANE_OPENED)->by = CK_BY_SAFETY;
		ck_barrier_move(w, CK_ARM_BLOCKED);
	}
	if (!ck_barrier_safe(w))
		s->outputs &= ~CK_LINE_BIT(CK_BARRIER_CLOSE);
	keep_timer(w, CK_TIMER_GAP, s->track.track == CK_TRACK_GAP,
		   w->config->gap_ms);
	keep_timer(w, CK_TIMER_CLOSE, may_close(w), w->config->close_after_ms);
	show(w, CK_LIGHT_GREEN, green(w));
	show(w, CK_LIGHT_RED, !green(w));
	show(w, CK_ALARM, alarming(w));
}

void ck_barrier_pulse_end(struct ck_lane_work *w)
{
	w->state->outputs &= ~BARRIER;
}
