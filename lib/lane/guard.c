#include <config.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/memory.h"
#include "lane/guard.h"

enum { ANSWER_MS = 3000 };

struct ck_guard {
	pid_t pid;
	int fd;
};

/* -- its program ---------------------------------------------------------- */

/* Beside this program as long as that was not installed. */
static char *find_program(void)
{
	ck_autofree char *path = ck_beside("ck-gate-guard");

	if (!path || !strcmp(path, BINDIR "/ck-gate-guard"))
		return ck_strdup(PKGLIBEXECDIR "/ck-gate-guard");
	return ck_take(path);
}

static int put_wires(const struct ck_wiring *w, struct ck_guard_wires *wires)
{
	const char *watchdog = w->watchdog ? w->watchdog : "";

	*wires = (struct ck_guard_wires){ .outputs = w->outputs,
					  .safe = w->safe };
	if (strlen(watchdog) >= sizeof(wires->watchdog))
		return -ENAMETOOLONG;
	strcpy(wires->watchdog, watchdog);
	for (int i = 0; i < CK_LANE_OUTPUTS; i++)
		wires->place[i] = w->output[i].place;
	return 0;
}

/* -- starting ------------------------------------------------------------- */

static int spawn(int fd, pid_t *ret_pid)
{
	extern char **environ;
	char name[] = "ck-gate-guard";
	char *argv[] = { name, NULL };
	ck_autofree char *path = find_program();
	posix_spawn_file_actions_t files;
	int r;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, fd, STDIN_FILENO);
	/* Nobody waits for the end of what a guard prints. */
	posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	r = posix_spawn(ret_pid, path, &files, NULL, argv,
			environ);
	posix_spawn_file_actions_destroy(&files);
	return -r;
}

/* A guard that does not answer is as good as none. */
static int hear(struct ck_guard *guard, struct ck_guard_answer *ret_answer)
{
	struct pollfd fd = { .fd = guard->fd, .events = POLLIN };
	struct ck_guard_answer answer;
	ssize_t n;
	int r;

	do
		r = poll(&fd, 1, ANSWER_MS);
	while (r < 0 && errno == EINTR);
	if (r <= 0)
		return r < 0 ? -errno : -ETIMEDOUT;
	n = recv(guard->fd, &answer, sizeof(answer), 0);
	if (n < 0)
		return -errno;
	if (n != sizeof(answer))
		return -EPIPE;
	answer.by[CK_GPIO_BY - 1] = '\0';
	*ret_answer = answer;
	return answer.err;
}

static int say(struct ck_guard *guard, const void *message, size_t size,
	       struct ck_guard_answer *ret_answer)
{
	if (send(guard->fd, message, size, MSG_NOSIGNAL) < 0)
		return -errno;
	return hear(guard, ret_answer);
}

int ck_guard_start(const struct ck_wiring *wiring, struct ck_guard **ret_guard,
		   struct ck_guard_answer *ret_answer)
{
	struct ck_guard *guard = ck_new(struct ck_guard);
	struct ck_guard_wires wires;
	int fds[2];
	int r;

	*ret_answer = (struct ck_guard_answer){ .line = -1 };
	r = put_wires(wiring, &wires);
	if (r == 0 &&
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
		r = -errno;
	if (r < 0) {
		free(guard);
		return r;
	}
	guard->fd = fds[0];
	r = spawn(fds[1], &guard->pid);
	close(fds[1]);
	if (r == 0)
		r = say(guard, &wires, sizeof(wires), ret_answer);
	if (r < 0)
		ck_guard_stop(guard);
	else
		*ret_guard = guard;
	return r;
}

/* -- using ---------------------------------------------------------------- */

int ck_guard_drive(struct ck_guard *guard, uint32_t outputs,
		   struct ck_guard_answer *ret_answer)
{
	const struct ck_guard_order order = { .outputs = outputs };

	*ret_answer = (struct ck_guard_answer){ .line = -1 };
	return say(guard, &order, sizeof(order), ret_answer);
}

/* It lets its end go when the outputs are safe. One that hangs is ended: the
 * next one makes them safe before anything else. */
void ck_guard_stop(struct ck_guard *guard)
{
	struct ck_guard_answer last;

	if (!guard)
		return;
	shutdown(guard->fd, SHUT_WR);
	if (guard->pid > 0 && hear(guard, &last) == -ETIMEDOUT)
		kill(guard->pid, SIGKILL);
	if (guard->pid > 0)
		waitpid(guard->pid, NULL, 0);
	close(guard->fd);
	free(guard);
}
