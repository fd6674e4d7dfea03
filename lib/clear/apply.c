#include <config.h>

#include <string.h>

#include "base/memory.h"
#include "store/apply.h"

/* "declaration:…" or "customs:…": the root that a check's subject has. */
static char *root_of(const struct ck_line *line, const char *scope)
{
	if (scope && !strcmp(scope, "customs"))
		return ck_format("customs:%s", line->subject);
	return ck_format("declaration:%s", ck_line_declaration(line));
}

static int open_verdict(struct ck_store *store, const struct ck_line *line,
			const struct ck_value *subject)
{
	const struct ck_value *b = line->body;
	const char *scope = ck_get_str(b, "scope");
	ck_autofree char *root = root_of(line, scope);

	return ck_run(store, CK_SQL_VERDICT_OPEN, "svvvsii", root, subject,
		      ck_get(b, "name"), ck_get(b, "agency"), scope, line->at,
		      line->seq);
}

/* The subject of the line is the trip, of the body that of the verdict. */
int ck_apply_check_needed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *scope = ck_get_str(b, "scope");
	int r = ck_run(store, CK_SQL_NEED_PUT, "ssvv",
		       ck_line_declaration(line), line->subject,
		       ck_get(b, "name"), ck_get(b, "subject"));

	if (r >= 0 && scope && strcmp(scope, "customs") != 0)
		r = open_verdict(store, line, ck_get(b, "subject"));
	return r;
}

int ck_apply_check_unneeded(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *id = ck_line_declaration(line);
	ck_autofree char *root = ck_format("declaration:%s", id);
	int r = ck_run(store, CK_SQL_NEED_DROP, "ssvv", id, line->subject,
		       ck_get(b, "name"), ck_get(b, "subject"));

	/* Nobody waits for it any more; a declaration's own verdict may still
	 * be another trip's. */
	if (r >= 0)
		r = ck_run(store, CK_SQL_VERDICT_VOID, "issv", line->seq, root,
			   line->subject, ck_get(b, "name"));
	return r;
}

int ck_apply_check_opened(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	ck_autofree char *root = root_of(line, ck_get_str(b, "scope"));

	return ck_run(store, CK_SQL_VERDICT_OPEN, "ssvvvii", root,
		      line->subject, ck_get(b, "name"), ck_get(b, "agency"),
		      ck_get(b, "scope"), line->at, line->seq);
}

/* The last act on a check stands in the row; the log keeps them all. */
static int set_state(struct ck_store *store, const struct ck_line *line,
		     const char *state, bool starts, bool ends)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_VERDICT_SET, "sIIssvvvvisv", state,
		      starts ? &line->occurred : NULL,
		      ends ? &line->occurred : NULL, line->actor,
		      line->on_behalf, ck_get(b, "reason"),
		      ck_get(b, "conditions"), ck_get(b, "vouched"),
		      ck_get(b, "ends_at"), line->seq, line->subject,
		      ck_get(b, "name"));
}

int ck_apply_check_requested(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "requested", false, false);
}

int ck_apply_check_started(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "started", true, false);
}

int ck_apply_check_sampled(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "sampled", false, false);
}

int ck_apply_check_resulted(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "resulted", false, false);
}

int ck_apply_check_confirmed(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "confirmed", false, true);
}

int ck_apply_check_refused(struct ck_store *store, const struct ck_line *line)
{
	return set_state(store, line, "refused", false, true);
}

/* What was started before counts as touch only if it is gone on with. */
static int reopen(struct ck_store *store, const struct ck_line *line,
		  const char *state)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_VERDICT_REOPEN, "sssvvisv", state,
		      line->actor, line->on_behalf, ck_get(b, "reason"),
		      ck_get(b, "conditions"), line->seq, line->subject,
		      ck_get(b, "name"));
}

int ck_apply_check_withdrawn(struct ck_store *store, const struct ck_line *line)
{
	return reopen(store, line, ck_get_str(line->body, "to") ?: "open");
}

int ck_apply_check_staled(struct ck_store *store, const struct ck_line *line)
{
	return reopen(store, line, "stale");
}

int ck_apply_check_expired(struct ck_store *store, const struct ck_line *line)
{
	return reopen(store, line, "stale");
}

/* The confirmation stands as it was given. */
int ck_apply_check_dated(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_VERDICT_DATE, "visv", ck_get(b, "ends_at"),
		      line->seq, line->subject, ck_get(b, "name"));
}
