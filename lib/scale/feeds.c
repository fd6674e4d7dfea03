#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "scale/feeds.h"

enum { STOPPED_MS = 500 };

struct member {
	char *name;
	struct ck_feed *feed;
	struct member *next;
};

struct ck_feeds {
	int fd;
	struct member *first;
};

struct ck_feeds *ck_feeds_new(void)
{
	struct ck_feeds *feeds = ck_new(struct ck_feeds);

	feeds->fd = epoll_create1(EPOLL_CLOEXEC);
	return feeds;
}

void ck_feeds_free(struct ck_feeds *feeds)
{
	if (!feeds)
		return;
	while (feeds->first) {
		struct member *member = feeds->first;

		feeds->first = member->next;
		ck_feed_free(member->feed);
		free(member->name);
		free(member);
	}
	if (feeds->fd >= 0)
		close(feeds->fd);
	free(feeds);
}

struct ck_feed *ck_feeds_find(const struct ck_feeds *feeds, const char *name)
{
	for (const struct member *m = feeds->first; m; m = m->next)
		if (!strcmp(m->name, name))
			return m->feed;
	return NULL;
}

struct ck_feed *ck_feeds_add(struct ck_feeds *feeds, const char *name,
			     const struct ck_feed_setting *setting)
{
	struct member *member = ck_new(struct member);

	member->name = ck_strdup(name);
	member->feed = ck_feed_new(setting);
	member->next = feeds->first;
	feeds->first = member;
	return member->feed;
}

/* A descriptor that is closed leaves the set by itself. */
int ck_feeds_open(struct ck_feeds *feeds, struct ck_feed *feed)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = feed };
	int r;

	if (ck_feed_fd(feed) >= 0)
		return 0;
	r = ck_feed_open(feed);
	if (r == 0 && epoll_ctl(feeds->fd, EPOLL_CTL_ADD, ck_feed_fd(feed),
				&event) < 0)
		r = -errno;
	return r;
}

int ck_feeds_fd(const struct ck_feeds *feeds)
{
	return feeds->fd;
}

int ck_feeds_listen(struct ck_feeds *feeds, int timeout_ms)
{
	struct epoll_event events[16];
	int64_t start = ck_clock_steady();
	int n;

	for (const struct member *m = feeds->first; m; m = m->next) {
		ck_feed_watch(m->feed, false);
		(void)!ck_feed_ask(m->feed);
	}
	n = epoll_wait(feeds->fd, events, 16, timeout_ms);
	if (n < 0)
		return -errno;
	/* Who was stopped meanwhile has not listened. */
	if (ck_clock_steady() - start <= timeout_ms + STOPPED_MS)
		for (const struct member *m = feeds->first; m; m = m->next)
			ck_feed_watch(m->feed, true);
	for (int i = 0; i < n; i++)
		(void)!ck_feed_read(events[i].data.ptr, 0, NULL, NULL);
	return n;
}
