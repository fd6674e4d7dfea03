/* The fees of a trip, in its status. */
#ifndef CK_CLEAR_STATUS_FEE_H
#define CK_CLEAR_STATUS_FEE_H

#include "clear/case.h"

/* The member `fees` of the record: [{"fee","charge","amount","paid","open",
 * "paid_back" (if any), "currency","unconfirmed","state"}], state as ck-fee
 * says it. */
int ck_status_fees(const struct ck_case *c, struct ck_value *record)
	CK_MUST_CHECK;

#endif
