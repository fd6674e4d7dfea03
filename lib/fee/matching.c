#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "fee/bank.h"
#include "fee/change.h"
#include "fee/target.h"
#include "fee/verbs.h"
#include "fee/word.h"
#include "store/query.h"
#include "trade/money.h"

/* -- reading -------------------------------------------------------------- */

static int read_day(struct ck_session *s, struct ck_item *item,
		    struct ck_bank_line *line)
{
	line->booked_on = ck_get_str(item->record, "date");
	if (line->booked_on &&
	    ck_day_parse(line->booked_on, s->utc_offset_min, &line->day) == 0)
		return 0;
	return ck_fail(s, item, -EBADMSG, "/date", "date", "%s",
		       _("the mapping gives no day as 2026-11-22"));
}

static int read_amount(struct ck_session *s, struct ck_item *item,
		       struct ck_bank_line *line)
{
	const char *text = ck_fee_word(item, NULL, "amount");
	int r = ck_fee_currency(s, item, &line->currency);

	if (r < 0)
		return r;
	if (!text)
		return ck_fail(s, item, -EBADMSG, "/amount", "amount", "%s",
			       _("the mapping gives no amount"));
	if (ck_money_parse(text, line->currency, &line->amount_minor) < 0 ||
	    line->amount_minor <= 0)
		return ck_fail(s, item, -EBADMSG, "/amount", "amount", "%s",
			       ck_fee_amount_fault(item->doc, text,
						   line->currency));
	return 0;
}

int ck_cashier_match_prepare(struct ck_session *s, struct ck_item *item)
{
	struct ck_bank_line *line = ck_doc_alloc(item->doc, sizeof(*line));
	int r = read_day(s, item, line);

	if (r == 0)
		r = read_amount(s, item, line);
	if (r == 0)
		r = ck_fee_word_plain(s, item, NULL, "/reference",
			_("the mapping gives no reference, without blanks"),
			&line->reference);
	if (r < 0)
		return r;
	line->words = ck_get_str(item->record, "text");
	ck_bank_text_read(line->words, &line->text);
	item->prepared = line;
	return 0;
}

/* -- records -------------------------------------------------------------- */

/* What the line says, and what came of it. */
static int begin(struct ck_session *s, struct ck_item *item, const char *result,
		 const struct ck_value *rows, struct ck_value **ret_record)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_value *record = ck_answer(s, item, "match");
	int r = ck_bank_put_trip(s, item, item->doc, record, rows);

	if (r < 0)
		return r;
	ck_set_str(record, "result", result);
	ck_set_int(record, "line", item->line);
	ck_set_str(record, "date", line->booked_on);
	ck_set(record, "amount", ck_fee_money(item->doc, line->amount_minor,
					      line->currency));
	ck_set_str(record, "currency", line->currency);
	ck_set_str(record, "reference", line->reference);
	ck_set_str(record, "text", line->words);
	*ret_record = record;
	return 0;
}

static int answer_agreed(struct ck_session *s, struct ck_item *item,
			 const struct ck_value *payments, const char *found_by,
			 struct ck_value **ret_record)
{
	const struct ck_bank_line *line = item->prepared;
	int r = begin(s, item, "agreed", payments, ret_record);

	if (r < 0)
		return r;
	ck_set_bool(*ret_record, "done", true);
	ck_set_str(*ret_record, "by", found_by);
	ck_bank_put_payments(item->doc, *ret_record, payments, line->currency);
	ck_bank_of(s)->agreed++;
	return 0;
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const char *result, const struct ck_value *payments,
		     const char *message)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_value *record = NULL;
	int r = begin(s, item, result, payments, &record);

	if (r < 0)
		return r;
	if (payments)
		ck_bank_put_payments(item->doc, record, payments, line->currency);
	ck_bank_of(s)->others++;
	return ck_fee_no(record, result, message);
}

/* -- what came of a line -------------------------------------------------- */

static int settle(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *payment, const char *found_by,
		  int64_t *ret_seq)
{
	const struct ck_bank_line *line = item->prepared;
	const char *id = ck_get_str(payment, "payment");
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id event = { 0 };
	int r;

	ck_set_str(body, "reference", line->reference);
	ck_set_str(body, "booked_on", line->booked_on);
	ck_set_int(body, "line_minor", line->amount_minor);
	ck_set_str(body, "found_by", found_by);
	r = ck_append(s->txn, "payment.settled",
		      ck_get_str(payment, "declaration"), id, body, NULL,
		      &event);
	ck_set_str(ck_bank_of(s)->settled, id,
		   ck_doc_strdup(s->doc, ck_bank_tag(item)));
	*ret_seq = event.seq;
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int agree(struct ck_session *s, struct ck_item *item,
		 const struct ck_bank_group *group, const char *found_by)
{
	struct ck_value *record = NULL;
	int64_t seq = 0;
	int r = answer_agreed(s, item, group->payments, found_by, &record);

	for (size_t i = 0; r == 0 && i < ck_count(group->payments); i++)
		r = settle(s, item, ck_at(group->payments, i), found_by, &seq);
	if (r < 0)
		return r;
	ck_set_time(record, "at", ck_txn_occurred(s->txn), s->utc_offset_min);
	ck_fee_put_actor(s, NULL, record);
	if (seq)
		ck_set_int(record, "version", seq);
	return 0;
}

static int differ(struct ck_session *s, struct ck_item *item,
		  const struct ck_bank_group *group)
{
	const struct ck_bank_line *line = item->prepared;
	char paid[CK_DECIMAL_SIZE], here[CK_DECIMAL_SIZE];

	if (ck_money_text(group->sum_minor, line->currency, paid) < 0 ||
	    ck_money_text(line->amount_minor, line->currency, here) < 0)
		return ck_fail_store(s, item, -EINVAL);
	return answer_no(s, item, "differs", group->payments,
			 ck_doc_format(item->doc,
				       _("%s %s was taken in, the bank has %s"),
				       paid, line->currency, here));
}

/* Nobody has taken it in; what it may be for, so that somebody can. */
static int answer_unknown(struct ck_session *s, struct ck_item *item,
			  size_t several)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_value *fees = NULL;
	struct ck_value *record = NULL;
	int64_t open = 0;
	int r = ck_bank_open_fees(s, item->doc, line, &fees);

	if (r < 0)
		return ck_fail_store(s, item, r);
	r = begin(s, item, "no_payment", fees, &record);
	if (r < 0)
		return r;
	for (size_t i = 0; i < ck_count(fees); i++)
		open += ck_fee_open(ck_at(fees, i));
	if (ck_count(fees) == 1)
		ck_set(record, "fee", ck_get(ck_at(fees, 0), "fee"));
	if (ck_count(fees))
		ck_set(record, "open",
		       ck_fee_money(item->doc, open, line->currency));
	ck_bank_of(s)->others++;
	if (several)
		return ck_fee_no(record, "several",
				 _("several payments may be meant"));
	return ck_fee_no(record, "no_payment", ck_count(fees)
		? _("no payment; what it names is open")
		: _("no payment has the reference, and the text names none"));
}

static int match_text(struct ck_session *s, struct ck_item *item)
{
	struct ck_bank_group group = { 0 };
	size_t count = 0;
	int r = ck_bank_by_text(s, item->doc, item->prepared, &group, &count);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (count == 1)
		return agree(s, item, &group, "text");
	return answer_unknown(s, item, count);
}

/* 1: answered, since lines before have the reference. */
static int match_before(struct ck_session *s, struct ck_item *item)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_value *rows = ck_new_array(item->doc);
	const struct ck_value *first;
	struct ck_value *record = NULL;
	int r = ck_rows_of(ck_query(s->store, CK_SQL_BANK_SETTLED, "ss",
				    line->reference, s->site), item->doc, rows);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!ck_count(rows))
		return 0;
	first = ck_at(rows, 0);
	if (strcmp(ck_get_str(first, "booked_on"), line->booked_on) ||
	    ck_get_int(first, "line_minor", 0) != line->amount_minor) {
		r = answer_no(s, item, "doubled", rows,
			      _("a line of another day or amount had the reference before"));
		return r < 0 ? r : 2;
	}
	r = answer_agreed(s, item, rows, ck_get_str(first, "found_by"),
			  &record);
	if (r < 0)
		return r;
	ck_set_bool(record, "repeated", true);
	ck_fee_put_actor(s, first, record);
	ck_set(record, "version", ck_get(first, "version"));
	return 1;
}

static int match_reference(struct ck_session *s, struct ck_item *item)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_bank_group group;
	size_t taken = 0;
	int r = ck_bank_of_reference(s, item->doc, line->reference, &group,
				     &taken);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!ck_count(group.payments))
		return taken ? answer_no(s, item, "doubled", NULL,
					 _("another line has settled its payments"))
			     : match_text(s, item);
	return group.sum_minor == line->amount_minor
		       ? agree(s, item, &group, "reference")
		       : differ(s, item, &group);
}

static int match_line(struct ck_session *s, struct ck_item *item)
{
	const struct ck_bank_line *line = item->prepared;
	struct ck_bank *bank = ck_bank_of(s);
	const char *tag = ck_bank_tag(item);
	const char *before = ck_get_str(bank->lines, line->reference);
	int r;

	bank->from = line->day < bank->from ? line->day : bank->from;
	bank->to = line->day > bank->to ? line->day : bank->to;
	if (before && strcmp(before, tag))
		return answer_no(s, item, "doubled", NULL,
				 ck_doc_format(item->doc,
					       _("the reference stands at %s too"),
					       before));
	ck_set_str(bank->lines, ck_doc_strdup(s->doc, line->reference),
		   ck_doc_strdup(s->doc, tag));
	r = match_before(s, item);
	if (r != 0)
		return r < 0 ? r : r - 1;
	return match_reference(s, item);
}

int ck_cashier_match(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow_above(s, item, site);
	if (r < 0)
		s->options.keep_going = false;
	return r < 0 ? r : match_line(s, item);
}
