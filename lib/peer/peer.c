#include <config.h>

#include <errno.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "peer/peer.h"
#include "site/site.h"
#include "store/query.h"

static const char installed[] = PKGDATADIR "/adapters";

enum { TRIES = 4, BACKOFF_MS = 500, WAIT_MAX_MS = 60000 };

static int said_no_peer(struct ck_session *s, const char *name)
{
	return ck_fail(s, NULL, -ENOENT, NULL, "no-peer",
		       _("the site file names no peer %s of kind http"), name);
}

static const char *place_of(struct ck_session *s, const char *url)
{
	ck_autofree char *place = ck_http_public(url);

	return ck_doc_strdup(s->doc, place);
}

static bool is_other(const char *given, const char *usual)
{
	return given && (!usual || strcmp(given, usual) != 0);
}

static const char *via_of(struct ck_session *s, const char *name,
			  const char *url, const char *adapters)
{
	CK_BUF via = { 0 };

	ck_buf_printf(&via, "peer:%s", name);
	if (url) {
		ck_buf_puts(&via, " url:");
		ck_buf_add(&via, url, strcspn(url, "?#"));
	}
	if (adapters)
		ck_buf_printf(&via, " adapters:%s", adapters);
	return ck_doc_strdup(s->doc, ck_buf_text(&via));
}

static void take_files(struct ck_peer *peer, const struct ck_value *entry)
{
	peer->http.unix_socket = ck_get_str(entry, "unix_socket");
	peer->http.ca = ck_get_str(entry, "ca");
	peer->http.certificate = ck_get_str(entry, "certificate");
	peer->http.private_key = ck_get_str(entry, "private_key");
	peer->http.timeout_ms = ck_get_int(entry, "timeout_ms", 0);
	peer->http.stop = ck_session_stopping;
	peer->tries = ck_get_int(entry, "tries", TRIES);
	peer->backoff_ms = ck_get_int(entry, "backoff_ms", BACKOFF_MS);
}

int ck_peer_find(struct ck_session *s, const char *name, const char *url,
		 const char *adapters, struct ck_peer *ret_peer)
{
	const struct ck_site *site = NULL;
	const struct ck_value *entry;
	const char *kind, *adapter, *own;
	int r = ck_site_get(s->store, s->site ? s->site : "", &site);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	entry = ck_get(ck_get(site->document, "peers"), name);
	kind = ck_get_str(entry, "kind");
	adapter = ck_get_str(entry, "adapter");
	own = ck_get_str(entry, "url");
	if (!kind || strcmp(kind, "http") != 0)
		return said_no_peer(s, name);
	*ret_peer = (struct ck_peer){
		.name = name,
		.id = ck_doc_format(s->doc, "%s/%s", s->site, name),
		.url = url ? url : own,
		.place = place_of(s, url ? url : own),
		.adapter = adapter ? ck_doc_format(s->doc, "%s/%s.jq",
						   adapters ? adapters
							    : installed,
						   adapter) : NULL,
		.tells = ck_get(entry, "tells"),
	};
	ret_peer->via = via_of(s, name,
			       is_other(url, own) ? ret_peer->place : NULL,
			       is_other(adapters, installed) ? adapters : NULL);
	take_files(ret_peer, entry);
	return 0;
}

/* -- trying again --------------------------------------------------------- */

int64_t ck_peer_wait_ms(const struct ck_peer *peer, int n, int64_t asked,
			uint32_t random)
{
	int64_t wait = peer->backoff_ms;

	for (; n > 2 && wait < WAIT_MAX_MS; n--)
		wait *= 2;
	if (wait > WAIT_MAX_MS)
		wait = WAIT_MAX_MS;
	wait -= wait / 4 * (int64_t)random / UINT32_MAX;
	return wait < asked && asked <= WAIT_MAX_MS ? asked : wait;
}

static void wait_ms(int64_t ms)
{
	struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };

	/* A signal ends the wait; the caller looks for it. */
	nanosleep(&pause, NULL);
}

int ck_peer_try(struct ck_session *s, const struct ck_peer *peer,
		struct ck_http *http, int (*request)(void *ctx), void *ctx)
{
	for (int n = 1;; n++) {
		uint32_t random;
		int64_t ms;
		int r = request(ctx);

		if (ck_session_stopping() && r < 0)
			return -EINTR;
		if (r != -EAGAIN || n >= peer->tries)
			return r;
		ck_random(&random, sizeof(random));
		ms = ck_peer_wait_ms(peer, n + 1, ck_http_retry_after(http),
				     random);
		ck_note(s, _("%s; trying again in %lld ms"), ck_http_error(http),
			(long long)ms);
		wait_ms(ms);
		if (ck_session_stopping())
			return -EINTR;
	}
}

/* -- cursors -------------------------------------------------------------- */

int ck_peer_cursor(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_peer *peer, const char *stream,
		   const char **ret_cursor)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_PEER_CURSOR_GET, "ss", peer->id, stream);
	int r = ck_step(q);

	if (r >= 0)
		*ret_cursor = r ? ck_doc_strdup(doc, ck_column_text(q, 0)) : "";
	return r < 0 ? r : 0;
}

int ck_peer_set_cursor(struct ck_store *store, const struct ck_peer *peer,
		       const char *stream, const char *cursor, int64_t at)
{
	int r = ck_run(store, CK_SQL_PEER_CURSOR_PUT, "sssi", peer->id, stream,
		       cursor, at);

	return r < 0 ? r : 0;
}

/* -- failures ------------------------------------------------------------- */

void ck_peer_remember(struct ck_session *s, const struct ck_peer *peer,
		      const char *stream, const char *problem)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;

	if (s->options.dry_run || ck_txn_begin(s->store, false, &txn) < 0)
		return;
	if (ck_run(s->store, CK_SQL_PEER_CURSOR_FAIL, "ssis", peer->id, stream,
		   ck_session_now(s, NULL), problem) >= 0 &&
	    ck_txn_commit(txn) < 0)
		return;
}

int ck_peer_failed(struct ck_session *s, const struct ck_peer *peer,
		   const char *stream, const struct ck_http *http, int r)
{
	const char *problem = ck_http_error(http);

	if (r == -EINTR)
		return r;
	ck_fail(s, NULL, r == -EINVAL ? -EMEDIUMTYPE : r, NULL, "peer", "%s",
		problem);
	ck_peer_remember(s, peer, stream, problem);
	return r == -EINVAL ? -EMEDIUMTYPE : r;
}

int ck_peer_refused(struct ck_session *s, const struct ck_item *item, int r,
		    struct ck_peer_page *page)
{
	const struct ck_failure *f = &item->failure;
	struct ck_value *record;

	if (r != -EBADMSG)
		return r;
	if (!s->options.keep_going) {
		page->problem = ck_doc_strdup(s->doc, f->message);
		return r;
	}
	record = ck_record(s, item->doc, "error");
	if (item->line)
		ck_set_int(record, "line", item->line);
	ck_set_int(record, "status", f->status);
	ck_set_str(record, "path", f->pointer);
	ck_set_str(record, "code", f->code);
	ck_set_str(record, "key", item->key);
	ck_set_str(record, "message", f->message);
	ck_push(page->records, record);
	s->worst = ck_exit_worse(s->worst, f->status);
	return 0;
}

int ck_peer_print(struct ck_session *s, const struct ck_value *records)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(records); i++)
		r = ck_print(s, ck_at(records, i));
	return r < 0 ? r : ck_print_flush(s);
}

/* -- status --------------------------------------------------------------- */

static void put_stream(struct ck_session *s, struct ck_stmt *q,
		       struct ck_value *record)
{
	const char *id = ck_column_text(q, 0);
	const char *slash = strchr(id, '/');

	ck_set_str(record, "site", ck_doc_format(s->doc, "%.*s",
						 (int)(slash ? slash - id : 0),
						 id));
	ck_set_str(record, "peer", slash ? slash + 1 : id);
	ck_set_str(record, "stream", ck_column_text(q, 1));
	ck_set_str(record, "cursor", ck_column_text(q, 2));
	ck_set_time(record, "tried_at", ck_column_int(q, 3), s->utc_offset_min);
	ck_set_int(record, "failures", ck_column_int(q, 4));
	ck_set_str(record, "problem", ck_column_text(q, 5));
}

int ck_peer_status(struct ck_session *s)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_PEER_CURSOR_LIST, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *record = ck_record(s, s->doc, "peer_stream");

		put_stream(s, q, record);
		r = ck_print(s, record);
		if (r < 0)
			return r;
	}
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}
