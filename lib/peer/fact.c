/* What a peer's fact becomes: our own events about our own customs number, and
 * what follows from them (MODEL 4). */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/auto.h"
#include "clear/need.h"
#include "peer/peer.h"
#include "site/site.h"
#include "store/query.h"
#include "trade/customs_number.h"

static const char *const releases[] = {
	"none", "documents", "goods", "stopped", "storage", "released",
	"cleared", "transit", NULL,
};

static bool is_release(const char *text)
{
	for (const char *const *r = releases; *r; r++)
		if (!strcmp(*r, text))
			return true;
	return false;
}

/* The customs id of the fact's number: SITE/ and 11 digits. */
static int take_number(struct ck_session *s, const struct ck_value *fact,
		       struct ck_customs_number *ret_number)
{
	const char *text = ck_get_str(fact, "customs");
	const char *release = ck_get_str(fact, "release");

	if (!text || ck_customs_number_parse(text, ret_number) < 0)
		return ck_fail(s, NULL, -EBADMSG, "/customs", "customs-number",
			       _("a customs number of 12 digits is expected, not \"%s\""),
			       text ? text : "");
	if (release && !is_release(release))
		return ck_fail(s, NULL, -EBADMSG, "/release", "release",
			       _("\"%s\" is no state of release"), release);
	return 0;
}

/* Members of the fact that differ from what is known; empty when none does. */
static struct ck_value *news(struct ck_doc *doc, const struct ck_value *fact,
			     const struct ck_value *known)
{
	static const char *const names[] = { "type", "channel", "release" };
	struct ck_value *body = ck_new_object(doc);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct ck_value *v = ck_get(fact, names[i]);

		if (v && !ck_equal(v, ck_get(known, names[i])))
			ck_set(body, names[i], v);
	}
	return body;
}

static int declare(struct ck_txn *txn, const char *customs, const char *number,
		   struct ck_event_id *ret_cause)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "number", number);
	return ck_append(txn, "customs.declared", customs, customs, body, NULL,
			 ret_cause);
}

/* The trips that draw on a number, read before anything is appended. */
static int trips_of(struct ck_store *store, struct ck_value *ret_trips,
		    const char *customs)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_PEER_CUSTOMS_TRIPS, "s", customs);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(ret_trips, ck_column_text(q, 0));
	return r;
}

static int follow(struct ck_session *s, struct ck_txn *txn, const char *customs,
		  const struct ck_event_id *cause)
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
		r = ck_check_auto(txn, site, ck_str(ck_at(trips, i)), "customs",
				  fact, cause);
	return r < 0 ? r : 0;
}

int ck_peer_apply(struct ck_session *s, struct ck_txn *txn,
		  const struct ck_peer *peer, const struct ck_value *fact)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_customs_number number;
	const struct ck_value *known = NULL;
	struct ck_event_id cause = { 0 };
	struct ck_value *body;
	const char *customs;
	int r = take_number(s, fact, &number);

	(void)peer;
	if (r < 0)
		return r;
	customs = ck_doc_format(doc, "%s/%.11s", s->site, number.identity);
	r = ck_row_of(ck_query(s->store, CK_SQL_PEER_CUSTOMS, "s", customs),
		      doc, &known);
	if (r == 0 && !known)
		r = declare(txn, customs, ck_get_str(fact, "customs"), NULL);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	body = news(doc, fact, known);
	if (!ck_count(body))
		return 1;
	r = ck_append(txn, "customs.updated", customs, customs, body, NULL,
		      &cause);
	if (r == 0)
		r = follow(s, txn, customs, &cause);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}
