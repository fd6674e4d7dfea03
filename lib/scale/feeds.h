/* The scales that one program listens to, so that none goes unread while
 * another one, or the input, is waited for. */
#ifndef CK_SCALE_FEEDS_H
#define CK_SCALE_FEEDS_H

#include "scale/feed.h"

struct ck_feeds;

CK_RETURNS_MEMORY struct ck_feeds *ck_feeds_new(void);
void ck_feeds_free(struct ck_feeds *feeds);
CK_DEFINE_CLEANUP(struct ck_feeds *, ck_feeds_free)

/* The feed of a scale's name; NULL before it was added. */
struct ck_feed *ck_feeds_find(const struct ck_feeds *feeds, const char *name);
/* A new one, which the set owns; the name is copied. */
struct ck_feed *ck_feeds_add(struct ck_feeds *feeds, const char *name,
			     const struct ck_feed_setting *setting);

/* Opens a feed of the set unless it is open; fails as ck_port_open. */
int ck_feeds_open(struct ck_feeds *feeds, struct ck_feed *feed) CK_MUST_CHECK;

/* Readable whenever one of them is. */
int ck_feeds_fd(const struct ck_feeds *feeds);

/* Reads what is there of all of them, after waiting at most timeout_ms for the
 * first byte. How many were read; 0: nothing came; -EINTR. A feed that fails
 * is closed, and its ck_feed_error says why. */
int ck_feeds_listen(struct ck_feeds *feeds, int timeout_ms);

#endif
