/* A truck that is concluded before anybody asks, and then comes to rest one
 * scale interval beside it, is weighed where it rests. And an adapter that is
 * unplugged and comes back: nothing goes together across the gap. And what is
 * older than the question makes no weight. */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "scale/feed.h"
#include "tap.h"
#include "tests/sim/listener.h"
#include "tests/sim/pty.h"
#include "tests/sim/scale-frames.h"

static struct pty pty;

/* So many frames of this weight, read. */
static void weigh(struct ck_feed *feed, long kg, int frames)
{
	const struct indicator say = { .digits = kg };
	uint8_t frame[32];

	for (int i = 0; i < frames; i++) {
		pty_send(&pty, frame, frame_toledo(frame, &say));
		if (ck_feed_read(feed, 1000, NULL, NULL) <= 0)
			ok(false, "a frame comes through");
	}
}

static int64_t stands(struct ck_feed *feed)
{
	const struct ck_stable *stable = ck_feed_stable(feed);

	return stable ? stable->reading.grams : -1;
}

static void test_rest_elsewhere(struct ck_feed *feed)
{
	weigh(feed, 0, 3);
	weigh(feed, 19120, 3);
	weigh(feed, 19140, 3);
	ok(stands(feed) == -1, "what was concluded stands there no more");
	weigh(feed, 19140, 1);
	ok(stands(feed) == 19140000, "it is concluded where it rests");
	ck_feed_take(feed);
	weigh(feed, 19180, 3);
	ok(stands(feed) == -1, "once used, the truck gives no other");
	weigh(feed, 0, 3);
	weigh(feed, 20000, 3);
	ok(stands(feed) == 20000000, "the next truck does");
}

static struct ck_feed *open_feed(const char *device, const char *protocol)
{
	struct ck_feed_setting setting = { 0 };
	struct ck_feed *feed;

	setting.port.device = device;
	setting.protocol = ck_scale_protocol_find(protocol);
	setting.rule = ck_stability_rule_for(20000);
	setting.rule.frame_ms = 1000;
	feed = ck_feed_new(&setting);
	ok(ck_feed_open(feed) == 0, "the feed opens: %s", ck_feed_error(feed));
	return feed;
}

struct heard {
	unsigned good;
	unsigned refused;
	unsigned concluded;
};

static void count(const struct ck_reading *reading,
		  const struct ck_stable *concluded, void *user)
{
	struct heard *heard = user;

	heard->good += reading->ok;
	heard->refused += !reading->ok;
	heard->concluded += concluded != NULL;
}

static int hear(struct ck_feed *feed, const uint8_t *bytes, size_t n,
		struct heard *heard)
{
	pty_send(&pty, bytes, n);
	return ck_feed_read(feed, 1000, count, heard);
}

static void plug(const char *name)
{
	pty_open(&pty);
	if (symlink(pty.path, name))
		abort();
}

static void unplug(const char *name)
{
	pty_close(&pty);
	unlink(name);
}

/* Opens it again as soon as that is allowed; how often it was not yet time,
 * in *ret_early, and how often it was tried in vain, in *ret_tries. */
static int reopen(struct ck_feed *feed, int most, int *ret_early,
		  int *ret_tries)
{
	int r = 1;

	*ret_early = *ret_tries = 0;
	while (r && *ret_tries < most) {
		r = ck_feed_reopen(feed);
		*ret_early += r == 1;
		*ret_tries += r < 0;
		if (r == 1)
			poll(NULL, 0, 1);
	}
	return r;
}

/* Four frames and a half, unplugged, back, the other half and five frames. */
static void unplug_within(struct ck_feed *feed, const char *name,
			  const uint8_t *frame, size_t n)
{
	struct heard heard = { 0 };
	int early, tries;

	for (int i = 0; i < 4; i++)
		hear(feed, frame, n, &heard);
	hear(feed, frame, 7, &heard);
	ok(heard.good == 4 && !heard.concluded, "four frames and a half");
	unplug(name);
	ok(ck_feed_read(feed, 1000, count, &heard) == -ENODEV &&
		   heard.refused == 1,
	   "unplugged: the half is refused");
	ok(ck_feed_fd(feed) == -1 && ck_feed_state(feed) ==
					     CK_STABILITY_NO_READING,
	   "nothing is on the scale that one knows of");
	ok(reopen(feed, 3, &early, &tries) == -ENODEV && tries == 3 && early,
	   "tried three times, with pauses");
	plug(name);
	ok(reopen(feed, 1, &early, &tries) == 0, "it is back");
	pty_send(&pty, frame + 7, n - 7);
	ok(ck_feed_read(feed, 1000, count, &heard) == (int)n - 7, "bytes");
	ok(heard.good == 4 && heard.refused == 2,
	   "the other half completes nothing");
	for (int i = 0; i < 4; i++)
		hear(feed, frame, n, &heard);
	ok(heard.good == 8 && !heard.concluded,
	   "four frames before and four after are no five");
	hear(feed, frame, n, &heard);
	ok(heard.concluded == 1, "five after are");
	ck_feed_take(feed);
}

static void unplug_again(struct ck_feed *feed, const char *name,
			 const uint8_t *frame, size_t n)
{
	struct heard heard = { 0 };
	int early, tries;

	unplug(name);
	ok(ck_feed_read(feed, 1000, count, &heard) == -ENODEV, "again");
	plug(name);
	ok(reopen(feed, 1, &early, &tries) == 0, "and back");
	for (int i = 0; i < 6; i++)
		hear(feed, frame, n, &heard);
	ok(heard.good == 6 && !heard.concluded,
	   "the truck weighed before gives no other");
}

static void test_unplugged(void)
{
	const struct indicator say = { .digits = 36740 };
	char folder[] = "/tmp/ck-feed.XXXXXX";
	char name[64];
	uint8_t frame[FRAME_MAX];
	size_t n = frame_yaohua_a9(frame, &say);
	struct ck_feed *feed;

	if (!mkdtemp(folder))
		abort();
	snprintf(name, sizeof(name), "%s/tty", folder);
	plug(name);
	feed = open_feed(name, "yaohua-a9");
	unplug_within(feed, name, frame, n);
	unplug_again(feed, name, frame, n);
	ck_feed_free(feed);
	unplug(name);
	rmdir(folder);
}

/* -- what is older than the question, by the clock ------------------------- */

enum { SHORT_MS = 50, TRIES = 20000 };

static struct ck_feed *by_clock(const char *device, int64_t silence_ms)
{
	struct ck_feed_setting setting = { 0 };
	struct ck_feed *feed;

	setting.port.device = device;
	setting.protocol = ck_scale_protocol_find("toledo-continuous");
	setting.rule = ck_stability_rule_for(20000);
	setting.rule.silence_ms = silence_ms;
	feed = ck_feed_new(&setting);
	ok(ck_feed_open(feed) == 0, "the feed opens: %s", ck_feed_error(feed));
	return feed;
}

static size_t toledo(uint8_t frame[FRAME_MAX], long kg)
{
	const struct indicator say = { .digits = kg };

	return frame_toledo(frame, &say);
}

struct weights {
	int64_t first_g;	/* that was concluded; 0: none */
	unsigned readings;
};

static void note(const struct ck_reading *reading,
		 const struct ck_stable *concluded, void *user)
{
	struct weights *weights = user;

	weights->readings += reading->ok;
	if (concluded && !weights->first_g)
		weights->first_g = concluded->reading.grams;
}

/* Frames of this weight, each read as it comes, until one is concluded. */
static int64_t weigh_now(struct ck_feed *feed, int fd, long kg)
{
	struct weights weights = { 0 };
	uint8_t frame[FRAME_MAX];
	size_t n = toledo(frame, kg);

	for (int i = 0; i < TRIES && !weights.first_g; i++) {
		if (write(fd, frame, n) != (ssize_t)n ||
		    ck_feed_read(feed, 1, note, &weights) < 0)
			abort();
		poll(NULL, 0, 1);
	}
	return weights.first_g;
}

/* Nobody listened: two stable frames, which by themselves would do, are of a
 * truck that may have left. */
static void test_not_listened(bool by_set)
{
	CK_CLEANUP(ck_feed_free) struct ck_feed *feed = NULL;
	struct weights weights = { 0 };
	uint8_t frame[FRAME_MAX];
	size_t n = toledo(frame, 36740);

	pty_open(&pty);
	feed = by_clock(pty.path, SHORT_MS);
	pty_send(&pty, frame, n);
	pty_send(&pty, frame, n);
	poll(NULL, 0, 2 * SHORT_MS);
	if (by_set)
		ck_feed_watch(feed, false);
	ok(ck_feed_read(feed, 0, note, &weights) == 0 && !weights.readings,
	   "what came meanwhile is thrown away");
	ok(ck_feed_tick(feed) && !ck_feed_tick(feed), "that is told once");
	ok(weigh_now(feed, pty.master, 12000) == 12000000,
	   "what stands there now is weighed");
	ck_feed_take(feed);
	poll(NULL, 0, 2 * SHORT_MS);
	pty_send(&pty, frame, toledo(frame, 0));
	pty_send(&pty, frame, toledo(frame, 0));
	ok(ck_feed_read(feed, 0, note, &weights) == 0 && !weights.readings &&
		   ck_feed_state(feed) == CK_STABILITY_NO_READING,
	   "nor is it known who left meanwhile");
	pty_close(&pty);
}

/* Silence that was listened to is no such gap. */
static void test_listened(void)
{
	CK_CLEANUP(ck_feed_free) struct ck_feed *feed = NULL;
	struct weights weights = { 0 };
	uint8_t frame[FRAME_MAX];
	size_t n = toledo(frame, 36740);

	pty_open(&pty);
	feed = by_clock(pty.path, 60000);
	ok(ck_feed_read(feed, SHORT_MS, note, &weights) == 0, "silence");
	for (int i = 0; i < 4; i++) {
		pty_send(&pty, frame, n);
		ok(ck_feed_read(feed, 60000, note, &weights) == (int)n,
		   "then a frame");
	}
	ok(weights.first_g == 36740000, "they conclude a weight");
	pty_close(&pty);
}

/* A connection that stood still delivers at once what the scale said meanwhile. */
static void test_stalled(void)
{
	CK_CLEANUP(ck_feed_free) struct ck_feed *feed = NULL;
	struct weights weights = { 0 };
	char device[64];
	uint8_t frame[FRAME_MAX];
	int listener = listen_here(1, device, sizeof(device));
	size_t n = toledo(frame, 0);
	int64_t silent;
	int server;

	feed = by_clock(device, SHORT_MS);
	server = accept(listener, NULL, NULL);
	ok(weigh_now(feed, server, 12000) == 12000000, "a truck");
	if (write(server, frame, n) != (ssize_t)n ||
	    write(server, frame, n) != (ssize_t)n ||
	    ck_feed_read(feed, 1000, note, &weights) < 0)
		abort();
	silent = ck_clock_steady();
	while (ck_clock_steady() - silent < 2 * SHORT_MS)
		(void)!ck_feed_read(feed, 1, note, &weights);
	n = toledo(frame, 36740);
	if (write(server, frame, n) != (ssize_t)n ||
	    write(server, frame, n) != (ssize_t)n)
		abort();
	(void)!ck_feed_read(feed, 1000, note, &weights);
	ok(!weights.first_g, "what comes at once after a silence is not now");
	ok(weigh_now(feed, server, 13000) == 13000000,
	   "what stands there then is weighed");
	close(server);
	close(listener);
}

/* A serial server sends at the connection what it had kept. */
static void test_server(void)
{
	CK_CLEANUP(ck_feed_free) struct ck_feed *feed = NULL;
	struct weights weights = { 0 };
	char device[64];
	uint8_t frame[FRAME_MAX];
	int listener = listen_here(1, device, sizeof(device));
	size_t n = toledo(frame, 36740);
	int64_t asked = ck_clock_steady();
	int server;

	feed = by_clock(device, 60000);
	server = accept(listener, NULL, NULL);
	if (write(server, frame, n) != (ssize_t)n ||
	    write(server, frame, n) != (ssize_t)n)
		abort();
	(void)!ck_feed_read(feed, 1000, note, &weights);
	if (ck_clock_steady() - asked < 400)
		ok(!weights.readings && !weights.first_g,
		   "what it had kept makes no weight");
	ok(weigh_now(feed, server, 12000) == 12000000,
	   "what it sends later does");
	close(server);
	close(listener);
}

int main(void)
{
	struct ck_feed *feed;

	pty_open(&pty);
	feed = open_feed(pty.path, "toledo-continuous");
	test_rest_elsewhere(feed);
	ck_feed_free(feed);
	pty_close(&pty);
	test_unplugged();
	test_not_listened(false);
	test_not_listened(true);
	test_listened();
	test_server();
	test_stalled();
	return tap_done();
}
