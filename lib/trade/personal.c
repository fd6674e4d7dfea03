#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "store/log.h"
#include "store/query.h"
#include "trade/personal.h"

const char *ck_personal_kind(const char *member)
{
	static const struct {
		const char *member;
		const char *kind;
	} kinds[] = {
		{ "crew", "driver" }, { "contact", "contact" },
		{ "declared_by", "contact" }, { "enterprise", "party" },
		{ "payer", "party" }, { "ext", "note" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].member, member))
			return kinds[i].kind;
	return NULL;
}

struct ck_value *ck_personal_shown(struct ck_doc *doc,
				   const struct ck_site *site,
				   const struct ck_value *agencies)
{
	const struct ck_value *all = ck_get(site->document, "retention");
	struct ck_value *kinds = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(all); i++) {
		const struct ck_value *to = ck_get(ck_at(all, i), "shown_to");
		bool shown = false;

		for (size_t k = 0; k < ck_count(to) && !shown; k++)
			shown = ck_str(ck_at(to, k)) &&
				ck_lists(agencies, ck_str(ck_at(to, k)));
		if (shown)
			ck_push_str(kinds, ck_key_at(all, i));
	}
	return kinds;
}

/* -- where one stands ----------------------------------------------------- */

/* The kind of the place where the log names the person; NULL: not in here. */
static const char *kind_in(const struct ck_value *v, const char *person,
			   const char *kind)
{
	const char *named = ck_get_str(v, "person");

	if (named && !strcmp(named, person))
		return kind;
	for (size_t i = 0; i < ck_count(v); i++) {
		const char *name = ck_is_object(v) ? ck_key_at(v, i) : NULL;
		const char *own = name ? ck_personal_kind(name) : NULL;
		const char *found = ck_count(ck_at(v, i))
			? kind_in(ck_at(v, i), person, own ? own : kind)
			: NULL;

		if (found)
			return found;
	}
	return NULL;
}

static int read_line(struct ck_store *store, struct ck_doc *doc,
		     const char *person, struct ck_line *ret_line)
{
	const char *mark = ck_doc_format(doc, "\"person\":\"%s\"", person);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_PERSON_LINE, "s", mark);
	const char *text;
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	text = ck_doc_strdup(doc, ck_column_text(q, 0));
	return ck_line_read(doc, text, strlen(text), ret_line);
}

/* Where a line may name a person; the first word of its event tells. */
static const char *kind_of_event(const char *event)
{
	if (!strncmp(event, "hold.", 5))
		return "hold";
	return strncmp(event, "party.", 6) ? "note" : "party";
}

static struct ck_stmt *end_query(struct ck_store *store, const char *event,
				 const char *subject, const char *person,
				 int64_t now)
{
	if (!strncmp(event, "hold.", 5))
		return ck_query(store, CK_SQL_HOLD_ENDED, "s", subject);
	if (!strncmp(event, "note.", 5))
		return ck_query(store, CK_SQL_NOTE_ENDED, "s", subject);
	if (!strncmp(event, "party.", 6))
		return ck_query(store, CK_SQL_PARTY_ENDED, "iss", now, person,
				subject);
	return ck_query(store, CK_SQL_DECLARATION_ENDED, "s", subject);
}

/* When what it was taken for came to its end; 0: it has not. */
static int ended_at(struct ck_stmt *query, int64_t *ret_ms)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = query;
	int r = ck_step(q);

	if (r > 0)
		*ret_ms = ck_column_int(q, 0);
	return r < 0 ? r : 0;
}

static void judge(const struct ck_site *site, int64_t ended, int64_t now,
		  struct ck_personal_use *use)
{
	const struct ck_value *rule =
		ck_get(ck_get(site->document, "retention"), use->kind);

	if (!ended) {
		use->wait = "open";
		return;
	}
	use->until = ended + ck_get_int(rule, "days", 0) * CK_DAY_MS;
	if (use->until <= now)
		return;
	use->wait = "retention";
	use->ground = ck_get_str(rule, "ground");
}

int ck_personal_use(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_site *site, const char *person,
		    const char *inside, int64_t now,
		    struct ck_personal_use *ret_use)
{
	struct ck_personal_use use = { .kind = NULL };
	struct ck_line line;
	int64_t ended = 0;
	int r = read_line(store, doc, person, &line);

	if (r < 0)
		return r;
	use.kind = kind_in(line.body, person, kind_of_event(line.event));
	if (!use.kind)
		return -ENOENT;
	if (inside && !strcmp(use.kind, "note"))
		use.kind = inside;
	use.subject = line.subject;
	/* What was only saved serves nobody but its owner. */
	if (!strncmp(line.event, "entry.", 6)) {
		*ret_use = use;
		return 0;
	}
	r = ended_at(end_query(store, line.event, use.subject, person, now),
		     &ended);
	if (r < 0)
		return r;
	judge(site, ended, now, &use);
	*ret_use = use;
	return 0;
}
