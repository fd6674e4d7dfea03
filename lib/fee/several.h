/* Several goods on one vehicle, and one fee.
 *
 * Resolution 09/2025 of the provincial People's Council, in force 8 May 2025,
 * charges a vehicle with several goods by the dearest class by customs value;
 * how that is meant in full is not known. The tariff's `several_goods` says
 * which is taken (ck-site(5)): the class whose goods have the greatest customs
 * value, or the one with the greatest amount.
 */
#ifndef CK_FEE_SEVERAL_H
#define CK_FEE_SEVERAL_H

#include "fee/tariff.h"

/* charges: what the vehicle would owe with each of the goods alone, of the
 * same order and number, at least one. goods: [{"goods","value_minor",
 * "currency"}]; goods with one amount are one class, and their values are
 * added. Where a value is not known, or they are in several currencies, the
 * greatest amount counts, unconfirmed.
 *
 * The charge that counts. When amounts differ its working ends with
 *	{"code":"goods","goods":["g2"],"by":"value"|"amount","value_minor":…,
 *	 "currency":…,"others":[{"goods":["g1"],"amount_minor":…}],
 *	 "amount_minor":…}
 * and `unconfirmed`; value and currency only by value. */
struct ck_charge ck_several_choose(const struct ck_value *rule,
				   struct ck_doc *doc,
				   const struct ck_value *goods,
				   const struct ck_charge *charges);

#endif
