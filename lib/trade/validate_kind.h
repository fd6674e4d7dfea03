/* Inside the trade room: what the kind of a declaration asks of it, and what
 * the site does not take.
 *
 * Goods that are not allowed (site file, `not_allowed`) are told by the first
 * digits of their code; a row may be of one direction or of some regimes only,
 * and dated: the day is that of expected_at, without which every dated row
 * that has not ended counts. Customs takes 50 lines to a declaration
 * (VNACCS/VCIS); a longer one is split over several numbers. */
#ifndef CK_TRADE_VALIDATE_KIND_H
#define CK_TRADE_VALIDATE_KIND_H

#include "site/site.h"
#include "trade/finding.h"

void ck_validate_kinds(const struct ck_value *stored,
		       const struct ck_site *site,
		       struct ck_findings *findings);

#endif
