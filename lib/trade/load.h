/* What each vehicle carries, and whether it adds up.
 *
 * `carries` may be left out where a goods line can only be wholly on one
 * vehicle; here it is made explicit, each entry with packages, mass and its
 * share of the value (by packages, else by mass; the parts add up exactly).
 * Likewise a transfer without figures is of all that its vehicle carries.
 */
#ifndef CK_TRADE_LOAD_H
#define CK_TRADE_LOAD_H

#include "trade/finding.h"

/* Completes carries and transfers of a document in its stored form, and finds
 * carries-missing, carries-sum, transfer-sum, transfer-self and
 * power-idle. */
void ck_load_complete(struct ck_value *stored, struct ck_findings *findings);

/* Sums over a list of {"goods","packages","gross_g","value_minor"}. */
struct ck_load_sum {
	int64_t packages;
	int64_t gross_g;
	int64_t value_minor;
	size_t lines;
	bool mass_known;		/* of every line */
	bool value_known;		/* and all in the site's currency */
};
void ck_load_sum(const struct ck_value *load, const struct ck_value *goods,
		 const char *currency, struct ck_load_sum *ret_sum);

#endif
