#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "peer/peer.h"
#include "store/query.h"
#include "trade/mass.h"

enum { PAGE = 256 };

static const char stream[] = "passed";

/* One run of push. */
struct push {
	struct ck_session *s;
	const struct ck_peer *peer;
	struct ck_http *http;
	struct ck_doc *doc;
	const char *url;
	int64_t origin;
	int64_t seq;			/* told so far */
	int64_t sent;
	/* the request under way */
	struct ck_buf json;
	const char *key;
	struct ck_buf reply;
};

/* -- what is told --------------------------------------------------------- */

/* "Goods passed", per number and trip, with packages, mass, time and lane. */
static void write_passed(struct push *p, const struct ck_line *line)
{
	struct ck_value *record = ck_record(p->s, p->doc, "goods_passed");
	const char *slash = strchr(line->subject, '/');
	const struct ck_value *b = line->body;
	char at[CK_TIME_TEXT];
	int64_t grams;

	ck_time_print(line->occurred, p->s->utc_offset_min, at);
	ck_set_str(record, "customs", slash ? slash + 1 : line->subject);
	ck_set(record, "trip", ck_get(b, "trip"));
	ck_set(record, "packages", ck_get(b, "packages"));
	if (ck_int(ck_get(b, "gross_g"), &grams)) {
		char kg[CK_DECIMAL_SIZE];

		ck_mass_text(grams, kg);
		ck_set(record, "gross_kg", ck_new_number(p->doc, kg));
	}
	ck_set(record, "lane", ck_get(b, "lane"));
	ck_set_str(record, "at", at);
	ck_set_str(record, "event", p->key);
	ck_buf_clear(&p->json);
	ck_write(&p->json, record);
}

static int post(void *ctx)
{
	struct push *p = ctx;

	return ck_http_post(p->http, p->url, p->key, ck_buf_text(&p->json),
			    &p->reply);
}

static int tell(struct push *p, const char *text)
{
	struct ck_line line;
	int r;

	ck_doc_reset(p->doc);
	r = ck_line_read(p->doc, text, strlen(text), &line);
	if (r < 0 || strcmp(line.event, "customs.passed") != 0)
		return r;
	p->key = ck_doc_format(p->doc, "%s:%" PRId64, line.origin, line.seq);
	write_passed(p, &line);
	if (p->s->options.dry_run)
		return 0;
	r = ck_peer_try(p->s, p->peer, p->http, post, p);
	p->sent += r == 0;
	return r;
}

/* -- the log, page by page ------------------------------------------------ */

/* Lines of a page that may be of interest: the cheap look comes first. */
static int read_page(struct push *p, struct ck_value *ret_lines,
		     int64_t *ret_last)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(p->s->store, CK_SQL_EVENT_SINCE, "iii", p->origin,
			 p->seq, (int64_t)PAGE);
	int r;

	*ret_last = p->seq;
	while ((r = ck_step(q)) > 0) {
		const char *line = ck_column_text(q, 3);

		if (strstr(line, "\"event\":\"customs.passed\""))
			ck_push_str(ret_lines, line);
		*ret_last = ck_column_int(q, 1);
	}
	return r;
}

static int keep_cursor(struct push *p, int64_t seq)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	char text[32];
	int r;

	p->seq = seq;
	if (p->s->options.dry_run)
		return 0;
	snprintf(text, sizeof(text), "%" PRId64, seq);
	r = ck_txn_begin(p->s->store, false, &txn);
	if (r == 0)
		r = ck_peer_set_cursor(p->s->store, p->peer, stream, text,
				       ck_session_now(p->s, NULL));
	return r == 0 ? ck_txn_commit(txn) : r;
}

static int failed(struct push *p, int r)
{
	ck_peer_note_failure(p->s, p->peer, stream, ck_http_error(p->http));
	return ck_fail(p->s, NULL, r == -EINVAL ? -EMEDIUMTYPE : r, NULL, "peer",
		       "%s", ck_http_error(p->http));
}

/* The cursor follows what the peer has answered for. What it had answered when
 * we fell goes out again under the same key, and counts once there. */
static int push_page(struct push *p, struct ck_doc *page_doc, int64_t *ret_last)
{
	struct ck_value *lines = ck_new_array(page_doc);
	int r = read_page(p, lines, ret_last);

	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	for (size_t i = 0; r == 0 && i < ck_count(lines); i++)
		r = tell(p, ck_str(ck_at(lines, i)));
	if (r < 0)
		return failed(p, r);
	r = *ret_last > p->seq ? keep_cursor(p, *ret_last) : 0;
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

static int push_all(struct push *p)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *page = ck_doc_new();
	int64_t before;
	int64_t last;
	int r;

	do {
		ck_doc_reset(page);
		before = p->seq;
		r = push_page(p, page, &last);
	} while (r == 0 && last > before && !ck_session_stopping());
	return r;
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
	r = ck_peer_cursor(p->s->store, p->s->doc, p->peer, stream, &cursor);
	if (r == 0)
		p->seq = strtoll(cursor, NULL, 10);
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

static int print_sum(struct push *p)
{
	struct ck_value *record = ck_record(p->s, p->s->doc, "sync");

	ck_set_str(record, "peer", p->peer->name);
	ck_set_str(record, "stream", stream);
	ck_set_int(record, "sent", p->sent);
	ck_set_str(record, "cursor",
		   ck_doc_format(p->s->doc, "%" PRId64, p->seq));
	return ck_print(p->s, record);
}

int ck_peer_push(struct ck_session *s, const struct ck_peer *peer)
{
	struct push p = { .s = s, .peer = peer };
	int r = ck_http_new(&peer->http, &p.http);

	p.doc = ck_doc_new();
	p.url = ck_doc_format(s->doc, "%s/passed", peer->url);
	if (r == 0)
		r = open_log(&p);
	if (r == 0)
		r = push_all(&p);
	if (r == 0 || p.sent) {
		int printed = print_sum(&p);

		r = r < 0 ? r : printed;
	}
	ck_http_free(p.http);
	ck_doc_free(p.doc);
	ck_buf_free(&p.json);
	ck_buf_free(&p.reply);
	return r;
}
