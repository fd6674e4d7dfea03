/* Inside the trade room: a document against the lists that were loaded
 * (trade/codes.h), as they hold on the day. A list that holds on no such day
 * is not asked; all that is said is a warning, since a list may be behind.
 *
 * HS: a heading of six digits is known when a code begins so, one of ten (of
 * China) by its first eight. Offices: one is doubted when the list has others
 * that begin with its two digits. Plates: a Chinese one is known by its
 * character, or by the letter behind it, too. The registry: axles of tractor and trailer add
 * up; the own mass is not under 90 % of theirs; a vehicle alone weighs no more
 * than is permitted, the load of a trailer is no more than it is permitted
 * beyond its own mass.
 */
#ifndef CK_TRADE_VALIDATE_CODES_H
#define CK_TRADE_VALIDATE_CODES_H

#include "site/site.h"
#include "store/store.h"
#include "trade/finding.h"

/* at: the day that counts; site may be NULL. Sums are held against the registry and the limits
 * only when there is no error. */
int ck_validate_codes(struct ck_store *store, const struct ck_site *site,
		      const struct ck_value *stored, int64_t at,
		      struct ck_findings *findings) CK_MUST_CHECK;

#endif
