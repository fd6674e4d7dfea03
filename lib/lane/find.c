#include <config.h>

#include <string.h>

#include "lane/search.h"

const char *ck_matched_name(enum ck_matched matched)
{
	static const char *const names[] = { "exact", "form", "alternative",
					     "confused" };

	return names[matched];
}

static bool one_vehicle(const struct ck_search *f)
{
	for (int i = 1; i < f->count; i++) {
		if (strcmp(f->all[i].normal, f->all[0].normal))
			return false;
	}
	return f->count > 0;
}

/* -- several clues -------------------------------------------------------- */

/* What leaves less doubt says how the vehicle was found. */
static void keep_surer(struct ck_candidate *one, const struct ck_candidate *other)
{
	if (other->matched > one->matched ||
	    (other->matched == one->matched &&
	     other->permille <= one->permille))
		return;
	one->matched = other->matched;
	one->permille = other->permille;
}

static bool is_common(struct ck_candidate *one,
		      const struct ck_candidate *others, int count)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(one->trip, others[i].trip))
			continue;
		keep_surer(one, &others[i]);
		return true;
	}
	return false;
}

/* What both name; a clue that names nobody says nothing. */
static void keep_common(struct ck_search *f, const struct ck_candidate *others,
			int count)
{
	int kept = 0;

	if (!count)
		return;
	for (int i = 0; i < f->count; i++) {
		if (is_common(&f->all[i], others, count))
			f->all[kept++] = f->all[i];
	}
	/* They contradict each other: all of them are told. */
	for (int i = 0; !kept && i < count && f->count < CK_CANDIDATES_MOST; i++)
		f->all[f->count++] = others[i];
	if (kept)
		f->count = kept;
}

static void add_clue(struct ck_search *all, struct ck_search *more)
{
	if (!all->count) {
		all->count = more->count;
		memcpy(all->all, more->all,
		       more->count * sizeof(*more->all));
	} else {
		keep_common(all, more->all, more->count);
	}
}

/* -- which trip of a vehicle ---------------------------------------------- */

static bool fits(const struct ck_gate *gate, const struct ck_candidate *c)
{
	return c->zone && !strcmp(c->zone, gate->from) &&
	       ck_gate_way(gate->document, &c->way) != CK_WAY_NONE;
}

static bool is_called(const struct ck_gate *gate, const struct ck_candidate *c)
{
	return fits(gate, c) && c->called;
}

static bool is_here(const struct ck_gate *gate, const struct ck_candidate *c)
{
	(void)gate;
	return c->entered;
}

static const struct ck_candidate *
first(const struct ck_search *f, bool (*is)(const struct ck_gate *gate,
					  const struct ck_candidate *c))
{
	for (int i = 0; i < f->count; i++) {
		if (is(f->gate, &f->all[i]))
			return &f->all[i];
	}
	return NULL;
}

static const struct ck_candidate *choose(const struct ck_search *f)
{
	const struct ck_candidate *one;

	if (!one_vehicle(f))
		return NULL;
	one = first(f, is_called);
	if (!one)
		one = first(f, fits);
	if (!one)
		one = first(f, is_here);
	return one ? one : &f->all[0];
}

/* -- all of it ------------------------------------------------------------ */

static struct ck_search begin(struct ck_store *store, struct ck_doc *doc,
			      const struct ck_gate *gate)
{
	return (struct ck_search){
		.store = store, .doc = doc, .gate = gate,
		.all = ck_doc_alloc(doc, CK_CANDIDATES_MOST *
					 sizeof(struct ck_candidate)),
	};
}

static int find_one(struct ck_search *all, const struct ck_clue *clue)
{
	struct ck_search f = begin(all->store, all->doc, all->gate);
	int r;

	f.clue = clue;
	r = ck_search_clue(&f);
	if (r >= 0)
		add_clue(all, &f);
	return r;
}

int ck_gate_find(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_gate *gate, int64_t now,
		 const struct ck_sighting *seen, struct ck_found *ret_found)
{
	struct ck_search all = begin(store, doc, gate);
	struct ck_shown shown = { .code = NULL };
	bool good;
	int r = ck_shown_judge(store, doc, gate->site, now, seen, &shown);

	good = r >= 0 && seen->shown && !shown.code;
	/* Its trip is taken as it is, closed or not. */
	if (good)
		r = find_one(&all, &(struct ck_clue){
			.kind = "trip", .normal = seen->pass->trip,
			.permille = CK_SIGHTING_SURE });
	for (int i = 0; r >= 0 && i < seen->count; i++)
		if (!good || !ck_shown_covers(seen->pass, &seen->clues[i]))
			r = find_one(&all, &seen->clues[i]);
	if (r < 0)
		return r;
	*ret_found = (struct ck_found){ choose(&all), all.all, all.count,
					shown };
	return 0;
}

int ck_gate_find_closed(struct ck_store *store, struct ck_doc *doc,
			const struct ck_gate *gate, int64_t since,
			const struct ck_sighting *seen,
			struct ck_found *ret_found)
{
	struct ck_search all = begin(store, doc, gate);
	int r = 0;

	for (int i = 0; r >= 0 && !all.count && i < seen->count; i++) {
		all.clue = &seen->clues[i];
		r = ck_search_closed(&all, since);
	}
	if (r < 0)
		return r;
	*ret_found = (struct ck_found){
		.one = one_vehicle(&all) ? &all.all[0] : NULL,
		.all = all.all, .count = all.count,
	};
	return 0;
}
