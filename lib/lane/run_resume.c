#include <config.h>

#include <string.h>

#include "lane/expected.h"
#include "lane/run.h"
#include "store/query.h"

enum { LINES_BACK = 32 };

/* The loops that see somebody pass. */
#define PASSES (CK_LINE_BIT(CK_LOOP_SAFETY) | CK_LINE_BIT(CK_LOOP_EXIT))

static int resume(struct ck_runner *run, const struct ck_admitting *a)
{
	struct ck_lane_cause cause;
	struct ck_grant_of *grant;

	if (!ck_run_hold(run, a, &cause))
		return 0;
	grant = ck_run_grant(run, cause.id);
	grant->resumed = true;
	ck_lane_resume(&run->config, cause.id, a->until, &run->state);
	return 1;
}

/* 1: one was taken up. */
static int resume_decided(struct ck_runner *run, struct ck_doc *doc)
{
	const struct ck_value *row = NULL;
	struct ck_admitting a = { 0 };
	int r = ck_row_of(ck_query(run->s->store, CK_SQL_GATE_OPENED_FOR, "si",
				   run->gate.id, run->feed->now), doc, &row);

	if (r < 0 || !row)
		return r;
	a.opened_by = ck_get_str(row, "decision");
	a.trip = ck_get_str(row, "trip");
	if (!a.trip)
		a.permit = ck_get_str(row, "subject");
	a.label = ck_get_str(ck_expected_trip(
		ck_expected_last(run->s->store, doc), a.trip), "label");
	a.until = ck_get_int(row, "expires_at", 0);
	return resume(run, &a);
}

static int resume_opened(struct ck_runner *run, struct ck_doc *doc,
			 const struct ck_line *line)
{
	struct ck_admitting a = { .by_hand = true };

	a.until = ck_gate_lets_until(&run->gate, line);
	if (a.until <= run->feed->now)
		return 0;
	a.opened_by = ck_doc_format(doc, "%s:%lld", line->origin,
				    (long long)line->seq);
	ck_run_for(line->body, &a);
	return resume(run, &a);
}

static int log_unseen(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	(void)ctx;
	return ck_run_fault(run, item, ck_lane_fault_line(CK_FAULT_UNSEEN),
			    ck_lane_fault_code(CK_FAULT_UNSEEN));
}

/* It was opened for somebody, whose admission is over and who did not pass. */
static int tell_unseen(struct ck_runner *run)
{
	const struct ck_run_act act = { log_unseen, NULL, NULL };

	if (!(run->config.inputs & PASSES))
		return 0;
	return ck_run_alone(run, &act);
}

static bool is_unseen(const struct ck_line *line)
{
	return !strcmp(line->event, "gate.faulted") &&
	       ck_is(line->body, "code", ck_lane_fault_code(CK_FAULT_UNSEEN));
}

/* 1: that is all; nothing before it counts. */
static int look_back(struct ck_runner *run, struct ck_doc *doc,
		     const struct ck_value *row)
{
	const char *text = ck_get_str(row, "line");
	struct ck_line line;
	int r = ck_line_read(doc, text, strlen(text), &line);

	if (r < 0)
		return r;
	if (!strcmp(line.event, "gate.passed") || is_unseen(&line))
		return 1;
	if (!strcmp(line.event, "gate.opened") &&
	    ck_get(line.body, "decision")) {
		r = tell_unseen(run);
		return r < 0 ? r : 1;
	}
	if (!strcmp(line.event, "gate.opened") && ck_gate_lets_until(&run->gate, &line)) {
		r = resume_opened(run, doc, &line);
		return r < 0 ? r : 1;
	}
	return 0;
}

static int resume_by_hand(struct ck_runner *run, struct ck_doc *doc)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(run->s->store, CK_SQL_GATE_LOG, "si",
				    ck_doc_format(doc, "lane:%s",
						  run->gate.id),
				    (int64_t)LINES_BACK), doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		r = look_back(run, doc, ck_at(rows, i));
	return r < 0 ? r : 0;
}

int ck_run_resume(struct ck_runner *run)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	int r = resume_decided(run, doc);

	if (r == 0)
		r = resume_by_hand(run, doc);
	return r < 0 ? ck_fail_store(run->s, NULL, r) : 0;
}
