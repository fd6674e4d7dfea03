#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "lane/alone.h"
#include "lane/decided.h"
#include "lane/expected.h"
#include "lane/late.h"
#include "lane/shown.h"
#include "store/query.h"

enum { SECOND_MS = 1000 };

struct deciding {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const struct ck_sighting *seen;
	const struct ck_alone *alone;
	struct ck_value *reasons;
	int64_t now;
	struct ck_shown shown;
	const struct ck_pass *pass;	/* that was shown and is in order */
	struct ck_decision out;
};

/* -- a pass --------------------------------------------------------------- */

/* Its vehicle as it was declared when the list was made; -ENOENT: that is not
 * told. */
static int compare(struct deciding *d, const struct ck_pass *pass)
{
	const struct ck_value *one = ck_expected_trip(d->alone->vehicles,
						      pass->trip);
	const struct ck_value *names = ck_expected_names(d->doc, one);

	if (!one)
		return 0;
	if (!names)
		return -ENOENT;
	ck_pass_compare(d->doc, pass, names, &d->shown.verdict);
	if (d->shown.verdict.code) {
		d->shown.code = d->shown.verdict.code;
		d->shown.against = NULL;
	}
	return 0;
}

/* Without the library that verifies, a pass tells nothing. */
static int judge_pass(struct deciding *d)
{
	const struct ck_pass *pass = d->seen->pass;
	int r = ck_shown_judge(ck_txn_store(d->txn), d->doc, d->gate->site,
			       d->now, d->seen, &d->shown);

	if (r < 0)
		return r == -ENOSYS ? 0 : r;
	if (pass && !d->shown.verdict.code)
		r = compare(d, pass);
	if (pass && r == 0 && !d->shown.code)
		d->pass = pass;
	return 0;
}

/* -- who may pass --------------------------------------------------------- */

static bool is_fresh(const struct deciding *d)
{
	int64_t most = SECOND_MS * ck_gate_timing(d->gate, "expected_max_age_s",
						  CK_EXPECTED_AGE_S);

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
		one = ck_expected_find(d->alone->vehicles, d->seen, d->pass,
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

static struct ck_value *add_reason(struct deciding *d, const char *code)
{
	struct ck_value *reason = ck_push_object(d->reasons);

	ck_set_str(reason, "code", code);
	return reason;
}

static void deny_closed(struct deciding *d)
{
	const struct ck_service *service = &d->gate->service;
	struct ck_value *reason = add_reason(d, "lane-closed");

	ck_set_str(reason, "reason", service->reason);
	ck_set_int(reason, "since", service->since);
}

/* Whom nobody has decided upon is never admitted. */
static void deny_nobody(struct deciding *d)
{
	const struct ck_alone *alone = d->alone;
	struct ck_value *reason;

	if (d->pass && !ck_expected_trip(alone->vehicles, d->pass->trip))
		ck_shown_fill_alone(d->pass,
				    add_reason(d, "pass-trip-unknown"));
	reason = add_reason(d, "nobody-decides");
	if (alone->as_of)
		ck_set_int(reason, "as_of", alone->as_of);
}

static void deny(struct deciding *d)
{
	bool closed = d->gate->service.out;

	if (closed)
		deny_closed(d);
	if (d->shown.code)
		ck_shown_fill(&d->shown, d->seen,
			      add_reason(d, d->shown.code));
	if ((d->alone->offline || !closed) && !d->out.trip && !d->out.permit)
		deny_nobody(d);
}

/* -- the same answer as before -------------------------------------------- */

static bool equal(const struct deciding *d, const struct ck_value *last)
{
	if (d->out.admit)
		return ck_is(last, "admission_state", "open") &&
		       ck_get_int(last, "expires_at", 0) > d->now;
	return ck_decided_denied(last, d->reasons, d->now,
				 ck_gate_sighting_rule(d->gate).repeat_ms);
}

static int judge(struct deciding *d)
{
	int r;

	if (ck_late_judge(d->txn, d->gate, d->seen, d->reasons)) {
		d->out.subject = d->seen->text;
		d->now = ck_txn_at(d->txn);
		return 0;
	}
	r = judge_pass(d);
	if (r >= 0)
		r = find(d);
	if (r >= 0)
		deny(d);
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
	int r = judge(&d);

	if (r < 0)
		return r;
	d.out.at = d.now;
	d.out.reasons = d.reasons;
	d.out.admit = ck_count(d.reasons) == 0;
	d.out.offline = alone->offline;
	d.out.as_of = alone->as_of;
	r = read_last(txn, doc, gate, d.out.subject, &last);
	if (r >= 0 && last && equal(&d, last))
		ck_decided_repeat(&d.out, last);
	else if (r >= 0)
		r = ck_decided_append(txn, doc, gate, seen, ck_new_array(doc),
				      &d.out);
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
	body = ck_decided_body(doc, gate, seen, &out, ck_new_array(doc));
	ck_set_str(body, "decision", out.id);
	return ck_append(txn, "gate.decided", gate->id, subject, body, NULL,
			 NULL);
}
