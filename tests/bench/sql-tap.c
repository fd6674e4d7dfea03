/* Listens to what a program says to SQLite, without touching the program:
 * preloaded, it notes every statement that is run, with what was bound to it
 * and how many rows were taken.
 *
 *	LD_PRELOAD=sql-tap.so CK_TAP_OPS=ops ck-gate decide …
 *
 * CK_TAP_OPS gets operations for tests/bench/bare, which runs the same
 * statements in a loop of nothing else; CK_TAP_SCRIPT the same as text for the
 * sqlite3 shell. One thread, one connection.
 *
 * File: 'P' id len text (a statement met for the first time); 'X' id rows
 * binds {type len bytes}… (one run of it). Numbers are int64 of this machine.
 */
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS = 1024, BINDS = 64 };

struct bound {
	char type;		/* 'n' null, 'i' integer, 't' text, 'b' blob */
	int64_t len;
	void *bytes;
};

struct heard {
	sqlite3_stmt *stmt;
	int64_t id;
	int64_t rows;
	int running;
	struct bound binds[BINDS];
};

static struct heard heard[STATEMENTS];
static char *texts[STATEMENTS];
static int64_t text_count;
static FILE *ops;
static FILE *script;

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
	const char *ops_path = getenv("CK_TAP_OPS");
	const char *script_path = getenv("CK_TAP_SCRIPT");

	ops = ops_path ? fopen(ops_path, "we") : NULL;
	script = script_path ? fopen(script_path, "we") : NULL;
}

static void put(int64_t n)
{
	fwrite(&n, sizeof(n), 1, ops);
}

/* The id of a text, told to the file when it is new. */
static int64_t id_of(const char *sql)
{
	for (int64_t i = 0; i < text_count; i++)
		if (!strcmp(texts[i], sql))
			return i;
	if (text_count == STATEMENTS)
		abort();
	texts[text_count] = strdup(sql);
	if (ops) {
		fputc('P', ops);
		put(text_count);
		put(strlen(sql));
		fwrite(sql, strlen(sql), 1, ops);
	}
	return text_count++;
}

static struct heard *find(sqlite3_stmt *stmt)
{
	struct heard *vacant = NULL;
	const char *sql;

	for (int i = 0; i < STATEMENTS; i++) {
		if (heard[i].stmt == stmt)
			return &heard[i];
		if (!heard[i].stmt && !vacant)
			vacant = &heard[i];
	}
	if (!vacant)
		abort();
	sql = REAL(sqlite3_sql)(stmt);
	*vacant = (struct heard){ .stmt = stmt, .id = id_of(sql ? sql : "") };
	return vacant;
}

static void note_bind(sqlite3_stmt *stmt, int n, char type, const void *bytes,
		      int64_t len)
{
	struct bound *b = &find(stmt)->binds[n - 1];

	free(b->bytes);
	b->type = type;
	b->len = len;
	b->bytes = malloc(len + 1);
	memcpy(b->bytes, len ? bytes : "", len);
}

/* A run is written when it ends: only then is it known how far it went. */
static void write_run(struct heard *h)
{
	int binds = REAL(sqlite3_bind_parameter_count)(h->stmt);

	if (!h->running)
		return;
	h->running = 0;
	if (!ops)
		return;
	fputc('X', ops);
	put(h->id);
	put(h->rows);
	put(binds);
	for (int i = 0; i < binds; i++) {
		struct bound *b = &h->binds[i];

		fputc(b->type ? b->type : 'n', ops);
		put(b->len);
		fwrite(b->bytes ? b->bytes : "", b->len, 1, ops);
	}
}

static void write_script(sqlite3_stmt *stmt)
{
	char *text = script ? REAL(sqlite3_expanded_sql)(stmt) : NULL;

	if (text)
		fprintf(script, "%s;\n", text);
	REAL(sqlite3_free)(text);
}

/* -- what is listened to -------------------------------------------------- */

int sqlite3_bind_null(sqlite3_stmt *stmt, int n)
{
	note_bind(stmt, n, 'n', "", 0);
	return REAL(sqlite3_bind_null)(stmt, n);
}

int sqlite3_bind_int64(sqlite3_stmt *stmt, int n, sqlite3_int64 value)
{
	note_bind(stmt, n, 'i', &value, sizeof(value));
	return REAL(sqlite3_bind_int64)(stmt, n, value);
}

int sqlite3_bind_int(sqlite3_stmt *stmt, int n, int value)
{
	sqlite3_int64 wide = value;

	note_bind(stmt, n, 'i', &wide, sizeof(wide));
	return REAL(sqlite3_bind_int)(stmt, n, value);
}

int sqlite3_bind_text(sqlite3_stmt *stmt, int n, const char *text, int len,
		      void (*destroy)(void *))
{
	if (!text)
		note_bind(stmt, n, 'n', "", 0);
	else
		note_bind(stmt, n, 't', text,
			  len < 0 ? (int64_t)strlen(text) : len);
	return REAL(sqlite3_bind_text)(stmt, n, text, len, destroy);
}

int sqlite3_bind_blob64(sqlite3_stmt *stmt, int n, const void *bytes,
			sqlite3_uint64 len, void (*destroy)(void *))
{
	note_bind(stmt, n, 'b', bytes, len);
	return REAL(sqlite3_bind_blob64)(stmt, n, bytes, len, destroy);
}

int sqlite3_step(sqlite3_stmt *stmt)
{
	struct heard *h = find(stmt);
	int rc;

	if (!h->running) {
		h->running = 1;
		h->rows = 0;
		write_script(stmt);
	}
	rc = REAL(sqlite3_step)(stmt);
	h->rows += rc == SQLITE_ROW;
	if (rc != SQLITE_ROW)
		write_run(h);
	return rc;
}

int sqlite3_reset(sqlite3_stmt *stmt)
{
	if (stmt)
		write_run(find(stmt));
	return REAL(sqlite3_reset)(stmt);
}

int sqlite3_finalize(sqlite3_stmt *stmt)
{
	if (stmt) {
		struct heard *h = find(stmt);

		write_run(h);
		h->stmt = NULL;
	}
	return REAL(sqlite3_finalize)(stmt);
}

int sqlite3_exec(sqlite3 *db, const char *sql,
		 int (*row)(void *, int, char **, char **), void *ctx,
		 char **error)
{
	if (script)
		fprintf(script, "%s;\n", sql);
	return REAL(sqlite3_exec)(db, sql, row, ctx, error);
}

__attribute__((destructor)) static void end(void)
{
	if (ops)
		fclose(ops);
	if (script)
		fclose(script);
}
