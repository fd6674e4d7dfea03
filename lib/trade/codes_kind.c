#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "trade/codes_kind.h"
#include "trade/fold.h"
#include "trade/hs.h"
#include "trade/plate.h"

/* -- codes ---------------------------------------------------------------- */

static int normal_hs(const char *text, char ret_code[CK_CODE_SIZE])
{
	struct ck_hs hs;
	int r = ck_hs_parse(text, &hs);

	if (r == 0)
		strcpy(ret_code, hs.digits);
	return r;
}

static int letters(const char *text, size_t least, size_t most,
		   char ret_code[CK_CODE_SIZE])
{
	char code[CK_CODE_SIZE];
	int r = ck_fold_code(text, "", code, sizeof(code));
	size_t len;

	if (r < 0)
		return r;
	len = strlen(code);
	if (len < least || len > most)
		return -EBADMSG;
	memcpy(ret_code, code, len + 1);
	return 0;
}

static int only_letters(const char *text, size_t count,
			char ret_code[CK_CODE_SIZE])
{
	char code[CK_CODE_SIZE];
	int r = letters(text, count, count, code);

	if (r < 0)
		return r;
	if (strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != count)
		return -EBADMSG;
	memcpy(ret_code, code, count + 1);
	return 0;
}

static int normal_country(const char *text, char ret_code[CK_CODE_SIZE])
{
	return only_letters(text, 2, ret_code);
}

static int normal_currency(const char *text, char ret_code[CK_CODE_SIZE])
{
	return only_letters(text, 3, ret_code);
}

static int normal_unit(const char *text, char ret_code[CK_CODE_SIZE])
{
	return letters(text, 1, 3, ret_code);
}

static int normal_office(const char *text, char ret_code[CK_CODE_SIZE])
{
	return letters(text, 4, 6, ret_code);
}

/* Two digits, or a Chinese province with or without its letter. */
static int normal_province(const char *text, char ret_code[CK_CODE_SIZE])
{
	char code[CK_PLATE_SIZE];
	uint32_t point;
	int r = ck_plate_normalise(text, code, sizeof(code));
	int n;

	if (r < 0)
		return r;
	n = ck_fold_decode(code, &point);
	if (n < 0)
		return n;
	if (ck_plate_province(point)) {
		if (code[n] && (code[n + 1] || code[n] < 'A' || code[n] > 'Z'))
			return -EBADMSG;
	} else if (strlen(code) != 2 || !ck_fold_digits(code, 2)) {
		return -EBADMSG;
	}
	strcpy(ret_code, code);
	return 0;
}

static int normal_plate(const char *text, char ret_code[CK_CODE_SIZE])
{
	return ck_plate_normalise(text, ret_code, CK_PLATE_SIZE);
}

/* What ck_codes_weight_code makes, and nothing else. */
static int normal_weight(const char *text, char ret_code[CK_CODE_SIZE])
{
	size_t digits = strspn(text, "0123456789");
	size_t body = digits + strspn(text + digits, "+-");

	if (digits < 1 || digits > 2 || body > digits + 1 ||
	    strlen(text) >= CK_CODE_SIZE)
		return -EBADMSG;
	strcpy(ret_code, text);
	return 0;
}

int ck_codes_weight_code(int64_t axles, int body, const char *klass,
			 char ret_code[CK_CODE_SIZE])
{
	static const char *const marks[] = { "", "-", "+" };
	int n;

	if (axles < 1 || axles > 99)
		return -EBADMSG;
	n = snprintf(ret_code, CK_CODE_SIZE, "%" PRId64 "%s%s", axles,
		     marks[body + 1], klass ? klass : "");
	return n < CK_CODE_SIZE ? 0 : -EBADMSG;
}

/* -- rows ----------------------------------------------------------------- */

#define NAMES \
	{ "name", NULL, CK_CODES_TEXT, true }, \
	{ "name_vi", NULL, CK_CODES_TEXT, false }
#define DATES \
	{ "valid_from", NULL, CK_CODES_FROM, false }, \
	{ "valid_until", "valid_to", CK_CODES_UNTIL, false }, \
	{ NULL, NULL, CK_CODES_TEXT, false }

static const struct ck_codes_member hs[] = {
	NAMES,
	{ "unit", NULL, CK_CODES_TEXT, false },
	DATES,
};

static const struct ck_codes_member countries[] = {
	NAMES,
	{ "alpha_3", NULL, CK_CODES_TEXT, false },
	{ "numeric", NULL, CK_CODES_TEXT, false },
	DATES,
};

static const struct ck_codes_member currencies[] = {
	NAMES,
	{ "numeric", NULL, CK_CODES_TEXT, false },
	{ "decimals", NULL, CK_CODES_COUNT, false },
	DATES,
};

/* kg is what one of the unit weighs. */
static const struct ck_codes_member units[] = {
	NAMES,
	{ "quantity", NULL, CK_CODES_TEXT, false },
	{ "kg", "g", CK_CODES_MASS, false },
	DATES,
};

static const struct ck_codes_member offices[] = {
	NAMES,
	{ "gate", NULL, CK_CODES_TEXT, false },
	DATES,
};

static const struct ck_codes_member plates[] = {
	{ "country", NULL, CK_CODES_TEXT, true },
	NAMES,
	DATES,
};

static const struct ck_codes_member vehicles[] = {
	{ "class", NULL, CK_CODES_TEXT, false },
	{ "axles", NULL, CK_CODES_COUNT, false },
	{ "own_kg", "own_g", CK_CODES_MASS, false },
	{ "permitted_kg", "permitted_g", CK_CODES_MASS, false },
	{ "inspection_until", "inspection_to", CK_CODES_UNTIL, false },
	DATES,
};

static const struct ck_codes_member weights[] = {
	{ "axles", NULL, CK_CODES_COUNT, true },
	{ "trailer", NULL, CK_CODES_FLAG, false },
	{ "class", NULL, CK_CODES_TEXT, false },
	{ "max_kg", "max_g", CK_CODES_MASS, true },
	{ "source", NULL, CK_CODES_TEXT, true },
	{ "unconfirmed", NULL, CK_CODES_FLAG, false },
	DATES,
};

/* Sorted by name. */
static const struct ck_codes_kind kinds[] = {
	{ "countries", "code", normal_country, N_("two letters, as VN"),
	  countries },
	{ "currencies", "code", normal_currency, N_("three letters, as VND"),
	  currencies },
	{ "hs", "code", normal_hs, N_("6, 8 or 10 digits, as 0810.60.00"), hs },
	{ "offices", "code", normal_office,
	  N_("four to six letters and digits, as 15BB"), offices },
	{ "plates", "code", normal_province, N_("a province, as 12 or 桂F"),
	  plates },
	{ "units", "code", normal_unit,
	  N_("one to three letters and digits, as KGM"), units },
	{ "vehicles", "plate", normal_plate, N_("a plate, as 12C-123.45"),
	  vehicles },
	{ "weights", NULL, normal_weight, N_("axles, as 6, 5+ or 5-"),
	  weights },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const struct ck_codes_kind *ck_codes_kind(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

const struct ck_codes_kind *ck_codes_kind_at(size_t i)
{
	return i < KINDS ? &kinds[i] : NULL;
}

int ck_codes_normal(const char *list, const char *text,
		    char ret_code[CK_CODE_SIZE])
{
	const struct ck_codes_kind *kind = ck_codes_kind(list);

	return kind ? kind->normal(text, ret_code) : -EINVAL;
}
