#include <config.h>

#include "clear/status_fee.h"
#include "store/query.h"
#include "trade/decimal.h"
#include "trade/money.h"

static void set_money(struct ck_doc *doc, struct ck_value *object,
		      const char *key, int64_t minor, const char *currency)
{
	char text[CK_DECIMAL_SIZE];
	int whole = ck_money_text(minor, currency, text);

	if (whole >= 0)
		ck_set(object, key, whole ? ck_new_number(doc, text)
					  : ck_new_str(doc, text));
}

int ck_status_fees(const struct ck_case *c, struct ck_value *record)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_FEE_LIST, "ss",
				     c->declaration, c->trip);
	struct ck_value *list = ck_new_array(c->doc);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *fee = ck_push_object(list);
		int64_t amount = ck_column_int(q, 2);
		int64_t paid = ck_column_int(q, 3);
		const char *currency = ck_column_text(q, 4);

		ck_set_str(fee, "fee", ck_column_text(q, 0));
		ck_set_str(fee, "charge", ck_column_text(q, 1));
		set_money(c->doc, fee, "amount", amount, currency);
		set_money(c->doc, fee, "paid", paid, currency);
		set_money(c->doc, fee, "open", ck_column_int(q, 7), currency);
		if (ck_column_int(q, 8))
			set_money(c->doc, fee, "paid_back",
				  ck_column_int(q, 8), currency);
		ck_set_str(fee, "currency", currency);
		ck_set_bool(fee, "unconfirmed", ck_column_int(q, 5));
		ck_set_str(fee, "state", ck_column_text(q, 6));
	}
	ck_set(record, "fees", list);
	return r;
}
