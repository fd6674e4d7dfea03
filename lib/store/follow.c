#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/engine.h"
#include "store/follow.h"

/* The kernel tells of a write to the WAL before the commit that it belongs to
 * can be read: after it, looks come soon at first. */
enum { LOOK_SOON_MS = 2, LOOK_AGAIN_MS = 1000 };

struct ck_follow {
	int fd;
	int wait_ms;
};

int ck_follow_new(struct ck_store *store, struct ck_follow **ret_follow)
{
	CK_CLEANUP(ck_follow_free) struct ck_follow *f = ck_new(struct ck_follow);
	ck_autofree char *wal = ck_format("%s-wal", store->path);

	f->wait_ms = LOOK_AGAIN_MS;
	f->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (f->fd < 0)
		return ck_store_say_errno(store, errno, "inotify");
	/* The WAL stays for good once the store has been written to. */
	if (inotify_add_watch(f->fd, wal, IN_MODIFY) < 0 && errno != ENOENT)
		return ck_store_say_errno(store, errno, wal);
	*ret_follow = ck_take(f);
	return 0;
}

void ck_follow_free(struct ck_follow *f)
{
	if (!f)
		return;
	if (f->fd >= 0)
		close(f->fd);
	free(f);
}

int ck_follow_wait(struct ck_follow *f, int out_fd)
{
	struct pollfd fds[] = { { .fd = f->fd, .events = POLLIN },
				{ .fd = out_fd, .events = 0 } };
	char events[4096];

	if (poll(fds, 2, f->wait_ms) < 0)
		return -errno;
	if (fds[1].revents & (POLLERR | POLLHUP))
		return 1;
	f->wait_ms = f->wait_ms < LOOK_AGAIN_MS / 2 ? 2 * f->wait_ms
						    : LOOK_AGAIN_MS;
	while (read(f->fd, events, sizeof(events)) > 0)
		f->wait_ms = LOOK_SOON_MS;
	return 0;
}
