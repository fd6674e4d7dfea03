#include <config.h>

#include <errno.h>

#include "base/clock.h"
#include "base/text.h"
#include "queue/verbs.h"
#include "trade/offer.h"

int ck_queue_by_name(struct ck_session *s, const char *name,
		     struct ck_queue *ret_queue)
{
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, s->item, &site);

	if (r < 0)
		return r;
	if (ck_queue_named(site, s->doc, name, ret_queue) < 0)
		return ck_fail(s, s->item, -ENOENT, NULL, "no-such-queue",
			       _("the site has no queue %s%s"), name,
			       ck_offer(s->doc, name,
					ck_get(site->document, "queues")));
	return 0;
}

int ck_queue_answer(struct ck_session *s, struct ck_item *item,
		    const char *trip, struct ck_value **ret_record)
{
	struct ck_value *record = ck_answer(s, item, "queue_entry");
	int r = ck_record_trip(s, item->doc, record, trip);

	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_record = record;
	return 0;
}

int ck_queue_answer_out(struct ck_session *s, struct ck_item *item,
			const char *trip)
{
	struct ck_value *record = NULL;
	int r = ck_queue_answer(s, item, trip, &record);

	if (r < 0)
		return r;
	ck_set_str(record, "state", "none");
	ck_set_str(record, "code", "not-queued");
	ck_set_str(record, "message", _("the trip waits in no queue"));
	return 0;
}

void ck_queue_put(struct ck_session *s, struct ck_value *record,
		  const char *queue, const struct ck_queue_entry *entry,
		  int64_t now)
{
	int64_t until = entry->called_at ? entry->called_at : now;

	ck_set_str(record, "queue", ck_queue_name(queue));
	ck_set_str(record, "state", entry->state);
	ck_set_str(record, "class", entry->class);
	if (entry->ticket)
		ck_set_int(record, "ticket", entry->ticket);
	if (entry->joined_at)
		ck_set_time(record, "joined_at", entry->joined_at,
			    s->utc_offset_min);
	if (entry->called_at)
		ck_set_time(record, "called_at", entry->called_at,
			    s->utc_offset_min);
	if (entry->window_to)
		ck_set_time(record, "window_to", entry->window_to,
			    s->utc_offset_min);
	if (until >= entry->joined_at)
		ck_set_int(record, "waited_min",
			   (until - entry->joined_at) / CK_MINUTE_MS);
}
