/* A disk that fails. Linked into a program, it stands between SQLite and the
 * files when the environment says so:
 *
 *	CK_FAULT=ACT:OPERATION:N[+]
 *		at the N-th read, write, sync or truncate, or any operation
 *		("any"), act once, or with + from then on:
 *		eio	it fails; half of a write has happened
 *		full	it fails as on a full disk
 *		kill	the process dies; half of a write has happened
 *		cut	the power goes: what was not synced is lost
 *		part	the same, but of what was not synced some is lost
 *		slow	a sync takes 800 ms
 *	CK_FAULT_LOG=FILE
 *		at its end the process writes there how many operations there
 *		were: "read R write W sync S truncate T any A acted N"
 */
#include <config.h>

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOW_MS = 800 };
enum operation { READ, WRITE, SYNC, TRUNCATE, ANY, OPERATIONS };

static const char *const names[] = { "read", "write", "sync", "truncate",
				     "any" };

static struct {
	enum { EIO_, FULL, SLOW, KILL, CUT, PART } act;
	enum operation operation;
	long n;
	bool on;
	long seen[OPERATIONS];
	long acted;
} plan;

struct fault_file {
	struct sqlite3_file base;
	struct sqlite3_file *real;
};

static struct sqlite3_file *real_of(struct sqlite3_file *file)
{
	return ((struct fault_file *)file)->real;
}

/* -- what a power cut takes back ------------------------------------------ */

struct change {
	struct change *older;
	struct sqlite3_file *real;
	sqlite3_int64 at;
	sqlite3_int64 old_size;
	int len;
	char bytes[];		/* what stood there; zero past the old end */
};

static struct change *newest;

static void remember(struct sqlite3_file *real, sqlite3_int64 at, int len)
{
	struct change *c;

	if (plan.act != CUT && plan.act != PART)
		return;
	c = calloc(1, sizeof(*c) + len);
	if (!c)
		abort();
	c->older = newest;
	c->real = real;
	c->at = at;
	c->len = len;
	real->pMethods->xFileSize(real, &c->old_size);
	real->pMethods->xRead(real, c->bytes, len, at);
	newest = c;
}

static void forget(const struct sqlite3_file *real)
{
	struct change **at = &newest;

	while (*at) {
		struct change *c = *at;

		if (c->real != real) {
			at = &c->older;
			continue;
		}
		*at = c->older;
		free(c);
	}
}

static void take_back(void)
{
	srandom(plan.n);
	for (struct change *c = newest; c; c = c->older) {
		if (plan.act == PART && random() % 2)
			continue;
		c->real->pMethods->xWrite(c->real, c->bytes, c->len, c->at);
		if (plan.act == CUT)
			c->real->pMethods->xTruncate(c->real, c->old_size);
	}
}

/* -- deciding ------------------------------------------------------------- */

static void die(void)
{
	if (plan.act == CUT || plan.act == PART)
		take_back();
	raise(SIGKILL);
}

static bool is_now(enum operation operation)
{
	long n;

	plan.seen[operation]++;
	plan.seen[ANY]++;
	if (plan.operation != operation && plan.operation != ANY)
		return false;
	n = plan.seen[plan.operation];
	if (n != plan.n && !(plan.on && n > plan.n))
		return false;
	plan.acted++;
	return true;
}

static int fault(int code)
{
	if (plan.act >= KILL)
		die();
	return plan.act == FULL && code == SQLITE_IOERR_WRITE ? SQLITE_FULL
							      : code;
}

/* -- the file ------------------------------------------------------------- */

static int file_read(struct sqlite3_file *file, void *to, int len,
		     sqlite3_int64 at)
{
	if (is_now(READ))
		return fault(SQLITE_IOERR_READ);
	return real_of(file)->pMethods->xRead(real_of(file), to, len, at);
}

static int file_write(struct sqlite3_file *file, const void *from, int len,
		      sqlite3_int64 at)
{
	struct sqlite3_file *real = real_of(file);

	remember(real, at, len);
	if (is_now(WRITE)) {
		real->pMethods->xWrite(real, from, len / 2, at);
		return fault(SQLITE_IOERR_WRITE);
	}
	return real->pMethods->xWrite(real, from, len, at);
}

static int file_sync(struct sqlite3_file *file, int flags)
{
	int rc;

	if (is_now(SYNC)) {
		if (plan.act != SLOW)
			return fault(SQLITE_IOERR_FSYNC);
		sqlite3_sleep(SLOW_MS);
	}
	rc = real_of(file)->pMethods->xSync(real_of(file), flags);
	if (rc == SQLITE_OK)
		forget(real_of(file));
	return rc;
}

static int file_truncate(struct sqlite3_file *file, sqlite3_int64 size)
{
	struct sqlite3_file *real = real_of(file);
	sqlite3_int64 old = 0;

	real->pMethods->xFileSize(real, &old);
	if (old > size)
		remember(real, size, old - size);
	if (is_now(TRUNCATE))
		return fault(SQLITE_IOERR_TRUNCATE);
	return real->pMethods->xTruncate(real, size);
}

static int file_close(struct sqlite3_file *file)
{
	forget(real_of(file));
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_size(struct sqlite3_file *file, sqlite3_int64 *ret_size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), ret_size);
}

static int file_lock(struct sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(struct sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_reserved(struct sqlite3_file *file, int *ret_held)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file),
							   ret_held);
}

static int file_control(struct sqlite3_file *file, int code, void *arg)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), code, arg);
}

static int file_sector(struct sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(struct sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shm_map(struct sqlite3_file *file, int page, int size, int extend,
		   void volatile **ret_at)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size,
						extend, ret_at);
}

static int shm_lock(struct sqlite3_file *file, int from, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), from, n, flags);
}

static void shm_barrier(struct sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shm_unmap(struct sqlite3_file *file, int delete)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const struct sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
};

/* -- the VFS -------------------------------------------------------------- */

static struct sqlite3_vfs *usual;
static struct sqlite3_vfs faulty;

static int vfs_open(struct sqlite3_vfs *vfs, const char *name,
		    struct sqlite3_file *file, int flags, int *ret_flags)
{
	struct fault_file *f = (struct fault_file *)file;
	int rc;

	(void)vfs;
	f->real = (struct sqlite3_file *)(f + 1);
	rc = usual->xOpen(usual, name, f->real, flags, ret_flags);
	f->base.pMethods = f->real->pMethods ? &methods : NULL;
	return rc;
}

static void tell(void)
{
	const char *path = getenv("CK_FAULT_LOG");
	FILE *log = path ? fopen(path, "w") : NULL;

	if (!log)
		return;
	for (int i = 0; i < OPERATIONS; i++)
		fprintf(log, "%s %ld ", names[i], plan.seen[i]);
	fprintf(log, "acted %ld\n", plan.acted);
	fclose(log);
}

static int word(const char *text, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(text, words[i]))
			return i;
	fprintf(stderr, "CK_FAULT: %s?\n", text);
	exit(99);
}

static void read_plan(const char *text)
{
	static const char *const acts[] = { "eio", "full", "slow", "kill",
					    "cut", "part" };
	char act[16], operation[16], on = '\0';

	if (sscanf(text, "%15[^:]:%15[^:]:%ld%c", act, operation, &plan.n,
		   &on) < 3)
		word(text, acts, 0);
	plan.act = word(act, acts, 6);
	plan.operation = word(operation, names, OPERATIONS);
	plan.on = on == '+';
}

__attribute__((constructor)) static void fault_vfs_install(void)
{
	const char *text = getenv("CK_FAULT");

	if (!text)
		return;
	read_plan(text);
	usual = sqlite3_vfs_find(NULL);
	faulty = *usual;
	faulty.zName = "faulty";
	faulty.szOsFile = sizeof(struct fault_file) + usual->szOsFile;
	faulty.xOpen = vfs_open;
	sqlite3_vfs_register(&faulty, 1);
	atexit(tell);
}
