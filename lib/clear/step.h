/* The steps of a check before its verdict, and taking one back:
 * requested, started, sampled, resulted, withdrawn. What counts as touch is
 * from its start to the verdict; the rest is waiting.
 */
#ifndef CK_CLEAR_STEP_H
#define CK_CLEAR_STEP_H

#include "clear/case.h"
#include "store/log.h"

struct ck_step_ask {
	const char *state;	/* "requested" "started" "sampled" "resulted"
				   "withdrawn" */
	const char *reason;	/* resulted: what was found, of reasons/refuse;
				   withdrawn: of reasons/withdraw; or NULL */
	const struct ck_value *conditions;	/* resulted: array of codes, or
						   NULL */
	const char *actor;	/* who does it */
	bool last;		/* withdrawn: a slip of the hand */
};

struct ck_step {
	const struct ck_value *check;	/* the row of struct ck_case */
	struct ck_value *reasons;	/* why not; empty: it may be done */
	const char *state;		/* the check's, after it */
	bool repeated;			/* the same person did it already */
	int64_t version;		/* of the step */
};

/* May it be done? The agency's right is not asked here. In this order: the
 * same step of the same person is a repetition; a closed trip takes none; the
 * check must be in a state that the step follows on (not-now):
 *	requested	open, stale
 *	started		open, stale, requested
 *	sampled		started
 *	resulted	started, sampled
 *	withdrawn	all but open, stale and void
 * To start and to sample, the vehicle must be there and what comes before must
 * be satisfied. A request is a paper and a result comes from elsewhere: neither
 * asks where the vehicle is. */
int ck_step_judge(const struct ck_case *c, const struct ck_value *check,
		  const struct ck_step_ask *ask, struct ck_step *ret_step)
	CK_MUST_CHECK;

/* Appends check.requested … check.withdrawn. What is withdrawn is again what it
 * was before: the step before its verdict, or open. */
int ck_step_take(struct ck_txn *txn, const struct ck_case *c,
		 const struct ck_step_ask *ask, struct ck_step *step)
	CK_MUST_CHECK;

/* The newest act of a person on a check, of this store's own log and not
 * before `since`: of the line at, seq, event, subject and body are good, and
 * live in doc. 1, or 0 when there is none, also when the newest took another
 * one back. */
int ck_step_last(struct ck_txn *txn, struct ck_doc *doc, const char *actor,
		 int64_t since, struct ck_line *ret_line) CK_MUST_CHECK;

/* When a check was asked for last, read out of the log of its root; 0: never,
 * or it was taken back. */
int ck_step_requested_at(struct ck_store *store, struct ck_doc *doc,
			 const struct ck_value *check, int64_t *ret_at)
	CK_MUST_CHECK;

/* Is the state one that can be withdrawn? */
bool ck_step_withdrawable(const char *state);

#endif
