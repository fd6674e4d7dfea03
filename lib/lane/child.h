/* A program that a lane runs beside itself and speaks with in lines: the one
 * that decides in its stead (lane/link.h), and the one that cameras push to
 * (lane/listener.h). Nothing here waits: what cannot be written at once is kept,
 * and goes out with ck_child_flush. One that ends or hangs is begun again later,
 * after 1 s, 2 s, … 30 s.
 *
 * It has one socket for its standard input and output, and our standard error;
 * no other file of ours. It has ended when its socket has.
 */
#ifndef CK_LANE_CHILD_H
#define CK_LANE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

enum ck_child_kind {
	CK_CHILD_COMMAND,	/* somebody else's, as whoever started us */
	CK_CHILD_LESSER,	/* one of ours that strangers speak to: it gains
				   no rights, goes first when memory is short,
				   and does not outlive us */
};

struct ck_child;

/* Nothing is begun yet. The words are borrowed; the first is the program's
 * path. */
struct ck_child *ck_child_new(const char *const *words,
			      enum ck_child_kind kind);
/* Ends it and all that it began. */
void ck_child_free(struct ck_child *child);
CK_DEFINE_CLEANUP(struct ck_child *, ck_child_free)

bool ck_child_runs(const struct ck_child *child);
/* Negative errno: it cannot be begun. */
int ck_child_start(struct ck_child *child) CK_MUST_CHECK;
/* Ends it; due again after a pause, each longer than the one before. What it
 * was waited for with (waitpid(2)); -1: it did not run. */
int ck_child_stop(struct ck_child *child, int64_t now);
/* It does what it is for: the next pause is the shortest. */
void ck_child_works(struct ck_child *child);
/* When it is to be started, ms; INT64_MAX: it runs. At first 0. */
int64_t ck_child_due(const struct ck_child *child);
/* The clock was set by so many ms. */
void ck_child_shift(struct ck_child *child, int64_t by);
/* Readable when it said something or ended; -1: it does not run. */
int ck_child_fd(const struct ck_child *child);

/* A line, without its newline. -EPIPE: it has ended. */
int ck_child_send(struct ck_child *child, const char *line, size_t len)
	CK_MUST_CHECK;
/* What is kept, as much as goes. 1: not all of it. -EPIPE: it has ended. */
int ck_child_flush(struct ck_child *child) CK_MUST_CHECK;
bool ck_child_keeps(const struct ck_child *child);
/* 1: a line, valid until the next call, and nothing behind it is read yet: fd
 * stays readable while there is more; 0: none now; -EPIPE: it has ended, or
 * wrote something that is no line (CK_LINE_MAX). */
int ck_child_read(struct ck_child *child, char **ret_line, size_t *ret_len)
	CK_MUST_CHECK;

#endif
