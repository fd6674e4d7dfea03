/* Confirmations that end by time alone: with the paper they rest on, or so
 * long after they were given (`expires` in ck-site(5), with its source).
 */
#ifndef CK_CLEAR_EXPIRY_H
#define CK_CLEAR_EXPIRY_H

#include "clear/case.h"
#include "store/log.h"

/* Until when a confirmation given at that time (ms) counts: the first moment at
 * which it does not. 0: the site says nothing, or the paper has no date. It is
 * in the event (`ends_at`): a date that is amended makes the check stale, and
 * a site file that comes later ends what is given from then on. */
int64_t ck_expiry_of(const struct ck_case *c, const char *check,
		     int64_t given_at);

/* Confirmations given before the store held when they end (migration 0025):
 * appends check.dated, actor rule:expiry, for each on an open trip that is to
 * end by the site's file of now. Only the first time has something to do.
 * Returns how many. */
int ck_expiry_date(struct ck_txn *txn) CK_MUST_CHECK;

/* The confirmations on open trips that are over by now: an array of
 * {"trip","name","subject"} in doc, one for each trip. */
int ck_expiry_find(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_site *site, int64_t now,
		   struct ck_value **ret_due) CK_MUST_CHECK;

/* Appends check.expired, actor rule:expiry, for those of them that still are
 * confirmed and over. Returns how many. */
int ck_expiry_append(struct ck_txn *txn, const struct ck_value *due)
	CK_MUST_CHECK;

#endif
