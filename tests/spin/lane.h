/* The lane control inside a spin model: the function of lib/lane/lane.c itself
 * is stepped, one cause after another, and what it said is read event by event.
 * The state that spin keeps is the number of tests/unit/lane-states.h and the
 * ids of the admissions. A timer that runs may end next: no rule rests on how
 * long things take. */
#ifndef CK_TESTS_SPIN_LANE_H
#define CK_TESTS_SPIN_LANE_H

#include "lane-states.h"

struct kept {
	uint64_t lane;
	uint8_t grant, next;		/* ids */
	bool resumed;
};

/* The names of lane.pml, for Promela has no enum of C. */
_Static_assert(CK_LANE_OPENED == 0 && CK_LANE_PASSED == 1 &&
	       CK_LANE_LAPSED == 4, "events");
_Static_assert(CK_BY_DECISION == 0 && CK_BY_BUTTON == 2 && CK_BY_FIRE == 3 &&
	       CK_BY_SAFETY == 4, "who opens");
_Static_assert(CK_LEVEL_OFF == 0 && CK_LEVEL_ON == 1 && CK_LEVEL_UNKNOWN == 2,
	       "levels");
_Static_assert(CK_TIMER_PULSE == 0 && CK_TIMER_GRANT == 3 &&
	       CK_TIMER_GAP == 5 && CK_TIMER_ALARM == 8, "timers");

static struct ck_lane_config config;
static struct ck_lane_step said;
static int heard;			/* events of it that were read */

static void take_up(const struct kept *kept, struct ck_lane_state *state)
{
	unpack(kept->lane, state);
	state->grant_id = kept->grant;
	state->next_id = kept->next;
	state->next_by = CK_BY_DECISION;
	state->resumed = kept->resumed;
}

static void keep(struct kept *kept, const struct ck_lane_state *state)
{
	*kept = (struct kept){
		.lane = pack(state), .grant = (uint8_t)state->grant_id,
		.next = state->next ? (uint8_t)state->next_id : 0,
		.resumed = state->resumed,
	};
}

static void cause(struct kept *kept, struct ck_lane_state *before,
		  const struct ck_lane_cause *cause)
{
	struct ck_lane_state after;

	ck_lane_step(&config, before, cause, NOW, &after, &said);
	heard = 0;
	keep(kept, &after);
}

/* The power was gone, and is back. */
static void lane_restart(struct kept *kept, uint32_t id)
{
	struct ck_lane_state state;

	ck_lane_init(&config, &state);
	ck_lane_resume(&config, id, FAR, &state);
	keep(kept, &state);
}

static void lane_begin(struct kept *kept, uint32_t inputs)
{
	struct ck_lane_state state;

	config = (struct ck_lane_config){
		.inputs = inputs, .outputs = ALL_OUTPUTS, .pulse_ms = 1,
		.open_ms = 2, .close_after_ms = 1, .gap_ms = 1, .stuck_ms = 9,
		.alarm_ms = 3, .manual_ms = 5,
	};
	ck_lane_init(&config, &state);
	keep(kept, &state);
}

static void lane_edge(struct kept *kept, int line, int level)
{
	const struct ck_lane_cause edge = {
		.kind = CK_INPUT_EDGE, .line = (enum ck_lane_input)line,
		.level = (enum ck_level)level,
	};
	struct ck_lane_state state;

	take_up(kept, &state);
	cause(kept, &state, &edge);
}

static void lane_admit(struct kept *kept, int id)
{
	const struct ck_lane_cause admit = {
		.kind = CK_INPUT_ADMIT, .by = CK_BY_DECISION,
		.id = (uint32_t)id, .until = FAR,
	};
	struct ck_lane_state state;

	take_up(kept, &state);
	cause(kept, &state, &admit);
}

static int lane_waits(const struct kept *kept, int timer)
{
	struct ck_lane_state state;

	take_up(kept, &state);
	return state.timer[timer] != 0;
}

static void lane_timer(struct kept *kept, int timer)
{
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };
	struct ck_lane_state state;

	take_up(kept, &state);
	state.timer[timer] = NOW;
	cause(kept, &state, &time);
}

static int lane_drives(const struct kept *kept, int line)
{
	struct ck_lane_state state;

	take_up(kept, &state);
	return !!(state.outputs & BIT(line));
}

static int lane_more(void)
{
	return heard < said.count;
}

static const struct ck_lane_event *lane_next(void)
{
	return &said.events[heard++];
}

#endif
