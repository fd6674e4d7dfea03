#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/container.h"
#include "trade/customs_number.h"
#include "trade/fold.h"
#include "trade/hs.h"
#include "trade/meant.h"
#include "trade/money.h"
#include "trade/plate_near.h"
#include "trade/reading_code.h"
#include "trade/taxcode.h"
#include "trade/uscc.h"

/* -- plates --------------------------------------------------------------- */

static bool is_trailer(enum ck_plate_kind kind)
{
	return kind == CK_PLATE_VN_TRAILER || kind == CK_PLATE_CN_TRAILER;
}

static void doubt_unknown(struct ck_reading *r, const char *text,
			  const char *normal)
{
	char better[CK_PLATE_SIZE];

	if (ck_plate_kind_local(normal))
		ck_reading_find(r, CK_F_PLATE_UNKNOWN,
				_("%s may be a plate of Hong Kong or Macau; declare the plate that the vehicle has in mainland China, as 粤Z1234港, and this one under other_plates"),
				text);
	else if (ck_plate_correct(normal, better) == 1 ||
	    ck_plate_guess(normal, better) == 1)
		ck_reading_find(r, CK_F_PLATE_UNKNOWN,
				_("%s has no known shape; is it %s?"), text,
				better);
	else
		ck_reading_find(r, CK_F_PLATE_UNKNOWN,
				_("%s has no known shape of a plate of Vietnam or China; compare it with the vehicle"),
				text);
}

static void doubt_bare(struct ck_reading *r, const char *text,
		       const char *normal)
{
	if (ck_plate_kind_local(normal))
		ck_reading_find(r, CK_F_PLATE_PROVINCE,
				_("%s lacks its province character, as 桂%s; a vehicle of Hong Kong or Macau is declared by its plate of mainland China, as 粤Z1234港"),
				text, normal);
	else
		ck_reading_find(r, CK_F_PLATE_PROVINCE,
				_("%s lacks its province character; as 桂%s"),
				text, normal);
}

static void doubt_plate(struct ck_reading *r, const struct ck_field *field,
			const char *text, const struct ck_plate *plate)
{
	bool wants_trailer = field->type == CK_FIELD_TRAILER;

	if (field->type == CK_FIELD_PLATES &&
	    ck_plate_kind_local(plate->normal))
		return;
	if (plate->kind == CK_PLATE_UNKNOWN)
		doubt_unknown(r, text, plate->normal);
	else if (plate->bare && plate->kind != CK_PLATE_VN_MILITARY)
		doubt_bare(r, text, plate->normal);
	else if (wants_trailer && !is_trailer(plate->kind))
		ck_reading_find(r, CK_F_TRAILER_PLATE,
				_("%s is no trailer's plate"), text);
	else if (!wants_trailer && is_trailer(plate->kind))
		ck_reading_find(r, CK_F_TRAILER_PLATE,
				_("%s is a trailer's plate; it belongs under trailer"),
				text);
}

/* Two plates in one member, as 12C-123.45/12R-001.23: tractor and trailer. */
static bool are_two(struct ck_reading *r, const char *text)
{
	size_t len = strcspn(text, "/,;+&");
	struct ck_plate plate;

	return text[len] &&
	       ck_plate_parse(ck_doc_format(r->doc, "%.*s", (int)len, text),
			      &plate) == 0 && ck_plate_whole(&plate) &&
	       ck_plate_parse(text + len + 1, &plate) == 0 &&
	       ck_plate_whole(&plate);
}

/* A letter of another script looks like one of ours. */
static void refuse_plate(struct ck_reading *r, const char *text)
{
	const char *stranger = ck_plate_stranger_said(r->doc, text);

	if (!stranger)
		stranger = _("letters, digits, a province character, and - . · or space between them");
	ck_reading_find(r, CK_F_PLATE_FORM, _("%s is no plate: %s"), text,
			stranger);
}

const char *ck_read_plate(struct ck_reading *r, const struct ck_field *field,
			  const char *text)
{
	struct ck_plate plate;

	if (ck_plate_parse(text, &plate) < 0 && are_two(r, text)) {
		ck_reading_find(r, CK_F_PLATE_FORM,
				_("%s are two plates; one belongs under plate, a trailer's under trailer, others under other_plates"),
				text);
		return NULL;
	}
	if (ck_plate_parse(text, &plate) < 0) {
		refuse_plate(r, text);
		return NULL;
	}
	doubt_plate(r, field, text, &plate);
	return ck_doc_strdup(r->doc, plate.normal);
}

/* -- chassis, containers, other numbers ----------------------------------- */

enum { CHASSIS_LEAST = 5, CHASSIS_MOST = 20, VIN = 17 };

const char *ck_read_chassis(struct ck_reading *r, const char *text)
{
	char code[CHASSIS_MOST + 1];
	size_t len;

	if (ck_fold_code(text, " -*", code, sizeof(code)) < 0 ||
	    (len = strlen(code)) < CHASSIS_LEAST) {
		ck_reading_find(r, CK_F_CHASSIS_FORM,
				_("%s is no chassis number: %d to %d letters and digits"),
				text, CHASSIS_LEAST, CHASSIS_MOST);
		return NULL;
	}
	if (len == VIN && strpbrk(code, "IOQ")) {
		ck_reading_find(r, CK_F_CHASSIS_FORM,
				_("%s has an I, O or Q, which no chassis number of 17 characters has; is it 1 or 0?"),
				text);
		return NULL;
	}
	if (len > VIN)
		ck_reading_find(r, CK_F_CHASSIS_LENGTH,
				_("%s has %zu characters, and a chassis number at most %d; is one too many here?"),
				text, len, VIN);
	return ck_doc_strdup(r->doc, code);
}

enum { NEAR_MOST = 3 };

struct near {
	struct ck_buf list;
	int count;
};

static int add_near(const char *number, enum ck_container_slip slip, void *arg)
{
	struct near *near = arg;

	if (slip == CK_CONTAINER_REPLACED || near->count == NEAR_MOST)
		return 1;
	ck_buf_printf(&near->list, "%s%s", near->count ? ", " : "", number);
	near->count++;
	return 0;
}

/* Most likely the last digit itself was mistyped; else two were swapped, or
 * one was taken for its like. */
static void doubt_container(struct ck_reading *r,
			    const struct ck_container *container)
{
	struct near near = { 0 };

	if (ck_container_near(container->number, add_near, &near) < 0)
		near.count = 0;
	ck_reading_find(r, CK_F_CONTAINER_CHECK_DIGIT,
			_("the check digit of %s is %c, computed %c; look at the container again: %.10s%c%s%s"),
			container->number, container->check,
			container->expected, container->number,
			container->expected, near.count ? ", " : "",
			ck_buf_text(&near.list));
	ck_buf_free(&near.list);
}

/* A letter among the digits is taken for the digit it looks like. */
static bool read_digits(const char *text, struct ck_container *ret_better)
{
	static const char letters[] = "OQDILZSGB", digits[] = "000112568";
	char code[16];

	if (ck_fold_code(text, " -[].", code, sizeof(code)) < 0 ||
	    strlen(code) != 11)
		return false;
	for (char *c = code + 4; *c; c++) {
		const char *like = strchr(letters, *c);

		if (like)
			*c = digits[like - letters];
	}
	return ck_container_parse(code, ret_better) == 0;
}

static void refuse_container(struct ck_reading *r, const char *text)
{
	struct ck_container better;

	if (read_digits(text, &better))
		ck_reading_find(r, CK_F_CONTAINER_FORM,
				_("%s is no container number: four letters and seven digits; is it %s?"),
				text, better.number);
	else
		ck_reading_find(r, CK_F_CONTAINER_FORM,
				_("%s is no container number: four letters and seven digits, as CSQU3054383"),
				text);
}

const char *ck_read_container(struct ck_reading *r, const char *text)
{
	struct ck_container container;
	int known = ck_container_parse(text, &container);

	if (known < 0) {
		refuse_container(r, text);
		return NULL;
	}
	if (known == CK_WRONG_CHECK)
		doubt_container(r, &container);
	else if (container.category != 'U')
		ck_reading_find(r, CK_F_CONTAINER_CATEGORY,
				_("%s is the number of equipment or of a chassis (%c); a container has U there"),
				container.number, container.category);
	return ck_doc_strdup(r->doc, container.number);
}

const char *ck_read_code(struct ck_reading *r, const struct ck_field *field,
			 const char *text)
{
	size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789-_/. ");

	if (text[len])
		ck_reading_find(r, CK_F_WRONG_TYPE,
				_("%s: letters, digits and - _ / . are taken"),
				ck_reading_quote(r, text));
	else if (len > (size_t)field->most)
		ck_reading_find(r, CK_F_TOO_LONG,
				_("%zu characters; at most %lld are taken"),
				len, (long long)field->most);
	else
		return text;
	return NULL;
}

/* -- parties and customs -------------------------------------------------- */

enum { DIGITS_SHOWN = 64 };

/* Whether somebody meant a Chinese code: it is longer than any tax code. */
static bool is_credit_code(const char *text)
{
	char code[DIGITS_SHOWN];

	return ck_fold_code(text, " -.", code, sizeof(code)) >= 0 &&
	       strlen(code) > 13;
}

static void doubt_check(struct ck_reading *r, char has, char should)
{
	if (should)
		ck_reading_find(r, CK_F_TAX_CODE_CHECK,
				_("the check digit is %c, computed %c: a digit was mistyped or two were swapped"),
				has, should);
	else
		ck_reading_find(r, CK_F_TAX_CODE_CHECK,
				_("no check digit fits this number: a digit was mistyped or two were swapped"));
}

const char *ck_read_party_code(struct ck_reading *r, const char *text)
{
	char credit[CK_USCC_SIZE];
	struct ck_taxcode tax;
	bool chinese = is_credit_code(text);
	int known = chinese ? ck_uscc_parse(text, credit)
			    : ck_taxcode_parse(text, &tax);

	if (known == 0)
		return ck_doc_strdup(r->doc, chinese ? credit : tax.digits);
	if (known == CK_WRONG_CHECK && chinese)
		doubt_check(r, credit[CK_USCC_SIZE - 2], ck_uscc_check(credit));
	else if (known == CK_WRONG_CHECK)
		doubt_check(r, tax.digits[9], ck_taxcode_check(tax.digits));
	else if (ck_taxcode_parse(ck_doc_format(r->doc, "0%s", text), &tax) == 0)
		ck_reading_find(r, CK_F_TAX_CODE_FORM,
				_("a digit is missing; did a leading zero get lost, as in a spreadsheet?"));
	else
		ck_reading_find(r, CK_F_TAX_CODE_FORM,
				_("this is no tax code of 10, 12 or 13 digits, nor a Chinese credit code of 18 characters"));
	return NULL;
}

static void check_direction(struct ck_reading *r,
			    const struct ck_customs_number *number)
{
	const char *direction = ck_get_str(r->stored, "direction");

	if (!*number->direction)
		ck_reading_find(r, CK_F_CUSTOMS_PREFIX,
				_("%s begins with %c; 1 is import and 3 export: compare it with the paper"),
				number->number, number->number[0]);
	else if (direction && strcmp(direction, number->direction) != 0)
		ck_reading_find(r, CK_F_CUSTOMS_DIRECTION,
				_("%s is the number of an %s declaration; the direction here is %s"),
				number->number, number->direction, direction);
}

const char *ck_read_customs_number(struct ck_reading *r, const char *text)
{
	struct ck_customs_number number;

	if (ck_customs_number_parse(text, &number) < 0) {
		ck_reading_find(r, CK_F_CUSTOMS_NUMBER_FORM,
				_("%s is no customs number: 12 digits are expected"),
				text);
		return NULL;
	}
	check_direction(r, &number);
	return ck_doc_strdup(r->doc, number.number);
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

const char *ck_read_customs_code(struct ck_reading *r,
				 const struct ck_field *field,
				 const char *text)
{
	char code[16];
	bool right = ck_fold_code(text, " ", code, sizeof(code)) >= 0;

	if (right && field->type == CK_FIELD_CUSTOMS_TYPE)
		right = is_capital(code[0]) && strlen(code) == 3 &&
			ck_fold_digits(code + 1, 2);
	else if (right)
		right = strlen(code) == 4 && ck_fold_digits(code, 2);
	if (!right)
		ck_reading_find(r, CK_F_CUSTOMS_CODE_FORM,
				field->type == CK_FIELD_CUSTOMS_TYPE
				? _("%s is no customs type: a letter and two digits, as B11")
				: _("%s is no customs office: two digits and two characters, as 15BB"),
				text);
	return right ? ck_doc_strdup(r->doc, code) : text;
}

const char *ck_read_hs(struct ck_reading *r, const char *text)
{
	struct ck_hs hs;

	if (ck_hs_parse(text, &hs) == 0)
		return ck_doc_strdup(r->doc, hs.digits);
	/* Spreadsheets take a code for a number. */
	if (ck_hs_parse(ck_doc_format(r->doc, "0%s", text), &hs) == 0)
		ck_reading_find(r, CK_F_HS_FORM,
				_("%s is no goods code: 6, 8 or 10 digits; did a leading zero get lost, %s?"),
				text, hs.digits);
	else
		ck_reading_find(r, CK_F_HS_FORM,
				_("%s is no goods code: 6, 8 or 10 digits, as 08106000"),
				text);
	return NULL;
}

/* -- countries, currencies, units, trips ---------------------------------- */

const char *ck_read_country(struct ck_reading *r, const char *text)
{
	char code[8];

	if (ck_fold_code(text, "", code, sizeof(code)) < 0 ||
	    strlen(code) != 2 || !is_capital(code[0]) || !is_capital(code[1])) {
		const char *meant = r->quiet ? NULL : ck_country_meant(text);

		if (meant) {
			ck_reading_find(r, CK_F_COUNTRY_FORM,
					_("%s is no country of two letters; did you mean %s?"),
					text, meant);
			return NULL;
		}
		ck_reading_find(r, CK_F_COUNTRY_FORM,
				_("%s is no country: two letters, as VN or CN"),
				ck_reading_quote(r, text));
		return NULL;
	}
	return ck_doc_strdup(r->doc, code);
}

const char *ck_read_currency(struct ck_reading *r, const char *text)
{
	char code[8];

	if (ck_fold_code(text, "", code, sizeof(code)) < 0 ||
	    ck_currency_decimals(code) < 0) {
		const char *meant = ck_currency_meant(text);

		if (meant) {
			ck_reading_find(r, CK_F_CURRENCY_UNKNOWN,
					_("%s is no currency known here; did you mean %s?"),
					text, meant);
			return NULL;
		}
		ck_reading_find(r, CK_F_CURRENCY_UNKNOWN,
				_("%s is no currency known here; as VND, CNY or USD"),
				text);
		return NULL;
	}
	return ck_doc_strdup(r->doc, code);
}

const char *ck_read_unit(struct ck_reading *r, const char *text)
{
	const char *meant = ck_unit_meant(text);
	char code[16];

	if (meant) {
		ck_reading_find(r, CK_F_UNIT_FORM,
				_("%s is no unit code; did you mean %s?"), text,
				meant);
		return text;
	}
	if (ck_fold_code(text, "", code, sizeof(code)) >= 0 &&
	    strlen(code) >= 2 && strlen(code) <= 3)
		return ck_doc_strdup(r->doc, code);
	ck_reading_find(r, CK_F_UNIT_FORM,
			_("%s is no unit code of two or three characters, as CT, BG or KGM"),
			text);
	return text;
}

/* SITE-YYYYMMDD-NNNNN.N */
const char *ck_read_trip(struct ck_reading *r, const char *text)
{
	size_t site = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *day = text + site + 1;
	const char *end = text;

	if (site && text[site] == '-' && ck_fold_digits(day, 8) &&
	    day[8] == '-' && ck_fold_digits(day + 9, 5)) {
		end = day + 9;
		end += strspn(end, "0123456789");
		if (*end == '.' && end[1])
			end += 1 + strspn(end + 1, "0123456789");
		if (!*end && strchr(text, '.'))
			return text;
	}
	ck_reading_find(r, CK_F_TRIP_FORM,
			_("%s is no trip: as CKHN-20261122-00533.1"), text);
	return NULL;
}
