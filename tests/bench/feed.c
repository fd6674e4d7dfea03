/* Times a stream from outside, so that both sides of a comparison sit at the
 * same pipes and pay the same for them.
 *
 *	feed [-1] LINES -- COMMAND...
 *
 * Starts COMMAND, writes the first line of the file LINES to it and waits for
 * the answer: what a program does once is no part of the figure. Then the
 * clock runs. The other lines follow as fast as they are taken, with -1 each
 * when the one before it was answered. An answer is a line. Prints
 * {"lines":…,"ns":…,"first_ns":…,"reads":…,"cpu_ns":…}: the lines that were
 * timed, their time, that of the first one, in how many pieces the answers
 * came, and the processor's time of the whole run.
 */
#include <config.h>

#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct stream {
	const char *at, *end;		/* what is still to be written */
	size_t lines, answered, reads;
	int in, out;			/* the command's */
	pid_t pid;
};

static void die(const char *what)
{
	perror(what);
	exit(70);
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void read_lines(const char *path, struct stream *s)
{
	FILE *f = fopen(path, "re");
	char *bytes;
	long len;

	if (!f || fseek(f, 0, SEEK_END) < 0)
		die(path);
	len = ftell(f);
	rewind(f);
	bytes = malloc(len + 1);
	if (!bytes || fread(bytes, 1, len, f) != (size_t)len)
		die(path);
	fclose(f);
	s->at = bytes;
	s->end = bytes + len;
	for (long i = 0; i < len; i++)
		s->lines += bytes[i] == '\n';
	if (s->lines < 2)
		die("two lines at least");
}

static void start(struct stream *s, char **command)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		die("pipe");
	s->pid = fork();
	if (s->pid == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		execvp(command[0], command);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	s->in = in[1];
	s->out = out[0];
}

static void take_answers(struct stream *s)
{
	char buf[65536];
	ssize_t got = read(s->out, buf, sizeof(buf));

	if (got <= 0)
		die("the command ended early");
	for (ssize_t i = 0; i < got; i++)
		s->answered += buf[i] == '\n';
	s->reads++;
}

/* A line is short of what a pipe takes at once. */
static void exchange(struct stream *s)
{
	const char *newline = memchr(s->at, '\n', s->end - s->at);
	size_t before = s->answered;

	if (write(s->in, s->at, newline + 1 - s->at) < 0)
		die("write");
	s->at = newline + 1;
	while (s->answered == before)
		take_answers(s);
}

static void pour(struct stream *s)
{
	fcntl(s->in, F_SETFL, O_NONBLOCK);
	while (s->answered < s->lines) {
		struct pollfd fds[] = {
			{ .fd = s->out, .events = POLLIN },
			{ .fd = s->at < s->end ? s->in : -1,
			  .events = POLLOUT },
		};

		if (poll(fds, 2, -1) < 0)
			die("poll");
		if (fds[1].revents) {
			ssize_t n = write(s->in, s->at, s->end - s->at);

			s->at += n > 0 ? n : 0;
		}
		if (fds[0].revents)
			take_answers(s);
	}
}

static int64_t ns_of(struct timeval t)
{
	return t.tv_sec * 1000000000LL + t.tv_usec * 1000LL;
}

int main(int argc, char **argv)
{
	int one = argc > 1 && !strcmp(argv[1], "-1");
	struct stream s = { 0 };
	int64_t begun, first, last;
	struct rusage used;
	int status;

	if (argc < 4 + one || strcmp(argv[2 + one], "--"))
		die("usage: feed [-1] LINES -- COMMAND...");
	read_lines(argv[1 + one], &s);
	begun = now();
	start(&s, argv + 3 + one);
	exchange(&s);
	first = now();
	s.reads = 0;
	while (one && s.at < s.end)
		exchange(&s);
	if (!one)
		pour(&s);
	last = now();
	close(s.in);
	if (wait4(s.pid, &status, 0, &used) < 0)
		die("wait4");
	printf("{\"lines\":%zu,\"ns\":%lld,\"first_ns\":%lld,\"reads\":%zu,"
	       "\"cpu_ns\":%lld}\n",
	       s.lines - 1, (long long)(last - first),
	       (long long)(first - begun), s.reads,
	       (long long)(ns_of(used.ru_utime) + ns_of(used.ru_stime)));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
