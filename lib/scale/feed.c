#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "scale/feed.h"

struct ck_feed {
	struct ck_feed_setting setting;
	char *device;
	struct ck_port *port;
	struct ck_scale_decoder *decoder;
	struct ck_stability *stability;
	struct ck_reading last;
	bool heard;
	bool open;
	bool taken;		/* the last conclusion was used */
	bool emptied;		/* seen empty since one was */
	bool silent;		/* since the last good frame */
	unsigned gaps;		/* good frames in a row after a silence each */
	int64_t bytes_ms;	/* when bytes came last, and a whole frame */
	int64_t frame_ms;
	int64_t opened_ms;
	int64_t spoke_ms;	/* when bytes came after a silence; 0: never */
	int64_t watched_ms;	/* when it was last listened to */
	bool broken;		/* it was not, and that was not told yet */
	bool asked;		/* and not answered */
	int64_t asked_ms;
	int pause_ms;		/* between two tries to open it again; 0: the
				 * first is due */
	int64_t tried_ms;
};

/* An answer takes 200 to 500 ms (XK3190-A23p manual p. 24). */
enum { ANSWER_MS = 500 };

/* An adapter is back within a second or two after it was plugged in; a serial
 * server that starts is not to be met with a storm. */
enum { PAUSE_MS = 100, PAUSE_MOST_MS = 2000 };

/* A serial server sends what it had kept at once; what comes later than this is
 * the scale's. */
enum { SETTLE_MS = 500 };

/* One call of the decoder. */
struct call {
	struct ck_feed *feed;
	int64_t now_ms;
	ck_feed_fn *each;
	void *user;
};

struct ck_feed *ck_feed_new(const struct ck_feed_setting *setting)
{
	struct ck_feed *feed = ck_new(struct ck_feed);

	feed->setting = *setting;
	feed->device = ck_strdup(setting->port.device);
	feed->setting.port.device = feed->device;
	feed->port = ck_port_new();
	feed->decoder = ck_scale_decoder_new(setting->protocol,
					     &setting->options);
	feed->stability = ck_stability_new(&setting->rule);
	return feed;
}

void ck_feed_free(struct ck_feed *feed)
{
	if (!feed)
		return;
	ck_port_free(feed->port);
	ck_scale_decoder_free(feed->decoder);
	ck_stability_free(feed->stability);
	free(feed->device);
	free(feed);
}

int ck_feed_open(struct ck_feed *feed)
{
	int r;

	if (feed->open)
		return 0;
	r = ck_port_open(feed->port, &feed->setting.port);
	feed->open = r == 0;
	feed->asked = false;
	feed->opened_ms = feed->watched_ms = ck_clock_steady();
	return r;
}

/* -- what is older than the question -------------------------------------- */

static bool goes_by_clock(const struct ck_feed *feed)
{
	return feed->open && !feed->setting.rule.frame_ms;
}

static bool settles(const struct ck_feed *feed)
{
	return goes_by_clock(feed) && ck_port_is_server(feed->port) &&
	       ck_clock_steady() - feed->opened_ms < SETTLE_MS;
}

/* A connection that stood still delivers at once what was sent meanwhile: it is
 * told, but no weight is concluded of it. */
static bool catches_up(const struct ck_feed *feed, int64_t now)
{
	return goes_by_clock(feed) && ck_port_is_server(feed->port) &&
	       feed->spoke_ms && now - feed->spoke_ms < SETTLE_MS;
}

static void throw_away(struct ck_feed *feed)
{
	ck_port_discard(feed->port);
	ck_scale_decoder_reset(feed->decoder);
	ck_stability_break(feed->stability);
	feed->asked = false;
	feed->broken = true;
}

void ck_feed_watch(struct ck_feed *feed, bool since)
{
	int64_t now = ck_clock_steady();

	if (!since && goes_by_clock(feed) &&
	    now - feed->watched_ms > feed->setting.rule.silence_ms)
		throw_away(feed);
	feed->watched_ms = now;
}

/* Waits and reads; what came while it was not waited for is no answer. */
static int read_fresh(struct ck_feed *feed, uint8_t *bytes, size_t size,
		      int timeout_ms)
{
	bool old = settles(feed);
	int64_t most = timeout_ms + feed->setting.rule.silence_ms;
	int64_t start = ck_clock_steady();
	int n = ck_port_read(feed->port, bytes, size, timeout_ms);

	if (n > 0 && goes_by_clock(feed) && timeout_ms >= 0 &&
	    ck_clock_steady() - start > most) {
		throw_away(feed);
		old = true;
	}
	if (n >= 0)
		ck_feed_watch(feed, true);
	return n > 0 && old ? 0 : n;
}

int ck_feed_reopen(struct ck_feed *feed)
{
	int64_t now = ck_clock_steady();
	int r;

	if (feed->pause_ms && now - feed->tried_ms < feed->pause_ms)
		return 1;
	r = ck_feed_open(feed);
	feed->tried_ms = ck_clock_steady();
	feed->pause_ms = feed->pause_ms ? 2 * feed->pause_ms : PAUSE_MS;
	if (feed->pause_ms > PAUSE_MOST_MS)
		feed->pause_ms = PAUSE_MOST_MS;
	return r;
}

int ck_feed_fd(const struct ck_feed *feed)
{
	return feed->open ? ck_port_fd(feed->port) : -1;
}

const char *ck_feed_error(const struct ck_feed *feed)
{
	return ck_port_error(feed->port);
}

static void take_reading(const struct ck_reading *reading, void *user)
{
	const struct call *call = user;
	struct ck_feed *feed = call->feed;
	bool concluded = !catches_up(feed, call->now_ms) &&
			 ck_stability_feed(feed->stability, reading,
					   call->now_ms);

	if (reading->ok || reading->detail) {
		feed->frame_ms = call->now_ms;
		feed->asked = false;
	}
	feed->last = *reading;
	feed->heard = true;
	if (concluded)
		feed->taken = false;
	if (reading->ok) {
		feed->gaps = feed->silent ? feed->gaps + 1 : 0;
		feed->silent = false;
	}
	if (ck_stability_state(feed->stability) == CK_STABILITY_EMPTY)
		feed->emptied = true;
	if (call->each)
		call->each(reading,
			   concluded ? ck_stability_result(feed->stability)
				     : NULL,
			   call->user);
}

int ck_feed_ask(struct ck_feed *feed)
{
	const char *ask = feed->setting.protocol->ask;
	int64_t now = ck_clock_steady();

	if (!ask || !feed->open || settles(feed) ||
	    (feed->asked && now - feed->asked_ms < ANSWER_MS))
		return 0;
	feed->asked = true;
	feed->asked_ms = now;
	return ck_port_write(feed->port, ask, strlen(ask));
}

static void take_bytes(struct ck_feed *feed, const uint8_t *bytes, int n,
		       struct call *call)
{
	if (feed->bytes_ms &&
	    call->now_ms - feed->bytes_ms > feed->setting.rule.silence_ms) {
		feed->spoke_ms = call->now_ms;
		feed->silent = true;
	}
	feed->bytes_ms = call->now_ms;
	feed->pause_ms = 0;
	ck_scale_decoder_feed(feed->decoder, bytes, n, take_reading, call);
}

int ck_feed_read(struct ck_feed *feed, int timeout_ms, ck_feed_fn *each,
		 void *user)
{
	uint8_t bytes[4096];
	struct call call = { .feed = feed, .each = each, .user = user };
	int n;

	ck_feed_watch(feed, false);
	n = ck_feed_ask(feed);
	if (n == 0)
		n = read_fresh(feed, bytes, sizeof(bytes), timeout_ms);
	call.now_ms = ck_clock_steady();
	if (n > 0)
		take_bytes(feed, bytes, n, &call);
	if (n < 0 && n != -EINTR) {
		ck_scale_decoder_finish(feed->decoder, take_reading, &call);
		ck_stability_break(feed->stability);
		feed->open = false;
	}
	if (n > 0)
		(void)!ck_feed_ask(feed);
	return n;
}

enum ck_feed_hears ck_feed_hears(const struct ck_feed *feed, int64_t since_ms,
				 int64_t most_ms)
{
	int64_t from = feed->frame_ms > since_ms ? feed->frame_ms : since_ms;

	if (ck_clock_steady() - from <= most_ms)
		return CK_FEED_FRAMES;
	return feed->bytes_ms > from ? CK_FEED_NOISE : CK_FEED_SILENCE;
}

bool ck_feed_tick(struct ck_feed *feed)
{
	bool broken = feed->broken;
	bool silent = ck_stability_tick(feed->stability, ck_clock_steady());

	feed->broken = false;
	feed->silent |= silent;
	return silent || broken;
}

bool ck_feed_is_slow(const struct ck_feed *feed)
{
	return feed->gaps > 1;
}

const struct ck_stable *ck_feed_stable(struct ck_feed *feed)
{
	const struct ck_stable *stable;

	ck_feed_tick(feed);
	if (feed->taken || !feed->open)
		return NULL;
	stable = ck_stability_result(feed->stability);
	/* Concluded before it was asked for, and not quite at rest: else the
	 * truck would have to leave to be weighed. */
	if (!stable)
		ck_stability_rearm(feed->stability);
	return stable;
}

void ck_feed_take(struct ck_feed *feed)
{
	feed->taken = true;
	feed->emptied = false;
}

bool ck_feed_was_empty(const struct ck_feed *feed)
{
	return feed->emptied;
}

enum ck_stability_state ck_feed_state(const struct ck_feed *feed)
{
	return ck_stability_state(feed->stability);
}

const char *ck_feed_device(const struct ck_feed *feed)
{
	return feed->device;
}

const struct ck_reading *ck_feed_last(const struct ck_feed *feed)
{
	return feed->heard ? &feed->last : NULL;
}
