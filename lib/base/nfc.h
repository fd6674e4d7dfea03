/* Unicode normalization form C (UAX #15), by libutf8proc: input methods and
 * file systems write one letter in several ways ("ầ" as one code point, two or
 * three), and what is compared has one form only.
 */
#ifndef CK_BASE_NFC_H
#define CK_BASE_NFC_H

#include <stdbool.h>

/* True when every character is of a block in which nothing changes and
 * nothing combines: Latin with the Vietnamese letters, general punctuation,
 * CJK, fullwidth forms. False says nothing. The text is valid UTF-8. */
bool ck_nfc_plain(const char *text);

/* The text in NFC, to be freed; NULL when it is no UTF-8 (not an unassigned
 * code point: that one stays). */
char *ck_nfc(const char *text);

#endif
