/* What is commonly written where a code or a date is expected, and what is most
 * likely meant: to be said in a finding, never to be taken instead. Codes are
 * those of ISO 3166-1 (two letters), ISO 4217 and UN/ECE Recommendation 20.
 */
#ifndef CK_TRADE_MEANT_H
#define CK_TRADE_MEANT_H

#include <stdbool.h>

enum { CK_DATE_SIZE = 11 };	/* "2026-11-22" and its NUL */

/* NULL: nothing is known of it. */
const char *ck_country_meant(const char *text);
const char *ck_currency_meant(const char *text);
const char *ck_unit_meant(const char *text);

/* 30/06/2027, the day first, and 1927-06-30 are 2027-06-30. False: neither, or
 * no day there is. */
bool ck_date_meant(const char *text, char ret_date[CK_DATE_SIZE]);

#endif
