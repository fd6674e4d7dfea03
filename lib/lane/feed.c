#include <config.h>

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error_text.h"
#include "base/text.h"
#include "lane/feed.h"
#include "record/lines.h"
#include "record/reader.h"

/* A step; what is less is a clock that is being slowed or sped up. */
enum { STEP_MS = 100 };

enum ck_feed_time ck_feed_clock(const struct ck_session *s)
{
	return s->store && ck_store_simulated(s->store) ? CK_FEED_RECORDS
							: CK_FEED_CLOCK;
}

/* Of the store, of the output. */
static bool is_fatal(int err)
{
	switch (ck_exit_status(err)) {
	case CK_EXIT_DATA:
	case CK_EXIT_UNKNOWN:
	case CK_EXIT_USAGE:
	case CK_EXIT_NO:
	case CK_EXIT_OK:
		return false;
	default:
		return err != -EEXIST;
	}
}

int ck_feed_pass(struct ck_feed *feed, const struct ck_item *item)
{
	int r;

	if (feed->s->options.jq && item->record)
		return ck_print(feed->s, item->record);
	r = ck_print_text(feed->s, item->text, item->len);
	return r < 0 ? r : ck_print_text(feed->s, "\n", 1);
}

/* -- time ----------------------------------------------------------------- */

static void step(struct ck_feed *feed, int64_t by)
{
	feed->ahead_ms += by;
	feed->now += by;
	if (feed->stepped)
		feed->stepped(feed, by);
}

/* Both clocks at one moment, which a busy machine may draw out. */
static int64_t read_clocks(int64_t *ret_steady)
{
	int64_t now;

	do {
		*ret_steady = ck_clock_steady();
		now = ck_clock_now();
	} while (ck_clock_steady() - *ret_steady > STEP_MS / 4);
	return now;
}

int64_t ck_feed_now(struct ck_feed *feed)
{
	int64_t steady, now = read_clocks(&steady);
	int64_t by = now - steady - feed->ahead_ms;

	if (!feed->timed)
		feed->ahead_ms += by;
	else if (by >= STEP_MS || by <= -STEP_MS)
		step(feed, by);
	feed->timed = true;
	return now;
}

/* Timers that end by `now`, each at its own time. */
static int tick_until(struct ck_feed *feed, int64_t now, struct ck_item *item)
{
	int r = 0;

	while (r >= 0 && feed->due(feed) <= now) {
		int64_t due = feed->due(feed);

		if (due > feed->now)
			feed->now = due;
		r = feed->tick(feed, item);
	}
	if (now > feed->now)
		feed->now = now;
	return r;
}

int ck_feed_until(struct ck_feed *feed, int64_t until)
{
	return tick_until(feed, until, NULL);
}

static int64_t time_of(struct ck_feed *feed, const struct ck_item *item)
{
	const char *at = ck_get_str(item->record, "at");
	int64_t ms;

	if (feed->time == CK_FEED_CLOCK)
		(void)ck_feed_now(feed);
	if (feed->time != CK_FEED_CLOCK && at && ck_time_parse(at, &ms) == 0)
		return ms;
	if (feed->time == CK_FEED_RECORDS && feed->now)
		return feed->now;
	return ck_session_now(feed->s, item->record);
}

/* How long to wait for a line; -1: for as long as it takes. */
static int64_t patience(struct ck_feed *feed)
{
	int64_t due = feed->due(feed);

	if (feed->time == CK_FEED_RECORDS || due == INT64_MAX)
		return -1;
	if (feed->time == CK_FEED_CLOCK) {
		feed->now = ck_feed_now(feed);
		due = feed->due(feed);
	}
	return due > feed->now ? due - feed->now : 0;
}

static int wake(struct ck_feed *feed)
{
	int64_t until = feed->time == CK_FEED_CLOCK ? ck_feed_now(feed)
						    : feed->due(feed);
	int r = tick_until(feed, until, NULL);

	if (r >= 0)
		r = ck_print_flush(feed->s);
	return r < 0 ? r : 1;
}

/* -- records -------------------------------------------------------------- */

static int check_at(struct ck_feed *feed, struct ck_item *item)
{
	const struct ck_value *at = ck_get(item->record, "at");
	int64_t ms;

	if (ck_is_null(at) ||
	    (ck_str(at) && ck_time_parse(ck_str(at), &ms) == 0))
		return 0;
	return ck_fail(feed->s, item, -EBADMSG, "/at", "time",
		       _("not an RFC 3339 time"));
}

static int read_record(struct ck_feed *feed, struct ck_item *item)
{
	struct ck_fault fault;
	int r;

	if (!ck_meant_as_json(item->text)) {
		item->operand = item->text;
		return 0;
	}
	r = ck_read_object(item->doc, item->text, item->len, &item->record,
			   &fault);
	if (r < 0)
		return ck_fail_fault(feed->s, item, &fault);
	r = ck_item_take_key(feed->s, item);
	return r < 0 ? r : check_at(feed, item);
}

static int handle(struct ck_feed *feed, struct ck_item *item)
{
	int r = read_record(feed, item);

	if (r < 0)
		return r;
	r = tick_until(feed, time_of(feed, item), item);
	feed->broken = r < 0;
	if (r < 0)
		return r;
	return ck_item_is_said(item) ? ck_feed_pass(feed, item)
				     : feed->take(feed, item);
}

int ck_feed_line(struct ck_feed *feed, struct ck_item *item)
{
	struct ck_session *s = feed->s;
	int r;

	s->item = item;
	r = handle(feed, item);
	s->item = NULL;
	if (r < 0 && (feed->broken || is_fatal(r)))
		return r;
	if (r < 0)
		ck_print_error(s, item);
	return ck_print_flush(s);
}

static int too_long(struct ck_feed *feed, struct ck_item *item, size_t len)
{
	ck_fail(feed->s, item, -EBADMSG, NULL, "too-long",
		_("a line of %zu bytes; at most %d fit"), len, CK_LINE_MAX);
	ck_print_error(feed->s, item);
	return ck_print_flush(feed->s);
}

/* 0: as at its end, for what goes on without it. */
static int lose_input(struct ck_feed *feed, int err)
{
	struct ck_session *s = feed->s;

	if (err == -EINTR)
		return err;
	if (!feed->outlives)
		return ck_fail_file(s, _("standard input"), err);
	ck_say(s, _("standard input: %s; the lane goes on without it"),
	       ck_error_text(-err));
	return 0;
}

/* 1: a line was taken; 0: the end. */
static int take_next(struct ck_feed *feed, struct ck_lines *lines,
		     struct ck_doc *doc)
{
	char *text = NULL;
	size_t len = 0;
	int r = ck_lines_next(lines, &text, &len);
	struct ck_item item = { .line = ck_lines_number(lines), .source = "-",
				.text = text, .len = len, .doc = doc };

	if (r == -EMSGSIZE)
		r = too_long(feed, &item, len);
	else if (r > 0 && len)
		r = ck_feed_line(feed, &item);
	else
		return r < 0 ? lose_input(feed, r) : r;
	ck_doc_reset(doc);
	return r < 0 ? r : 1;
}

/* -- what stands beside it ------------------------------------------------ */

int ck_feed_beside(struct ck_feed *feed, int fd,
		   int (*look)(struct ck_feed *feed, void *ctx), void *ctx)
{
	assert(feed->aside_count < CK_FEED_ASIDES);
	feed->asides[feed->aside_count] = (struct ck_feed_aside){ fd, look,
								  ctx };
	return feed->aside_count++;
}

struct listening {
	struct ck_feed *feed;
	struct ck_lines *lines;
	struct ck_lines_aside asides[CK_FEED_ASIDES];
	bool woken;
};

static void note_woken(void *ctx)
{
	*(bool *)ctx = true;
}

static void listen_beside(struct listening *l)
{
	const struct ck_feed *feed = l->feed;

	for (int i = 0; i < feed->aside_count; i++)
		l->asides[i] = (struct ck_lines_aside){
			.fd = feed->asides[i].fd, .look = note_woken,
			.ctx = &l->woken, .wakes = true };
	ck_lines_beside(l->lines, l->asides, (size_t)feed->aside_count);
	l->woken = false;
}

static int look_beside(struct ck_feed *feed)
{
	int r = 0;

	/* What is read has the time of a clock that may have been set. */
	if (feed->time == CK_FEED_CLOCK)
		(void)ck_feed_now(feed);
	for (int i = 0; r >= 0 && i < feed->aside_count; i++) {
		struct ck_feed_aside *aside = &feed->asides[i];

		if (aside->fd >= 0)
			r = aside->look(feed, aside->ctx);
	}
	if (r >= 0 && feed->aside_count && feed->time == CK_FEED_CLOCK)
		r = tick_until(feed, ck_feed_now(feed), NULL);
	if (r >= 0 && feed->aside_count)
		r = ck_print_flush(feed->s);
	return r < 0 ? r : 1;
}

/* -- the loop ------------------------------------------------------------- */

static int terminal(struct ck_session *s)
{
	return ck_usage(s, _("nothing to read on standard input: edges, sightings and decisions as JSON records, one a line"));
}

static void open_lines(struct listening *l, int fd)
{
	ck_lines_free(l->lines);
	l->lines = ck_lines_new(fd);
	ck_lines_stop(l->lines, ck_session_stop());
}

/* 0: the input has ended, and the lane with it. */
static int take_or_end(struct listening *l, struct ck_doc *doc)
{
	int r = take_next(l->feed, l->lines, doc);

	if (r == 0 && l->feed->outlives) {
		open_lines(l, -1);
		return 1;
	}
	return r;
}

static int listen_once(struct listening *l, struct ck_doc *doc)
{
	struct ck_feed *feed = l->feed;
	int waiting;
	int r;

	listen_beside(l);
	waiting = ck_lines_wait(l->lines, patience(feed));
	if (waiting < 0)
		return waiting;
	r = look_beside(feed);
	if (r < 0)
		return r;
	if (waiting)
		return take_or_end(l, doc);
	return l->woken ? 1 : wake(feed);
}

static int listen(struct listening *l, struct ck_doc *doc)
{
	int r;

	do
		r = listen_once(l, doc);
	while (r > 0);
	return r == -EINTR ? 0 : r;
}

/* Sleeps until the next timer. A signal ends the sleep. */
static void sleep_until(struct ck_feed *feed)
{
	int64_t left = patience(feed);
	const struct timespec time = { left / 1000, left % 1000 * 1000000 };

	if (left > 0)
		nanosleep(&time, NULL);
}

int ck_feed_wait(struct ck_feed *feed)
{
	int r = 1;

	while (r > 0 && !ck_session_stopping() &&
	       feed->due(feed) != INT64_MAX) {
		int64_t due = feed->due(feed);

		if (feed->time == CK_FEED_CLOCK)
			sleep_until(feed);
		else if (due > feed->now)
			feed->now = due;
		if (feed->time != CK_FEED_CLOCK ||
		    ck_feed_now(feed) >= feed->due(feed))
			r = wake(feed);
	}
	return r < 0 ? r : 0;
}

int ck_feed_run(struct ck_feed *feed)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;
	struct listening l = { .feed = feed };
	int r;

	if (isatty(STDIN_FILENO) && !feed->outlives)
		return terminal(feed->s);
	doc = ck_doc_new();
	ck_session_catch();
	open_lines(&l, STDIN_FILENO);
	r = ck_print_flush(feed->s);
	if (r == 0)
		r = listen(&l, doc);
	ck_lines_free(l.lines);
	return r == 0 ? ck_print_flush(feed->s) : r;
}
