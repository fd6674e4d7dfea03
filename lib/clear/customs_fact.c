#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "clear/auto.h"
#include "clear/customs_fact.h"
#include "hold/hold.h"
#include "clear/need.h"
#include "site/site.h"
#include "store/query.h"
#include "trade/customs_number.h"
#include "trade/mass.h"
#include "trade/offer.h"

static const char *const channels[] = { "green", "yellow", "red", NULL };
static const char *const releases[] = {
	"none", "documents", "goods", "stopped", "storage", "released",
	"cleared", "transit", NULL,
};

/* -- judging -------------------------------------------------------------- */

/* An absent member is no news, a strange one is a slip of the peer. */
static int judge_word(struct ck_session *s, const struct ck_value *fact,
		      const char *name, const char *const *words)
{
	const struct ck_value *v = ck_get(fact, name);
	char pointer[32];

	if (!v || ck_listed(words, ck_str(v)))
		return 0;
	snprintf(pointer, sizeof(pointer), "/%s", name);
	return ck_fail(s, s->item, -EBADMSG, pointer, name,
		       _("no such word is known: \"%s\"%s"),
		       ck_str(v) ? ck_str(v) : "",
		       ck_offer_words(s->item->doc,
				      ck_str(v) ? ck_str(v) : "", words));
}

static int judge_time(struct ck_session *s, const struct ck_value *fact)
{
	const struct ck_value *at = ck_get(fact, "at");
	int64_t ms;

	if (!at || (ck_str(at) && ck_time_parse(ck_str(at), &ms) == 0))
		return 0;
	return ck_fail(s, s->item, -EBADMSG, "/at", "time",
		       _("not an RFC 3339 time: %s"),
		       ck_str(at) ? ck_str(at) : "");
}

static int judge_total(struct ck_session *s, const struct ck_value *fact)
{
	const struct ck_value *packages = ck_get(fact, "packages");
	const struct ck_value *gross = ck_get(fact, "gross_kg");
	int64_t n;

	if (packages && (!ck_int(packages, &n) || n < 0))
		return ck_fail(s, s->item, -EBADMSG, "/packages", "packages",
			       "%s", _("a whole number is expected"));
	if (gross && (!ck_number_text(gross) ||
		      ck_mass_parse(ck_number_text(gross), &n) < 0 || n < 0))
		return ck_fail(s, s->item, -EBADMSG, "/gross_kg", "gross_kg",
			       "%s", _("a number of kilograms is expected"));
	return 0;
}

static int judge(struct ck_session *s, const struct ck_value *fact,
		 struct ck_customs_number *ret_number)
{
	const char *text = ck_get_str(fact, "customs");
	const struct ck_value *type = ck_get(fact, "type");
	int r;

	if (!text || ck_customs_number_parse(text, ret_number) < 0)
		return ck_fail(s, s->item, -EBADMSG, "/customs",
			       "customs-number",
			       _("a customs number of 12 digits is expected, not \"%s\""),
			       text ? text : "");
	if (type && !ck_str(type))
		return ck_fail(s, s->item, -EBADMSG, "/type", "type", "%s",
			       _("a text is expected"));
	r = judge_word(s, fact, "channel", channels);
	if (r == 0)
		r = judge_word(s, fact, "release", releases);
	if (r == 0)
		r = judge_total(s, fact);
	return r < 0 ? r : judge_time(s, fact);
}

/* -- what is new ---------------------------------------------------------- */

/* The total of the number, when customs tells another one or tells it for the
 * first time: from then on it is customs' own. */
static void put_total(struct ck_value *body, const struct ck_value *fact,
		      const struct ck_value *known)
{
	const struct ck_value *packages = ck_get(fact, "packages");
	const char *kg = ck_number_text(ck_get(fact, "gross_kg"));
	int64_t n, gross = -1;

	if (!packages && !kg)
		return;
	if (kg && ck_mass_parse(kg, &gross) < 0)
		return;
	if (ck_get_str(known, "total_by") &&
	    !strcmp(ck_get_str(known, "total_by"), "customs") &&
	    (!packages || ck_equal(packages, ck_get(known, "packages"))) &&
	    (!kg || (ck_int(ck_get(known, "gross_g"), &n) && n == gross)))
		return;
	ck_set(body, "packages", packages);
	if (kg)
		ck_set_int(body, "gross_g", gross);
	ck_set_str(body, "total_by", "customs");
}

/* Members of the fact that differ from what is known; empty when none does.
 * A number comes also without its twelfth digit, the amendment. */
static struct ck_value *news(struct ck_doc *doc, const struct ck_value *fact,
			     const struct ck_customs_number *number,
			     const struct ck_value *known)
{
	static const char *const names[] = { "type", "channel", "release" };
	struct ck_value *body = ck_new_object(doc);
	const char *before = ck_get_str(known, "number");

	if (before && number->amendment >= 0 && strcmp(before, number->number))
		ck_set_str(body, "number", number->number);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct ck_value *v = ck_get(fact, names[i]);

		if (v && !ck_equal(v, ck_get(known, names[i])))
			ck_set(body, names[i], v);
	}
	put_total(body, fact, known);
	return body;
}

/* -- the events ----------------------------------------------------------- */

static int declare(struct ck_txn *txn, const char *customs, const char *number,
		   const char *run_by)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "number", number);
	ck_set_str(body, "run_by", run_by);
	return ck_append(txn, "customs.declared", customs, customs, body, NULL,
			 NULL);
}

/* The trips that draw on a number, read before anything is appended. */
static int trips_of(struct ck_store *store, struct ck_value *ret_trips,
		    const char *customs)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_TRIP_IDS_BY_CUSTOMS, "s", customs);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(ret_trips, ck_column_text(q, 0));
	return r;
}

static int follow(struct ck_session *s, struct ck_txn *txn, const char *customs,
		  bool released, const struct ck_event_id *cause)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	const struct ck_site *site = NULL;
	struct ck_value *trips = ck_new_array(doc);
	struct ck_value *fact = ck_new_object(doc);
	int r = ck_site_get(s->store, s->site, &site);

	if (r == 0)
		r = ck_need_update_customs(txn, site, customs, cause);
	if (r >= 0)
		r = trips_of(s->store, trips, customs);
	ck_set_str(fact, "customs", customs);
	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = (released ? ck_check_auto : ck_check_auto_known)(
			txn, site, ck_str(ck_at(trips, i)), "customs", fact,
			cause);
	return r < 0 ? r : 0;
}

static const char rule_actor[] = "rule:customs";

const struct ck_value *ck_customs_stop(const struct ck_site *site)
{
	return ck_get(ck_get(site->document, "customs"), "stopped");
}

/* What customs has stopped is held for it; what it lets go on is not. */
static int stop(struct ck_session *s, struct ck_txn *txn, const char *customs,
		bool stopped, const struct ck_event_id *cause)
{
	const struct ck_site *site = NULL;
	const struct ck_value *rule;
	struct ck_hold_new hold = { .site = s->site, .subject_kind = "customs",
				    .subject = customs, .actor = rule_actor };
	char id[CK_HOLD_ID];
	int r = ck_site_get(s->store, s->site, &site);

	if (r < 0)
		return r;
	rule = ck_customs_stop(site);
	hold.agency = ck_get_str(rule, "agency");
	hold.reason = ck_get_str(rule, "reason");
	if (!rule)
		return 0;
	if (!stopped)
		return ck_hold_lift_ruled(txn, &hold, ck_get_str(rule, "lift"),
					  cause);
	r = ck_hold_place(txn, &hold, cause, id, NULL);
	return r < 0 ? r : 0;
}

static int append(struct ck_session *s, struct ck_txn *txn,
		  const char *customs, const struct ck_value *body,
		  const struct ck_value *known)
{
	const char *before = ck_get_str(known, "release");
	const char *release = ck_get_str(body, "release");
	bool was = before && !strcmp(before, "stopped");
	bool is = release && !strcmp(release, "stopped");
	struct ck_event_id cause = { 0 };
	int r = ck_append(txn, "customs.updated", customs, customs, body, NULL,
			  &cause);

	if (r == 0 && !ck_txn_dry(txn) && (is || (was && release)))
		r = stop(s, txn, customs, is, &cause);
	return r < 0 ? r : follow(s, txn, customs, release != NULL, &cause);
}

int ck_customs_fact(struct ck_session *s, struct ck_txn *txn,
		    const struct ck_value *fact, const char *run_by)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_customs_number number;
	const struct ck_value *known = NULL;
	struct ck_value *body;
	const char *customs;
	int r = judge(s, fact, &number);

	if (r < 0)
		return r;
	customs = ck_doc_format(doc, "%s/%s", s->site, number.identity);
	r = ck_row_of(ck_query(s->store, CK_SQL_PEER_CUSTOMS, "s", customs),
		      doc, &known);
	if (r == 0 && !known)
		r = declare(txn, customs, number.number, run_by);
	body = news(doc, fact, &number, known);
	if (r == 0 && known && !ck_count(body))
		return 1;
	ck_set_str(body, "run_by", ck_count(body) ? run_by : NULL);
	if (r == 0 && ck_count(body))
		r = append(s, txn, customs, body, known);
	return r < 0 ? ck_fail_store(s, s->item, r) : 0;
}
