#include <config.h>

#include <string.h>

#include "lane/expected.h"
#include "lane/judge.h"
#include "lane/permit.h"
#include "lane/shown.h"
#include "store/query.h"
#include "store/setting.h"

struct listing {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	int64_t now;
	struct ck_value *list;
	size_t *bytes;			/* of what is in it, as text */
};

static struct ck_judging judging_of(const struct listing *l, const char *trip)
{
	return (struct ck_judging){
		.store = l->store, .doc = l->doc, .gate = l->gate,
		.now = l->now, .trip = trip,
		.reasons = ck_new_array(l->doc),
		.rests_on = ck_new_array(l->doc),
	};
}

/* 1: nothing speaks against it. */
static int may_pass(const struct listing *l, const char *trip)
{
	struct ck_judging j = judging_of(l, trip);
	int r = ck_row_of(ck_query(l->store, CK_SQL_GATE_TRIP, "ssis",
				   l->gate->queue, l->gate->id, l->now, trip),
			  l->doc, &j.row);

	if (r < 0 || !j.row)
		return r;
	r = ck_judge_trip(&j);
	return r < 0 ? r : !ck_count(j.reasons);
}

static int may_pass_by(const struct listing *l, const struct ck_value *permit)
{
	struct ck_judging j = judging_of(l, NULL);
	int r = ck_judge_permit(&j, permit);

	return r < 0 ? r : !ck_count(j.reasons);
}

/* -- the list ------------------------------------------------------------- */

static struct ck_value *add(const struct listing *l, const struct ck_value *row,
			    const char *name, const struct ck_value *names)
{
	struct ck_value *one = ck_push_object(l->list);

	ck_set(one, name, ck_get(row, name));
	ck_set(one, "declaration", ck_get(row, "declaration"));
	ck_set(one, "label", ck_get(row, "label"));
	ck_set(one, "names", names);
	return one;
}

/* 1: it is on the list. */
static int add_trip(const struct listing *l, const struct ck_value *row)
{
	const char *trip = ck_get_str(row, "trip");
	struct ck_value *rows, *names, *kinds;
	int r = may_pass(l, trip);

	if (r <= 0)
		return r;
	rows = ck_new_array(l->doc);
	r = ck_rows_of(ck_query(l->store, CK_SQL_GATE_EXPECTED_NAMES, "ss",
				ck_get_str(row, "declaration"), trip),
		       l->doc, rows);
	if (r < 0)
		return r;
	names = ck_new_array(l->doc);
	kinds = ck_new_array(l->doc);
	for (size_t i = 0; i < ck_count(rows); i++) {
		ck_push(names, ck_get(ck_at(rows, i), "normal"));
		ck_push(kinds, ck_get(ck_at(rows, i), "kind"));
	}
	ck_set(add(l, row, "trip", names), "kinds", kinds);
	return 1;
}

static int add_permit(const struct listing *l, const struct ck_value *row)
{
	struct ck_value *names;
	int r = may_pass_by(l, row);

	if (r <= 0)
		return r;
	names = ck_new_array(l->doc);
	ck_push(names, ck_get(row, "normal"));
	add(l, row, "permit", names);
	return 1;
}

/* The last of the list, with its comma. */
static size_t last_bytes(const struct listing *l)
{
	CK_BUF text = { 0 };

	ck_write(&text, ck_at(l->list, ck_count(l->list) - 1));
	return text.len + 1;
}

static int add_all(const struct listing *l, const struct ck_value *rows,
		   int (*add_one)(const struct listing *l,
				  const struct ck_value *row))
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(rows) &&
			   ck_count(l->list) < CK_EXPECTED_MOST &&
			   *l->bytes < CK_EXPECTED_BYTES; i++) {
		r = add_one(l, ck_at(rows, i));
		if (r > 0)
			*l->bytes += last_bytes(l);
	}
	return r < 0 ? r : 0;
}

int ck_expected_list(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_gate *gate, int64_t now,
		     struct ck_value *list)
{
	size_t bytes = 0;
	const struct listing l = { store, doc, gate, now, list, &bytes };
	struct ck_value *trips = ck_new_array(doc);
	struct ck_value *permits = ck_new_array(doc);
	int r;

	if (gate->service.out)
		return 0;
	r = ck_rows_of(ck_query(store, CK_SQL_GATE_EXPECTED, "ss", gate->from,
				gate->site), doc, trips);
	if (r >= 0)
		r = ck_rows_of(ck_query(store, CK_SQL_GATE_EXPECTED_PERMITS,
					"si", gate->site, now), doc, permits);
	if (r >= 0)
		r = add_all(&l, trips, add_trip);
	return r < 0 ? r : add_all(&l, permits, add_permit);
}

/* -- one of it ------------------------------------------------------------ */

static bool has_name(const struct ck_value *one, const struct ck_clue *clue)
{
	const struct ck_value *names = ck_get(one, "names");

	if (clue->kind && !strcmp(clue->kind, "trip"))
		return ck_is(one, "trip", clue->normal);
	for (size_t i = 0; i < ck_count(names); i++) {
		const char *name = ck_str(ck_at(names, i));

		if (name && !strcmp(name, clue->normal))
			return true;
	}
	return false;
}

struct finding {
	const struct ck_sighting *seen;
	const struct ck_pass *pass;
	int least_permille;
};

static bool is_of_pass(const struct finding *f, const struct ck_value *one)
{
	return f->pass && ck_is(one, "trip", f->pass->trip);
}

static bool is_seen(const struct finding *f, const struct ck_value *one)
{
	for (int i = 0; i < f->seen->count; i++) {
		const struct ck_clue *clue = &f->seen->clues[i];

		if (f->pass && ck_shown_covers(f->pass, clue))
			continue;
		if (clue->permille >= f->least_permille && has_name(one, clue))
			return true;
	}
	return false;
}

const struct ck_value *ck_expected_find(const struct ck_value *list,
					const struct ck_sighting *seen,
					const struct ck_pass *pass,
					int least_permille)
{
	const struct finding f = { seen, pass, least_permille };
	const struct ck_value *found = NULL;

	for (size_t i = 0; i < ck_count(list); i++) {
		const struct ck_value *one = ck_at(list, i);

		if (!is_of_pass(&f, one) && !is_seen(&f, one))
			continue;
		if (found)
			return NULL;
		found = one;
	}
	return pass && !is_of_pass(&f, found) ? NULL : found;
}

const struct ck_value *ck_expected_last(struct ck_store *store,
					struct ck_doc *doc)
{
	return ck_get(ck_setting_object(store, doc, "gatehouse"), "vehicles");
}

const struct ck_value *ck_expected_trip(const struct ck_value *list,
					const char *trip)
{
	for (size_t i = 0; i < ck_count(list); i++) {
		if (ck_is(ck_at(list, i), "trip", trip))
			return ck_at(list, i);
	}
	return NULL;
}

const struct ck_value *ck_expected_names(struct ck_doc *doc,
					 const struct ck_value *one)
{
	const struct ck_value *names = ck_get(one, "names");
	const struct ck_value *kinds = ck_get(one, "kinds");
	struct ck_value *rows = ck_new_array(doc);

	if (!kinds || ck_count(kinds) != ck_count(names))
		return NULL;
	for (size_t i = 0; i < ck_count(names); i++) {
		struct ck_value *row = ck_push_object(rows);

		ck_set(row, "kind", ck_at(kinds, i));
		ck_set(row, "normal", ck_at(names, i));
	}
	return rows;
}
