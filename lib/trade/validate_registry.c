#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/codes.h"
#include "trade/mass.h"
#include "trade/validate_mass.h"
#include "trade/validate_registry.h"

enum { OWN_PERCENT = 90 };

struct work {
	struct ck_store *store;
	const struct ck_site *site;
	struct ck_doc *doc;
	struct ck_findings *findings;
	const char *ref;
	const struct ck_value *vehicle;
	const struct ck_value *row;		/* of the plate; NULL: none */
	const struct ck_value *trailer;		/* of the trailer */
	int64_t at;
};

static const char *kg(struct ck_doc *doc, int64_t grams)
{
	char text[CK_DECIMAL_SIZE];

	ck_mass_text(grams, text);
	return ck_doc_strdup(doc, text);
}

static const char *at_member(struct work *w, const char *member)
{
	return ck_doc_format(w->doc, "/vehicles/%s/%s", w->ref, member);
}

/* -- the rows ------------------------------------------------------------- */

/* A row of other dates is as good as one that has ended. */
static int read_row(struct work *w, const char *member,
		    const struct ck_value **ret_row)
{
	const char *plate = ck_get_str(w->vehicle, member);
	const struct ck_value *row = NULL;
	int64_t until;
	int r;

	if (!plate)
		return 0;
	r = ck_codes_find(w->store, "vehicles", plate, w->at, w->doc, &row);
	if (r < 0)
		return r == -ENODATA ? 0 : r;
	*ret_row = row;
	if (!row)
		return 0;
	until = ck_get_int(row, "inspection_to", INT64_MAX);
	if (r > 0 && until > w->at)
		return 0;
	ck_find(w->findings, CK_F_REGISTRY_EXPIRED, at_member(w, member),
		_("the registry's inspection of %s has ended on that day; have the vehicle inspected before it drives"),
		plate);
	return 0;
}

/* -- what it says --------------------------------------------------------- */

static bool has_trailer(const struct work *w)
{
	return ck_get(w->vehicle, "trailer") != NULL;
}

/* Of tractor and trailer together; false when one of them is not known. */
static bool sum_of(const struct work *w, const char *member, int64_t *ret_sum)
{
	int64_t own = 0, drawn = 0;

	if (!ck_int(ck_get(w->row, member), &own) ||
	    (has_trailer(w) && !ck_int(ck_get(w->trailer, member), &drawn)))
		return false;
	*ret_sum = own + drawn;
	return true;
}

static void check_axles(struct work *w)
{
	int64_t axles, known;

	if (!ck_int(ck_get(w->vehicle, "axles"), &axles) ||
	    !sum_of(w, "axles", &known) || axles == known)
		return;
	ck_find(w->findings, CK_F_REGISTRY_DIFFERS, at_member(w, "axles"),
		_("the registry has %lld axles; count them"),
		(long long)known);
}

static void check_class(struct work *w)
{
	const char *class = ck_get_str(w->vehicle, "class");
	const char *known = ck_get_str(has_trailer(w) ? w->trailer : w->row,
				       "class");

	if (class && known && strcmp(class, known) != 0)
		ck_find(w->findings, CK_F_REGISTRY_DIFFERS,
			at_member(w, "class"), _("the registry has %s"), known);
}

static void check_own(struct work *w)
{
	int64_t self, known;

	if (!ck_int(ck_get(w->vehicle, "self_g"), &self) ||
	    !sum_of(w, "own_g", &known) || self >= known / 100 * OWN_PERCENT ||
	    ck_findings_has(w->findings, CK_F_MASS_SLIP,
			    at_member(w, "self_kg")))
		return;
	ck_find(w->findings, CK_F_REGISTRY_DIFFERS, at_member(w, "self_kg"),
		_("the registry has %s kg without load; %s kg is too little"),
		kg(w->doc, known), kg(w->doc, self));
}

static void check_permitted(struct work *w, const struct ck_masses *m)
{
	const struct ck_value *row = has_trailer(w) ? w->trailer : w->row;
	int64_t permitted, own = m->self_g, mass;

	if (has_trailer(w))
		own = ck_get_int(row, "own_g", -1);
	if (!ck_int(ck_get(row, "permitted_g"), &permitted) || own < 0)
		return;
	mass = own + m->carried_g;
	if (mass > permitted)
		ck_find(w->findings, CK_F_REGISTRY_MASS,
			ck_doc_format(w->doc, "/vehicles/%s", w->ref),
			has_trailer(w)
			? _("the trailer weighs %s kg with the load, and the registry permits %s kg; unload before driving")
			: _("the vehicle weighs %s kg with the load, and the registry permits %s kg; unload before driving"),
			kg(w->doc, mass), kg(w->doc, permitted));
}

/* -- limits --------------------------------------------------------------- */

/* What the declarant left out, the registry may know. */
static void fill_in(const struct work *w, struct ck_masses *m)
{
	if (m->self_g < 0)
		m->registered |= sum_of(w, "own_g", &m->self_g);
	if (!m->axles)
		m->registered |= sum_of(w, "axles", &m->axles);
}

static int check_limit(struct work *w, const struct ck_masses *m)
{
	const char *class = ck_get_str(w->vehicle, "class");
	const struct ck_value *row = NULL;
	int r;

	if (!class)
		class = ck_get_str(has_trailer(w) ? w->trailer : w->row,
				   "class");
	r = ck_codes_weight(w->store, m->axles, has_trailer(w), class, w->at,
			    w->doc, &row);
	if (r > 0)
		ck_validate_limit(w->findings, w->ref, m,
				  ck_get_int(row, "max_g", 0), row);
	return r < 0 && r != -ENODATA ? r : 0;
}

/* What was declared was held against the site's limits already. */
static void check_site_limit(struct work *w, const struct ck_masses *m)
{
	const struct ck_value *row = NULL;
	int64_t limit;

	if (!m->registered)
		return;
	limit = ck_site_legal_limit(w->site, m->axles, has_trailer(w), &row);
	ck_validate_limit(w->findings, w->ref, m, limit, row);
}

int ck_validate_registry(struct ck_store *store, const struct ck_site *site,
			 const struct ck_value *stored, const char *ref,
			 const struct ck_value *vehicle, int64_t at,
			 struct ck_findings *findings)
{
	struct work w = { .store = store, .site = site, .doc = findings->doc,
			  .findings = findings, .ref = ref,
			  .vehicle = vehicle, .at = at };
	struct ck_masses masses;
	int r = read_row(&w, "plate", &w.row);

	if (r >= 0)
		r = read_row(&w, "trailer", &w.trailer);
	if (r < 0)
		return r;
	check_axles(&w);
	check_class(&w);
	check_own(&w);
	if (!ck_validate_masses_of(stored, findings, ref, vehicle, &masses))
		return 0;
	fill_in(&w, &masses);
	check_permitted(&w, &masses);
	check_site_limit(&w, &masses);
	return check_limit(&w, &masses);
}
