#include <config.h>

#include <string.h>

#include "command/lookup.h"
#include "lane/decided.h"
#include "lane/judge.h"
#include "lane/late.h"
#include "lane/permit.h"
#include "record/reader.h"
#include "store/query.h"

enum { NAMED_MOST = 5 };

struct deciding {
	struct ck_txn *txn;
	struct ck_judging judging;
	const struct ck_sighting *seen;
	struct ck_found found;
	struct ck_sighting_rule rule;
	struct ck_decision *out;
};

/* -- who it is ------------------------------------------------------------ */

/* What is wrong with the pass that was shown. */
static void judge_pass(struct deciding *d)
{
	const struct ck_shown *shown = &d->found.shown;

	/* Of a lane's own store nobody else knows by which event it has the
	 * key. */
	if (!ck_gate_own_store(d->judging.store))
		ck_judge_rest_on(&d->judging, shown->verdict.key.version);
	if (shown->code)
		ck_judge_rest_on(&d->judging, shown->verdict.version);
	if (shown->code)
		ck_shown_fill(shown, d->seen,
			      ck_judge_reason(&d->judging, shown->code));
}

static void name_candidate(struct ck_value *list, const struct ck_candidate *c)
{
	struct ck_value *one = ck_push_object(list);

	ck_set_str(one, "trip", c->trip);
	ck_set_str(one, "label", c->label);
	ck_set_str(one, "identifier", c->kind);
	ck_set_str(one, "normal", c->normal);
	ck_set_str(one, "matched", ck_matched_name(c->matched));
}

static void several(struct deciding *d)
{
	struct ck_value *reason = ck_judge_reason(&d->judging, "ambiguous");
	struct ck_value *trips = ck_set_array(reason, "trips");
	struct ck_value *candidates = ck_set_array(reason, "candidates");

	for (int i = 0; i < d->found.count && i < NAMED_MOST; i++) {
		ck_push_str(trips, d->found.all[i].trip);
		name_candidate(candidates, &d->found.all[i]);
	}
}

/* A plate that was read in part, or wrong in more than one place, admits
 * nobody; whoever looks at the truck wants to know who is meant. */
static int name_near(struct deciding *d, struct ck_value *reason)
{
	const struct ck_judging *j = &d->judging;
	const struct ck_clue *clue = &d->seen->clues[0];
	size_t len = strlen(j->gate->site);
	struct ck_value *list = NULL;
	struct ck_matches near;
	int r;

	if (clue->digital ||
	    (clue->kind && strcmp(clue->kind, "plate")))
		return 0;
	r = ck_lookup_near_plate(j->store, j->doc, clue->normal, &near);
	for (size_t i = 0; r >= 0 && i < near.count; i++) {
		const struct ck_match *one = &near.at[i];
		struct ck_value *named;

		if (strncmp(one->trip, j->gate->site, len) ||
		    one->trip[len] != '-')
			continue;
		list = list ? list : ck_set_array(reason, "near");
		named = ck_push_object(list);
		ck_set_str(named, "trip", one->trip);
		ck_set_str(named, "label", one->label);
		ck_set_str(named, "normal", one->normal);
	}
	return r < 0 ? r : 0;
}

/* A lane alone may not have the trip of a good pass. */
static int nobody(struct deciding *d)
{
	const struct ck_shown *shown = &d->found.shown;

	d->out->subject = d->seen->text;
	if (d->found.count)
		several(d);
	else if (d->seen->pass && !shown->code)
		ck_shown_fill_alone(d->seen->pass, ck_judge_reason(
			&d->judging, "pass-trip-unknown"));
	/* Of who shows nothing but a bad pass, more is not known. */
	else if (d->seen->count)
		return name_near(d, ck_judge_reason(&d->judging,
						    "unknown-vehicle"));
	else if (!shown->code)
		ck_judge_reason(&d->judging, "unread");
	return 0;
}

static int read_trip(struct deciding *d, const char *trip)
{
	struct ck_judging *j = &d->judging;

	j->trip = trip;
	return ck_row_of(ck_query(j->store, CK_SQL_GATE_TRIP, "ssis",
				  j->gate->queue, j->gate->id, j->now, trip),
			 j->doc, &j->row);
}

static bool stands(const struct deciding *d, const struct ck_value *last)
{
	const char *state = ck_get_str(last, "admission_state");

	return state && !strcmp(state, "open") &&
	       ck_get_int(last, "expires_at", 0) > d->judging.now;
}

/* A camera that reads worse the second time takes no admission back: whoever
 * was recognised stands there. */
static void judge_doubt(struct deciding *d)
{
	const struct ck_candidate *one = d->found.one;
	struct ck_value *reason;

	if (!d->rule.strict || stands(d, d->judging.row) ||
	    ck_get(d->judging.row, "closed_at") ||
	    (one->matched == CK_MATCHED_EXACT &&
	     one->permille >= d->rule.least_permille))
		return;
	reason = ck_judge_reason(&d->judging, "uncertain");
	ck_set_str(reason, "matched", ck_matched_name(one->matched));
	if (one->matched == CK_MATCHED_EXACT)
		ck_set_int(reason, "least_permille", d->rule.least_permille);
}

static int somebody(struct deciding *d)
{
	const struct ck_candidate *one = d->found.one;
	struct ck_decision *out = d->out;
	int r = read_trip(d, one->trip);

	if (r < 0)
		return r;
	if (!d->judging.row) {
		d->found.count = 0;
		return nobody(d);
	}
	out->trip = out->subject = one->trip;
	out->declaration = ck_get_str(d->judging.row, "declaration");
	out->label = ck_get_str(d->judging.row, "label");
	out->vehicle = ck_get(d->judging.row, "vehicle");
	out->matched = ck_matched_name(one->matched);
	judge_doubt(d);
	return ck_judge_trip(&d->judging);
}

/* -- a permit ------------------------------------------------------------- */

static void judge_dim(struct deciding *d, const struct ck_clue *clue)
{
	struct ck_value *reason;

	if (!d->rule.strict || clue->permille >= d->rule.least_permille)
		return;
	reason = ck_judge_reason(&d->judging, "uncertain");
	ck_set_str(reason, "matched", ck_matched_name(CK_MATCHED_EXACT));
	ck_set_int(reason, "least_permille", d->rule.least_permille);
}

static int by_permit(struct deciding *d, const struct ck_value *permit,
		     const struct ck_clue *clue)
{
	struct ck_value *vehicle = ck_new_object(d->judging.doc);

	d->out->permit = d->out->subject = ck_get_str(permit, "permit");
	d->out->permit_for = ck_get_str(permit, "reason");
	d->out->label = ck_get_str(permit, "label");
	d->out->matched = ck_matched_name(CK_MATCHED_EXACT);
	ck_set(vehicle, "normal", ck_get(permit, "normal"));
	ck_set_str(vehicle, "label", d->out->label);
	d->out->vehicle = vehicle;
	judge_dim(d, clue);
	return ck_judge_permit(&d->judging, permit);
}

/* An expected vehicle that was read exactly needs none. 1: decided by it. */
static int try_permit(struct deciding *d)
{
	const struct ck_judging *j = &d->judging;
	const struct ck_candidate *one = d->found.one;
	const struct ck_value *permit = NULL;
	const struct ck_clue *clue = NULL;
	int r;

	if (one && one->matched == CK_MATCHED_EXACT)
		return 0;
	r = ck_permit_find(j->store, j->doc, j->gate, j->now,
			   j->now - d->rule.closed_ms, d->seen, &permit, &clue);
	/* One that is over stands behind a vehicle that is expected. */
	if (r < 0 || !permit ||
	    (d->found.count && strcmp(ck_permit_state(permit, j->now), "valid")))
		return r;
	r = by_permit(d, permit, clue);
	return r < 0 ? r : 1;
}

/* Nobody is expected: perhaps the vehicle's trip has just ended. */
static int find_closed(struct deciding *d)
{
	const struct ck_judging *j = &d->judging;
	struct ck_shown shown = d->found.shown;
	int r = ck_gate_find_closed(j->store, j->doc, j->gate,
				    j->now - d->rule.closed_ms, d->seen,
				    &d->found);

	d->found.shown = shown;
	return r;
}

/* Nobody passes there, whoever it is. */
static void judge_service(struct deciding *d)
{
	const struct ck_service *service = &d->judging.gate->service;
	struct ck_value *reason;

	if (!service->out)
		return;
	ck_judge_rest_on(&d->judging, service->version);
	reason = ck_judge_reason(&d->judging, "lane-closed");
	ck_set_str(reason, "reason", service->reason);
	ck_set_int(reason, "since", service->since);
}

static int who(struct deciding *d)
{
	struct ck_judging *j = &d->judging;
	int r = ck_gate_find(j->store, j->doc, j->gate, j->now, d->seen,
			     &d->found);

	judge_service(d);
	if (r == 0)
		judge_pass(d);
	if (r == 0)
		r = try_permit(d);
	if (r == 0 && !d->found.count)
		r = find_closed(d);
	if (r != 0)
		return r < 0 ? r : 0;
	if (d->found.one)
		return somebody(d);
	return nobody(d);
}

/* -- the same answer as before -------------------------------------------- */

/* What this lane last said of the subject; of a trip it came with its row. */
static int last_answer(struct deciding *d, const struct ck_value **ret_last)
{
	struct ck_judging *j = &d->judging;

	if (j->row) {
		*ret_last = ck_get(j->row, "decision") ? j->row : NULL;
		return 0;
	}
	return ck_row_of(ck_query(j->store, CK_SQL_GATE_ADMISSION, "ss",
				  j->gate->id, d->out->subject),
			 j->doc, ret_last);
}

static int answer(struct deciding *d)
{
	const struct ck_value *last = NULL;
	int r = last_answer(d, &last);

	if (r < 0)
		return r;
	if (last && (d->out->admit
			     ? stands(d, last)
			     : ck_decided_denied(last, d->out->reasons,
						 d->judging.now,
						 d->rule.repeat_ms))) {
		ck_decided_repeat(d->out, last);
		return 0;
	}
	return ck_decided_append(d->txn, d->judging.doc, d->judging.gate,
				 d->seen, d->judging.rests_on, d->out);
}

int ck_gate_decide(struct ck_txn *txn, struct ck_doc *doc,
		   const struct ck_gate *gate, const struct ck_sighting *seen,
		   struct ck_decision *ret_decision)
{
	struct ck_decision out = { .at = ck_txn_at(txn) };
	struct deciding d = {
		.txn = txn,
		.judging = {
			.store = ck_txn_store(txn), .doc = doc, .gate = gate,
			.now = out.at, .reasons = ck_new_array(doc),
			.rests_on = ck_new_array(doc),
		},
		.seen = seen,
		.rule = ck_gate_sighting_rule(gate),
		.out = &out,
	};
	int r = 0;

	if (ck_late_judge(txn, gate, seen, d.judging.reasons)) {
		out.at = d.judging.now = ck_txn_at(txn);
		out.subject = seen->text;
	} else {
		r = who(&d);
	}
	if (r < 0)
		return r;
	out.reasons = d.judging.reasons;
	out.admit = ck_count(out.reasons) == 0;
	r = answer(&d);
	if (r == 0)
		*ret_decision = out;
	return r;
}
