/* The baseline of the stream benchmarks: a loop of nothing but the statements
 * that tests/bench/sql-tap heard a program run, on a copy of the same store,
 * with the same pragmas and the same records in each transaction.
 *
 *	bare STORE OPS		prints the loop's wall time in nanoseconds
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STATEMENTS = 1024, BINDS = 64 };

struct bound {
	char type;
	int64_t len;
	const char *bytes;
};

struct run {
	int64_t id;
	int64_t rows;
	int64_t binds;
	struct bound bound[];
};

static sqlite3 *db;
static sqlite3_stmt *stmts[STATEMENTS];
static struct run **runs;
static size_t run_count;

static void die(const char *what)
{
	fprintf(stderr, "bare: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
	exit(70);
}

static char *read_all(const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "re");
	char *bytes;

	if (!f)
		die(path);
	fseek(f, 0, SEEK_END);
	*ret_len = ftell(f);
	rewind(f);
	bytes = malloc(*ret_len + 1);
	if (!bytes || fread(bytes, 1, *ret_len, f) != *ret_len)
		die(path);
	fclose(f);
	return bytes;
}

static int64_t take(const char **at)
{
	int64_t n;

	memcpy(&n, *at, sizeof(n));
	*at += sizeof(n);
	return n;
}

/* What a program does once, when it opens the store, is no part of the loop. */
static void read_statement(const char **at)
{
	int64_t id = take(at);
	int64_t len = take(at);

	if (sqlite3_prepare_v3(db, *at, len, SQLITE_PREPARE_PERSISTENT,
			       &stmts[id], NULL) != SQLITE_OK)
		die("prepare");
	*at += len;
}

static void read_run(const char **at)
{
	int64_t id = take(at);
	int64_t rows = take(at);
	int64_t binds = take(at);
	struct run *run = malloc(sizeof(*run) + binds * sizeof(struct bound));

	*run = (struct run){ id, rows, binds };
	for (int64_t i = 0; i < binds; i++) {
		struct bound *b = &run->bound[i];

		b->type = *(*at)++;
		b->len = take(at);
		b->bytes = *at;
		*at += b->len;
	}
	if ((run_count & (run_count - 1)) == 0)
		runs = realloc(runs, (run_count ? 2 * run_count : 1) *
					     sizeof(struct run *));
	runs[run_count++] = run;
}

static void bind(sqlite3_stmt *stmt, int n, const struct bound *b)
{
	sqlite3_int64 i;

	switch (b->type) {
	case 'i':
		memcpy(&i, b->bytes, sizeof(i));
		sqlite3_bind_int64(stmt, n, i);
		break;
	case 't':
		sqlite3_bind_text(stmt, n, b->bytes, b->len, SQLITE_STATIC);
		break;
	case 'b':
		sqlite3_bind_blob64(stmt, n, b->bytes, b->len, SQLITE_STATIC);
		break;
	default:
		sqlite3_bind_null(stmt, n);
	}
}

static void execute(const struct run *run)
{
	sqlite3_stmt *stmt = stmts[run->id];
	int rc = SQLITE_ROW;

	if (!stmt)	/* an empty text */
		return;
	for (int i = 0; i < run->binds; i++)
		bind(stmt, i + 1, &run->bound[i]);
	for (int64_t rows = 0; rc == SQLITE_ROW && rows <= run->rows; rows++)
		rc = sqlite3_step(stmt);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		die(sqlite3_sql(stmt));
	sqlite3_reset(stmt);
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
	const char *at, *end;
	size_t len;
	int64_t start;
	int on = 1;

	if (argc != 3 || sqlite3_open(argv[1], &db) != SQLITE_OK)
		die("usage: bare STORE OPS");
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
	sqlite3_exec(db, "pragma synchronous=full; pragma secure_delete=on;"
			 "pragma wal_autocheckpoint=0; pragma foreign_keys=on",
		     NULL, NULL, NULL);
	at = read_all(argv[2], &len);
	end = at + len;
	while (at < end)
		if (*at++ == 'P')
			read_statement(&at);
		else
			read_run(&at);
	start = now();
	for (size_t i = 0; i < run_count; i++)
		execute(runs[i]);
	printf("%lld\n", (long long)(now() - start));
	return 0;
}
