/* Inside the store room: what engine.c gives its neighbours. No other room
 * includes this. */
#ifndef CK_STORE_ENGINE_H
#define CK_STORE_ENGINE_H

#include "store/mark.h"
#include "store/query.h"
#include "store/turn.h"

struct sqlite3;

struct ck_store {
	struct sqlite3 *db;
	enum ck_store_mode mode;
	char *path;
	uint64_t device, inode;		/* of the file at that path */
	char *error;
	char *origin;
	int64_t origin_id;
	bool simulated;
	bool memory;
	bool frozen;			/* opened as one that nobody writes */
	struct ck_turn turn;
	char mark[CK_MARK];		/* as it was when it was opened to be
					   read */
	int64_t lost;			/* see ck_store_lost */
	off_t wal_kept;			/* bytes that would not move yet */
	struct ck_stmt *stmts;		/* one a named statement */
	struct ck_doc *line_doc;	/* the line being applied */
	int offset_min;			/* of the site, for `at` */
	bool offset_known;
};

/* The log ends at seq, and went on to `lost`; -EMEDIUMTYPE. */
int ck_store_say_lost(struct ck_store *store, int64_t seq, int64_t lost);
/* Is it so, of a store that is read? */
void ck_store_note_lost(struct ck_store *store, int64_t seq);

/* Opens the file and sets every pragma; says nothing about its content. */
int ck_engine_open(struct ck_store *store, bool create) CK_MUST_CHECK;
void ck_engine_close(struct ck_store *store);

bool ck_store_reads(const struct ck_store *store);
/* Takes the name of the file for that of a link to it: what belongs to a store
 * lies beside the file, where SQLite looks for the WAL, and the locks must be
 * the same ones by whatever name they are met. */
void ck_store_resolve(struct ck_store *store);

/* A store that may only be read, with a WAL and without the index of it, which
 * only a writer can make. */
bool ck_store_lacks_shm(const struct ck_store *store);
/* How the engine must be told of a store that nobody writes, as when it has no
 * WAL and we may not write it, or nobody may on its medium: else it would want
 * to make a WAL to read it. NULL for any other store. */
char *ck_store_frozen_uri(const struct ck_store *store);

int ck_engine_begin(struct ck_store *store) CK_MUST_CHECK;
int ck_engine_commit(struct ck_store *store) CK_MUST_CHECK;
void ck_engine_rollback(struct ck_store *store);
/* After a commit that failed. When the disk would not sync, the whole
 * transaction may stand in the WAL, and come back with the next process that
 * reads it anew: an empty one is written over it. */
void ck_engine_recant(struct ck_store *store);
bool ck_engine_in_transaction(struct ck_store *store);

/* Runs SQL text that is not a named statement: migrations, pragmas. */
int ck_engine_script(struct ck_store *store, const char *sql) CK_MUST_CHECK;
/* First column of the first row of such a text. */
int ck_engine_number(struct ck_store *store, const char *sql, int64_t *ret_n)
	CK_MUST_CHECK;
/* A statement from text; released by ck_stmt_done like any other. */
struct ck_stmt *ck_engine_prepare(struct ck_store *store, const char *sql);
/* Makes such a statement ready for another run. */
void ck_engine_again(struct ck_stmt *stmt);
void ck_engine_bind_text(struct ck_stmt *stmt, int n, const char *text);

/* The folder a file lies in, and the name under which it is made: of our own,
 * until ck_store_publish gives it the one it is known by. */
char *ck_store_folder(const char *path);
char *ck_store_making(const char *path);
/* May a file of this name be made? -EEXIST, or what is wrong with its folder. */
int ck_store_check_place(struct ck_store *store, const char *path)
	CK_MUST_CHECK;
/* Removes what processes that were killed had begun to make for this name. */
void ck_store_sweep(const char *path);
/* Gives a finished file its name, when nothing has that name yet: nobody meets
 * half a store, and an existing one is never touched. `made` is gone then. */
int ck_store_publish(struct ck_store *store, const char *made, const char *path)
	CK_MUST_CHECK;
int ck_engine_backup(struct ck_store *store, const char *path) CK_MUST_CHECK;
/* Without `truncate`: as far as others let it, and none of them waits. */
int ck_engine_checkpoint(struct ck_store *store, bool truncate);

/* Keeps a sentence for ck_store_error and returns err. */
int ck_store_say(struct ck_store *store, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* What the system said of a path; err is an errno, taken before anything is
 * said, for opening the catalogue changes it. Returns -err. */
int ck_store_say_errno(struct ck_store *store, int err, const char *path);

#endif
