/* Answers about one act on a fee: a payment, a refund, a waiver. */
#ifndef CK_FEE_ANSWER_H
#define CK_FEE_ANSWER_H

#include "fee/target.h"

/* Adds the record of what was done: the trip's members, done, fee, charge,
 * amount, currency, at, actor, for, version. fee: its row, or one with trip,
 * fee and kind. row: amount_minor, version as far as known; actor and
 * on_behalf of what is told again. at in ms. */
int ck_fee_answer(struct ck_session *s, struct ck_item *item, const char *kind,
		  const struct ck_value *fee, const struct ck_value *row,
		  const char *currency, int64_t at,
		  struct ck_value **ret_record) CK_MUST_CHECK;

/* Begins the record of what was not done: the members of the fee's trip (NULL:
 * of the target's first) and the fee; ck_fee_no ends it. */
int ck_fee_answer_no(struct ck_session *s, struct ck_item *item,
		     const char *kind, const struct ck_fee_target *target,
		     const struct ck_value *fee, struct ck_value **ret_record)
	CK_MUST_CHECK;

/* What a reference has moved before, and what it is asked for now. */
struct ck_fee_again {
	const struct ck_value *before;	/* rows with fee, means, amount_minor,
					   and reason when one is given */
	const struct ck_value *fees;	/* rows of the fees asked for */
	const char *means;
	const char *reason;		/* NULL: none is asked for */
	int64_t amount_minor;		/* 0: however much */
};
/* The same money told twice? */
bool ck_fee_is_again(const struct ck_fee_again *again);

/* Always negative: the word was used before. pointer is "/reference" or
 * "/order"; format has one %s. */
int ck_fee_used(struct ck_session *s, struct ck_item *item,
		const char *pointer, const char *format, const char *word)
	CK_MUST_CHECK;

#endif
