#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "clear/customs_fact.h"
#include "peer/peer.h"
#include "site/rules.h"
#include "store/query.h"

/* How long others wait for us: facts in one transaction, or this much work. */
enum { GROUP = 64, GROUP_MS = 5 };

static const char stream[] = "facts";

struct sum {
	int64_t fetched, applied, repeated, refused;
};

/* One run of pull. */
struct pull {
	struct ck_session *s;
	const struct ck_peer *peer;
	struct ck_http *http;
	struct ck_jq *adapter;
	struct ck_doc *doc;		/* of the page */
	struct ck_peer_page page;
	size_t done;			/* facts of the page */
	struct ck_buf body;
	char *cursor;			/* owned */
	char *passed;			/* a cursor of this run, owned */
	size_t pages, until;		/* since it was noted; when the next is */
	struct sum sum;
	struct sum group;		/* of the group under way */
};

static void set_cursor(struct pull *p, const char *cursor)
{
	char *before = p->cursor;

	p->cursor = ck_strdup(cursor);
	free(before);
}

/* -- fetching a page ------------------------------------------------------ */

/* A line ends with its newline: without it the reply was cut, even if what
 * came reads well. */
static int request(void *ctx)
{
	struct pull *p = ctx;
	ck_autofree char *after = ck_http_escape(p->cursor);
	ck_autofree char *url = ck_format("%s/facts?after=%s", p->peer->url,
					  after);
	int r = ck_http_get(p->http, url, &p->body);

	if (r == 0 && p->body.len && p->body.data[p->body.len - 1] != '\n')
		return ck_http_cut(p->http,
				   _("the reply ends in the middle of a line"));
	return r;
}

/* A dry run keeps no cursor in the store, and goes on from its own. */
static int read_cursor(struct pull *p)
{
	const char *cursor = "";
	int r;

	if (p->s->options.dry_run && p->cursor)
		return 0;
	r = ck_peer_cursor(p->s->store, p->doc, p->peer, stream, &cursor);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	set_cursor(p, cursor);
	return 0;
}

static int fetch(struct pull *p)
{
	int r;

	ck_doc_reset(p->doc);
	p->page = (struct ck_peer_page){
		.facts = ck_new_array(p->doc),
		.records = ck_new_array(p->doc),
	};
	r = read_cursor(p);
	if (r < 0)
		return r;
	r = ck_peer_try(p->s, p->peer, p->http, request, p);
	return r < 0 ? ck_peer_failed(p->s, p->peer, stream, p->http, r) : 0;
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
	return ck_fail(p->s, p->s->item, -EBADMSG, "/id", "key-reused", "%s",
		       _("it came before, with other content"));
}

static int apply_new(struct pull *p, struct ck_txn *txn,
		     const struct ck_value *fact)
{
	const char *id = ck_get_str(fact, "id");
	const char *key;
	char digest[CK_DIGEST_HEX];
	int r;

	if (!id || !*id)
		return ck_fail(p->s, p->s->item, -EBADMSG, "/id", "peer-fact",
			       "%s",
			       _("a fact without id cannot be applied once"));
	key = ck_doc_format(p->doc, "ck-sync:%s:%s", p->peer->id, id);
	r = seen_before(p, fact, key, digest);
	if (r != 0)
		return r;
	r = ck_customs_fact(p->s, txn, fact, p->s->user);
	if (r >= 0 && !ck_txn_dry(txn) &&
	    ck_run(p->s->store, CK_SQL_JOURNAL_ADD, "sssi", key, digest, "{}",
		   ck_txn_at(txn)) < 0)
		r = ck_fail_store(p->s, NULL, -EIO);
	return r;
}

static void count(struct pull *p, int r)
{
	p->group.fetched++;
	p->group.applied += r == 0;
	p->group.repeated += r == 1;
	p->group.refused += r < 0;
}

static void count_group(struct pull *p)
{
	p->sum.fetched += p->group.fetched;
	p->sum.applied += p->group.applied;
	p->sum.repeated += p->group.repeated;
	p->sum.refused += p->group.refused;
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

static int enter(struct pull *p, struct ck_txn *txn,
		 const struct ck_value *fact)
{
	struct ck_envelope envelope;
	int r = ck_session_envelope(p->s, NULL, &envelope);

	if (r < 0)
		return r;
	set_times(p, fact, &envelope);
	envelope.actor = ck_doc_format(p->doc, "peer:%s", p->peer->name);
	envelope.via = p->peer->via;
	envelope.key = ck_get_str(fact, "id");
	r = ck_txn_enter(txn, &envelope);
	return r < 0 ? ck_fail_store(p->s, NULL, r) : 0;
}

static int apply_one(struct pull *p, struct ck_txn *txn,
		     const struct ck_value *fact)
{
	const char *id = ck_get_str(fact, "id");
	struct ck_item item = { .doc = p->doc, .source = p->peer->place,
				.key = id, .record = fact };
	int r = enter(p, txn, fact);

	if (r < 0)
		return r;
	item.operand = ck_doc_format(p->doc, _("fact %s"), id ? id : "?");
	p->s->item = &item;
	r = apply_new(p, txn, fact);
	p->s->item = NULL;
	count(p, r);
	if (r >= 0)
		return ck_txn_keep(txn);
	if (ck_txn_undo(txn) < 0)
		return -EIO;
	return ck_peer_refused(p->s, &item, r, &p->page);
}

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Facts from p->done on; *ret_cursor is what the last good one names. */
static int apply_some(struct pull *p, struct ck_txn *txn,
		      const char **ret_cursor)
{
	int64_t until = monotonic_ms() + GROUP_MS;
	size_t end = p->done + GROUP;
	int r = 0;

	do {
		const struct ck_value *fact = ck_at(p->page.facts, p->done);
		const char *cursor = ck_get_str(fact, "cursor");

		if (!fact)
			break;
		r = apply_one(p, txn, fact);
		if (r == 0 && cursor)
			*ret_cursor = cursor;
	} while (r == 0 && ++p->done < end && monotonic_ms() < until);
	return r;
}

static int keep(struct pull *p, struct ck_txn *txn, const char *cursor)
{
	int r = 0;

	if (!ck_txn_dry(txn))
		r = ck_peer_set_cursor(p->s->store, p->peer, stream, cursor,
				       ck_session_now(p->s, NULL));
	if (r == 0)
		r = ck_txn_commit(txn);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	set_cursor(p, cursor);
	return 0;
}

/* The next facts and the cursor after them, in one transaction; what came
 * before a bad one is kept. Another pull may have been faster: then nothing is
 * applied, 1. */
static int apply_group(struct pull *p)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const char *now = p->cursor;
	const char *next = p->cursor;
	int r = ck_txn_begin(p->s->store, p->s->options.dry_run, &txn);
	int kept;

	if (r == 0 && !ck_txn_dry(txn))
		r = ck_peer_cursor(p->s->store, p->doc, p->peer, stream, &now);
	if (r < 0)
		return ck_fail_store(p->s, NULL, r);
	if (strcmp(now, p->cursor) != 0)
		return 1;
	p->group = (struct sum){ 0 };
	r = apply_some(p, txn, &next);
	if (r < 0 && r != -EBADMSG)
		return r;
	/* Nothing to keep: the failures in a row must not start anew. */
	kept = r < 0 && next == p->cursor ? 0 : keep(p, txn, next);
	if (kept == 0)
		count_group(p);
	return r < 0 ? r : kept;
}

/* Without facts the cursor is written all the same: the peer was reached. */
static int apply_page(struct pull *p)
{
	int r;

	p->done = 0;
	do
		r = apply_group(p);
	while (r == 0 && p->done < ck_count(p->page.facts) &&
	       !ck_session_stopping());
	return r;
}

/* -- the verb ------------------------------------------------------------- */

static int print_sum(struct pull *p)
{
	struct ck_value *record = ck_record(p->s, p->s->doc, "sync");

	ck_set_str(record, "peer", p->peer->name);
	ck_set_str(record, "stream", stream);
	ck_set_int(record, "fetched", p->sum.fetched);
	ck_set_int(record, "applied", p->sum.applied);
	ck_set_int(record, "repeated", p->sum.repeated);
	ck_set_int(record, "refused", p->sum.refused);
	ck_set_str(record, "cursor", p->cursor ? p->cursor : "");
	return ck_print(p->s, record);
}

/* A cursor that comes back would be followed for ever: one is kept to compare
 * with, a later one after twice as many pages (R. P. Brent, 1980). */
static int check_ring(struct pull *p)
{
	const char *sentence;

	if (p->passed && !strcmp(p->passed, p->cursor)) {
		sentence = ck_doc_format(p->s->doc,
					 _("its cursors go round: %s came before in this run"),
					 p->cursor);
		p->page.problem = sentence;
		return ck_fail(p->s, NULL, -EBADMSG, NULL, "peer", "%s: %s",
			       p->peer->place, sentence);
	}
	if (p->pages++ < p->until)
		return 1;
	free(p->passed);
	p->passed = ck_strdup(p->cursor);
	p->until = 2 * p->until + 1;
	p->pages = 0;
	return 1;
}

/* 1: there may be more. A cursor that stands still would fetch the same for
 * ever. */
static int pull_page(struct pull *p)
{
	ck_autofree char *before = NULL;
	int r = fetch(p);
	int bad, printed;

	if (r < 0)
		return r;
	before = ck_strdup(p->cursor);
	bad = ck_peer_adapt(p->s, p->peer, p->adapter, p->doc, &p->body,
			    &p->page);
	p->sum.fetched += p->page.refused;
	p->sum.refused += p->page.refused;
	r = bad < 0 && !ck_count(p->page.facts) ? 0 : apply_page(p);
	printed = ck_peer_print(p->s, p->page.records);
	if (r < 0 || bad < 0)
		return r < 0 ? r : bad;
	if (printed < 0)
		return printed;
	if (r == 1 || !strcmp(before, p->cursor))
		return r;
	return check_ring(p);
}

/* The site's rules compile when they are asked first: not under the lock. */
static int compile_rules(struct ck_session *s)
{
	const struct ck_site *site = NULL;
	const struct ck_ruling *ruling;
	const char *error = NULL;
	int r = ck_site_get(s->store, s->site, &site);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	r = ck_rules_ask(site, s->doc, ck_new_object(s->doc), &ruling, &error);
	return r < 0 ? ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "site-rules", "%s",
			       error ? error : "") : 0;
}

int ck_peer_pull(struct ck_session *s, const struct ck_peer *peer)
{
	struct pull p = { .s = s, .peer = peer };
	int r = ck_peer_adapter(s, peer, &p.adapter);

	if (r == 0)
		r = compile_rules(s);
	if (r == 0)
		r = ck_http_new(&peer->http, &p.http);
	p.doc = ck_doc_new();
	if (r == 0)
		do
			r = pull_page(&p);
		while (r > 0 && !ck_session_stopping());
	if (r == -EINTR || r == 1)
		r = 0;
	if (p.page.problem)
		ck_peer_remember(s, peer, stream, p.page.problem);
	if (r == 0 || p.sum.fetched) {
		int printed = print_sum(&p);

		r = r < 0 ? r : printed;
	}
	ck_http_free(p.http);
	ck_jq_free(p.adapter);
	ck_doc_free(p.doc);
	ck_buf_free(&p.body);
	free(p.cursor);
	free(p.passed);
	return r;
}
