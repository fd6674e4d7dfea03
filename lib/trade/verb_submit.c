#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/declarant.h"
#include "trade/record.h"
#include "trade/saved.h"
#include "trade/submit.h"
#include "trade/verbs.h"

static const char *input_of(const struct ck_item *item)
{
	if (!item->line)
		return item->source;
	return ck_doc_format(item->doc, "%s:%zu", item->source, item->line);
}

static const char *enterprise_of(const struct ck_item *item)
{
	return ck_str(ck_pointer(item->record, "/enterprise/tax_code"));
}

void ck_declare_tell(struct ck_session *s, struct ck_item *item,
		     const struct ck_findings *findings)
{
	const char *input = input_of(item);

	for (const struct ck_finding *f = findings->first; f; f = f->next) {
		struct ck_value *record = ck_answer(s, item, "finding");

		ck_set_str(record, "input", input);
		ck_set_str(record, "key", item->key);
		ck_finding_fill(f, record);
	}
}

int ck_declare_find_site(struct ck_session *s, struct ck_item *item,
			 const struct ck_site **ret_site)
{
	const char *named = ck_get_str(item->record, "site");
	int r = 0;

	*ret_site = NULL;
	if (named && s->site && strcmp(named, s->site) != 0)
		return ck_fail(s, item, -EBADMSG, "/site", "other-site",
			       _("the declaration is for %s, the store's site is %s"),
			       named, s->site);
	if (s->store && s->site)
		r = ck_site_get(s->store, s->site, ret_site);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* The digest does not cover the persons. */
static int same_persons(struct ck_session *s, struct ck_item *item,
			const struct ck_value *answers)
{
	const char *declaration = ck_get_str(ck_at(answers, 0), "declaration");

	return declaration ? ck_submission_same_persons(item->prepared,
							s->store, declaration)
			   : 0;
}

static int prepare_on(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site)
{
	struct ck_submission *sub = ck_submission_new(item->doc, site);
	struct ck_value *content = ck_new_object(item->doc);
	int r = ck_saved_expand(s, item, &sub->findings);

	if (r < 0)
		return r;
	sub->now = ck_session_now(s, item->record);
	r = ck_submission_prepare(sub, s->store, item->record);
	ck_saved_spare(&sub->findings);
	if (r == -EINVAL)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "site-rules",
			       _("the rules of %s do not compile; load its file again"),
			       site->code);
	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set_str(content, "digest", sub->digest);
	item->content = content;
	item->same = same_persons;
	item->prepared = sub;
	return 0;
}

static bool is_declaration(const struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");

	return !kind || !strcmp(kind, "declaration");
}

int ck_declare_submit_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	struct ck_submission *sub;
	int r;

	if (!is_declaration(item))
		return ck_pass(item);
	r = ck_declare_find_site(s, item, &site);
	if (r == 0 && !site)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	if (r == 0)
		r = prepare_on(s, item, site);
	if (r < 0)
		return r;
	sub = item->prepared;
	if (sub->findings.errors) {
		ck_declare_tell(s, item, &sub->findings);
		item->status = CK_EXIT_DATA;
	}
	return 0;
}

/* Whether it was declared before goes by its persons too. To who may not see
 * them it is told only of what is written down. */
static int find_repeated(struct ck_session *s, struct ck_item *item,
			 struct ck_submission *sub, bool written,
			 const char **ret_declaration)
{
	int r = ck_submission_repeat(sub, s->store, ret_declaration);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (written || !*ret_declaration || !sub->person_count)
		return 0;
	r = ck_declarant_knows(s, item, *ret_declaration,
			       enterprise_of(item));
	if (r == 0)
		*ret_declaration = NULL;
	return r < 0 ? r : 0;
}

static int answer_repeated(struct ck_session *s, struct ck_item *item,
			   struct ck_submission *sub, const char *declaration)
{
	struct ck_value *record = ck_answer(s, item, "declaration");
	const char *state;
	int r = ck_declaration_fill(s->store, record, item->doc, declaration,
				    s->utc_offset_min, false);

	if (r < 0)
		return ck_fail_store(s, item, r);
	state = ck_get_str(record, "state");
	if (state && !strcmp(state, "closed"))
		ck_find(&sub->findings, CK_F_REPEATED_CLOSED, "/expected_at",
			_("%s is the same declaration and its trips are closed; for another journey give another expected_at"),
			declaration);
	ck_set(record, "findings",
	       ck_findings_array(&sub->findings, item->doc));
	ck_set_bool(record, "repeated", true);
	return 0;
}

static int append(struct ck_session *s, struct ck_item *item,
		  struct ck_submission *sub)
{
	int r = ck_submission_meet(sub, s->store,
				   ck_session_now(s, item->record));

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (sub->findings.errors) {
		ck_declare_tell(s, item, &sub->findings);
		item->status = CK_EXIT_DATA;
		return 0;
	}
	r = ck_submission_append(sub, s->txn);
	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_submission_fill(ck_answer(s, item, "declaration"), sub);
	return 0;
}

int ck_declare_submit_decide(struct ck_session *s, struct ck_item *item)
{
	struct ck_submission *sub = item->prepared;
	const char *declaration = NULL;
	int r = ck_declarant_allow(s, item);

	if (r < 0)
		return r;
	r = ck_submission_refresh(sub, s->store);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!sub->findings.errors)
		r = find_repeated(s, item, sub, !ck_txn_dry(s->txn),
				  &declaration);
	if (r < 0)
		return r;
	return declaration ? answer_repeated(s, item, sub, declaration)
			   : append(s, item, sub);
}

int ck_declare_check_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	int r;

	if (!is_declaration(item))
		return ck_pass(item);
	r = ck_declare_find_site(s, item, &site);
	return r < 0 ? r : prepare_on(s, item, site);
}

static int find_mandate(struct ck_session *s, struct ck_item *item,
			struct ck_submission *sub)
{
	const char *sentence = NULL;
	int r = ck_declarant_mandate(s, item, enterprise_of(item), &sentence);

	if (sentence)
		ck_find(&sub->findings, CK_F_NO_MANDATE, "/enterprise/tax_code",
			"%s", sentence);
	return r;
}

/* What was submitted already is met by itself: its vehicles are not asked
 * after. */
static int meet(struct ck_session *s, struct ck_item *item,
		struct ck_submission *sub, const char **ret_declaration)
{
	int r = find_repeated(s, item, sub, false, ret_declaration);

	if (r == 0 && !*ret_declaration)
		r = find_mandate(s, item, sub);
	if (r < 0 || *ret_declaration)
		return r;
	r = ck_submission_meet(sub, s->store, ck_session_now(s, item->record));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* Something is said of every document, so that whoever sends a stream knows
 * that it was looked at. */
int ck_declare_check_decide(struct ck_session *s, struct ck_item *item)
{
	struct ck_submission *sub = item->prepared;
	const char *declaration = NULL;
	struct ck_value *record;
	int r = 0;

	if (sub->site && !sub->findings.errors)
		r = meet(s, item, sub, &declaration);
	if (r < 0)
		return r;
	ck_declare_tell(s, item, &sub->findings);
	if (!sub->findings.errors) {
		record = ck_answer(s, item, "checked");
		ck_set_str(record, "input", input_of(item));
		ck_set_str(record, "digest", sub->digest);
		ck_set_str(record, "declaration", declaration);
		ck_set_str(record, "message", declaration
			? _("without error, and declared already")
			: _("without error: it may be declared"));
	}
	return sub->findings.errors > 0;
}
