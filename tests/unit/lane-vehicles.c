/* Vehicles on a road, and what the lane makes of them: two vehicles of several
 * lengths move cell by cell over the three loops, forward and back, in every
 * order that keeps them apart. The road knows who went through; the lane must
 * never have counted fewer, and never more on one admission. With CK_SHORT set,
 * as under valgrind, the second vehicle stays at home. */
#include <config.h>

#include "lane-states.h"
#include "tap.h"

/* First and last cell of each loop, and the empty cells that vehicles keep
 * between them: no fewer than the exit loop has. On a road with a long safety
 * loop a vehicle that follows closely comes upon it before the first has left,
 * so that this loop alone sees one vehicle where there are two. */
struct layout {
	const char *name;
	int from[3], to[3];
	int distance;
};

static const struct layout layouts[] = {
	{ "short loops", { 2, 6, 9 }, { 4, 7, 10 }, 3 },
	{ "a long safety loop", { 2, 6, 12 }, { 4, 10, 12 }, 1 },
};

static const enum ck_lane_input loops[] = { CK_LOOP_ARRIVE, CK_LOOP_SAFETY,
					    CK_LOOP_EXIT };

enum { LOOPS = 3, FIRST = 2, VEHICLES = 2 };

/* Where each front stands; how far the lane's counts are ahead of the road's
 * since the loops were last free. */
struct world {
	int front[VEHICLES];
	bool far[VEHICLES];	/* the side it was last wholly on */
	int ahead;		/* passages counted, less those made */
	int ahead_back;
	int admitted;		/* passages counted on the one admission */
};

struct road {
	struct ck_lane_config config;
	const struct layout *layout;
	int length[VEHICLES];
	bool back;		/* may they move back? */
	bool timers;		/* may timers end? */
	bool alone;		/* the second stays where it is */
	bool dead_safety;	/* the safety loop does not work */
	struct seen seen;
	int lost, lost_back;
	int too_many;		/* admitted passages on one admission */
	int inexact;		/* … counted too often */
	int through;		/* moments when both had gone through */
};

static uint64_t pack_world(const struct world *w)
{
	struct packer p = { 0, 0 };

	for (int i = 0; i < VEHICLES; i++) {
		put(&p, (uint64_t)(w->front[i] + 32), 7);
		put(&p, w->far[i], 1);
	}
	put(&p, (uint64_t)(w->ahead + 4), 3);
	put(&p, (uint64_t)(w->ahead_back + 4), 3);
	put(&p, (uint64_t)w->admitted, 2);
	return p.bits;
}

static void unpack_world(uint64_t bits, struct world *w)
{
	struct packer p = { bits, 0 };

	for (int i = 0; i < VEHICLES; i++) {
		w->front[i] = (int)get(&p, 7) - 32;
		w->far[i] = get(&p, 1);
	}
	w->ahead = (int)get(&p, 3) - 4;
	w->ahead_back = (int)get(&p, 3) - 4;
	w->admitted = (int)get(&p, 2);
}

static int rear(const struct road *road, const struct world *w, int i)
{
	return w->front[i] - road->length[i] + 1;
}

static int last(const struct road *road)
{
	return road->layout->to[LOOPS - 1];
}

static bool covers(const struct road *road, const struct world *w, int from,
		   int to)
{
	for (int i = 0; i < VEHICLES; i++) {
		if (w->front[i] >= from && rear(road, w, i) <= to)
			return true;
	}
	return false;
}

static int clamp(int n)
{
	return n < -3 ? -3 : n > 3 ? 3 : n;
}

static void count(struct road *road, struct world *w,
		  const struct ck_lane_step *step)
{
	for (int i = 0; i < step->count; i++) {
		const struct ck_lane_event *e = &step->events[i];

		if (e->kind == CK_LANE_PASSED)
			w->ahead = clamp(w->ahead + 1);
		if (e->kind == CK_LANE_AGAINST)
			w->ahead_back = clamp(w->ahead_back + 1);
		if (e->kind != CK_LANE_PASSED || !e->admitted)
			continue;
		road->too_many += w->admitted > 0;
		w->admitted = 1;
	}
}

static bool taken(const struct road *road, const struct world *w, int loop)
{
	return covers(road, w, road->layout->from[loop],
		      road->layout->to[loop]);
}

/* What the road itself knows: a vehicle that is wholly on the other side. */
static void note_sides(const struct road *road, struct world *w)
{
	for (int i = 0; i < VEHICLES; i++) {
		if (!w->far[i] && rear(road, w, i) > last(road)) {
			w->far[i] = true;
			w->ahead = clamp(w->ahead - 1);
		} else if (w->far[i] && w->front[i] < FIRST) {
			w->far[i] = false;
			w->ahead_back = clamp(w->ahead_back - 1);
		}
	}
}

/* The loops are free and nothing is pending: the counts must agree. */
static void compare(struct road *road, struct world *w,
		    const struct ck_lane_state *lane)
{
	if (covers(road, w, FIRST, last(road)) || lane->timer[CK_TIMER_GAP])
		return;
	road->lost += w->ahead < 0;
	road->lost_back += w->ahead_back < 0;
	road->inexact += w->ahead > 0 || w->ahead_back > 0;
	road->through += w->far[0] && (road->alone || w->far[1]);
	w->ahead = w->ahead_back = 0;
}

static void remember(struct road *road, const struct ck_lane_state *lane,
		     struct world w)
{
	compare(road, &w, lane);
	seen_add(&road->seen, (struct key){ pack(lane), pack_world(&w) });
}

static void edge(struct road *road, struct ck_lane_state *lane,
		 struct world *w, enum ck_lane_input line, bool value)
{
	struct ck_lane_cause cause = {
		.kind = CK_INPUT_EDGE, .line = line,
		.level = value ? CK_LEVEL_ON : CK_LEVEL_OFF,
	};
	struct ck_lane_step step;

	if (line == CK_LOOP_SAFETY && road->dead_safety)
		return;
	ck_lane_step(&road->config, lane, &cause, NOW, lane, &step);
	count(road, w, &step);
}

/* A move may change several loops; whichever is noticed first. */
static void tell(struct road *road, struct ck_lane_state lane, struct world w,
		 unsigned changed)
{
	if (!changed) {
		remember(road, &lane, w);
		return;
	}
	for (int i = 0; i < LOOPS; i++) {
		struct ck_lane_state next = lane;
		struct world after = w;

		if (!(changed & 1u << i))
			continue;
		edge(road, &next, &after, loops[i], taken(road, &w, i));
		tell(road, next, after, changed & ~(1u << i));
	}
}

/* They keep their distance, and do not wander off. */
static bool apart(const struct road *road, const struct world *w)
{
	int distance = road->layout->distance;
	int room = road->length[0] + road->length[1] + distance + 2;

	return rear(road, w, 0) - w->front[1] > distance &&
	       w->front[0] >= FIRST - 1 && w->front[0] <= last(road) + room &&
	       w->front[1] >= FIRST - room;
}

static void drive(struct road *road, const struct ck_lane_state *lane,
		  const struct world *w, int vehicle, int by)
{
	struct world next = *w;
	unsigned changed = 0;

	next.front[vehicle] += by;
	if (!apart(road, &next))
		return;
	for (int i = 0; i < LOOPS; i++) {
		if (taken(road, w, i) != taken(road, &next, i))
			changed |= 1u << i;
	}
	note_sides(road, &next);
	tell(road, *lane, next, changed);
}

static void end_timers(struct road *road, const struct ck_lane_state *lane,
		       const struct world *w)
{
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };

	for (int i = 0; i < CK_LANE_TIMERS; i++) {
		struct ck_lane_state due = *lane;
		struct world after = *w;
		struct ck_lane_step step;

		/* A loop that is taken for broken is another matter, and the
		 * admission shall last. */
		if (!lane->timer[i] || i == CK_TIMER_STUCK_SAFETY ||
		    i == CK_TIMER_STUCK_EXIT || i == CK_TIMER_GRANT)
			continue;
		due.timer[i] = NOW;
		ck_lane_step(&road->config, &due, &time, NOW, &due, &step);
		count(road, &after, &step);
		remember(road, &due, after);
	}
}

static void begin(struct road *road)
{
	const struct ck_lane_cause admit = {
		.kind = CK_INPUT_ADMIT, .id = 1, .until = FAR,
	};
	struct world w = { .front = { FIRST - 1, 0 } };
	struct ck_lane_state lane;
	struct ck_lane_step step;

	w.front[1] = rear(road, &w, 0) - road->layout->distance - 1;
	ck_lane_init(&road->config, &lane);
	for (int i = 0; i < LOOPS; i++)
		edge(road, &lane, &w, loops[i], false);
	ck_lane_step(&road->config, &lane, &admit, NOW, &lane, &step);
	seen_new(&road->seen);
	remember(road, &lane, w);
}

static void explore(struct road *road)
{
	begin(road);
	for (size_t i = 0; i < road->seen.count; i++) {
		struct key key = road->seen.list[i];
		struct ck_lane_state lane;
		struct world w;

		unpack(key.lane, &lane);
		unpack_world(key.world, &w);
		for (int v = 0; v < (road->alone ? 1 : VEHICLES); v++) {
			drive(road, &lane, &w, v, 1);
			if (road->back)
				drive(road, &lane, &w, v, -1);
		}
		if (road->timers)
			end_timers(road, &lane, &w);
	}
	seen_free(&road->seen);
}

struct trial {
	const struct layout *layout;
	uint32_t without;	/* loops that the lane has not got */
	bool dead_safety;
	const char *what;
};

static struct road road_of(const struct trial *trial, const int length[2])
{
	uint32_t all = CK_LINE_BIT(CK_LOOP_ARRIVE) |
		       CK_LINE_BIT(CK_LOOP_SAFETY) | CK_LINE_BIT(CK_LOOP_EXIT);

	return (struct road){
		.config = {
			.inputs = all & ~trial->without,
			.outputs = (1u << CK_LANE_OUTPUTS) - 1,
			.pulse_ms = 1, .open_ms = 2, .close_after_ms = 1,
			.gap_ms = 1, .stuck_ms = 9, .alarm_ms = 3,
			.manual_ms = 5,
		},
		.layout = trial->layout,
		.length = { length[0], length[1] },
		.dead_safety = trial->dead_safety,
	};
}

static void forward_only(const struct trial *trial, const int length[2])
{
	struct road road = road_of(trial, length);

	explore(&road);
	ok(!road.lost && !road.inexact && !road.too_many && road.through,
	   "%s, %s, lengths %d %d: forward, each counted once, one admitted",
	   trial->layout->name, trial->what, length[0], length[1]);
}

static void back_and_forth(const struct trial *trial, const int length[2])
{
	struct road road = road_of(trial, length);

	road.back = road.timers = true;
	explore(&road);
	ok(!road.lost && !road.too_many && road.through,
	   "%s, %s, lengths %d %d: back and forth, none lost",
	   trial->layout->name, trial->what, length[0], length[1]);
	printf("# %zu situations, %d lost, %d counted in doubt\n",
	       road.seen.count, road.lost, road.inexact);
}

static void alone(const struct layout *layout, const int length[2])
{
	const struct trial trial = { layout, 0, false, "alone" };
	struct road road = road_of(&trial, length);

	road.back = road.timers = road.alone = true;
	explore(&road);
	ok(!road.lost && !road.lost_back && !road.too_many && road.through,
	   "%s, alone, length %d: counted there and back",
	   layout->name, length[0]);
	printf("# %zu situations, %d lost, %d lost back, %d in doubt\n",
	       road.seen.count, road.lost, road.lost_back, road.inexact);
}

int main(void)
{
	static const int lengths[][2] = { { 4, 4 }, { 10, 4 }, { 4, 10 },
					  { 10, 10 } };
	static const struct trial trials[] = {
		{ &layouts[0], 0, false, "three loops" },
		{ &layouts[0], CK_LINE_BIT(CK_LOOP_EXIT), false, "no exit loop" },
		{ &layouts[0], CK_LINE_BIT(CK_LOOP_ARRIVE), false,
		  "no arrival loop" },
		{ &layouts[0], 0, true, "dead safety loop" },
		{ &layouts[1], 0, false, "three loops" },
		{ &layouts[1], CK_LINE_BIT(CK_LOOP_ARRIVE), false,
		  "no arrival loop" },
	};

	for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++) {
		for (int j = 0; j < 4 && !getenv("CK_SHORT"); j++) {
			if (!trials[i].dead_safety)
				forward_only(&trials[i], lengths[j]);
			back_and_forth(&trials[i], lengths[j]);
		}
	}
	for (int i = 0; i < 2; i++) {
		alone(&layouts[i], lengths[0]);
		alone(&layouts[i], lengths[1]);
	}
	return tap_done();
}
