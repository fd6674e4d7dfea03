/* Which checks a trip needs, and whose verdict answers each.
 *
 * Out leg: every check whose `when` says yes, or whose rule fails. The home
 * leg adds home_leg.DIRECTION.require, whose `when` is not asked. A trip that
 * is turned back needs exactly turned_back.(DIRECTION|receiving).require. Each
 * adds what others have left open on the load it has (clear/left.h).
 * Rules are asked about the trip as it was declared (trade/facts.h), so that
 * crossing the line takes no need away.
 *
 * A need in an event body: {"name","subject","agency","scope"}. The subject is
 * the trip for scopes trip, vehicle and person, the declaration for scope
 * declaration, the customs id for scope customs: one need for each number of
 * the trip, or the declaration's when there is none.
 */
#ifndef CK_CLEAR_NEED_H
#define CK_CLEAR_NEED_H

#include "site/rules.h"
#include "store/log.h"

struct ck_need_about {
	const char *trip;
	const char *declaration;
	const struct ck_value *customs;	/* array of customs ids */
};

/* Needs of the out leg, in the order of the site file. */
struct ck_value *ck_need_list(struct ck_doc *doc, const struct ck_site *site,
			      const struct ck_ruling *ruling,
			      const struct ck_need_about *about);

/* What the home leg of a trip in the store adds: `checks` of trip.leg_opened.
 * -ENOENT: no such trip. */
int ck_need_home(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_site *site, const char *trip,
		 struct ck_value **ret_needs) CK_MUST_CHECK;

/* After a fact about a trip changed: asks the rules again and appends
 * check.needed, check.unneeded, and check.opened for a customs verdict that
 * was not there yet, with actor rule:needs. A trip that is closed is left
 * alone, one that is turned back keeps its needs. Returns how many changed. */
int ck_need_update(struct ck_txn *txn, const struct ck_site *site,
		   const char *trip, const struct ck_event_id *cause)
	CK_MUST_CHECK;
/* What ck_need_update would find for an open trip (its row) if this were its
 * document: needs that it would have and has not, and that it has and would
 * not have (name and subject alone). */
int ck_need_compare(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_site *site, const struct ck_value *trip,
		    const struct ck_value *document,
		    struct ck_value **ret_needed,
		    struct ck_value **ret_unneeded) CK_MUST_CHECK;
/* The same for every open trip that draws on the customs id. */
int ck_need_update_customs(struct ck_txn *txn, const struct ck_site *site,
			   const char *customs, const struct ck_event_id *cause)
	CK_MUST_CHECK;

/* After a verdict (its row in clear/case.h, as it was before) changed: rules may
 * ask which conditions results and confirmations name. When it named any, or
 * names these now, does the same for every open trip that needs it. */
int ck_need_follow(struct ck_txn *txn, const struct ck_site *site,
		   const struct ck_value *check,
		   const struct ck_value *conditions,
		   const struct ck_event_id *cause) CK_MUST_CHECK;

/* Makes the needs of a trip exactly these names (a turned-back trip), and what
 * was left on its load. */
int ck_need_replace(struct ck_txn *txn, const struct ck_site *site,
		    const char *trip, const struct ck_value *names,
		    const struct ck_event_id *cause) CK_MUST_CHECK;

/* Appends check.opened for each need of scope customs whose verdict row is
 * not there yet. Call after the event that carries the needs. */
int ck_need_open(struct ck_txn *txn, const struct ck_value *needs,
		 const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
