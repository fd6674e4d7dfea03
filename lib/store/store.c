#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"

/* "ck-s": what `pragma application_id` of a store says. */
enum { APPLICATION_ID = 0x636b2d73 };
enum { WAL_LEFT_MAX = 400 * 1000, WAL_BETWEEN_MAX = 4 * 1000 * 1000,
       PURGE_TRIES = 50 };

int ck_store_say(struct ck_store *store, int err, const char *format, ...)
{
	va_list ap;

	free(store->error);
	va_start(ap, format);
	store->error = ck_format_args(format, ap);
	va_end(ap);
	return err;
}

int ck_store_say_errno(struct ck_store *store, int err, const char *path)
{
	return ck_store_say(store, -err, "%s: %s", path, ck_error_text(err));
}

const char *ck_store_error(const struct ck_store *store)
{
	return store->error ? store->error : "";
}

const char *ck_store_path(const struct ck_store *store)
{
	return store->path;
}

const char *ck_store_origin(const struct ck_store *store)
{
	return store->origin;
}

bool ck_store_simulated(const struct ck_store *store)
{
	return store->simulated;
}

void ck_store_set_offset(struct ck_store *store, int minutes)
{
	store->offset_min = minutes;
}

enum ck_exit ck_store_exit(int err)
{
	switch (err) {
	case -ENOENT:
	case -ELOOP:
	case -ENAMETOOLONG:
		return CK_EXIT_NOINPUT;
	case -EBADMSG:
		return CK_EXIT_IO;
	default:
		return ck_exit_status(err);
	}
}

static struct ck_store *store_new(const char *path, enum ck_store_mode mode)
{
	struct ck_store *store = ck_new(struct ck_store);

	store->mode = mode;
	store->path = ck_strdup(path);
	store->line_doc = ck_doc_new();
	ck_turn_init(&store->turn);
	return store;
}

void ck_store_close(struct ck_store *store)
{
	if (!store)
		return;
	ck_engine_close(store);
	ck_turn_close(&store->turn);
	ck_doc_free(store->line_doc);
	free(store->origin);
	free(store->error);
	free(store->path);
	free(store);
}

void ck_store_leave(struct ck_store *store)
{
	/* A leak checker sees that it is not lost. */
	static struct ck_store *volatile left;

	left = store;
	(void)left;
}

/* -- is it a store we may use? -------------------------------------------- */

/* SQLite's locks and its shared memory hold on one host only. */
static bool on_network(const char *path)
{
	struct statfs fs;

	if (statfs(path, &fs) < 0)
		return false;
	switch ((unsigned long)fs.f_type) {
	case NFS_SUPER_MAGIC:
	case SMB_SUPER_MAGIC:
	case CIFS_SUPER_MAGIC:
	case SMB2_SUPER_MAGIC:
	case AFS_SUPER_MAGIC:
	case CODA_SUPER_MAGIC:
	case V9FS_MAGIC:
	case CEPH_SUPER_MAGIC:
		return true;
	default:
		return false;
	}
}

static int check_file(struct ck_store *store)
{
	struct stat st;

	ck_store_resolve(store);
	if (stat(store->path, &st) < 0 && errno == ENOENT)
		return ck_store_say(store, -ENOENT,
				    _("%s: no such store; make one with ck-store init"),
				    store->path);
	if (stat(store->path, &st) < 0 && errno == ENOTDIR)
		return ck_store_say(store, -ENOENT, "%s: %s", store->path,
				    ck_error_text(ENOTDIR));
	if (stat(store->path, &st) < 0)
		return ck_store_say_errno(store, errno, store->path);
	if (S_ISDIR(st.st_mode))
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: is a directory, not a store"),
				    store->path);
	if (!S_ISREG(st.st_mode))
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: is not a regular file, so not a store"),
				    store->path);
	if (on_network(store->path))
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: is on a network file system; a store needs a local disk"),
				    store->path);
	if (eaccess(store->path, R_OK) < 0)
		return ck_store_say_errno(store, errno, store->path);
	if (!ck_store_reads(store) && eaccess(store->path, W_OK) < 0)
		return ck_store_say(store, -EROFS,
				    _("%s: the store is read-only"),
				    store->path);
	store->device = st.st_dev;
	store->inode = st.st_ino;
	return 0;
}

int ck_store_version(struct ck_store *store)
{
	int64_t version = 0;
	int r = ck_engine_number(store, "pragma user_version", &version);

	return r < 0 ? r : (int)version;
}

int ck_store_version_known(void)
{
	return ck_migrations[ck_migrations_count - 1].version;
}

static bool accepts_older(const struct ck_store *store)
{
	return store->mode == CK_STORE_MIGRATE || store->mode == CK_STORE_OLDER;
}

static int check_version(struct ck_store *store)
{
	int known = ck_store_version_known();
	int version = ck_store_version(store);

	if (version < 0)
		return version;
	if (version > known)
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: the store has version %d, newer than this program's %d; use the newer programs"),
				    store->path, version, known);
	if (version < known && !accepts_older(store))
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: the store has version %d, older than this program's %d; run ck-store migrate"),
				    store->path, version, known);
	return 0;
}

static int check_content(struct ck_store *store)
{
	int64_t id = 0;
	int r = ck_engine_number(store, "pragma application_id", &id);

	if (r == 0 && id != APPLICATION_ID)
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: is not a store of ck"), store->path);
	return r < 0 ? r : check_version(store);
}

static int read_settings(struct ck_store *store)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_ORIGIN_OWN, "");
	int r = ck_step(q);

	/* Its tables are not there, or not as ours. */
	if (r == -ENOTRECOVERABLE)
		return -EMEDIUMTYPE;
	if (r < 0)
		return r;
	if (r == 0)
		return ck_store_say(store, -EMEDIUMTYPE,
				    _("%s: the store has no log of its own"),
				    store->path);
	store->origin_id = ck_column_int(q, 0);
	store->origin = ck_strdup(ck_column_text(q, 1));
	store->simulated = ck_column_int(q, 2) != 0;
	ck_store_note_lost(store, ck_column_int(q, 3));
	return 0;
}

int ck_store_open(const char *path, enum ck_store_mode mode,
		  struct ck_store **ret_store)
{
	struct ck_store *store = store_new(path, mode);
	int r = check_file(store);

	*ret_store = store;
	/* Before the log, which then ends there or later. */
	if (r == 0 && ck_store_reads(store))
		ck_mark_read_beside(store->path, store->mark);
	if (r == 0)
		r = ck_engine_open(store, false);
	if (r == 0)
		r = check_content(store);
	/* Some damage of its head SQLite tells as a mistake of ours. */
	if (r == -ENOTRECOVERABLE)
		r = ck_store_say(store, -EBADMSG,
				 _("%s: the file is damaged; bring back a backup (ck-troubles(7))"),
				 store->path);
	/* Before the first migration there are none. */
	if (r == 0 && accepts_older(store) && ck_store_version(store) == 0)
		return 0;
	return r == 0 ? read_settings(store) : r;
}

/* -- making and migrating ------------------------------------------------- */

static int migrate_from(struct ck_store *store, int version)
{
	int done = 0;

	for (int i = 0; i < ck_migrations_count; i++) {
		ck_autofree char *stamp = NULL;
		int r;

		if (ck_migrations[i].version <= version)
			continue;
		r = ck_engine_script(store, ck_migrations[i].sql);
		if (r < 0)
			return r;
		stamp = ck_format("pragma user_version=%d",
				  ck_migrations[i].version);
		r = ck_engine_script(store, stamp);
		if (r < 0)
			return r;
		done++;
	}
	return done;
}

int ck_store_pending(struct ck_store *store)
{
	int version = ck_store_version(store);
	int pending = 0;

	for (int i = 0; version >= 0 && i < ck_migrations_count; i++)
		pending += ck_migrations[i].version > version;
	return version < 0 ? version : pending;
}

int ck_store_migrate(struct ck_store *store)
{
	int r = ck_turn_take(&store->turn, store->path);
	int done = 0;

	if (r < 0)
		return ck_store_say(store, r, _("the store is busy; try again"));
	r = ck_engine_begin(store);
	if (r == 0)
		r = ck_store_version(store);
	if (r >= 0)
		r = done = migrate_from(store, r);
	if (r >= 0)
		r = ck_engine_commit(store);
	if (r < 0)
		ck_engine_rollback(store);
	ck_turn_give(&store->turn);
	return r < 0 ? r : done;
}

static int fill_new(struct ck_store *store, const char *origin, bool simulated)
{
	ck_autofree char *stamp =
		ck_format("pragma application_id=%d", APPLICATION_ID);
	int r = ck_engine_begin(store);

	if (r == 0)
		r = migrate_from(store, 0);
	if (r >= 0)
		r = ck_engine_script(store, stamp);
	if (r >= 0)
		r = ck_run(store, CK_SQL_ORIGIN_ADD, "si", origin, (int64_t)1);
	if (r >= 0)
		r = ck_run(store, CK_SQL_SETTING_PUT, "ss", "simulated",
			   simulated ? "1" : "0");
	if (r >= 0)
		r = ck_engine_commit(store);
	if (r < 0)
		ck_engine_rollback(store);
	return r < 0 ? r : 0;
}

/* Its first name is of no use to anybody. */
static int open_new(struct ck_store *store, const char *path)
{
	int r = ck_engine_open(store, true);

	return r < 0 ? ck_store_say(store, r,
				    _("%s: no store can be made there: %s"), path,
				    ck_error_text(-r)) : 0;
}

static int check_local(struct ck_store *store, const char *path)
{
	ck_autofree char *folder = ck_store_folder(path);

	if (!on_network(folder))
		return 0;
	return ck_store_say(store, -EMEDIUMTYPE,
			    _("%s: is on a network file system; a store needs a local disk"),
			    path);
}

int ck_store_create(const char *path, const char *origin, bool simulated,
		    struct ck_store **ret_store)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	ck_autofree char *making = ck_store_making(path);
	int r;

	store = store_new(making, CK_STORE_WRITE);
	r = ck_store_check_place(store, path);
	if (r == 0)
		r = check_local(store, path);
	if (r == 0)
		ck_store_sweep(path);
	if (r == 0)
		r = open_new(store, path);
	if (r == 0)
		r = ck_engine_script(store, "pragma journal_mode=wal");
	if (r == 0)
		r = fill_new(store, origin, simulated);
	if (r == 0)
		r = ck_engine_checkpoint(store, true);
	ck_engine_close(store);
	if (r == 0)
		r = ck_store_publish(store, making, path);
	if (r == 0)
		return ck_store_open(path, CK_STORE_WRITE, ret_store);
	ck_store_discard(making);
	*ret_store = ck_take(store);
	return r;
}

static int fill_memory(struct ck_store *store, const char *origin,
		       bool simulated)
{
	int r;

	store->memory = true;
	r = ck_engine_open(store, true);
	if (r == 0)
		r = fill_new(store, origin, simulated);
	return r == 0 ? read_settings(store) : r;
}

int ck_store_create_memory(struct ck_store **ret_store)
{
	*ret_store = store_new(":memory:", CK_STORE_WRITE);
	return fill_memory(*ret_store, "memory", true);
}

int ck_store_rehearse(const char *path, const char *origin, bool simulated,
		      struct ck_store **ret_store)
{
	struct ck_store *store = store_new(":memory:", CK_STORE_WRITE);
	int r = ck_store_check_place(store, path);

	*ret_store = store;
	if (r == 0)
		r = check_local(store, path);
	return r == 0 ? fill_memory(store, origin, simulated) : r;
}

/* -- upkeep --------------------------------------------------------------- */

static off_t wal_size(const struct ck_store *store)
{
	ck_autofree char *wal = ck_format("%s-wal", store->path);
	struct stat st;

	return stat(wal, &st) < 0 ? 0 : st.st_size;
}

/* Most is moved while others write; they wait only for what is left. Of what
 * a slow reader holds back, no more is asked until as much again is there. */
static void tidy(struct ck_store *store, off_t wal_max)
{
	if (!store || store->memory || store->mode != CK_STORE_WRITE ||
	    wal_size(store) <= store->wal_kept + wal_max)
		return;
	ck_engine_checkpoint(store, false);
	if (ck_turn_take(&store->turn, store->path) < 0)
		return;
	ck_engine_checkpoint(store, true);
	ck_turn_give(&store->turn);
	store->wal_kept = wal_size(store);
}

void ck_store_tidy(struct ck_store *store)
{
	tidy(store, WAL_LEFT_MAX);
}

void ck_store_tidy_between(struct ck_store *store)
{
	tidy(store, WAL_BETWEEN_MAX);
}

int ck_store_purge(struct ck_store *store)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	int r = ck_turn_take(&store->turn, store->path);

	if (r < 0)
		return ck_store_say(store, r, _("the store is busy; try again"));
	/* Readers hold it back, but none of ours for long. */
	for (int i = 0; i < PURGE_TRIES; i++) {
		ck_engine_checkpoint(store, true);
		if (!wal_size(store))
			break;
		nanosleep(&pause, NULL);
	}
	ck_turn_give(&store->turn);
	return wal_size(store) ? -EAGAIN : 0;
}
