#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "peer/peer.h"
#include "site/site.h"
#include "store/query.h"
#include "trade/mass.h"
#include "trade/message.h"

enum { PAGE = 256 };

struct push;

/* What a peer may be told: the events of one kind, each as a record. */
struct stream {
	const char *name;
	const char *event;
	int (*make)(struct push *p, const struct ck_line *line,
		    struct ck_value **ret_record);
};

/* One run of push over one stream. */
struct push {
	struct ck_session *s;
	const struct ck_peer *peer;
	const struct stream *stream;
	struct ck_http *http;
	struct ck_doc *doc;		/* of the line under way */
	struct ck_doc *page_doc;
	struct ck_peer_page page;	/* of the log */
	const char *url;
	int64_t origin;
	int64_t seq;			/* told so far */
	int64_t kept;			/* in the store's cursor */
	int64_t sent, refused;
	/* the request under way */
	struct ck_buf json;
	const char *key;
	struct ck_buf reply;
};

/* -- what is told --------------------------------------------------------- */

/* The number as customs knows it, with its twelfth digit. */
static int put_number(struct push *p, struct ck_value *record,
		      const char *customs)
{
	const struct ck_value *known = NULL;
	int r = ck_row_of(ck_query(p->s->store, CK_SQL_PEER_CUSTOMS, "s",
				   customs), p->doc, &known);

	ck_set(record, "customs", ck_get(known, "number"));
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

static void put_mass(struct push *p, struct ck_value *record,
		     const struct ck_value *mass)
{
	char kg[CK_DECIMAL_SIZE];
	int64_t grams;

	if (!ck_int(mass, &grams))
		return;
	ck_mass_text(grams, kg);
	ck_set(record, "gross_kg", ck_new_number(p->doc, kg));
}

/* "Goods passed", per number and trip, with packages, mass, time and lane. */
static int make_passed(struct push *p, const struct ck_line *line,
		       struct ck_value **ret_record)
{
	struct ck_value *record = ck_record(p->s, p->doc, "goods_passed");
	char at[CK_TIME_TEXT];
	int r = put_number(p, record, line->subject);

	if (r < 0)
		return r;
	ck_time_print(line->occurred, p->s->utc_offset_min, at);
	ck_set(record, "trip", ck_get(line->body, "trip"));
	ck_set(record, "packages", ck_get(line->body, "packages"));
	put_mass(p, record, ck_get(line->body, "gross_g"));
	ck_set(record, "lane", ck_get(line->body, "lane"));
	ck_set_str(record, "at", at);
	*ret_record = record;
	return 0;
}

static int make_message(struct push *p, const struct ck_line *line,
			struct ck_value **ret_record)
{
	struct ck_value *record = ck_record(p->s, p->doc, "message");
	const struct ck_site *site = NULL;
	const struct ck_value *row = NULL;
	int r = ck_site_get(p->s->store, p->s->site, &site);

	if (r == 0)
		r = ck_message_get(p->s->store, p->doc, line->subject,
				   ck_get_int(line->body, "number", 0), &row);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	ck_message_fill(record, p->doc, site, p->s->options.language, row);
	*ret_record = record;
	return 0;
}

static const struct stream streams[] = {
	{ "passed", "customs.passed", make_passed },
	{ "messages", "message.sent", make_message },
};

/* The peer may keep the name and the hash: a head of our log. */
static int make(struct push *p, const struct ck_line *line, const char *hash,
		struct ck_value **ret_record)
{
	int r = p->stream->make(p, line, ret_record);

	if (r < 0)
		return r;
	ck_set_str(*ret_record, "event", p->key);
	ck_set_str(*ret_record, "hash", hash);
	return 0;
}

static int post(void *ctx)
{
	struct push *p = ctx;

	return ck_http_post(p->http, p->url, p->key, ck_buf_text(&p->json),
			    &p->reply);
}

static int send(struct push *p, const struct ck_value *record)
{
	struct ck_item item = { .doc = p->page_doc, .source = p->peer->place,
				.key = ck_doc_strdup(p->page_doc, p->key),
				.operand = p->key };
	int r;

	ck_buf_clear(&p->json);
	ck_write(&p->json, record);
	r = ck_peer_try(p->s, p->peer, p->http, post, p);
	if (r != -EBADMSG)
		return r < 0 ? ck_peer_failed(p->s, p->peer, p->stream->name,
					      p->http, r)
			     : 0;
	ck_fail(p->s, &item, r, NULL, "peer", "%s", ck_http_error(p->http));
	r = ck_peer_refused(p->s, &item, r, &p->page);
	p->refused += r == 0;
	if (r < 0)
		ck_peer_remember(p->s, p->peer, p->stream->name,
				 p->page.problem);
	return r;
}

static int tell(struct push *p, const struct ck_value *event)
{
	const char *text = ck_get_str(event, "line");
	struct ck_value *record = NULL;
	struct ck_line line;
	int64_t refused = p->refused;
	int r;

	ck_doc_reset(p->doc);
	r = ck_line_read(p->doc, text, strlen(text), &line);
	if (r < 0)
		return ck_fail(p->s, NULL, r, NULL, "line", "%s",
			       _("an unreadable line in the log"));
	if (strcmp(line.event, p->stream->event) != 0)
		return 0;
	p->key = ck_doc_format(p->doc, "%s:%" PRId64, line.origin, line.seq);
	r = make(p, &line, ck_get_str(event, "hash"), &record);
	if (r == 0 && p->s->options.dry_run)
		ck_push(p->page.records, ck_copy(p->page_doc, record));
	else if (r == 0)
		r = send(p, record);
	if (r == 0) {
		p->sent += p->refused == refused;
		p->seq = line.seq;
	}
	return r;
}

/* -- the log, page by page ------------------------------------------------ */

/* Events of a page that may be of interest: the cheap look comes first. */
static int read_page(struct push *p, struct ck_value *ret_events,
		     int64_t *ret_last)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(p->s->store, CK_SQL_EVENT_SINCE, "iii", p->origin,
			 p->seq, (int64_t)PAGE);
	const char *told = ck_doc_format(p->page_doc, "\"event\":\"%s\"",
					 p->stream->event);
	int r;

	*ret_last = p->seq;
	while ((r = ck_step(q)) > 0) {
		if (strstr(ck_column_text(q, 3), told))
			ck_push(ret_events, ck_row_object(q, p->page_doc));
		*ret_last = ck_column_int(q, 1);
	}
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

/* The cursor is the name of the last event told: a seq alone would mean
 * another event after the store went on under another origin. */
static const char *cursor_of(struct push *p)
{
	return ck_doc_format(p->s->doc, "%s:%" PRId64,
			     ck_store_origin(p->s->store), p->seq);
}

static int keep_cursor(struct push *p)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	int r;

	if (p->s->options.dry_run)
		return 0;
	r = ck_txn_begin(p->s->store, false, &txn);
	if (r == 0)
		r = ck_peer_set_cursor(p->s->store, p->peer, p->stream->name,
				       cursor_of(p), ck_session_now(p->s, NULL));
	if (r == 0)
		r = ck_txn_commit(txn);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	p->kept = p->seq;
	return 0;
}

/* 1: there may be more. */
static int push_page(struct push *p)
{
	struct ck_value *events;
	int64_t before = p->seq;
	int64_t last = 0;
	int printed, r;

	ck_doc_reset(p->page_doc);
	events = ck_new_array(p->page_doc);
	p->page = (struct ck_peer_page){ .records = ck_new_array(p->page_doc) };
	r = read_page(p, events, &last);
	for (size_t i = 0; r == 0 && i < ck_count(events); i++)
		r = ck_session_stopping() ? -EINTR : tell(p, ck_at(events, i));
	if (r == 0)
		p->seq = last;
	printed = ck_peer_print(p->s, p->page.records);
	if (r < 0 || printed < 0)
		return r < 0 ? r : printed;
	return last > before;
}

/* The cursor follows what the peer has answered for, page by page and where a
 * run ends. What it had answered when we were killed goes out again under the
 * same key, and counts once there. */
static int push_all(struct push *p)
{
	int r, kept;

	do {
		r = push_page(p);
		kept = r >= 0 || p->seq > p->kept ? keep_cursor(p) : 0;
	} while (r > 0 && kept == 0);
	return r < 0 && r != -EINTR ? r : kept;
}

/* A cursor of another origin says nothing about this one. */
static int64_t seq_of(const char *cursor, const char *origin)
{
	size_t len = strlen(origin);

	if (strncmp(cursor, origin, len) != 0 || cursor[len] != ':')
		return 0;
	return strtoll(cursor + len + 1, NULL, 10);
}

static int open_log(struct push *p)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(p->s->store, CK_SQL_ORIGIN_BY_NAME, "s",
			 ck_store_origin(p->s->store));
	const char *cursor = "";
	int r = ck_step(q);

	if (r > 0)
		p->origin = ck_column_int(q, 0);
	r = ck_peer_cursor(p->s->store, p->s->doc, p->peer, p->stream->name,
			   &cursor);
	if (r == 0)
		p->seq = seq_of(cursor, ck_store_origin(p->s->store));
	p->kept = p->seq;
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

static int print_sum(struct push *p)
{
	struct ck_value *record = ck_record(p->s, p->s->doc, "sync");

	ck_set_str(record, "peer", p->peer->name);
	ck_set_str(record, "stream", p->stream->name);
	ck_set_int(record, "sent", p->sent);
	ck_set_int(record, "refused", p->refused);
	ck_set_str(record, "cursor", cursor_of(p));
	return ck_print(p->s, record);
}

static int push_stream(struct ck_session *s, const struct ck_peer *peer,
		       const struct stream *stream)
{
	struct push p = { .s = s, .peer = peer, .stream = stream };
	int r = ck_http_new(&peer->http, &p.http);

	p.doc = ck_doc_new();
	p.page_doc = ck_doc_new();
	p.url = ck_doc_format(s->doc, "%s/%s", peer->url, stream->name);
	if (r == 0)
		r = open_log(&p);
	if (r == 0)
		r = push_all(&p);
	if (r == 0 || p.sent || p.refused) {
		int printed = print_sum(&p);

		r = r < 0 ? r : printed;
	}
	ck_http_free(p.http);
	ck_doc_free(p.page_doc);
	ck_doc_free(p.doc);
	ck_buf_free(&p.json);
	ck_buf_free(&p.reply);
	return r;
}

static bool is_told(const struct ck_peer *peer, const struct stream *stream)
{
	for (size_t i = 0; i < ck_count(peer->tells); i++)
		if (!strcmp(ck_str(ck_at(peer->tells, i)) ?: "", stream->name))
			return true;
	return !peer->tells && stream == streams;
}

/* A stream that fails does not keep the other back. */
int ck_peer_push(struct ck_session *s, const struct ck_peer *peer)
{
	int first = 0;

	for (size_t i = 0; i < sizeof(streams) / sizeof(*streams); i++) {
		int r = 0;

		if (is_told(peer, &streams[i]) && !ck_session_stopping())
			r = push_stream(s, peer, &streams[i]);
		first = first < 0 ? first : r;
	}
	return first;
}
