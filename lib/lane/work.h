/* Inside lane control: one step under way, and what its parts do to it. Only
 * lane.c, barrier.c and grant.c include this. */
#ifndef CK_LANE_WORK_H
#define CK_LANE_WORK_H

#include "lane/lane.h"
#include "lane/arm.h"

struct ck_lane_work {
	const struct ck_lane_config *config;
	struct ck_lane_state *state;
	struct ck_lane_step *step;
	int64_t now;
};

static inline bool ck_work_is(const struct ck_lane_work *w,
			      enum ck_lane_input line, enum ck_level level)
{
	return w->state->level[line] == level;
}

static inline bool ck_work_has(const struct ck_lane_work *w,
			       enum ck_lane_output line)
{
	return w->config->outputs & CK_LINE_BIT(line);
}

/* The emergency stop is pressed, or cannot be read. */
static inline bool ck_work_stopped(const struct ck_lane_work *w)
{
	return w->state->faults & CK_LINE_BIT(CK_FAULT_ESTOP);
}

static inline bool ck_work_on_fire(const struct ck_lane_work *w)
{
	return ck_work_is(w, CK_FIRE, CK_LEVEL_ON);
}

static inline void ck_work_start(struct ck_lane_work *w,
				 enum ck_lane_timer timer, int64_t ms)
{
	w->state->timer[timer] = w->now + ms;
}

static inline void ck_work_cancel(struct ck_lane_work *w,
				  enum ck_lane_timer timer)
{
	w->state->timer[timer] = 0;
}

/* -- lane.c */
struct ck_lane_event *ck_work_say(struct ck_lane_work *w,
				  enum ck_lane_event_kind kind);
void ck_work_say_id(struct ck_lane_work *w, enum ck_lane_event_kind kind,
		    uint32_t id);
void ck_work_say_fault(struct ck_lane_work *w, enum ck_lane_fault fault);
/* A fault that lasts is said once. */
void ck_work_latch(struct ck_lane_work *w, enum ck_lane_fault fault);
void ck_work_unlatch(struct ck_lane_work *w, enum ck_lane_fault fault);
void ck_work_alarm(struct ck_lane_work *w);

/* -- barrier.c: the arm, the contacts and the lights */
/* May the arm come down now? */
bool ck_barrier_safe(const struct ck_lane_work *w);
void ck_barrier_move(struct ck_lane_work *w, enum ck_arm_change change);
/* Says who opens, and opens. */
void ck_barrier_open(struct ck_lane_work *w, enum ck_opener by, uint32_t id);
/* What follows from where things stand: called after every change. */
void ck_barrier_settle(struct ck_lane_work *w);
void ck_barrier_pulse_end(struct ck_lane_work *w);

/* -- grant.c: who may pass, and who did */
void ck_grant_admit(struct ck_lane_work *w, const struct ck_lane_cause *cause);
/* Taken back, unless its vehicle is under the arm already. */
void ck_grant_revoke(struct ck_lane_work *w, uint32_t id);
/* The wall button. */
void ck_grant_press(struct ck_lane_work *w);
/* All but that of a vehicle under the arm. */
void ck_grant_drop(struct ck_lane_work *w);
void ck_grant_drop_next(struct ck_lane_work *w);
void ck_grant_end(struct ck_lane_work *w);
/* The arrival loop was left. */
void ck_grant_left(struct ck_lane_work *w);
/* A loop changed, and the levels are those after it. */
void ck_grant_track(struct ck_lane_work *w, enum ck_track_change change);

#endif
