#include <config.h>

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"

struct ck_stmt {
	struct ck_store *store;
	sqlite3_stmt *stmt;
	int err;		/* of prepare or bind, told by the first step */
	bool in_use;
	bool from_text;		/* freed when done, not kept */
};

enum { BUSY_MS = 10000 };

static int errno_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return 0;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return -EAGAIN;
	case SQLITE_FULL:
		return -ENOSPC;
	case SQLITE_IOERR:
	case SQLITE_PROTOCOL:
		return -EIO;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return -EROFS;
	case SQLITE_CANTOPEN:
		return -EACCES;
	case SQLITE_CONSTRAINT:
		return -EEXIST;
	case SQLITE_CORRUPT:
		return -EBADMSG;
	case SQLITE_NOTADB:
		return -EMEDIUMTYPE;
	default:
		return -ENOTRECOVERABLE;
	}
}

/* What SQLite may say of a disk or a file; NULL of what is our own mistake,
 * where its words tell us more. */
static const char *sentence_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_IOERR:
	case SQLITE_PROTOCOL:
		return N_("%s: the disk failed to read or write the store");
	case SQLITE_FULL:
		return N_("no room left on the disk of %s");
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return N_("%s: the store is read-only");
	case SQLITE_CANTOPEN:
		return N_("%s: cannot be opened: the file, its -wal or its -shm gives no right to, or their folder");
	case SQLITE_CORRUPT:
		return N_("%s: the file is damaged; bring back a backup (ck-troubles(7))");
	case SQLITE_NOTADB:
		return N_("%s: is not a store of ck");
	case SQLITE_NOMEM:
		return N_("%s: no memory left for it");
	default:
		return NULL;
	}
}

static int say_code(struct ck_store *store, const char *path, int rc,
		    sqlite3 *db)
{
	const char *sentence = sentence_of(rc);

	if (sentence)
		return ck_store_say(store, errno_of(rc), _(sentence), path);
	return ck_store_say(store, errno_of(rc), "%s: %s", path,
			    db && sqlite3_errcode(db) != SQLITE_OK
				    ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}

static int fail(struct ck_store *store, int rc)
{
	int err = errno_of(rc);

	if (err == -EAGAIN)
		return ck_store_say(store, err, _("the store is busy; try again"));
	return say_code(store, store->path, rc, store->db);
}

/* -- connection ----------------------------------------------------------- */

static void configure(struct ck_store *store)
{
	int on = 1;

	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	/* A cold process that is alone would else checkpoint and delete the
	 * WAL when it closes, which costs more than the decision itself. */
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
	sqlite3_busy_timeout(store->db, BUSY_MS);
}

static int open_file(struct ck_store *store, int flags)
{
	ck_autofree char *uri = NULL;

	if (store->memory)
		return sqlite3_open_v2(":memory:", &store->db,
				       flags | SQLITE_OPEN_MEMORY, NULL);
	uri = ck_store_frozen_uri(store);
	store->frozen = uri != NULL;
	return sqlite3_open_v2(uri ? uri : store->path, &store->db,
			       flags | (uri ? SQLITE_OPEN_URI : 0), NULL);
}

/* One thread, and nobody asks for the allocator's statistics: without mutexes
 * each statement is about a tenth cheaper. Once the library is in use these
 * calls are refused and change nothing. */
static void configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int ck_engine_open(struct ck_store *store, bool create)
{
	int flags = ck_store_reads(store) ? SQLITE_OPEN_READONLY
					  : SQLITE_OPEN_READWRITE;
	int rc;

	if (create)
		flags |= SQLITE_OPEN_CREATE;
	else if (ck_store_lacks_shm(store))
		return ck_store_say(store, -EROFS,
				    _("%s: it may only be read here, and its -wal is there without its -shm: whoever may write opens it once (ck-store head), or copy the store and its -wal to a folder of yours"),
				    store->path);
	configure_library();
	rc = open_file(store, flags | SQLITE_OPEN_NOMUTEX);
	if (rc != SQLITE_OK)
		return fail(store, rc);
	configure(store);
	if (!store->memory && !ck_store_reads(store) &&
	    sqlite3_db_readonly(store->db, "main") == 1)
		return ck_store_say(store, -EROFS,
				    _("%s: the store is read-only"),
				    store->path);
	store->stmts = ck_alloc(CK_SQL_COUNT_ * sizeof(*store->stmts));
	if (store->memory)
		return 0;
	return ck_engine_script(store,
				ck_store_reads(store)
					? "pragma synchronous=full"
					: "pragma synchronous=full;"
					  "pragma secure_delete=on;"
					  "pragma temp_store=memory;"
					  "pragma wal_autocheckpoint=0");
}

void ck_engine_close(struct ck_store *store)
{
	for (int i = 0; store->stmts && i < CK_SQL_COUNT_; i++)
		sqlite3_finalize(store->stmts[i].stmt);
	free(store->stmts);
	store->stmts = NULL;
	sqlite3_close_v2(store->db);
	store->db = NULL;
}

int ck_engine_script(struct ck_store *store, const char *sql)
{
	int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : fail(store, rc);
}

int ck_engine_number(struct ck_store *store, const char *sql, int64_t *ret_n)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_engine_prepare(store, sql);
	int r = ck_step(q);

	if (r > 0)
		*ret_n = ck_column_int(q, 0);
	return r < 0 ? r : r > 0 ? 0 : -ENOENT;
}

int ck_engine_begin(struct ck_store *store)
{
	return ck_engine_script(store, "begin immediate");
}

int ck_engine_commit(struct ck_store *store)
{
	return ck_engine_script(store, "commit");
}

void ck_engine_rollback(struct ck_store *store)
{
	if (ck_engine_in_transaction(store))
		sqlite3_exec(store->db, "rollback", NULL, NULL, NULL);
}

void ck_engine_recant(struct ck_store *store)
{
	ck_autofree char *sql = ck_format(
		"begin immediate; pragma user_version=%d; commit",
		ck_store_version_known());

	ck_engine_rollback(store);
	sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	ck_engine_rollback(store);
}

bool ck_engine_in_transaction(struct ck_store *store)
{
	return store->db && !sqlite3_get_autocommit(store->db);
}

/* -- statements ----------------------------------------------------------- */

static struct ck_stmt *kept_statement(struct ck_store *store, enum ck_sql id)
{
	struct ck_stmt *s = &store->stmts[id];

	s->store = store;
	s->err = 0;
	if (!s->stmt) {
		int rc = sqlite3_prepare_v3(store->db, ck_sql_texts[id].text, -1,
					    SQLITE_PREPARE_PERSISTENT, &s->stmt,
					    NULL);

		if (rc != SQLITE_OK)
			s->err = fail(store, rc);
	}
	return s;
}

/* A statement already being stepped (a query inside its own loop) gets a
 * second copy. */
static struct ck_stmt *statement(struct ck_store *store, enum ck_sql id)
{
	struct ck_stmt *s = kept_statement(store, id);

	if (s->in_use)
		return ck_engine_prepare(store, ck_sql_texts[id].text);
	s->in_use = true;
	return s;
}

struct ck_stmt *ck_engine_prepare(struct ck_store *store, const char *sql)
{
	struct ck_stmt *s = ck_new(struct ck_stmt);
	int rc = sqlite3_prepare_v2(store->db, sql, -1, &s->stmt, NULL);

	s->store = store;
	s->from_text = true;
	s->in_use = true;
	if (rc != SQLITE_OK)
		s->err = fail(store, rc);
	return s;
}

void ck_engine_again(struct ck_stmt *s)
{
	sqlite3_reset(s->stmt);
}

void ck_engine_bind_text(struct ck_stmt *s, int n, const char *text)
{
	if (!s->err)
		sqlite3_bind_text(s->stmt, n, text, -1, SQLITE_TRANSIENT);
}

static int bind_value(sqlite3_stmt *stmt, int n, const struct ck_value *v)
{
	CK_BUF text = { 0 };
	int64_t i;

	switch (ck_type(v)) {
	case CK_NULL:
		return sqlite3_bind_null(stmt, n);
	case CK_FALSE:
	case CK_TRUE:
		return sqlite3_bind_int(stmt, n, ck_is_true(v));
	case CK_STRING:
		return sqlite3_bind_text(stmt, n, ck_str(v), -1, SQLITE_STATIC);
	case CK_NUMBER:
		if (ck_int(v, &i))
			return sqlite3_bind_int64(stmt, n, i);
		return sqlite3_bind_text(stmt, n, ck_number_text(v), -1,
					 SQLITE_STATIC);
	default:
		ck_write(&text, v);
		return sqlite3_bind_text(stmt, n, text.data, text.len,
					 SQLITE_TRANSIENT);
	}
}

static int bind_next(sqlite3_stmt *stmt, int n, char letter, va_list *ap)
{
	const int64_t *at;
	const void *bytes;

	switch (letter) {
	case 's':
		return sqlite3_bind_text(stmt, n, va_arg(*ap, const char *), -1,
					 SQLITE_STATIC);
	case 'i':
		return sqlite3_bind_int64(stmt, n, va_arg(*ap, int64_t));
	case 'I':
		at = va_arg(*ap, const int64_t *);
		return at ? sqlite3_bind_int64(stmt, n, *at)
			  : sqlite3_bind_null(stmt, n);
	case 'b':
		bytes = va_arg(*ap, const void *);
		return sqlite3_bind_blob64(stmt, n, bytes,
					   va_arg(*ap, size_t), SQLITE_STATIC);
	case 'v':
		return bind_value(stmt, n, va_arg(*ap, const struct ck_value *));
	default:
		return SQLITE_MISUSE;
	}
}

static void bind_all(struct ck_stmt *s, const char *format, va_list *ap)
{
	int n = 0;

	if (s->err)
		return;
	for (; format[n] && !s->err; n++) {
		int rc = bind_next(s->stmt, n + 1, format[n], ap);

		if (rc != SQLITE_OK)
			s->err = fail(s->store, rc);
	}
	if (!s->err && n != sqlite3_bind_parameter_count(s->stmt))
		s->err = ck_store_say(s->store, -ENOTRECOVERABLE,
				      "%d parameters given: %s", n,
				      sqlite3_sql(s->stmt));
}

struct ck_stmt *ck_query(struct ck_store *store, enum ck_sql id,
			 const char *format, ...)
{
	struct ck_stmt *s = statement(store, id);
	va_list ap;

	va_start(ap, format);
	bind_all(s, format, &ap);
	va_end(ap);
	return s;
}

int ck_step(struct ck_stmt *s)
{
	int rc;

	if (s->err)
		return s->err;
	rc = sqlite3_step(s->stmt);
	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : fail(s->store, rc);
}

void ck_stmt_done(struct ck_stmt *s)
{
	if (!s)
		return;
	if (s->from_text) {
		sqlite3_finalize(s->stmt);
		free(s);
		return;
	}
	if (s->stmt)
		sqlite3_reset(s->stmt);
	s->in_use = false;
}

int ck_run(struct ck_store *store, enum ck_sql id, const char *format, ...)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *s = statement(store, id);
	va_list ap;
	int r;

	va_start(ap, format);
	bind_all(s, format, &ap);
	va_end(ap);
	r = ck_step(s);
	return r < 0 ? r : sqlite3_changes(store->db);
}

/* -- columns -------------------------------------------------------------- */

const char *ck_column_text(struct ck_stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s->stmt, column);
}

int64_t ck_column_int(struct ck_stmt *s, int column)
{
	return sqlite3_column_int64(s->stmt, column);
}

bool ck_column_null(struct ck_stmt *s, int column)
{
	return sqlite3_column_type(s->stmt, column) == SQLITE_NULL;
}

const void *ck_column_bytes(struct ck_stmt *s, int column, size_t *ret_len)
{
	const void *bytes = sqlite3_column_blob(s->stmt, column);

	*ret_len = sqlite3_column_bytes(s->stmt, column);
	return bytes;
}

int ck_column_count(struct ck_stmt *s)
{
	return s->stmt ? sqlite3_column_count(s->stmt) : 0;
}

const char *ck_column_name(struct ck_stmt *s, int column)
{
	return sqlite3_column_name(s->stmt, column);
}

bool ck_column_is_int(struct ck_stmt *s, int column)
{
	return sqlite3_column_type(s->stmt, column) == SQLITE_INTEGER;
}

/* To ask for the bytes of a number makes SQLite write it. */
bool ck_column_same(struct ck_stmt *a, struct ck_stmt *b, int column)
{
	int len, type = sqlite3_column_type(a->stmt, column);

	if (type != sqlite3_column_type(b->stmt, column))
		return false;
	if (type == SQLITE_NULL)
		return true;
	if (type == SQLITE_INTEGER)
		return ck_column_int(a, column) == ck_column_int(b, column);
	len = sqlite3_column_bytes(a->stmt, column);
	return len == sqlite3_column_bytes(b->stmt, column) &&
	       (!len || !memcmp(sqlite3_column_blob(a->stmt, column),
				sqlite3_column_blob(b->stmt, column), len));
}

/* -- the whole file ------------------------------------------------------- */

int ck_engine_backup(struct ck_store *store, const char *path)
{
	sqlite3 *copy = NULL;
	sqlite3_backup *job;
	int rc = sqlite3_open_v2(path, &copy,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
				 NULL);
	int r;

	if (rc == SQLITE_OK) {
		job = sqlite3_backup_init(copy, "main", store->db, "main");
		rc = job ? sqlite3_backup_step(job, -1) : sqlite3_errcode(copy);
		if (job)
			sqlite3_backup_finish(job);
	}
	r = rc == SQLITE_DONE ? 0 : say_code(store, path, rc, copy);
	sqlite3_close_v2(copy);
	return r;
}

int ck_engine_checkpoint(struct ck_store *store, bool truncate)
{
	int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE
			    : SQLITE_CHECKPOINT_PASSIVE;
	int rc;

	sqlite3_busy_timeout(store->db, 0);
	rc = sqlite3_wal_checkpoint_v2(store->db, "main", mode, NULL, NULL);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	return errno_of(rc);
}
