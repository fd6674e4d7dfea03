#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "trade/finding.h"

#define E(code_, sentence_, source_) { code_, true, sentence_, source_ }
#define W(code_, sentence_, source_) { code_, false, sentence_, source_ }

/* In the order of ck-findings(5), which quotes the sentences. */
static const struct ck_finding_rule rules[CK_F_COUNT] = {
[CK_F_UNKNOWN_KEY] = E("unknown-key",
	"Only the members that the manual lists are taken.",
	"ck-declaration(5)"),
[CK_F_NOT_YOURS] = E("not-yours",
	"A field that an agency or a peer owns is not the declarant's to write.",
	"site file, field_owners"),
[CK_F_WRONG_TYPE] = E("wrong-type",
	"Each member has one type.",
	"ck-declaration(5)"),
[CK_F_MISSING] = E("missing",
	"A declaration needs its direction and a vehicle, goods their HS code, a customs entry its number or paper.",
	"ck-declaration(5)"),
[CK_F_UNKNOWN_CODE] = E("unknown-code",
	"A code is one of its list; regimes and vehicle classes are the site's.",
	"site file, regimes and tariff"),
[CK_F_TOO_LONG] = E("too-long",
	"A text has a greatest length.",
	"ck-declaration(5)"),
[CK_F_TOO_MANY] = E("too-many",
	"A list has a greatest length.",
	"ck-declaration(5)"),
[CK_F_REF_FORM] = E("ref-form",
	"A ref is 1 to 32 letters, digits, - and _, and not - alone.",
	"ck-declaration(5)"),
[CK_F_REF_DUPLICATE] = E("ref-duplicate",
	"A ref stands for one thing in a declaration.",
	"ck-declaration(5)"),
[CK_F_REF_MISMATCH] = E("ref-mismatch",
	"A ref inside an object is the key it stands under.",
	"ck-declaration(5)"),
[CK_F_REF_UNKNOWN] = E("ref-unknown",
	"What is referred to is in the declaration.",
	"ck-declaration(5)"),

[CK_F_CONTROL_CHARACTER] = E("control-character",
	"A text has no tabs, line breaks or other control characters.",
	"seen on live platforms: tax codes ending in TAB or BEL"),
[CK_F_NULL_TEXT] = E("null-text",
	"A member that is not known is left out, not written as the word NULL.",
	"seen on live platforms"),
[CK_F_LONE_PUNCTUATION] = E("lone-punctuation",
	"A text has a letter or a digit.",
	"seen on live platforms: a point as a driver's number"),
[CK_F_EMPTY_TEXT] = W("empty-text",
	"A member that is not known is left out; an empty text counts as left out.",
	"seen on live platforms"),
[CK_F_SHEET_ERROR] = E("sheet-error",
	"A text is no error that a spreadsheet has in the place of a value.",
	"Microsoft Excel and LibreOffice Calc, error values"),
[CK_F_FONT_TEXT] = E("font-text",
	"A text is Unicode, not the bytes of a TCVN3 or VNI font, and not UTF-8 that was read as another encoding.",
	"TCVN 6909:2001"),
[CK_F_LOST_LETTER] = E("lost-letter",
	"A text has no letters that were lost when it was saved: U+FFFD, or a question mark between letters.",
	"Unicode, Specials; iconv and spreadsheets, saving in an older encoding"),
[CK_F_MASKED_VALUE] = E("masked-value",
	"A person's name or number is written in full, not as it is shown to others.",
	"ck-declaration(5)"),

[CK_F_PLATE_FORM] = E("plate-form",
	"A plate has letters, digits, a province character, and the separators - . · and space.",
	"Circular 79/2024/TT-BCA; GA 36-2018"),
[CK_F_PLATE_UNKNOWN] = W("plate-unknown",
	"A plate has a shape of Vietnam or China.",
	"Circular 79/2024/TT-BCA; GA 36-2018"),
[CK_F_PLATE_PROVINCE] = W("plate-province",
	"A Chinese plate is written with its province character.",
	"GA 36-2018"),
[CK_F_TRAILER_PLATE] = W("trailer-plate",
	"A trailer's plate stands under trailer, and no other plate does.",
	"Circular 79/2024/TT-BCA (R, RM); GA 36-2018"),
[CK_F_MOTORCYCLE_PLATE] = W("motorcycle-plate",
	"What has a class, axles, a trailer or a container bears no motorcycle's plate.",
	"Circular 79/2024/TT-BCA"),
[CK_F_CHASSIS_FORM] = E("chassis-form",
	"A chassis number is 5 to 20 letters and digits; one of 17 has no I, O or Q.",
	"ISO 3779"),
[CK_F_CHASSIS_LENGTH] = W("chassis-length",
	"A chassis number has at most 17 characters.",
	"ISO 3779"),
[CK_F_CONTAINER_FORM] = E("container-form",
	"A container number is four letters and seven digits.", "ISO 6346"),
[CK_F_CONTAINER_CHECK_DIGIT] = W("container-check-digit",
	"The last digit of a container number follows from the others.",
	"ISO 6346"),
[CK_F_CONTAINER_CATEGORY] = W("container-category",
	"A freight container's fourth letter is U; J and Z are equipment and chassis.",
	"ISO 6346"),
[CK_F_TAX_CODE_FORM] = E("tax-code-form",
	"A tax code has 10, 12 or 13 digits; a Chinese credit code 18 characters.",
	"Circular 86/2024/TT-BTC; GB 32100-2015"),
[CK_F_TAX_CODE_CHECK] = E("tax-code-check",
	"The check digit of a tax or credit code follows from the others.",
	"Circular 86/2024/TT-BTC; GB 32100-2015"),
[CK_F_CUSTOMS_NUMBER_FORM] = E("customs-number-form",
	"A customs number has 12 digits, or 11 without the amendment's.",
	"VNACCS/VCIS"),
[CK_F_CUSTOMS_DIRECTION] = E("customs-direction",
	"A customs number begins with 1 for import, with 3 for export.",
	"VNACCS/VCIS"),
[CK_F_CUSTOMS_PREFIX] = W("customs-prefix",
	"The first digit of a customs number is 1 or 3; of other numbers the direction is not known.",
	"VNACCS/VCIS"),
[CK_F_CUSTOMS_TWICE] = E("customs-twice",
	"A customs number stands once in a declaration.",
	"ck-declaration(5)"),
[CK_F_CUSTOMS_CODE_FORM] = W("customs-code-form",
	"A customs type is a letter and two digits, an office four characters.",
	"VNACCS/VCIS"),
[CK_F_HS_FORM] = E("hs-form",
	"A goods code has 6, 8 or 10 digits.", "HS; AHTN"),
[CK_F_COUNTRY_FORM] = E("country-form",
	"A country is two capital letters.", "ISO 3166-1"),
[CK_F_CURRENCY_UNKNOWN] = E("currency-unknown",
	"A currency is a code that the program knows the decimals of.",
	"ISO 4217"),
[CK_F_CURRENCY_MISSING] = E("currency-missing",
	"A value stands with its currency.",
	"ck-declaration(5)"),
[CK_F_UNIT_FORM] = W("unit-form",
	"A unit is a code of two or three characters, as CT or KGM.",
	"UN/ECE recommendations 20 and 21"),
[CK_F_MASS_FORM] = E("mass-form",
	"A mass is a number of kilograms, at least zero, with at most three decimals.",
	"ck-declaration(5)"),
[CK_F_MONEY_FORM] = E("money-form",
	"A value is a number with no more decimals than its currency has.",
	"ISO 4217"),
[CK_F_COUNT_RANGE] = E("count-range",
	"A count is a whole number within its bounds.",
	"ck-declaration(5)"),
[CK_F_TIME_FORM] = E("time-form",
	"A time is written with its zone, as 2026-11-22T08:00:00+07:00.",
	"RFC 3339"),
[CK_F_DATE_FORM] = E("date-form",
	"A date is written as 2026-11-22.", "RFC 3339"),
[CK_F_DIGEST_FORM] = E("digest-form",
	"A document's digest is the 64 hexadecimal digits of its SHA-256.",
	"FIPS 180-4"),
[CK_F_TRIP_FORM] = E("trip-form",
	"A trip is named by its id, as CKHN-20261122-00533.1.",
	"ck-declaration(5)"),
[CK_F_PERSON_ID_FORM] = W("person-id-form",
	"A person's number is that of a citizen's card or a passport.",
	"Decree 137/2015/ND-CP; GB 11643; ICAO 9303"),
[CK_F_PHONE_FORM] = W("phone-form",
	"A telephone number has 7 to 15 digits.", "ITU-T E.164"),
[CK_F_EMAIL_FORM] = W("email-form",
	"An e-mail address has one @, and a domain after it.",
	"RFC 5321"),
[CK_F_FARM_CODE_FORM] = W("farm-code-form",
	"The code of a growing area is an orchard's, that of a packing house a house's.",
	"forms met in public data; no official list read"),
[CK_F_EXT_FORM] = E("ext-form",
	"What only this site asks for is as the site asks for it.",
	"site file, ext_schema"),

[CK_F_SAVED_UNKNOWN] = E("saved-unknown",
	"An entry that is named was saved under that name.",
	"ck-declare(1)"),
[CK_F_NO_IDENTIFIER] = E("no-identifier",
	"A vehicle has a plate, a chassis number, a container or a unit number.",
	"ck-declaration(5)"),
[CK_F_VEHICLE_TWICE] = E("vehicle-twice",
	"A vehicle stands once in a declaration.",
	"ck-declaration(5)"),
[CK_F_PLATE_TWICE] = W("plate-twice",
	"A plate stands once at its vehicle, the other plates among them.",
	"ck-declaration(5)"),
[CK_F_PERSON_TWICE] = W("person-twice",
	"A person is in a crew once, and drives one vehicle.",
	"ck-declaration(5)"),
[CK_F_NATIONALITY_PLATE] = W("nationality-plate",
	"A vehicle's nationality is that of its plate.",
	"ck-declaration(5)"),
[CK_F_NO_GOODS] = W("no-goods",
	"A declaration without goods is of regime empty.",
	"ck-declaration(5)"),
[CK_F_CUSTOMS_MISSING] = E("customs-missing",
	"Where there are several customs numbers, goods say which is theirs.",
	"ck-declaration(5)"),
[CK_F_CARRIES_MISSING] = E("carries-missing",
	"Where several vehicles may carry a goods line, the vehicles say what they carry.",
	"ck-declaration(5)"),
[CK_F_CARRIES_SUM] = E("carries-sum",
	"What the vehicles carry of a goods line adds up to it.",
	"ck-declaration(5)"),
[CK_F_TRANSFER_SUM] = E("transfer-sum",
	"What is transferred from a vehicle adds up to what it carries; an export may keep a part.",
	"ck-declaration(5)"),
[CK_F_TRANSFER_SELF] = E("transfer-self",
	"A transfer goes from one vehicle to another.",
	"ck-declaration(5)"),
[CK_F_POWER_IDLE] = W("power-idle",
	"A tractor carries goods, or takes a load over: the vehicle that crosses with them counts.",
	"ck-declaration(5)"),
[CK_F_NET_OVER_GROSS] = E("net-over-gross",
	"The net mass is not above the gross mass.",
	"ck-declaration(5)"),
[CK_F_MASS_ZERO] = W("mass-zero",
	"What has packages has a mass.",
	"ck-declaration(5)"),
[CK_F_MASS_SLIP] = W("mass-slip",
	"A mass is in kilograms, not in tonnes or grams, and a quantity in a unit of mass goes with it.",
	"seen on live platforms: kilograms and tonnes in one document"),
[CK_F_OVER_LEGAL_LIMIT] = W("over-legal-limit",
	"Vehicle and load together are within the legal limit for the axles.",
	"site file, weights"),
[CK_F_CLASS_MASS] = W("class-mass",
	"The load is within the vehicle's class.",
	"site file, tariff"),
[CK_F_EMPTY_WITH_GOODS] = E("empty-with-goods",
	"Of regime empty are vehicles without goods.",
	"ck-declaration(5)"),
[CK_F_CHASSIS_MISSING] = W("chassis-missing",
	"A vehicle that is itself the goods has a chassis number.", "ISO 3779"),
[CK_F_SEAL_TWICE] = W("seal-twice",
	"A seal is on one thing.",
	"ISO 17712"),
[CK_F_CUSTOMS_LINES] = W("customs-lines",
	"A customs declaration has at most 50 goods lines; a longer one is split over several numbers.",
	"VNACCS/VCIS"),
[CK_F_GOODS_NOT_ALLOWED] = E("goods-not-allowed",
	"Goods that the gate does not take are not declared at it.",
	"site file, not_allowed"),

[CK_F_DATE_ORDER] = E("date-order",
	"A paper is issued before its last day.",
	"ck-declaration(5)"),
[CK_F_EXPIRED] = W("expired",
	"A licence, an insurance and a document are valid when the vehicle comes.",
	"ck-declaration(5)"),
[CK_F_DATE_FUTURE] = W("date-future",
	"A paper was issued, and a seal put on, before it was declared.",
	"ck-declaration(5)"),
[CK_F_EXPECTED_FAR] = W("expected-far",
	"A vehicle is expected from a day ago to 60 days ahead.",
	"ck-declaration(5)"),

[CK_F_HS_UNKNOWN] = W("hs-unknown",
	"A goods code is in the loaded list on the day.", "list hs"),
[CK_F_COUNTRY_UNKNOWN] = W("country-unknown",
	"A country is in the loaded list on the day.", "list countries"),
[CK_F_UNIT_UNKNOWN] = W("unit-unknown",
	"A unit is in the loaded list on the day.", "list units"),
[CK_F_OFFICE_UNKNOWN] = W("office-unknown",
	"A customs office is in the loaded list on the day.", "list offices"),
[CK_F_PLATE_PROVINCE_UNKNOWN] = W("plate-province-unknown",
	"What stands for the province on a plate is in the loaded list.",
	"list plates"),
[CK_F_REGISTRY_EXPIRED] = W("registry-expired",
	"A vehicle's inspection is valid when it comes.", "list vehicles"),
[CK_F_REGISTRY_DIFFERS] = W("registry-differs",
	"Axles, class and own mass are those of the registry.",
	"list vehicles"),
[CK_F_REGISTRY_MASS] = W("registry-mass",
	"Vehicle and load are within the mass that the registry permits.",
	"list vehicles"),

[CK_F_NO_MANDATE] = E("no-mandate",
	"Who acts for an enterprise or a broker declares for it, or for one whose mandate it has.",
	"ck-store(1)"),
[CK_F_CUSTOMS_OVERDRAWN] = E("customs-overdrawn",
	"Under a customs number no more is declared than it has, over all trucks and days.",
	"VNACCS/VCIS"),
[CK_F_CUSTOMS_TOTAL] = W("customs-total",
	"A customs number has one total.", "VNACCS/VCIS"),
[CK_F_VEHICLE_INSIDE] = E("vehicle-inside",
	"A vehicle that is queued or inside the site is not declared again, unless it is on its way home or the new trip continues that one.",
	"ck-declaration(5)"),
[CK_F_VEHICLE_PLANNED] = W("vehicle-planned",
	"A vehicle that was declared already and has not arrived is declared again for another journey only.",
	"ck-declaration(5)"),
[CK_F_CONTINUES_UNKNOWN] = W("continues-unknown",
	"A trip that is continued is an open trip of the site.",
	"ck-declaration(5)"),
[CK_F_LINKED_UNKNOWN] = W("linked-unknown",
	"What a declaration is linked with, when it is an id of the site, is there.",
	"ck-declaration(5)"),
[CK_F_RULE_ERROR] = W("rule-error",
	"A site's rule answers yes or no; a check whose rule fails is required.",
	"ck-site(5)"),
[CK_F_REPEATED_CLOSED] = W("repeated-closed",
	"The same declaration was made before and its trips are closed; another journey has another expected_at.",
	"ck-declare(1)"),
};

const struct ck_finding_rule *ck_finding_rule(enum ck_finding_code code)
{
	return &rules[code];
}

const char *ck_finding_source(struct ck_doc *doc, const struct ck_value *row)
{
	const char *source = ck_get_str(row, "source");

	if (!ck_is_true(ck_get(row, "unconfirmed")))
		return source;
	return source ? ck_doc_format(doc, "%s (unconfirmed)", source)
		      : "unconfirmed";
}

void ck_findings_init(struct ck_findings *findings, struct ck_doc *doc)
{
	*findings = (struct ck_findings){ .doc = doc };
	findings->last = &findings->first;
}

static char *sentence(struct ck_doc *doc, const char *format, va_list ap)
{
	CK_BUF text = { 0 };
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	ck_buf_reserve(&text, (size_t)len + 1);
	vsnprintf(text.data, (size_t)len + 1, format, ap);
	return ck_doc_strdup(doc, text.data);
}

static struct ck_finding *found(const struct ck_findings *findings,
				enum ck_finding_code code, const char *path)
{
	struct ck_finding *f = findings->first;

	while (f && (f->code != code || strcmp(f->path, path) != 0))
		f = f->next;
	return f;
}

/* What is told of a member that was left empty says more than that it is. */
static struct ck_finding *finding_at(struct ck_findings *findings,
				     const char *path)
{
	struct ck_finding *f = found(findings, CK_F_EMPTY_TEXT, path);

	if (f) {
		findings->warnings--;
		return f;
	}
	f = ck_doc_alloc(findings->doc, sizeof(*f));
	f->path = ck_doc_strdup(findings->doc, path);
	*findings->last = f;
	findings->last = &f->next;
	return f;
}

struct ck_finding *ck_find(struct ck_findings *findings,
			   enum ck_finding_code code, const char *path,
			   const char *format, ...)
{
	struct ck_finding *f = finding_at(findings, path);
	va_list ap;

	f->code = code;
	va_start(ap, format);
	f->message = sentence(findings->doc, format, ap);
	va_end(ap);
	if (rules[code].error)
		findings->errors++;
	else
		findings->warnings++;
	return f;
}

bool ck_findings_spoil(const struct ck_findings *findings, const char *path)
{
	size_t len = strlen(path);

	for (const struct ck_finding *f = findings->first; f; f = f->next)
		if (rules[f->code].error && !strncmp(f->path, path, len) &&
		    (f->path[len] == '/' || !f->path[len]))
			return true;
	return false;
}

bool ck_findings_at(const struct ck_findings *findings, const char *path)
{
	for (const struct ck_finding *f = findings->first; f; f = f->next)
		if (rules[f->code].error && !strcmp(f->path, path))
			return true;
	return false;
}

bool ck_findings_has(const struct ck_findings *findings,
		     enum ck_finding_code code, const char *path)
{
	return found(findings, code, path) != NULL;
}

void ck_findings_drop(struct ck_findings *findings, enum ck_finding_code code,
		      const char *path)
{
	size_t len = path ? strlen(path) : 0;
	struct ck_finding **at = &findings->first;

	while (*at) {
		struct ck_finding *f = *at;

		if (f->code != code ||
		    (path && (strncmp(f->path, path, len) != 0 ||
			      (f->path[len] && f->path[len] != '/')))) {
			at = &f->next;
			continue;
		}
		*at = f->next;
		if (rules[code].error)
			findings->errors--;
		else
			findings->warnings--;
	}
	findings->last = at;
}

void ck_finding_fill(const struct ck_finding *finding, struct ck_value *record)
{
	const struct ck_finding_rule *rule = &rules[finding->code];

	ck_set_str(record, "severity", rule->error ? "error" : "warning");
	ck_set_str(record, "path", finding->path);
	ck_set_str(record, "code", rule->code);
	ck_set_str(record, "message", finding->message);
	ck_set_str(record, "source",
		   finding->source ? finding->source : rule->source);
}

struct ck_value *ck_findings_array(const struct ck_findings *findings,
				   struct ck_doc *doc)
{
	struct ck_value *list = ck_new_array(doc);

	for (const struct ck_finding *f = findings->first; f; f = f->next)
		ck_finding_fill(f, ck_push_object(list));
	return list;
}
