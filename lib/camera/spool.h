/* The sightings of a lane's cameras, in a file of their own: a line each,
 *
 *	{"received":1795338000000,"sighting":{…}}
 *
 * durable before the camera is answered. What a killed listener had stored and
 * not handed on is handed on by the next one, while it is fresh; what comes
 * twice is one. The file is renamed to FILE.1 when it is large.
 */
#ifndef CK_CAMERA_SPOOL_H
#define CK_CAMERA_SPOOL_H

#include "base/cleanup.h"
#include "record/value.h"

enum {
	CK_SPOOL_MAX = 8 << 20,		/* of a file */
	CK_SPOOL_KEYS = 1024,		/* the newest are known again */
};

struct ck_spool;

/* A sighting that was stored before; the text is a record of one line. */
typedef void ck_spool_take(void *ctx, const char *text, size_t len);

/* Opens or makes the file, drops a line at its end that was cut off, and gives
 * what was received at `since` or later. -EWOULDBLOCK when another listener has
 * it, other negative errno. */
int ck_spool_open(const char *path, int64_t since, ck_spool_take *take,
		  void *ctx, struct ck_spool **ret_spool) CK_MUST_CHECK;
void ck_spool_close(struct ck_spool *spool);
CK_DEFINE_CLEANUP(struct ck_spool *, ck_spool_close)

/* 1: stored, and on the disk; 0: its key is known already; negative errno: not
 * stored. */
int ck_spool_add(struct ck_spool *spool, const struct ck_value *sighting,
		 int64_t received) CK_MUST_CHECK;

#endif
