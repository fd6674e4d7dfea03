/* Numbers of a person's paper, and telephone numbers: loose shapes, since
 * many countries' stand here, and strict where a rule is known.
 *
 * Vietnam: 12 digits of the citizen's card, the first three the province of
 * birth 001 to 096 (Decree 137/2015/ND-CP); 9 digits of the older card. China:
 * 18 characters with the check of ISO 7064 MOD 11-2 (GB 11643). Passports:
 * 5 to 12 letters and digits, a digit among them (ICAO 9303: at most 9 are
 * machine-readable; some states print more). Telephones: 7 to 15 digits (ITU-T
 * E.164) with + ( ) - . / and spaces.
 */
#ifndef CK_TRADE_PERSON_ID_H
#define CK_TRADE_PERSON_ID_H

#include <stdbool.h>

bool ck_person_id_fits(const char *text);
/* Would it be a citizen's card with a zero before it? */
bool ck_person_id_lacks_zero(const char *text);
bool ck_phone_fits(const char *text);
/* A part before one @, and a domain of two labels at least after it; no blanks
 * (RFC 5321, section 4.1.2, without quoted parts and address literals). */
bool ck_email_fits(const char *text);

/* A person's number without its separators, in capitals; "" when it is longer
 * than any. */
enum { CK_PERSON_ID_SIZE = 24 };
void ck_person_id_normal(const char *text, char ret_id[CK_PERSON_ID_SIZE]);

#endif
