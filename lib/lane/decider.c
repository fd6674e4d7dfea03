#include <config.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "lane/decider.h"
#include "record/reader.h"

struct ck_decider {
	const char *command;
	pid_t pid;		/* 0: it does not run */
	int fd;
	struct ck_buf in;
	size_t taken;		/* of it, by the last line */
	struct ck_buf out;
	size_t sent;		/* of it */
};

struct ck_decider *ck_decider_new(const char *command)
{
	struct ck_decider *decider = ck_new(struct ck_decider);

	decider->command = command;
	decider->fd = -1;
	return decider;
}

void ck_decider_free(struct ck_decider *decider)
{
	if (!decider)
		return;
	ck_decider_stop(decider);
	ck_buf_free(&decider->in);
	ck_buf_free(&decider->out);
	free(decider);
}

bool ck_decider_runs(const struct ck_decider *decider)
{
	return decider->pid > 0;
}

int ck_decider_fd(const struct ck_decider *decider)
{
	return decider->fd;
}

/* In the child: with nothing of ours, and as whoever started us. */
static void become(const char *command, int fd)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	if (setgid(getgid()) == 0 && dup2(fd, STDIN_FILENO) >= 0 &&
	    dup2(fd, STDOUT_FILENO) >= 0)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

int ck_decider_start(struct ck_decider *decider)
{
	int fds[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return -errno;
	pid = fork();
	if (pid == 0)
		become(decider->command, fds[1]);
	close(fds[1]);
	if (pid < 0) {
		int err = errno;

		close(fds[0]);
		return -err;
	}
	/* Whichever of the two comes first. */
	setpgid(pid, pid);
	decider->pid = pid;
	decider->fd = fds[0];
	decider->taken = 0;
	decider->sent = 0;
	ck_buf_clear(&decider->in);
	ck_buf_clear(&decider->out);
	return 0;
}

void ck_decider_stop(struct ck_decider *decider)
{
	if (decider->fd >= 0)
		close(decider->fd);
	decider->fd = -1;
	if (!decider->pid)
		return;
	kill(-decider->pid, SIGKILL);
	while (waitpid(decider->pid, NULL, 0) < 0 && errno == EINTR)
		;
	decider->pid = 0;
}

bool ck_decider_keeps(const struct ck_decider *decider)
{
	return decider->sent < decider->out.len;
}

int ck_decider_flush(struct ck_decider *decider)
{
	ssize_t n;

	if (decider->fd < 0)
		return -EPIPE;
	while (ck_decider_keeps(decider)) {
		n = send(decider->fd, decider->out.data + decider->sent,
			 decider->out.len - decider->sent,
			 MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK ? 1
								       : -EPIPE;
		decider->sent += (size_t)n;
	}
	decider->sent = 0;
	ck_buf_clear(&decider->out);
	return 0;
}

int ck_decider_send(struct ck_decider *decider, const char *line, size_t len)
{
	int r;

	if (decider->fd < 0)
		return -EPIPE;
	ck_buf_add(&decider->out, line, len);
	ck_buf_putc(&decider->out, '\n');
	r = ck_decider_flush(decider);
	return r < 0 ? r : 0;
}

static char *find_line(struct ck_decider *decider, size_t *ret_len)
{
	char *text = decider->in.data ? decider->in.data + decider->taken
				      : NULL;
	size_t left = decider->in.len - decider->taken;
	char *end = left ? memchr(text, '\n', left) : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	*ret_len = (size_t)(end - text);
	decider->taken += *ret_len + 1;
	return text;
}

/* What was taken makes room. */
static void close_up(struct ck_decider *decider)
{
	ck_buf_drop(&decider->in, decider->taken);
	decider->taken = 0;
}

int ck_decider_read(struct ck_decider *decider, char **ret_line,
		    size_t *ret_len)
{
	char some[4096];
	ssize_t n;

	if (decider->fd < 0)
		return -EPIPE;
	for (;;) {
		*ret_line = find_line(decider, ret_len);
		if (*ret_line)
			return 1;
		close_up(decider);
		if (decider->in.len > CK_LINE_MAX)
			return -EPIPE;
		n = recv(decider->fd, some, sizeof(some), MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return 0;
		if (n <= 0)
			return -EPIPE;
		ck_buf_add(&decider->in, some, (size_t)n);
	}
}
