/* The baseline of the stream benchmarks: a loop of nothing but the statements
 * that tests/bench/sql-tap heard a program run, on a copy of the same store,
 * with the same pragmas and a checkpoint at the same size of the WAL.
 *
 *	bare STORE OPS GROUP [fed]
 *
 * OPS was heard of a stream of one record a commit; here GROUP records share
 * one. The first record goes alone and untimed: what a program does once, when
 * it opens the store, is no part of the loop. Prints the wall time of the
 * others in nanoseconds; or, fed, reads a line before each record and writes
 * one after its commit, for tests/bench/feed to time.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STATEMENTS = 1024, WAL_MOST = 4 * 1000 * 1000 };

struct bound {
	char type;
	int64_t len;
	const char *bytes;
};

/* What a statement is to a transaction. */
enum role { PLAIN, BEGIN, ENTER, KEEP, COMMIT };

struct run {
	enum role role;
	int64_t id;
	int64_t rows;
	int64_t binds;
	struct bound bound[];
};

static sqlite3 *db;
static sqlite3_stmt *stmts[STATEMENTS];
static enum role roles[STATEMENTS];
static struct run **runs;
static size_t run_count;
static const char *wal;
static int fed;

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

static enum role role_of(const char *sql, int64_t len)
{
	static const char *const words[] = {
		[BEGIN] = "begin", [ENTER] = "savepoint", [KEEP] = "release",
		[COMMIT] = "commit",
	};

	for (int role = BEGIN; role <= COMMIT; role++)
		if (len >= (int64_t)strlen(words[role]) &&
		    !strncmp(sql, words[role], strlen(words[role])))
			return role;
	return PLAIN;
}

static void read_statement(const char **at)
{
	int64_t id = take(at);
	int64_t len = take(at);

	roles[id] = role_of(*at, len);
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

	*run = (struct run){ roles[id], id, rows, binds };
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

/* -- records -------------------------------------------------------------- */

/* The first run of each record's transaction and what else belongs to it:
 *	reads…  begin  opening…  savepoint record… release  closing…  commit */
static size_t next_commit(size_t i)
{
	while (i < run_count && runs[i]->role != COMMIT)
		i++;
	return i;
}

static size_t find(enum role role, size_t i)
{
	while (runs[i]->role != role)
		i++;
	return i;
}

static void execute_all(size_t from, size_t to)
{
	while (from < to)
		execute(runs[from++]);
}

/* As a stream does it between two groups. */
static void checkpoint(void)
{
	struct stat st;

	if (stat(wal, &st) < 0 || st.st_size <= WAL_MOST)
		return;
	sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
				  NULL);
	sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
				  NULL);
}

static void take_lines(size_t n)
{
	static char *line;
	static size_t size;

	while (fed && n--)
		if (getline(&line, &size, stdin) < 0)
			die("no line");
}

static void answer(size_t n)
{
	while (fed && n--)
		putchar('\n');
	fflush(stdout);
}

/* The records whose transactions begin at from[0…n-1], in one. */
static void group(const size_t *from, size_t n)
{
	size_t last = next_commit(from[n - 1]);

	take_lines(n);
	for (size_t i = 0; i < n; i++)
		execute_all(from[i], find(BEGIN, from[i]));
	execute_all(find(BEGIN, from[0]), find(ENTER, from[0]));
	for (size_t i = 0; i < n; i++)
		execute_all(find(ENTER, from[i]), find(KEEP, from[i]) + 1);
	execute_all(find(KEEP, from[n - 1]) + 1, last + 1);
	answer(n);
	checkpoint();
}

static size_t *find_records(size_t *ret_count)
{
	size_t *from = calloc(run_count + 1, sizeof(*from));
	size_t count = 0;

	for (size_t i = 0; next_commit(i) < run_count; i = next_commit(i) + 1)
		from[count++] = i;
	if (!count)
		die("no record was heard");
	*ret_count = count;
	return from;
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void open_store(const char *path)
{
	static char name[4096];
	int on = 1;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(path);
	snprintf(name, sizeof(name), "%s-wal", path);
	wal = name;
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
	sqlite3_exec(db, "pragma synchronous=full; pragma secure_delete=on;"
			 "pragma temp_store=memory;"
			 "pragma wal_autocheckpoint=0; pragma foreign_keys=on",
		     NULL, NULL, NULL);
}

static void read_ops(const char *path)
{
	size_t len;
	const char *at = read_all(path, &len);
	const char *end = at + len;

	while (at < end)
		if (*at++ == 'P')
			read_statement(&at);
		else
			read_run(&at);
}

int main(int argc, char **argv)
{
	size_t most = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	size_t count, *from;
	int64_t start;

	if (!most)
		die("usage: bare STORE OPS GROUP [fed]");
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	open_store(argv[1]);
	read_ops(argv[2]);
	from = find_records(&count);
	fed = argc > 4;
	group(from, 1);
	start = now();
	for (size_t i = 1, n; i < count; i += n) {
		n = count - i < most ? count - i : most;
		group(from + i, n);
	}
	if (!fed)
		printf("%lld\n", (long long)(now() - start));
	return 0;
}
