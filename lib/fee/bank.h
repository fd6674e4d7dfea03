/* The lines of a bank's list (ck-fee match), and which payments they are. */
#ifndef CK_FEE_BANK_H
#define CK_FEE_BANK_H

#include "command/session.h"
#include "fee/bank_text.h"
#include "trade/import_sheet.h"

/* A line, as the mapping made it of a row:
 *	{"date","amount","reference","text","currency"}
 * amount is what came in; text and currency may be left out. */
struct ck_bank_line {
	const char *booked_on;		/* "2026-11-22" */
	int64_t day;			/* its first moment at the site */
	int64_t amount_minor;
	const char *currency;
	const char *reference;
	const char *words;		/* as the bank has it; NULL: none */
	struct ck_bank_text text;
};

/* What a run has seen. */
struct ck_bank {
	struct ck_import_run run;
	int64_t from;			/* first and last day of its lines */
	int64_t to;
	struct ck_value *lines;		/* by reference, the line's tag */
	struct ck_value *settled;	/* by payment, the tag of the line that
					   settled it in this run */
	size_t agreed;
	size_t others;
};

struct ck_bank *ck_bank_of(struct ck_session *s);
/* "list.csv:12" */
const char *ck_bank_tag(struct ck_item *item);

/* Payments that one reference made, of one site, not by cash. */
struct ck_bank_group {
	const char *reference;
	struct ck_value *payments;	/* rows */
	int64_t sum_minor;
};

/* Those under the reference that no line has settled; taken: how many rows of
 * it were settled before. */
int ck_bank_of_reference(struct ck_session *s, struct ck_doc *doc,
			 const char *reference,
			 struct ck_bank_group *ret_group, size_t *ret_taken)
	CK_MUST_CHECK;
/* All that were paid in [from, to) and that no line has settled: an object by
 * reference of arrays of rows. */
int ck_bank_unsettled(struct ck_session *s, struct ck_doc *doc, int64_t from,
		      int64_t to, const struct ck_value **ret_groups)
	CK_MUST_CHECK;
/* Of those around the day of the line the ones that are as much and that its
 * text names; *ret_count of them, the first in *ret_group. */
int ck_bank_by_text(struct ck_session *s, struct ck_doc *doc,
		    const struct ck_bank_line *line,
		    struct ck_bank_group *ret_group, size_t *ret_count)
	CK_MUST_CHECK;

/* The fees that the text names and that are open: rows of table fee. */
int ck_bank_open_fees(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_bank_line *line,
		      struct ck_value **ret_fees) CK_MUST_CHECK;

/* -- bank_list.c */

/* The trip's members, when all of the rows are about one. Negative, said. */
int ck_bank_put_trip(struct ck_session *s, struct ck_item *item,
		     struct ck_doc *doc, struct ck_value *record,
		     const struct ck_value *rows) CK_MUST_CHECK;
/* payments, and paid: what they sum to. */
void ck_bank_put_payments(struct ck_doc *doc, struct ck_value *record,
			  const struct ck_value *payments,
			  const char *currency);

#endif
