#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "fee/bank.h"
#include "fee/target.h"
#include "fee/verbs.h"

/* -- what records say ----------------------------------------------------- */

/* The trip that all of the rows are about. */
static const char *trip_of(const struct ck_value *rows)
{
	const char *trip = ck_get_str(ck_at(rows, 0), "trip");

	for (size_t i = 1; trip && i < ck_count(rows); i++) {
		const char *other = ck_get_str(ck_at(rows, i), "trip");

		if (!other || strcmp(other, trip))
			return NULL;
	}
	return trip;
}

int ck_bank_put_trip(struct ck_session *s, struct ck_item *item,
		     struct ck_doc *doc, struct ck_value *record,
		     const struct ck_value *rows)
{
	const char *trip = trip_of(rows);
	int r = trip ? ck_record_trip(s, doc, record, trip) : 0;

	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

void ck_bank_put_payments(struct ck_doc *doc, struct ck_value *record,
			  const struct ck_value *payments,
			  const char *currency)
{
	struct ck_value *list = ck_set_array(record, "payments");
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(payments); i++) {
		const struct ck_value *p = ck_at(payments, i);
		struct ck_value *out = ck_push_object(list);
		int64_t amount = ck_get_int(p, "amount_minor", 0);

		CK_SET_SAME(out, p, "payment", "fee", "reference");
		ck_set(out, "amount", ck_fee_money(doc, amount, currency));
		sum += amount;
	}
	ck_set(record, "paid", ck_fee_money(doc, sum, currency));
}

/* -- the list as a source ------------------------------------------------- */

static int bank_open(struct ck_session *s, int fd, const char *name,
		     void **ret_reader)
{
	const struct ck_cashier *set = s->settings;
	struct ck_import_sheet *sheet = NULL;
	int r = ck_import_open(s, &ck_bank_of(s)->run, &set->how, fd, name,
			       &sheet);

	if (r < 0)
		return r;
	*ret_reader = sheet;
	return 0;
}

static int bank_next(struct ck_session *s, void *reader, struct ck_item *item,
		     struct ck_buf *text)
{
	struct ck_import_sheet *sheet = reader;
	struct ck_import *im = &sheet->im;

	while (im->next < ck_sheet_rows(im->sheet)) {
		size_t n = im->next++;
		const struct ck_import_row *row = &im->rows[n];

		if (!row->part && !row->fault.code)
			continue;
		item->line = row->sheet->line;
		ck_import_item(sheet, n, item, text);
		if (row->fault.code)
			return ck_import_refuse(s, item, im, n,
						&row->fault) < 0;
		item->record = ck_copy(item->doc, row->part);
		return 1;
	}
	return 0;
}

/* -- payments without a line ---------------------------------------------- */

static int print_missing(struct ck_session *s, struct ck_doc *doc,
			 const char *reference, const struct ck_value *payments)
{
	const struct ck_value *first = ck_at(payments, 0);
	struct ck_value *record = ck_record(s, doc, "match");
	const char *currency = NULL;
	char text[CK_TIME_TEXT];
	struct ck_item none = { .doc = doc };
	int r = ck_fee_currency(s, &none, &currency);

	if (r == 0)
		r = ck_bank_put_trip(s, NULL, doc, record, payments);
	if (r < 0)
		return r;
	ck_set_str(record, "result", "no_line");
	ck_set_str(record, "currency", currency);
	ck_set_str(record, "reference", reference);
	ck_set(record, "means", ck_get(first, "means"));
	ck_bank_put_payments(doc, record, payments, currency);
	ck_set(record, "amount", ck_get(record, "paid"));
	ck_time_print(ck_get_int(first, "paid_at", 0), s->utc_offset_min, text);
	ck_set_str(record, "date", ck_doc_format(doc, "%.10s", text));
	s->answer_no = ck_fee_no(record, "no_line",
				 _("no line of the list is this payment"));
	return ck_print(s, record);
}

/* The payments of these days that no line has settled. */
static int print_all_missing(struct ck_session *s, size_t *ret_count)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_bank *bank = ck_bank_of(s);
	const struct ck_value *groups = NULL;
	int r;

	*ret_count = 0;
	if (bank->from > bank->to)
		return 0;
	r = ck_bank_unsettled(s, doc, bank->from, bank->to + CK_DAY_MS,
			      &groups);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	for (size_t i = 0; r == 0 && i < ck_count(groups); i++)
		r = print_missing(s, doc, ck_key_at(groups, i),
				  ck_at(groups, i));
	*ret_count = ck_count(groups);
	return r < 0 ? r : ck_print_flush(s);
}

static void bank_finish(struct ck_session *s)
{
	struct ck_cashier *set = s->settings;
	struct ck_bank *bank = ck_bank_of(s);
	size_t missing = 0;

	s->item = NULL;
	if (print_all_missing(s, &missing) == 0 && bank->run.rows)
		ck_say(s, _("%zu lines agree, %zu do not; %zu payments have no line"),
		       bank->agreed, bank->others, missing);
	ck_import_run_free(&bank->run);
	set->bank = NULL;
}

const struct ck_source ck_cashier_bank_source = {
	.open = bank_open,
	.next = bank_next,
	.finish = bank_finish,
};
