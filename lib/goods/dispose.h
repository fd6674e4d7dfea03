/* What becomes of goods that do not pass, or of a vehicle with all that is on
 * it: turned back, sent to another gate, impounded, disposed of.
 */
#ifndef CK_GOODS_DISPOSE_H
#define CK_GOODS_DISPOSE_H

#include "goods/goods.h"

enum { CK_ORDER_MOST = 60 };		/* characters of a decision's number */

struct ck_disposal {
	const char *act;	/* "turned_back" "diverted" "impounded"
				   "disposed" */
	const char *gate;	/* diverted: the other gate */
	const char *order;	/* number of the decision, or NULL */
	const char *reason;
	const char *agency;
};

/* The outcome with which a vehicle that has to leave will be closed, and one
 * that is impounded is closed at once: "turned_back" "diverted" "impounded"
 * "destroyed". Disposed of for the reason "destroy" is destroyed; for another
 * (forced re-export) it turns back. */
const char *ck_disposal_ending(const struct ck_disposal *disposal);

/* The next disposition of a declaration: "CKHN-20261122-00007/D2", in doc. */
int ck_disposal_number(const struct ck_case *c, const char **ret_id)
	CK_MUST_CHECK;

/* Appends goods.turned_back … goods.disposed; before it goods.refused for as
 * much as nobody had refused. What had passed the line already is taken from
 * the customs number's balance (customs.reduced), a weighing with these goods
 * on board holds no longer (check.staled of the site's weights/check), and
 * when nothing refused is undecided the hold is lifted. amount: not more than
 * is carried and not decided. */
int ck_goods_dispose(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_goods_line *line,
		     const struct ck_goods_amount *amount,
		     const struct ck_disposal *disposal,
		     const char **ret_disposition, struct ck_event_id *ret_id)
	CK_MUST_CHECK;

/* What of a line nobody has decided about, refused or not. */
struct ck_goods_amount ck_goods_open(const struct ck_goods_line *line);

#endif
