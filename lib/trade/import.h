/* Sheets of enterprises to declarations (ck-declare import).
 *
 * A mapping, a jq program, makes of each row a part of a declaration document.
 * Rows whose part has the same "group" are one declaration: objects are merged
 * member by member, lists are joined; a null group goes on with the one above.
 * A part without "group" is a declaration by itself, no result is a row left
 * out on purpose.
 *
 * The mapping's input is the row, an object by heading; empty cells are not in
 * it. Beside what jq has there are
 *
 *	col(H)		the cell; it must be a heading of the sheet
 *	text(H)		... with each white space one blank
 *	num(H)		... as a number, by the sheet's decimal sign
 *	tonnes(H)	... times a thousand
 *	day(H)		... as 2026-11-22
 *	moment(H)	... as RFC 3339 in the site's offset; moment(H; "08:00")
 *			when the cell has no time
 *	$line $n	the row's line in the file, its number among the rows
 *
 * all null for an empty cell.
 */
#ifndef CK_TRADE_IMPORT_H
#define CK_TRADE_IMPORT_H

#include "record/encoding.h"
#include "record/jq.h"
#include "record/sheet.h"
#include "trade/amount.h"

/* What the mapping has asked of a column. */
enum ck_import_ask { CK_ASK_NUM = 1, CK_ASK_DAY = 2, CK_ASK_MOMENT = 4 };

enum { CK_IMPORT_NO_COLUMN = -1 };

/* Why something cannot be taken. */
struct ck_import_fault {
	const char *code;		/* NULL: nothing */
	const char *message;
	int column;			/* CK_IMPORT_NO_COLUMN: not known */
	const char *pointer;		/* of parts that contradict: where */
};

struct ck_import_row {
	const struct ck_sheet_row *sheet;
	const struct ck_value *part;	/* NULL: left out, or a fault */
	bool grouped;			/* the part names a group, or would,
					   but for its fault */
	const char *group;		/* ... this one, NULL: the one above */
	struct ck_import_fault fault;
};

struct ck_import_group {
	const char *name;		/* NULL: none */
	size_t *rows;
	size_t count;
	size_t room;
	size_t doubt;			/* 1 + a row that may belong to it and
					   cannot be read; 0: none */
};

struct ck_import {
	struct ck_doc *doc;		/* what lives as long as this */
	const char *name;		/* of the file */
	struct ck_buf text;
	enum ck_encoding encoding;
	struct ck_sheet *sheet;
	struct ck_jq *map;
	int offset_min;
	enum ck_decimal_sign sign;
	unsigned char *asked;		/* one a column */
	bool looking;			/* what the mapping asks, no more */
	struct ck_import_row *rows;	/* one a row of the sheet */
	struct ck_import_group *groups;
	size_t group_count;
	size_t next;			/* group that is given next */
};

/* -- import_map.c */

/* The text of the program for a sheet's headings. */
char *ck_import_program(const struct ck_import *im, const char *mapping);

/* Runs the mapping on a row's cells, and once more whenever it asks something
 * new of a column. 1: a part; 0: no result, the row is left out; -EBADMSG: a
 * fault. */
int ck_import_map_row(struct ck_import *im, size_t row,
		      const char *const *cells, struct ck_doc *doc,
		      const struct ck_value **ret_part,
		      struct ck_import_fault *ret_fault) CK_MUST_CHECK;

/* Maps all rows. -EBADMSG: the sheet as a whole cannot be taken, for the fault
 * on that line. */
int ck_import_map(struct ck_import *im, enum ck_decimal_sign sign,
		  struct ck_import_fault *ret_fault, size_t *ret_line)
	CK_MUST_CHECK;

/* -- import_group.c */

/* Finds which rows are one declaration. */
void ck_import_group(struct ck_import *im);

/* The parts of a group as one document, in doc; `other`, when not NULL, stands
 * for the part of its row `instead`. -EBADMSG: parts that contradict. */
int ck_import_merge(const struct ck_import *im,
		    const struct ck_import_group *group, size_t instead,
		    const struct ck_value *other, struct ck_doc *doc,
		    const struct ck_value **ret_document,
		    struct ck_import_fault *ret_fault, size_t *ret_row)
	CK_MUST_CHECK;

/* -- import_trace.c */

/* Which cell a finding's place in the declaration comes from: the mapping is
 * asked what another cell would have changed there. Row is a row of the sheet;
 * column CK_IMPORT_NO_COLUMN when it is none or several. */
void ck_import_trace(struct ck_import *im, const struct ck_import_group *group,
		     const struct ck_value *document, const char *pointer,
		     size_t *ret_row, int *ret_column);
/* The same for a mapping that gives up a row: the one column whose other
 * content would have been taken. */
int ck_import_trace_fault(struct ck_import *im, size_t row);

#endif
