/* A lane told what happens to its lines, moment by moment, and what it says
 * and drives out: what the situations share. */
#ifndef CK_TESTS_LANE_STORY_H
#define CK_TESTS_LANE_STORY_H

#include "base/buf.h"
#include "lane/lane.h"
#include "tap.h"

#define BIT CK_LINE_BIT

static const struct ck_lane_config whole = {
	.inputs = (1u << CK_LANE_INPUTS) - 1,
	.outputs = (1u << CK_LANE_OUTPUTS) - 1,
	.pulse_ms = 500,
	.open_ms = 8000,
	.close_after_ms = 1000,
	.gap_ms = 3000,
	.stuck_ms = 120000,
	.alarm_ms = 10000,
	.manual_ms = 60000,
};

static struct ck_lane_config config;
static struct ck_lane_state lane;
static struct ck_buf told;	/* what happened since it was last asked for */

static void tell(int64_t at, const struct ck_lane_event *e)
{
	static const char *const kinds[] = { "opened", "passed", "against",
					     "backed", "lapsed", "fault" };
	static const char *const openers[] = { "decision", "hand", "button",
					       "fire", "safety" };

	ck_buf_printf(&told, "%s%lld %s", told.len ? ", " : "", (long long)at,
		      kinds[e->kind]);
	if (e->kind == CK_LANE_OPENED)
		ck_buf_printf(&told, " by %s", openers[e->by]);
	if (e->kind == CK_LANE_FAULTED)
		ck_buf_printf(&told, " %s %s", ck_lane_fault_line(e->fault),
			      ck_lane_fault_code(e->fault));
	if (e->id)
		ck_buf_printf(&told, " %u", e->id);
	if (e->kind == CK_LANE_PASSED && !e->admitted)
		ck_buf_puts(&told, " unadmitted");
	if (e->doubtful)
		ck_buf_puts(&told, " doubtful");
}

static void tell_outputs(int64_t at, uint32_t before)
{
	uint32_t changed = before ^ lane.outputs;

	for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
		if (changed & BIT(i))
			ck_buf_printf(&told, "%s%lld %s=%d",
				      told.len ? ", " : "", (long long)at,
				      ck_lane_output_name(
					      (enum ck_lane_output)i),
				      !!(lane.outputs & BIT(i)));
	}
}

static void step(int64_t at, const struct ck_lane_cause *cause)
{
	struct ck_lane_step happened;
	uint32_t before = lane.outputs;

	ck_lane_step(&config, &lane, cause, at, &lane, &happened);
	for (int i = 0; i < happened.count; i++)
		tell(at, &happened.events[i]);
	tell_outputs(at, before);
}

/* Timers one by one, as a lane that is awake at each of them. */
static void wait_until(int64_t at)
{
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };

	while (ck_lane_due(&lane) <= at)
		step(ck_lane_due(&lane), &time);
}

static void line(int64_t at, enum ck_lane_input input, enum ck_level level)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_EDGE,
					     .line = input, .level = level };

	wait_until(at);
	step(at, &cause);
}

static void on(int64_t at, enum ck_lane_input input)
{
	line(at, input, CK_LEVEL_ON);
}

static void off(int64_t at, enum ck_lane_input input)
{
	line(at, input, CK_LEVEL_OFF);
}

static void admit(int64_t at, uint32_t id)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_ADMIT, .id = id,
					     .until = at + 60000 };

	wait_until(at);
	step(at, &cause);
}

/* What was told, and nothing of it is kept. */
static const char *happened(void)
{
	static struct ck_buf last;

	ck_buf_clear(&last);
	ck_buf_puts(&last, ck_buf_text(&told));
	ck_buf_clear(&told);
	return ck_buf_text(&last);
}

/* A free lane, the arm down, everything read. */
static void quiet_lane(void)
{
	config = whole;
	ck_lane_init(&config, &lane);
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		line(1, (enum ck_lane_input)i,
		     i == CK_LIMIT_DOWN ? CK_LEVEL_ON : CK_LEVEL_OFF);
	(void)happened();
}

/* The arm is up for admission 7, and the truck stands before it. */
static void opened_lane(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	admit(2000, 7);
	off(2200, CK_LIMIT_DOWN);
	on(4000, CK_LIMIT_UP);
	(void)happened();
}

#endif
