#include <config.h>

#include <stdio.h>

#include "store/apply.h"

struct counts {
	int64_t decisions, openings, passages, unadmitted, faults;
};

static int count(struct ck_store *store, const struct ck_line *line,
		 struct counts n)
{
	return ck_run(store, CK_SQL_LANE_STATE_COUNT, "viiiiiii",
		      ck_get(line->body, "lane"), n.decisions, n.openings,
		      n.passages, n.unadmitted, n.faults, line->at, line->seq);
}

int ck_apply_gate_decided(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	bool admit = ck_is_true(ck_get(b, "admit"));
	const char *elsewhere = ck_get_str(b, "decision");
	char decision[96];
	int r;

	if (elsewhere)
		snprintf(decision, sizeof(decision), "%s", elsewhere);
	else
		snprintf(decision, sizeof(decision), "%s:%lld", line->origin,
			 (long long)line->seq);
	/* What a lane decided alone and told later is older than what was
	 * decided here meanwhile. */
	r = ck_run(store, CK_SQL_ADMISSION_PUT, "vsvisivvsii",
		   ck_get(b, "lane"), line->subject, ck_get(b, "trip"),
		   (int64_t)admit, admit ? "open" : "denied", line->occurred,
		   ck_get(b, "expires_at"), ck_get(b, "reasons"), decision,
		   line->seq,
		   (int64_t)(elsewhere && ck_get(b, "as_of")));
	return r < 0 ? r : count(store, line, (struct counts){ .decisions = 1 });
}

int ck_apply_gate_opened(struct ck_store *store, const struct ck_line *line)
{
	int r = ck_run(store, CK_SQL_ADMISSION_OPENED, "iivs", line->at,
		       line->seq, ck_get(line->body, "lane"), line->subject);

	return r < 0 ? r : count(store, line, (struct counts){ .openings = 1 });
}

static int put_stranger(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	char passage[96];

	snprintf(passage, sizeof(passage), "%s:%lld", line->origin,
		 (long long)line->seq);
	return ck_run(store, CK_SQL_STRANGER_PUT, "vssii", ck_get(b, "lane"),
		      passage, line->subject, line->occurred,
		      (int64_t)ck_is_true(ck_get(b, "admitted")));
}

int ck_apply_gate_passed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int r = ck_run(store, CK_SQL_ADMISSION_USED, "ivs", line->seq,
		       ck_get(b, "lane"), line->subject);

	if (r >= 0 && !ck_get_str(b, "trip") && !ck_get_str(b, "permit"))
		r = put_stranger(store, line);
	if (r < 0)
		return r;
	return count(store, line,
		     (struct counts){ .passages = 1,
				      .unadmitted = !ck_is_true(
					      ck_get(b, "admitted")) });
}

int ck_apply_gate_identified(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_STRANGER_KNOWN, "vv",
		      ck_get(line->body, "lane"),
		      ck_get(line->body, "passage"));
}

int ck_apply_gate_faulted(struct ck_store *store, const struct ck_line *line)
{
	return count(store, line, (struct counts){ .faults = 1 });
}

static int put_service(struct ck_store *store, const struct ck_line *line,
		       const char *state)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_LANE_SERVICE_PUT, "vsvvii",
		      ck_get(b, "lane"), state, ck_get(b, "reason"),
		      ck_get(b, "duty"), line->at, line->seq);
}

int ck_apply_lane_put_in(struct ck_store *store, const struct ck_line *line)
{
	return put_service(store, line, "in");
}

int ck_apply_lane_taken_out(struct ck_store *store, const struct ck_line *line)
{
	return put_service(store, line, "out");
}

int ck_apply_lane_reversed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_LANE_SERVICE_TURN, "viv",
		      ck_get(b, "reversed"), line->seq, ck_get(b, "lane"));
}

int ck_apply_permit_given(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_PERMIT_PUT, "svvvvvvvvissi", line->subject,
		      ck_get(b, "site"), ck_get(b, "number"),
		      ck_get(b, "normal"), ck_get(b, "label"),
		      ck_get(b, "lanes"), ck_get(b, "reason"),
		      ck_get(b, "valid_from"), ck_get(b, "valid_until"),
		      line->at, line->actor, line->on_behalf, line->seq);
}

int ck_apply_permit_ended(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_PERMIT_END, "issvis", line->at, line->actor,
		      line->on_behalf, ck_get(line->body, "reason"), line->seq,
		      line->subject);
}
