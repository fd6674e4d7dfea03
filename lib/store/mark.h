/* How far a store's own log went, noted beside it in the file of the writers'
 * lock, after each commit and under that lock. What is committed lies in the
 * WAL until it is moved in: without the WAL the store would seem to be an older
 * one, or an empty one, and the log would go on with numbers that were given.
 * The note is not synced, so it may lag behind the log but never runs ahead of
 * it. Who takes the lock's file away takes the note with it.
 */
#ifndef CK_STORE_MARK_H
#define CK_STORE_MARK_H

#include <stdint.h>

enum { CK_MARK = 128 };

/* The note, "" when there is none. */
void ck_mark_read(int fd, char ret_text[CK_MARK]);
void ck_mark_read_beside(const char *store_path, char ret_text[CK_MARK]);
/* The seq it says of this origin's log; 0: nothing. */
int64_t ck_mark_seq(const char *text, const char *origin);

/* As well as it can: the answer does not wait for it. */
void ck_mark_write(int fd, const char *origin, int64_t seq);
/* Another store begins where one stood. */
void ck_mark_forget(const char *store_path);

#endif
