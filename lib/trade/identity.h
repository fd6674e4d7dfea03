/* What a vehicle is known by: the identity object of every record
 * about its trip, and the keys under which the store finds it.
 */
#ifndef CK_TRADE_IDENTITY_H
#define CK_TRADE_IDENTITY_H

#include "record/value.h"

/* {"plate","plates":[…],"chassis","container","unit","label"} of a stored
 * vehicle: normal forms, null for what it has not. plates: its own first,
 * then the others and the trailer's. label: what one says over the radio, the
 * plate as it was written, else the chassis, container or unit number.
 * NULL when it has no identifier. */
struct ck_value *ck_identity_vehicle(struct ck_doc *doc,
				     const struct ck_value *vehicle);

enum { CK_IDENTITY_CODE_SIZE = 48 };	/* its NUL included */

/* The normal form of a number that is neither plate nor container, a unit's or
 * a chassis's: letters and digits, upper case, without  space - _ / . *
 * NULL: it has anything else, none, or too many. */
const char *ck_identity_code(struct ck_doc *doc, const char *text);

/* [{"kind","normal","match","reversed"}] of a stored vehicle: kind plate (own
 * and other), trailer, chassis, container, unit. match is what a text is
 * compared by (for plates the bare key of trade/plate_key.h), reversed finds
 * last characters. Each kind and normal form once. */
struct ck_value *ck_identity_keys(struct ck_doc *doc,
				  const struct ck_value *vehicle);

#endif
