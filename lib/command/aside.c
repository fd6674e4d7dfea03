#include <config.h>

#include "command/private.h"

static int append(struct ck_session *s, struct ck_store *store,
		  const struct ck_envelope *envelope, ck_aside_fn *take,
		  void *ctx)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	int r = ck_txn_begin(store, false, &txn);

	if (r == 0)
		r = ck_txn_enter(txn, envelope);
	if (r == 0)
		r = take(s, txn, ctx);
	if (r >= 0)
		r = ck_txn_keep(txn);
	return r < 0 ? r : ck_txn_commit(txn);
}

int ck_session_aside(struct ck_session *s, struct ck_item *item,
		     ck_aside_fn *take, void *ctx)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	struct ck_store *reading = s->store;
	struct ck_envelope envelope;
	int r = ck_session_envelope(s, item, &envelope);

	if (r < 0)
		return r;
	r = ck_store_open(s->options.store, CK_STORE_WRITE, &store);
	if (r == 0)
		r = append(s, store, &envelope, take, ctx);
	if (r == 0) {
		ck_store_tidy(store);
		return 0;
	}
	/* What is said is said of the handle that failed. */
	s->store = store;
	ck_fail_store(s, item, r);
	s->store = reading;
	return r;
}
