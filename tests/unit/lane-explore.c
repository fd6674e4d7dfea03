/* Every reachable state of the lane, every input in each: the rules of
 * lane/lane.h hold after every step. Time is taken apart: any running timer
 * may end next, so that no rule rests on how long things take. Then the same
 * search must catch lanes whose rules are broken on purpose.
 *
 * With CK_SHORT set, as under valgrind, only the smallest lane is searched. */
#include <config.h>

#include "lane-states.h"
#include "tap.h"

typedef void step_fn(const struct ck_lane_config *config,
		     const struct ck_lane_state *before,
		     const struct ck_lane_cause *cause, int64_t now,
		     struct ck_lane_state *after,
		     struct ck_lane_step *ret_step);

/* -- the rules ------------------------------------------------------------ */

struct moment {
	const struct ck_lane_config *config;
	const struct ck_lane_state *before;
	const struct ck_lane_cause *cause;
	const struct ck_lane_state *after;
	const struct ck_lane_step *step;
};

static int count_events(const struct moment *m, enum ck_lane_event_kind kind)
{
	int n = 0;

	for (int i = 0; i < m->step->count; i++)
		n += m->step->events[i].kind == kind;
	return n;
}

static int count_passed(const struct moment *m, bool admitted)
{
	int n = 0;

	for (int i = 0; i < m->step->count; i++)
		n += m->step->events[i].kind == CK_LANE_PASSED &&
		     m->step->events[i].admitted == admitted;
	return n;
}

static int count_faults(const struct moment *m, enum ck_lane_fault fault)
{
	int n = 0;

	for (int i = 0; i < m->step->count; i++)
		n += m->step->events[i].kind == CK_LANE_FAULTED &&
		     m->step->events[i].fault == fault;
	return n;
}

/* Admissions that came in with this step. */
static int accepted(const struct moment *m)
{
	bool pressed = m->cause->kind == CK_INPUT_EDGE &&
		       m->cause->line == CK_BUTTON_OPEN &&
		       m->cause->level == CK_LEVEL_ON;
	bool free_and_going = m->before->grant == CK_GRANT_NONE &&
			      count_events(m, CK_LANE_OPENED);

	return m->cause->kind == CK_INPUT_ADMIT || (pressed && free_and_going);
}

static int grants(const struct ck_lane_state *s)
{
	return (s->grant != CK_GRANT_NONE) + s->next;
}

static bool on(const struct moment *m, enum ck_lane_output line)
{
	return m->after->outputs & BIT(line);
}

static bool rises(const struct moment *m, enum ck_lane_output line)
{
	return on(m, line) && !(m->before->outputs & BIT(line));
}

static bool stopped(const struct ck_lane_state *s)
{
	return s->level[CK_ESTOP] == CK_LEVEL_ON ||
	       s->faults & BIT(CK_FAULT_ESTOP);
}

static bool closes_safely(const struct moment *m)
{
	const struct ck_lane_state *s = m->after;

	return !on(m, CK_BARRIER_CLOSE) ||
	       (s->level[CK_LOOP_SAFETY] == CK_LEVEL_OFF && !stopped(s) &&
		s->level[CK_FIRE] != CK_LEVEL_ON);
}

static bool never_closing_on_somebody(const struct moment *m)
{
	return m->after->arm != CK_ARM_CLOSING || stopped(m->after) ||
	       m->after->level[CK_LOOP_SAFETY] == CK_LEVEL_OFF;
}

static bool opens_only_when_said(const struct moment *m)
{
	return !rises(m, CK_BARRIER_OPEN) || count_events(m, CK_LANE_OPENED);
}

static bool one_order_at_a_time(const struct moment *m)
{
	return on(m, CK_BARRIER_OPEN) + on(m, CK_BARRIER_CLOSE) +
	       on(m, CK_BARRIER_STOP) <= 1;
}

static bool nothing_moves_when_stopped(const struct moment *m)
{
	return !stopped(m->after) ||
	       (!on(m, CK_BARRIER_OPEN) && !on(m, CK_BARRIER_CLOSE));
}

static bool green_is_true(const struct moment *m)
{
	const struct ck_lane_state *s = m->after;
	bool seen = !(m->config->inputs & BIT(CK_LIMIT_UP)) ||
		    s->level[CK_LIMIT_UP] == CK_LEVEL_ON;

	return on(m, CK_LIGHT_RED) != on(m, CK_LIGHT_GREEN) &&
	       (!on(m, CK_LIGHT_GREEN) ||
		(s->arm == CK_ARM_UP && seen && !stopped(s) &&
		 s->level[CK_FIRE] != CK_LEVEL_ON &&
		 s->grant == CK_GRANT_WAITING));
}

/* What came in is used by one passage, lapses, or is still there. */
static bool one_passage_each(const struct moment *m)
{
	return grants(m->after) == grants(m->before) + accepted(m) -
					   count_passed(m, true) -
					   count_events(m, CK_LANE_LAPSED);
}

static bool strangers_sound(const struct moment *m)
{
	int strange = count_passed(m, false) +
		      count_events(m, CK_LANE_AGAINST) +
		      count_faults(m, CK_FAULT_TAILGATING) +
		      count_faults(m, CK_FAULT_UNADMITTED);

	return !strange || on(m, CK_ALARM);
}

static bool gap_is_timed(const struct moment *m)
{
	return (m->after->track.track == CK_TRACK_GAP) ==
	       (m->after->timer[CK_TIMER_GAP] != 0);
}

/* A vehicle may be before the arm and behind it, its drawbar over the safety
 * loop. */
static bool spans(const struct ck_track_state *track)
{
	return track->track == CK_TRACK_BEYOND &&
	       track->behind == CK_BEHIND_SELF;
}

/* By itself the arm comes down when all have gone. */
static bool closes_behind_all(const struct moment *m)
{
	const struct ck_lane_state *s = m->after;

	return m->cause->kind != CK_INPUT_TIME ||
	       !rises(m, CK_BARRIER_CLOSE) ||
	       (s->grant == CK_GRANT_NONE && !s->next && !spans(&s->track) &&
		!ck_track_busy(&s->track));
}

/* Whose admission comes when it is under the arm already has it at once. */
static bool taken_under_the_arm(const struct moment *m)
{
	enum ck_track track = m->after->track.track;

	return m->cause->kind != CK_INPUT_ADMIT ||
	       m->before->grant != CK_GRANT_NONE ||
	       m->after->grant != CK_GRANT_WAITING ||
	       (track != CK_TRACK_UNDER && track != CK_TRACK_GAP &&
		track != CK_TRACK_OUT && track != CK_TRACK_FOLLOW);
}

/* A contact is never left on: something will end it. */
static bool pulses_end(const struct moment *m)
{
	return !(on(m, CK_BARRIER_OPEN) || on(m, CK_BARRIER_CLOSE) ||
		 on(m, CK_BARRIER_STOP)) || m->after->timer[CK_TIMER_PULSE];
}

static const struct {
	bool (*holds)(const struct moment *m);
	const char *what;
} rules[] = {
	{ closes_safely, "the close contact needs a free safety loop" },
	{ never_closing_on_somebody, "an arm never stays closing on somebody" },
	{ opens_only_when_said, "nothing opens without saying so" },
	{ one_order_at_a_time, "one order to the barrier at a time" },
	{ nothing_moves_when_stopped, "the emergency stop stops" },
	{ green_is_true, "green only when up and admitted, else red" },
	{ one_passage_each, "one passage for each admission" },
	{ strangers_sound, "who was not admitted sounds the alarm" },
	{ gap_is_timed, "a vehicle between the loops is waited for" },
	{ closes_behind_all, "by itself it closes behind all only" },
	{ taken_under_the_arm, "who is under the arm has what comes then" },
	{ pulses_end, "every pulse ends" },
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

/* -- the search ----------------------------------------------------------- */

struct search {
	const struct ck_lane_config *config;
	step_fn *step;
	struct seen seen;
	size_t steps;
	bool passages;			/* some were seen at all */
	int broken;			/* the first rule, or -1 */
	struct ck_lane_state where;
	struct ck_lane_cause how;
};

static void try_one(struct search *s, const struct ck_lane_state *before,
		    const struct ck_lane_cause *cause)
{
	struct ck_lane_state after;
	struct ck_lane_step step;
	struct moment m = { s->config, before, cause, &after, &step };

	s->step(s->config, before, cause, NOW, &after, &step);
	s->steps++;
	s->passages |= count_passed(&m, true) > 0;
	for (int i = 0; i < RULES && s->broken < 0; i++) {
		if (rules[i].holds(&m))
			continue;
		s->broken = i;
		s->where = *before;
		s->how = *cause;
	}
	seen_add(&s->seen, (struct key){ pack(&after), 0 });
}

static void try_edges(struct search *s, const struct ck_lane_state *before)
{
	for (int line = 0; line < CK_LANE_INPUTS; line++) {
		bool button = line == CK_BUTTON_OPEN ||
			      line == CK_BUTTON_CLOSE || line == CK_BUTTON_STOP;

		if (!(s->config->inputs & BIT(line)))
			continue;
		for (int level = button ? CK_LEVEL_ON : CK_LEVEL_OFF;
		     level <= (button ? CK_LEVEL_ON : CK_LEVEL_UNKNOWN);
		     level++) {
			struct ck_lane_cause cause = {
				.kind = CK_INPUT_EDGE,
				.line = (enum ck_lane_input)line,
				.level = (enum ck_level)level,
			};

			try_one(s, before, &cause);
		}
	}
}

static void try_timers(struct search *s, const struct ck_lane_state *before)
{
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };

	for (int i = 0; i < CK_LANE_TIMERS; i++) {
		struct ck_lane_state due = *before;

		if (!before->timer[i])
			continue;
		due.timer[i] = NOW;
		try_one(s, &due, &time);
	}
}

static void search(struct search *s)
{
	const struct ck_lane_cause admit = {
		.kind = CK_INPUT_ADMIT, .by = CK_BY_DECISION, .id = 1,
		.until = FAR,
	};
	const struct ck_lane_cause revoke = { .kind = CK_INPUT_REVOKE,
					      .id = 1 };
	const struct ck_lane_cause lost = { .kind = CK_INPUT_LOST };
	struct ck_lane_state state;

	seen_new(&s->seen);
	s->broken = -1;
	ck_lane_init(s->config, &state);
	seen_add(&s->seen, (struct key){ pack(&state), 0 });
	ck_lane_resume(s->config, 1, FAR, &state);
	seen_add(&s->seen, (struct key){ pack(&state), 0 });
	for (size_t i = 0; i < s->seen.count && s->broken < 0; i++) {
		unpack(s->seen.list[i].lane, &state);
		try_edges(s, &state);
		try_timers(s, &state);
		try_one(s, &state, &admit);
		try_one(s, &state, &revoke);
		try_one(s, &state, &lost);
	}
}

static void print_broken(const struct search *s)
{
	const struct ck_lane_state *at = &s->where;

	printf("# broken: %s\n", rules[s->broken].what);
	printf("# arm %s, track %s, grant %d, next %d, outputs %x, faults %x\n",
	       ck_arm_name((enum ck_arm)at->arm),
	       ck_track_name(at->track.track), at->grant, at->next,
	       at->outputs, at->faults);
	printf("# loops %d%d%d, limits %d%d, estop %d, fire %d\n",
	       at->level[0], at->level[1], at->level[2], at->level[3],
	       at->level[4], at->level[8], at->level[9]);
	printf("# then input %d, line %d, level %d\n", s->how.kind,
	       s->how.line, s->how.level);
}

static void explore(const struct ck_lane_config *config, const char *what)
{
	struct search s = { .config = config, .step = ck_lane_step };

	search(&s);
	if (!ok(s.broken < 0, "%s: every rule holds", what))
		print_broken(&s);
	ok(s.seen.count > 200 && s.passages,
	   "%s: %zu states, %zu steps, passages among them", what,
	   s.seen.count, s.steps);
	seen_free(&s.seen);
}

/* -- lanes that are broken on purpose ------------------------------------- */

static void deaf_to_safety(const struct ck_lane_config *config,
			   const struct ck_lane_state *before,
			   const struct ck_lane_cause *cause, int64_t now,
			   struct ck_lane_state *after,
			   struct ck_lane_step *ret_step)
{
	struct ck_lane_state blind = *before;

	blind.level[CK_LOOP_SAFETY] = CK_LEVEL_OFF;
	ck_lane_step(config, &blind, cause, now, after, ret_step);
	if (cause->kind != CK_INPUT_EDGE || cause->line != CK_LOOP_SAFETY)
		after->level[CK_LOOP_SAFETY] = before->level[CK_LOOP_SAFETY];
}

static void opens_silently(const struct ck_lane_config *config,
			   const struct ck_lane_state *before,
			   const struct ck_lane_cause *cause, int64_t now,
			   struct ck_lane_state *after,
			   struct ck_lane_step *ret_step)
{
	ck_lane_step(config, before, cause, now, after, ret_step);
	if (ret_step->count && ret_step->events[0].kind == CK_LANE_OPENED &&
	    ret_step->events[0].by == CK_BY_FIRE)
		ret_step->events[0].kind = CK_LANE_BACKED;
}

static void two_for_one(const struct ck_lane_config *config,
			const struct ck_lane_state *before,
			const struct ck_lane_cause *cause, int64_t now,
			struct ck_lane_state *after,
			struct ck_lane_step *ret_step)
{
	ck_lane_step(config, before, cause, now, after, ret_step);
	for (int i = 0; i < ret_step->count; i++) {
		if (ret_step->events[i].kind == CK_LANE_PASSED &&
		    ret_step->events[i].admitted) {
			after->grant = CK_GRANT_WAITING;
			after->timer[CK_TIMER_GRANT] = FAR;
		}
	}
}

static void ignores_estop(const struct ck_lane_config *config,
			  const struct ck_lane_state *before,
			  const struct ck_lane_cause *cause, int64_t now,
			  struct ck_lane_state *after,
			  struct ck_lane_step *ret_step)
{
	struct ck_lane_state calm = *before;

	calm.faults &= ~BIT(CK_FAULT_ESTOP);
	ck_lane_step(config, &calm, cause, now, after, ret_step);
}

static void quiet(const struct ck_lane_config *config,
		  const struct ck_lane_state *before,
		  const struct ck_lane_cause *cause, int64_t now,
		  struct ck_lane_state *after, struct ck_lane_step *ret_step)
{
	ck_lane_step(config, before, cause, now, after, ret_step);
	after->outputs &= ~BIT(CK_ALARM);
}

static void always_green(const struct ck_lane_config *config,
			 const struct ck_lane_state *before,
			 const struct ck_lane_cause *cause, int64_t now,
			 struct ck_lane_state *after,
			 struct ck_lane_step *ret_step)
{
	ck_lane_step(config, before, cause, now, after, ret_step);
	if (after->grant != CK_GRANT_WAITING)
		return;
	after->outputs |= BIT(CK_LIGHT_GREEN);
	after->outputs &= ~BIT(CK_LIGHT_RED);
}

static void sticks(const struct ck_lane_config *config,
		   const struct ck_lane_state *before,
		   const struct ck_lane_cause *cause, int64_t now,
		   struct ck_lane_state *after, struct ck_lane_step *ret_step)
{
	ck_lane_step(config, before, cause, now, after, ret_step);
	after->timer[CK_TIMER_PULSE] = 0;
}

static const struct {
	step_fn *step;
	bool (*caught_by)(const struct moment *m);
	const char *what;
} broken[] = {
	{ deaf_to_safety, NULL, "does not look at the safety loop" },
	{ opens_silently, opens_only_when_said, "opens without saying so" },
	{ two_for_one, one_passage_each, "lets two through on one admission" },
	{ ignores_estop, NULL, "forgets the emergency stop" },
	{ quiet, strangers_sound, "never sounds the alarm" },
	{ always_green, green_is_true, "shows green before the arm is up" },
	{ sticks, pulses_end, "leaves a contact on" },
};

static void catch_broken(const struct ck_lane_config *config)
{
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct search s = { .config = config, .step = broken[i].step };

		search(&s);
		ok(s.broken >= 0 &&
			   (!broken[i].caught_by ||
			    rules[s.broken].holds == broken[i].caught_by),
		   "a lane that %s is caught: %s", broken[i].what,
		   s.broken < 0 ? "no" : rules[s.broken].what);
		seen_free(&s.seen);
	}
}

static struct ck_lane_config lane(uint32_t inputs, uint32_t outputs)
{
	return (struct ck_lane_config){
		.inputs = inputs, .outputs = outputs, .pulse_ms = 1,
		.open_ms = 2, .close_after_ms = 1, .gap_ms = 1, .stuck_ms = 9,
		.alarm_ms = 3, .manual_ms = 5,
	};
}

int main(void)
{
	uint32_t limits = BIT(CK_LIMIT_UP) | BIT(CK_LIMIT_DOWN);
	struct ck_lane_config whole = lane(ALL_INPUTS, ALL_OUTPUTS);
	struct ck_lane_config no_limits =
		lane(ALL_INPUTS & ~limits, ALL_OUTPUTS);
	struct ck_lane_config no_exit =
		lane(ALL_INPUTS & ~BIT(CK_LOOP_EXIT), ALL_OUTPUTS);
	struct ck_lane_config one_loop =
		lane(BIT(CK_LOOP_SAFETY) | BIT(CK_ESTOP), ALL_OUTPUTS);
	struct ck_lane_config opens_only =
		lane(ALL_INPUTS & ~limits,
		     ALL_OUTPUTS & ~BIT(CK_BARRIER_CLOSE));

	explore(&one_loop, "with a safety loop alone");
	if (getenv("CK_SHORT"))
		return tap_done();
	explore(&whole, "a whole lane");
	explore(&no_limits, "without limit switches");
	explore(&no_exit, "without exit loop");
	explore(&opens_only, "with a barrier that closes by itself");
	catch_broken(&no_limits);
	return tap_done();
}
