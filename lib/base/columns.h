/* Columns of a terminal (UAX #11, by libutf8proc): a letter takes one, one of
 * Chinese two, a mark that combines none. Asks no locale.
 */
#ifndef CK_BASE_COLUMNS_H
#define CK_BASE_COLUMNS_H

#include "base/buf.h"

/* A byte that is no UTF-8 counts as one. */
int ck_text_columns(const char *text);

/* Appends the text, which begins at column `at`, broken at blanks so that its
 * lines end before column `width`; those after the first begin at `indent`. A
 * word that is longer stands on a line of its own, whole. */
void ck_text_wrap(struct ck_buf *buf, const char *text, int at, int indent,
		  int width);

#endif
