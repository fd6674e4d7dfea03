#include <config.h>

#include <string.h>

#include "base/text.h"
#include "fee/change.h"
#include "fee/record.h"
#include "trade/money.h"

const struct ck_value *ck_fee_money(struct ck_doc *doc, int64_t minor,
				    const char *currency)
{
	char text[CK_DECIMAL_SIZE];
	int whole = currency ? ck_money_text(minor, currency, text) : -1;

	if (whole < 0)
		return NULL;
	return whole ? ck_new_number(doc, text) : ck_new_str(doc, text);
}

/* -- one line of the working ---------------------------------------------- */

struct words {
	struct ck_doc *doc;
	const struct ck_site *site;
	const char *currency;
	const char *language;
};

static const char *money_text(const struct words *w, int64_t minor)
{
	char text[CK_DECIMAL_SIZE];

	if (ck_money_text(minor, w->currency, text) < 0)
		return "?";
	return ck_doc_format(w->doc, "%s %s", text, w->currency);
}

/* What the tariff calls the rule or multiplier of this code. */
static const char *name_of(const struct words *w, const char *group,
			   const char *code)
{
	const struct ck_value *list =
		ck_get(ck_get(w->site->document, "tariff"), group);

	for (size_t i = 0; i < ck_count(list); i++) {
		const struct ck_value *m = ck_at(list, i);
		const char *name = ck_site_word(w->site, ck_get(m, "name"),
						w->language);

		if (!strcmp(ck_get_str(m, "code"), code))
			return name ? name : code;
	}
	return code;
}

/* "g1, g3" */
static const char *refs_text(const struct words *w, const struct ck_value *refs)
{
	const char *text = "";

	for (size_t i = 0; i < ck_count(refs); i++)
		text = ck_doc_format(w->doc, "%s%s%s", text, i ? ", " : "",
				     ck_str(ck_at(refs, i)));
	return text;
}

static const char *say_goods(const struct words *w, const struct ck_value *line,
			     const char *now)
{
	const struct ck_value *others = ck_get(line, "others");
	const char *currency = ck_get_str(line, "currency");
	const char *refs = refs_text(w, ck_get(line, "goods"));
	const struct words value = { .doc = w->doc, .currency = currency };
	const char *rest = "";

	for (size_t i = 0; i < ck_count(others); i++) {
		const struct ck_value *o = ck_at(others, i);

		rest = ck_doc_format(w->doc, _("%s, not %s (%s)"), rest,
				     refs_text(w, ck_get(o, "goods")),
				     money_text(w, ck_get_int(o, "amount_minor",
							      0)));
	}
	if (!currency)
		return ck_doc_format(w->doc, _("%s counts, the dearest%s: %s"),
				     refs, rest, now);
	return ck_doc_format(w->doc,
			     _("%s counts, of the greatest customs value, %s%s: %s"),
			     refs,
			     money_text(&value, ck_get_int(line, "value_minor",
							   0)), rest, now);
}

static const char *say(const struct words *w, const struct ck_value *line)
{
	const char *code = ck_get_str(line, "code");
	const char *rule = ck_get_str(line, "rule");
	const char *multiplier = ck_get_str(line, "multiplier");
	const char *now = money_text(w, ck_get_int(line, "amount_minor", 0));
	long long percent = ck_get_int(line, "percent", 0);

	if (!strcmp(code, "class"))
		return ck_doc_format(w->doc, _("class %s: %s"),
				     ck_get_str(line, "class"), now);
	if (rule)
		return ck_doc_format(w->doc, "%s: %s",
				     name_of(w, "rules", rule), now);
	if (multiplier)
		return ck_doc_format(w->doc, "%s, %lld %%: %s",
				     name_of(w, "multipliers", multiplier),
				     percent, now);
	if (!strcmp(code, "transfer"))
		return ck_doc_format(w->doc, _("transfer, %lld %%: %s"),
				     percent, now);
	if (!strcmp(code, "goods"))
		return say_goods(w, line, now);
	if (!strcmp(code, "reduced"))
		return ck_doc_format(w->doc, _("this fee was %s: %s"),
				     money_text(w, ck_get_int(line,
							"before_minor", 0)),
				     now);
	if (!strcmp(code, "assessed-before"))
		return ck_doc_format(w->doc, _("assessed before %s: %s"),
				     money_text(w, ck_get_int(line,
							"before_minor", 0)),
				     now);
	return ck_doc_format(w->doc, _("nothing is due: %s"), now);
}

static void add_goods(const struct words *w, const struct ck_value *line,
		      struct ck_value *out)
{
	const struct ck_value *others = ck_get(line, "others");
	const char *currency = ck_get_str(line, "currency");
	struct ck_value *list;

	ck_set(out, "goods", ck_get(line, "goods"));
	ck_set(out, "by", ck_get(line, "by"));
	ck_set(out, "value",
	       ck_fee_money(w->doc, ck_get_int(line, "value_minor", 0),
			    currency));
	ck_set_str(out, "value_currency", currency);
	if (!others)
		return;
	list = ck_set_array(out, "others");
	for (size_t i = 0; i < ck_count(others); i++) {
		const struct ck_value *o = ck_at(others, i);
		struct ck_value *other = ck_push_object(list);

		ck_set(other, "goods", ck_get(o, "goods"));
		ck_set(other, "amount",
		       ck_fee_money(w->doc, ck_get_int(o, "amount_minor", 0),
				    w->currency));
	}
}

static void add_line(const struct words *w, const struct ck_value *line,
		     struct ck_value *list, struct ck_buf *all)
{
	struct ck_value *out = ck_push_object(list);
	const char *message = say(w, line);

	CK_SET_SAME(out, line, "code", "class", "rule", "multiplier", "percent",
		    "unconfirmed");
	add_goods(w, line, out);
	if (ck_get(line, "before_minor"))
		ck_set(out, "before",
		       ck_fee_money(w->doc, ck_get_int(line, "before_minor", 0),
				    w->currency));
	ck_set(out, "amount",
	       ck_fee_money(w->doc, ck_get_int(line, "amount_minor", 0),
			    w->currency));
	ck_set_str(out, "message", message);
	ck_buf_printf(all, "%s%s", all->len ? "; " : "", message);
}

/* -- the fee -------------------------------------------------------------- */

/* What is not due any more: an order waived it, or it was paid back. */
static void set_released(const struct words *w, struct ck_value *record,
			 const struct ck_value *row)
{
	int64_t returned = ck_get_int(row, "returned_minor", 0);
	int64_t waived = ck_get_int(row, "waived_minor", 0) - returned;

	if (waived)
		ck_set(record, "waived",
		       ck_fee_money(w->doc, waived, w->currency));
	if (returned)
		ck_set(record, "paid_back",
		       ck_fee_money(w->doc, returned, w->currency));
}

void ck_fee_fill(struct ck_doc *doc, const struct ck_site *site,
		 const struct ck_value *row, const char *language,
		 struct ck_value *record)
{
	struct words w = { doc, site, ck_get_str(row, "currency"), language };
	int64_t amount = ck_get_int(row, "amount_minor", 0);
	int64_t paid = ck_get_int(row, "paid_minor", 0);
	const struct ck_value *working = ck_get(row, "working");
	struct ck_value *list;
	CK_BUF all = { 0 };

	ck_set(record, "fee", ck_get(row, "fee"));
	ck_set(record, "charge", ck_get(row, "kind"));
	ck_set(record, "amount", ck_fee_money(doc, amount, w.currency));
	ck_set(record, "currency", ck_get(row, "currency"));
	ck_set(record, "paid", ck_fee_money(doc, paid, w.currency));
	set_released(&w, record, row);
	ck_set(record, "open", ck_fee_money(doc, ck_fee_open(row), w.currency));
	if (ck_fee_over(row))
		ck_set(record, "over",
		       ck_fee_money(doc, ck_fee_over(row), w.currency));
	ck_set(record, "state", ck_get(row, "state"));
	ck_set_bool(record, "unconfirmed", ck_get_int(row, "unconfirmed", 0));
	ck_set_time_of(record, "assessed_at", ck_get(row, "assessed_at"),
		       w.site->offset_min);
	list = ck_set_array(record, "working");
	for (size_t i = 0; i < ck_count(working); i++)
		add_line(&w, ck_at(working, i), list, &all);
	ck_set_str(record, "message", ck_buf_text(&all));
	ck_set(record, "version", ck_get(row, "version"));
}
