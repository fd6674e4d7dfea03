/* The input of a lane: records on standard input, one after another, and
 * timers between them.
 *
 * Time goes by the clock; or, on a simulated store, by the `at` of the
 * records, so that a day is replayed as fast as it is read. Timers that end
 * before a record's time come before the record.
 *
 * A line that cannot be used is told (a diagnostic, and a record of kind error
 * in its place) and the lane goes on.
 */
#ifndef CK_LANE_FEED_H
#define CK_LANE_FEED_H

#include "command/loop.h"

enum ck_feed_time {
	CK_FEED_CLOCK,		/* the clock's */
	CK_FEED_RECORDS,	/* that of the records; nothing while they wait */
	CK_FEED_FOLLOW,		/* that of the records, and while none comes it
				   goes on with the clock */
};

struct ck_feed;

/* Something beside standard input that the lane listens to: its lines, a
 * coprocess, a socket. look is called whenever fd is readable, and before each
 * record and timer; it reads what is there and waits for nothing. Negative errno, said:
 * the lane ends. A negative fd is left alone; it may change at any time. */
struct ck_feed_aside {
	int fd;
	int (*look)(struct ck_feed *feed, void *ctx);
	void *ctx;
};

enum { CK_FEED_ASIDES = 4 };

struct ck_feed {
	struct ck_session *s;
	enum ck_feed_time time;
	int64_t now;
	bool timed;		/* ahead_ms is known */
	int64_t ahead_ms;	/* of a clock that nobody sets */
	bool broken;		/* a timer's work failed: the lane ends */
	/* A record, or a bare line (item->operand). 0; -errno, said of the item:
	 * the lane goes on, except after one of the store or of the
	 * output, which ends it. */
	int (*take)(struct ck_feed *feed, struct ck_item *item);
	/* When the next timer ends; INT64_MAX: none runs. */
	int64_t (*due)(struct ck_feed *feed);
	/* feed->now has come to it. item is the record that moved the time on,
	 * NULL when none did. */
	int (*tick)(struct ck_feed *feed, struct ck_item *item);
	/* The clock was set by so many ms, and feed->now with it: what is timed
	 * is to last as long as it would have. NULL: nothing is. */
	void (*stepped)(struct ck_feed *feed, int64_t by);
	void *ctx;
	struct ck_feed_aside asides[CK_FEED_ASIDES];
	int aside_count;
	bool outlives;		/* goes on when the input has ended */
};

/* Until the end of input (unless the lane outlives it) or a signal. Negative
 * errno, said. */
int ck_feed_run(struct ck_feed *feed) CK_MUST_CHECK;
/* After that: the timers that still run, at their time, until none does or a
 * signal comes. */
int ck_feed_wait(struct ck_feed *feed) CK_MUST_CHECK;

/* Listens to one more, at most CK_FEED_ASIDES; its place in asides. */
int ck_feed_beside(struct ck_feed *feed, int fd,
		   int (*look)(struct ck_feed *feed, void *ctx), void *ctx);

/* The time by the clock, which may have been set since it was read last. */
int64_t ck_feed_now(struct ck_feed *feed);

/* The time mode for the session's store. */
enum ck_feed_time ck_feed_clock(const struct ck_session *s);


/* A line, of an aside that brings some, as if it had come on standard input;
 * the item has its text, number, source and doc. Negative errno: the lane
 * ends. */
int ck_feed_line(struct ck_feed *feed, struct ck_item *item) CK_MUST_CHECK;

/* Timers that end by `until`, each at its own time, and the time is then that,
 * unless it is later already. For an aside that knows when something was. */
int ck_feed_until(struct ck_feed *feed, int64_t until) CK_MUST_CHECK;

/* The record goes on as the bytes that came; through --jq like any other. */
int ck_feed_pass(struct ck_feed *feed, const struct ck_item *item)
	CK_MUST_CHECK;

#endif
