#include <config.h>

#include "store/apply.h"

static int set_state(struct ck_store *store, const char *declaration,
		     const char *fee)
{
	return ck_run(store, CK_SQL_FEE_STATE, "ss", declaration, fee);
}

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

int ck_apply_fee_reduced(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_FEE_REDUCE, "vvviss",
		       ck_get(b, "by_minor"), ck_get(b, "unconfirmed"),
		       ck_get(b, "working"), line->seq, id, line->subject);

	return r < 0 ? r : set_state(store, id, line->subject);
}

/* paid and waived: what the fee has more of both, in minor units. */
static int change(struct ck_store *store, const struct ck_line *line,
		  int64_t paid, int64_t waived)
{
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_FEE_PAY, "iiiss", paid, waived, line->seq,
		       id, line->subject);

	return r < 0 ? r : set_state(store, id, line->subject);
}

int ck_apply_fee_paid(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int r = change(store, line, ck_get_int(b, "amount_minor", 0), 0);

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_PAYMENT_PUT, "svsvvvissi",
		      ck_line_declaration(line), ck_get(b, "payment"),
		      line->subject, ck_get(b, "reference"),
		      ck_get(b, "means"), ck_get(b, "amount_minor"),
		      line->occurred, line->actor, line->on_behalf, line->seq);
}

int ck_apply_fee_waived(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int r = change(store, line, 0, ck_get_int(b, "amount_minor", 0));

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_WAIVER_PUT, "ssvvvissi",
		      ck_line_declaration(line), line->subject,
		      ck_get(b, "order"), ck_get(b, "reason"),
		      ck_get(b, "amount_minor"), line->occurred, line->actor,
		      line->on_behalf, line->seq);
}

int ck_apply_fee_refunded(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int r = change(store, line, -ck_get_int(b, "amount_minor", 0),
		       ck_get_int(b, "waived_minor", 0));

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_REFUND_PUT, "svsvvvvvissi",
		      ck_line_declaration(line), ck_get(b, "refund"),
		      line->subject, ck_get(b, "reference"),
		      ck_get(b, "means"), ck_get(b, "reason"),
		      ck_get(b, "amount_minor"), ck_get(b, "waived_minor"),
		      line->occurred, line->actor, line->on_behalf, line->seq);
}

int ck_apply_payment_settled(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_SETTLED_PUT, "ssvvvvissi",
		      ck_line_declaration(line), line->subject,
		      ck_get(b, "reference"), ck_get(b, "booked_on"),
		      ck_get(b, "line_minor"), ck_get(b, "found_by"),
		      line->occurred, line->actor, line->on_behalf, line->seq);
}

/* -- receipts and closings ------------------------------------------------ */

int ck_apply_receipt_issued(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *payments = ck_get(b, "payments");
	int r = ck_run(store, CK_SQL_RECEIPT_PUT, "svvvvvvvvvvvvissi",
		       line->subject, ck_get(b, "site"), ck_get(b, "series"),
		       ck_get(b, "number"), ck_get(b, "declaration"),
		       ck_get(b, "charge"), ck_get(b, "amount_minor"),
		       ck_get(b, "currency"), ck_get(b, "unconfirmed"),
		       ck_get(b, "reference"), ck_get(b, "means"), payments,
		       ck_get(b, "replaces"), line->occurred, line->actor,
		       line->on_behalf, line->seq);

	for (size_t i = 0; r >= 0 && i < ck_count(payments); i++)
		r = ck_run(store, CK_SQL_RECEIPT_PAYMENT_PUT, "svv",
			   line->subject,
			   ck_get(ck_at(payments, i), "payment"),
			   ck_get(ck_at(payments, i), "amount_minor"));
	return r;
}

int ck_apply_receipt_voided(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_RECEIPT_VOID, "issvis", line->occurred,
		      line->actor, line->on_behalf,
		      ck_get(line->body, "reason"), line->seq, line->subject);
}

int ck_apply_closing_made(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CLOSING_PUT, "svvvvvvvvvvissi",
		      line->subject, ck_get(b, "site"), ck_get(b, "number"),
		      ck_get(b, "collector"), ck_get(b, "from_seq"),
		      ck_get(b, "to_seq"), ck_get(b, "currency"),
		      ck_get(b, "total_minor"), ck_get(b, "takings"),
		      ck_get(b, "split"), ck_get(b, "receipts"),
		      line->occurred, line->actor, line->on_behalf, line->seq);
}
