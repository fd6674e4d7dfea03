/* Exchange with another system (ck-sync(1)): facts come in, goods passed
 * go out. What was fetched is applied once, what was sent counts once.
 *
 * Wire of peer kind "http":
 *	GET  URL/facts?after=CURSOR	NDJSON; the adapter, a jq program in
 *		share/adapters, makes of each line a fact:
 *		{"kind":"fact","id":"…","cursor":"…","customs":"305123456780",
 *		 "type":…,"channel":…,"release":…,"at":"…"}
 *	POST URL/passed			one record a request, the event's name
 *		("CKHN:1234") as Idempotency-Key; its hash is in the record, so
 *		that the peer holds a head of our log
 *	POST URL/messages		the same with a record of kind message
 */
#ifndef CK_PEER_PEER_H
#define CK_PEER_PEER_H

#include "command/session.h"
#include "peer/http.h"
#include "record/jq.h"

struct ck_peer {
	const char *name;		/* "customs" */
	const char *id;			/* "CKHN/customs" */
	const char *url;
	const char *place;		/* ck_http_public() of it */
	const char *adapter;		/* path of the jq program; NULL: it has
					   no facts for us */
	const struct ck_value *tells;	/* streams that it is told, an array;
					   NULL: passed alone */
	const char *via;		/* of the events: "peer:customs", and
					   what stood on the command line
					   instead of the site file's */
	struct ck_http_options http;
	int tries;			/* of one request, in this run */
	int64_t backoff_ms;		/* before the second try; doubles */
};

/* The peer of the site file, `url` instead of its own when not NULL, its
 * adapter out of the folder `adapters`, of the installed ones when NULL.
 * -ENOENT, said. Whoever calls has asked whether the user keeps the store: a
 * peer of somebody's own could release any goods. */
int ck_peer_find(struct ck_session *s, const char *name, const char *url,
		 const char *adapters, struct ck_peer *ret_peer) CK_MUST_CHECK;

/* How long to wait before try n (2, 3, …), ms: backoff doubled each time, at
 * most a minute, the last quarter drawn from `random` (0 … 2^32-1) so that
 * peers that fell together do not come back together. asked: Retry-After. */
int64_t ck_peer_wait_ms(const struct ck_peer *peer, int n, int64_t asked,
			uint32_t random);

/* Fetches and applies until the peer has no more. Prints one record of kind
 * "sync"; with --keep-going one of kind "error" for each line or fact that is
 * no use. */
int ck_peer_pull(struct ck_session *s, const struct ck_peer *peer)
	CK_MUST_CHECK;
/* Sends of each stream that the peer is told what came since its cursor, in
 * the order of the log. Prints one record of kind "sync" a stream; with --keep-going one of kind "error" for each that
 * the peer refused for good, with --dry-run the records themselves. */
int ck_peer_push(struct ck_session *s, const struct ck_peer *peer)
	CK_MUST_CHECK;
/* Prints each stream's cursor, last try, failures. */
int ck_peer_status(struct ck_session *s) CK_MUST_CHECK;

/* -- shared by these files ------------------------------------------------ */

/* Runs request (0, -EAGAIN to be tried again, or for good) with waits between.
 * -EINTR after a signal. */
int ck_peer_try(struct ck_session *s, const struct ck_peer *peer,
		struct ck_http *http, int (*request)(void *ctx), void *ctx)
	CK_MUST_CHECK;

/* What came of one request. */
struct ck_peer_page {
	struct ck_value *facts;		/* array */
	struct ck_value *records;	/* to print, array */
	int64_t refused;		/* lines */
	const char *problem;		/* what stops the run, in s->doc; NULL:
					   nothing */
};

/* The jq program that makes facts of the peer's lines. */
int ck_peer_adapter(struct ck_session *s, const struct ck_peer *peer,
		    struct ck_jq **ret_adapter) CK_MUST_CHECK;
/* Lines, each with its newline, to facts; all made in doc. -EBADMSG at the
 * first that is no use, unless --keep-going; the facts before it stand. */
int ck_peer_adapt(struct ck_session *s, const struct ck_peer *peer,
		  struct ck_jq *adapter, struct ck_doc *doc,
		  const struct ck_buf *body, struct ck_peer_page *page)
	CK_MUST_CHECK;

/* The cursor of a stream, "" when there is none; in doc. */
int ck_peer_cursor(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_peer *peer, const char *stream,
		   const char **ret_cursor) CK_MUST_CHECK;
/* Inside a transaction. */
int ck_peer_set_cursor(struct ck_store *store, const struct ck_peer *peer,
		       const char *stream, const char *cursor, int64_t at)
	CK_MUST_CHECK;
/* Remembers a failure, for status; a store that cannot be written is let be. */
void ck_peer_remember(struct ck_session *s, const struct ck_peer *peer,
		      const char *stream, const char *problem);
/* Says why a request failed and remembers it. Returns what ck_fail was told;
 * -EINTR is not spoken of. */
int ck_peer_failed(struct ck_session *s, const struct ck_peer *peer,
		   const char *stream, const struct ck_http *http, int r);

/* r is what became of an item. -EBADMSG, said with ck_fail, becomes 0 with
 * --keep-going: a record of kind "error" in page->records, and the exit status
 * remembers; without, it is page->problem. */
int ck_peer_refused(struct ck_session *s, const struct ck_item *item, int r,
		    struct ck_peer_page *page) CK_MUST_CHECK;
int ck_peer_print(struct ck_session *s, const struct ck_value *records)
	CK_MUST_CHECK;

#endif
