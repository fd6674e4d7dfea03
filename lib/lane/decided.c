#include <config.h>

#include <string.h>

#include "lane/decided.h"

bool ck_decided_denied(const struct ck_value *last,
		       const struct ck_value *reasons, int64_t now,
		       int64_t repeat_ms)
{
	const char *text = ck_get_str(last, "last_reasons");
	int64_t age = now - ck_get_int(last, "decided_at", 0);
	CK_BUF mine = { 0 };

	if (!text || ck_get_int(last, "admit", 1) || age >= repeat_ms ||
	    age < 0)
		return false;
	ck_write(&mine, reasons);
	return !strcmp(ck_buf_text(&mine), text);
}

void ck_decided_repeat(struct ck_decision *decision,
		       const struct ck_value *last)
{
	decision->repeated = true;
	decision->id = ck_get_str(last, "decision");
	decision->at = ck_get_int(last, "decided_at", decision->at);
	decision->expires_at =
		decision->admit ? ck_get_int(last, "expires_at", 0) : 0;
	decision->opened = ck_get(last, "opened_at") != NULL;
}

struct ck_value *ck_decided_body(struct ck_doc *doc,
				 const struct ck_gate *gate,
				 const struct ck_sighting *seen,
				 const struct ck_decision *decision,
				 const struct ck_value *rests_on)
{
	struct ck_value *body = ck_new_object(doc);

	ck_set_str(body, "lane", gate->id);
	ck_set_str(body, "trip", decision->trip);
	ck_set_str(body, "permit", decision->permit);
	if (decision->permit)
		ck_set(body, "vehicle", decision->vehicle);
	ck_set(body, "sighting", seen->body);
	ck_set_bool(body, "admit", decision->admit);
	if (decision->admit)
		ck_set_int(body, "expires_at", decision->expires_at);
	ck_set(body, "reasons", decision->reasons);
	ck_set(body, "rests_on", rests_on);
	ck_set_str(body, "matched", decision->matched);
	if (decision->offline)
		ck_set_int(body, "as_of", decision->as_of);
	return body;
}

int ck_decided_append(struct ck_txn *txn, struct ck_doc *doc,
		      const struct ck_gate *gate,
		      const struct ck_sighting *seen,
		      const struct ck_value *rests_on,
		      struct ck_decision *decision)
{
	struct ck_event_id id;
	int r;

	if (decision->admit)
		decision->expires_at = ck_txn_at(txn) + gate->admit_ms;
	r = ck_append(txn, "gate.decided", gate->id, decision->subject,
		      ck_decided_body(doc, gate, seen, decision, rests_on),
		      NULL, &id);
	if (r == 0 && id.seq)
		decision->id = ck_doc_strdup(doc, id.text);
	return r;
}
