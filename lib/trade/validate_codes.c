#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/codes.h"
#include "trade/mass.h"
#include "trade/plate.h"
#include "trade/validate_codes.h"
#include "trade/validate_registry.h"

enum { HEADING = 6, AHTN = 8, CHINA = 10, NEAR_MOST = 3, ORDERS = 100 };

struct work {
	struct ck_store *store;
	const struct ck_site *site;
	struct ck_doc *doc;
	struct ck_findings *findings;
	const struct ck_value *stored;
	int64_t at;
	int err;
};

/* 1 found, 0 not, -1 there is nothing to ask. */
static int ask(struct work *w, const char *list, const char *code,
	       const struct ck_value **ret_row)
{
	int r = w->err ? -ENODATA
		       : ck_codes_find(w->store, list, code, w->at, w->doc,
				       ret_row);

	if (r >= 0)
		return r;
	if (r != -ENODATA)
		w->err = r;
	return -1;
}

static const char *path_of(struct work *w, const char *section,
			   const char *ref, const char *member)
{
	return ck_doc_format(w->doc, "/%s/%s/%s", section, ref, member);
}

/* -- goods codes ---------------------------------------------------------- */

static bool begins(struct work *w, const char *list, const char *prefix)
{
	int r = ck_codes_begins(w->store, list, prefix, w->at);

	if (r < 0 && r != -ENODATA)
		w->err = r;
	return r > 0;
}

static void add_near(struct work *w, const char *code, struct ck_buf *list,
		     int *count)
{
	const struct ck_value *row;

	if (*count < NEAR_MOST && ask(w, "hs", code, &row) > 0)
		ck_buf_printf(list, "%s%s", (*count)++ ? ", " : "", code);
}

/* Codes one slip away: two neighbours swapped, or one digit another. */
static const char *near_codes(struct work *w, const char *hs)
{
	char code[CHINA + 1];
	size_t len = strlen(hs);
	CK_BUF list = { 0 };
	int count = 0;

	strcpy(code, hs);
	for (size_t i = 0; i + 1 < len; i++) {
		code[i] = hs[i + 1];
		code[i + 1] = hs[i];
		if (hs[i] != hs[i + 1])
			add_near(w, code, &list, &count);
		memcpy(code, hs, len);
	}
	for (size_t i = len; i-- > 0;) {
		for (code[i] = '0'; code[i] <= '9'; code[i]++)
			if (code[i] != hs[i])
				add_near(w, code, &list, &count);
		code[i] = hs[i];
	}
	return count ? ck_doc_strdup(w->doc, list.data) : NULL;
}

static void check_hs(struct work *w, const char *ref, const struct ck_value *g)
{
	const char *path = path_of(w, "goods", ref, "hs");
	const char *hs = ck_get_str(g, "hs");
	const struct ck_value *row = NULL;
	const char *near;

	if (!hs || ask(w, "hs", hs, &row) != 0)
		return;
	if (row) {
		ck_find(w->findings, CK_F_HS_UNKNOWN, path,
			_("%s is a goods code of other days, not of the day the truck comes"),
			hs);
		return;
	}
	if ((strlen(hs) == HEADING && begins(w, "hs", hs)) ||
	    (strlen(hs) == CHINA &&
	     begins(w, "hs", ck_doc_format(w->doc, "%.*s", AHTN, hs))))
		return;
	near = near_codes(w, hs);
	if (near)
		ck_find(w->findings, CK_F_HS_UNKNOWN, path,
			_("%s is not in the list of goods codes; is it %s?"),
			hs, near);
	else
		ck_find(w->findings, CK_F_HS_UNKNOWN, path,
			_("%s is not in the list of goods codes; compare it with the customs declaration"),
			hs);
}

/* -- plain codes ---------------------------------------------------------- */

static void check_code(struct work *w, const char *list,
		       enum ck_finding_code finding, const char *code,
		       const char *path)
{
	const struct ck_value *row = NULL;

	if (!code || ask(w, list, code, &row) != 0)
		return;
	ck_find(w->findings, finding, path,
		row ? _("%s is in the list of %s, but not for that day")
		    : _("%s is not in the list of %s; compare it with the paper"),
		code, list);
}

static void check_unit(struct work *w, const char *code, const char *path)
{
	if (!ck_findings_has(w->findings, CK_F_UNIT_FORM, path))
		check_code(w, "units", CK_F_UNIT_UNKNOWN, code, path);
}

/* What is counted by mass weighs no more than with its packing, and no small
 * part of that. The last of the units may not be full. */
static void check_quantity(struct work *w, const char *ref,
			   const struct ck_value *g)
{
	const char *path = path_of(w, "goods", ref, "packages");
	const char *unit = ck_get_str(g, "unit");
	int64_t count = ck_get_int(g, "packages", 0);
	int64_t gross = ck_get_int(g, "gross_g", 0), one;
	const struct ck_value *row = NULL;
	char kg[CK_DECIMAL_SIZE];

	if (!unit || count <= 0 || gross <= 0 ||
	    ck_findings_has(w->findings, CK_F_MASS_SLIP,
			    path_of(w, "goods", ref, "gross_kg")) ||
	    ask(w, "units", unit, &row) <= 0)
		return;
	one = ck_get_int(row, "g", 0);
	if (one <= 0 || (count - 1 < gross / one + (gross % one != 0) &&
			 count > gross / one / ORDERS))
		return;
	ck_mass_text(gross, kg);
	ck_find(w->findings, CK_F_MASS_SLIP, path,
		_("%lld %s do not go with %s kg gross; is the unit right, or were kilograms and tonnes mixed up?"),
		(long long)count, unit, kg);
}

/* A list that has none of an office's province says nothing of it. */
static void check_office(struct work *w, const char *code, const char *path)
{
	if (code && !ck_findings_has(w->findings, CK_F_CUSTOMS_CODE_FORM,
				     path) &&
	    begins(w, "offices", ck_doc_format(w->doc, "%.2s", code)))
		check_code(w, "offices", CK_F_OFFICE_UNKNOWN, code, path);
}

static void check_country(struct work *w, const char *code, const char *path)
{
	check_code(w, "countries", CK_F_COUNTRY_UNKNOWN, code, path);
}

/* -- plates --------------------------------------------------------------- */

/* How many bytes stand for the province: two digits, or a character, which
 * some lists have with the letter behind it. 0: nothing does. */
static size_t province_bytes(const struct ck_plate *plate)
{
	switch (plate->kind) {
	case CK_PLATE_VN_ORDINARY:
	case CK_PLATE_VN_TRAILER:
	case CK_PLATE_VN_TWO_LETTER:
	case CK_PLATE_VN_MOTORCYCLE:
		return 2;
	case CK_PLATE_CN_DIPLOMATIC:
	case CK_PLATE_CN_ARMED_POLICE:
		return 0;
	default:
		return *plate->country == 'C' && !plate->bare ? 3 : 0;
	}
}

static void check_plate(struct work *w, const char *text, const char *path)
{
	const struct ck_value *row = NULL;
	struct ck_plate plate;
	const char *province;
	size_t len;

	if (!text || ck_plate_parse(text, &plate) < 0)
		return;
	len = province_bytes(&plate);
	if (!len)
		return;
	province = ck_doc_format(w->doc, "%.*s", (int)len, plate.normal);
	if (ask(w, "plates", province, &row) != 0 ||
	    (len == 3 && ask(w, "plates",
			     ck_doc_format(w->doc, "%.4s", plate.normal),
			     &row) != 0))
		return;
	ck_find(w->findings, CK_F_PLATE_PROVINCE_UNKNOWN, path,
		_("no province has %s on its plates; compare %s with the vehicle"),
		province, text);
}

/* -- sections ------------------------------------------------------------- */

static void check_crew(struct work *w, const char *ref,
		       const struct ck_value *crew)
{
	for (size_t i = 0; i < ck_count(crew); i++)
		check_country(w, ck_get_str(ck_at(crew, i), "nationality"),
			      ck_doc_format(w->doc,
					    "/vehicles/%s/crew/%s/nationality",
					    ref, ck_key_at(crew, i)));
}

static void check_vehicle(struct work *w, const char *ref,
			  const struct ck_value *v)
{
	const struct ck_value *others = ck_get(v, "other_plates");
	int r;

	check_plate(w, ck_get_str(v, "plate"),
		    path_of(w, "vehicles", ref, "plate"));
	check_plate(w, ck_get_str(v, "trailer"),
		    path_of(w, "vehicles", ref, "trailer"));
	for (size_t i = 0; i < ck_count(others); i++)
		check_plate(w, ck_str(ck_at(others, i)),
			    ck_doc_format(w->doc,
					  "/vehicles/%s/other_plates/%zu", ref,
					  i));
	check_country(w, ck_get_str(v, "nationality"),
		      path_of(w, "vehicles", ref, "nationality"));
	check_crew(w, ref, ck_get(v, "crew"));
	if (w->findings->errors || w->err)
		return;
	r = ck_validate_registry(w->store, w->site, w->stored, ref, v, w->at,
				 w->findings);
	if (r < 0)
		w->err = r;
}

int ck_validate_codes(struct ck_store *store, const struct ck_site *site,
		      const struct ck_value *stored, int64_t at,
		      struct ck_findings *findings)
{
	struct work w = { store, site, findings->doc, findings, stored, at, 0 };
	const struct ck_value *customs = ck_get(stored, "customs");
	const struct ck_value *goods = ck_get(stored, "goods");
	const struct ck_value *vehicles = ck_get(stored, "vehicles");

	for (size_t i = 0; i < ck_count(customs); i++)
		check_office(&w, ck_get_str(ck_at(customs, i), "office"),
			     path_of(&w, "customs", ck_key_at(customs, i),
				     "office"));
	for (size_t i = 0; i < ck_count(goods); i++) {
		const struct ck_value *g = ck_at(goods, i);
		const char *ref = ck_key_at(goods, i);

		check_hs(&w, ref, g);
		check_country(&w, ck_get_str(g, "origin"),
			      path_of(&w, "goods", ref, "origin"));
		check_unit(&w, ck_get_str(g, "unit"),
			   path_of(&w, "goods", ref, "unit"));
		check_quantity(&w, ref, g);
	}
	for (size_t i = 0; i < ck_count(vehicles); i++)
		check_vehicle(&w, ck_key_at(vehicles, i), ck_at(vehicles, i));
	return w.err;
}
