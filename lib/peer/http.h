/* The only room that knows libcurl: one request at a time to one peer.
 *
 * http and https only, no redirects, HTTP/2 where the peer has it, the
 * connection kept between requests, a reply of at most 64 MiB.
 */
#ifndef CK_PEER_HTTP_H
#define CK_PEER_HTTP_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/cleanup.h"
#include "base/status.h"

/* How a peer is reached; all borrowed, NULL where not given. */
struct ck_http_options {
	const char *unix_socket;	/* path, instead of the URL's host */
	const char *ca;			/* files in PEM */
	const char *certificate;
	const char *private_key;
	long timeout_ms;		/* of a whole request; 0: 30 s */
	bool (*stop)(void);		/* asked all the while; NULL: never */
};

struct ck_http;

int ck_http_new(const struct ck_http_options *options,
		struct ck_http **ret_http) CK_MUST_CHECK;
void ck_http_free(struct ck_http *http);
CK_DEFINE_CLEANUP(struct ck_http *, ck_http_free)

/* The sentence about the last failure; never NULL. */
const char *ck_http_error(const struct ck_http *http);
/* What the last reply's Retry-After asked for, in ms; 0: nothing. */
int64_t ck_http_retry_after(const struct ck_http *http);

/* The reply's body goes to *ret_body. 0 for status 200 to 299.
 *	-EAGAIN   not reached, cut, timed out, or 408 425 429 5xx: try again
 *	-EACCES   either side does not trust the other: certificate, 401, 403
 *	-EBADMSG  refused for good (other 3xx 4xx), or a reply that is too large
 *	-EINVAL   a URL or certificate file that cannot be used
 *	-EINTR    options.stop said so */
int ck_http_get(struct ck_http *http, const char *url, struct ck_buf *ret_body)
	CK_MUST_CHECK;
/* Posts JSON. key goes out as Idempotency-Key, so that a repeated post counts
 * once. A reply 409 means that the peer has it already: 0. */
int ck_http_post(struct ck_http *http, const char *url, const char *key,
		 const char *json, struct ck_buf *ret_body) CK_MUST_CHECK;

/* The caller saw that the reply is not whole: says so, -EAGAIN. */
int ck_http_cut(struct ck_http *http, const char *sentence);

/* The URL without the user and password that it may carry: what is said and
 * kept is not for the peer alone. The caller frees it. */
char *ck_http_public(const char *url);

/* text with everything but unreserved characters percent-encoded (RFC 3986);
 * the caller frees it. */
char *ck_http_escape(const char *text);

#endif
