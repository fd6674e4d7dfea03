/* A sheet as people keep it: CSV (record/csv.h) whose columns have headings.
 *
 * The text is UTF-8 (record/encoding.h). The separator is the one of comma,
 * semicolon and tab that parts the heading line most; a first line "sep=X",
 * which Excel writes, says it.
 */
#ifndef CK_RECORD_SHEET_H
#define CK_RECORD_SHEET_H

#include "base/cleanup.h"
#include "record/reader.h"

struct ck_sheet;

struct ck_sheet_row {
	size_t line;		/* where it begins, from 1 */
	const char *text;	/* its lines as they stand, line end included */
	size_t len;
	const struct ck_fault *fault;	/* NULL, or one of csv.h's, or "cells":
					   more of them than headings */
	const char **cells;	/* one a column; NULL for an empty one and for
				   those that the row has not */
};

/* Reads all of it; text must outlive the sheet. The headings stand on
 * heading_line (0: the first that is not blank). Rows without any cell filled
 * are left out. -EBADMSG, and the fault: no headings there. -ENOSYS: built
 * without libcsv. */
int ck_sheet_read(const char *text, size_t len, size_t heading_line,
		  struct ck_sheet **ret_sheet, struct ck_fault *ret_fault)
	CK_MUST_CHECK;
void ck_sheet_free(struct ck_sheet *sheet);
CK_DEFINE_CLEANUP(struct ck_sheet *, ck_sheet_free)

char ck_sheet_separator(const struct ck_sheet *sheet);
/* Columns up to the last heading. A heading's white space is one space each; a
 * second one of the same name has " (2)" behind it, a column without name is
 * "#" and its number. */
size_t ck_sheet_columns(const struct ck_sheet *sheet);
const char *ck_sheet_heading(const struct ck_sheet *sheet, size_t column);
/* All before the first row, as it stands: what to put before rows so that they
 * are a sheet again. */
const char *ck_sheet_head(const struct ck_sheet *sheet, size_t *ret_len);

size_t ck_sheet_rows(const struct ck_sheet *sheet);
const struct ck_sheet_row *ck_sheet_row(const struct ck_sheet *sheet,
					size_t i);

/* The line of the first row that has this cell, one with a fault too; 0: none
 * has. */
size_t ck_sheet_find(const struct ck_sheet *sheet, const char *cell);

#endif
