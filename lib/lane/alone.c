#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "lane/alone.h"
#include "lane/expected.h"
#include "store/query.h"

enum { MAX_AGE_S = 300, SECOND_MS = 1000 };

struct deciding {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const struct ck_sighting *seen;
	const struct ck_alone *alone;
	struct ck_value *reasons;
	int64_t now;
	struct ck_decision out;
};

/* -- who may pass --------------------------------------------------------- */

static bool is_fresh(const struct deciding *d)
{
	int64_t most = SECOND_MS * ck_get_int(ck_get(d->gate->document,
						     "timings"),
					      "expected_max_age_s", MAX_AGE_S);

	return d->alone->as_of && d->now - d->alone->as_of <= most;
}

static bool may_admit(const struct deciding *d)
{
	return d->alone->offline && ck_is(d->gate->document, "degraded",
					  "expected") && is_fresh(d);
}

static int read_last(struct ck_txn *txn, struct ck_doc *doc,
		     const struct ck_gate *gate, const char *subject,
		     const struct ck_value **ret_last)
{
	return ck_row_of(ck_query(ck_txn_store(txn), CK_SQL_GATE_ADMISSION,
				  "ss", gate->id, subject), doc, ret_last);
}

/* An admission may have been used after the list was made. */
static bool was_used(const struct deciding *d, const struct ck_value *last)
{
	return ck_is(last, "admission_state", "used") &&
	       ck_get_int(last, "decided_at", 0) + d->gate->admit_ms >=
		       d->alone->as_of;
}

static int find(struct deciding *d)
{
	struct ck_sighting_rule rule = ck_gate_sighting_rule(d->gate);
	const struct ck_value *one = NULL, *last = NULL;
	struct ck_decision *out = &d->out;
	struct ck_value *vehicle;
	const char *subject;
	int r;

	out->subject = d->seen->text;
	if (may_admit(d))
		one = ck_expected_find(d->alone->vehicles, d->seen,
				       rule.strict ? rule.least_permille : 0);
	if (!one)
		return 0;
	subject = ck_get_str(one, "trip") ?: ck_get_str(one, "permit");
	r = read_last(d->txn, d->doc, d->gate, subject, &last);
	if (r < 0 || was_used(d, last))
		return r;
	vehicle = ck_new_object(d->doc);
	out->trip = ck_get_str(one, "trip");
	out->permit = ck_get_str(one, "permit");
	out->declaration = ck_get_str(one, "declaration");
	out->label = ck_get_str(one, "label");
	out->subject = subject;
	out->matched = "exact";
	ck_set_str(vehicle, "label", out->label);
	out->vehicle = vehicle;
	return 0;
}

static void deny(struct deciding *d)
{
	const struct ck_service *service = &d->gate->service;
	struct ck_value *reason;

	if (service->out) {
		reason = ck_push_object(d->reasons);
		ck_set_str(reason, "code", "lane-closed");
		ck_set_str(reason, "reason", service->reason);
		ck_set_int(reason, "since", service->since);
	}
	if (!d->alone->offline || d->out.trip || d->out.permit)
		return;
	reason = ck_push_object(d->reasons);
	ck_set_str(reason, "code", "nobody-decides");
	if (d->alone->as_of)
		ck_set_int(reason, "as_of", d->alone->as_of);
}

/* -- the same answer as before -------------------------------------------- */

static bool equal(const struct deciding *d, const struct ck_value *last)
{
	int64_t age = d->now - ck_get_int(last, "decided_at", 0);
	const char *reasons = ck_get_str(last, "last_reasons");
	CK_BUF mine = { 0 };

	if (d->out.admit)
		return ck_is(last, "admission_state", "open") &&
		       ck_get_int(last, "expires_at", 0) > d->now;
	if (!reasons || ck_get_int(last, "admit", 1) || age < 0 ||
	    age >= ck_gate_sighting_rule(d->gate).repeat_ms)
		return false;
	ck_write(&mine, d->reasons);
	return !strcmp(ck_buf_text(&mine), reasons);
}

static void repeat(struct deciding *d, const struct ck_value *last)
{
	d->out.repeated = true;
	d->out.id = ck_get_str(last, "decision");
	d->out.at = ck_get_int(last, "decided_at", d->now);
	if (d->out.admit)
		d->out.expires_at = ck_get_int(last, "expires_at", 0);
	d->out.opened = ck_get(last, "opened_at") != NULL;
}

/* -- the event ------------------------------------------------------------ */

static struct ck_value *body_of(const struct ck_gate *gate, struct ck_doc *doc,
				const struct ck_sighting *seen,
				const struct ck_decision *out)
{
	struct ck_value *body = ck_new_object(doc);

	ck_set_str(body, "lane", gate->id);
	ck_set_str(body, "trip", out->trip);
	ck_set_str(body, "permit", out->permit);
	if (out->permit)
		ck_set(body, "vehicle", out->vehicle);
	ck_set(body, "sighting", seen->body);
	ck_set_bool(body, "admit", out->admit);
	if (out->admit)
		ck_set_int(body, "expires_at", out->expires_at);
	ck_set(body, "reasons", out->reasons);
	ck_set(body, "rests_on", ck_new_array(doc));
	ck_set_str(body, "matched", out->matched);
	return body;
}

static int record(struct deciding *d)
{
	struct ck_value *body;
	struct ck_event_id id;
	int r;

	if (d->out.admit)
		d->out.expires_at = d->now + d->gate->admit_ms;
	body = body_of(d->gate, d->doc, d->seen, &d->out);
	if (d->alone->offline)
		ck_set_int(body, "as_of", d->alone->as_of);
	r = ck_append(d->txn, "gate.decided", d->gate->id, d->out.subject,
		      body, NULL, &id);
	if (r == 0 && id.seq)
		d->out.id = ck_doc_strdup(d->doc, id.text);
	return r;
}

int ck_alone_decide(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_gate *gate, const struct ck_sighting *seen,
		    const struct ck_alone *alone,
		    struct ck_decision *ret_decision)
{
	struct deciding d = {
		.txn = txn, .doc = doc, .gate = gate, .seen = seen,
		.alone = alone, .reasons = ck_new_array(doc),
		.now = ck_txn_at(txn),
	};
	const struct ck_value *last = NULL;
	int r = find(&d);

	if (r < 0)
		return r;
	deny(&d);
	d.out.at = d.now;
	d.out.reasons = d.reasons;
	d.out.admit = ck_count(d.reasons) == 0;
	d.out.offline = alone->offline;
	d.out.as_of = alone->as_of;
	r = read_last(txn, doc, gate, d.out.subject, &last);
	if (r >= 0 && last && equal(&d, last))
		repeat(&d, last);
	else if (r >= 0)
		r = record(&d);
	if (r < 0)
		return r;
	*ret_decision = d.out;
	return 0;
}

/* -- what was decided elsewhere ------------------------------------------- */

/* Codes and who acts; the sentences stay where they were made. */
static struct ck_value *codes_of(struct ck_doc *doc,
				 const struct ck_value *reasons)
{
	struct ck_value *codes = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(reasons); i++) {
		struct ck_value *one = ck_push_object(codes);

		ck_set(one, "code", ck_get(ck_at(reasons, i), "code"));
		ck_set(one, "agency", ck_get(ck_at(reasons, i), "agency"));
	}
	return codes;
}

int ck_alone_note(struct ck_txn *txn, struct ck_doc *doc,
		  const struct ck_gate *gate, const struct ck_sighting *seen,
		  const struct ck_value *record)
{
	const char *until = ck_get_str(record, "expires_at");
	struct ck_decision out = {
		.id = ck_get_str(record, "decision"),
		.trip = ck_get_str(record, "trip"),
		.permit = ck_get_str(record, "permit"),
		.vehicle = ck_get(record, "vehicle"),
		.matched = ck_get_str(record, "matched"),
		.admit = ck_is_true(ck_get(record, "admit")),
		.reasons = codes_of(doc, ck_get(record, "reasons")),
	};
	const char *subject = out.trip ?: out.permit ?: seen->text;
	const struct ck_value *last = NULL;
	struct ck_value *body;
	int r = read_last(txn, doc, gate, subject, &last);

	if (r < 0 || !out.id || ck_is(last, "decision", out.id))
		return r < 0 ? r : 0;
	if (until && ck_time_parse(until, &out.expires_at) < 0)
		out.expires_at = 0;
	body = body_of(gate, doc, seen, &out);
	ck_set_str(body, "decision", out.id);
	return ck_append(txn, "gate.decided", gate->id, subject, body, NULL,
			 NULL);
}
