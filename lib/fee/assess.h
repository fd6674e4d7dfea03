/* Assessing what a trip owes. */
#ifndef CK_FEE_ASSESS_H
#define CK_FEE_ASSESS_H

#include "clear/case.h"
#include "fee/tariff.h"
#include "store/log.h"

/* The charges of a trip in the store, by the tariff of the day that the
 * tariff's own `day` names. Failures as ck_tariff_charges. */
int ck_fee_work_out(const struct ck_case *c,
		    struct ck_charge ret_charges[CK_CHARGE_KINDS])
	CK_MUST_CHECK;

/* The same, if this were its document; customs as in trade/facts.h. */
int ck_fee_work_out_as(const struct ck_case *c, const struct ck_value *document,
		       const struct ck_value *customs,
		       struct ck_charge ret_charges[CK_CHARGE_KINDS])
	CK_MUST_CHECK;

/* The rows of table fee of a trip, in their order, with `working`. */
int ck_fee_of_trip(struct ck_store *store, struct ck_doc *doc,
		   const char *trip, const struct ck_value **ret_fees)
	CK_MUST_CHECK;

/* What of a kind was assessed, and paid. */
struct ck_fee_sum {
	size_t count;
	int64_t amount_minor;
	int64_t paid_minor;
};
struct ck_fee_sum ck_fee_sum(const struct ck_value *fees, const char *kind);

/* Appends fee.assessed for the charge, of which `before` was assessed already:
 * only the difference, which must not be negative. A fee of nothing is paid:
 * it confirms the check; any other opens it again that all was paid for. */
int ck_fee_assess(struct ck_txn *txn, const struct ck_case *c,
		  enum ck_charge_kind kind, const struct ck_charge *charge,
		  int64_t before, const char **ret_fee) CK_MUST_CHECK;

/* The agency that collects: the one whose check a payment confirms. NULL when
 * the site has no such check. */
const char *ck_fee_agency(const struct ck_site *site);

/* The site as it was on the day whose rates count for the trip. */
int ck_fee_day(const struct ck_case *c, const struct ck_site **ret_site)
	CK_MUST_CHECK;

#endif
