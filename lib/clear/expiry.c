#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "clear/expiry.h"
#include "clear/follow.h"
#include "store/query.h"
#include "store/setting.h"

static const char rule_actor[] = "rule:expiry";

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
	return given_at + minutes * CK_MINUTE_MS;
}

int ck_expiry_find(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_site *site, int64_t now,
		   struct ck_value **ret_due)
{
	struct ck_value *due = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_EXPIRY_OVER, "si",
				    site->code, now),
			   doc, due);

	if (r == 0)
		*ret_due = due;
	return r;
}

/* -- events about rows ---------------------------------------------------- */

typedef int append_fn(struct ck_txn *txn, const struct ck_case *c,
		      const struct ck_value *row);

/* As the rows are now, of one check of one trip. How many were appended. */
static int on_trip(struct ck_txn *txn, const struct ck_value *one,
		   append_fn *append)
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

static int on_rows(struct ck_txn *txn, const struct ck_value *found,
		   append_fn *append)
{
	int count = 0;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(found); i++) {
		r = on_trip(txn, ck_at(found, i), append);
		count += r > 0 ? r : 0;
	}
	return r < 0 ? r : count;
}

/* -- what does not hold its end ------------------------------------------- */

static int append_date(struct ck_txn *txn, const struct ck_case *c,
		       const struct ck_value *row)
{
	const char *name = ck_get_str(row, "name");
	struct ck_value *body = ck_new_object(c->doc);
	int64_t end = ck_expiry_of(c, name, ck_get_int(row, "verdict_at", 0));
	int r;

	if (!end || ck_get(row, "ends_at") ||
	    strcmp(ck_get_str(row, "state"), "confirmed") != 0)
		return 0;
	ck_set_str(body, "name", name);
	ck_set_int(body, "ends_at", end);
	r = ck_append_as(txn, rule_actor, "check.dated",
			 ck_get_str(row, "root"), ck_get_str(row, "subject"),
			 body, NULL, NULL);
	return r < 0 ? r : 1;
}

static int date_check(struct ck_txn *txn, const struct ck_site *site,
		      const char *name, int64_t newest)
{
	struct ck_value *rows = ck_new_array(ck_txn_doc(txn));
	int r = ck_rows_of(ck_query(ck_txn_store(txn), CK_SQL_EXPIRY_UNDATED,
				    "ssi", site->code, name, newest),
			   ck_txn_doc(txn), rows);

	return r < 0 ? r : on_rows(txn, rows, append_date);
}

static int date_site(struct ck_txn *txn, const char *code, int64_t newest)
{
	const struct ck_site *site = NULL;
	const struct ck_value *checks;
	int count = 0;
	int r = ck_site_get(ck_txn_store(txn), code, &site);

	if (r < 0)
		return r;
	checks = ck_get(site->document, "checks");
	for (size_t i = 0; r >= 0 && i < ck_count(checks); i++) {
		if (!ck_get(ck_at(checks, i), "expires"))
			continue;
		r = date_check(txn, site, ck_key_at(checks, i), newest);
		count += r > 0 ? r : 0;
	}
	return r < 0 ? r : count;
}

int ck_expiry_date(struct ck_txn *txn)
{
	struct ck_store *store = ck_txn_store(txn);
	const char *newest = ck_setting(store, ck_txn_doc(txn), "undated");
	struct ck_value *sites = ck_new_array(ck_txn_doc(txn));
	int count = 0;
	int r = 0;

	if (!newest)
		return 0;
	r = ck_rows_of(ck_query(store, CK_SQL_SITE_LIST, ""), ck_txn_doc(txn),
		       sites);
	for (size_t i = 0; r >= 0 && i < ck_count(sites); i++) {
		r = date_site(txn, ck_get_str(ck_at(sites, i), "site"),
			      strtoll(newest, NULL, 10));
		count += r > 0 ? r : 0;
	}
	if (r >= 0 && !ck_txn_dry(txn))
		r = ck_run(store, CK_SQL_SETTING_DROP, "s", "undated");
	return r < 0 ? r : count;
}

/* -- ending it ------------------------------------------------------------ */

static int append_end(struct ck_txn *txn, const struct ck_case *c,
		      const struct ck_value *row)
{
	const char *name = ck_get_str(row, "name");
	int64_t end = ck_get_int(row, "ends_at", 0);
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int r;

	if (!end || end > ck_txn_at(txn) ||
	    strcmp(ck_get_str(row, "state"), "confirmed"))
		return 0;
	ck_set_str(body, "name", name);
	ck_set_int(body, "expired_at", end);
	r = ck_append_as(txn, rule_actor, "check.expired",
			 ck_get_str(row, "root"), ck_get_str(row, "subject"),
			 body, NULL, &id);
	if (r >= 0)
		r = ck_check_follow(txn, c, row, NULL, true, &id);
	return r < 0 ? r : 1;
}

int ck_expiry_append(struct ck_txn *txn, const struct ck_value *due)
{
	return on_rows(txn, due, append_end);
}
