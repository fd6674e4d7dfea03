/* The gatehouse as a lane's own computer sees it: a program that is asked about
 * each sighting, tells whom to expect, and takes the lines of the lane's log
 * (run --decider COMMAND, such as "ssh gatehouse ck-gate decide --lane B1-1
 * --keep-going -").
 *
 *	to it			from it
 *	a sighting		decision, or error
 *	lane_call		expected		at the start, and often
 *	lane_log		merged			one at a time
 *
 * The lane waits for nothing: loops, stops and the arm go on meanwhile. What is
 * not answered within `decide_timeout_ms` of the lane is decided as `degraded`
 * says (lane/alone.h), and so is everything then, until an answer comes in
 * time again. What comes late opens nothing: whoever was meant may have gone. A
 * program that ends or hangs is begun again, after 1 s, 2 s, … 30 s.
 *
 * On a simulated store the lane's time is that of its records; there it does
 * wait for each answer, the same time by the clock.
 *
 * The setting "gatehouse" of the store keeps what a lane that is restarted, and
 * ck-gate status, must know:
 *	{"online":true,"as_of":ms,"merged":17,"vehicles":[…]}
 */
#ifndef CK_LANE_LINK_H
#define CK_LANE_LINK_H

#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

struct ck_item;
struct ck_link;
struct ck_runner;

/* The command is borrowed. -EMEDIUMTYPE, said: the store is not the lane's
 * own. */
int ck_link_new(struct ck_runner *run, const char *command,
		struct ck_link **ret_link) CK_MUST_CHECK;
void ck_link_free(struct ck_link *link);

/* What was known before, and the first start. All of these: negative errno,
 * said, when the lane cannot go on. */
int ck_link_begin(struct ck_link *link) CK_MUST_CHECK;
/* About an item that is a sighting. */
int ck_link_ask(struct ck_link *link, struct ck_item *item) CK_MUST_CHECK;
/* Tells what is new in the lane's log. After whatever the lane did. */
int ck_link_turn(struct ck_link *link) CK_MUST_CHECK;
/* The clock was set by so many ms. */
void ck_link_shift(struct ck_link *link, int64_t by);
int64_t ck_link_due(const struct ck_link *link);
int ck_link_tick(struct ck_link *link) CK_MUST_CHECK;
/* The lane ends: what is left is told, by one that was stopped what can be
 * told within the limit. */
int ck_link_end(struct ck_link *link) CK_MUST_CHECK;

#endif
