#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "fee/change.h"
#include "fee/verbs.h"
#include "store/query.h"

static bool is_wanted(const struct ck_session *s, const struct ck_value *fee)
{
	const struct ck_cashier *set = s->settings;

	if (set->over)
		return ck_fee_over(fee) > 0;
	return !set->open || strcmp(ck_get_str(fee, "state"), "paid");
}

/* -- of named trips ------------------------------------------------------- */

int ck_cashier_list_of(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	const char **trips = NULL;
	size_t count = 0;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_item_trips(s, item, &trips, &count);
	for (size_t i = 0; r == 0 && i < count; i++) {
		const struct ck_value *fees = NULL;

		r = ck_fee_of_trip(s->store, item->doc, trips[i], &fees);
		if (r < 0)
			return ck_fail_store(s, item, r);
		for (size_t k = 0; r == 0 && k < ck_count(fees); k++)
			if (is_wanted(s, ck_at(fees, k)))
				r = ck_cashier_answer(s, item, site,
						      ck_at(fees, k), NULL);
	}
	return r;
}

/* -- of all --------------------------------------------------------------- */

struct list {
	struct ck_session *s;
	const struct ck_site *site;
	struct ck_doc *doc;		/* of the page */
	struct ck_buf declaration;	/* where the page ended */
	struct ck_buf fee;
};

static int read_page(struct list *l, struct ck_value **ret_rows)
{
	const struct ck_cashier *set = l->s->settings;
	struct ck_value *rows = ck_new_array(l->doc);
	int r = ck_rows_of(ck_query(l->s->store,
				    set->open ? CK_SQL_FEE_PAGE_OPEN
					      : CK_SQL_FEE_PAGE, "ss",
				    ck_buf_text(&l->declaration),
				    ck_buf_text(&l->fee)), l->doc, rows);

	*ret_rows = rows;
	return r < 0 ? ck_fail_store(l->s, NULL, r) : 0;
}

static int print_fee(struct list *l, const struct ck_value *row)
{
	struct ck_value *record = ck_record(l->s, l->doc, "fee");
	const char *trip = ck_get_str(row, "trip");
	int r = trip ? ck_record_trip(l->s, l->doc, record, trip) : 0;

	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	ck_fee_fill(l->doc, l->site, row, l->s->options.language, record);
	return ck_print(l->s, record);
}

/* A store may hold several sites. */
static bool is_ours(const struct list *l, const struct ck_value *row)
{
	size_t len = strlen(l->site->code);
	const char *declaration = ck_get_str(row, "declaration");

	return !strncmp(declaration, l->site->code, len) &&
	       declaration[len] == '-';
}

static void set_place(struct list *l, const struct ck_value *row)
{
	ck_buf_clear(&l->declaration);
	ck_buf_puts(&l->declaration, ck_get_str(row, "declaration"));
	ck_buf_clear(&l->fee);
	ck_buf_puts(&l->fee, ck_get_str(row, "fee"));
}

static int list_pages(struct list *l)
{
	struct ck_value *rows = NULL;
	int r;

	do {
		ck_doc_reset(l->doc);
		r = read_page(l, &rows);
		for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
			if (is_ours(l, ck_at(rows, i)) &&
			    is_wanted(l->s, ck_at(rows, i)))
				r = print_fee(l, ck_at(rows, i));
		if (r == 0 && ck_count(rows))
			set_place(l, ck_at(rows, ck_count(rows) - 1));
		if (r == 0)
			r = ck_print_flush(l->s);
	} while (r == 0 && ck_count(rows));
	return r;
}

int ck_cashier_list(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct list l = { .s = s, .doc = doc };
	int r = ck_session_site(s, NULL, &l.site);

	(void)argc;
	(void)argv;
	if (r == 0)
		r = list_pages(&l);
	ck_buf_free(&l.declaration);
	ck_buf_free(&l.fee);
	return r;
}
