#include <config.h>

#include <errno.h>
#include <string.h>

#include "command/group.h"
#include "command/private.h"

/* Prepare has failed it, refused it, or passed it on. */
static bool is_settled(const struct ck_slot *slot)
{
	return slot->r != 0 || slot->item.passes || slot->item.status;
}

static bool is_refused(const struct ck_slot *slot)
{
	return slot->r < 0 || slot->item.status >= CK_EXIT_USAGE;
}

/* Another record would meet the same: the disk, the store, a bug of ours. */
static bool is_hopeless(enum ck_exit status)
{
	return status == CK_EXIT_SOFTWARE || status == CK_EXIT_IO ||
	       status == CK_EXIT_CONFIG;
}

/* A refusal ends the stream unless --keep-going, some refusals always. */
static bool ends_stream(struct ck_group *group, const struct ck_slot *slot)
{
	return is_refused(slot) &&
	       (!group->s->options.keep_going ||
		(slot->r < 0 && is_hopeless(slot->item.failure.status)));
}

static void cut(struct ck_group *group, size_t count)
{
	group->count = count;
	group->ended = true;
}

/* -- one item in the transaction ------------------------------------------ */

static int decide_new(struct ck_session *s, struct ck_slot *slot)
{
	struct ck_item *item = &slot->item;
	int r = s->verb->decide(s, item);

	if (r < 0 || item->status >= CK_EXIT_USAGE || !slot->digest[0])
		return r;
	return ck_journal_add(s, item, slot->digest, r) < 0
		       ? item->failure.err : r;
}

static int decide_keyed(struct ck_session *s, struct ck_slot *slot)
{
	struct ck_item *item = &slot->item;
	int r = slot->digest[0] ? ck_journal_find(s, item, slot->digest) : 0;

	if (r == 0)
		return decide_new(s, slot);
	if (r < 0)
		return r;
	r = item->status;
	item->status = CK_EXIT_OK;
	return r;
}

/* Negative only when the transaction itself is lost. */
static int decide_in(struct ck_session *s, struct ck_slot *slot)
{
	struct ck_envelope envelope;
	int r;

	slot->r = ck_session_envelope(s, &slot->item, &envelope);
	if (slot->r < 0)
		return 0;
	r = ck_txn_enter(s->txn, &envelope);
	if (r < 0)
		return r;
	slot->r = decide_keyed(s, slot);
	if (slot->r < 0)
		ck_fail_unsaid(s, &slot->item, slot->r);
	if (is_refused(slot))
		return ck_txn_undo(s->txn);
	return ck_txn_keep(s->txn);
}

/* -- a transaction -------------------------------------------------------- */

/* Nothing of these was done; the first says why. */
static void lose(struct ck_group *group, size_t from, size_t to, int err)
{
	const struct ck_failure *said = NULL;

	for (size_t i = from; i < to; i++) {
		struct ck_slot *slot = &group->slots[i];

		if (is_refused(slot) || slot->item.passes)
			continue;
		slot->item.failure = (struct ck_failure){ 0 };
		if (said)
			slot->item.failure = *said;
		else
			ck_fail_store(group->s, &slot->item, err);
		said = &slot->item.failure;
		slot->r = err;
	}
}

static bool is_long(struct ck_session *s, int64_t start)
{
	int64_t took = ck_group_clock() - start;

	return took > CK_GROUP_NS ||
	       (took > CK_GROUP_WANTED_NS && ck_txn_wanted(s->txn));
}

/* Decides in the open transaction; returns the slot after the last. */
static int decide_some(struct ck_group *group, size_t from, size_t *ret_to)
{
	struct ck_session *s = group->s;
	int64_t start = ck_group_clock();
	size_t i = from;
	int r = 0;

	while (i < group->count && r >= 0) {
		struct ck_slot *slot = &group->slots[i++];

		if (is_settled(slot))
			continue;
		s->item = &slot->item;
		r = decide_in(s, slot);
		s->item = NULL;
		if (ends_stream(group, slot))
			cut(group, i);
		if (is_long(s, start))
			break;
	}
	*ret_to = i;
	return r;
}

static size_t decide_locked(struct ck_group *group, size_t from)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_session *s = group->s;
	size_t to = group->count;
	int r = ck_txn_begin(s->store, s->options.dry_run, &txn);

	ck_actor_forget(s);
	if (r == 0) {
		s->txn = txn;
		r = decide_some(group, from, &to);
		s->txn = NULL;
	}
	if (r >= 0)
		r = ck_txn_commit(txn);
	if (r >= 0)
		return to;
	lose(group, from, to, r);
	if (!s->options.keep_going || is_hopeless(ck_store_exit(r)))
		cut(group, to);
	return to;
}

/* -- without one ---------------------------------------------------------- */

static size_t decide_reading(struct ck_group *group, size_t from)
{
	struct ck_session *s = group->s;

	ck_actor_forget(s);
	for (size_t i = from; i < group->count; i++) {
		struct ck_slot *slot = &group->slots[i];

		if (is_settled(slot))
			continue;
		s->item = &slot->item;
		slot->r = s->verb->decide(s, &slot->item);
		if (slot->r < 0)
			ck_fail_unsaid(s, &slot->item, slot->r);
		s->item = NULL;
		if (ends_stream(group, slot))
			cut(group, i + 1);
	}
	return group->count;
}

size_t ck_group_decide(struct ck_group *group, size_t from)
{
	unsigned flags = group->s->verb->flags;
	size_t first = from;

	group->s->priv->hold_words = true;
	while (first < group->count && is_settled(&group->slots[first]))
		first++;
	if (!group->s->verb->decide || first == group->count)
		return group->count;
	if (!group->s->store || !(flags & (CK_VERB_WRITES | CK_VERB_LANE)))
		return decide_reading(group, from);
	return decide_locked(group, from);
}
