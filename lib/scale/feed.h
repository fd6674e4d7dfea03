/* A scale that is listened to: its port, the decoder of its protocol, and the
 * detector of stable weights, together. */
#ifndef CK_SCALE_FEED_H
#define CK_SCALE_FEED_H

#include "scale/decoder.h"
#include "port/port.h"
#include "scale/stability.h"

struct ck_feed;

struct ck_feed_setting {
	struct ck_port_setting port;	/* its device is copied */
	const struct ck_scale_protocol *protocol;
	struct ck_scale_options options;
	struct ck_stability_rule rule;
};

CK_RETURNS_MEMORY struct ck_feed *
ck_feed_new(const struct ck_feed_setting *setting);
void ck_feed_free(struct ck_feed *feed);	/* closes first */
CK_DEFINE_CLEANUP(struct ck_feed *, ck_feed_free)

/* Opens the port unless it is open; fails as ck_port_open. After a hang-up the
 * truck that was weighed is still remembered: it must leave first. */
int ck_feed_open(struct ck_feed *feed) CK_MUST_CHECK;
/* The same after a hang-up, at most as often as is good: 1: it is not time yet
 * to try. The pause between two tries grows up to two seconds, until bytes
 * come. */
int ck_feed_reopen(struct ck_feed *feed) CK_MUST_CHECK;
/* To be polled; -1 when closed. */
int ck_feed_fd(const struct ck_feed *feed);
/* The last failure of the port as a sentence. */
const char *ck_feed_error(const struct ck_feed *feed);

/* concluded: what a stable weight rests on, when this reading concludes it. */
typedef void ck_feed_fn(const struct ck_reading *reading,
			const struct ck_stable *concluded, void *user);

/* A weight must not be older than the question, nor a frame dated by when it
 * was found in a buffer. So, unless the rule counts time by frames:
 *  - what a serial server sends within half a second of the connection is
 *    thrown away: it may have kept it from before (a device has its buffer
 *    emptied by ck_port_open);
 *  - of what one sends within half a second after a silence nothing is concluded:
 *    the connection may have stood still, and the scale not;
 *  - so is what waits after a feed was not listened to for longer than the
 *    rule's silence, since the process was stopped, or waited for others;
 *    nothing before is joined with what comes after, as after a hang-up. */

/* Tells that it is listened to: now, and since the last time when `since`. */
void ck_feed_watch(struct ck_feed *feed, bool since);

/* Reads once, waiting at most timeout_ms; each may be NULL. The number of bytes
 * read, or as ck_port_read. When the port fails, what was half read is given
 * to each as it is, and nothing that comes later is joined with it: neither
 * bytes to a frame nor readings to a stable weight. */
int ck_feed_read(struct ck_feed *feed, int timeout_ms, ck_feed_fn *each,
		 void *user) CK_MUST_CHECK;

/* Asks an indicator that does not speak by itself, where it has answered or
 * will not any more; ck_feed_read does so too. 0, or as ck_port_read. */
int ck_feed_ask(struct ck_feed *feed) CK_MUST_CHECK;

/* What came within the last most_ms, and since a time of CLOCK_MONOTONIC: whole
 * frames (or it is too early to tell), else bytes that were none, else
 * nothing. */
enum ck_feed_hears { CK_FEED_FRAMES, CK_FEED_NOISE, CK_FEED_SILENCE };

enum ck_feed_hears ck_feed_hears(const struct ck_feed *feed, int64_t since_ms,
				 int64_t most_ms);

/* True when the silence, or not having listened, has just become "no
 * reading". */
bool ck_feed_tick(struct ck_feed *feed);

/* The last good frames came after a silence each. */
bool ck_feed_is_slow(const struct ck_feed *feed);

/* The weight that stands on the scale now, concluded and not yet taken; else
 * NULL. What is still to be read is not looked at. */
const struct ck_stable *ck_feed_stable(struct ck_feed *feed);
/* It was used: the same truck gives no other. */
void ck_feed_take(struct ck_feed *feed);
/* The scale was seen empty since a weight was taken, or, before any was, since
 * it is listened to. */
bool ck_feed_was_empty(const struct ck_feed *feed);

/* What it reads, as in the setting; lives as long as the feed. */
const char *ck_feed_device(const struct ck_feed *feed);

enum ck_stability_state ck_feed_state(const struct ck_feed *feed);
/* The last reading, also a refused one; NULL before any. */
const struct ck_reading *ck_feed_last(const struct ck_feed *feed);

#endif
