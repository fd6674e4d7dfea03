/* A stored declaration as people and programs outside see it: masses in kg,
 * money in major units, times in RFC 3339, refs as keys, persons masked.
 */
#ifndef CK_TRADE_OUTSIDE_H
#define CK_TRADE_OUTSIDE_H

#include "record/value.h"
#include "store/store.h"

/* The document outside. Persons: with a store their values are read and shown
 * as initials and last digits (`erased` when they are gone); without one they
 * stay {"person":…,"digest":…}. */
int ck_document_outside(struct ck_store *store, struct ck_doc *doc,
			const struct ck_value *document, int offset_min,
			struct ck_value **ret_document) CK_MUST_CHECK;

/* The same, with the persons of some kinds (an array, trade/personal.h) in
 * full; their references are pushed to `persons`. */
int ck_document_full(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_value *document, int offset_min,
		     const struct ck_value *kinds, struct ck_value *persons,
		     struct ck_value **ret_document) CK_MUST_CHECK;
/* The same, and of persons: initials and last digits; all there is, as it was
 * declared (an erased one is left out); or {"person":…,"digest":…} under
 * `identity`. */
enum ck_persons { CK_PERSONS_MASKED, CK_PERSONS_WHOLE, CK_PERSONS_NAMELESS };
int ck_document_outside_as(struct ck_store *store, struct ck_doc *doc,
			   const struct ck_value *document, int offset_min,
			   enum ck_persons persons,
			   struct ck_value **ret_document) CK_MUST_CHECK;

/* What checks vouch for (clear/vouch.h): {"declaration":…,"vehicle":…,"goods":[…]}
 * of one vehicle: the whole document outside, its own vehicle, of which
 * `carries` has what it is to receive, too, and the goods of both, sorted by
 * ref. Persons stay {"person":…,
 * "digest":…}, so that a digest over these facts covers a personal value
 * without showing it. */
struct ck_value *ck_document_facts(struct ck_doc *doc,
				   const struct ck_value *document,
				   int offset_min, const char *vehicle);

#endif
