/* Inside the trade room: the identifiers and codes of a declaration, each
 * judged and brought into its normal form. The text has letters or digits and
 * no blanks at its ends. NULL after a finding. */
#ifndef CK_TRADE_READING_CODE_H
#define CK_TRADE_READING_CODE_H

#include "trade/reading.h"

const char *ck_read_plate(struct ck_reading *r, const struct ck_field *field,
			  const char *text);
const char *ck_read_chassis(struct ck_reading *r, const char *text);
const char *ck_read_container(struct ck_reading *r, const char *text);
const char *ck_read_code(struct ck_reading *r, const struct ck_field *field,
			 const char *text);
const char *ck_read_party_code(struct ck_reading *r, const char *text);
const char *ck_read_customs_number(struct ck_reading *r, const char *text);
const char *ck_read_customs_code(struct ck_reading *r,
				 const struct ck_field *field,
				 const char *text);
const char *ck_read_hs(struct ck_reading *r, const char *text);
const char *ck_read_country(struct ck_reading *r, const char *text);
const char *ck_read_currency(struct ck_reading *r, const char *text);
const char *ck_read_unit(struct ck_reading *r, const char *text);
const char *ck_read_trip(struct ck_reading *r, const char *text);

const char *ck_read_date(struct ck_reading *r, const char *text);
/* In ms. */
const struct ck_value *ck_read_time(struct ck_reading *r, const char *text);

/* Amounts of the value as it came, a number or its text: grams; minor units of
 * the currency that the members around it name, or the owner has; as many as
 * the field allows. */
const struct ck_value *ck_read_mass(struct ck_reading *r,
				    const struct ck_value *v);
const struct ck_value *ck_read_money(struct ck_reading *r,
				     const struct ck_value *v,
				     const struct ck_value *owner,
				     const struct ck_value *around);
const struct ck_value *ck_read_count(struct ck_reading *r,
				     const struct ck_field *field,
				     const struct ck_value *v);

#endif
