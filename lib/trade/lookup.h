/* Declarations, trips and customs numbers in the store, as values. Columns of
 * a table are members by their names, nulls left out, JSON columns read back
 * (share/migrations has the columns).
 */
#ifndef CK_TRADE_LOOKUP_H
#define CK_TRADE_LOOKUP_H

#include "record/value.h"
#include "store/store.h"

/* A row of table declaration, with `document` in its stored form. -ENOENT. */
int ck_declaration_get(struct ck_store *store, struct ck_doc *doc,
		       const char *declaration,
		       const struct ck_value **ret_row) CK_MUST_CHECK;
/* Members `linked` (what it says it belongs to) and `linked_by` (declarations
 * that name it or one of its trips), each when there is something. */
int ck_declaration_links(struct ck_store *store, struct ck_doc *doc,
			 const char *declaration, struct ck_value *record)
	CK_MUST_CHECK;
/* A row of table trip, with `vehicle` and the declaration's site. -ENOENT. */
int ck_trip_get(struct ck_store *store, struct ck_doc *doc, const char *trip,
		const struct ck_value **ret_row) CK_MUST_CHECK;
/* All trips of a declaration in their order; an array, perhaps empty. */
int ck_trips_of(struct ck_store *store, struct ck_doc *doc,
		const char *declaration, const struct ck_value **ret_trips)
	CK_MUST_CHECK;
/* Open trips whose goods travel under the customs id "CKHN/30512345678". */
int ck_trips_of_customs(struct ck_store *store, struct ck_doc *doc,
			const char *customs, const struct ck_value **ret_trips)
	CK_MUST_CHECK;
/* A row of table customs. -ENOENT: the site does not know the number. */
int ck_customs_get(struct ck_store *store, struct ck_doc *doc,
		   const char *customs, const struct ck_value **ret_row)
	CK_MUST_CHECK;
/* The rows known of the customs ids, an object by id; ids an array of texts. */
int ck_customs_rows(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_value *ids,
		    const struct ck_value **ret_rows) CK_MUST_CHECK;

/* "CKHN-20261122-00533.1" to "CKHN-20261122-00533", in doc; a text without a
 * point is returned as it is. */
const char *ck_trip_declaration(struct ck_doc *doc, const char *trip);

/* "CKHN/30512345678" from the site and a number's first 11 digits, in doc. */
const char *ck_customs_id(struct ck_doc *doc, const char *site,
			  const char *identity);

#endif
