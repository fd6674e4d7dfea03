#include <config.h>

#include "command/session.h"

int ck_session_transact(struct ck_session *s,
			int (*act)(struct ck_session *s, struct ck_txn *txn,
				   void *ctx),
			void *ctx)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_envelope envelope;
	int result;
	int r = ck_session_envelope(s, NULL, &envelope);

	if (r < 0)
		return r;
	r = ck_txn_begin(s->store, s->options.dry_run, &txn);
	if (r == 0)
		r = ck_txn_enter(txn, &envelope);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	s->txn = txn;
	result = act(s, txn, ctx);
	s->txn = NULL;
	if (result < 0)
		return result;
	r = ck_txn_keep(txn);
	if (r == 0)
		r = ck_txn_commit(txn);
	return r < 0 ? ck_fail_store(s, NULL, r) : result;
}
