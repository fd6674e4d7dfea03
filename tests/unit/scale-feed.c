/* A truck that is concluded before anybody asks, and then comes to rest one
 * scale interval beside it, is weighed where it rests. */
#include <config.h>

#include "scale/feed.h"
#include "tap.h"
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

int main(void)
{
	struct ck_feed_setting setting = { 0 };
	struct ck_feed *feed;

	pty_open(&pty);
	setting.port.device = pty.path;
	setting.protocol = ck_scale_protocol_find("toledo-continuous");
	setting.rule = ck_stability_rule_for(20000);
	feed = ck_feed_new(&setting);
	ok(ck_feed_open(feed) == 0, "the feed opens: %s", ck_feed_error(feed));
	test_rest_elsewhere(feed);
	ck_feed_free(feed);
	return tap_done();
}
