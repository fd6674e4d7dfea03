/* A trip as an agency has it before it: the trip, its declaration and the
 * checks it needs, read for one decision, each part when it is asked for.
 */
#ifndef CK_CLEAR_CASE_H
#define CK_CLEAR_CASE_H

#include "site/site.h"
#include "store/store.h"

struct ck_case {
	const struct ck_site *site;
	const char *trip;
	const char *declaration;
	/* Trip and declaration in one row: declaration, vehicle_ref, role,
	 * direction, class, nationality, laden, label, vehicle, leg, zone,
	 * zone_since, turned_back, ending, entered_at, crossed_at, closed_at, outcome,
	 * site_version, version (the trip's), regime, enterprise,
	 * declaration_version, declared_version (of the site file, by which
	 * it was declared). */
	const struct ck_value *row;
	/* All that the trip needs, as the site file orders it: name, subject,
	 * root, agency, scope, state, opened_at, started_at, verdict_at,
	 * actor, on_behalf, reason, conditions, vouched, version. NULL before
	 * ck_case_read_checks. */
	const struct ck_value *checks;
	struct ck_case_document *document;	/* see ck_case_document */
	struct ck_store *store;
	struct ck_doc *doc;		/* where all of it lives */
};

/* -ENOENT: no such trip. */
int ck_case_open(struct ck_store *store, struct ck_doc *doc, const char *trip,
		 struct ck_case *ret_case) CK_MUST_CHECK;
int ck_case_read_checks(struct ck_case *c) CK_MUST_CHECK;

/* The same of a row that was read already and has at least declaration,
 * vehicle_ref, zone and turned_back; with checks, without document. */
int ck_case_brief(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_site *site, const char *trip,
		  const struct ck_value *row, struct ck_case *ret_case)
	CK_MUST_CHECK;

/* The stored document of the declaration; NULL when it does not read. */
const struct ck_value *ck_case_document(const struct ck_case *c);

/* The rows of one check, as in checks: none when the trip does not need it, a
 * customs check one for each number. */
int ck_case_rows(const struct ck_case *c, const char *name,
		 const struct ck_value **ret_rows) CK_MUST_CHECK;
/* "open", "confirmed", …: is somebody still waited for? */
bool ck_check_is_open(const char *state);

/* Is the vehicle in a zone where the check may be given? */
bool ck_case_present(const struct ck_case *c, const char *check);

/* Has it entered for all agencies that have to see it arrive: the checks of the
 * site's `entered`, as far as the trip needs them, are all confirmed
 * (border guard and customs, as a rule)? Without a list, or when it needs
 * none of them, has it come into the area? 1, and when the last of them was
 * given; 0: not yet. */
int ck_case_entered(const struct ck_case *c, int64_t *ret_at) CK_MUST_CHECK;

/* What must be satisfied first: appends to reasons (an array)
 *	{"code":"after","check":…,"agency":…,"state":…}	of this trip
 *	… with "trip":…		of a trip at the other end of a transfer
 *	{"code":"receiver-laden","trip":…}	a receiving vehicle has a load
 *	{"code":"no-receiver"}	part of the load has no receiving vehicle yet
 *	{"code":"no-giver","trip":…}	its load does not come (ck_case_ungiven)
 *	{"code":"not-requested"}	nobody has asked for it, as its `request`
 *				says that somebody must
 */
int ck_case_missing(const struct ck_case *c, const char *check,
		    struct ck_value *reasons) CK_MUST_CHECK;

/* Is it a vehicle that came to receive, has received nothing, and will not:
 * each that was to give it something is over or on its way back? Somebody turns
 * it back, or a correction names another giver. 1, and the (first) such trip;
 * 0. */
int ck_case_ungiven(const struct ck_case *c, const char **ret_giver)
	CK_MUST_CHECK;

/* The newest seq of anything shown of the trip: what `version` says. */
int ck_case_version(const struct ck_case *c, int64_t *ret_version)
	CK_MUST_CHECK;

/* What a check of the scope looks at: {"declaration","vehicle","goods"}. */
const struct ck_value *ck_case_facts(const struct ck_case *c);

#endif
