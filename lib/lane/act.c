#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/act.h"
#include "store/query.h"

static int begin(struct ck_session *s, struct ck_item *item,
		 struct ck_txn **ret_txn)
{
	bool told = false;
	int r;

	while ((r = ck_txn_begin(s->store, s->options.dry_run, ret_txn)) ==
		       -EAGAIN && !ck_session_stopping()) {
		if (!told)
			ck_say(s, _("the store is busy; the lane waits"));
		told = true;
	}
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_lane_enter(struct ck_session *s, struct ck_item *item, int64_t now,
		  const char *actor, struct ck_txn **ret_txn)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_envelope envelope;
	int r = begin(s, item, &txn);

	if (r == 0)
		r = ck_session_envelope(s, item, &envelope);
	if (r < 0)
		return r;
	if (actor)
		envelope.actor = actor;
	envelope.via = "lane";
	if (ck_store_simulated(s->store))
		envelope.at = now;
	r = ck_txn_enter(txn, &envelope);
	if (r < 0)
		return ck_fail_store(s, item, r);
	s->txn = txn;
	*ret_txn = ck_take(txn);
	return 0;
}

int ck_lane_leave(struct ck_session *s, struct ck_item *item,
		  struct ck_txn *txn)
{
	int r = ck_txn_keep(txn);

	s->txn = NULL;
	if (r >= 0)
		r = ck_txn_commit(txn);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* -- admissions ----------------------------------------------------------- */

static int spent(struct ck_session *s, struct ck_item *item,
		 const struct ck_value *row, int64_t now)
{
	const char *state = ck_get_str(row, "admission_state");
	const char *service = ck_get_str(row, "service");

	if (service && !strcmp(service, "out"))
		return ck_fail(s, item, -EEXIST, "/lane", "lane-closed",
			       _("the lane is out of service"));
	if (!ck_get_int(row, "admit", 0))
		return ck_fail(s, item, -EEXIST, "/admit", "decision-denied",
			       _("the store knows a denial"));
	if (ck_get(row, "opened_at") || !state || strcmp(state, "open"))
		return ck_fail(s, item, -EEXIST, "/decision", "decision-used",
			       _("the barrier was opened on it before"));
	if (ck_get_int(row, "expires_at", 0) <= now)
		return ck_fail(s, item, -EEXIST, "/expires_at",
			       "decision-expired", _("the admission is over"));
	return 0;
}

int ck_lane_admission(struct ck_session *s, struct ck_item *item,
		      const struct ck_gate *gate, int64_t now,
		      struct ck_admission *ret_admission)
{
	const char *id = ck_get_str(item->record, "decision");
	const char *trip = ck_get_str(item->record, "trip");
	const char *permit = ck_get_str(item->record, "permit");
	const char *subject = trip ? trip : permit;
	const struct ck_value *row = NULL;
	const char *known;
	int r;

	if (!id || !subject)
		return ck_fail(s, item, -EBADMSG, id ? "/trip" : "/decision",
			       "decision",
			       _("an admission names its decision, and its trip or permit"));
	r = ck_row_of(ck_query(s->store, CK_SQL_GATE_ADMISSION, "ss", gate->id,
			       subject), item->doc, &row);
	if (r < 0)
		return ck_fail_store(s, item, r);
	known = ck_get_str(row, "decision");
	if (!known || strcmp(known, id))
		return ck_fail(s, item, -ENOENT, "/decision",
			       "no-such-decision",
			       _("no such decision at lane %s: %s"),
			       gate->lane, id);
	r = spent(s, item, row, now);
	if (r < 0)
		return r;
	*ret_admission = (struct ck_admission){
		.decision = id, .trip = trip, .permit = trip ? NULL : permit,
		.subject = subject,
		.expires_at = ck_get_int(row, "expires_at", 0),
	};
	return 0;
}
