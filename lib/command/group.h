/* The records that are waiting together: read and prepared before the lock,
 * decided in as few transactions as time allows, answered after the commit.
 * Inside the command room. */
#ifndef CK_COMMAND_GROUP_H
#define CK_COMMAND_GROUP_H

#include "base/buf.h"
#include "base/digest.h"
#include "command/input.h"
#include "command/session.h"

enum { CK_GROUP_MOST = 64 };

struct ck_slot {
	struct ck_item item;
	struct ck_buf text;
	char digest[CK_DIGEST_HEX];	/* of a request with a key, or "" */
	int r;				/* as prepare or decide returned */
};

struct ck_group {
	struct ck_session *s;
	struct ck_slot slots[CK_GROUP_MOST];
	size_t count;
	bool ended;			/* nothing is read after this group */
	/* Of all groups so far: */
	size_t passed;			/* records for another program */
	bool acted;			/* one was for this verb */
};

struct ck_group *ck_group_new(struct ck_session *s);
void ck_group_free(struct ck_group *group);
CK_DEFINE_CLEANUP(struct ck_group *, ck_group_free)

/* Waits for one item, then takes what is there: at most 64, or 5 ms of work,
 * or 256 KiB of text. */
void ck_group_fill(struct ck_group *group, struct ck_input *input);

/* Decides slots from `from` on and commits; returns the slot after the last
 * one decided, which is before the end when 5 ms have gone by under the lock,
 * or 1 ms and another program waits for it.
 * A failure that ends the stream cuts the group there. */
size_t ck_group_decide(struct ck_group *group, size_t from);

/* Puts the answers of these slots on standard output and the bad lines into
 * the rejects file, then the diagnostics on standard error. */
void ck_group_answer(struct ck_group *group, size_t from, size_t to);

/* Monotonic time, for the two limits above. */
int64_t ck_group_clock(void);
enum { CK_GROUP_NS = 5000000, CK_GROUP_WANTED_NS = 1000000 };

#endif
