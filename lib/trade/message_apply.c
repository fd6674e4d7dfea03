#include <config.h>

#include "store/apply.h"

int ck_apply_message_sent(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_MESSAGE_PUT, "svvvvssvvii", line->subject,
		      ck_get(b, "number"), ck_get(b, "to"),
		      ck_get(b, "about"), ck_get(b, "request"), line->actor,
		      line->on_behalf, ck_get(b, "reason"),
		      ck_get(b, "changed"), line->occurred, line->seq);
}
