/* Waiting for the log to grow: a reader is told by the kernel when the WAL is
 * written, and looks for itself about once a second all the same. */
#ifndef CK_STORE_FOLLOW_H
#define CK_STORE_FOLLOW_H

#include "store/store.h"

struct ck_follow;

int ck_follow_new(struct ck_store *store, struct ck_follow **ret_follow)
	CK_MUST_CHECK;
void ck_follow_free(struct ck_follow *follow);
CK_DEFINE_CLEANUP(struct ck_follow *, ck_follow_free)

/* Returns 0 when something may have been written, or after about a second;
 * 1 when nobody reads out_fd any more (-1: do not look); -EINTR on a signal. */
int ck_follow_wait(struct ck_follow *follow, int out_fd) CK_MUST_CHECK;

#endif
