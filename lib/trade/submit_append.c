#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "clear/auto.h"
#include "clear/need.h"
#include "store/query.h"
#include "trade/load.h"
#include "trade/facts.h"
#include "trade/submit.h"

/* -- the id --------------------------------------------------------------- */

enum { ID_DIGITS = 5, ID_TEXT_MOST = 99999 };

static int64_t number_of(const char *declaration)
{
	return strtoll(strrchr(declaration, '-') + 1, NULL, 10);
}

static int last_number(struct ck_store *store, enum ck_sql query,
		       const char *day, int64_t *ret_number)
{
	ck_autofree char *low = ck_format("%s-", day);
	ck_autofree char *high = ck_format("%s.", day);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, query, "ss", low, high);
	int r = ck_step(q);

	*ret_number = r > 0 ? number_of(ck_column_text(q, 0)) : 0;
	return r < 0 ? r : 0;
}

/* Ids sort by their integers, texts only as long as they are equally long:
 * after 99999 the newest row is asked for. */
static int next_id(struct ck_txn *txn, const struct ck_submission *sub,
		   const char **ret_id)
{
	struct ck_store *store = ck_txn_store(txn);
	char date[9];
	const char *day;
	int64_t n;
	int r;

	ck_day_print(ck_txn_at(txn), sub->site->offset_min, date);
	day = ck_doc_format(sub->doc, "%s-%s", sub->site->code, date);
	r = last_number(store, CK_SQL_DECLARATION_LAST_OF_DAY, day, &n);
	if (r == 0 && n >= ID_TEXT_MOST)
		r = last_number(store, CK_SQL_DECLARATION_NEWEST_OF_DAY, day,
				&n);
	if (r < 0)
		return r;
	*ret_id = ck_doc_format(sub->doc, "%s-%0*lld", day, ID_DIGITS,
				(long long)n + 1);
	return 0;
}

/* -- the trips ------------------------------------------------------------ */

static const char *kind_of(const struct ck_submission *sub,
			   const struct ck_submission_trip *trip)
{
	const char *role = ck_get_str(trip->stored, "role");
	const char *direction = ck_get_str(sub->document.stored, "direction");
	const char *kind = ck_ruled_first(trip->ruling, "/kinds");

	if (!strcmp(role, "receiving") && strcmp(direction, "export") != 0)
		return role;
	if (!kind)
		kind = !strcmp(direction, "export") ? "other" : "cargo";
	return kind;
}

static void put_sums(const struct ck_submission *sub,
		     const struct ck_submission_trip *trip,
		     struct ck_value *body)
{
	const struct ck_value *document = sub->document.stored;
	const char *currency = ck_get_str(sub->site->document, "currency");
	struct ck_load_sum sum;

	ck_load_sum(ck_facts_load(sub->doc, document, trip->vehicle),
		    ck_get(document, "goods"), currency, &sum);
	if (sum.lines && sum.mass_known)
		ck_set_int(body, "gross_g", sum.gross_g);
	if (sum.lines && sum.value_known && trip->laden)
		ck_set_int(body, "value_minor", sum.value_minor);
}

struct ck_value *ck_submission_trip_body(struct ck_submission *sub,
					 const struct ck_submission_trip *trip,
					 const char *id)
{
	struct ck_value *body = ck_new_object(sub->doc);
	const struct ck_value *v = trip->stored;
	const struct ck_need_about about = { id, sub->declaration,
					     trip->customs };

	ck_set_str(body, "trip", id);
	ck_set_str(body, "vehicle_ref", trip->vehicle);
	ck_set(body, "role", ck_get(v, "role"));
	ck_set_str(body, "kind", kind_of(sub, trip));
	ck_set_bool(body, "laden", trip->laden);
	ck_set(body, "class", ck_get(v, "class"));
	ck_set(body, "nationality", ck_get(v, "nationality"));
	ck_set(body, "label", ck_get(trip->identity, "label"));
	ck_set(body, "vehicle", trip->identity);
	ck_set(body, "axles", ck_get(v, "axles"));
	ck_set(body, "self_g", ck_get(v, "self_g"));
	put_sums(sub, trip, body);
	ck_set(body, "continues", ck_get(v, "continues"));
	ck_set_str(body, "leg", "out");
	ck_set_str(body, "zone", trip->zone);
	ck_set(body, "identities", trip->keys);
	ck_set(body, "checks", ck_need_list(sub->doc, sub->site, trip->ruling,
					    &about));
	return body;
}

static void put_trips(struct ck_submission *sub, struct ck_value *body)
{
	struct ck_value *trips = ck_set_array(body, "trips");

	for (size_t i = 0; i < sub->trip_count; i++)
		ck_push(trips, ck_submission_trip_body(
				       sub, &sub->trips[i],
				       ck_doc_format(sub->doc, "%s.%zu",
						     sub->declaration,
						     i + 1)));
	sub->answer = trips;
}

static struct ck_value *submission_body(struct ck_submission *sub)
{
	const struct ck_value *document = sub->document.stored;
	struct ck_value *body = ck_new_object(sub->doc);

	ck_set_str(body, "site", sub->site->code);
	CK_SET_SAME(body, document, "direction", "regime", "expected_at");
	ck_set_str(body, "digest", sub->digest);
	ck_set(body, "enterprise",
	       ck_get(ck_get(document, "enterprise"), "tax_code"));
	ck_set_int(body, "site_version", sub->site->version);
	ck_set(body, "document", document);
	put_trips(sub, body);
	return body;
}

/* -- what goes with it ---------------------------------------------------- */

static void put_total(struct ck_value *body, const struct ck_value *entry)
{
	ck_set(body, "packages", ck_get(entry, "packages"));
	ck_set(body, "gross_g", ck_get(entry, "gross_g"));
	if (ck_get(entry, "packages") || ck_get(entry, "gross_g"))
		ck_set_str(body, "total_by", "declarant");
}

/* The total of a number that nobody knew so far. */
static int declare_total(struct ck_submission *sub, struct ck_txn *txn,
			 const struct ck_value *entry,
			 const struct ck_value *row,
			 const struct ck_event_id *cause)
{
	const char *id = ck_get_str(entry, "customs");
	struct ck_value *body = ck_new_object(sub->doc);

	put_total(body, entry);
	if (ck_get(row, "total_by") || !ck_count(body))
		return 0;
	return ck_append(txn, "customs.updated", id, id, body, cause, NULL);
}

static int declare_number(struct ck_submission *sub, struct ck_txn *txn,
			  const struct ck_value *entry,
			  const struct ck_event_id *cause)
{
	const char *id = ck_get_str(entry, "customs");
	const struct ck_value *row = NULL;
	struct ck_value *body;
	int r = id ? ck_row_of(ck_query(ck_txn_store(txn), CK_SQL_CUSTOMS_ROW,
					"s", id), sub->doc, &row)
		   : 0;

	if (!id || r < 0)
		return r;
	if (row)
		return declare_total(sub, txn, entry, row, cause);
	body = ck_new_object(sub->doc);
	CK_SET_SAME(body, entry, "number", "type", "office");
	put_total(body, entry);
	return ck_append(txn, "customs.declared", id, id, body, cause, NULL);
}

/* A number of which customs has told something; NULL: none. */
static const struct ck_value *told(const struct ck_value *known)
{
	for (size_t i = 0; i < ck_count(known); i++) {
		const char *release = ck_get_str(ck_at(known, i), "release");

		if (release && strcmp(release, "none") != 0)
			return ck_at(known, i);
	}
	return NULL;
}

/* Customs may have released a number before anybody declared it here: nobody
 * would tell that again. */
static int take_release(struct ck_submission *sub, struct ck_txn *txn, size_t i,
			const struct ck_event_id *cause)
{
	const struct ck_value *number = told(sub->trips[i].known);
	struct ck_value *fact;

	if (!number || ck_txn_dry(txn))
		return 0;
	fact = ck_new_object(sub->doc);
	ck_set(fact, "customs", ck_get(number, "customs"));
	return ck_check_auto_known(txn, sub->site,
				   ck_get_str(ck_at(sub->answer, i), "trip"),
				   "customs", fact, cause);
}

int ck_submission_declare_numbers(struct ck_submission *sub,
				  struct ck_txn *txn,
				  const struct ck_event_id *cause)
{
	const struct ck_value *customs =
		ck_get(sub->document.stored, "customs");
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(customs); i++)
		r = declare_number(sub, txn, ck_at(customs, i), cause);
	return r < 0 ? r : 0;
}

static int append_others(struct ck_submission *sub, struct ck_txn *txn,
			 const struct ck_event_id *cause)
{
	int r = ck_submission_declare_numbers(sub, txn, cause);

	for (size_t i = 0; r >= 0 && i < ck_count(sub->answer); i++)
		r = ck_need_open(txn, ck_get(ck_at(sub->answer, i), "checks"),
				 cause);
	for (size_t i = 0; r >= 0 && i < sub->trip_count; i++)
		r = take_release(sub, txn, i, cause);
	return r < 0 ? r : 0;
}

int ck_submission_add_persons(struct ck_submission *sub, struct ck_txn *txn)
{
	int r = 0;

	if (ck_txn_dry(txn))
		return 0;
	for (size_t i = 0; r >= 0 && i < sub->person_count; i++)
		r = ck_person_add(ck_txn_store(txn), &sub->persons[i].person);
	return r;
}

int ck_submission_append(struct ck_submission *sub, struct ck_txn *txn)
{
	struct ck_event_id cause = { 0 };
	int r = next_id(txn, sub, &sub->declaration);

	if (r >= 0)
		r = ck_append(txn, "declaration.submitted", sub->declaration,
			      sub->declaration, submission_body(sub), NULL,
			      &cause);
	if (r >= 0)
		r = append_others(sub, txn, &cause);
	if (r >= 0)
		r = ck_submission_add_persons(sub, txn);
	sub->version = cause.seq;
	return r < 0 ? r : 0;
}
