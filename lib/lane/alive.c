#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/notify.h"
#include "lane/alive.h"

/* Between two beats, of the time that is allowed. */
enum { BEATS = 3 };

static struct ck_feed_aside *find(struct ck_feed *feed);

static int beat(struct ck_feed *feed, void *ctx)
{
	const struct ck_feed_aside *aside = find(feed);
	uint64_t ticks;

	(void)ctx;
	if (aside && read(aside->fd, &ticks, sizeof(ticks)) > 0)
		ck_notify("WATCHDOG=1");
	return 0;
}

static struct ck_feed_aside *find(struct ck_feed *feed)
{
	for (int i = 0; i < feed->aside_count; i++) {
		if (feed->asides[i].look == beat)
			return &feed->asides[i];
	}
	return NULL;
}

static int start_timer(int64_t ms)
{
	const struct timespec step = { ms / 1000, ms % 1000 * 1000000 };
	const struct itimerspec every = { step, step };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	if (fd >= 0 && timerfd_settime(fd, 0, &every, NULL) < 0) {
		close(fd);
		return -errno;
	}
	return fd;
}

void ck_alive_begin(struct ck_feed *feed)
{
	int64_t most = ck_notify_watchdog_ms();

	if (most >= BEATS)
		ck_feed_beside(feed, start_timer(most / BEATS), beat, NULL);
	ck_notify("READY=1");
}

void ck_alive_end(struct ck_feed *feed)
{
	struct ck_feed_aside *aside = find(feed);

	ck_notify("STOPPING=1");
	if (aside && aside->fd >= 0)
		close(aside->fd);
	if (aside)
		aside->fd = -1;
}
