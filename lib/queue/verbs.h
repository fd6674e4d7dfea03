/* The verbs of ck-queue. */
#ifndef CK_QUEUE_VERBS_H
#define CK_QUEUE_VERBS_H

#include "command/session.h"
#include "queue/queue.h"

/* The program's own options: its session's settings. */
struct ck_queue_settings {
	const char *queue;
	const char *reason;
};

int ck_queue_prepare_join(struct ck_session *s, struct ck_item *item);
int ck_queue_decide_join(struct ck_session *s, struct ck_item *item);
int ck_queue_run_call(struct ck_session *s, int argc, char **argv);
int ck_queue_decide_leave(struct ck_session *s, struct ck_item *item);
int ck_queue_run_list(struct ck_session *s, int argc, char **argv);
int ck_queue_decide_list(struct ck_session *s, struct ck_item *item);
/* Has the look of a queue's name, which no trip, plate or container has. */
bool ck_queue_is_name(const char *word);

/* -- what they share (lib/queue/record.c); failures are said -------------- */

int ck_queue_by_name(struct ck_session *s, const char *name,
		     struct ck_queue *ret_queue) CK_MUST_CHECK;
/* An answer about a trip, to be filled. */
int ck_queue_answer(struct ck_session *s, struct ck_item *item,
		    const char *trip, struct ck_value **ret_record)
	CK_MUST_CHECK;
/* An answer about a trip that waits in no queue. */
int ck_queue_answer_out(struct ck_session *s, struct ck_item *item,
			const char *trip) CK_MUST_CHECK;
/* The members of an entry, outside. now: until when a waiting one waited. */
void ck_queue_put(struct ck_session *s, struct ck_value *record,
		  const char *queue, const struct ck_queue_entry *entry,
		  int64_t now);

#endif
