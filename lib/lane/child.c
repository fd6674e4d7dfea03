#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "lane/child.h"
#include "record/reader.h"

enum { PAUSE_MS = 1000, PAUSE_MOST_MS = 30000 };

struct ck_child {
	const char *const *words;
	enum ck_child_kind kind;
	pid_t pid;		/* 0: it does not run */
	int fd;
	int64_t due;
	int64_t pause_ms;
	struct ck_buf in;
	bool taken;		/* what is in it */
	struct ck_buf out;
	size_t sent;		/* of it */
};

struct ck_child *ck_child_new(const char *const *words,
			      enum ck_child_kind kind)
{
	struct ck_child *child = ck_new(struct ck_child);

	child->words = words;
	child->kind = kind;
	child->fd = -1;
	child->pause_ms = PAUSE_MS;
	return child;
}

void ck_child_free(struct ck_child *child)
{
	if (!child)
		return;
	ck_child_stop(child, 0);
	ck_buf_free(&child->in);
	ck_buf_free(&child->out);
	free(child);
}

bool ck_child_runs(const struct ck_child *child)
{
	return child->pid > 0;
}

int ck_child_fd(const struct ck_child *child)
{
	return child->fd;
}

int64_t ck_child_due(const struct ck_child *child)
{
	return child->pid ? INT64_MAX : child->due;
}

void ck_child_shift(struct ck_child *child, int64_t by)
{
	child->due += by;
}

void ck_child_works(struct ck_child *child)
{
	child->pause_ms = PAUSE_MS;
}

/* -- in the child --------------------------------------------------------- */

/* A nice(2) is not among the calls that the unit lets through. */
static void lessen(void)
{
	static const char first[] = "500";
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		(void)!write(fd, first, strlen(first));
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* Of a setgid program the rights are for its own: for one of ours they stay. */
static int change(enum ck_child_kind kind)
{
	if (kind == CK_CHILD_COMMAND)
		return setgid(getgid());
	lessen();
	return 0;
}

static void become(const struct ck_child *child, int fd)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	if (dup2(fd, STDIN_FILENO) >= 0 && dup2(fd, STDOUT_FILENO) >= 0 &&
	    change(child->kind) == 0) {
		/* All of ours close by themselves; a library's might not. */
		(void)!close_range(STDERR_FILENO + 1, ~0U, 0);
		execv(child->words[0], (char *const *)child->words);
	}
	_exit(127);
}

/* -- it runs, or does not ------------------------------------------------- */

int ck_child_start(struct ck_child *child)
{
	int fds[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return -errno;
	pid = fork();
	if (pid == 0)
		become(child, fds[1]);
	close(fds[1]);
	if (pid < 0) {
		int err = errno;

		close(fds[0]);
		return -err;
	}
	/* Whichever of the two comes first. */
	setpgid(pid, pid);
	child->pid = pid;
	child->fd = fds[0];
	child->sent = 0;
	ck_buf_clear(&child->in);
	ck_buf_clear(&child->out);
	return 0;
}

static int end(struct ck_child *child)
{
	int status = -1;

	if (!child->pid)
		return -1;
	kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	child->pid = 0;
	return status;
}

int ck_child_stop(struct ck_child *child, int64_t now)
{
	if (child->fd >= 0)
		close(child->fd);
	child->fd = -1;
	child->due = now + child->pause_ms;
	child->pause_ms = child->pause_ms * 2 < PAUSE_MOST_MS
				  ? child->pause_ms * 2 : PAUSE_MOST_MS;
	return end(child);
}

/* -- lines ---------------------------------------------------------------- */

bool ck_child_keeps(const struct ck_child *child)
{
	return child->sent < child->out.len;
}

int ck_child_flush(struct ck_child *child)
{
	ssize_t n;

	if (child->fd < 0)
		return -EPIPE;
	while (ck_child_keeps(child)) {
		n = send(child->fd, child->out.data + child->sent,
			 child->out.len - child->sent,
			 MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK ? 1
								       : -EPIPE;
		child->sent += (size_t)n;
	}
	child->sent = 0;
	ck_buf_clear(&child->out);
	return 0;
}

int ck_child_send(struct ck_child *child, const char *line, size_t len)
{
	int r;

	if (child->fd < 0)
		return -EPIPE;
	ck_buf_add(&child->out, line, len);
	ck_buf_putc(&child->out, '\n');
	r = ck_child_flush(child);
	return r < 0 ? r : 0;
}

/* What waits to be read up to the end of a line. 1: a whole one is in. */
static int read_some(struct ck_child *child)
{
	char some[4096];
	char *end;
	ssize_t n = recv(child->fd, some, sizeof(some),
			 MSG_PEEK | MSG_DONTWAIT);

	if (n <= 0)
		return n < 0 ? -errno : -EPIPE;
	end = memchr(some, '\n', (size_t)n);
	if (end)
		n = end + 1 - some;
	n = recv(child->fd, some, (size_t)n, MSG_DONTWAIT);
	if (n <= 0)
		return n < 0 ? -errno : -EPIPE;
	ck_buf_add(&child->in, some, (size_t)n);
	return some[n - 1] == '\n';
}

int ck_child_read(struct ck_child *child, char **ret_line, size_t *ret_len)
{
	int r = 0;

	if (child->fd < 0)
		return -EPIPE;
	if (child->taken)
		ck_buf_clear(&child->in);
	child->taken = false;
	while (r == 0 || r == -EINTR) {
		if (child->in.len > CK_LINE_MAX)
			return -EPIPE;
		r = read_some(child);
	}
	if (r < 0)
		return r == -EAGAIN || r == -EWOULDBLOCK ? 0 : -EPIPE;
	child->taken = true;
	*ret_len = child->in.len - 1;
	child->in.data[*ret_len] = '\0';
	*ret_line = child->in.data;
	return 1;
}
