/* Lines of an input stream, in bounded memory.
 *
 * A line longer than CK_LINE_MAX is read to its end and dropped: -EMSGSIZE,
 * with its number and length, and the next line still follows. A last line
 * without newline counts as a line.
 */
#ifndef CK_RECORD_LINES_H
#define CK_RECORD_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/cleanup.h"
#include "base/status.h"

struct ck_lines;

/* Reads from fd, which stays the caller's. */
struct ck_lines *ck_lines_new(int fd);
void ck_lines_free(struct ck_lines *lines);
CK_DEFINE_CLEANUP(struct ck_lines *, ck_lines_free)

/* 1: a line, without its newline, with a NUL behind it, valid until the next
 * call of this function or of ck_lines_ready; 0: end of input; -EINTR: a
 * signal came and *stop was set (see ck_lines_stop); -EMSGSIZE: the line was
 * too long and is gone, only *ret_len tells how long it was; other negative
 * errno from read(2), after the lines that were complete before it. */
int ck_lines_next(struct ck_lines *lines, char **ret_line, size_t *ret_len)
	CK_MUST_CHECK;

/* Can a complete line be had now, without waiting? Reads what is available;
 * end of input counts as "no". */
bool ck_lines_ready(struct ck_lines *lines);

/* Waits for at most `ms` (negative: for as long as it takes) until the next
 * line can be had, or the end of input. 1: ck_lines_next will not wait; 0: the
 * time is over, or an aside that wakes was looked at; -EINTR: a signal came and *stop was set. */
int ck_lines_wait(struct ck_lines *lines, int64_t ms) CK_MUST_CHECK;

/* The number of the line last returned (or dropped), from 1. */
size_t ck_lines_number(const struct ck_lines *lines);
/* After -EMSGSIZE: the character, from 1, at which the line became too long. */
size_t ck_lines_column(const struct ck_lines *lines);

/* A flag that a signal handler sets: once it is set, the next call returns
 * -EINTR, also one that is waiting for input. All signals are held back between
 * the last look at the flag and ppoll(2), which lets them in again: none is
 * missed, and outside of a wait nothing is held back. */
void ck_lines_stop(struct ck_lines *lines, const volatile int *stop);

/* Something else that must not go unread while there is no input: whenever fd
 * is readable during a wait, look is called, which reads what is there. A
 * negative fd is left alone. */
struct ck_lines_aside {
	int fd;
	void (*look)(void *ctx);
	void *ctx;
	bool wakes;		/* ck_lines_wait returns 0 after it */
};

enum { CK_LINES_ASIDES = 7 };	/* at most */

/* Borrowed; read anew at every wait. */
void ck_lines_beside(struct ck_lines *lines,
		     const struct ck_lines_aside *asides, size_t count);

#endif
