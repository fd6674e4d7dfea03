#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/turn.h"

void ck_turn_init(struct ck_turn *turn)
{
	turn->turn_fd = -1;
	turn->write_fd = -1;
	turn->look = NULL;
	turn->look_ctx = NULL;
}

/* The lock files take the store's own rights, whatever the umask of who makes
 * them, so that whoever may write the store may also queue for it. */
static int make_beside(const char *store_path, const char *path)
{
	struct stat st;
	mode_t mode = stat(store_path, &st) == 0 ? st.st_mode & 0666 : 0600;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		      mode);

	if (fd >= 0)
		(void)!fchmod(fd, mode);
	return fd;
}

static int open_beside(const char *store_path, const char *suffix)
{
	ck_autofree char *path = ck_format("%s%s", store_path, suffix);
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT)
		fd = make_beside(store_path, path);
	/* Somebody was quicker. */
	if (fd < 0 && errno == EEXIST)
		fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	return fd < 0 ? -errno : fd;
}

static int open_files(struct ck_turn *turn, const char *store_path)
{
	if (turn->turn_fd < 0)
		turn->turn_fd = open_beside(store_path, "-turn");
	if (turn->turn_fd < 0)
		return turn->turn_fd;
	if (turn->write_fd < 0)
		turn->write_fd = open_beside(store_path, "-write");
	return turn->write_fd < 0 ? turn->write_fd : 0;
}

static void wake(int signal_number)
{
	(void)signal_number;
}

/* No signal ends what is looked at. */
void ck_turn_look(const struct ck_turn *turn)
{
	sigset_t alarm_only, before;

	if (!turn->look)
		return;
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	sigprocmask(SIG_BLOCK, &alarm_only, &before);
	turn->look(turn->look_ctx);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* A waiting flock ends only by a signal: a timer of this thread sends one
 * again and again, so that none can come too early to be noticed. */
static int wait_for(const struct ck_turn *turn, int fd, int64_t deadline_ms)
{
	struct timespec now;

	while (flock(fd, LOCK_EX) < 0) {
		if (errno != EINTR)
			return -errno;
		ck_turn_look(turn);
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec * 1000LL + now.tv_nsec / 1000000 >= deadline_ms)
			return -EAGAIN;
	}
	return 0;
}

static int wait_both(struct ck_turn *turn, int64_t deadline_ms)
{
	int r = wait_for(turn, turn->turn_fd, deadline_ms);

	if (r < 0)
		return r;
	r = wait_for(turn, turn->write_fd, deadline_ms);
	flock(turn->turn_fd, LOCK_UN);
	return r;
}

static int wait_with_timer(struct ck_turn *turn)
{
	struct sigaction act = { .sa_handler = wake }, old_act;
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
				  .sigev_signo = SIGALRM };
	long ns = turn->look ? 20000000 : 100000000;
	struct itimerspec every = { { 0, ns }, { 0, ns } };
	struct timespec now;
	sigset_t alarm_only;
	timer_t timer;
	int r;

	if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0)
		return -errno;
	sigaction(SIGALRM, &act, &old_act);
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &alarm_only, NULL);
	timer_settime(timer, 0, &every, NULL);
	clock_gettime(CLOCK_MONOTONIC, &now);
	r = wait_both(turn, now.tv_sec * 1000LL + now.tv_nsec / 1000000 +
				    CK_TURN_WAIT_MS);
	timer_delete(timer);
	sigaction(SIGALRM, &old_act, NULL);
	return r;
}

int ck_turn_take(struct ck_turn *turn, const char *store_path)
{
	int r = open_files(turn, store_path);

	if (r < 0)
		return r;
	/* Nobody waits: the common case makes no timer. */
	if (flock(turn->turn_fd, LOCK_EX | LOCK_NB) == 0) {
		if (flock(turn->write_fd, LOCK_EX | LOCK_NB) == 0) {
			flock(turn->turn_fd, LOCK_UN);
			return 0;
		}
		flock(turn->turn_fd, LOCK_UN);
	}
	return wait_with_timer(turn);
}

bool ck_turn_wanted(struct ck_turn *turn)
{
	if (turn->turn_fd < 0)
		return false;
	if (flock(turn->turn_fd, LOCK_EX | LOCK_NB) < 0)
		return true;
	flock(turn->turn_fd, LOCK_UN);
	return false;
}

void ck_turn_give(struct ck_turn *turn)
{
	if (turn->write_fd >= 0)
		flock(turn->write_fd, LOCK_UN);
}

void ck_turn_close(struct ck_turn *turn)
{
	if (turn->turn_fd >= 0)
		close(turn->turn_fd);
	if (turn->write_fd >= 0)
		close(turn->write_fd);
	ck_turn_init(turn);
}
