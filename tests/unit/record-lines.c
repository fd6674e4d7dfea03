/* Lines of a stream: any length in bounded memory, and signals. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "record/lines.h"
#include "record/reader.h"
#include "tap.h"

static char *line;
static size_t len;

/* A stream that holds the text and then ends. */
static int file_of(const char *text, size_t size)
{
	FILE *file = tmpfile();
	int fd;

	if (!file || fwrite(text, 1, size, file) != size || fflush(file))
		abort();
	fd = dup(fileno(file));
	fclose(file);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void put(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		abort();
}

static void test_plain(void)
{
	static const char text[] = "one\n\nthr\0ee\r\nlast";
	int fd = file_of(text, sizeof(text) - 1);
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = ck_lines_new(fd);

	ok(ck_lines_number(lines) == 0, "no line yet");
	ok(ck_lines_next(lines, &line, &len) == 1 && len == 3, "a line");
	is(line, "one", "without its newline");
	ok(ck_lines_next(lines, &line, &len) == 1 && len == 0, "an empty one");
	ok(ck_lines_next(lines, &line, &len) == 1 && len == 7 &&
		   !memcmp(line, "thr\0ee\r", 7),
	   "bytes come as they are");
	ok(!ck_lines_ready(lines), "the end of input is not waited for");
	ok(ck_lines_next(lines, &line, &len) == 1 && len == 4,
	   "a last line without newline");
	is(line, "last", "is a line");
	ok(ck_lines_number(lines) == 4, "lines are counted");
	ok(ck_lines_next(lines, &line, &len) == 0 &&
		   ck_lines_next(lines, &line, &len) == 0,
	   "the end, and again");
	ok(ck_lines_number(lines) == 4, "the end is no line");
	close(fd);
}

static void test_empty(void)
{
	int fd = file_of("", 0);
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = ck_lines_new(fd);

	ok(ck_lines_next(lines, &line, &len) == 0, "empty input");
	close(fd);
	ck_lines_free(NULL);
}

/* Lines of every length around the size of a read. */
static void test_lengths(void)
{
	CK_BUF text = { 0 };
	int wrong = 0;

	for (size_t size = 65530; size < 65545; size++) {
		int fd;

		ck_buf_clear(&text);
		for (size_t i = 0; i < size; i++)
			ck_buf_putc(&text, 'a');
		ck_buf_puts(&text, "\nb\n");
		fd = file_of(text.data, text.len);
		CK_CLEANUP(ck_lines_free) struct ck_lines *lines =
			ck_lines_new(fd);
		wrong += ck_lines_next(lines, &line, &len) != 1 || len != size;
		wrong += ck_lines_next(lines, &line, &len) != 1 || len != 1;
		wrong += ck_lines_next(lines, &line, &len) != 0;
		close(fd);
	}
	ok(!wrong, "lines around the size of a read");
}

static void test_limit(void)
{
	CK_BUF text = { 0 };
	int fd;

	for (size_t i = 0; i < CK_LINE_MAX; i++)
		ck_buf_putc(&text, 'a');
	ck_buf_puts(&text, "\nab\n");
	for (size_t i = 0; i < CK_LINE_MAX + 1; i++)
		ck_buf_putc(&text, 'c');
	ck_buf_puts(&text, "\nd\n");
	for (size_t i = 0; i < CK_LINE_MAX + 5; i++)
		ck_buf_putc(&text, 'e');
	fd = file_of(text.data, text.len);
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = ck_lines_new(fd);

	ok(ck_lines_next(lines, &line, &len) == 1 && len == CK_LINE_MAX,
	   "a line of 1 MiB is read");
	ok(ck_lines_next(lines, &line, &len) == 1 && len == 2, "what follows");
	ok(ck_lines_next(lines, &line, &len) == -EMSGSIZE &&
		   len == CK_LINE_MAX + 1 && ck_lines_number(lines) == 3,
	   "one byte more is too long: its length and number are known");
	ok(ck_lines_next(lines, &line, &len) == 1 && *line == 'd' && len == 1,
	   "the next line is read");
	ok(ck_lines_next(lines, &line, &len) == -EMSGSIZE &&
		   len == CK_LINE_MAX + 5 && ck_lines_number(lines) == 5,
	   "too long and without newline at the end");
	ok(ck_lines_next(lines, &line, &len) == 0, "and then the end");
	close(fd);
}

static long resident_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void write_much(int fd, size_t size)
{
	static char chunk[1 << 16];

	memset(chunk, 'x', sizeof(chunk));
	for (size_t left = size; left;) {
		size_t n = left < sizeof(chunk) ? left : sizeof(chunk);

		if (write(fd, chunk, n) != (ssize_t)n)
			_exit(1);
		left -= n;
	}
	put(fd, "\nafter\n");
	_exit(0);
}

static void test_hundred_megabytes(void)
{
	const size_t size = 100000000;
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	long before;
	int ends[2];

	if (pipe(ends) < 0)
		abort();
	fflush(stdout);
	if (!fork()) {
		close(ends[0]);
		write_much(ends[1], size);
	}
	close(ends[1]);
	lines = ck_lines_new(ends[0]);
	before = resident_kib();
	ok(ck_lines_next(lines, &line, &len) == -EMSGSIZE && len == size,
	   "a line of 100 MB is dropped");
	ok(resident_kib() - before < 16 << 10, "in little memory: %ld KiB",
	   resident_kib() - before);
	ok(ck_lines_next(lines, &line, &len) == 1 && !strcmp(line, "after") &&
		   ck_lines_number(lines) == 2,
	   "and the next is handled");
	wait(NULL);
	close(ends[0]);
}

static void test_ready(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	int ends[2];

	if (pipe(ends) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	ok(!ck_lines_ready(lines), "nothing is there");
	put(ends[1], "a\nb\nc");
	ok(ck_lines_ready(lines), "two lines are there");
	ok(ck_lines_next(lines, &line, &len) == 1 && *line == 'a', "one");
	ok(ck_lines_ready(lines), "one is left");
	ok(ck_lines_next(lines, &line, &len) == 1 && *line == 'b', "two");
	ok(!ck_lines_ready(lines), "half a line is none");
	ok(ck_lines_number(lines) == 2, "looking does not count");
	put(ends[1], "c\n");
	ok(ck_lines_ready(lines), "the other half came");
	ok(ck_lines_next(lines, &line, &len) == 1 && !strcmp(line, "cc"),
	   "three");
	put(ends[1], "d");
	close(ends[1]);
	ok(!ck_lines_ready(lines) && !ck_lines_ready(lines),
	   "a last line without newline may be waited for");
	ok(ck_lines_next(lines, &line, &len) == 1 && !strcmp(line, "d"),
	   "and is read all the same");
	ok(!ck_lines_ready(lines), "nothing is there at the end");
	ok(ck_lines_next(lines, &line, &len) == 0, "the end");
	close(ends[0]);
}

static void test_ready_long(void)
{
	CK_BUF text = { 0 };
	int fd;

	for (size_t i = 0; i < 3 * CK_LINE_MAX; i++)
		ck_buf_putc(&text, 'a');
	ck_buf_puts(&text, "\nb\n");
	fd = file_of(text.data, text.len);
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = ck_lines_new(fd);

	ok(!ck_lines_ready(lines), "a line that is too long is not waited for");
	ok(ck_lines_next(lines, &line, &len) == -EMSGSIZE &&
		   len == 3 * CK_LINE_MAX,
	   "and then dropped as a whole");
	ok(ck_lines_ready(lines) && ck_lines_next(lines, &line, &len) == 1 &&
		   *line == 'b',
	   "the next is there");
	close(fd);
}

static void test_errors(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *folder = NULL;
	CK_CLEANUP(ck_lines_free) struct ck_lines *unreadable = NULL;
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	folder = ck_lines_new(fd);
	ok(!ck_lines_ready(folder), "a directory has no lines");
	ok(ck_lines_next(folder, &line, &len) == -EISDIR, "it says why");
	ok(ck_lines_next(folder, &line, &len) == -EISDIR, "each time");
	close(fd);
	fd = open("/dev/null", O_WRONLY);
	unreadable = ck_lines_new(fd);
	ok(ck_lines_next(unreadable, &line, &len) == -EBADF,
	   "a descriptor that cannot be read");
	close(fd);
}

static void test_nonblocking(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	int ends[2];

	if (pipe2(ends, O_NONBLOCK) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	fflush(stdout);
	if (!fork()) {
		put(ends[1], "late\n");
		_exit(0);
	}
	ok(ck_lines_next(lines, &line, &len) == 1 && !strcmp(line, "late"),
	   "a descriptor that does not block is waited for");
	wait(NULL);
	close(ends[0]);
	close(ends[1]);
}

/* -- signals -------------------------------------------------------------- */

static volatile int stopped;
static volatile int ticks;

static void test_wait(void)
{
	int ends[2];
	struct ck_lines *lines;

	if (pipe(ends) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	ok(ck_lines_wait(lines, 0) == 0 && ck_lines_wait(lines, 20) == 0,
	   "nothing comes in its time");
	put(ends[1], "a part");
	ok(ck_lines_wait(lines, 20) == 0, "a part of a line is not enough");
	put(ends[1], " and the rest\nmore\n");
	ok(ck_lines_wait(lines, -1) == 1 && ck_lines_wait(lines, 0) == 1,
	   "a line can be had");
	ok(ck_lines_next(lines, &line, &len) == 1 &&
		   !strcmp(line, "a part and the rest"), "this one");
	ok(ck_lines_next(lines, &line, &len) == 1 &&
		   ck_lines_wait(lines, 0) == 0, "and another, then nothing");
	close(ends[1]);
	ok(ck_lines_wait(lines, -1) == 1 &&
		   ck_lines_next(lines, &line, &len) == 0,
	   "the end is no wait either");
	ck_lines_free(lines);
	close(ends[0]);
}

static void on_alarm(int signal)
{
	(void)signal;
	stopped = 1;
}

static void after_us(int us)
{
	struct itimerval timer = { .it_value.tv_usec = us };

	setitimer(ITIMER_REAL, &timer, NULL);
}

static void test_stop(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	sigset_t now;
	int ends[2];

	if (pipe(ends) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	ck_lines_stop(lines, &stopped);
	put(ends[1], "a\nb\n");
	stopped = 0;
	ok(ck_lines_next(lines, &line, &len) == 1, "not stopped");
	stopped = 1;
	ok(!ck_lines_ready(lines), "once stopped, nothing is ready");
	ok(ck_lines_next(lines, &line, &len) == -EINTR,
	   "and the next line is not read");
	stopped = 0;
	ok(ck_lines_next(lines, &line, &len) == 1 && *line == 'b',
	   "it is still there");
	sigprocmask(SIG_SETMASK, NULL, &now);
	ok(!sigismember(&now, SIGALRM) && !sigismember(&now, SIGTERM),
	   "signals are let in again");
	close(ends[0]);
	close(ends[1]);
}

/* The signal comes before, at, or after the last look at the flag; were one
 * missed, the wait would never end and the harness would tell. */
static void test_stop_waiting(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	int ends[2];
	int missed = 0;

	if (pipe(ends) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	ck_lines_stop(lines, &stopped);
	for (int us = 1; us < 1000; us++) {
		stopped = 0;
		after_us(us % 100 + 1);
		missed += ck_lines_next(lines, &line, &len) != -EINTR;
	}
	ok(!missed, "a signal ends the wait, whenever it comes");
	close(ends[0]);
	close(ends[1]);
}

/* Twenty signals that stop nothing; the last one sends the line. */
static int tick_fd;

static void on_tick(int signal)
{
	(void)signal;
	if (++ticks == 20)
		put(tick_fd, "x\n");
}

static void test_other_signal(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	struct itimerval every = { .it_value.tv_usec = 1000,
				   .it_interval.tv_usec = 1000 };
	int ends[2];

	if (pipe(ends) < 0)
		abort();
	lines = ck_lines_new(ends[0]);
	stopped = 0;
	ck_lines_stop(lines, &stopped);
	tick_fd = ends[1];
	signal(SIGALRM, on_tick);
	setitimer(ITIMER_REAL, &every, NULL);
	ok(ck_lines_next(lines, &line, &len) == 1 && *line == 'x' &&
		   ticks >= 20,
	   "signals that do not stop do not end the wait");
	every = (struct itimerval){ 0 };
	setitimer(ITIMER_REAL, &every, NULL);
	close(ends[0]);
	close(ends[1]);
}

/* The other descriptor speaks twice before there is a line, and is silent
 * afterwards. */
static int beside[2];
static int looks;
static int input_end;

static void look(void *ctx)
{
	char byte;

	(void)ctx;
	if (read(beside[0], &byte, 1) != 1)
		abort();
	if (++looks == 2)
		put(input_end, "a line\n");
}

static void test_beside(void)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines = NULL;
	struct ck_lines_aside aside = { .fd = -1, .look = look };
	int ends[2];

	if (pipe(ends) < 0 || pipe(beside) < 0)
		abort();
	input_end = ends[1];
	lines = ck_lines_new(ends[0]);
	ck_lines_beside(lines, &aside, 1);
	put(ends[1], "first\n");
	ok(ck_lines_next(lines, &line, &len) == 1 && !looks,
	   "nothing is looked at beside the input");
	aside.fd = beside[0];
	put(beside[1], "xy");
	ok(ck_lines_next(lines, &line, &len) == 1 && looks == 2,
	   "while there is no input, something else is read");
	is(line, "a line", "then the line");
	close(ends[0]);
	close(ends[1]);
	close(beside[0]);
	close(beside[1]);
}

int main(void)
{
	struct sigaction alarm_action = { .sa_handler = on_alarm };

	sigaction(SIGALRM, &alarm_action, NULL);
	test_plain();
	test_empty();
	test_lengths();
	test_limit();
	test_hundred_megabytes();
	test_ready();
	test_ready_long();
	test_errors();
	test_nonblocking();
	test_wait();
	test_stop();
	test_stop_waiting();
	test_other_signal();
	test_beside();
	return tap_done();
}
