/* Inside the link to the gatehouse; only link.c and link_answer.c include
 * this. */
#ifndef CK_LANE_LINK_WORK_H
#define CK_LANE_LINK_WORK_H

#include "lane/child.h"
#include "lane/link.h"
#include "lane/run.h"

enum ck_request_kind {
	CK_ASKED_CALL,
	CK_ASKED_SEEN,
	CK_ASKED_LOG,
};

/* What was sent and is not answered, the oldest first. */
struct ck_request {
	enum ck_request_kind kind;
	int64_t deadline;
	bool late;			/* it went by; a sighting is decided */
	char *text;			/* of a sighting, as it was sent */
	char *key;			/* of one that cameras pushed; NULL */
	struct ck_request *next;
};

struct ck_link {
	struct ck_runner *run;
	struct ck_child *child;
	const char *words[4];		/* its command */
	struct ck_request *first;
	struct ck_request **last;
	bool begun;
	bool offline;
	bool other_way;			/* the site has the lane turned */
	bool other_time;		/* its clock is not as ours */
	bool placed;			/* `merged` is what the site says */
	bool telling;			/* a line of the log is under way */
	bool calling;
	int64_t merged;
	int64_t kept;			/* the `merged` of the setting */
	int64_t call_at;
	int64_t limit_ms;
	int64_t call_ms;
	int aside;			/* in feed->asides */
	struct ck_doc *doc;		/* of the list */
	const struct ck_value *vehicles;
	int64_t as_of;
	char first_hash[CK_DIGEST_HEX];	/* of the lane's log */
	/* Digests of what the gatehouse has, as far as it was seen here. */
	char site_file[CK_DIGEST_HEX];
	char site_keys[CK_DIGEST_HEX];	/* "": not yet */
	const struct ck_value *timed_by;	/* the lane in the site file
						   that the times are of */
};

/* -- link.c */
struct ck_request *ck_link_pop(struct ck_link *link);
void ck_request_free(struct ck_request *request);
/* It has ended, hangs or talks nonsense: begun again later. */
int ck_link_lose(struct ck_link *link) CK_MUST_CHECK;
int ck_link_call(struct ck_link *link) CK_MUST_CHECK;

/* -- link_bring.c */
/* What an answer to a call brings beside the list. */
int ck_link_bring(struct ck_link *link, const struct ck_value *answer)
	CK_MUST_CHECK;

/* -- link_answer.c */
/* A line from it. */
int ck_link_answer(struct ck_link *link, const char *line, size_t len)
	CK_MUST_CHECK;
/* A sighting as the lane may decide it by itself; once for its key, if it has
 * one. */
int ck_link_decide_alone(struct ck_link *link, const char *sighting,
			 const char *key) CK_MUST_CHECK;
/* Says so once, as a fault and an event. */
int ck_link_go_offline(struct ck_link *link) CK_MUST_CHECK;
/* Writes the setting, in a command of its own. */
int ck_link_keep(struct ck_link *link) CK_MUST_CHECK;

#endif
