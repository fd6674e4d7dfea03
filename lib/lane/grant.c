#include <config.h>

#include "lane/work.h"

static bool vehicle_under(const struct ck_lane_state *s)
{
	return ck_track_busy(&s->track) &&
	       s->track.track != CK_TRACK_BACKWARD &&
	       s->track.track != CK_TRACK_BACKWARD_FAR;
}

static void give(struct ck_lane_work *w, enum ck_opener by, uint32_t id,
		 int64_t until)
{
	struct ck_lane_state *s = w->state;

	s->grant = vehicle_under(s) ? CK_GRANT_TAKEN : CK_GRANT_WAITING;
	s->grant_id = id;
	s->overdue = false;
	s->resumed = false;
	s->left = false;
	s->timer[CK_TIMER_GRANT] = until;
	ck_barrier_open(w, by, id);
}

/* The next one gets its turn as soon as the place is free. */
void ck_grant_end(struct ck_lane_work *w)
{
	struct ck_lane_state *s = w->state;
	int64_t until = s->timer[CK_TIMER_NEXT];

	s->grant = CK_GRANT_NONE;
	s->grant_id = 0;
	s->overdue = false;
	s->resumed = false;
	s->left = false;
	ck_work_cancel(w, CK_TIMER_GRANT);
	if (!s->next)
		return;
	s->next = false;
	ck_work_cancel(w, CK_TIMER_NEXT);
	give(w, (enum ck_opener)s->next_by, s->next_id, until);
}

void ck_grant_drop_next(struct ck_lane_work *w)
{
	if (!w->state->next)
		return;
	w->state->next = false;
	ck_work_cancel(w, CK_TIMER_NEXT);
	ck_work_say_id(w, CK_LANE_LAPSED, w->state->next_id);
}

/* One that is under the arm keeps its admission. */
void ck_grant_drop(struct ck_lane_work *w)
{
	ck_grant_drop_next(w);
	if (w->state->grant != CK_GRANT_WAITING)
		return;
	ck_work_say_id(w, CK_LANE_LAPSED, w->state->grant_id);
	ck_grant_end(w);
}

void ck_grant_revoke(struct ck_lane_work *w, uint32_t id)
{
	struct ck_lane_state *s = w->state;

	if (s->next && s->next_id == id)
		ck_grant_drop_next(w);
	if (s->grant != CK_GRANT_WAITING || s->grant_id != id)
		return;
	ck_work_say_id(w, CK_LANE_LAPSED, id);
	ck_grant_end(w);
}

void ck_grant_admit(struct ck_lane_work *w, const struct ck_lane_cause *cause)
{
	struct ck_lane_state *s = w->state;

	if (ck_work_stopped(w) || cause->until <= w->now) {
		ck_work_say_id(w, CK_LANE_LAPSED, cause->id);
	} else if (s->grant == CK_GRANT_NONE) {
		give(w, cause->by, cause->id, cause->until);
	} else {
		ck_grant_drop_next(w);
		s->next = true;
		s->next_by = cause->by;
		s->next_id = cause->id;
		s->timer[CK_TIMER_NEXT] = cause->until;
	}
}

/* The wall button lets one vehicle through, like an admission without name;
 * while an admission is there it opens for that one once more. */
void ck_grant_press(struct ck_lane_work *w)
{
	if (ck_work_stopped(w))
		return;
	if (w->state->grant == CK_GRANT_NONE)
		give(w, CK_BY_BUTTON, 0, w->now + w->config->manual_ms);
	else
		ck_barrier_open(w, CK_BY_BUTTON, w->state->grant_id);
}

/* -- what the loops tell -------------------------------------------------- */

static void passed(struct ck_lane_work *w, bool doubtful)
{
	bool admitted = w->state->grant == CK_GRANT_TAKEN;
	struct ck_lane_event *event = ck_work_say(w, CK_LANE_PASSED);

	event->admitted = admitted;
	event->id = admitted ? w->state->grant_id : 0;
	event->doubtful = doubtful;
	if (!admitted || doubtful)
		ck_work_alarm(w);
	if (admitted)
		ck_grant_end(w);
}

static void backed(struct ck_lane_work *w)
{
	struct ck_lane_state *s = w->state;

	if (s->grant != CK_GRANT_TAKEN)
		return;
	ck_work_say_id(w, CK_LANE_BACKED, s->grant_id);
	s->grant = CK_GRANT_WAITING;
	if (!s->overdue)
		return;
	ck_work_say_id(w, CK_LANE_LAPSED, s->grant_id);
	ck_grant_end(w);
}

static void entered(struct ck_lane_work *w)
{
	w->state->resumed = false;
	w->state->left = false;
	if (w->state->grant == CK_GRANT_WAITING) {
		w->state->grant = CK_GRANT_TAKEN;
	} else if (w->state->grant == CK_GRANT_NONE &&
		   w->state->arm != CK_ARM_DOWN) {
		ck_work_say_fault(w, CK_FAULT_UNADMITTED);
		ck_work_alarm(w);
	}
}

/* It was under the arm while the lane was not there to see it. */
static void went_unseen(struct ck_lane_work *w)
{
	w->state->grant = CK_GRANT_TAKEN;
	passed(w, true);
}

static void tailgated(struct ck_lane_work *w)
{
	if (w->state->grant == CK_GRANT_TAKEN)
		return;
	ck_work_say_fault(w, CK_FAULT_TAILGATING);
	ck_work_alarm(w);
}

static void went_against(struct ck_lane_work *w)
{
	ck_work_say(w, CK_LANE_AGAINST);
	ck_work_alarm(w);
}

void ck_grant_left(struct ck_lane_work *w)
{
	struct ck_lane_state *s = w->state;

	if (s->grant == CK_GRANT_WAITING && !s->resumed &&
	    !ck_track_busy(&s->track) &&
	    ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_OFF))
		s->left = true;
}

void ck_grant_track(struct ck_lane_work *w, enum ck_track_change change)
{
	enum ck_level levels[CK_LANE_INPUTS];
	unsigned what;
	bool was_idle;

	for (int i = 0; i < CK_LANE_INPUTS; i++)
		levels[i] = (enum ck_level)w->state->level[i];
	was_idle = w->state->track.track == CK_TRACK_IDLE;
	what = ck_track_step(&w->state->track, change, levels);
	if (was_idle && w->state->resumed &&
	    w->state->track.track == CK_TRACK_BEYOND)
		went_unseen(w);
	if (what & CK_TRACK_PASSED)
		passed(w, what & CK_TRACK_DOUBTFUL);
	if (what & CK_TRACK_AGAINST)
		went_against(w);
	if (what & CK_TRACK_BACKED)
		backed(w);
	if (what & CK_TRACK_ENTERED)
		entered(w);
	if (what & CK_TRACK_TAILGATE)
		tailgated(w);
}
