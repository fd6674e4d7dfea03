#include <config.h>

#include <string.h>

#include "clear/follow.h"
#include "clear/reason.h"
#include "clear/step.h"
#include "store/query.h"

enum { PAGE = 200 };

static const struct {
	const char *state;
	const char *event;
	const char *follows;	/* states, each between spaces */
	bool there;		/* only on a vehicle that is there */
} steps[] = {
	{ "requested", "check.requested", " open stale ", false },
	{ "started", "check.started", " open stale requested ", true },
	{ "sampled", "check.sampled", " started ", true },
	{ "resulted", "check.resulted", " started sampled ", false },
	{ "withdrawn", "check.withdrawn",
	  " requested started sampled resulted confirmed refused ", false },
};

enum { STEPS = sizeof(steps) / sizeof(steps[0]), WITHDRAWN = STEPS - 1 };

static int find(const char *state)
{
	int i = 0;

	while (i < WITHDRAWN && strcmp(steps[i].state, state))
		i++;
	return i;
}

static bool among(const char *list, const char *word)
{
	const char *at = strstr(list, word);

	return at && at[-1] == ' ' && at[strlen(word)] == ' ';
}

bool ck_step_withdrawable(const char *state)
{
	return among(steps[WITHDRAWN].follows, state);
}

/* -- may it be done ------------------------------------------------------- */

static bool is_repeated(const struct ck_value *check,
			const struct ck_step_ask *ask)
{
	return ck_is(check, "state", ask->state) &&
	       ck_is(check, "actor", ask->actor) &&
	       (!ask->reason || ck_is(check, "reason", ask->reason)) &&
	       (!ask->conditions ||
		ck_equal(ck_get(check, "conditions"), ask->conditions));
}

static struct ck_value *add(struct ck_step *step, const char *code)
{
	struct ck_value *reason = ck_push_object(step->reasons);

	ck_set_str(reason, "code", code);
	ck_set(reason, "check", ck_get(step->check, "name"));
	ck_set(reason, "agency", ck_get(step->check, "agency"));
	return reason;
}

static void judge_state(const struct ck_case *c, const char *follows,
			struct ck_step *step)
{
	struct ck_value *reason;

	if (ck_get(c->row, "closed_at"))
		ck_set(add(step, "trip-closed"), "outcome",
		       ck_get(c->row, "outcome"));
	if (among(follows, ck_get_str(step->check, "state")))
		return;
	reason = add(step, "not-now");
	ck_set(reason, "state", ck_get(step->check, "state"));
	ck_set(reason, "actor", ck_get(step->check, "actor"));
	ck_set(reason, "for", ck_get(step->check, "on_behalf"));
}

static int judge_ground(const struct ck_case *c, struct ck_step *step)
{
	const char *name = ck_get_str(step->check, "name");

	if (!ck_case_present(c, name))
		ck_set(add(step, "not-present"), "zone",
		       ck_get(c->row, "zone"));
	return ck_case_missing(c, name, step->reasons);
}

int ck_step_judge(const struct ck_case *c, const struct ck_value *check,
		  const struct ck_step_ask *ask, struct ck_step *ret_step)
{
	int i = find(ask->state);
	struct ck_step step = { .check = check, .state = steps[i].state,
				.reasons = ck_new_array(c->doc),
				.repeated = is_repeated(check, ask),
				.version = ck_get_int(check, "version", 0) };
	int r = 0;

	if (!step.repeated)
		judge_state(c, steps[i].follows, &step);
	if (!step.repeated && !ck_count(step.reasons) && steps[i].there)
		r = judge_ground(c, &step);
	if (r == 0)
		*ret_step = step;
	return r;
}

/* -- what a check was before ---------------------------------------------- */

/* The steps that stand: each follows on the one before, so that which of them
 * were taken says all. */
struct past {
	const char *subject;
	const char *name;
	bool taken[WITHDRAWN];
	const struct ck_value *result;	/* the body of the newest result */
	int64_t requested_at;
};

static void forget_from(struct past *past, int first)
{
	for (int i = first; i < WITHDRAWN; i++)
		past->taken[i] = false;
}

static bool concerns(const struct past *past, const struct ck_line *line)
{
	const char *name = ck_get_str(line->body, "name");
	const char *subject = ck_get_str(line->body, "subject");

	return !strncmp(line->event, "check.", 6) && name &&
	       !strcmp(name, past->name) &&
	       !strcmp(subject ? subject : line->subject, past->subject);
}

static void take_line(struct past *past, const struct ck_line *line,
		      struct ck_doc *doc)
{
	const char *state = line->event + strlen("check.");
	const char *to = ck_get_str(line->body, "to");
	int i = find(state);

	if (i < WITHDRAWN) {
		past->taken[i] = true;
		if (i == 0)
			past->requested_at = line->occurred;
		if (!strcmp(state, "resulted"))
			past->result = ck_copy(doc, line->body);
	} else if (!strcmp(state, "withdrawn") && to && find(to) < WITHDRAWN) {
		forget_from(past, find(to) + 1);
	} else if (strcmp(state, "confirmed") && strcmp(state, "refused") &&
		   strcmp(state, "dated")) {
		forget_from(past, 0);
	}
}

static int read_past(struct ck_store *store, struct ck_doc *doc,
		     const char *root, struct past *past)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *scratch = ck_doc_new();
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", root);
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *text = ck_column_text(q, 0);
		struct ck_line line;

		ck_doc_reset(scratch);
		r = ck_line_read(scratch, text, strlen(text), &line);
		if (r < 0)
			return r;
		if (concerns(past, &line))
			take_line(past, &line, doc);
	}
	return r;
}

/* What it goes back to: the step before the one that stands now. */
static int set_before(const struct ck_case *c, const struct ck_value *check,
		      struct ck_value *body, const char **ret_state)
{
	struct past past = { .subject = ck_get_str(check, "subject"),
			     .name = ck_get_str(check, "name") };
	int i = find(ck_get_str(check, "state"));
	int r = read_past(c->store, c->doc, ck_get_str(check, "root"), &past);

	if (r < 0)
		return r;
	for (i--; i >= 0 && !past.taken[i];)
		i--;
	*ret_state = i < 0 ? "open" : steps[i].state;
	ck_set_str(body, "to", *ret_state);
	if (i >= 0 && !strcmp(*ret_state, "resulted"))
		ck_set(body, "conditions", ck_get(past.result, "conditions"));
	return 0;
}

int ck_step_requested_at(struct ck_store *store, struct ck_doc *doc,
			 const struct ck_value *check, int64_t *ret_at)
{
	struct past past = { .subject = ck_get_str(check, "subject"),
			     .name = ck_get_str(check, "name") };
	int r = read_past(store, doc, ck_get_str(check, "root"), &past);

	if (r == 0)
		*ret_at = past.taken[0] ? past.requested_at : 0;
	return r;
}

/* -- doing it ------------------------------------------------------------- */

int ck_step_take(struct ck_txn *txn, const struct ck_case *c,
		 const struct ck_step_ask *ask, struct ck_step *step)
{
	int i = find(ask->state);
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int r = 0;

	ck_set(body, "name", ck_get(step->check, "name"));
	ck_set_str(body, "reason", ask->reason);
	ck_set(body, "conditions", ask->conditions);
	if (i == WITHDRAWN) {
		ck_set(body, "was", ck_get(step->check, "state"));
		if (ask->last)
			ck_set_bool(body, "slip", true);
		r = set_before(c, step->check, body, &step->state);
	}
	if (r == 0)
		r = ck_append(txn, steps[i].event,
			      ck_get_str(step->check, "root"),
			      ck_get_str(step->check, "subject"), body, NULL,
			      &id);
	if (r == 0 && id.seq)
		step->version = id.seq;
	return r < 0 ? r : ck_check_follow(txn, c, step->check,
					   ck_get(body, "conditions"),
					   i == WITHDRAWN, &id);
}

/* -- the newest ----------------------------------------------------------- */

static bool is_act(const struct ck_line *line, const char *actor)
{
	return !strncmp(line->event, "check.", 6) &&
	       !strcmp(line->actor, actor) &&
	       (!strcmp(line->event, "check.withdrawn") ||
		ck_step_withdrawable(line->event + strlen("check.")));
}

/* 1: found; 0: none as far back as `since`; else *seq is where to go on. */
static int read_page(struct ck_store *store, struct ck_doc *doc,
		     const char *actor, int64_t since, int64_t *seq,
		     struct ck_line *line)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_CLEAR_LOG_BACK, "ii", *seq,
				     (int64_t)PAGE);
	int r;

	*seq = 0;
	while ((r = ck_step(q)) > 0) {
		const char *text = ck_column_text(q, 1);

		ck_doc_reset(doc);
		r = ck_line_read(doc, ck_doc_strdup(doc, text), strlen(text),
				 line);
		if (r < 0 || is_act(line, actor))
			return r < 0 ? r : 1;
		*seq = line->at < since ? 0 : ck_column_int(q, 0);
		if (!*seq)
			return 0;
	}
	return r;
}

int ck_step_last(struct ck_txn *txn, struct ck_doc *doc, const char *actor,
		 int64_t since, struct ck_line *ret_line)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *scratch = ck_doc_new();
	char hash[65];
	int64_t seq = ck_txn_head(txn, hash) + 1;
	struct ck_line line;
	int r = 0;

	while (r == 0 && seq > 1)
		r = read_page(ck_txn_store(txn), scratch, actor, since, &seq,
			      &line);
	if (r <= 0)
		return r;
	if (line.at < since || !strcmp(line.event, "check.withdrawn"))
		return 0;
	*ret_line = line;
	ret_line->event = ck_doc_strdup(doc, line.event);
	ret_line->subject = ck_doc_strdup(doc, line.subject);
	ret_line->body = ck_copy(doc, line.body);
	return 1;
}
