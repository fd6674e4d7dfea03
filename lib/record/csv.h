/* Delimited text (RFC 4180) through libcsv, row by row, each with the line it
 * stands on. Spaces around a field that is not quoted are no part of it; lines
 * of nothing but blanks are left out; LF, CR LF and CR end a line. A row that
 * cannot be read is told, and reading goes on with the next line.
 *
 * A quoted field may hold line breaks, and a quote that is missing makes one
 * of the rows that follow. It is taken for missing where the row of several
 * lines
 *  - has not as many fields as the first row (empty ones beyond them apart);
 *  - or goes on into a line that alone is a row with as many;
 *  - or has, in its first line and in its last, separators enough for a row
 *    each: the quote that ends it opened another.
 * A line of an address has a comma or two. Below CK_CSV_TELLING fields the
 * second is not asked, and for the third a separator with a blank behind it is
 * one of text, unless the first row has such. One field tells nothing.
 */
#ifndef CK_RECORD_CSV_H
#define CK_RECORD_CSV_H

#include <stdbool.h>

#include "record/reader.h"

/* Of one row, its quoted line breaks included. */
enum { CK_CSV_ROW_MAX = 1 << 16 };
/* Fewer fields do not tell a row from text. */
enum { CK_CSV_TELLING = 4 };

struct ck_csv_row {
	size_t line;			/* where it begins, from 1 */
	const char *text;		/* the bytes as they came, without the
					   end of the line */
	size_t len;
	size_t count;
	const char *const *fields;	/* UTF-8 without NUL */
	const struct ck_fault *fault;	/* NULL, or why there are no fields:
					   "quote", "utf8", "nul", "too-long" */
};

/* Row, fields and fault last until it returns: 0, or negative, which ends the
 * reading. */
typedef int ck_csv_take(void *ctx, const struct ck_csv_row *row);

/* Is libcsv in this build? */
bool ck_csv_built(void);

/* Of comma, semicolon and tab the one that is oftenest in the first line,
 * outside quotes. */
char ck_csv_delimiter(const char *text, size_t len);

/* A BOM at the beginning is skipped. `line` is the number of the first line
 * (1, unless something before it was cut off). What take returned when it was
 * negative, -ENOSYS without libcsv, else 0. */
int ck_csv_read(const char *text, size_t len, char delimiter, size_t line,
		ck_csv_take *take, void *ctx) CK_MUST_CHECK;

#endif
