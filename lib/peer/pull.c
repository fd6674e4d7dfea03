#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "peer/peer.h"
#include "record/jq.h"
#include "record/reader.h"
#include "store/query.h"

enum { GROUP = 64, PROGRAM_MAX = 1 << 20 };

static const char stream[] = "facts";

/* One run of pull. */
struct pull {
	struct ck_session *s;
	const struct ck_peer *peer;
	struct ck_http *http;
	struct ck_jq *adapter;
	struct ck_doc *doc;		/* of the page */
	struct ck_value *facts;		/* of the page, array */
	struct ck_buf body;
	const char *cursor;
	int64_t fetched, applied, repeated, refused;
};

/* -- the adapter ---------------------------------------------------------- */

static int read_program(struct ck_session *s, const char *path,
			struct ck_buf *ret_text)
{
	int fd = ck_open_as_user(path, O_RDONLY, 0);
	ssize_t got;

	if (fd < 0)
		return ck_fail_file(s, path, fd);
	ck_buf_reserve(ret_text, PROGRAM_MAX);
	got = read(fd, ret_text->data, PROGRAM_MAX);
	if (got >= 0) {
		ret_text->len = got;
		ret_text->data[got] = '\0';
	}
	close(fd);
	return got < 0 ? ck_fail_file(s, path, -errno) : 0;
}

static int open_adapter(struct pull *p)
{
	CK_BUF text = { 0 };
	ck_autofree char *error = NULL;
	int r = read_program(p->s, p->peer->adapter, &text);

	if (r < 0)
		return r;
	r = ck_jq_compile(ck_buf_text(&text), &p->adapter, &error);
	if (r < 0)
		return ck_fail(p->s, NULL, -EMEDIUMTYPE, NULL, "adapter",
			       "%s: %s", p->peer->adapter, error);
	return 0;
}

/* -- fetching a page ------------------------------------------------------ */

static int take_fact(void *ctx, const char *json, size_t len)
{
	struct pull *p = ctx;
	const struct ck_value *fact = NULL;
	struct ck_fault fault;
	int r = ck_read(p->doc, json, len, &fact, &fault);

	if (r == 0)
		ck_push(p->facts, fact);
	return r;
}

static int bad_line(struct pull *p, size_t number, const char *words)
{
	return ck_fail(p->s, NULL, -EBADMSG, NULL, "peer-line", "%s:%zu: %s",
		       p->peer->url, number, words);
}

static int adapt_line(struct pull *p, size_t number, const char *line,
		      size_t len)
{
	ck_autofree char *error = NULL;
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_read(p->doc, line, len, &value, &fault) < 0)
		return bad_line(p, number, fault.message);
	if (ck_jq_run(p->adapter, line, len, take_fact, p, &error) < 0)
		return bad_line(p, number, error ? error : "");
	return 0;
}

static int adapt_page(struct pull *p)
{
	const char *at = ck_buf_text(&p->body);
	const char *end = at + p->body.len;
	size_t number = 0;
	int r = 0;

	while (r == 0 && at < end) {
		const char *newline = memchr(at, '\n', end - at);
		size_t len = newline ? newline - at : end - at;

		number++;
		if (!newline)	/* the peer's reply was cut */
			return bad_line(p, number, _("incomplete line"));
		if (len)
			r = adapt_line(p, number, at, len);
		at += len + 1;
	}
	return r;
}

static int request(void *ctx)
{
	struct pull *p = ctx;
	ck_autofree char *after = ck_http_escape(p->cursor);
	ck_autofree char *url = ck_format("%s/facts?after=%s", p->peer->url,
					  after);

	return ck_http_get(p->http, url, &p->body);
}

static int fetch(struct pull *p)
{
	int r;

	ck_doc_reset(p->doc);
	p->facts = ck_new_array(p->doc);
	r = ck_peer_cursor(p->s->store, p->doc, p->peer, stream, &p->cursor);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	r = ck_peer_try(p->s, p->peer, p->http, request, p);
	if (r == 0)
		return adapt_page(p);
	ck_peer_note_failure(p->s, p->peer, stream, ck_http_error(p->http));
	return ck_fail(p->s, NULL, r == -EINVAL ? -EMEDIUMTYPE : r, NULL, "peer",
		       "%s", ck_http_error(p->http));
}

/* -- applying a group ----------------------------------------------------- */

/* The peer's own name for a fact makes sending it again safe. 1: it was here
 * before with the same content; -EBADMSG with other content, said. */
static int seen_before(struct pull *p, const struct ck_value *fact,
		       const char *key, char *ret_digest)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(p->s->store, CK_SQL_JOURNAL_GET, "s", key);
	CK_BUF text = { 0 };
	struct ck_value *content = ck_copy(p->doc, fact);
	int r = ck_step(q);

	ck_unset(content, "cursor");
	ck_write_canonical(&text, content);
	ck_sha256_hex(text.data, text.len, ret_digest);
	if (r <= 0)
		return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
	if (!strcmp(ck_column_text(q, 0), ret_digest))
		return 1;
	return ck_fail(p->s, NULL, -EBADMSG, "/id", "key-reused",
		       _("fact %s came before, with other content"), key);
}

static int apply_new(struct pull *p, struct ck_txn *txn,
		     const struct ck_value *fact)
{
	const char *id = ck_get_str(fact, "id");
	const char *key;
	char digest[CK_DIGEST_HEX];
	int r;

	if (!id)
		return ck_fail(p->s, NULL, -EBADMSG, "/id", "peer-fact", "%s",
			       _("a fact without id cannot be applied once"));
	key = ck_doc_format(p->doc, "ck-sync:%s:%s", p->peer->id, id);
	r = seen_before(p, fact, key, digest);
	if (r != 0)
		return r;
	r = ck_peer_apply(p->s, txn, p->peer, fact);
	if (r >= 0 && !ck_txn_dry(txn) &&
	    ck_run(p->s->store, CK_SQL_JOURNAL_ADD, "sssi", key, digest, "{}",
		   ck_txn_at(txn)) < 0)
		r = ck_fail_store(p->s, NULL, -EIO);
	return r;
}

static void count(struct pull *p, int r)
{
	p->fetched++;
	p->applied += r == 0;
	p->repeated += r == 1;
	p->refused += r < 0;
}

/* Its own time on a simulated store; elsewhere the clock's, and the fact's as
 * when it is said to have happened. */
static void set_times(struct pull *p, const struct ck_value *fact,
		      struct ck_envelope *envelope)
{
	const char *at = ck_get_str(fact, "at");
	int64_t said;

	envelope->at = ck_session_now(p->s, fact);
	envelope->occurred = envelope->at;
	if (at && ck_time_parse(at, &said) == 0 && said < envelope->at)
		envelope->occurred = said;
}

static int apply_one(struct pull *p, struct ck_txn *txn,
		     const struct ck_value *fact)
{
	struct ck_envelope envelope;
	int r = ck_session_envelope(p->s, NULL, &envelope);

	if (r < 0)
		return r;
	set_times(p, fact, &envelope);
	envelope.actor = ck_doc_format(p->doc, "peer:%s", p->peer->name);
	envelope.via = envelope.actor;
	envelope.key = ck_get_str(fact, "id");
	r = ck_txn_enter(txn, &envelope);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	r = apply_new(p, txn, fact);
	count(p, r);
	if (r >= 0)
		return ck_txn_keep(txn);
	if (ck_txn_undo(txn) < 0)
		return -EIO;
	/* With --keep-going the peer's slip does not stop its other facts. */
	return r == -EBADMSG && p->s->options.keep_going ? 0 : r;
}

/* Facts [from, to) and the cursor after them, in one transaction. Another pull
 * may have been faster: then nothing is applied, 1. */
static int apply_group(struct pull *p, size_t from, size_t to,
		       const char *expected)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const char *now = NULL;
	const char *next = expected;
	int r = ck_txn_begin(p->s->store, p->s->options.dry_run, &txn);

	if (r == 0)
		r = ck_peer_cursor(p->s->store, p->doc, p->peer, stream, &now);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	if (strcmp(now, expected) != 0)
		return 1;
	for (size_t i = from; r == 0 && i < to; i++) {
		const char *cursor = ck_get_str(ck_at(p->facts, i), "cursor");

		r = apply_one(p, txn, ck_at(p->facts, i));
		if (r == 0 && cursor)
			next = cursor;
	}
	if (p->s->options.dry_run)
		return r;
	/* What came before a bad fact is kept. */
	if (r == 0 || r == -EBADMSG) {
		int kept = ck_peer_set_cursor(p->s->store, p->peer, stream, next,
					      ck_session_now(p->s, NULL));

		if (kept == 0)
			kept = ck_txn_commit(txn);
		if (kept < 0)
			return ck_fail_store(p->s, NULL, kept);
		p->cursor = next;
	}
	return r;
}

static int apply_page(struct pull *p)
{
	size_t count = ck_count(p->facts);
	int r = 0;

	for (size_t i = 0; r == 0 && i < count; i += GROUP)
		r = apply_group(p, i, i + GROUP < count ? i + GROUP : count,
				p->cursor);
	return r;
}

/* -- the verb ------------------------------------------------------------- */

static int print_sum(struct pull *p)
{
	struct ck_value *record = ck_record(p->s, p->s->doc, "sync");

	ck_set_str(record, "peer", p->peer->name);
	ck_set_str(record, "stream", stream);
	ck_set_int(record, "fetched", p->fetched);
	ck_set_int(record, "applied", p->applied);
	ck_set_int(record, "repeated", p->repeated);
	ck_set_int(record, "refused", p->refused);
	ck_set_str(record, "cursor", p->cursor);
	return ck_print(p->s, record);
}

static int pull_all(struct pull *p)
{
	const char *before;
	int r;

	do {
		r = fetch(p);
		if (r < 0)
			return r;
		before = p->cursor;
		r = apply_page(p);
		if (r < 0)
			return r;
		/* A cursor that stands still would fetch the same for ever. */
	} while (ck_count(p->facts) && !p->s->options.dry_run &&
		 (r == 1 || strcmp(before, p->cursor) != 0) &&
		 !ck_session_stopping());
	return 0;
}

int ck_peer_pull(struct ck_session *s, const struct ck_peer *peer)
{
	struct pull p = { .s = s, .peer = peer, .cursor = "" };
	int r = open_adapter(&p);

	if (r == 0)
		r = ck_http_new(&peer->http, &p.http);
	p.doc = ck_doc_new();
	if (r == 0)
		r = pull_all(&p);
	if (r == 0 || p.fetched) {
		int printed = print_sum(&p);

		r = r < 0 ? r : printed;
	}
	ck_http_free(p.http);
	ck_jq_free(p.adapter);
	ck_doc_free(p.doc);
	ck_buf_free(&p.body);
	return r;
}
