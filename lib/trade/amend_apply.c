#include <config.h>

#include "store/apply.h"
#include "trade/apply_work.h"

static int drop_document(struct ck_store *store, const char *id)
{
	int r = ck_run(store, CK_SQL_GOODS_DROP, "s", id);

	if (r >= 0)
		r = ck_run(store, CK_SQL_CUSTOMS_USE_DROP, "s", id);
	if (r >= 0)
		r = ck_run(store, CK_SQL_CARRIES_DROP, "s", id);
	if (r >= 0)
		r = ck_run(store, CK_SQL_TRANSFER_DROP, "s", id);
	return r;
}

static int amend_trip(struct ck_store *store, const struct ck_line *line,
		      const struct ck_value *t)
{
	const char *trip = ck_get_str(t, "trip");
	int r = ck_run(store, CK_SQL_TRIP_AMEND, "vvvvvvvvvvviss",
		       ck_get(t, "kind"), ck_get(t, "laden"),
		       ck_get(t, "class"), ck_get(t, "nationality"),
		       ck_get(t, "label"), ck_get(t, "vehicle"),
		       ck_get(t, "axles"), ck_get(t, "self_g"),
		       ck_get(t, "gross_g"), ck_get(t, "value_minor"),
		       ck_get(t, "continues"), line->seq, line->subject, trip);

	if (r >= 0)
		r = ck_run(store, CK_SQL_TRIP_IDENTITY_DROP, "ss",
			   line->subject, trip);
	if (r >= 0)
		r = ck_apply_identities(store, line->subject, trip,
					ck_get(t, "identities"));
	return r;
}

static int put_retired(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *refs = ck_get(line->body, "retired");
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(refs); i++)
		r = ck_run(store, CK_SQL_RETIRED_PUT, "ssv", line->subject,
			   ck_key_at(refs, i), ck_at(refs, i));
	return r;
}

static int put_trips(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *trips = ck_get(line->body, "trips");
	const struct ck_value *opened = ck_get(line->body, "opened");
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = amend_trip(store, line, ck_at(trips, i));
	for (size_t i = 0; r >= 0 && i < ck_count(opened); i++)
		r = ck_apply_trip(store, line, ck_at(opened, i));
	return r;
}

static int decide(struct ck_store *store, const struct ck_line *line,
		  const char *state, const struct ck_value *number)
{
	return ck_run(store, CK_SQL_AMENDMENT_REQUEST_DECIDE, "sissvisv",
		      state, line->occurred, line->actor, line->on_behalf,
		      ck_get(line->body, "reason"), line->seq, line->subject,
		      number);
}

int ck_apply_declaration_amended(struct ck_store *store,
				 const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *d = ck_get(b, "document");
	const struct ck_value *request = ck_get(b, "request");
	const char *id = line->subject;
	int r = ck_run(store, CK_SQL_DECLARATION_AMEND, "vvvvvivs",
		       ck_get(b, "regime"), ck_get(b, "expected_at"),
		       ck_get(b, "enterprise"),
		       ck_get(ck_get(d, "payer"), "tax_code"), d, line->seq,
		       ck_get(d, "linked"), id);

	if (r >= 0)
		r = drop_document(store, id);
	if (r >= 0)
		r = ck_apply_document(store, id, d);
	if (r >= 0)
		r = put_trips(store, line);
	if (r >= 0)
		r = put_retired(store, line);
	if (r >= 0)
		r = ck_run(store, CK_SQL_AMENDMENT_PUT, "svvvvvi", id,
			   ck_get(b, "digest"), ck_get(b, "reason"), request,
			   ck_get(b, "patch"), ck_get(b, "broken"),
			   line->seq);
	if (r >= 0 && request)
		r = decide(store, line, "granted", request);
	return r;
}

int ck_apply_amendment_requested(struct ck_store *store,
				 const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_AMENDMENT_REQUEST_PUT, "svssivvivvi",
		      line->subject, ck_get(b, "number"), line->actor,
		      line->on_behalf, line->occurred, ck_get(b, "reason"),
		      ck_get(b, "breakdown"),
		      (int64_t)ck_is_true(ck_get(b, "present")),
		      ck_get(b, "changed"), ck_get(b, "patch"), line->seq);
}

int ck_apply_amendment_declined(struct ck_store *store,
				const struct ck_line *line)
{
	return decide(store, line, "declined", ck_get(line->body, "number"));
}

int ck_apply_amendment_granted(struct ck_store *store,
			       const struct ck_line *line)
{
	return decide(store, line, "granted", ck_get(line->body, "number"));
}
