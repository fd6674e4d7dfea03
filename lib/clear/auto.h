/* Checks that a fact confirms, without a person: a weighing within
 * tolerance, a fee that is paid, a customs number that was released, a passage
 * through a lane. The site file says which (`auto` of a check).
 */
#ifndef CK_CLEAR_AUTO_H
#define CK_CLEAR_AUTO_H

#include "site/site.h"
#include "store/log.h"

/* For each check that the trip needs and whose `auto` is `on`, appends
 * check.confirmed, actor rule:NAME, when what the site asks of it holds:
 *
 *	"weighing"	fact {"weighing":"…/W1"}: within tolerance, says the
 *			caller; with "question":true another scale disagrees:
 *			then as with "customs"
 *	"fee"		fact {"fee":"…/F1"}: the trip has fees, all are paid;
 *			when they no longer are, as with "customs"
 *	"customs"	fact {"customs":"CKHN/30512345678"}: all customs
 *			numbers of the trip are in a state of auto.release;
 *			when they no longer are, appends check.withdrawn for
 *			what a rule had confirmed
 *	"passage"	fact {"from","to","point"}: auto.from, to and
 *			lane_point, as far as given, are these
 *
 * Checks named in `after` and `after_linked` must be satisfied here too, or
 * nothing is appended for this check. The fact's members stand in the event's
 * body. What is confirmed or refused already is left alone, and so is a trip
 * that is closed: tell a passage before it closes the trip. Returns how many
 * events were appended. */
int ck_check_auto(struct ck_txn *txn, const struct ck_site *site,
		  const char *trip, const char *on,
		  const struct ck_value *fact,
		  const struct ck_event_id *cause) CK_MUST_CHECK;

/* The same where the fact was known before, and something else has changed:
 * what a person has taken back, or has in hand, only news confirms. */
int ck_check_auto_known(struct ck_txn *txn, const struct ck_site *site,
			const char *trip, const char *on,
			const struct ck_value *fact,
			const struct ck_event_id *cause) CK_MUST_CHECK;

#endif
