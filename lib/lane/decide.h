/* Admit or deny: one sighting at one lane (DESIGN 5).
 *
 * An admission is for one lane and one passage, and expires. The same vehicle
 * seen again gets the same answer and appends nothing; an equal denial is
 * appended once a minute. gate.decided carries the seqs it rested on.
 */
#ifndef CK_LANE_DECIDE_H
#define CK_LANE_DECIDE_H

#include "lane/find.h"
#include "store/log.h"

struct ck_decision {
	bool admit;
	bool repeated;			/* nothing was appended */
	enum ck_found found;
	const char *subject;		/* trip id, or what was seen */
	const struct ck_value *trip;	/* its row, NULL: not known */
	const struct ck_value *reasons;	/* codes; empty when admitted */
	const char *id;			/* "CKHN:1234"; NULL in a dry run */
	int64_t at;
	int64_t expires_at;		/* of an admission */
};

/* Inside a command. Everything lives in doc. */
int ck_lane_decide(struct ck_txn *txn, struct ck_doc *doc,
		   const struct ck_lane_row *lane,
		   const struct ck_sighting *sighting,
		   struct ck_decision *ret_decision) CK_MUST_CHECK;

#endif
