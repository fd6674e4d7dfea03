/* Whom a lane may expect: those that would be admitted there at this moment,
 * for the lane's own computer, which may soon be alone.
 */
#ifndef CK_LANE_EXPECTED_H
#define CK_LANE_EXPECTED_H

#include "lane/gate.h"
#include "lane/sighting.h"

enum {
	CK_EXPECTED_MOST = 4000,
	/* So that they fit in a line, with what is brought beside them. */
	CK_EXPECTED_BYTES = 704 * 1024,
	CK_EXPECTED_AGE_S = 300,	/* `expected_max_age_s`, usually */
};

/* Adds an object for each to the array:
 *	{"trip":…,"declaration":…,"label":"29C-123.45","names":["29C12345",…],
 *	 "kinds":["plate",…]}
 *	{"permit":…,"label":…,"names":[…]}
 * names are identifiers in normal form, kinds what each is, for passes. Trips
 * come first; no more than the limits above. None where the lane is out of
 * service.
 * Negative errno of the store. */
int ck_expected_list(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_gate *gate, int64_t now,
		     struct ck_value *list) CK_MUST_CHECK;

/* The one of such a list that was seen: a clue has its name exactly, read with
 * at least this confidence (permille), and none is of another one. A pass
 * (NULL: none in order was shown) is of its own trip alone, and speaks for the
 * clues that it covers. NULL: nobody, or several. */
const struct ck_value *ck_expected_find(const struct ck_value *list,
					const struct ck_sighting *seen,
					const struct ck_pass *pass,
					int least_permille);

/* The last list that the lane's own computer was told, in doc; NULL: none. */
const struct ck_value *ck_expected_last(struct ck_store *store,
					struct ck_doc *doc);

/* The one with this trip, or NULL. */
const struct ck_value *ck_expected_trip(const struct ck_value *list,
					const char *trip);
/* Its identifiers, each with kind and normal, in doc; NULL when the list does
 * not tell their kinds. */
const struct ck_value *ck_expected_names(struct ck_doc *doc,
					 const struct ck_value *one);

#endif
