/* Columns of a terminal (UAX #11, by libutf8proc): a letter takes one, one of
 * Chinese two, a mark that combines none. Asks no locale.
 */
#ifndef CK_BASE_COLUMNS_H
#define CK_BASE_COLUMNS_H

/* A byte that is no UTF-8 counts as one. */
int ck_text_columns(const char *text);

#endif
