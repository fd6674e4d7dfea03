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

#include "base/memory.h"
#include "lane/guard.h"

enum { PROGRAM_MAX = 4096, ARGUMENT_MAX = 256, ANSWER_MS = 3000 };

struct ck_guard {
	pid_t pid;
	int fd;
};

/* -- its program ---------------------------------------------------------- */

/* Beside this program as long as that was not installed. */
static const char *find_program(char path[PROGRAM_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PROGRAM_MAX - 32);
	char *slash;

	if (n <= 0)
		return PKGLIBEXECDIR "/ck-gate-guard";
	path[n] = '\0';
	slash = strrchr(path, '/');
	*slash = '\0';
	if (!strcmp(path, BINDIR))
		return PKGLIBEXECDIR "/ck-gate-guard";
	strcpy(slash, "/ck-gate-guard");
	return path;
}

/* "barrier_open,low,safe=gpiochip0:16" */
static void put_output(char text[ARGUMENT_MAX], const struct ck_wiring *w,
		       enum ck_lane_output line)
{
	const struct ck_wire *wire = &w->output[line];

	snprintf(text, ARGUMENT_MAX, "%s,%s%s%s=%s:%s",
		 ck_lane_output_name(line), ck_gpio_bias_name(wire->place.bias),
		 wire->place.active_low ? ",low" : "",
		 w->safe & CK_LINE_BIT(line) ? ",safe" : "", wire->place.chip,
		 wire->place.line);
}

struct arguments {
	char text[CK_LANE_OUTPUTS][ARGUMENT_MAX];
	char *argv[CK_LANE_OUTPUTS + 4];
};

static void put_arguments(struct arguments *a, const struct ck_wiring *w)
{
	int argc = 0;

	a->argv[argc++] = (char *)(uintptr_t)"ck-gate-guard";
	if (w->watchdog) {
		a->argv[argc++] = (char *)(uintptr_t)"-w";
		a->argv[argc++] = (char *)(uintptr_t)w->watchdog;
	}
	for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
		if (!(w->outputs & CK_LINE_BIT(i)))
			continue;
		put_output(a->text[i], w, (enum ck_lane_output)i);
		a->argv[argc++] = a->text[i];
	}
	a->argv[argc] = NULL;
}

/* -- starting ------------------------------------------------------------- */

static int spawn(const struct ck_wiring *w, int fd, pid_t *ret_pid)
{
	extern char **environ;
	char path[PROGRAM_MAX];
	struct arguments *a = ck_new(struct arguments);
	posix_spawn_file_actions_t files;
	int r;

	put_arguments(a, w);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, fd, STDIN_FILENO);
	/* Nobody waits for the end of what a guard prints. */
	posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	r = posix_spawn(ret_pid, find_program(path), &files, NULL, a->argv,
			environ);
	posix_spawn_file_actions_destroy(&files);
	free(a);
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

int ck_guard_start(const struct ck_wiring *wiring, struct ck_guard **ret_guard,
		   struct ck_guard_answer *ret_answer)
{
	struct ck_guard *guard = ck_new(struct ck_guard);
	int fds[2];
	int r;

	*ret_answer = (struct ck_guard_answer){ .line = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0) {
		r = -errno;
		free(guard);
		return r;
	}
	guard->fd = fds[0];
	r = spawn(wiring, fds[1], &guard->pid);
	close(fds[1]);
	if (r == 0)
		r = hear(guard, ret_answer);
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
	if (send(guard->fd, &order, sizeof(order), MSG_NOSIGNAL) < 0)
		return -errno;
	return hear(guard, ret_answer);
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
