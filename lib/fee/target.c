#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "fee/target.h"
#include "fee/verbs.h"
#include "fee/word.h"
#include "store/query.h"
#include "trade/money.h"
#include "trade/viewer.h"

enum { WORD_MOST = 64 };

/* -- words ---------------------------------------------------------------- */

const char *ck_fee_word(struct ck_item *item, const char *option,
			const char *key)
{
	const struct ck_value *v = ck_get(item->record, key);

	if (option)
		return option;
	return ck_str(v) ? ck_str(v) : ck_number_text(v);
}

int ck_fee_word_fail(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *pointer,
		     const char *message)
{
	bool given = option || !item->record;

	return ck_fail(s, item, given ? -EINVAL : -EBADMSG,
		       given ? NULL : pointer, pointer + 1, "%s", message);
}

static bool is_plain(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return false;
	return *text && strlen(text) <= WORD_MOST;
}

int ck_fee_word_plain(struct ck_session *s, struct ck_item *item,
		      const char *option, const char *pointer,
		      const char *message, const char **ret_word)
{
	const char *word = ck_fee_word(item, option, pointer + 1);

	if (!word || !is_plain(word))
		return ck_fee_word_fail(s, item, option, pointer, message);
	*ret_word = word;
	return 0;
}

int ck_fee_currency(struct ck_session *s, struct ck_item *item,
		    const char **ret_currency)
{
	const struct ck_cashier *set = s->settings;
	const char *text = ck_fee_word(item, set->currency, "currency");
	const struct ck_site *site = NULL;
	const char *currency;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	currency = ck_get_str(ck_get(site->document, "tariff"), "currency");
	*ret_currency = currency;
	if (!text || !strcmp(text, currency))
		return 0;
	return ck_fee_word_fail(s, item, set->currency, "/currency",
				ck_doc_format(item->doc,
					_("fees are paid in %s here, not in %s"),
					currency, text));
}

int ck_fee_amount(struct ck_session *s, struct ck_item *item,
		  const char *currency, int64_t *ret_minor)
{
	const struct ck_cashier *set = s->settings;
	const char *text = ck_fee_word(item, set->amount, "amount");
	int64_t minor = 0;

	if (text && (ck_money_parse(text, currency, &minor) < 0 || minor <= 0))
		return ck_fee_word_fail(s, item, set->amount, "/amount",
			ck_fee_amount_fault(item->doc, text, currency));
	*ret_minor = minor;
	return 0;
}

int ck_fee_means(struct ck_session *s, struct ck_item *item, const char *means)
{
	const struct ck_cashier *set = s->settings;
	const char *fault = ck_fee_means_fault(item->doc, means);

	return fault ? ck_fee_word_fail(s, item, set->means, "/means", fault)
		     : 0;
}

/* -- fees ----------------------------------------------------------------- */

int ck_fee_target_read(struct ck_session *s, struct ck_item *item,
		       struct ck_fee_target *ret_target)
{
	const char *fee = ck_get_str(item->record, "fee");

	if (item->operand && strstr(item->operand, "/F"))
		fee = item->operand;
	*ret_target = (struct ck_fee_target){ .fee = fee };
	if (!fee)
		return ck_item_trips(s, item, &ret_target->trips,
				     &ret_target->count);
	if (!strchr(fee, '/'))
		return ck_fail(s, item, -ENOENT, NULL, "no-such-fee",
			       _("no such fee: %s"), fee);
	return ck_viewer_allow(s, item,
			       ck_doc_format(item->doc, "%.*s",
					     (int)strcspn(fee, "/"), fee));
}

void ck_fee_target_cover(const struct ck_fee_target *target,
			 struct ck_value *content)
{
	ck_set_str(content, "fee", target->fee);
	for (size_t i = 0; i < target->count; i++)
		ck_set_bool(content, target->trips[i], true);
}

static int one_fee(struct ck_session *s, struct ck_item *item, const char *fee,
		   struct ck_value *fees)
{
	const char *declaration =
		ck_doc_format(item->doc, "%.*s", (int)strcspn(fee, "/"), fee);
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(s->store, CK_SQL_FEE_GET, "ss", declaration,
				   fee), item->doc, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row)
		return ck_fail(s, item, -ENOENT, NULL, "no-such-fee",
			       _("no such fee: %s"), fee);
	ck_push(fees, row);
	return 0;
}

int ck_fee_target_rows(struct ck_session *s, struct ck_item *item,
		       const struct ck_fee_target *target,
		       const struct ck_value **ret_fees)
{
	struct ck_value *fees = ck_new_array(item->doc);
	int r = target->fee ? one_fee(s, item, target->fee, fees) : 0;

	for (size_t i = 0; r == 0 && i < target->count; i++) {
		const struct ck_value *of = NULL;

		r = ck_fee_of_trip(s->store, item->doc, target->trips[i], &of);
		if (r < 0)
			return ck_fail_store(s, item, r);
		for (size_t k = 0; k < ck_count(of); k++)
			ck_push(fees, ck_at(of, k));
	}
	*ret_fees = fees;
	return r;
}

const struct ck_value *ck_fee_find(const struct ck_value *fees,
				   const char *fee)
{
	for (size_t i = 0; i < ck_count(fees); i++)
		if (!strcmp(ck_get_str(ck_at(fees, i), "fee"), fee))
			return ck_at(fees, i);
	return NULL;
}

/* -- answers -------------------------------------------------------------- */

void ck_fee_put_actor(struct ck_session *s, const struct ck_value *row,
		      struct ck_value *record)
{
	if (ck_get(row, "actor")) {
		ck_set(record, "actor", ck_get(row, "actor"));
		ck_set(record, "for", ck_get(row, "on_behalf"));
	} else {
		ck_set_str(record, "actor", s->user);
		ck_set_str(record, "for", s->options.on_behalf);
	}
}

int ck_fee_no(struct ck_value *record, const char *code, const char *message)
{
	struct ck_value *reason;

	ck_set_bool(record, "done", false);
	reason = ck_push_object(ck_set_array(record, "reasons"));
	ck_set_str(reason, "code", code);
	ck_set_str(reason, "message", message);
	ck_set_str(record, "message", message);
	return 1;
}
