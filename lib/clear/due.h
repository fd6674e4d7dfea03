/* Legal limits: until when a check is due, and until when a vehicle may stay
 * on the other side of the line. The limits and their sources stand in the site
 * file (ck-site(5)).
 */
#ifndef CK_CLEAR_DUE_H
#define CK_CLEAR_DUE_H

#include "site/site.h"

/* Until when the check is due, in ms: its `deadline` from when it was needed,
 * requested or started, as the clock says: `elapsed`, or `working`, when only
 * the hours count in which goods are cleared on the site's own side
 * (`calendar`). 0: there is none, or it has not begun to run. The row has
 * opened_at, started_at and requested_at, as far as they are known. */
int64_t ck_check_due(const struct ck_site *site, const char *check,
		     const struct ck_value *row);

/* How many hours a vehicle may stay abroad: two_way_h when it is to come home
 * laden, else default_h. 0: the site says nothing. */
int64_t ck_stay_hours(const struct ck_site *site, bool laden_home);

#endif
