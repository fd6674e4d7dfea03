/* What the computer of a lane tells of its own log, an origin of its own. Its
 * openings, passages, faults and the decisions it made alone become events of
 * the site, with the lane's event as their cause and its time as `occurred`:
 * each once, in the lane's order. All its lines come, so that the chain of the
 * lane's hashes shows that none is missing; the others are only noted.
 *
 * How far a lane's log was taken stands in the setting "merged:CKHN/B1-1":
 *	{"first":hash of line 1,"seq":17,"hash":hash of line 17}
 * A lane whose computer was replaced begins a new log: another first line.
 */
#ifndef CK_LANE_MERGE_H
#define CK_LANE_MERGE_H

#include "lane/gate.h"
#include "site/site.h"
#include "store/log.h"

struct ck_merged {
	int64_t seq;		/* of the lane's log; 0: nothing yet */
	bool repeated;		/* it was there before */
	struct ck_event_id id;	/* of our event; seq 0: none was made of it */
};

/* How far the log of an origin that begins with the line of this hash was
 * taken; 0: not at all. */
int64_t ck_merge_place(struct ck_store *store, struct ck_doc *doc,
		       const char *origin, const char *first);

/* One line, and the hash that the lane has of it.
 *	-EILSEQ	it does not follow from the one before
 *	-ENOMSG	lines before it are missing
 * else the store's. */
int ck_merge_line(struct ck_txn *txn, const struct ck_gate *gate,
		  const struct ck_site *site, const char *text,
		  const char *hash, struct ck_merged *ret_merged)
	CK_MUST_CHECK;

#endif
