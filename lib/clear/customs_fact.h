/* What customs says about one of its numbers: events of our own, and what
 * follows from them. It comes from a peer, or is typed by customs
 * staff.
 *
 *	{"customs":"305123456780","type":…,"channel":…,"release":…,
 *	 "packages":…,"gross_kg":…,"at":…}
 */
#ifndef CK_CLEAR_CUSTOMS_FACT_H
#define CK_CLEAR_CUSTOMS_FACT_H

#include "command/session.h"
#include "site/site.h"

/* Applies one fact inside a command: customs.declared when the number is new,
 * customs.updated, then with it as their cause
 *	check.needed …		of every open trip that draws on the number
 *	check.confirmed …	what the release satisfies, or no longer does
 *	hold.placed		release `stopped`, by the site's customs/stopped
 *	hold.lifted		any other release after it
 * The actor of what a peer tells is the peer: both events then say in `run_by`
 * whose run it was (NULL: of nobody but the actor). 1: nothing in it was new. What is wrong with it is said of s->item. */
int ck_customs_fact(struct ck_session *s, struct ck_txn *txn,
		    const struct ck_value *fact, const char *run_by)
	CK_MUST_CHECK;

/* The site's rule for what customs has stopped: {"agency","reason","lift"};
 * NULL: no hold is placed. */
const struct ck_value *ck_customs_stop(const struct ck_site *site);

#endif
