#include <config.h>

#include <string.h>

#include "base/text.h"
#include "trade/customs_number.h"
#include "trade/load.h"
#include "trade/lookup.h"
#include "trade/plate.h"
#include "trade/validate.h"
#include "trade/validate_date.h"
#include "trade/validate_kind.h"
#include "trade/validate_mass.h"
#include "trade/validate_twice.h"

struct work {
	struct ck_doc *doc;
	const struct ck_site *site;
	struct ck_findings *findings;
	struct ck_value *stored;
};

static const char *path_of(struct work *w, const char *section,
			   const char *ref, const char *member)
{
	return ck_doc_format(w->doc, "/%s/%s%s%s", section, ref,
			     member ? "/" : "", member ? member : "");
}

/* -- customs numbers ------------------------------------------------------ */

static void check_twice(struct work *w, const struct ck_value *customs,
			size_t i, const char *identity)
{
	for (size_t k = 0; k < i; k++) {
		const char *other = ck_get_str(ck_at(customs, k), "number");

		if (!other || strncmp(other, identity, 11) != 0)
			continue;
		ck_find(w->findings, CK_F_CUSTOMS_TWICE,
			path_of(w, "customs", ck_key_at(customs, i), "number"),
			_("%s is the number of %s already"), identity,
			ck_key_at(customs, k));
		return;
	}
}

/* Told at the paper where that was left empty. */
static void miss_number(struct work *w, const char *ref,
			const struct ck_value *entry)
{
	const char *number = path_of(w, "customs", ref, "number");
	const char *paper = path_of(w, "customs", ref, "paper");

	if (ck_get_str(entry, "paper") ||
	    ck_findings_spoil(w->findings, number) ||
	    ck_findings_spoil(w->findings, paper) ||
	    ck_findings_at(w->findings, path_of(w, "customs", ref, NULL)))
		return;
	ck_find(w->findings, CK_F_MISSING,
		ck_findings_has(w->findings, CK_F_EMPTY_TEXT, paper) ? paper
								     : number,
		_("a customs entry has a number, or the number of its paper under paper"));
}

static void complete_customs(struct work *w)
{
	const struct ck_value *customs = ck_get(w->stored, "customs");

	for (size_t i = 0; i < ck_count(customs); i++) {
		const char *number = ck_get_str(ck_at(customs, i), "number");
		const char *identity;

		if (!number) {
			miss_number(w, ck_key_at(customs, i),
				    ck_at(customs, i));
			continue;
		}
		identity = ck_doc_format(w->doc, "%.11s", number);
		check_twice(w, customs, i, identity);
		if (w->site)
			ck_set_str(ck_writable(ck_at(customs, i)), "customs",
				   ck_customs_id(w->doc, w->site->code,
						 identity));
	}
}

/* Goods of the only customs entry need not name it. */
static void complete_goods(struct work *w)
{
	const struct ck_value *customs = ck_get(w->stored, "customs");
	const struct ck_value *goods = ck_get(w->stored, "goods");

	for (size_t i = 0; ck_count(customs) && i < ck_count(goods); i++) {
		const char *path = path_of(w, "goods", ck_key_at(goods, i),
					   "customs");

		if (ck_get(ck_at(goods, i), "customs") ||
		    ck_findings_spoil(w->findings, path))
			continue;
		if (ck_count(customs) == 1)
			ck_set_str(ck_writable(ck_at(goods, i)), "customs",
				   ck_key_at(customs, 0));
		else
			ck_find(w->findings, CK_F_CUSTOMS_MISSING, path,
				_("there are %zu customs numbers; say which is that of %s"),
				ck_count(customs), ck_key_at(goods, i));
	}
}

/* -- vehicles ------------------------------------------------------------- */

static const char *const identifiers[] = {
	"plate", "chassis", "container", "unit", "other_plates",
};

static bool has_identifier(const struct ck_value *vehicle)
{
	for (size_t i = 0; i < 5; i++)
		if (ck_get(vehicle, identifiers[i]))
			return true;
	return false;
}

/* Where it was left empty, else the vehicle. */
static const char *missing_at(struct work *w, const char *ref)
{
	for (size_t i = 0; i < 5; i++) {
		const char *path = path_of(w, "vehicles", ref, identifiers[i]);

		if (ck_findings_has(w->findings, CK_F_EMPTY_TEXT, path))
			return path;
	}
	return path_of(w, "vehicles", ref, NULL);
}

static bool identifiers_spoilt(struct work *w, const char *ref)
{
	for (size_t i = 0; i < 5; i++)
		if (ck_findings_spoil(w->findings,
				      path_of(w, "vehicles", ref,
					      identifiers[i])))
			return true;
	return ck_findings_at(w->findings, path_of(w, "vehicles", ref, NULL));
}

/* A container may be handed from one vehicle of a declaration to another. */
static void check_other_vehicles(struct work *w,
				 const struct ck_value *vehicles, size_t i)
{
	static const char *const own[] = { "plate", "chassis", "unit" };

	for (size_t k = 0; k < 3; k++) {
		const char *text = ck_get_str(ck_at(vehicles, i), own[k]);

		for (size_t j = 0; text && j < i; j++) {
			const char *other =
				ck_get_str(ck_at(vehicles, j), own[k]);

			if (!other || strcmp(other, text) != 0)
				continue;
			ck_find(w->findings, CK_F_VEHICLE_TWICE,
				path_of(w, "vehicles", ck_key_at(vehicles, i),
					own[k]),
				_("%s is the vehicle %s already"), text,
				ck_key_at(vehicles, j));
			break;
		}
	}
}

static void complete_nationality(struct work *w, const char *ref,
				 struct ck_value *vehicle)
{
	const char *declared = ck_get_str(vehicle, "nationality");
	const char *text = ck_get_str(vehicle, "plate");
	struct ck_plate plate;

	if (!text || ck_plate_parse(text, &plate) < 0 || !*plate.country ||
	    (declared && ck_findings_has(w->findings, CK_F_PLATE_PROVINCE,
					 path_of(w, "vehicles", ref, "plate"))))
		return;
	if (!declared) {
		if (!ck_findings_spoil(w->findings, path_of(w, "vehicles", ref,
							    "nationality")))
			ck_set_str(vehicle, "nationality", plate.country);
	} else if (strcmp(declared, plate.country) != 0) {
		ck_find(w->findings, CK_F_NATIONALITY_PLATE,
			path_of(w, "vehicles", ref, "nationality"),
			_("%s has a plate of %s; which is right?"), text,
			plate.country);
	}
}

static void complete_vehicles(struct work *w)
{
	const struct ck_value *vehicles = ck_get(w->stored, "vehicles");

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		struct ck_value *vehicle = ck_writable(ck_at(vehicles, i));
		const char *ref = ck_key_at(vehicles, i);

		if (!ck_get(vehicle, "role"))
			ck_set_str(vehicle, "role", "main");
		if (!has_identifier(vehicle) && !identifiers_spoilt(w, ref))
			ck_find(w->findings, CK_F_NO_IDENTIFIER,
				missing_at(w, ref),
				_("%s has no plate, chassis, container or unit number"),
				ref);
		check_other_vehicles(w, vehicles, i);
		complete_nationality(w, ref, vehicle);
	}
}

/* -- all of it ------------------------------------------------------------ */

static void complete_regime(struct work *w)
{
	const char *regime = ck_get_str(w->stored, "regime");

	if (!regime && !ck_findings_at(w->findings, "/regime")) {
		regime = "commercial";
		ck_set_str(w->stored, "regime", regime);
	}
	if (ck_count(ck_get(w->stored, "goods")) ||
	    ck_findings_spoil(w->findings, "/goods") ||
	    (regime && !strcmp(regime, "empty")))
		return;
	ck_find(w->findings, CK_F_NO_GOODS, "/goods",
		_("no goods are declared: the vehicles count as empty; if they are, the regime is empty"));
}

static void complete(struct ck_document *document, const struct ck_site *site,
		     int64_t now, struct ck_findings *findings)
{
	struct work w = {
		.doc = findings->doc,
		.site = site,
		.findings = findings,
		.stored = document->stored,
	};

	complete_regime(&w);
	complete_customs(&w);
	complete_goods(&w);
	complete_vehicles(&w);
	ck_load_complete(w.stored, findings);
	ck_validate_masses(w.stored, site, findings);
	ck_validate_kinds(w.stored, site, findings);
	ck_validate_twice(document, findings);
	ck_validate_dates(w.stored, site, now, findings);
}

void ck_document_judge(const struct ck_value *input, const struct ck_site *site,
		       struct ck_findings *findings,
		       struct ck_document *ret_document)
{
	ck_document_judge_again(input, site, NULL, 0, findings, ret_document);
}

void ck_document_judge_again(const struct ck_value *input,
			     const struct ck_site *site,
			     const struct ck_value *taken, int64_t now,
			     struct ck_findings *findings,
			     struct ck_document *ret_document)
{
	ck_document_read(input, site, taken, findings, ret_document);
	complete(ret_document, site, now, findings);
}
