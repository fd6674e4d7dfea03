#include <config.h>

#include <errno.h>
#include <string.h>

#include "fee/answer.h"
#include "fee/record.h"

static int add_trip(struct ck_session *s, struct ck_item *item,
		    struct ck_value *record, const char *trip)
{
	int r = trip ? ck_record_trip(s, item->doc, record, trip) : 0;

	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_fee_answer(struct ck_session *s, struct ck_item *item, const char *kind,
		  const struct ck_value *fee, const struct ck_value *row,
		  const char *currency, int64_t at,
		  struct ck_value **ret_record)
{
	struct ck_value *record = ck_answer(s, item, kind);
	int r = add_trip(s, item, record, ck_get_str(fee, "trip"));

	if (r < 0)
		return r;
	ck_set_bool(record, "done", true);
	ck_set(record, "fee", ck_get(fee, "fee"));
	ck_set(record, "charge", ck_get(fee, "kind"));
	ck_set(record, "amount",
	       ck_fee_money(item->doc, ck_get_int(row, "amount_minor", 0),
			    currency));
	ck_set_str(record, "currency", currency);
	ck_set_time(record, "at", at, s->utc_offset_min);
	ck_fee_put_actor(s, row, record);
	if (ck_get_int(row, "version", 0))
		ck_set(record, "version", ck_get(row, "version"));
	*ret_record = record;
	return 0;
}

int ck_fee_answer_no(struct ck_session *s, struct ck_item *item,
		     const char *kind, const struct ck_fee_target *target,
		     const struct ck_value *fee, struct ck_value **ret_record)
{
	struct ck_value *record = ck_answer(s, item, kind);
	const char *trip = ck_get_str(fee, "trip");
	int r;

	if (!trip && target->count)
		trip = target->trips[0];
	r = add_trip(s, item, record, trip);
	if (r < 0)
		return r;
	ck_set_str(record, "fee", target->fee);
	*ret_record = record;
	return 0;
}

static bool is(const struct ck_value *row, const char *key, const char *word)
{
	const char *text = ck_get_str(row, key);

	return !word || (text && !strcmp(text, word));
}

bool ck_fee_is_again(const struct ck_fee_again *again)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(again->before); i++) {
		const struct ck_value *b = ck_at(again->before, i);

		if (!ck_fee_find(again->fees, ck_get_str(b, "fee")) ||
		    !is(b, "means", again->means) ||
		    !is(b, "reason", again->reason))
			return false;
		sum += ck_get_int(b, "amount_minor", 0);
	}
	return !again->amount_minor || sum == again->amount_minor;
}

int ck_fee_used(struct ck_session *s, struct ck_item *item,
		const char *pointer, const char *format, const char *word)
{
	const char *code = ck_doc_format(item->doc, "%s-used", pointer + 1);

	return ck_fail(s, item, -EBADMSG, item->record ? pointer : NULL, code,
		       "%s", ck_doc_format(item->doc, format, word));
}
