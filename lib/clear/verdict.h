/* A person's verdict on a check: may it be given, and giving it. */
#ifndef CK_CLEAR_VERDICT_H
#define CK_CLEAR_VERDICT_H

#include "clear/case.h"
#include "store/log.h"

struct ck_verdict_ask {
	const char *state;	/* "confirmed" or "refused" */
	const char *reason;	/* of a refusal: a code of reasons/refuse; of a
				   confirmation by hand of reasons/confirm */
	const struct ck_value *conditions;	/* of a confirmation: array of
						   codes; NULL: those of the
						   result before it */
	const char *actor;	/* who gives it */
	int64_t seen;		/* the version that was looked at: one of the
				   trip's own (clear/seen.h) */
	bool overrule;		/* confirms what was refused */
	int64_t now;		/* ms: what has run out by then */
};

struct ck_verdict {
	const struct ck_value *check;	/* the row of struct ck_case */
	struct ck_value *reasons;	/* why not; empty: it may be given */
	struct ck_value *vouched;	/* {"pointers","digest"} */
	int64_t ends_at;		/* ms; 0: never by time alone */
	bool repeated;			/* the same person gave it already */
	int64_t version;		/* of the verdict */
};

/* May it be given? The agency's right is not asked here. In this order: the
 * same verdict of the same person is a repetition; a closed trip takes none;
 * what is confirmed is not confirmed by a second person; a refusal is
 * confirmed only by overruling it; what a fact confirms (`auto`) a person
 * confirms only with a reason, and a weight only when there is a weighing
 * (a person answers for what no fact says); the vehicle must be
 * there; what comes before must be satisfied (for a confirmation); nothing
 * vouched for may have changed since it was seen. -ERANGE: the trip never had
 * the version that is said to have been looked at. */
int ck_verdict_judge(const struct ck_case *c, const struct ck_value *check,
		     const struct ck_verdict_ask *ask,
		     struct ck_verdict *ret_verdict) CK_MUST_CHECK;

/* Under which conditions: those asked for, else those that the result before
 * the confirmation named. NULL: none. */
const struct ck_value *ck_verdict_conditions(const struct ck_value *check,
					     const struct ck_verdict_ask *ask);

/* Appends check.confirmed or check.refused. */
int ck_verdict_give(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_verdict_ask *ask,
		    struct ck_verdict *verdict) CK_MUST_CHECK;

#endif
