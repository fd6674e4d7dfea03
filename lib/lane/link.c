#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "lane/brought.h"
#include "lane/expected.h"
#include "lane/link_work.h"
#include "store/query.h"
#include "store/setting.h"

enum {
	LIMIT_MS = 2000,
	CALLS = 4,		/* within the age that a list may have */
	HANGS = 10,		/* limits, then it is ended */
	FLUSH_MS = 20,
};

static int64_t now_of(const struct ck_link *link)
{
	return link->run->feed->now;
}

/* -- requests ------------------------------------------------------------- */

void ck_request_free(struct ck_request *request)
{
	if (!request)
		return;
	free(request->text);
	free(request->key);
	free(request);
}

struct ck_request *ck_link_pop(struct ck_link *link)
{
	struct ck_request *request = link->first;

	if (!request)
		return NULL;
	link->first = request->next;
	if (!link->first)
		link->last = &link->first;
	return request;
}

static void push(struct ck_link *link, enum ck_request_kind kind,
		 const char *text, const char *key)
{
	struct ck_request *request = ck_new(struct ck_request);

	request->kind = kind;
	request->deadline = now_of(link) + link->limit_ms;
	request->text = text ? ck_strdup(text) : NULL;
	request->key = key ? ck_strdup(key) : NULL;
	*link->last = request;
	link->last = &request->next;
}

static int send(struct ck_link *link, enum ck_request_kind kind,
		const char *text, const char *key)
{
	push(link, kind, kind == CK_ASKED_SEEN ? text : NULL, key);
	return ck_child_send(link->child, text, strlen(text)) < 0
		       ? ck_link_lose(link) : 0;
}

static int send_record(struct ck_link *link, enum ck_request_kind kind,
		       const struct ck_value *record)
{
	CK_BUF text = { 0 };

	ck_write(&text, record);
	return send(link, kind, ck_buf_text(&text), NULL);
}

static struct ck_value *new_record(const struct ck_link *link,
				   struct ck_doc *doc, const char *kind)
{
	struct ck_value *record = ck_new_object(doc);

	ck_set_str(record, "kind", kind);
	ck_set_str(record, "lane", link->run->gate.lane);
	return record;
}

static void put_at(const struct ck_link *link, struct ck_value *record)
{
	if (!ck_get(record, "at"))
		ck_gate_set_time(link->run->s, record, "at", now_of(link));
}

int ck_link_call(struct ck_link *link)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = new_record(link, doc, "lane_call");

	ck_set_str(record, "origin", ck_store_origin(link->run->s->store));
	ck_set_str(record, "first", link->first_hash);
	ck_set_str(record, "site_file", link->site_file);
	ck_set_str(record, "site_keys", link->site_keys);
	put_at(link, record);
	link->calling = true;
	link->call_at = now_of(link) + link->call_ms;
	return send_record(link, CK_ASKED_CALL, record);
}

/* -- it runs, or does not ------------------------------------------------- */

static void watch(struct ck_link *link)
{
	link->run->feed->asides[link->aside].fd =
		ck_child_fd(link->child);
}

int ck_link_lose(struct ck_link *link)
{
	struct ck_request *lost = link->first;
	int r;

	ck_child_stop(link->child, now_of(link));
	watch(link);
	link->first = NULL;
	link->last = &link->first;
	link->placed = link->telling = link->calling = false;
	/* Who stops a lane may stop the command with it: that is no fault. */
	r = lost || !ck_session_stopping() ? ck_link_go_offline(link) : 0;
	while (lost) {
		struct ck_request *next = lost->next;

		if (r >= 0 && lost->kind == CK_ASKED_SEEN && !lost->late)
			r = ck_link_decide_alone(link, lost->text, lost->key);
		ck_request_free(lost);
		lost = next;
	}
	return r;
}

static int start(struct ck_link *link)
{
	int r = ck_child_start(link->child);

	if (r < 0)
		return ck_link_lose(link);
	watch(link);
	return ck_link_call(link);
}

/* -- the lane's log ------------------------------------------------------- */

static int read_line(struct ck_link *link, struct ck_doc *doc, int64_t seq,
		     const struct ck_value **ret_row)
{
	struct ck_session *s = link->run->s;
	int r = ck_row_of(ck_query(s->store, CK_SQL_GATE_EVENT, "si",
				   ck_store_origin(s->store), seq), doc,
			  ret_row);

	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int tell_next(struct ck_link *link)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *row = NULL;
	struct ck_value *record;
	int r = read_line(link, doc, link->merged + 1, &row);

	if (r < 0)
		return r;
	if (!row)
		return link->kept == link->merged ? 0 : ck_link_keep(link);
	record = new_record(link, doc, "lane_log");
	ck_set(record, "hash", ck_get(row, "hash"));
	ck_set(record, "line", ck_get(row, "line"));
	put_at(link, record);
	link->telling = true;
	return send_record(link, CK_ASKED_LOG, record);
}

static bool may_tell(const struct ck_link *link)
{
	return ck_child_runs(link->child) && link->placed &&
	       !link->offline && !link->telling;
}

/* -- what it says --------------------------------------------------------- */

static int hear(struct ck_link *link)
{
	char *line = NULL;
	size_t len = 0;
	int r, heard = 0;

	while (heard >= 0 && ck_child_runs(link->child)) {
		r = ck_child_read(link->child, &line, &len);
		if (r == 0)
			break;
		heard = r < 0 ? ck_link_lose(link)
			      : ck_link_answer(link, line, len);
	}
	if (heard >= 0 && ck_child_runs(link->child) &&
	    ck_child_flush(link->child) < 0)
		heard = ck_link_lose(link);
	return heard;
}

/* As the site file in force has them. */
static void take_times(struct ck_link *link)
{
	const struct ck_gate *gate = &link->run->gate;

	link->timed_by = gate->document;
	link->limit_ms = ck_gate_timing(gate, "decide_timeout_ms", LIMIT_MS);
	link->call_ms = ck_gate_timing(gate, "expected_max_age_s",
				       CK_EXPECTED_AGE_S) * 1000 / CALLS;
}

static int turn(struct ck_link *link)
{
	int r = hear(link);

	if (link->timed_by != link->run->gate.document)
		take_times(link);

	return r >= 0 && may_tell(link) ? tell_next(link) : r;
}

/* What is sent now has its limit from now on, not from when the waiting began;
 * and an answer that is there is heard before its time is up. */
static int look(struct ck_feed *feed, void *ctx)
{
	int r = feed->time == CK_FEED_CLOCK
			? ck_feed_until(feed, ck_feed_now(feed)) : 0;

	if (r >= 0)
		r = turn(ctx);
	return r < 0 ? r : 0;
}

/* -- time ----------------------------------------------------------------- */

static int expire(struct ck_link *link, int64_t now)
{
	int r = 0;

	for (struct ck_request *q = link->first; r >= 0 && q; q = q->next) {
		if (q->late || q->deadline > now)
			continue;
		q->late = true;
		r = ck_link_go_offline(link);
		if (r >= 0 && q->kind == CK_ASKED_SEEN)
			r = ck_link_decide_alone(link, q->text, q->key);
	}
	return r;
}

/* The oldest is asked for too long. */
static int64_t hangs_at(const struct ck_link *link)
{
	return link->first->deadline + HANGS * link->limit_ms;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t ck_link_due(const struct ck_link *link)
{
	int64_t due = ck_child_due(link->child);

	if (!link->begun)
		return INT64_MAX;
	if (!ck_child_runs(link->child))
		return due;
	if (!link->calling)
		due = earlier(due, link->call_at);
	if (link->first)
		due = earlier(due, hangs_at(link));
	for (const struct ck_request *q = link->first; q; q = q->next)
		due = q->late ? due : earlier(due, q->deadline);
	if (ck_child_keeps(link->child))
		due = earlier(due, now_of(link) + FLUSH_MS);
	return due;
}

static int do_due(struct ck_link *link)
{
	int64_t now = now_of(link);

	if (!ck_child_runs(link->child))
		return ck_child_due(link->child) <= now ? start(link) : 0;
	if (link->first && hangs_at(link) <= now)
		return ck_link_lose(link);
	if (!link->calling && link->call_at <= now)
		return ck_link_call(link);
	return 0;
}

int ck_link_tick(struct ck_link *link)
{
	int r = hear(link);

	if (r >= 0)
		r = expire(link, now_of(link));
	if (r >= 0)
		r = do_due(link);
	return r < 0 ? r : ck_link_turn(link);
}

void ck_link_shift(struct ck_link *link, int64_t by)
{
	ck_child_shift(link->child, by);
	if (link->call_at != INT64_MAX)
		link->call_at += by;
	for (struct ck_request *q = link->first; q; q = q->next)
		q->deadline += by;
}

/* -- where time stands still ---------------------------------------------- */

/* 1: it said something. */
static int wait_for_it(struct ck_link *link)
{
	struct pollfd fd = { .fd = ck_child_fd(link->child),
			     .events = POLLIN };
	int r;

	if (ck_child_keeps(link->child))
		fd.events |= POLLOUT;
	do
		r = poll(&fd, 1, (int)link->limit_ms);
	while (r < 0 && errno == EINTR && !ck_session_stopping());
	return r;
}

/* Until all is answered and told, or `until` by the steady clock. */
static int settle(struct ck_link *link, int64_t until)
{
	int r = turn(link);

	while (r >= 0 && link->first && !link->first->late) {
		if (ck_clock_steady() > until || wait_for_it(link) <= 0)
			return expire(link, INT64_MAX);
		r = turn(link);
	}
	return r;
}

int ck_link_turn(struct ck_link *link)
{
	return link->run->feed->time == CK_FEED_CLOCK ? turn(link)
						      : settle(link, INT64_MAX);
}

/* -- a sighting ----------------------------------------------------------- */

/* With the lane and the time; what it would be repeated by is of this lane. */
static const char *text_of(struct ck_link *link, struct ck_item *item)
{
	struct ck_value *record;
	CK_BUF text = { 0 };

	if (!item->record)
		return item->operand;
	record = ck_item_rest(item, NULL);
	ck_set_str(record, "lane", link->run->gate.lane);
	/* Elsewhere the gatehouse's own clock tells what is late. */
	if (ck_store_simulated(link->run->s->store))
		put_at(link, record);
	ck_write(&text, record);
	return ck_doc_strdup(item->doc, ck_buf_text(&text));
}

int ck_link_ask(struct ck_link *link, struct ck_item *item)
{
	const char *key = link->run->hearing ? item->key : NULL;
	const char *text = text_of(link, item);
	int r = ck_run_service(link->run, item);

	if (r < 0)
		return r;
	if (link->offline || link->run->gate.service.out ||
	    !ck_child_runs(link->child))
		return ck_link_decide_alone(link, text, key);
	return send(link, CK_ASKED_SEEN, text, key);
}

/* -- a link --------------------------------------------------------------- */

int ck_link_new(struct ck_runner *run, const char *command,
		struct ck_link **ret_link)
{
	struct ck_feed *feed = run->feed;
	struct ck_link *link;

	if (!ck_gate_is_log_of(run->gate.id, ck_store_origin(run->s->store)))
		return ck_fail(run->s, NULL, -EMEDIUMTYPE, NULL, "lane-store",
			       _("--decider needs a store of the lane's own: ck-store init --lane %s"),
			       run->gate.lane);
	link = ck_new(struct ck_link);
	link->run = run;
	link->last = &link->first;
	memcpy(link->words, (const char *[]){ "/bin/sh", "-c", command, NULL },
	       sizeof(link->words));
	link->child = ck_child_new(link->words, CK_CHILD_COMMAND);
	link->doc = ck_doc_new();
	take_times(link);
	link->call_at = INT64_MAX;
	link->aside = ck_feed_beside(feed, -1, look, link);
	*ret_link = link;
	return 0;
}

void ck_link_free(struct ck_link *link)
{
	if (!link)
		return;
	ck_child_free(link->child);
	while (link->first)
		ck_request_free(ck_link_pop(link));
	ck_doc_free(link->doc);
	free(link);
}

static int remember(struct ck_link *link)
{
	struct ck_session *s = link->run->s;
	const struct ck_value *kept =
		ck_setting_object(s->store, link->doc, "gatehouse");
	const struct ck_value *row = NULL;
	int r = read_line(link, link->doc, 1, &row);

	if (r < 0)
		return r;
	strncat(link->first_hash, ck_get_str(row, "hash") ?: "",
		sizeof(link->first_hash) - 1);
	r = ck_brought_digest(s->store, s->site, link->site_file);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (kept) {
		link->vehicles = ck_get(kept, "vehicles");
		link->as_of = ck_get_int(kept, "as_of", 0);
		link->merged = link->kept = ck_get_int(kept, "merged", 0);
	}
	return 0;
}

int ck_link_begin(struct ck_link *link)
{
	int r = remember(link);

	if (r < 0)
		return r;
	link->begun = true;
	return ck_link_tick(link);
}

int ck_link_end(struct ck_link *link)
{
	int64_t until = ck_session_stopping()
				? ck_clock_steady() + link->limit_ms
				: INT64_MAX;
	int r = link->begun ? settle(link, until) : 0;

	link->begun = false;
	return r < 0 ? r : ck_link_keep(link);
}
