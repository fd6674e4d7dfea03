/* Reference data: lists of codes that were loaded (ck-store codes load), each
 * for the dates it holds. A load replaces the list of its name from its date
 * on; for older dates the older one still answers.
 *
 *	hs		HS and AHTN codes, digits only		08106000
 *	countries	ISO 3166-1 alpha-2			VN
 *	currencies	ISO 4217				VND
 *	units		UN/ECE Rec 20 and 21			KGM, CT
 *	offices		customs offices				15BB
 *	plates		what stands for a province on a plate	12, 桂F
 *	vehicles	the registry, by plate's normal form	12C12345
 *	weights		limits, by axles, body and class	6, 5+, 5-, 6+VT6
 *
 * A row is an object in inside units: `code`, the members of its list
 * (trade/codes_kind.h), `valid_from` and `valid_to` in ms where the row itself
 * is dated.
 */
#ifndef CK_TRADE_CODES_H
#define CK_TRADE_CODES_H

#include "store/store.h"

enum { CK_CODE_SIZE = 64, CK_CODES_SITE_SIZE = 32 };

/* Whose lists a store answers with: the site's, whichever of its logs the
 * store goes on with; CKHN of "CKHN/B1-1" and "CKHN~2". */
void ck_codes_site(const struct ck_store *store,
		   char ret_site[CK_CODES_SITE_SIZE]);

/* The code as its list writes it: digits of an HS code, a plate's normal form,
 * capitals. -EBADMSG when it cannot be a code of this list, -EINVAL when there
 * is no list of this name. */
int ck_codes_normal(const char *list, const char *text,
		    char ret_code[CK_CODE_SIZE]) CK_MUST_CHECK;

/* Looks a code up, in any writing that ck_codes_normal takes, in the list that
 * holds at a time, for the site whose log the store keeps.
 *	1		found; *ret_row is its row
 *	0		no such code then; *ret_row is the row when it stands in
 *			the list with other dates, else NULL. What is no code
 *			of this list at all is not found either.
 *	-ENODATA	no list of this name holds at that time: ask nothing
 * Other negative errno from the store. ret_row may be NULL; the row lives in
 * doc. */
int ck_codes_find(struct ck_store *store, const char *list, const char *code,
		  int64_t at_ms, struct ck_doc *doc,
		  const struct ck_value **ret_row) CK_MUST_CHECK;

/* Does any code of the list begin so (an HS heading among AHTN codes)? As
 * above: 1, 0 or -ENODATA. */
int ck_codes_begins(struct ck_store *store, const char *list,
		    const char *prefix, int64_t at_ms) CK_MUST_CHECK;

/* The weight limit of a vehicle: the row that says most about it, its class
 * before its body, its body before axles alone. `max_g`, `source` and
 * `unconfirmed` stand in the row. klass may be NULL. */
int ck_codes_weight(struct ck_store *store, int64_t axles, bool trailer,
		    const char *klass, int64_t at_ms, struct ck_doc *doc,
		    const struct ck_value **ret_row) CK_MUST_CHECK;

#endif
