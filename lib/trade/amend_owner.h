/* Whose a field of a declaration is. The declaring side owns what it declared:
 * the declaration's enterprise, whoever submitted it, and the keeper of the
 * store. The site file may name agencies that correct some fields too
 * (`amend.correctors`); its patterns match
 *	/vehicles/_/plate	with * for the _: that field, and no other
 *	/transfers/_		with ** for the _: it and all below
 *	/vehicles/@receiving	a vehicle of that role instead of its ref
 */
#ifndef CK_TRADE_AMEND_OWNER_H
#define CK_TRADE_AMEND_OWNER_H

#include "trade/amend.h"

/* Who wants to amend. */
struct ck_amend_who {
	const struct ck_value *agencies;	/* that they act for */
	bool declares;				/* for the declaring side */
};

/* The agencies that own the field beside the declaring side, an array. */
struct ck_value *ck_amend_correctors(const struct ck_amendment *a,
				     const char *pointer);

/* The first changed pointer that is not theirs; NULL: all are. */
const char *ck_amend_foreign(const struct ck_amendment *a,
			     const struct ck_amend_who *who);

/* The same of a list of pointers, when the patch itself fits no more. */
const char *ck_amend_foreign_of(const struct ck_amendment *a,
				const struct ck_amend_who *who,
				const struct ck_value *pointers);

/* Does anybody of the gate act, who can see the vehicle? */
bool ck_amend_sees(const struct ck_amend_who *who);

#endif
