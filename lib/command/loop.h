/* What the driver does for every verb, for a program with a loop of its own: a
 * lane that listens to its lines while no record comes.
 *
 *	ck_journal_prepare(s, &item, digest);
 *	... ck_txn_begin, ck_txn_enter; s->txn = txn ...
 *	r = ck_journal_find(s, &item, digest);	// 1: answered before
 *	... decide, ck_answer ...
 *	r = ck_journal_add(s, &item, digest, status);
 */
#ifndef CK_COMMAND_LOOP_H
#define CK_COMMAND_LOOP_H

#include "base/digest.h"
#include "command/session.h"

/* The digest of an item that has a key; "" for one that has none. */
void ck_journal_prepare(struct ck_session *s, struct ck_item *item,
			char ret_digest[CK_DIGEST_HEX]);
/* 1: the item was answered before and the answers are filled in; 0: new. A key
 * that was used for something else is -EBADMSG, said. */
int ck_journal_find(struct ck_session *s, struct ck_item *item,
		    const char *digest) CK_MUST_CHECK;
int ck_journal_add(struct ck_session *s, struct ck_item *item,
		   const char *digest, enum ck_exit status) CK_MUST_CHECK;

/* Takes the record's `key` into the item. -EBADMSG, said. */
int ck_item_take_key(struct ck_session *s, struct ck_item *item) CK_MUST_CHECK;

/* Prints what failed of an item as a record of kind error, and takes its
 * status for the run's. */
void ck_print_error(struct ck_session *s, struct ck_item *item);

/* For ck_lines_stop: not 0 once SIGTERM or SIGINT came. */
const volatile int *ck_session_stop(void);

#endif
