#include <config.h>

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/codes.h"
#include "keeper/codes_row.h"
#include "trade/mass.h"

enum { TEXT_MAX = 1000 };
/* What a double holds: the reader refuses other integers. */
static const int64_t number_max = 1LL << 53;

const struct ck_codes_member ck_codes_code = { "code", NULL, CK_CODES_TEXT,
					       true };

const struct ck_codes_member *
ck_codes_member_named(const struct ck_codes_kind *kind, const char *name)
{
	if (kind->code && !strcasecmp(kind->code, name))
		return &ck_codes_code;
	for (const struct ck_codes_member *m = kind->members; m->name; m++)
		if (!strcasecmp(m->name, name))
			return m;
	return NULL;
}

static const char *inside_name(const struct ck_codes_member *member)
{
	return member->inside ? member->inside : member->name;
}

/* -- in ------------------------------------------------------------------- */

static const char *put_text(struct ck_value *row, const char *name,
			    const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return _("no tab or other control character is expected");
	if (strlen(text) > TEXT_MAX)
		return _("at most 1,000 bytes are expected");
	ck_set_str(row, name, text);
	return NULL;
}

static const char *put_flag(struct ck_value *row, const char *name,
			    const char *text)
{
	bool yes = !strcasecmp(text, "true") || !strcasecmp(text, "yes") ||
		   !strcmp(text, "1");

	if (!yes && strcasecmp(text, "false") != 0 &&
	    strcasecmp(text, "no") != 0 && strcmp(text, "0") != 0)
		return _("true or false is expected");
	ck_set_bool(row, name, yes);
	return NULL;
}

static const char *put_day(struct ck_value *row, const char *name,
			   const char *text, int offset_min, bool end)
{
	int64_t ms;

	if (ck_day_parse(text, offset_min, &ms) < 0)
		return _("a day is expected, as 2026-11-22");
	ck_set_int(row, name, ms + (end ? CK_DAY_MS : 0));
	return NULL;
}

static const char *put_count(struct ck_value *row, const char *name,
			     const char *text)
{
	int64_t n;

	if (ck_decimal_parse(text, 0, &n) < 0 || n < 0 || n > number_max)
		return _("a whole number is expected");
	ck_set_int(row, name, n);
	return NULL;
}

static const char *put_mass(struct ck_value *row, const char *name,
			    const char *text)
{
	int64_t grams;

	if (ck_mass_parse(text, &grams) < 0 || grams <= 0 || grams > number_max)
		return _("kilograms are expected, as 15200 or 21500.5");
	ck_set_int(row, name, grams);
	return NULL;
}

const char *ck_codes_cell(const struct ck_codes_kind *kind,
			  const struct ck_codes_member *member,
			  const char *text, int offset_min,
			  struct ck_value *row)
{
	const char *name = inside_name(member);
	char code[CK_CODE_SIZE];

	if (member == &ck_codes_code) {
		if (kind->normal(text, code) < 0)
			return _(kind->expected);
		ck_set_str(row, "code", code);
		return NULL;
	}
	switch (member->type) {
	case CK_CODES_COUNT:
		return put_count(row, name, text);
	case CK_CODES_MASS:
		return put_mass(row, name, text);
	case CK_CODES_FLAG:
		return put_flag(row, name, text);
	case CK_CODES_FROM:
		return put_day(row, name, text, offset_min, false);
	case CK_CODES_UNTIL:
		return put_day(row, name, text, offset_min, true);
	default:
		return put_text(row, name, text);
	}
}

static int body_of(const struct ck_value *row)
{
	const struct ck_value *trailer = ck_get(row, "trailer");

	return trailer ? ck_is_true(trailer) : -1;
}

const char *ck_codes_row_end(const struct ck_codes_kind *kind,
			     struct ck_value *row, const char **ret_name)
{
	char code[CK_CODE_SIZE];

	for (const struct ck_codes_member *m = kind->members; m->name; m++) {
		*ret_name = m->name;
		if (m->needed && !ck_get(row, inside_name(m)))
			return _("%s is missing");
	}
	*ret_name = kind->code ? kind->code : "axles";
	if (!kind->code) {
		if (ck_codes_weight_code(ck_get_int(row, "axles", 0),
					 body_of(row), ck_get_str(row, "class"),
					 code) < 0)
			return _("%s: a number from 1 to 99 is expected");
		ck_set_str(row, "code", code);
	}
	if (!ck_get(row, "code"))
		return _("%s is missing");
	*ret_name = "valid_until";
	if (ck_get_int(row, "valid_to", INT64_MAX) <=
	    ck_get_int(row, "valid_from", INT64_MIN))
		return _("%s lies before valid_from");
	return NULL;
}

/* -- out ------------------------------------------------------------------ */

static void put_outside(const struct ck_codes_member *m,
			const struct ck_value *v, int offset_min,
			struct ck_doc *doc, struct ck_value *record)
{
	char kg[CK_DECIMAL_SIZE];
	char day[CK_TIME_TEXT];
	int64_t n;

	if (!ck_int(v, &n)) {
		ck_set(record, m->name, v);
		return;
	}
	switch (m->type) {
	case CK_CODES_MASS:
		ck_mass_text(n, kg);
		ck_set(record, m->name, ck_new_number(doc, kg));
		return;
	case CK_CODES_FROM:
	case CK_CODES_UNTIL:
		ck_time_print(n - (m->type == CK_CODES_UNTIL), offset_min, day);
		day[strlen("2026-11-22")] = '\0';
		ck_set_str(record, m->name, day);
		return;
	default:
		ck_set(record, m->name, v);
	}
}

void ck_codes_outside(const struct ck_codes_kind *kind,
		      const struct ck_value *row, int offset_min,
		      struct ck_doc *doc, struct ck_value *record)
{
	ck_set(record, "code", ck_get(row, "code"));
	for (const struct ck_codes_member *m = kind->members; m->name; m++) {
		const struct ck_value *v = ck_get(row, inside_name(m));

		if (v)
			put_outside(m, v, offset_min, doc, record);
	}
}
