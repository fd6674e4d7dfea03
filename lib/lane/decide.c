#include <config.h>

#include <string.h>

#include "lane/decide.h"
#include "lane/judge.h"
#include "store/query.h"

enum { SAME_DENIAL_MS = 60000 };

static const struct ck_value *one_reason(struct ck_doc *doc, enum ck_found found)
{
	struct ck_value *reasons = ck_new_array(doc);

	ck_set_str(ck_push_object(reasons), "code",
		   found == CK_FOUND_MANY ? "ambiguous" : "unknown-vehicle");
	return reasons;
}

/* -- the same answer again ------------------------------------------------ */

/* Equal codes about equal things; `since` and the like may differ. */
static bool same_reasons(const struct ck_value *reasons, const char *stored)
{
	CK_BUF text = { 0 };

	ck_write(&text, reasons);
	return !strcmp(ck_buf_text(&text), stored ? stored : "");
}

static bool still_holds(const struct ck_decision *d, struct ck_stmt *q)
{
	bool admitted = ck_column_int(q, 1) != 0;
	const char *state = ck_column_text(q, 2);

	if (admitted != d->admit)
		return false;
	if (admitted)
		return !strcmp(state, "open") && ck_column_int(q, 4) > d->at;
	return d->at - ck_column_int(q, 3) < SAME_DENIAL_MS &&
	       same_reasons(d->reasons, ck_column_text(q, 6));
}

static int find_same(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_lane_row *lane, struct ck_decision *d)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_LANE_ADMISSION, "ss", lane->id,
			 d->subject);
	int r = ck_step(q);

	if (r <= 0)
		return r;
	if (!still_holds(d, q))
		return 0;
	d->repeated = true;
	d->at = ck_column_int(q, 3);
	d->expires_at = ck_column_int(q, 4);
	d->id = ck_doc_strdup(doc, ck_column_text(q, 7));
	return 1;
}

/* -- a new one ------------------------------------------------------------ */

static int append(struct ck_txn *txn, struct ck_doc *doc,
		  const struct ck_lane_row *lane,
		  const struct ck_sighting *sighting,
		  const struct ck_value *rests_on, struct ck_decision *d)
{
	struct ck_value *body = ck_new_object(doc);
	struct ck_event_id id;
	int r;

	ck_set_str(body, "lane", lane->id);
	ck_set(body, "trip", ck_get(d->trip, "trip"));
	ck_set(body, "sighting", sighting->record);
	ck_set_str(body, "matched", ck_found_word(d->found));
	ck_set_bool(body, "admit", d->admit);
	if (d->admit)
		ck_set_int(body, "expires_at", d->expires_at);
	ck_set(body, "reasons", d->reasons);
	ck_set(body, "rests_on", rests_on);
	r = ck_append(txn, "gate.decided", lane->id, d->subject, body, NULL,
		      &id);
	if (r == 0 && id.seq)
		d->id = ck_doc_strdup(doc, id.text);
	return r;
}

int ck_lane_decide(struct ck_txn *txn, struct ck_doc *doc,
		   const struct ck_lane_row *lane,
		   const struct ck_sighting *sighting,
		   struct ck_decision *ret_decision)
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_judgement j = { NULL, NULL };
	struct ck_decision d = { .at = ck_txn_at(txn) };
	int r = ck_lane_find(store, doc, lane, sighting, &d.trip, &d.found);

	if (r == 0 && d.trip)
		r = ck_lane_judge(store, doc, lane, d.trip, d.at, &j);
	if (r < 0)
		return r;
	d.subject = d.trip ? ck_get_str(d.trip, "trip") : sighting->text;
	d.reasons = d.trip ? j.reasons : one_reason(doc, d.found);
	d.admit = d.trip && !ck_count(d.reasons);
	d.expires_at = d.admit ? d.at + lane->admit_ms : 0;
	r = find_same(store, doc, lane, &d);
	if (r == 0)
		r = append(txn, doc, lane, sighting, j.rests_on, &d);
	if (r >= 0)
		*ret_decision = d;
	return r < 0 ? r : 0;
}
