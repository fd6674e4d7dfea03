/* What becomes of a fee that was assessed: it is waived, paid back, lowered.
 * Rows are those of table fee; each act appends its event and then asks the
 * trip's check again (clear/auto.h).
 */
#ifndef CK_FEE_CHANGE_H
#define CK_FEE_CHANGE_H

#include "clear/case.h"
#include "fee/tariff.h"
#include "store/log.h"

/* Still to be paid; paid beyond what is due, never more than was paid: what
 * was waived is nobody's money. One of them is 0. */
int64_t ck_fee_open(const struct ck_value *fee);
int64_t ck_fee_over(const struct ck_value *fee);

/* fee.waived: order is the number of the decision. 1 when the trip's check was
 * confirmed by it. */
int ck_fee_waive(struct ck_txn *txn, const struct ck_site *site,
		 const struct ck_value *fee, int64_t amount_minor,
		 const char *reason, const char *order, int64_t *ret_seq)
	CK_MUST_CHECK;

struct ck_fee_refund {
	const char *id;			/* "CKHN-20261122-00533/B1" */
	const char *reference;		/* of the order to the bank, the
					   voucher of the cash */
	const char *means;
	const char *reason;
	int64_t amount_minor;
};

/* fee.refunded: what is over first; what goes beyond that is no longer due. */
int ck_fee_refund(struct ck_txn *txn, const struct ck_site *site,
		  const struct ck_value *fee,
		  const struct ck_fee_refund *refund, int64_t *ret_seq)
	CK_MUST_CHECK;

/* fee.reduced for the fees of the kind, of which less is due now than was
 * assessed: first what nobody has paid, the newest fee first. Their rows as
 * they are then. */
int ck_fee_reduce(struct ck_txn *txn, const struct ck_case *c,
		  const struct ck_value *fees, enum ck_charge_kind kind,
		  const struct ck_charge *charge,
		  const struct ck_value **ret_fees) CK_MUST_CHECK;

#endif
