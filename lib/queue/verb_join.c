#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "queue/verbs.h"
#include "site/rules.h"
#include "trade/offer.h"

/* -- join ----------------------------------------------------------------- */

/* One trip of an item: where it is to join, or why not. */
struct plan {
	struct ck_queue queue;
	struct ck_queue_joining joining;
	const char *code;
};

static int plan_class(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, struct plan *plan)
{
	int r = ck_queue_refusal(s->store, &plan->queue, plan->joining.trip,
				 &plan->code);

	if (r == 0 && !plan->code)
		r = ck_queue_class_of(s->store, item->doc, site, &plan->queue,
				      plan->joining.trip, &plan->joining.class,
				      &plan->joining.share);
	if (r == -ENOMSG) {
		plan->code = "no-class";
		return 0;
	}
	if (r == -EINVAL)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "rules", "%s",
			       _("the site's rules do not compile"));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int make_plan(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, struct plan *plan)
{
	const struct ck_queue_settings *set = s->settings;
	int r = ck_queue_of_trip(s->store, item->doc, site, set->queue,
				 plan->joining.trip, &plan->queue);

	plan->joining.queue = &plan->queue;
	if (r == 0)
		return plan_class(s, item, site, plan);
	if (r == -EEXIST)
		return ck_fail(s, item, -EINVAL, NULL, "several-queues", "%s",
			       _("several queues take this trip: choose with --queue"));
	if (r == -ENOENT && set->queue)
		return ck_fail(s, item, r, NULL, "no-such-queue",
			       _("the site has no queue %s%s"), set->queue,
			       ck_offer(item->doc, set->queue,
					ck_get(site->document, "queues")));
	if (r != -ENOENT)
		return ck_fail_store(s, item, r);
	plan->code = "queue-not-needed";
	return 0;
}

int ck_queue_prepare_join(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	const char **trips = NULL;
	struct plan *plans;
	size_t count = 0;
	int r = ck_session_site(s, s->item, &site);

	if (r == 0)
		r = ck_item_trips(s, item, &trips, &count);
	if (r < 0)
		return r;
	plans = ck_doc_alloc(item->doc, count * sizeof(*plans));
	item->prepared = plans;
	for (size_t i = 0; r == 0 && i < count; i++) {
		plans[i].joining.trip = trips[i];
		r = make_plan(s, item, site, &plans[i]);
	}
	return r;
}

static void put_refusal(struct ck_value *record, const struct plan *plan)
{
	ck_set_str(record, "queue", plan->queue.name);
	ck_set_str(record, "state", "none");
	ck_set_str(record, "code", plan->code);
	ck_set_str(record, "message", ck_queue_refusal_text(plan->code));
}

/* What prepare saw may have changed before the lock was had. */
static int enter(struct ck_session *s, struct ck_item *item,
		 struct plan *plan, struct ck_queue_entry *entry)
{
	int r = 0;

	if (!plan->code)
		r = ck_queue_refusal(s->store, &plan->queue,
				     plan->joining.trip, &plan->code);
	if (r == 0 && !plan->code)
		r = ck_queue_join(s->txn, item->doc, &plan->joining, entry);
	return r < 0 ? ck_fail_store(s, item, r) : r;
}

/* 1: it is in the queue; 0: it has no business there. */
static int join(struct ck_session *s, struct ck_item *item, struct plan *plan)
{
	struct ck_queue_entry entry = { 0 };
	struct ck_value *record = NULL;
	int repeated = enter(s, item, plan, &entry);
	int r = repeated;

	if (r >= 0)
		r = ck_queue_answer(s, item, plan->joining.trip, &record);
	if (r < 0)
		return r;
	if (plan->code) {
		put_refusal(record, plan);
		return 0;
	}
	ck_queue_put(s, record, plan->queue.id, &entry, ck_txn_at(s->txn));
	if (repeated)
		ck_set_bool(record, "repeated", true);
	return 1;
}

/* Of a declaration's trips some need no queue; that is a no only when none of
 * them has joined. */
int ck_queue_decide_join(struct ck_session *s, struct ck_item *item)
{
	struct plan *plans = item->prepared;
	size_t joined = 0;
	int r = ck_session_allow_staff(s);

	for (size_t i = 0; r >= 0 && i < item->trip_count; i++) {
		r = join(s, item, &plans[i]);
		joined += r > 0;
	}
	return r < 0 ? r : joined == 0;
}

/* -- leave ---------------------------------------------------------------- */

static int leave(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const char *trip,
		 const char *queue, const char *reason)
{
	struct ck_value *record = NULL;
	struct ck_queue of_site;
	int r = ck_queue_named(site, item->doc, ck_queue_name(queue),
			       &of_site);

	r = ck_session_allow(s, r == 0 ? of_site.agency : "gate_centre");
	if (r < 0)
		return r;
	r = ck_queue_leave(s->txn, queue, trip, reason, NULL);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = ck_queue_answer(s, item, trip, &record);
	if (r < 0)
		return r;
	ck_set_str(record, "queue", ck_queue_name(queue));
	ck_set_str(record, "state", "left");
	ck_set_str(record, "reason", reason);
	return 0;
}

/* 1: it was in no queue. */
static int leave_queues(struct ck_session *s, struct ck_item *item,
			const struct ck_site *site, const char *trip,
			const char *reason)
{
	const struct ck_queue_settings *set = s->settings;
	const struct ck_value *queues = NULL;
	size_t left = 0;
	int r = ck_queue_ids_of_trip(s->store, item->doc, trip, &queues);

	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; r >= 0 && i < ck_count(queues); i++) {
		const char *queue = ck_str(ck_at(queues, i));

		if (set->queue && strcmp(set->queue, ck_queue_name(queue)))
			continue;
		r = leave(s, item, site, trip, queue, reason);
		left++;
	}
	return r < 0 ? r : left == 0;
}

int ck_queue_decide_leave(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "cancel", "postpone", NULL };
	const struct ck_queue_settings *set = s->settings;
	const struct ck_site *site = NULL;
	const char **trips = NULL;
	const char *reason = NULL;
	size_t count = 0;
	size_t out = 0;
	int r = ck_session_site(s, s->item, &site);

	if (r == 0)
		r = ck_session_reason(s, item, groups, set->reason, &reason);
	if (r == 0)
		r = ck_item_trips(s, item, &trips, &count);
	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = leave_queues(s, item, site, trips[i], reason);
		if (r == 1) {
			r = ck_queue_answer_out(s, item, trips[i]);
			out++;
		}
	}
	return r < 0 ? r : out == count;
}
