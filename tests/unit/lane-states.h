/* What the searches through lane states share: a state as a number, and the
 * set of those seen. */
#ifndef CK_TESTS_LANE_STATES_H
#define CK_TESTS_LANE_STATES_H

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lane/lane.h"

enum { FAR = 1 << 30, NOW = 1 << 20 };

#define ALL_INPUTS ((1u << CK_LANE_INPUTS) - 1)
#define ALL_OUTPUTS ((1u << CK_LANE_OUTPUTS) - 1)
#define BIT CK_LINE_BIT

/* -- a state as a number -------------------------------------------------- */

static const enum ck_lane_input levels[] = {
	CK_LOOP_ARRIVE, CK_LOOP_SAFETY, CK_LOOP_EXIT, CK_LIMIT_UP,
	CK_LIMIT_DOWN, CK_ESTOP, CK_FIRE,
};

enum { LEVELS = sizeof(levels) / sizeof(levels[0]) };

struct packer {
	uint64_t bits;
	int at;
};

static void put(struct packer *p, uint64_t value, int width)
{
	p->bits |= value << p->at;
	p->at += width;
}

static uint64_t get(struct packer *p, int width)
{
	uint64_t value = p->bits >> p->at & ((1ULL << width) - 1);

	p->at += width;
	return value;
}

/* States that no input can tell apart are one: a limit switch or the fire
 * input only matters when it is on, the emergency stop by its fault. */
static unsigned telling(const struct ck_lane_state *s, enum ck_lane_input line)
{
	if (line == CK_ESTOP)
		return s->faults & BIT(CK_FAULT_ESTOP) ? CK_LEVEL_ON
						       : CK_LEVEL_OFF;
	if (s->level[line] == CK_LEVEL_UNKNOWN &&
	    (line == CK_LIMIT_UP || line == CK_LIMIT_DOWN || line == CK_FIRE))
		return CK_LEVEL_OFF;
	return s->level[line];
}

static uint64_t pack(const struct ck_lane_state *s)
{
	struct packer p = { 0, 0 };

	for (int i = 0; i < LEVELS; i++)
		put(&p, telling(s, levels[i]), 2);
	put(&p, s->arm, 3);
	put(&p, s->unplaced, 1);
	put(&p, s->resumed, 1);
	put(&p, s->grant, 2);
	put(&p, s->overdue, 1);
	put(&p, s->next, 1);
	put(&p, s->grant_id != 0, 1);
	put(&p, s->track.track, 4);
	put(&p, s->track.behind, 2);
	put(&p, s->outputs, CK_LANE_OUTPUTS);
	put(&p, s->faults, CK_FAULT_MOVED);
	for (int i = 0; i < CK_LANE_TIMERS; i++)
		put(&p, s->timer[i] != 0, 1);
	return p.bits + 1;	/* 0 marks an empty place */
}

static void unpack(uint64_t bits, struct ck_lane_state *s)
{
	struct packer p = { bits - 1, 0 };

	memset(s, 0, sizeof(*s));
	memset(s->level, CK_LEVEL_UNKNOWN, sizeof(s->level));
	for (int i = 0; i < LEVELS; i++)
		s->level[levels[i]] = get(&p, 2);
	s->arm = get(&p, 3);
	s->unplaced = get(&p, 1);
	s->resumed = get(&p, 1);
	s->grant = get(&p, 2);
	s->overdue = get(&p, 1);
	s->next = get(&p, 1);
	s->next_id = s->next;
	s->grant_id = get(&p, 1);
	s->track.track = (enum ck_track)get(&p, 4);
	s->track.behind = (enum ck_behind)get(&p, 2);
	s->outputs = get(&p, CK_LANE_OUTPUTS);
	s->faults = get(&p, CK_FAULT_MOVED);
	for (int i = 0; i < CK_LANE_TIMERS; i++)
		s->timer[i] = get(&p, 1) ? FAR : 0;
}

/* -- the states seen ------------------------------------------------------ */

/* The lane, and what a test keeps beside it. */
struct key {
	uint64_t lane;		/* never 0 */
	uint64_t world;
};

struct seen {
	struct key *table;	/* open addressing, a power of two */
	size_t size;
	struct key *list;	/* in the order they were found */
	size_t count;
};

__attribute__((unused)) static void seen_new(struct seen *seen)
{
	seen->size = 1 << 16;
	seen->table = ck_alloc(seen->size * sizeof(struct key));
	seen->list = ck_alloc(seen->size * sizeof(struct key));
	seen->count = 0;
}

static void seen_free(struct seen *seen)
{
	free(seen->table);
	free(seen->list);
}

static struct key *place(struct seen *seen, struct key key)
{
	uint64_t mixed = key.lane * 0x9e3779b97f4a7c15ULL ^
			 key.world * 0xc2b2ae3d27d4eb4fULL;
	size_t i = mixed >> 20 & (seen->size - 1);

	while (seen->table[i].lane && (seen->table[i].lane != key.lane ||
				       seen->table[i].world != key.world))
		i = (i + 1) & (seen->size - 1);
	return &seen->table[i];
}

static void seen_grow(struct seen *seen)
{
	free(seen->table);
	seen->size *= 2;
	seen->table = ck_alloc(seen->size * sizeof(struct key));
	seen->list = ck_realloc(seen->list, seen->size * sizeof(struct key));
	for (size_t i = 0; i < seen->count; i++)
		*place(seen, seen->list[i]) = seen->list[i];
}

static void seen_add(struct seen *seen, struct key key)
{
	struct key *at = place(seen, key);

	if (at->lane)
		return;
	*at = key;
	seen->list[seen->count++] = key;
	if (seen->count > seen->size / 2)
		seen_grow(seen);
}

#endif
