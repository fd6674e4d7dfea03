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

/* Reads the mapping, unless *ret_text has it already. Negative, said. */
int ck_import_read_mapping(struct ck_session *s,
			   const struct ck_import_how *how,
			   struct ck_buf *ret_text) CK_MUST_CHECK;

/* Reads the sheet; im is zero but for its name. Negative, said; it is to be
 * closed in any case. */
int ck_import_open(struct ck_session *s, struct ck_import *im,
		   const struct ck_import_how *how, int fd) CK_MUST_CHECK;
/* Maps all its rows. */
int ck_import_apply(struct ck_session *s, struct ck_import *im,
		    const struct ck_import_how *how, const char *mapping)
	CK_MUST_CHECK;
void ck_import_close(struct ck_import *im);

/* Always negative: says by line and column why the row of the item cannot be
 * taken. */
int ck_import_refuse(struct ck_session *s, struct ck_item *item,
		     struct ck_import *im, size_t row,
		     const struct ck_import_fault *fault) CK_MUST_CHECK;

#endif
