/* What validation says about a declaration: findings, each by a rule with a
 * stable code and severity (the manual of ck-declare lists them all).
 */
#ifndef CK_TRADE_FINDING_H
#define CK_TRADE_FINDING_H

#include <stdbool.h>

#include "record/value.h"

enum ck_finding_code {
	/* the shape of the document */
	CK_F_UNKNOWN_KEY, CK_F_NOT_YOURS, CK_F_WRONG_TYPE, CK_F_MISSING,
	CK_F_UNKNOWN_CODE, CK_F_TOO_LONG, CK_F_TOO_MANY, CK_F_REF_FORM,
	CK_F_REF_DUPLICATE, CK_F_REF_MISMATCH, CK_F_REF_UNKNOWN,
	/* texts */
	CK_F_CONTROL_CHARACTER, CK_F_NULL_TEXT, CK_F_LONE_PUNCTUATION,
	CK_F_EMPTY_TEXT, CK_F_SHEET_ERROR, CK_F_FONT_TEXT, CK_F_LOST_LETTER,
	CK_F_MASKED_VALUE,
	/* identifiers, codes, amounts */
	CK_F_PLATE_FORM, CK_F_PLATE_UNKNOWN, CK_F_PLATE_PROVINCE,
	CK_F_TRAILER_PLATE, CK_F_MOTORCYCLE_PLATE, CK_F_CHASSIS_FORM,
	CK_F_CHASSIS_LENGTH, CK_F_CONTAINER_FORM,
	CK_F_CONTAINER_CHECK_DIGIT, CK_F_CONTAINER_CATEGORY,
	CK_F_TAX_CODE_FORM, CK_F_TAX_CODE_CHECK,
	CK_F_CUSTOMS_NUMBER_FORM, CK_F_CUSTOMS_DIRECTION,
	CK_F_CUSTOMS_PREFIX,
	CK_F_CUSTOMS_TWICE, CK_F_CUSTOMS_CODE_FORM, CK_F_HS_FORM,
	CK_F_COUNTRY_FORM, CK_F_CURRENCY_UNKNOWN, CK_F_CURRENCY_MISSING,
	CK_F_UNIT_FORM, CK_F_MASS_FORM, CK_F_MONEY_FORM, CK_F_COUNT_RANGE,
	CK_F_TIME_FORM, CK_F_DATE_FORM, CK_F_DIGEST_FORM, CK_F_TRIP_FORM,
	CK_F_PERSON_ID_FORM, CK_F_PHONE_FORM, CK_F_EMAIL_FORM,
	CK_F_FARM_CODE_FORM,
	CK_F_EXT_FORM,
	/* the document as a whole */
	CK_F_SAVED_UNKNOWN,
	CK_F_NO_IDENTIFIER, CK_F_VEHICLE_TWICE, CK_F_PLATE_TWICE,
	CK_F_PERSON_TWICE, CK_F_NATIONALITY_PLATE,
	CK_F_NO_GOODS, CK_F_CUSTOMS_MISSING, CK_F_CARRIES_MISSING,
	CK_F_CARRIES_SUM, CK_F_TRANSFER_SUM, CK_F_TRANSFER_SELF,
	CK_F_POWER_IDLE,
	CK_F_NET_OVER_GROSS, CK_F_MASS_ZERO, CK_F_MASS_SLIP,
	CK_F_OVER_LEGAL_LIMIT, CK_F_CLASS_MASS, CK_F_EMPTY_WITH_GOODS,
	CK_F_CHASSIS_MISSING, CK_F_SEAL_TWICE, CK_F_CUSTOMS_LINES,
	CK_F_GOODS_NOT_ALLOWED,
	/* dates */
	CK_F_DATE_ORDER, CK_F_EXPIRED, CK_F_DATE_FUTURE, CK_F_EXPECTED_FAR,
	/* what loaded lists know */
	CK_F_HS_UNKNOWN, CK_F_COUNTRY_UNKNOWN, CK_F_UNIT_UNKNOWN,
	CK_F_OFFICE_UNKNOWN, CK_F_PLATE_PROVINCE_UNKNOWN,
	CK_F_REGISTRY_EXPIRED, CK_F_REGISTRY_DIFFERS, CK_F_REGISTRY_MASS,
	/* what the store knows */
	CK_F_NO_MANDATE,
	CK_F_CUSTOMS_OVERDRAWN, CK_F_CUSTOMS_TOTAL,
	CK_F_VEHICLE_INSIDE, CK_F_VEHICLE_PLANNED, CK_F_CONTINUES_UNKNOWN,
	CK_F_LINKED_UNKNOWN,
	CK_F_RULE_ERROR,
	CK_F_REPEATED_CLOSED,
	CK_F_COUNT
};

struct ck_finding_rule {
	const char *code;	/* "container-check-digit" */
	bool error;		/* else a warning: the document still submits */
	const char *sentence;	/* what the rule asks for: of the manual */
	const char *source;	/* standard, law, section of the site file,
				   list, or the manual page that has it */
};

/* The rule of a code. */
const struct ck_finding_rule *ck_finding_rule(enum ck_finding_code code);

struct ck_finding {
	enum ck_finding_code code;
	const char *path;		/* RFC 6901, in the declaration */
	const char *message;		/* translated */
	const char *source;		/* of this one; NULL: the rule's */
	struct ck_finding *next;
};

/* Findings in the order in which they were made; all lives in doc. */
struct ck_findings {
	struct ck_doc *doc;
	struct ck_finding *first;
	struct ck_finding **last;
	size_t errors;
	size_t warnings;
};

void ck_findings_init(struct ck_findings *findings, struct ck_doc *doc);

/* A finding at a path where an empty text was told of takes its place. */
struct ck_finding *ck_find(struct ck_findings *findings,
			   enum ck_finding_code code, const char *path,
			   const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The source of a row of the site file or of a code list, marked when nobody
 * has confirmed it; NULL when it has none. Lives in doc. */
const char *ck_finding_source(struct ck_doc *doc, const struct ck_value *row);

/* Is there an error at the path or below it? At the path itself? */
bool ck_findings_spoil(const struct ck_findings *findings, const char *path);
bool ck_findings_at(const struct ck_findings *findings, const char *path);

/* Is there one of this code at the path? */
bool ck_findings_has(const struct ck_findings *findings,
		     enum ck_finding_code code, const char *path);

/* Takes back what was found by this code, everywhere or (path) at a place and
 * below it. */
void ck_findings_drop(struct ck_findings *findings, enum ck_finding_code code,
		      const char *path);

/* Adds severity, path, code, message and source to a record. */
void ck_finding_fill(const struct ck_finding *finding,
		     struct ck_value *record);
/* All of them as an array of such objects. */
struct ck_value *ck_findings_array(const struct ck_findings *findings,
				   struct ck_doc *doc);

#endif
