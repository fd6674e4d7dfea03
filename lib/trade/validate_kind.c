#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/load_work.h"
#include "trade/plate.h"
#include "trade/validate_kind.h"

enum { CUSTOMS_LINES = 50 };

struct work {
	struct ck_doc *doc;
	const struct ck_site *site;
	struct ck_findings *findings;
	const struct ck_value *stored;
};

/* -- regime and role ------------------------------------------------------ */

static void check_regime(struct work *w)
{
	size_t lines = ck_count(ck_get(w->stored, "goods"));

	if (lines && ck_is(w->stored, "regime", "empty"))
		ck_find(w->findings, CK_F_EMPTY_WITH_GOODS, "/regime",
			_("%zu goods lines are declared and the regime is empty; take the goods out, or say commercial"),
			lines);
}

static void check_new_vehicle(struct work *w, const char *ref,
			      const struct ck_value *vehicle)
{
	const char *path = ck_doc_format(w->doc, "/vehicles/%s/chassis", ref);

	if (ck_is(vehicle, "role", "goods") &&
	    !ck_get(vehicle, "chassis") && !ck_findings_spoil(w->findings, path))
		ck_find(w->findings, CK_F_CHASSIS_MISSING, path,
			_("%s is itself the goods and has no chassis number; it is on the plate of its maker"),
			ref);
}

/* A digit too many makes one of a truck's plate. */
static void check_motorcycle(struct work *w, const char *ref,
			     const struct ck_value *v)
{
	static const char *const of_trucks[] = {
		"class", "axles", "trailer", "container", NULL
	};
	const char *normal = ck_get_str(v, "plate");
	const char *const *member = of_trucks;
	struct ck_plate plate;

	while (*member && !ck_get(v, *member))
		member++;
	if (!*member || !normal || ck_plate_parse(normal, &plate) < 0 ||
	    plate.kind != CK_PLATE_VN_MOTORCYCLE)
		return;
	ck_find(w->findings, CK_F_MOTORCYCLE_PLATE,
		ck_doc_format(w->doc, "/vehicles/%s/plate", ref),
		_("%s is a motorcycle's plate, and %s is declared for it; a truck has at most five digits after the letter: is one too many here?"),
		normal, *member);
}

/* -- seals ---------------------------------------------------------------- */

static void check_seal(struct work *w, struct ck_value *seen,
		       const char *vehicle, const char *ref,
		       const struct ck_value *seal)
{
	const char *number = ck_get_str(seal, "number");
	const char *other = number ? ck_get_str(seen, number) : NULL;

	if (other)
		ck_find(w->findings, CK_F_SEAL_TWICE,
			ck_doc_format(w->doc, "/vehicles/%s/seals/%s/number",
				      vehicle, ref),
			_("%s is the seal %s already"), number, other);
	else if (number)
		ck_set_str(seen, number, ref);
}

static void check_seals(struct work *w, struct ck_value *seen, const char *ref,
			const struct ck_value *vehicle)
{
	const struct ck_value *seals = ck_get(vehicle, "seals");

	for (size_t i = 0; i < ck_count(seals); i++)
		check_seal(w, seen, ref, ck_key_at(seals, i), ck_at(seals, i));
}

/* -- goods that are not taken here ---------------------------------------- */

static bool begins_with(const char *code, const struct ck_value *prefixes)
{
	for (size_t i = 0; i < ck_count(prefixes); i++) {
		const char *prefix = ck_str(ck_at(prefixes, i));

		if (prefix && !strncmp(code, prefix, strlen(prefix)))
			return true;
	}
	return false;
}

static bool has_word(const struct ck_value *words, const char *word)
{
	for (size_t i = 0; word && i < ck_count(words); i++)
		if (!strcmp(ck_str(ck_at(words, i)) ?: "", word))
			return true;
	return !words;
}

/* From the first moment of `from` to the last of `to`. */
static bool is_in_force(const struct work *w, const struct ck_value *row)
{
	const char *from = ck_get_str(row, "from");
	const char *to = ck_get_str(row, "to");
	int64_t day, ms;

	if (!ck_int(ck_get(w->stored, "expected_at"), &ms))
		return true;
	if (from && ck_day_parse(from, w->site->offset_min, &day) == 0 &&
	    ms < day)
		return false;
	return !to || ck_day_parse(to, w->site->offset_min, &day) < 0 ||
	       ms < day + CK_DAY_MS;
}

static bool is_barred(const struct work *w, const struct ck_value *row,
		      const char *hs)
{
	const char *direction = ck_get_str(row, "direction");

	return begins_with(hs, ck_get(row, "hs")) &&
	       (!direction || ck_is(w->stored, "direction", direction)) &&
	       has_word(ck_get(row, "regimes"),
			ck_get_str(w->stored, "regime")) &&
	       is_in_force(w, row);
}

static void bar(struct work *w, const struct ck_value *row, const char *ref,
		const char *hs)
{
	const char *name = ck_site_word(w->site, ck_get(row, "name"), NULL);
	struct ck_finding *f;

	f = ck_find(w->findings, CK_F_GOODS_NOT_ALLOWED,
		    ck_doc_format(w->doc, "/goods/%s/hs", ref),
		    _("%s is not taken at %s: %s"), hs, w->site->code,
		    name ? name : "");
	f->source = ck_finding_source(w->doc, row);
}

static void check_allowed(struct work *w, const char *ref,
			  const struct ck_value *g)
{
	const struct ck_value *rows =
		w->site ? ck_get(w->site->document, "not_allowed") : NULL;
	const char *hs = ck_get_str(g, "hs");

	for (size_t i = 0; hs && i < ck_count(rows); i++)
		if (is_barred(w, ck_at(rows, i), hs)) {
			bar(w, ck_at(rows, i), ref, hs);
			return;
		}
}

/* -- lines of a customs declaration --------------------------------------- */

static void check_lines(struct work *w, const char *ref)
{
	const struct ck_value *goods = ck_get(w->stored, "goods");
	size_t lines = 0;

	for (size_t i = 0; i < ck_count(goods); i++)
		lines += ck_is(ck_at(goods, i), "customs", ref);
	if (lines > CUSTOMS_LINES)
		ck_find(w->findings, CK_F_CUSTOMS_LINES,
			ck_doc_format(w->doc, "/customs/%s", ref),
			_("%zu goods lines are under it, and customs takes %d to a declaration; name the numbers of the others"),
			lines, CUSTOMS_LINES);
}

void ck_validate_kinds(const struct ck_value *stored,
		       const struct ck_site *site,
		       struct ck_findings *findings)
{
	struct work w = { findings->doc, site, findings, stored };
	const struct ck_value *customs = ck_get(stored, "customs");
	const struct ck_value *goods = ck_get(stored, "goods");
	const struct ck_value *vehicles = ck_get(stored, "vehicles");
	struct ck_value *seen = ck_new_object(findings->doc);

	check_regime(&w);
	for (size_t i = 0; i < ck_count(customs); i++)
		check_lines(&w, ck_key_at(customs, i));
	for (size_t i = 0; i < ck_count(goods); i++)
		check_allowed(&w, ck_key_at(goods, i), ck_at(goods, i));
	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *v = ck_at(vehicles, i);

		check_new_vehicle(&w, ck_key_at(vehicles, i), v);
		check_motorcycle(&w, ck_key_at(vehicles, i), v);
		check_seals(&w, seen, ck_key_at(vehicles, i), v);
	}
}
