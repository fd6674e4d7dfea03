/* Judges a declaration as a whole, after its members were read: defaults,
 * identities, loads, masses, customs numbers. What needs the store (a vehicle
 * inside, a trip continued) is trade/submit.h.
 */
#ifndef CK_TRADE_VALIDATE_H
#define CK_TRADE_VALIDATE_H

#include "trade/document.h"

/* Reads a document, completes its stored form (regime, roles, nationalities,
 * customs of the goods, customs ids, carries, transfers) and finds what does
 * not fit: all that can be said without a store or a clock. Everything lives in
 * findings->doc. */
void ck_document_judge(const struct ck_value *input, const struct ck_site *site,
		       struct ck_findings *findings,
		       struct ck_document *ret_document);

/* The same, now: ms, or 0 (trade/validate_date.h). Of a document that was
 * declared before and is amended, taken are the refs it has given up
 * (trade/document.h). */
void ck_document_judge_again(const struct ck_value *input,
			     const struct ck_site *site,
			     const struct ck_value *taken, int64_t now,
			     struct ck_findings *findings,
			     struct ck_document *ret_document);

#endif
