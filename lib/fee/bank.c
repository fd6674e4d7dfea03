#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "fee/bank.h"
#include "fee/verbs.h"
#include "store/query.h"

/* A payment is typed in after the bank has it, or some days before. */
enum { DAYS_BEFORE = 7, DAYS_AFTER = 7 };

struct ck_bank *ck_bank_of(struct ck_session *s)
{
	struct ck_cashier *set = s->settings;

	if (!set->bank) {
		set->bank = ck_doc_alloc(s->doc, sizeof(*set->bank));
		set->bank->from = INT64_MAX;
		set->bank->to = INT64_MIN;
		set->bank->lines = ck_new_object(s->doc);
		set->bank->settled = ck_new_object(s->doc);
	}
	return set->bank;
}

const char *ck_bank_tag(struct ck_item *item)
{
	return ck_doc_format(item->doc, "%s:%zu", item->source, item->line);
}

/* What a line of this run has is told by another line; one that is decided
 * again has it still. */
static bool is_settled(struct ck_session *s, const struct ck_value *row)
{
	const char *by = ck_get_str(ck_bank_of(s)->settled,
				    ck_get_str(row, "payment"));

	return ck_get(row, "bank_reference") ||
	       (by && (!s->item || strcmp(by, ck_bank_tag(s->item))));
}

static int64_t sum_of(const struct ck_value *payments)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(payments); i++)
		sum += ck_get_int(ck_at(payments, i), "amount_minor", 0);
	return sum;
}

int ck_bank_of_reference(struct ck_session *s, struct ck_doc *doc,
			 const char *reference,
			 struct ck_bank_group *ret_group, size_t *ret_taken)
{
	struct ck_value *rows = ck_new_array(doc);
	struct ck_value *free_ones = ck_new_array(doc);
	int r = ck_rows_of(ck_query(s->store, CK_SQL_BANK_OF_REFERENCE, "ss",
				    reference, s->site), doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		if (!is_settled(s, ck_at(rows, i)))
			ck_push(free_ones, ck_at(rows, i));
	*ret_group = (struct ck_bank_group){ reference, free_ones,
					     sum_of(free_ones) };
	*ret_taken = ck_count(rows) - ck_count(free_ones);
	return r;
}

int ck_bank_unsettled(struct ck_session *s, struct ck_doc *doc, int64_t from,
		      int64_t to, const struct ck_value **ret_groups)
{
	struct ck_value *rows = ck_new_array(doc);
	struct ck_value *groups = ck_new_object(doc);
	int r = ck_rows_of(ck_query(s->store, CK_SQL_BANK_UNSETTLED, "iis",
				    from, to, s->site), doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const char *reference = ck_get_str(row, "reference") ?: "-";
		struct ck_value *group;

		if (is_settled(s, row))
			continue;
		group = ck_writable(ck_get(groups, reference));
		if (!group)
			group = ck_set_array(groups, reference);
		ck_push(group, row);
	}
	*ret_groups = groups;
	return r;
}

/* -- by the text ---------------------------------------------------------- */

static int names_trip(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_bank_text *text,
		      const struct ck_value *payment)
{
	struct ck_value *names = ck_new_array(doc);
	int r = ck_rows_of(ck_query(s->store, CK_SQL_BANK_NAMES, "ss",
				    ck_get_str(payment, "declaration"),
				    ck_get_str(payment, "trip")), doc, names);

	for (size_t i = 0; r == 0 && i < ck_count(names); i++)
		if (ck_bank_text_has(text, ck_get_str(ck_at(names, i),
						      "normal")))
			return 1;
	return r;
}

/* 1: the text names the fee, the declaration or the vehicle of the payment. */
static int names_payment(struct ck_session *s, struct ck_doc *doc,
			 const struct ck_bank_line *line,
			 const struct ck_value *payment)
{
	const struct ck_value *ids = ck_bank_text_ids(&line->text, doc,
						      s->site);

	for (size_t i = 0; i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));

		if (!strcmp(id, ck_get_str(payment, "fee")) ||
		    !strcmp(id, ck_get_str(payment, "declaration")))
			return 1;
	}
	return ck_count(ids) ? 0 : names_trip(s, doc, &line->text, payment);
}

static int names_group(struct ck_session *s, struct ck_doc *doc,
		       const struct ck_bank_line *line, const char *reference,
		       const struct ck_value *payments)
{
	int r = ck_bank_text_has(&line->text, reference);

	for (size_t i = 0; r == 0 && i < ck_count(payments); i++)
		r = names_payment(s, doc, line, ck_at(payments, i));
	return r;
}

int ck_bank_by_text(struct ck_session *s, struct ck_doc *doc,
		    const struct ck_bank_line *line,
		    struct ck_bank_group *ret_group, size_t *ret_count)
{
	const struct ck_value *groups = NULL;
	size_t count = 0;
	int r = ck_bank_unsettled(s, doc,
				  line->day - DAYS_BEFORE * (int64_t)CK_DAY_MS,
				  line->day + DAYS_AFTER * (int64_t)CK_DAY_MS,
				  &groups);

	for (size_t i = 0; r >= 0 && i < ck_count(groups); i++) {
		const struct ck_value *payments = ck_at(groups, i);
		const char *reference = ck_key_at(groups, i);

		if (sum_of(payments) != line->amount_minor)
			continue;
		r = names_group(s, doc, line, reference, payments);
		if (r <= 0 || count++)
			continue;
		*ret_group = (struct ck_bank_group){
			reference, ck_writable(payments),
			line->amount_minor,
		};
	}
	*ret_count = count;
	return r < 0 ? r : 0;
}

/* -- what it may be for --------------------------------------------------- */

static void add_fees(struct ck_value *fees, const struct ck_value *rows,
		     const char *id)
{
	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		bool known = false;

		for (size_t k = 0; k < ck_count(fees); k++)
			known |= !strcmp(ck_get_str(ck_at(fees, k), "fee"),
					 ck_get_str(row, "fee"));
		if (!known && (!id || !strcmp(ck_get_str(row, "fee"), id)))
			ck_push(fees, row);
	}
}

static int fees_of_ids(struct ck_session *s, struct ck_doc *doc,
		       const struct ck_value *ids, struct ck_value *fees)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));
		struct ck_value *rows = ck_new_array(doc);
		const char *declaration =
			ck_doc_format(doc, "%.*s", (int)strcspn(id, "/"), id);

		r = ck_rows_of(ck_query(s->store,
					CK_SQL_BANK_OPEN_OF_DECLARATION, "s",
					declaration), doc, rows);
		add_fees(fees, rows, strchr(id, '/') ? id : NULL);
	}
	return r;
}

int ck_bank_open_fees(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_bank_line *line,
		      struct ck_value **ret_fees)
{
	const struct ck_value *ids = ck_bank_text_ids(&line->text, doc,
						      s->site);
	const struct ck_value *plates = ck_bank_text_plates(&line->text, doc);
	struct ck_value *fees = ck_new_array(doc);
	int r = fees_of_ids(s, doc, ids, fees);

	for (size_t i = 0; r == 0 && !ck_count(ids) && i < ck_count(plates);
	     i++) {
		struct ck_value *rows = ck_new_array(doc);

		r = ck_rows_of(ck_query(s->store, CK_SQL_BANK_OPEN_OF_PLATE,
					"ss", ck_str(ck_at(plates, i)),
					s->site), doc, rows);
		add_fees(fees, rows, NULL);
	}
	*ret_fees = fees;
	return r;
}
