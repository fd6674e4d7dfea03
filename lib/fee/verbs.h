/* The cashier's verbs: what ck-fee does, a file a subject. */
#ifndef CK_FEE_VERBS_H
#define CK_FEE_VERBS_H

#include "command/session.h"
#include "fee/assess.h"
#include "fee/record.h"
#include "trade/import_sheet.h"

/* ck-fee's own options. */
struct ck_cashier {
	const char *amount;
	const char *currency;
	const char *reference;
	const char *means;
	const char *reason;
	const char *order;
	bool excess;
	bool open;
	bool over;
	struct ck_import_how how;	/* match */
	struct ck_bank *bank;		/* the match's own */
};

int ck_cashier_assess_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_assess(struct ck_session *s, struct ck_item *item);
int ck_cashier_pay_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_pay(struct ck_session *s, struct ck_item *item);
int ck_cashier_waive_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_waive(struct ck_session *s, struct ck_item *item);
int ck_cashier_refund_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_refund(struct ck_session *s, struct ck_item *item);
int ck_cashier_receipt_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_receipt(struct ck_session *s, struct ck_item *item);
int ck_cashier_void_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_void(struct ck_session *s, struct ck_item *item);
int ck_cashier_receipts(struct ck_session *s, int argc, char **argv);
int ck_cashier_close(struct ck_session *s, struct ck_item *item);
int ck_cashier_match_prepare(struct ck_session *s, struct ck_item *item);
int ck_cashier_match(struct ck_session *s, struct ck_item *item);
extern const struct ck_source ck_cashier_bank_source;
int ck_cashier_list(struct ck_session *s, int argc, char **argv);
int ck_cashier_list_of(struct ck_session *s, struct ck_item *item);

/* -- shared by these files ------------------------------------------------ */

/* May the acting person take money? Says why not. */
int ck_cashier_allow(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site) CK_MUST_CHECK;
/* … or may the agencies above the one that collects? */
int ck_cashier_allow_above(struct ck_session *s, struct ck_item *item,
			   const struct ck_site *site) CK_MUST_CHECK;
/* Adds a fee's record to the answers; trip members first. */
int ck_cashier_answer(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const struct ck_value *row,
		      struct ck_value **ret_answer) CK_MUST_CHECK;

#endif
