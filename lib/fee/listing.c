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

struct listing {
	const struct ck_site *site;
	enum ck_sql query;
};

/* A store may hold several sites. */
static bool is_ours(const struct ck_site *site, const struct ck_value *row)
{
	size_t len = strlen(site->code);
	const char *declaration = ck_get_str(row, "declaration");

	return !strncmp(declaration, site->code, len) &&
	       declaration[len] == '-';
}

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct listing *l = ctx;

	return ck_rows_of(ck_query(store, l->query, "ss",
				   last ? ck_get_str(last, "declaration") : "",
				   last ? ck_get_str(last, "fee") : ""),
			  doc, rows);
}

static int print_fee(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row)
{
	const struct listing *l = ctx;
	const char *trip = ck_get_str(row, "trip");
	struct ck_value *record;
	int r = 0;

	if (!is_ours(l->site, row) || !is_wanted(s, row))
		return 0;
	record = ck_record(s, doc, "fee");
	if (trip)
		r = ck_record_trip(s, doc, record, trip);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	ck_fee_fill(doc, l->site, row, s->options.language, record);
	return ck_print(s, record);
}

int ck_cashier_list(struct ck_session *s, int argc, char **argv)
{
	const struct ck_cashier *set = s->settings;
	struct listing l = {
		.query = set->open ? CK_SQL_FEE_PAGE_OPEN : CK_SQL_FEE_PAGE,
	};
	const struct ck_pages pages = { read_page, print_fee, &l };
	int r = ck_session_site(s, NULL, &l.site);

	(void)argc;
	(void)argv;
	return r < 0 ? r : ck_print_pages(s, &pages);
}
