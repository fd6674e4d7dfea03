/* The shared store: one SQLite file on one host's local disk.
 *
 * Only this room knows the engine. A store is opened, read through named
 * statements (share/queries), and changed only by appending events inside a
 * transaction; apply functions write the tables.
 */
#ifndef CK_STORE_STORE_H
#define CK_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"
#include "record/value.h"

struct ck_store;

enum ck_store_mode {
	CK_STORE_READ,		/* never writes, not even the WAL */
	CK_STORE_FROZEN,	/* as READ; a copy that nobody writes: it is
				   left without any file beside it */
	CK_STORE_WRITE,
	CK_STORE_LANE,		/* writes, leaves checkpoints to others */
	CK_STORE_MIGRATE,	/* as WRITE; accepts an older version */
	CK_STORE_OLDER,		/* as READ; accepts an older version */
};

/* Opens an existing store. On failure *ret_store still holds a handle whose
 * ck_store_error says what is wrong; close it as usual.
 *	-ENOENT        no such file		(exit 66)
 *	-EMEDIUMTYPE   a directory, not a store, a newer or older version,
 *	               a network file system	(exit 78)
 *	-EACCES        may not be read		(exit 77)
 *	-EROFS         read-only, asked to write	(exit 77)
 *	-EAGAIN        locked			(exit 75)
 *	-EBADMSG       damaged			(exit 74)
 * Use ck_store_exit for the status: -ENOENT means 66 here, 67 elsewhere, and
 * -EBADMSG is no bad input. */
int ck_store_open(const char *path, enum ck_store_mode mode,
		  struct ck_store **ret_store) CK_MUST_CHECK;
enum ck_exit ck_store_exit(int err);

/* Creates a store with every migration, empty of events. -EEXIST when
 * anything is there already. The origin is the name of its own log. */
int ck_store_create(const char *path, const char *origin, bool simulated,
		    struct ck_store **ret_store) CK_MUST_CHECK;

/* The same questions about the place, but the store is one in memory. */
int ck_store_rehearse(const char *path, const char *origin, bool simulated,
		      struct ck_store **ret_store) CK_MUST_CHECK;

/* An empty store in memory, for replays and tests. */
int ck_store_create_memory(struct ck_store **ret_store) CK_MUST_CHECK;

/* Removes a store that was not finished, with all that stands beside it. */
void ck_store_discard(const char *path);

/* For who reads on and on without a right to write: a store that nobody wrote
 * when it was opened is opened anew once somebody does. No statement may be
 * under way. */
int ck_store_thaw(struct ck_store *store) CK_MUST_CHECK;

void ck_store_close(struct ck_store *store);
CK_DEFINE_CLEANUP(struct ck_store *, ck_store_close)

/* In place of closing, by a program that ends: nothing waits to be written, and
 * the kernel takes the files, the locks and the memory back at once. Taking
 * apart what SQLite knows of the tables is a twentieth of a cold start. */
void ck_store_leave(struct ck_store *store);

/* The sentence about the last failure, translated; never NULL. */
const char *ck_store_error(const struct ck_store *store);
const char *ck_store_path(const struct ck_store *store);
const char *ck_store_origin(const struct ck_store *store);
/* `look` is called many times a second while a transaction waits for other
 * writers, or for the disk; it may not use the store. NULL: none. Of one store
 * of a process. */
void ck_store_while_waiting(struct ck_store *store, void (*look)(void *ctx),
			    void *ctx);
bool ck_store_simulated(const struct ck_store *store);

/* The offset of the times in the first lines, before a site is loaded. */
void ck_store_set_offset(struct ck_store *store, int minutes);

/* Of a store that is read: where its log went on to, when it ends before that
 * (store/mark.h); ck_store_error has the sentence. 0: nothing is lost. Who
 * writes is refused, -EMEDIUMTYPE from ck_txn_begin. */
int64_t ck_store_lost(const struct ck_store *store);

/* How many migrations wait; and applies them, under the writer lock, and returns
 * how many those were. */
int ck_store_pending(struct ck_store *store) CK_MUST_CHECK;
int ck_store_migrate(struct ck_store *store) CK_MUST_CHECK;
/* The version of the file, and the newest this program knows. */
int ck_store_version(struct ck_store *store);
int ck_store_version_known(void);

/* A complete copy while writers run; the copy opens as a store. -EEXIST when
 * the target is there. */
int ck_store_backup(struct ck_store *store, const char *path) CK_MUST_CHECK;

/* Moves the WAL into the file: call after the answer was given. A writer that
 * leaves does so from 400 kB on, since whoever opens the store alone reads the
 * WAL through; one that goes on, between two groups of a stream, from 4 MB on,
 * since each time costs two more syncs. Lanes and read-only handles do
 * nothing. Never fails. */
void ck_store_tidy(struct ck_store *store);
void ck_store_tidy_between(struct ck_store *store);

/* Leaves nothing of what was deleted: the WAL, which holds what stood there
 * before, is moved into the file and cut to nothing. -EAGAIN while others read
 * what is in it. */
int ck_store_purge(struct ck_store *store) CK_MUST_CHECK;

#endif
