/* A program that decides in the lane's stead, at the gatehouse: one coprocess,
 * begun with sh -c, which is given lines and answers each with at least one,
 * in order. Nothing here waits: what cannot be written at once is kept, and
 * goes out with ck_decider_flush.
 */
#ifndef CK_LANE_DECIDER_H
#define CK_LANE_DECIDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/status.h"

struct ck_decider;

/* Nothing is begun yet. The command is borrowed. */
struct ck_decider *ck_decider_new(const char *command);
/* Ends it and all that it began. */
void ck_decider_free(struct ck_decider *decider);
CK_DEFINE_CLEANUP(struct ck_decider *, ck_decider_free)

bool ck_decider_runs(const struct ck_decider *decider);
/* Negative errno: it cannot be begun. */
int ck_decider_start(struct ck_decider *decider) CK_MUST_CHECK;
void ck_decider_stop(struct ck_decider *decider);
/* Readable when it answered or ended; -1: it does not run. */
int ck_decider_fd(const struct ck_decider *decider);

/* A line, without its newline. -EPIPE: it has ended. */
int ck_decider_send(struct ck_decider *decider, const char *line, size_t len)
	CK_MUST_CHECK;
/* What is kept, as much as goes. 1: not all of it. -EPIPE: it has ended. */
int ck_decider_flush(struct ck_decider *decider) CK_MUST_CHECK;
bool ck_decider_keeps(const struct ck_decider *decider);
/* 1: a line, valid until the next call; 0: none now; -EPIPE: it has ended, or
 * wrote something that is no line (CK_LINE_MAX). */
int ck_decider_read(struct ck_decider *decider, char **ret_line,
		    size_t *ret_len) CK_MUST_CHECK;

#endif
