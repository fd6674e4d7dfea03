#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/mass.h"
#include "trade/money.h"
#include "trade/reading_code.h"

enum { MASS_MOST_KG = 100000000 };
static const int64_t money_most = INT64_C(1) << 53;

/* A number, or its decimal text: what a double would not carry is written
 * as text. */
static const char *decimal_of(struct ck_reading *r, const struct ck_value *v)
{
	const char *text = ck_number_text(v);

	if (text || ck_str(v))
		return text ? text : ck_reading_text(r, v);
	ck_reading_find(r, CK_F_WRONG_TYPE, _("a number is expected"));
	return NULL;
}

static void find_mass_form(struct ck_reading *r, const char *text)
{
	char joined[CK_DECIMAL_SIZE];

	if (ck_money_join(text, joined) == 0)
		ck_reading_find(r, CK_F_MASS_FORM,
				_("%s is no number of kilograms: signs between thousands are not taken; write %s if that is meant"),
				text, joined);
	else
		ck_reading_find(r, CK_F_MASS_FORM,
				_("%s is no number of kilograms; write it as 21500.5"),
				text);
}

const struct ck_value *ck_read_mass(struct ck_reading *r,
				     const struct ck_value *v)
{
	const char *text = decimal_of(r, v);
	int64_t grams;
	int wrong;

	if (!text)
		return NULL;
	wrong = ck_mass_parse(text, &grams);
	if (wrong == -EDOM)
		ck_reading_find(r, CK_F_MASS_FORM,
				_("%s kg is finer than a gram"), text);
	else if (wrong == -EBADMSG)
		find_mass_form(r, text);
	else if (wrong < 0 || grams < 0 || grams / 1000 > MASS_MOST_KG)
		ck_reading_find(r, CK_F_MASS_FORM,
				_("%s kg is no mass of a load"), text);
	else
		return ck_new_int(r->doc, grams);
	return NULL;
}

static void find_money_form(struct ck_reading *r, const char *text,
			    const char *currency)
{
	char joined[CK_DECIMAL_SIZE];

	if (!ck_money_is_finer(text, currency) &&
	    ck_money_join(text, joined) == 0)
		ck_reading_find(r, CK_F_MONEY_FORM,
				_("%s is no amount of %s: signs between thousands are not taken; write %s if that is meant"),
				text, currency, joined);
	else
		ck_reading_find(r, CK_F_MONEY_FORM,
				_("%s is no amount of %s; %d decimals are taken, written with a point"),
				text, currency, ck_currency_decimals(currency));
}

/* Told at the currency where that was left empty; one that does not read has
 * been told of. */
static void miss_currency(struct ck_reading *r, const struct ck_value *given,
			  const char *text)
{
	const char *path = ck_buf_text(&r->path);
	const char *beside = ck_doc_format(r->doc, "%.*s/currency",
					   (int)(strrchr(path, '/') - path),
					   path);

	if (ck_is_null(given))
		ck_reading_find(r, CK_F_CURRENCY_MISSING,
				_("the value %s has no currency; say which, as VND, CNY or USD"), text);
	else if (ck_findings_has(r->findings, CK_F_EMPTY_TEXT, beside))
		ck_find(r->findings, CK_F_CURRENCY_MISSING, beside,
			_("the value %s has no currency; say which, as VND, CNY or USD"), text);
}

const struct ck_value *ck_read_money(struct ck_reading *r,
				      const struct ck_value *v,
				      const struct ck_value *owner,
				      const struct ck_value *around)
{
	const char *currency = ck_get_str(owner, "currency");
	const char *text = decimal_of(r, v);
	int64_t minor;

	if (!text)
		return NULL;
	if (!currency) {
		miss_currency(r, ck_get(around, "currency"), text);
		return NULL;
	}
	if (ck_money_parse(text, currency, &minor) == 0 && minor >= 0 &&
	    minor <= money_most)
		return ck_new_int(r->doc, minor);
	find_money_form(r, text, currency);
	return NULL;
}

const struct ck_value *ck_read_count(struct ck_reading *r,
				      const struct ck_field *field,
				      const struct ck_value *v)
{
	int64_t n;

	if (!ck_int(v, &n)) {
		ck_reading_find(r, CK_F_WRONG_TYPE,
				ck_str(v) ? _("a whole number is expected, without quotation marks")
					  : _("a whole number is expected"));
		return NULL;
	}
	if (n >= field->least && n <= field->most)
		return v;
	ck_reading_find(r, CK_F_COUNT_RANGE,
			_("%lld is not between %lld and %lld"), (long long)n,
			(long long)field->least, (long long)field->most);
	return NULL;
}
