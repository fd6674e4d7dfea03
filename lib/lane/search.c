#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/search.h"
#include "store/query.h"
#include "trade/near.h"
#include "trade/plate_key.h"
#include "trade/plate_near.h"

/* -- rows ----------------------------------------------------------------- */

static bool is_id(const struct ck_clue *clue)
{
	return clue->kind && (!strcmp(clue->kind, "trip") ||
			      !strcmp(clue->kind, "declaration"));
}

static bool is_kind(const struct ck_clue *clue, const char *kind)
{
	if (!clue->kind || is_id(clue))
		return true;
	/* A camera behind the truck reads its trailer's plate. */
	return !strcmp(clue->kind, kind) || (!strcmp(clue->kind, "plate") &&
					     !strcmp(kind, "trailer"));
}

static bool is_ours(const struct ck_search *f, const char *trip)
{
	size_t len = strlen(f->gate->site);

	return !strncmp(trip, f->gate->site, len) && trip[len] == '-';
}

static bool has(const struct ck_search *f, const char *trip)
{
	for (int i = 0; i < f->count; i++) {
		if (!strcmp(f->all[i].trip, trip))
			return true;
	}
	return false;
}

static const char *text(struct ck_search *f, struct ck_stmt *q, int column)
{
	return ck_doc_strdup(f->doc, ck_column_text(q, column));
}

static void take_row(struct ck_search *f, struct ck_stmt *q)
{
	const char *trip = ck_column_text(q, 0);
	const char *state = ck_column_text(q, 11);

	if (f->count == CK_CANDIDATES_MOST || !is_ours(f, trip) ||
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
			.laden = ck_column_int(q, 12),
		},
		.entered = !ck_column_null(q, 9),
		.label = text(f, q, 10),
		.called = state && !strcmp(state, "called"),
		.matched = f->matched,
		.permille = f->permille,
	};
}

static int take_all(struct ck_search *f, struct ck_stmt *stmt,
		    const char *same_as)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = stmt;
	int r;

	while ((r = ck_step(q)) > 0) {
		if (!same_as || ck_plate_same(ck_column_text(q, 3), same_as))
			take_row(f, q);
	}
	return r;
}

static int take_open(struct ck_search *f, enum ck_sql id, const char *key,
		     const char *same_as)
{
	return take_all(f, ck_query(f->store, id, "ss", f->gate->queue, key),
			same_as);
}

/* -- the ways to match ---------------------------------------------------- */

static int take_form(struct ck_search *f, const char *normal)
{
	char key[CK_PLATE_SIZE];

	if (ck_plate_bare_key(normal, key) < 0)
		return 0;
	return take_open(f, CK_SQL_GATE_BY_MATCH, key, normal);
}

static int find_exact(struct ck_search *f)
{
	const char *kind = f->clue->kind;
	enum ck_sql id = kind && !strcmp(kind, "declaration")
				 ? CK_SQL_GATE_BY_DECLARATION
				 : CK_SQL_GATE_BY_NORMAL;

	f->matched = CK_MATCHED_EXACT;
	return take_open(f, id, f->clue->normal, NULL);
}

static int find_form(struct ck_search *f)
{
	f->matched = CK_MATCHED_FORM;
	return take_form(f, f->clue->normal);
}

/* All of them: where two name different vehicles, none is believed. */
static int find_others(struct ck_search *f)
{
	int r = 0;

	f->matched = CK_MATCHED_ALTERNATIVE;
	for (int i = 0; r >= 0 && i < f->clue->other_count; i++) {
		f->permille = f->clue->others[i].permille;
		r = take_form(f, f->clue->others[i].normal);
	}
	return r;
}

static int visit_near(const char *variant, void *arg)
{
	struct ck_search *f = arg;

	return strcmp(variant, f->clue->normal) ? take_form(f, variant) : 0;
}

static int find_near(struct ck_search *f)
{
	const char *kind = f->clue->kind;
	int r;

	f->matched = CK_MATCHED_CONFUSED;
	f->permille = f->clue->permille;
	if (!kind || !strcmp(kind, "plate"))
		r = ck_plate_near(f->clue->normal, visit_near, f);
	else
		r = ck_near_each(f->clue->normal, visit_near, f);
	return r == -EBADMSG ? 0 : r;	/* too long to be confused */
}

/* A trip that was named by its id is looked at as it is, closed or not. */
static void take_trip(struct ck_search *f)
{
	const char *trip = f->clue->normal;

	if (is_ours(f, trip))
		f->all[f->count++] = (struct ck_candidate){
			.trip = trip, .declaration = trip, .kind = "trip",
			.normal = trip, .matched = CK_MATCHED_EXACT,
			.permille = CK_SIGHTING_SURE,
		};
}

int ck_search_clue(struct ck_search *f)
{
	int r;

	if (f->clue->kind && !strcmp(f->clue->kind, "trip")) {
		take_trip(f);
		return 0;
	}
	f->permille = f->clue->permille;
	r = find_exact(f);
	if (r < 0 || f->count || is_id(f->clue))
		return r;
	r = find_form(f);
	if (r < 0 || f->count)
		return r;
	r = find_others(f);
	/* Nothing takes a character of a chip for another. */
	if (r < 0 || f->count || f->clue->digital)
		return r;
	return find_near(f);
}

static int take_closed(struct ck_search *f, int64_t since)
{
	const char *normal = f->clue->normal;
	char key[CK_PLATE_SIZE];
	int r;

	if (ck_plate_bare_key(normal, key) < 0)
		return 0;
	f->matched = CK_MATCHED_FORM;
	r = take_all(f, ck_query(f->store, CK_SQL_GATE_CLOSED, "si", key,
				 since), normal);
	for (int i = 0; i < f->count; i++)
		if (!strcmp(f->all[i].normal, normal))
			f->all[i].matched = CK_MATCHED_EXACT;
	return r;
}

int ck_search_closed(struct ck_search *f, int64_t since)
{
	f->permille = f->clue->permille;
	if (!is_id(f->clue))
		return take_closed(f, since);
	f->matched = CK_MATCHED_EXACT;
	return take_all(f, ck_query(f->store,
				    CK_SQL_GATE_CLOSED_OF_DECLARATION, "s",
				    f->clue->normal), NULL);
}
