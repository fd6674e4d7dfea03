#include <config.h>

#include "clear/follow.h"
#include "clear/renew.h"
#include "clear/vouch.h"

/* One command about one trip. */
struct renewing {
	struct ck_txn *txn;
	struct ck_case c;
	const char *rule;
	const struct ck_event_id *cause;
};

static bool is_as_it_was(const struct renewing *w, const struct ck_value *row)
{
	const struct ck_value *vouched = ck_get(row, "vouched");
	const struct ck_value *pointers = ck_get(vouched, "pointers");
	const struct ck_value *now;

	if (!vouched || !ck_is(row, "state", "confirmed"))
		return true;
	now = ck_vouch(w->c.doc, pointers,
		       ck_vouch_values(w->c.doc, ck_case_facts(&w->c),
				       pointers));
	return ck_equal(ck_get(now, "digest"), ck_get(vouched, "digest"));
}

static int append(const struct renewing *w, const struct ck_value *row)
{
	struct ck_value *body = ck_new_object(w->c.doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set(body, "name", ck_get(row, "name"));
	ck_set(body, "pointers", ck_get(ck_get(row, "vouched"), "pointers"));
	r = ck_append_as(w->txn, w->rule, "check.staled",
			 ck_get_str(row, "root"), ck_get_str(row, "subject"),
			 body, w->cause, &id);
	return r < 0 ? r : ck_check_follow(w->txn, &w->c, row, NULL, true, &id);
}

int ck_renew(struct ck_txn *txn, const char *trip,
	     const struct ck_value *needs, const char *rule,
	     const struct ck_event_id *cause)
{
	struct renewing w = { .txn = txn, .rule = rule, .cause = cause };
	int r = 0;

	if (!ck_txn_dry(txn) && ck_count(needs))
		r = ck_case_open(ck_txn_store(txn), ck_txn_doc(txn), trip,
				 &w.c);
	for (size_t i = 0; r >= 0 && w.c.trip && i < ck_count(needs); i++) {
		const struct ck_value *rows = NULL;

		r = ck_case_rows(&w.c, ck_get_str(ck_at(needs, i), "name"),
				 &rows);
		for (size_t k = 0; r >= 0 && k < ck_count(rows); k++)
			if (!is_as_it_was(&w, ck_at(rows, k)))
				r = append(&w, ck_at(rows, k));
	}
	return r < 0 ? r : 0;
}
