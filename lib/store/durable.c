#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <time.h>

#include "store/durable.h"
#include "store/engine.h"

enum { LOOK_NS = 10000000, SECOND_NS = 1000000000 };

/* SQLite gives a method nothing but the file. */
static struct {
	const struct ck_turn *turn;
	const struct sqlite3_io_methods *usual;
	struct sqlite3_io_methods ours;		/* the usual ones, but xSync */
} watched;

struct syncing {
	struct sqlite3_file *file;
	int flags;
	int rc;
};

static void *sync_file(void *ctx)
{
	struct syncing *s = ctx;

	s->rc = watched.usual->xSync(s->file, s->flags);
	return NULL;
}

/* Signals are for who waits. */
static int begin(struct syncing *s, pthread_t *ret_thread)
{
	sigset_t all, before;
	int err;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(ret_thread, NULL, sync_file, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -err;
}

static bool has_ended(pthread_t thread)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += LOOK_NS;
	if (until.tv_nsec >= SECOND_NS) {
		until.tv_nsec -= SECOND_NS;
		until.tv_sec++;
	}
	return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &until) !=
	       ETIMEDOUT;
}

/* SQLite does nothing else meanwhile: one thread uses it, and that one is
 * here. */
static int sync_beside(struct sqlite3_file *file, int flags)
{
	struct syncing s = { file, flags, SQLITE_OK };
	pthread_t thread;

	if (!watched.turn->look || begin(&s, &thread) < 0)
		return watched.usual->xSync(file, flags);
	while (!has_ended(thread))
		ck_turn_look(watched.turn);
	return s.rc;
}

static void watch(struct ck_store *store, int which)
{
	struct sqlite3_file *file = NULL;

	if (sqlite3_file_control(store->db, "main", which, &file) !=
		    SQLITE_OK || !file || !file->pMethods)
		return;
	if (!watched.usual) {
		watched.usual = file->pMethods;
		watched.ours = *file->pMethods;
		watched.ours.xSync = sync_beside;
	}
	if (file->pMethods == watched.usual)
		file->pMethods = &watched.ours;
}

void ck_durable_watch(struct ck_store *store)
{
	watched.turn = &store->turn;
	watch(store, SQLITE_FCNTL_FILE_POINTER);
	watch(store, SQLITE_FCNTL_JOURNAL_POINTER);
}
