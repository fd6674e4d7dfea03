#include <config.h>

#include "store/apply.h"

int ck_apply_queue_joined(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *queue = ck_get(b, "queue");
	int r = ck_run(store, CK_SQL_QUEUE_CLASS_JOINED, "vvvv", queue,
		       ck_get(b, "class"), ck_get(b, "share"),
		       ck_get(b, "turns"));

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_QUEUE_ENTRY_PUT, "vsvvvii", queue,
		      line->subject, ck_get(b, "label"), ck_get(b, "class"),
		      ck_get(b, "ticket"), line->occurred, line->seq);
}

int ck_apply_queue_called(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *queue = ck_get(b, "queue");
	int r = ck_run(store, CK_SQL_QUEUE_CLASS_CALLED, "vv", queue,
		       ck_get(b, "class"));

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_QUEUE_ENTRY_CALL, "ivivs", line->occurred,
		      ck_get(b, "window_to"), line->seq, queue, line->subject);
}

int ck_apply_queue_left(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_QUEUE_ENTRY_LEAVE, "ivivs", line->occurred,
		      ck_get(b, "reason"), line->seq, ck_get(b, "queue"),
		      line->subject);
}

int ck_apply_queue_renamed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_QUEUE_ENTRY_RENAME, "vivs",
		      ck_get(b, "label"), line->seq, ck_get(b, "queue"),
		      line->subject);
}
