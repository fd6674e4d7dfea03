/* What somebody asks a declaration's owner to correct: recorded, then granted
 * (declaration.amended with its number; amendment.granted when it was so by
 * then) or declined. The patch stands in the
 * private table, for it may hold what is personal. */
#ifndef CK_TRADE_AMEND_REQUEST_H
#define CK_TRADE_AMEND_REQUEST_H

#include "trade/amend.h"

struct ck_amend_request {
	int64_t number;
	const struct ck_value *row;	/* of table amendment_request */
	const char *state;		/* requested, granted, declined */
	const char *actor;
	const struct ck_value *changed;	/* pointers */
};

/* Appends amendment.requested for what the amendment would change. */
int ck_amendment_request(struct ck_amendment *a, struct ck_txn *txn,
			 int64_t *ret_number) CK_MUST_CHECK;

/* -ENOENT: there is no such number. */
int ck_amend_request_get(struct ck_store *store, struct ck_doc *doc,
			 const char *declaration, int64_t number,
			 struct ck_amend_request *ret_request) CK_MUST_CHECK;

/* What was asked for, reason and all. -ENODATA: the patch was erased. */
int ck_amend_request_ask(struct ck_store *store, struct ck_doc *doc,
			 const struct ck_amend_request *request,
			 struct ck_amend_ask *ret_ask) CK_MUST_CHECK;

/* Appends amendment.declined, or amendment.granted: nothing was left of it to
 * change. */
int ck_amendment_decline(struct ck_txn *txn, const char *declaration,
			 const struct ck_amend_request *request,
			 const char *reason, int64_t *ret_version)
	CK_MUST_CHECK;
int ck_amendment_grant(struct ck_txn *txn, const char *declaration,
		       const struct ck_amend_request *request,
		       const char *reason, int64_t *ret_version)
	CK_MUST_CHECK;

#endif
