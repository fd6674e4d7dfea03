#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "clear/expiry.h"
#include "clear/load.h"
#include "store/query.h"

enum { MINUTE_MS = 60000, PAGE = 200 };

static const struct ck_value *rule_of(const struct ck_site *site,
				      const char *check)
{
	return ck_get(ck_site_find_check(site, check), "expires");
}

/* A day counts to its end. */
static int64_t end_of(const char *text, int offset_min)
{
	int64_t ms = 0;

	if (!text)
		return 0;
	if (ck_day_parse(text, offset_min, &ms) == 0)
		return ms + CK_DAY_MS;
	return ck_time_parse(text, &ms) == 0 ? ms : 0;
}

int64_t ck_expiry_of(const struct ck_case *c, const char *check,
		     int64_t given_at)
{
	const struct ck_value *rule = rule_of(c->site, check);
	const char *pointer = ck_get_str(rule, "at");
	int64_t minutes = ck_get_int(rule, "minutes", 0);

	if (!rule)
		return 0;
	if (pointer)
		return end_of(ck_str(ck_pointer(ck_case_facts(c), pointer)),
			      c->site->offset_min);
	return given_at + minutes * MINUTE_MS;
}

/* -- what is over --------------------------------------------------------- */

/* 1: over, 0: not. */
static int is_over(struct ck_store *store, const char *trip, const char *name,
		   int64_t given_at, int64_t now)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_case c;
	int r = ck_case_open(store, doc, trip, &c);
	int64_t end = r == 0 ? ck_expiry_of(&c, name, given_at) : 0;

	return r < 0 ? r : end && end <= now;
}

static int find_page(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_site *site, const char *name,
		     const char *after, struct ck_value *rows)
{
	return ck_rows_of(ck_query(store, CK_SQL_EXPIRY_CONFIRMED, "sssi",
				   name, after, site->code, (int64_t)PAGE),
			  doc, rows);
}

static int find_check(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_site *site, const char *name,
		      int64_t now, struct ck_value *due)
{
	const char *after = "";
	struct ck_value *rows;
	int r;

	do {
		rows = ck_new_array(doc);
		r = find_page(store, doc, site, name, after, rows);
		for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
			const struct ck_value *row = ck_at(rows, i);

			after = ck_get_str(row, "trip");
			r = is_over(store, after, name,
				    ck_get_int(row, "verdict_at", 0), now);
			if (r > 0)
				ck_push(due, row);
		}
	} while (r >= 0 && ck_count(rows) == PAGE);
	return r < 0 ? r : 0;
}

int ck_expiry_find(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_site *site, int64_t now,
		   struct ck_value **ret_due)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	struct ck_value *due = ck_new_array(doc);
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(checks); i++)
		if (ck_get(ck_at(checks, i), "expires"))
			r = find_check(store, doc, site, ck_key_at(checks, i),
				       now, due);
	if (r == 0)
		*ret_due = due;
	return r;
}

/* -- ending it ------------------------------------------------------------ */

static int append(struct ck_txn *txn, const struct ck_case *c,
		  const struct ck_value *row)
{
	const char *name = ck_get_str(row, "name");
	int64_t end = ck_expiry_of(c, name, ck_get_int(row, "verdict_at", 0));
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int r;

	if (!end || end > ck_txn_at(txn) ||
	    strcmp(ck_get_str(row, "state"), "confirmed"))
		return 0;
	ck_set_str(body, "name", name);
	ck_set_int(body, "expired_at", end);
	r = ck_append_as(txn, "rule:expiry", "check.expired",
			 ck_get_str(row, "root"), ck_get_str(row, "subject"),
			 body, NULL, &id);
	if (r >= 0)
		r = ck_load_follow(txn, c, name, &id);
	return r < 0 ? r : 1;
}

static int append_trip(struct ck_txn *txn, const struct ck_value *one)
{
	const struct ck_value *rows = NULL;
	struct ck_case c;
	int count = 0;
	int r = ck_case_open(ck_txn_store(txn), ck_txn_doc(txn),
			     ck_get_str(one, "trip"), &c);

	if (r == 0)
		r = ck_case_rows(&c, ck_get_str(one, "name"), &rows);
	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		r = append(txn, &c, ck_at(rows, i));
		count += r > 0;
	}
	return r < 0 ? r : count;
}

int ck_expiry_append(struct ck_txn *txn, const struct ck_value *due)
{
	int count = 0;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(due); i++) {
		r = append_trip(txn, ck_at(due, i));
		count += r > 0 ? r : 0;
	}
	return r < 0 ? r : count;
}
