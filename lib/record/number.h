/* Decimal text and doubles.
 *
 * A JSON number is kept only if its decimal value is that of the shortest
 * decimal text that reads back as its double: then every reader that uses
 * doubles (RFC 7493 section 2.2) and prints as ECMAScript does (RFC 8785
 * section 3.2.2.3) gives the same number back. The C locale's decimal point
 * is assumed; the library never sets LC_NUMERIC.
 */
#ifndef CK_RECORD_NUMBER_H
#define CK_RECORD_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CK_DIGITS_MAX = 17 };	/* a double never needs more */
enum { CK_NUMBER_SIZE = 32 };	/* the longest text and its NUL */

/* 0.DIGITS x 10^point, without zeros at either end; zero has no digits. */
struct ck_decimal {
	bool negative;
	bool excess;		/* more digits than a double can need */
	int count;
	int64_t point;
	char digits[CK_DIGITS_MAX];
};

/* Reads a JSON number at s. Returns its end, or NULL when the grammar is
 * broken, with the place in *ret_fault. */
const char *ck_decimal_scan(const char *s, const char *end,
			    struct ck_decimal *ret_decimal,
			    const char **ret_fault);

struct ck_number {
	bool whole;		/* n holds it, else d */
	int64_t n;
	double d;
};

/* False when the number would not come back unchanged; also for minus zero,
 * which RFC 8785 prints as zero. */
bool ck_decimal_number(const struct ck_decimal *decimal,
		       struct ck_number *ret_number);

/* As ECMAScript prints it (RFC 8785 section 3.2.2.3); returns the length. */
size_t ck_decimal_print(const struct ck_decimal *decimal,
			char ret_text[static CK_NUMBER_SIZE]);

/* The shortest decimal that reads back as d, which must be finite. */
void ck_decimal_of(double d, struct ck_decimal *ret_decimal);

#endif
