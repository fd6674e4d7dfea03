#include <config.h>

#include "store/apply.h"

int ck_apply_hold_placed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_HOLD_PUT, "svvvvvvvvvissi", line->subject,
		      ck_get(b, "site"), ck_get(b, "number"),
		      ck_get(b, "agency"),
		      ck_get(b, "reason"), ck_get(b, "subject_kind"),
		      ck_get(b, "subject"), ck_get(b, "silent"),
		      ck_get(b, "figures"), ck_get(b, "review_at"), line->at,
		      line->actor, line->on_behalf, line->seq);
}

int ck_apply_hold_lifted(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_HOLD_LIFT, "issvis", line->at, line->actor,
		      line->on_behalf, ck_get(line->body, "reason"), line->seq,
		      line->subject);
}
