#include <config.h>

#include "store/apply.h"

int ck_apply_fee_assessed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_FEE_PUT, "ssvvvvvvii",
		      ck_line_declaration(line), line->subject,
		      ck_get(b, "trip"), ck_get(b, "kind"),
		      ck_get(b, "amount_minor"), ck_get(b, "currency"),
		      ck_get(b, "unconfirmed"), ck_get(b, "working"), line->at,
		      line->seq);
}

int ck_apply_fee_paid(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_FEE_PAY, "viss",
		       ck_get(b, "amount_minor"), line->seq, id, line->subject);

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_PAYMENT_PUT, "svsvvviss", id,
		      ck_get(b, "payment"), line->subject,
		      ck_get(b, "reference"), ck_get(b, "means"),
		      ck_get(b, "amount_minor"), line->occurred, line->actor,
		      line->on_behalf);
}
