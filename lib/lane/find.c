#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/find.h"
#include "store/query.h"
#include "trade/near.h"
#include "trade/plate_key.h"
#include "trade/plate_near.h"

enum { CANDIDATES_MOST = 32 };

struct finding {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const struct ck_clue *clue;
	enum ck_matched matched;
	struct ck_candidate *all;
	int count;
};

const char *ck_matched_name(enum ck_matched matched)
{
	static const char *const names[] = { "exact", "form", "confused" };

	return names[matched];
}

/* -- candidates ----------------------------------------------------------- */

static bool is_kind(const struct ck_clue *clue, const char *kind)
{
	if (!clue->kind || !strcmp(clue->kind, "trip") ||
	    !strcmp(clue->kind, "declaration"))
		return true;
	/* A camera behind the truck reads its trailer's plate. */
	return !strcmp(clue->kind, kind) || (!strcmp(clue->kind, "plate") &&
					     !strcmp(kind, "trailer"));
}

static bool is_ours(const struct finding *f, const char *trip)
{
	size_t len = strlen(f->gate->site);

	return !strncmp(trip, f->gate->site, len) && trip[len] == '-';
}

static bool has(const struct finding *f, const char *trip)
{
	for (int i = 0; i < f->count; i++) {
		if (!strcmp(f->all[i].trip, trip))
			return true;
	}
	return false;
}

static const char *text(struct finding *f, struct ck_stmt *q, int column)
{
	return ck_doc_strdup(f->doc, ck_column_text(q, column));
}

static void take_row(struct finding *f, struct ck_stmt *q)
{
	const char *trip = ck_column_text(q, 0);
	const char *state = ck_column_text(q, 11);

	if (f->count == CANDIDATES_MOST || !is_ours(f, trip) ||
	    !is_kind(f->clue, ck_column_text(q, 2)) || has(f, trip))
		return;
	f->all[f->count++] = (struct ck_candidate){
		.trip = text(f, q, 0),
		.declaration = text(f, q, 1),
		.kind = text(f, q, 2),
		.normal = text(f, q, 3),
		.zone = text(f, q, 4),
		.way = {
			.direction = text(f, q, 5),
			.role = text(f, q, 6),
			.leg = text(f, q, 7),
			.turned_back = ck_column_int(q, 8),
		},
		.entered = !ck_column_null(q, 9),
		.label = text(f, q, 10),
		.called = state && !strcmp(state, "called"),
		.matched = f->matched,
	};
}

static int take_all(struct finding *f, enum ck_sql id, const char *key,
		    const char *same_as)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(f->store, id, "ss", f->gate->queue, key);
	int r;

	while ((r = ck_step(q)) > 0) {
		if (!same_as || ck_plate_same(ck_column_text(q, 3), same_as))
			take_row(f, q);
	}
	return r;
}

/* -- the three ways to match ---------------------------------------------- */

static int find_exact(struct finding *f)
{
	const char *kind = f->clue->kind;

	f->matched = CK_MATCHED_EXACT;
	if (kind && !strcmp(kind, "declaration"))
		return take_all(f, CK_SQL_GATE_BY_DECLARATION,
				f->clue->normal, NULL);
	return take_all(f, CK_SQL_GATE_BY_NORMAL, f->clue->normal, NULL);
}

static int find_form(struct finding *f)
{
	char key[CK_PLATE_SIZE];

	f->matched = CK_MATCHED_FORM;
	if (ck_plate_bare_key(f->clue->normal, key) < 0)
		return 0;
	return take_all(f, CK_SQL_GATE_BY_MATCH, key, f->clue->normal);
}

static int visit_near(const char *variant, void *arg)
{
	struct finding *f = arg;
	char key[CK_PLATE_SIZE];

	if (!strcmp(variant, f->clue->normal) ||
	    ck_plate_bare_key(variant, key) < 0)
		return 0;
	return take_all(f, CK_SQL_GATE_BY_MATCH, key, variant);
}

static int find_near(struct finding *f)
{
	const char *kind = f->clue->kind;
	int r;

	f->matched = CK_MATCHED_CONFUSED;
	if (!kind || !strcmp(kind, "plate"))
		r = ck_plate_near(f->clue->normal, visit_near, f);
	else
		r = ck_near_each(f->clue->normal, visit_near, f);
	return r == -EBADMSG ? 0 : r;	/* too long to be confused */
}

static bool one_vehicle(const struct finding *f)
{
	for (int i = 1; i < f->count; i++) {
		if (strcmp(f->all[i].normal, f->all[0].normal))
			return false;
	}
	return f->count > 0;
}

/* A writing that may mean two vehicles means none. */
static int find_clue(struct finding *f)
{
	const char *kind = f->clue->kind;
	bool id = kind && (!strcmp(kind, "declaration") ||
			   !strcmp(kind, "trip"));
	int r = find_exact(f);

	if (r < 0 || f->count || id)
		return r;
	r = find_form(f);
	if (r < 0 || f->count)
		return r;
	return find_near(f);
}

/* -- several clues -------------------------------------------------------- */

/* What both name; a clue that names nobody says nothing. */
static void keep_common(struct finding *f, const struct ck_candidate *others,
			int count)
{
	int kept = 0;

	if (!count)
		return;
	for (int i = 0; i < f->count; i++) {
		bool common = false;

		for (int j = 0; j < count && !common; j++)
			common = !strcmp(f->all[i].trip, others[j].trip);
		if (common)
			f->all[kept++] = f->all[i];
	}
	/* They contradict each other: all of them are told. */
	for (int j = 0; !kept && j < count && f->count < CANDIDATES_MOST; j++)
		f->all[f->count++] = others[j];
	if (kept)
		f->count = kept;
}

static void add_clue(struct finding *all, struct finding *more)
{
	if (!all->count) {
		all->count = more->count;
		memcpy(all->all, more->all,
		       more->count * sizeof(*more->all));
	} else {
		keep_common(all, more->all, more->count);
	}
}

/* A trip that was named by its id is looked at as it is, closed or not. */
static void take_trip(struct finding *f)
{
	if (!is_ours(f, f->clue->normal))
		return;
	f->all[f->count++] = (struct ck_candidate){
		.trip = f->clue->normal,
		.declaration = f->clue->normal,
		.kind = "trip",
		.normal = f->clue->normal,
		.matched = CK_MATCHED_EXACT,
	};
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
first(const struct finding *f, bool (*is)(const struct ck_gate *gate,
					  const struct ck_candidate *c))
{
	for (int i = 0; i < f->count; i++) {
		if (is(f->gate, &f->all[i]))
			return &f->all[i];
	}
	return NULL;
}

static const struct ck_candidate *choose(const struct finding *f)
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

static int find_one(struct finding *all, const struct ck_clue *clue)
{
	struct finding f = *all;
	int r = 0;

	f.clue = clue;
	f.all = ck_doc_alloc(f.doc, CANDIDATES_MOST * sizeof(*f.all));
	f.count = 0;
	if (clue->kind && !strcmp(clue->kind, "trip"))
		take_trip(&f);
	else
		r = find_clue(&f);
	if (r >= 0)
		add_clue(all, &f);
	return r;
}

int ck_gate_find(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_gate *gate, int64_t now,
		 const struct ck_sighting *seen, struct ck_found *ret_found)
{
	struct finding all = { .store = store, .doc = doc, .gate = gate };
	struct ck_shown shown = { .code = NULL };
	bool good;
	int r = ck_shown_judge(store, doc, gate->site, now, seen, &shown);

	all.all = ck_doc_alloc(doc, CANDIDATES_MOST * sizeof(*all.all));
	good = r >= 0 && seen->shown && !shown.code;
	/* Its trip is taken as it is, closed or not. */
	if (good)
		r = find_one(&all, &(struct ck_clue){ "trip",
						      seen->pass->trip });
	for (int i = 0; r >= 0 && i < seen->count; i++)
		if (!good || !ck_shown_covers(seen->pass, &seen->clues[i]))
			r = find_one(&all, &seen->clues[i]);
	if (r < 0)
		return r;
	*ret_found = (struct ck_found){ choose(&all), all.all, all.count,
					shown };
	return 0;
}
