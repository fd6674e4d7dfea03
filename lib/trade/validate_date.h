/* Inside the trade room: dates that cannot be meant, and papers that are out
 * of date when the vehicle is to come. */
#ifndef CK_TRADE_VALIDATE_DATE_H
#define CK_TRADE_VALIDATE_DATE_H

#include "site/site.h"
#include "trade/finding.h"

/* What the document says by itself: a paper issued after its last day; one
 * whose last day is before expected_at, in the site's days. */
void ck_validate_dates(const struct ck_value *stored,
		       const struct ck_site *site,
		       struct ck_findings *findings);

/* What the clock says besides: expected_at more than a day ago or more than
 * 60 days ahead, a paper issued tomorrow, a seal put on later than now, and,
 * where there is no expected_at, papers that are out of date today. */
void ck_validate_now(const struct ck_value *stored, const struct ck_site *site,
		     int64_t now, struct ck_findings *findings);

#endif
