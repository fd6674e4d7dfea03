#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "base/text.h"
#include "queue/call.h"
#include "queue/verbs.h"

/* A thousand calls must not keep a lane waiting: so many in one transaction,
 * and they are answered before the next are made. */
enum { TOGETHER = 64, WANTED_MOST = 1000000 };

struct calling {
	struct ck_queue queue;
	struct ck_queue_order *order;
	int64_t wanted;
	int64_t done;
	struct ck_queue_call calls[TOGETHER];
	size_t count;
};

/* -- in the transaction --------------------------------------------------- */

/* A dry run calls nobody, so its order goes on from one piece to the next. */
static int take_order(struct ck_session *s, struct calling *calling)
{
	int r = 0;

	if (calling->order && s->options.dry_run)
		return 0;
	ck_queue_order_free(calling->order);
	calling->order = NULL;
	r = ck_queue_order_new(s->store, calling->queue.id, &calling->order);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int call_some(struct ck_session *s, struct ck_txn *txn,
		     struct calling *calling)
{
	int64_t left = calling->wanted - calling->done;
	size_t most = left < TOGETHER ? (size_t)left : TOGETHER;
	int r = take_order(s, calling);

	calling->count = 0;
	while (r >= 0 && calling->count < most) {
		struct ck_queue_call *call = &calling->calls[calling->count];

		r = ck_queue_call_next(txn, &calling->queue, calling->order,
				       call);
		if (r < 0)
			return ck_fail_store(s, NULL, r);
		if (r == 0)
			break;
		calling->count++;
	}
	return r;
}

static int transact(struct ck_session *s, struct ck_txn *txn,
		    struct calling *calling)
{
	struct ck_envelope envelope;
	int r = ck_session_envelope(s, NULL, &envelope);

	if (r < 0)
		return r;
	r = ck_txn_enter(txn, &envelope);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	s->txn = txn;
	r = ck_session_allow(s, calling->queue.agency);
	if (r >= 0)
		r = call_some(s, txn, calling);
	s->txn = NULL;
	if (r < 0)
		return r;
	r = ck_txn_keep(txn);
	if (r >= 0)
		r = ck_txn_commit(txn);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* -- answering ------------------------------------------------------------ */

static int print_call(struct ck_session *s, const struct calling *calling,
		      const struct ck_queue_call *call)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = ck_record(s, doc, "queue_entry");
	int r = ck_record_trip(s, doc, record, call->entry.trip);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	ck_queue_put(s, record, calling->queue.id, &call->entry,
		     call->entry.called_at);
	ck_set_int(record, "order", call->order);
	return ck_print(s, record);
}

/* How many were called; fewer than asked for when nobody is left. */
static int call_piece(struct ck_session *s, struct calling *calling)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	int r = ck_txn_begin(s->store, s->options.dry_run, &txn);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	r = transact(s, txn, calling);
	for (size_t i = 0; r >= 0 && i < calling->count; i++)
		r = print_call(s, calling, &calling->calls[i]);
	if (r >= 0)
		r = ck_print_flush(s);
	ck_store_tidy_between(s->store);
	calling->done += (int64_t)calling->count;
	return r < 0 ? r : (int)calling->count;
}

static int call_all(struct ck_session *s, struct calling *calling)
{
	int r = TOGETHER;

	ck_session_catch();
	while (r == TOGETHER && calling->done < calling->wanted &&
	       !ck_session_stopping())
		r = call_piece(s, calling);
	if (r < 0 || calling->done > 0)
		return r < 0 ? r : 0;
	ck_say(s, _("nobody waits in %s"), calling->queue.name);
	return 1;
}

/* -- the verb ------------------------------------------------------------- */

static int read_count(struct ck_session *s, const char *text, int64_t *ret_n)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (end == text || *end || errno || n < 1 || n > WANTED_MOST)
		return ck_usage(s, _("%s: expected how many to call, from 1 to %d"),
				text, WANTED_MOST);
	*ret_n = n;
	return 0;
}

int ck_queue_run_call(struct ck_session *s, int argc, char **argv)
{
	struct calling *calling = ck_doc_alloc(s->doc, sizeof(*calling));
	int r;

	if (argc < 1 || argc > 2)
		return ck_usage(s, _("call takes a QUEUE and how many"));
	calling->wanted = 1;
	r = ck_queue_by_name(s, argv[0], &calling->queue);
	if (r == 0 && argc == 2)
		r = read_count(s, argv[1], &calling->wanted);
	if (r == 0)
		r = call_all(s, calling);
	ck_queue_order_free(calling->order);
	return r;
}
