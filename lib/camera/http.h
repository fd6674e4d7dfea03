/* A small HTTP server for cameras, through libmicrohttpd, in the builds that
 * have it. One thread; nobody waits for another.
 */
#ifndef CK_CAMERA_HTTP_H
#define CK_CAMERA_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

enum {
	CK_HTTP_BODY_MAX = 64 << 20,	/* of one push, pictures and all */
	CK_HTTP_CONNECTIONS = 64,
	CK_HTTP_CONNECTIONS_EACH = 8,	/* of one address, so that a stranger
					   keeps no camera out */
	CK_HTTP_SILENCE_S = 20,		/* in the middle of one */
};

/* What is done with a push. */
struct ck_http_taker {
	/* Of whom (an address without port), with which Content-Type (""):
	 * what takes the body, NULL to refuse the sender (403). */
	void *(*begin)(void *ctx, const char *address, const char *type);
	void (*body)(void *push, const void *bytes, size_t len);
	/* It came whole: the status of the answer. */
	int (*end)(void *push);
	/* After either; also of one that broke off. */
	void (*free)(void *push);
	void *ctx;
};

struct ck_http_server;

/* "127.0.0.1:8077", "[::1]:0". -EINVAL no such form; -EADDRINUSE and other
 * negative errno; -ENOSYS: this build has no server. */
int ck_http_server_open(const char *address, const struct ck_http_taker *taker,
			struct ck_http_server **ret_server) CK_MUST_CHECK;
/* Which it has, for 0. */
int ck_http_server_port(const struct ck_http_server *server);
/* Takes what comes for at most `ms`. -EINTR after a signal; 1: `fd`, which may
 * be -1, can be read, or is shut. */
int ck_http_server_wait(struct ck_http_server *server, int ms, int fd)
	CK_MUST_CHECK;
void ck_http_server_close(struct ck_http_server *server);
CK_DEFINE_CLEANUP(struct ck_http_server *, ck_http_server_close)

#endif
