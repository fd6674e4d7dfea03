/* What a trip owes by the tariff of its site file (ck-site(5), "The fee").
 *
 * The known points come from Resolution 09/2025 of the provincial People's
 * Council, in force 8 May 2025; what is not known is marked unconfirmed in the
 * site file, and every charge that rests on it says so.
 */
#ifndef CK_FEE_TARIFF_H
#define CK_FEE_TARIFF_H

#include "site/site.h"

enum ck_charge_kind { CK_CHARGE_INFRASTRUCTURE, CK_CHARGE_TRANSFER,
		      CK_CHARGE_KINDS };
extern const char *const ck_charge_names[CK_CHARGE_KINDS];

struct ck_charge {
	bool due;
	int64_t amount_minor;
	bool unconfirmed;
	/* Line by line: {"code":"class","class":"VT6","amount_minor":…},
	 * {"code":"rule","rule":…}, {"code":"multiplier","multiplier":…,
	 * "percent":…}, {"code":"transfer","percent":…}, and that of
	 * fee/several.h, each with the amount that then stands and
	 * `unconfirmed` where it is. */
	struct ck_value *working;
};

/* The class that is charged: the declared one (may be NULL), or, when the mass
 * carried is not under its bound, the first that it is under. NULL: the
 * tariff has no class for it. */
const char *ck_tariff_class(const struct ck_site *site, const char *declared,
			    int64_t mass_g);

/* The charges by facts (trade/facts.h) whose class is the one charged. goods:
 * what is on the vehicle, [{"goods","value_minor","currency","facts"}] with the
 * facts as if it were alone there; with several of them the tariff's
 * `several_goods` chooses (fee/several.h). NULL, or a tariff without: one
 * charge by facts. takers: the classes, as charged, of the vehicles that
 * receive its load; an array of texts. A condition that fails charges, and
 * makes the charge unconfirmed.
 *	-EINVAL  the rules do not compile, or a class is not in the tariff
 *	-EOPNOTSUPP  its currency is none (trade/money.h): a site file that
 *		was loaded when less was asked of it
 *	-ENOLINK a transfer fee is due and no receiving vehicle is known
 *	-ERANGE  an amount too great */
int ck_tariff_charges(const struct ck_site *site, struct ck_doc *doc,
		      const struct ck_value *facts,
		      const struct ck_value *goods,
		      const struct ck_value *takers,
		      struct ck_charge ret_charges[CK_CHARGE_KINDS])
	CK_MUST_CHECK;

#endif
