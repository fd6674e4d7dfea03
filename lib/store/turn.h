/* The writers' turnstile: two flocks in a row, so that a
 * writer that comes back at once queues behind one that waits. SQLite's own
 * locks stay the truth; this only orders those who ask for them. */
#ifndef CK_STORE_TURN_H
#define CK_STORE_TURN_H

#include <stdbool.h>

#include "base/status.h"

struct ck_turn {
	int turn_fd;		/* -1: not opened yet */
	int write_fd;
	void (*look)(void *ctx);	/* many times a second while it, or
					   the disk, is waited for; NULL */
	void *look_ctx;
};

enum { CK_TURN_WAIT_MS = 10000 };

void ck_turn_init(struct ck_turn *turn);
/* -EAGAIN after CK_TURN_WAIT_MS. The files stand beside the store. */
int ck_turn_take(struct ck_turn *turn, const char *store_path) CK_MUST_CHECK;
/* Whether somebody waits behind us. */
bool ck_turn_wanted(struct ck_turn *turn);
/* Calls look, if there is one. No SIGALRM ends what it does. */
void ck_turn_look(const struct ck_turn *turn);
void ck_turn_give(struct ck_turn *turn);
void ck_turn_close(struct ck_turn *turn);

#endif
