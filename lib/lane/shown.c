#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/shown.h"
#include "trade/near.h"
#include "trade/plate_key.h"
#include "trade/plate_near.h"

/* -- the vehicle that stands there ---------------------------------------- */

/* A camera behind the truck reads its trailer's plate. */
static bool is_kind(const char *seen, const char *named)
{
	return !strcmp(seen, named) ||
	       (!strcmp(seen, "plate") && !strcmp(named, "trailer"));
}

struct comparing {
	const struct ck_pass *pass;
	const char *kind;
};

static bool is_on_pass(const struct comparing *c, const char *normal)
{
	for (int i = 0; i < c->pass->count; i++) {
		const struct ck_pass_name *name = &c->pass->names[i];

		if (!is_kind(c->kind, name->kind))
			continue;
		if (!strcmp(name->normal, normal) ||
		    (!strcmp(c->kind, "plate") &&
		     ck_plate_same(name->normal, normal)))
			return true;
	}
	return false;
}

static int visit(const char *variant, void *arg)
{
	return is_on_pass(arg, variant);
}

/* Cameras take one character for another; so may this one. */
static bool may_be_on_pass(struct comparing *c, const char *normal)
{
	int r = strcmp(c->kind, "plate") ? ck_near_each(normal, visit, c)
					 : ck_plate_near(normal, visit, c);

	return r > 0;
}

static bool names_kind(const struct ck_pass *pass, const char *kind)
{
	for (int i = 0; i < pass->count; i++)
		if (is_kind(kind, pass->names[i].kind))
			return true;
	return false;
}

/* A trip that was told beside a pass must be the pass's. */
static bool contradicts(const struct ck_pass *pass, const struct ck_clue *clue)
{
	struct comparing c = { pass, clue->kind };

	if (!clue->kind || !strcmp(clue->kind, "declaration"))
		return false;
	if (!strcmp(clue->kind, "trip"))
		return strcmp(clue->normal, pass->trip) != 0;
	return names_kind(pass, clue->kind) && !is_on_pass(&c, clue->normal) &&
	       !may_be_on_pass(&c, clue->normal);
}

bool ck_shown_covers(const struct ck_pass *pass, const struct ck_clue *clue)
{
	return clue->kind && (!strcmp(clue->kind, "trip") ||
			      names_kind(pass, clue->kind));
}

int ck_shown_judge(struct ck_store *store, struct ck_doc *doc,
		   const char *site, int64_t now,
		   const struct ck_sighting *seen, struct ck_shown *ret_shown)
{
	struct ck_shown shown = { .code = NULL };
	int r;

	if (!seen->shown) {
		*ret_shown = shown;
		return 0;
	}
	r = ck_pass_judge(store, doc, site, now, seen->pass, &shown.verdict);
	if (r < 0)
		return r;
	shown.code = shown.verdict.code;
	for (int i = 0; !shown.code && i < seen->count; i++) {
		if (!contradicts(seen->pass, &seen->clues[i]))
			continue;
		shown.against = &seen->clues[i];
		shown.code = "pass-mismatch";
	}
	*ret_shown = shown;
	return 0;
}

/* -- in a reason ---------------------------------------------------------- */

static void fill_mismatch(const struct ck_shown *shown,
			  const struct ck_sighting *seen,
			  struct ck_value *reason)
{
	const char *kind = shown->against->kind;
	struct ck_value *names;

	ck_set_str(reason, "identifier", kind);
	ck_set_str(reason, "read", shown->against->normal);
	names = ck_set_array(reason, "on_pass");
	if (!strcmp(kind, "trip"))
		ck_push_str(names, seen->pass->trip);
	for (int i = 0; i < seen->pass->count; i++)
		if (is_kind(kind, seen->pass->names[i].kind))
			ck_push_str(names, seen->pass->names[i].normal);
}

void ck_shown_fill(const struct ck_shown *shown,
		   const struct ck_sighting *seen, struct ck_value *reason)
{
	if (shown->against)
		fill_mismatch(shown, seen, reason);
	else
		ck_pass_fill(&shown->verdict, seen->pass, reason);
}

void ck_shown_fill_alone(const struct ck_pass *pass, struct ck_value *reason)
{
	struct ck_value *names;

	ck_set_str(reason, "trip", pass->trip);
	ck_set_int(reason, "until", pass->until);
	names = ck_set_array(reason, "on_pass");
	for (int i = 0; i < pass->count; i++)
		ck_push_str(names, pass->names[i].normal);
}
