/* Sheets that verbs read: opened, decoded and mapped row by row (import.h), and
 * what cannot be taken said. */
#ifndef CK_TRADE_IMPORT_SHEET_H
#define CK_TRADE_IMPORT_SHEET_H

#include <argp.h>

#include "command/session.h"
#include "trade/import.h"

/* What the options say of the sheets of a run. */
struct ck_import_how {
	const char *map;		/* --map: the mapping's file */
	size_t heading_line;		/* --heading; 0: the first line */
	enum ck_decimal_sign decimal;	/* --decimal */
};

/* A value of --decimal, or of --heading; says by argp_error what is wrong. */
void ck_import_decimal(struct argp_state *state, const char *arg,
		       struct ck_import_how *how);
void ck_import_heading(struct argp_state *state, const char *arg,
		       struct ck_import_how *how);

struct ck_import_sheet {
	struct ck_import im;
	struct ck_buf head;		/* as the file has it */
	struct ck_import_sheet *next;
};

/* The sheets of a run, by one mapping; all zero before the first. */
struct ck_import_run {
	struct ck_buf mapping;
	struct ck_import_sheet *first;
	size_t rows;
};

/* Reads one more sheet and maps all its rows; it lives until the run is freed,
 * and --keep-going holds from then on: rows have nothing to do with one
 * another. name lives as long. Negative, said. */
int ck_import_open(struct ck_session *s, struct ck_import_run *run,
		   const struct ck_import_how *how, int fd, const char *name,
		   struct ck_import_sheet **ret_sheet) CK_MUST_CHECK;
void ck_import_run_free(struct ck_import_run *run);

/* Appends the row as it came: what a rejects file is made of. */
void ck_import_item(const struct ck_import_sheet *sheet, size_t row,
		    struct ck_item *item, struct ck_buf *text);

/* Always negative: says by line and column why the row of the item cannot be
 * taken. */
int ck_import_refuse(struct ck_session *s, struct ck_item *item,
		     struct ck_import *im, size_t row,
		     const struct ck_import_fault *fault) CK_MUST_CHECK;

#endif
