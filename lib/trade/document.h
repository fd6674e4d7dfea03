/* Reads a declaration: judges its shape and every value, and brings it into
 * the stored form.
 *
 * The stored form. Arrays are objects keyed by ref (default refs: customs c1,
 * goods g1, vehicles v1, transfers t1, documents d1, seals s1, crew p1, in
 * the order of the document); only carries and other_plates stay arrays.
 * Identifiers are in their normal forms, masses grams (gross_g), money minor
 * units (value_minor), times ms. Every vehicle has its role and `carries`
 * (trade/load.h), a customs entry with a number has `customs`, the id of the
 * number at the site. What of an object is personal stands in table person,
 * and the object has "identity":{"person":…,"digest":…} in its place. A plate
 * written otherwise than its normal form is kept in "written" of its vehicle,
 * and so is the list of the others when one of them is.
 */
#ifndef CK_TRADE_DOCUMENT_H
#define CK_TRADE_DOCUMENT_H

#include "site/site.h"
#include "trade/finding.h"

/* A member that no digest of the content covers. */
struct ck_aside {
	struct ck_value *owner;		/* the object that is to have it */
	const char *path;		/* of that object */
	struct ck_value *value;
	bool personal;			/* else "written" */
	struct ck_aside *next;
};

struct ck_document {
	struct ck_value *stored;	/* without what stands aside */
	struct ck_aside *asides;	/* in the order of the document */
};

/* Everything lives in findings->doc. site may be NULL: what only a site can
 * tell is then not judged. taken (NULL: none): the refs that the declaration
 * has had and given up, an object of sections by ref; none is given again. The
 * document is complete only when there are no errors. */
void ck_document_read(const struct ck_value *input, const struct ck_site *site,
		      const struct ck_value *taken,
		      struct ck_findings *findings,
		      struct ck_document *ret_document);

#endif
