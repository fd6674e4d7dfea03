#include <config.h>

#include <errno.h>
#include <string.h>

#include "clear/need.h"
#include "clear/rejudge.h"
#include "store/query.h"
#include "trade/lookup.h"

enum { PAGE = 200 };

/* A judging under way. */
struct judging {
	struct ck_txn *txn;
	const struct ck_site *site;
	const struct ck_event_id *cause;
	struct ck_value *changed;
};

bool ck_rejudge_word(const char *which)
{
	return !strcmp(which, "new") || !strcmp(which, "waiting") ||
	       !strcmp(which, "all");
}

static void put_names(struct ck_value *record, const char *key,
		      const struct ck_value *needs)
{
	struct ck_value *names = ck_set_array(record, key);

	for (size_t i = 0; i < ck_count(needs); i++)
		ck_push_str(names, ck_get_str(ck_at(needs, i), "name"));
}

/* doc is of this trip alone; what changes is kept in the list's. 1: something
 * does. */
static int compare(struct judging *j, struct ck_doc *doc,
		   const struct ck_value *trip)
{
	struct ck_store *store = ck_txn_store(j->txn);
	struct ck_value *needed = NULL, *unneeded = NULL, *record;
	const struct ck_value *declaration = NULL;
	int r = ck_declaration_get(store, doc,
				   ck_get_str(trip, "declaration"),
				   &declaration);

	if (r == 0)
		r = ck_need_compare(store, doc, j->site, trip,
				    ck_get(declaration, "document"), &needed,
				    &unneeded);
	if (r < 0 || (!ck_count(needed) && !ck_count(unneeded)))
		return r < 0 ? r : 0;
	record = ck_push_object(j->changed);
	ck_set_str(record, "trip", ck_get_str(trip, "trip"));
	ck_set_str(record, "label", ck_get_str(trip, "label"));
	put_names(record, "needed", needed);
	put_names(record, "unneeded", unneeded);
	return 1;
}

static int append(struct judging *j, const struct ck_value *trip,
		  bool changes)
{
	const char *id = ck_get_str(trip, "trip");
	struct ck_value *body = ck_new_object(ck_txn_doc(j->txn));
	struct ck_event_id event = { 0 };
	int r;

	ck_set_int(body, "site_version", j->site->version);
	r = ck_append_as(j->txn, "rule:site", "trip.rejudged",
			 ck_get_str(trip, "declaration"), id, body, j->cause,
			 &event);
	return r < 0 || !changes ? r
				 : ck_need_update(j->txn, j->site, id, &event);
}

static int judge(struct judging *j, const char *id, const char *which)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *trip = NULL;
	int r = ck_trip_get(ck_txn_store(j->txn), doc, id, &trip);

	if (r < 0)
		return r;
	if (ck_get_int(trip, "turned_back", 0) ||
	    (!strcmp(which, "waiting") && ck_get(trip, "entered_at")))
		return 0;
	r = compare(j, doc, trip);
	if (r >= 0 && !ck_txn_dry(j->txn))
		r = append(j, trip, r > 0);
	return r < 0 ? r : 1;
}

static int read_page(struct judging *j, struct ck_doc *doc, const char *after,
		     struct ck_value *rows)
{
	return ck_rows_of(ck_query(ck_txn_store(j->txn), CK_SQL_NEED_OPEN_TRIPS,
				   "ssi", after, j->site->code, (int64_t)PAGE),
			  doc, rows);
}

int ck_rejudge(struct ck_txn *txn, const struct ck_site *site,
	       const char *which, const struct ck_event_id *cause,
	       struct ck_value *ret_changed)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct judging j = { txn, site, cause, ret_changed };
	struct ck_value *rows;
	const char *after = "";
	int judged = 0;
	int r = 0;

	if (!strcmp(which, "new"))
		return 0;
	do {
		rows = ck_new_array(doc);
		r = read_page(&j, doc, after, rows);
		for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
			after = ck_get_str(ck_at(rows, i), "trip");
			r = judge(&j, after, which);
			judged += r > 0;
		}
	} while (r >= 0 && ck_count(rows));
	return r < 0 ? r : judged;
}
