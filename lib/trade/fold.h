/* Text as people and input methods type it, folded for comparison: strict
 * UTF-8, fullwidth letters and digits (U+FF10-U+FF5A) as ASCII, upper case.
 * Every identifier of this room is read through it.
 */
#ifndef CK_TRADE_FOLD_H
#define CK_TRADE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* What a parser here returns when the shape is right and only the check
 * digit is not: the number is filled in, and the caller decides (a container
 * with a wrong digit is a warning, a tax code is not). */
#define CK_WRONG_CHECK 1

/* One code point of UTF-8. Returns its length in bytes, 0 at the end of the
 * text, -EBADMSG for a byte sequence that is not UTF-8 (surrogates, overlong
 * forms and everything above U+10FFFF included). */
CK_MUST_CHECK int ck_fold_decode(const char *text, uint32_t *ret_point);

/* Writes one code point and a NUL. Returns its length in bytes. */
size_t ck_fold_encode(uint32_t point, char ret_bytes[5]);

/* The folded code point; one that has no folding is itself. */
uint32_t ck_fold_point(uint32_t point);

/* An identifier of letters and digits: folds, leaves out the ASCII
 * characters of `drop`, and refuses everything that is then not 0-9 or A-Z.
 * -EBADMSG: such a character, or more than size - 1 of them. */
CK_MUST_CHECK int ck_fold_code(const char *text, const char *drop,
			       char *ret_code, size_t size);

/* True when the text begins with `count` decimal digits. */
bool ck_fold_digits(const char *text, size_t count);

#endif
