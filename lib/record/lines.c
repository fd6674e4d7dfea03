#include <config.h>

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "record/lines.h"
#include "record/reader.h"

enum { CHUNK = 64 << 10 };

/* Bytes [start, end) are unread; of them, those before `seen` hold no
 * newline. One byte behind `end` is always free. */
struct ck_lines {
	int fd;
	int error;			/* of read(2), kept for the next call */
	bool ended;
	bool dropping;			/* inside a line that is too long */
	char *data;
	size_t cap;
	size_t start;
	size_t seen;
	size_t end;
	size_t dropped;			/* bytes of that line so far */
	size_t column;			/* where it became too long */
	size_t number;
	const volatile int *stop;
	const struct ck_lines_aside *asides;
	size_t aside_count;
};

struct ck_lines *ck_lines_new(int fd)
{
	struct ck_lines *lines = ck_new(struct ck_lines);

	lines->fd = fd;
	return lines;
}

void ck_lines_free(struct ck_lines *lines)
{
	if (!lines)
		return;
	free(lines->data);
	free(lines);
}

void ck_lines_stop(struct ck_lines *lines, const volatile int *stop)
{
	lines->stop = stop;
}

void ck_lines_beside(struct ck_lines *lines,
		     const struct ck_lines_aside *asides, size_t count)
{
	assert(count <= CK_LINES_ASIDES);
	lines->asides = asides;
	lines->aside_count = count;
}

size_t ck_lines_number(const struct ck_lines *lines)
{
	return lines->number;
}

size_t ck_lines_column(const struct ck_lines *lines)
{
	return lines->column;
}

static bool is_stopped(const struct ck_lines *lines)
{
	return lines->stop && *lines->stop;
}

/* -- reading -------------------------------------------------------------- */

/* Signals are held back from the look at the flag until ppoll lets them in,
 * so that none slips in between and leaves us waiting. */
static int wait_any(const struct ck_lines *lines, struct pollfd *fds,
		    const struct timespec *most)
{
	sigset_t all, before;
	int r = 0;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	if (!is_stopped(lines) &&
	    ppoll(fds, 1 + lines->aside_count, most, &before) < 0)
		r = -errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (is_stopped(lines))
		return -EINTR;
	return r == -EINTR ? 0 : r;
}

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* True when one of them wakes. */
static bool look_aside(const struct ck_lines *lines, const struct pollfd *fds)
{
	bool woken = false;

	for (size_t i = 0; i < lines->aside_count; i++) {
		const struct ck_lines_aside *aside = &lines->asides[i];

		if (!fds[1 + i].revents)
			continue;
		aside->look(aside->ctx);
		woken |= aside->wakes;
	}
	return woken;
}

/* 1: there is input; 0: it is `until`, which negative never comes, or an aside
 * has woken us. */
static int wait_input(const struct ck_lines *lines, int64_t until)
{
	for (;;) {
		int64_t left = until < 0 ? 0 : until - monotonic_ms();
		const struct timespec most = { left / 1000,
					       left % 1000 * 1000000 };
		struct pollfd fds[1 + CK_LINES_ASIDES] = {
			{ .fd = lines->fd, .events = POLLIN },
		};
		bool woken;
		int r;

		for (size_t i = 0; i < lines->aside_count; i++)
			fds[1 + i] = (struct pollfd){
				.fd = lines->asides[i].fd, .events = POLLIN };
		r = left < 0 ? 0 : wait_any(lines, fds,
					    until < 0 ? NULL : &most);
		if (r < 0)
			return r;
		woken = look_aside(lines, fds);
		if (fds[0].revents)
			return 1;
		if (woken || (until >= 0 && monotonic_ms() >= until))
			return 0;
	}
}

static bool has_input(const struct ck_lines *lines)
{
	struct pollfd input = { .fd = lines->fd, .events = POLLIN };

	return poll(&input, 1, 0) > 0;
}

/* A line is at most CK_LINE_MAX here (see drop_long), so the buffer never
 * needs more than that and a chunk. */
static void make_room(struct ck_lines *lines)
{
	if (lines->start) {
		memmove(lines->data, lines->data + lines->start,
			lines->end - lines->start);
		lines->seen -= lines->start;
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->cap >= lines->end + CHUNK + 1)
		return;
	lines->cap = lines->end ? 2 * lines->end + CHUNK + 1 : CHUNK + 1;
	if (lines->cap > CK_LINE_MAX + CHUNK + 1)
		lines->cap = CK_LINE_MAX + CHUNK + 1;
	lines->data = ck_realloc(lines->data, lines->cap);
}

static void read_once(struct ck_lines *lines)
{
	ssize_t n;

	make_room(lines);
	n = read(lines->fd, lines->data + lines->end, CHUNK);
	if (n > 0)
		lines->end += (size_t)n;
	else if (!n)
		lines->ended = true;
	else if (errno != EINTR && errno != EAGAIN)
		lines->error = -errno;
}

/* -- lines ---------------------------------------------------------------- */

/* The newline of the first unread line, or NULL. */
static char *find_newline(struct ck_lines *lines)
{
	char *newline;

	if (lines->seen == lines->end)
		return NULL;
	newline = memchr(lines->data + lines->seen, '\n',
			 lines->end - lines->seen);
	lines->seen = newline ? (size_t)(newline - lines->data) : lines->end;
	return newline;
}

static void note_column(struct ck_lines *lines)
{
	lines->column =
		ck_utf8_count(lines->data + lines->start, CK_LINE_MAX) + 1;
}

/* Of a line that is already too long, nothing needs to be kept. */
static void drop_long(struct ck_lines *lines)
{
	if (!lines->dropping && lines->end - lines->start <= CK_LINE_MAX)
		return;
	if (!lines->dropping)
		note_column(lines);
	lines->dropping = true;
	lines->dropped += lines->end - lines->start;
	lines->start = lines->seen = lines->end = 0;
}

/* The line that ends before `end`. */
static int take_line(struct ck_lines *lines, char *end, char **ret_line,
		     size_t *ret_len)
{
	char *line = lines->data + lines->start;
	size_t len = (size_t)(end - line) + lines->dropped;

	if (!lines->dropping && len > CK_LINE_MAX)
		note_column(lines);
	lines->number++;
	lines->start = lines->seen = (size_t)(end - lines->data) +
				     (end < lines->data + lines->end);
	lines->dropping = false;
	lines->dropped = 0;
	*ret_len = len;
	if (len > CK_LINE_MAX)
		return -EMSGSIZE;
	*end = '\0';
	*ret_line = line;
	return 1;
}

static int take_last(struct ck_lines *lines, char **ret_line, size_t *ret_len)
{
	if (lines->start == lines->end && !lines->dropping)
		return 0;
	return take_line(lines, lines->data + lines->end, ret_line, ret_len);
}

int ck_lines_next(struct ck_lines *lines, char **ret_line, size_t *ret_len)
{
	for (;;) {
		char *newline;
		int r;

		if (is_stopped(lines))
			return -EINTR;
		newline = find_newline(lines);
		if (newline)
			return take_line(lines, newline, ret_line, ret_len);
		drop_long(lines);
		if (lines->error)
			return lines->error;
		if (lines->ended)
			return take_last(lines, ret_line, ret_len);
		r = wait_input(lines, -1);
		if (r < 0)
			return r;
		if (r > 0)
			read_once(lines);
	}
}

int ck_lines_wait(struct ck_lines *lines, int64_t ms)
{
	int64_t until = ms < 0 ? -1 : monotonic_ms() + ms;

	for (;;) {
		int r;

		if (is_stopped(lines))
			return -EINTR;
		if (find_newline(lines))
			return 1;
		drop_long(lines);
		if (lines->ended || lines->error)
			return 1;
		r = wait_input(lines, until);
		if (r <= 0)
			return r;
		read_once(lines);
	}
}

bool ck_lines_ready(struct ck_lines *lines)
{
	while (!is_stopped(lines)) {
		if (find_newline(lines))
			return true;
		if (lines->ended || lines->error ||
		    lines->end - lines->start > CK_LINE_MAX ||
		    !has_input(lines))
			return false;
		read_once(lines);
	}
	return false;
}
