#include <config.h>

#include <string.h>

#include "base/text.h"
#include "trade/facts.h"
#include "trade/load.h"
#include "trade/mass.h"
#include "trade/validate_mass.h"

enum {
	PACKAGE_LEAST_G = 50,
	LOAD_LEAST_G = 100 * 1000,
	LOAD_MOST_G = 150 * 1000 * 1000,
	SELF_LEAST_G = 500 * 1000,
	SELF_MOST_G = 60 * 1000 * 1000,
	AXLES_OF_A_TRUCK = 3,
	TONNE_G = 1000 * 1000,
	ORDERS = 500,			/* of 1000, with room for packing */
};

struct work {
	struct ck_doc *doc;
	const struct ck_site *site;
	struct ck_findings *findings;
	const struct ck_value *stored;
};

static const char *kg(struct ck_doc *doc, int64_t grams)
{
	char text[CK_DECIMAL_SIZE];

	ck_mass_text(grams, text);
	return ck_doc_strdup(doc, text);
}

static bool has_slip(const struct work *w, const char *path)
{
	return ck_findings_has(w->findings, CK_F_MASS_SLIP, path);
}

static void doubt(struct work *w, const char *path, int64_t grams,
		  int64_t likely)
{
	if (ck_findings_spoil(w->findings, path) || has_slip(w, path))
		return;
	ck_find(w->findings, CK_F_MASS_SLIP, path,
		!grams ? _("%s kg is no mass of a vehicle; leave it out if it is not known")
		: likely > grams
			? _("%s kg; were tonnes meant, %s kg?")
			: _("%s kg; were grams meant, or is a digit too many? %s kg would be likely"),
		kg(w->doc, grams), kg(w->doc, likely));
}

static void slip(struct work *w, const char *path, int64_t grams, bool tonnes)
{
	doubt(w, path, grams, tonnes ? grams * 1000 : grams / 1000);
}

/* -- goods ---------------------------------------------------------------- */

/* Is it more than all vehicles of the declaration together would carry? */
static bool is_too_much(const struct work *w, int64_t grams)
{
	int64_t vehicles = (int64_t)ck_count(ck_get(w->stored, "vehicles"));

	return grams / LOAD_MOST_G >= (vehicles ? vehicles : 1);
}

/* Three orders apart: the greater in grams, or the lesser in tonnes. */
static void slip_of_two(struct work *w, const char *at_less, int64_t less,
			const char *at_more, int64_t more)
{
	if (is_too_much(w, more))
		slip(w, at_more, more, false);
	else
		slip(w, at_less, less, true);
}

static void check_net(struct work *w, const char *ref, int64_t gross,
		      int64_t net)
{
	const char *at_net = ck_doc_format(w->doc, "/goods/%s/net_kg", ref);
	const char *at_gross = ck_doc_format(w->doc, "/goods/%s/gross_kg", ref);

	if (net > 0 && gross / ORDERS >= net)
		slip_of_two(w, at_net, net, at_gross, gross);
	else if (gross > 0 && net / ORDERS >= gross)
		slip_of_two(w, at_gross, gross, at_net, net);
	else if (net > gross)
		ck_find(w->findings, CK_F_NET_OVER_GROSS, at_net,
			_("net %s kg is above gross %s kg; were they swapped?"),
			kg(w->doc, net), kg(w->doc, gross));
}

static void doubt_zero(struct work *w, const char *path,
		       const struct ck_value *of)
{
	int64_t packages = ck_get_int(of, "packages", 0);

	if (packages > 0 && ck_get_int(of, "gross_g", -1) == 0)
		ck_find(w->findings, CK_F_MASS_ZERO,
			ck_doc_format(w->doc, "%s/gross_kg", path),
			_("0 kg, and %lld packages; leave the mass out if it is not known"),
			(long long)packages);
}

/* What was carried of goods of 0 kg was told at the goods. */
static void doubt_carried(struct work *w, const char *path,
			  const struct ck_value *carries)
{
	const struct ck_value *goods = ck_get(w->stored, "goods");

	for (size_t i = 0; i < ck_count(carries); i++) {
		const struct ck_value *load = ck_at(carries, i);
		const struct ck_value *of =
			ck_get(goods, ck_get_str(load, "goods") ?: "");

		if (ck_get_int(of, "gross_g", -1) != 0)
			doubt_zero(w, ck_doc_format(w->doc, "%s/%zu", path, i),
				   load);
	}
}

static void check_goods(struct work *w, const char *ref,
			const struct ck_value *g)
{
	int64_t gross = ck_get_int(g, "gross_g", -1);
	int64_t net = ck_get_int(g, "net_g", -1);
	int64_t packages = ck_get_int(g, "packages", 0);

	if (gross < 0)
		return;
	doubt_zero(w, ck_doc_format(w->doc, "/goods/%s", ref), g);
	if (net >= 0)
		check_net(w, ref, gross, net);
	if (gross > 0 && gross < LOAD_LEAST_G &&
	    gross / PACKAGE_LEAST_G < packages)
		slip(w, ck_doc_format(w->doc, "/goods/%s/gross_kg", ref), gross,
		     true);
}

/* -- vehicles ------------------------------------------------------------- */

/* The goods line that weighs most in the load. */
static const char *heaviest(struct work *w, const struct ck_value *load)
{
	const char *ref = "";
	int64_t most = -1;

	for (size_t i = 0; i < ck_count(load); i++) {
		int64_t grams = ck_get_int(ck_at(load, i), "gross_g", 0);

		if (grams > most) {
			most = grams;
			ref = ck_get_str(ck_at(load, i), "goods");
		}
	}
	return ck_doc_format(w->doc, "/goods/%s/gross_kg", ref);
}

static bool check_load(struct work *w, const struct ck_value *vehicle,
		       const struct ck_value *load, int64_t carried)
{
	const char *path = heaviest(w, load);
	bool truck = ck_get_int(vehicle, "axles", 0) >= AXLES_OF_A_TRUCK;
	bool little = carried > 0 && carried < LOAD_LEAST_G && truck;

	if (has_slip(w, path))
		return false;
	if (little || carried > LOAD_MOST_G)
		slip(w, path, carried, little);
	return !little && carried <= LOAD_MOST_G;
}

static bool check_self(struct work *w, const char *ref, int64_t self)
{
	const char *path = ck_doc_format(w->doc, "/vehicles/%s/self_kg", ref);

	if (self >= SELF_LEAST_G && self <= SELF_MOST_G)
		return true;
	if (self > SELF_MOST_G && self / 1000 < SELF_LEAST_G)
		doubt(w, path, self, self / 10);
	else
		slip(w, path, self, self < SELF_LEAST_G);
	return false;
}

void ck_validate_limit(struct ck_findings *findings, const char *ref,
		       const struct ck_masses *m, int64_t limit,
		       const struct ck_value *row)
{
	const char *path = ck_doc_format(findings->doc, "/vehicles/%s", ref);
	struct ck_doc *doc = findings->doc;
	struct ck_finding *f;

	if (!limit || m->self_g < 0 || m->self_g + m->carried_g <= limit ||
	    ck_findings_has(findings, CK_F_OVER_LEGAL_LIMIT, path))
		return;
	f = ck_find(findings, CK_F_OVER_LEGAL_LIMIT, path,
		    m->registered
			    ? _("%s kg (own %s as registered, load %s) is above %s kg, the limit for %lld axles%s; unload before driving")
			    : _("%s kg (own %s, load %s) is above %s kg, the limit for %lld axles%s; unload before driving"),
		    kg(doc, m->self_g + m->carried_g), kg(doc, m->self_g),
		    kg(doc, m->carried_g), kg(doc, limit), (long long)m->axles,
		    ck_is_true(ck_get(row, "unconfirmed"))
			    ? _(" (unconfirmed)") : "");
	f->source = ck_finding_source(doc, row);
}

/* The narrowest class of the tariff that takes the load. */
static const char *class_for(const struct ck_value *classes, int64_t carried)
{
	const char *fit = NULL;
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < ck_count(classes); i++) {
		int64_t bound = ck_get_int(ck_at(classes, i), "under_t",
					   INT64_MAX / TONNE_G);

		if (carried >= bound * TONNE_G || bound >= least)
			continue;
		least = bound;
		fit = ck_key_at(classes, i);
	}
	return fit;
}

static void check_class(struct work *w, const char *ref,
			const struct ck_value *vehicle, int64_t carried)
{
	const struct ck_value *classes =
		w->site ? ck_pointer(w->site->document, "/tariff/classes")
			: NULL;
	const char *class = ck_get_str(vehicle, "class");
	const struct ck_value *row = class ? ck_get(classes, class) : NULL;
	int64_t bound = ck_get_int(row, "under_t", 0);
	const char *fit;
	struct ck_finding *f;

	if (!bound || carried < bound * TONNE_G)
		return;
	fit = class_for(classes, carried);
	f = ck_find(w->findings, CK_F_CLASS_MASS,
		    ck_doc_format(w->doc, "/vehicles/%s/class", ref),
		    _("%s kg are carried and %s is for less than %lld t; is it %s?"),
		    kg(w->doc, carried), class, (long long)bound,
		    fit ? fit : "…");
	f->source = ck_finding_source(w->doc, row);
}

/* A vehicle that is itself the goods weighs what it is declared to carry. */
static int64_t beside_itself(const struct ck_value *vehicle, int64_t carried)
{
	const char *role = ck_get_str(vehicle, "role");

	return role && !strcmp(role, "goods") ? 0 : carried;
}

static bool masses_of(struct work *w, const char *ref,
		      const struct ck_value *vehicle, struct ck_masses *ret)
{
	const struct ck_value *load = ck_facts_load(w->doc, w->stored, ref);
	struct ck_load_sum sum;

	ck_load_sum(load, ck_get(w->stored, "goods"), NULL, &sum);
	*ret = (struct ck_masses){
		.self_g = ck_get_int(vehicle, "self_g", -1),
		.carried_g = beside_itself(vehicle, sum.gross_g),
		.axles = ck_get_int(vehicle, "axles", 0),
	};
	return sum.mass_known;
}

bool ck_validate_masses_of(const struct ck_value *stored,
			   struct ck_findings *findings, const char *ref,
			   const struct ck_value *vehicle,
			   struct ck_masses *ret_masses)
{
	struct work w = { .doc = findings->doc, .findings = findings,
			  .stored = stored };
	const struct ck_value *load = ck_facts_load(w.doc, stored, ref);

	return masses_of(&w, ref, vehicle, ret_masses) &&
	       !has_slip(&w, heaviest(&w, load)) &&
	       !has_slip(&w, ck_doc_format(w.doc, "/vehicles/%s/self_kg", ref));
}

static void check_vehicle(struct work *w, const char *ref,
			  const struct ck_value *vehicle)
{
	const struct ck_value *load = ck_facts_load(w->doc, w->stored, ref);
	const char *path = ck_doc_format(w->doc, "/vehicles/%s/carries", ref);
	const struct ck_value *row = NULL;
	struct ck_masses masses;
	struct ck_load_sum sum;
	int64_t limit;
	bool plausible, known;

	if (w->findings->errors && ck_findings_spoil(w->findings, path))
		return;
	doubt_carried(w, path, ck_get(vehicle, "carries"));
	ck_load_sum(load, ck_get(w->stored, "goods"), NULL, &sum);
	plausible = !sum.lines || check_load(w, vehicle, load, sum.gross_g);
	if (plausible)
		check_class(w, ref, vehicle, sum.gross_g);
	known = masses_of(w, ref, vehicle, &masses);
	if (masses.self_g < 0 || !check_self(w, ref, masses.self_g) ||
	    !plausible || !known)
		return;
	limit = ck_site_legal_limit(w->site, masses.axles,
				    ck_get(vehicle, "trailer") != NULL, &row);
	ck_validate_limit(w->findings, ref, &masses, limit, row);
}

void ck_validate_masses(const struct ck_value *stored,
			const struct ck_site *site,
			struct ck_findings *findings)
{
	struct work w = { findings->doc, site, findings, stored };
	const struct ck_value *goods = ck_get(stored, "goods");
	const struct ck_value *vehicles = ck_get(stored, "vehicles");

	for (size_t i = 0; i < ck_count(goods); i++)
		check_goods(&w, ck_key_at(goods, i), ck_at(goods, i));
	for (size_t i = 0; i < ck_count(vehicles); i++)
		check_vehicle(&w, ck_key_at(vehicles, i), ck_at(vehicles, i));
}
