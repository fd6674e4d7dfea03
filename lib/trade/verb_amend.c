#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/seen.h"
#include "store/query.h"
#include "trade/amend_work.h"
#include "trade/declarant.h"
#include "trade/tell.h"
#include "trade/verbs.h"

/* -- what is asked for ---------------------------------------------------- */

static int open_request(struct ck_amend_work *w, struct ck_amend_ask *ask)
{
	struct ck_session *s = w->s;
	const char *reason = w->asked->ask.reason;
	int r = ck_amend_request_get(s->store, w->item->doc,
				     w->asked->declaration, w->asked->number,
				     &w->request);

	if (r == -ENOENT)
		return ck_fail(s, w->item, r, NULL, "no-such-request",
			       _("%s has no request %lld"),
			       w->asked->declaration,
			       (long long)w->asked->number);
	if (r == 0 && strcmp(w->request.state, "requested") != 0)
		return ck_fail(s, w->item, -EEXIST, NULL, "request-decided",
			       _("request %lld of %s is decided: %s"),
			       (long long)w->asked->number,
			       w->asked->declaration, w->request.state);
	if (r == 0)
		r = ck_amend_request_ask(s->store, w->item->doc, &w->request,
					 ask);
	if (r == -ENODATA)
		return ck_fail(s, w->item, -EEXIST, NULL, "request-erased",
			       _("what request %lld asked for was erased"),
			       (long long)w->asked->number);
	if (r < 0)
		return ck_fail_store(s, w->item, r);
	if (reason)
		ask->reason = reason;
	return 0;
}

static int open_work(struct ck_amend_work *w)
{
	int r = ck_amendment_open(w->s->store, w->item->doc, w->asked->site,
				  w->asked->declaration, &w->a);

	if (r == -ENOENT)
		return ck_fail(w->s, w->item, r, NULL, "no-such-declaration",
			       _("no such declaration: %s"),
			       w->asked->declaration);
	return r < 0 ? ck_fail_store(w->s, w->item, r) : 0;
}

static const char *enterprise_of(const struct ck_value *document)
{
	return ck_get_str(ck_get(document, "enterprise"), "tax_code");
}

/* 1: errors were found, and answered. */
static int make(struct ck_amend_work *w)
{
	struct ck_amend_ask ask = w->asked->ask;
	struct ck_patch_fault fault = { 0 };
	int r = open_work(w);

	if (r == 0 && w->asked->mode == CK_AMEND_APPROVE)
		r = open_request(w, &ask);
	if (r == 0)
		r = ck_declarant_knows(w->s, w->item, w->a->declaration,
				       enterprise_of(w->a->before_whole));
	if (r < 0)
		return r;
	ask.blind = !r;
	ask.dry = w->s->options.dry_run;
	ask.keep = w->item->key != NULL;
	ask.now = ck_session_now(w->s, w->item->record);
	r = ck_amendment_make(w->a, w->s->store, &ask, &fault);
	if (r < 0)
		return ck_amend_fail_make(w, r, &fault);
	if (!w->a->sub->findings.errors)
		return 0;
	ck_amend_tell(w);
	return 1;
}

/* -- preparing ------------------------------------------------------------ */

/* What the key covers is the patch too: it is kept, salted, beside the log. */
static int same_patch(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *answers)
{
	const struct ck_amend_asked *asked = item->prepared;
	const struct ck_value *answer = ck_at(answers, 0);
	const struct ck_value *row = NULL;
	const struct ck_value *kept;
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };
	int r = ck_row_of(ck_query(s->store, CK_SQL_AMENDMENT_PATCH, "sii",
				   asked->declaration,
				   ck_get_int(answer, "version", 0),
				   ck_get_int(answer, "request", 0)),
			  item->doc, &row);

	if (r < 0 || !row || !asked->ask.patch)
		return r < 0 ? r : 1;
	kept = ck_get(row, "patch");
	ck_write_canonical(&text, asked->ask.patch);
	r = ck_person_digest(s->store, ck_get_str(kept, "person") ?: "",
			     ck_buf_text(&text), digest);
	if (r < 0)
		return r == -ENOENT ? 1 : r;
	return !strcmp(digest, ck_get_str(kept, "digest") ?: "");
}

static void cover(struct ck_item *item, const struct ck_amend_asked *asked)
{
	struct ck_value *content = ck_new_object(item->doc);

	ck_set_str(content, "of", asked->declaration);
	ck_set_int(content, "mode", asked->mode);
	ck_set_str(content, "reason", asked->ask.reason);
	ck_set_str(content, "breakdown", asked->ask.breakdown);
	ck_set_bool(content, "present", asked->ask.present);
	ck_set_int(content, "number", asked->number);
	item->content = content;
	item->same = same_patch;
}

int ck_declare_amend_prepare(struct ck_session *s, struct ck_item *item)
{
	struct ck_amend_asked *asked = ck_doc_alloc(item->doc, sizeof(*asked));
	struct ck_amend_work w = { .s = s, .item = item, .asked = asked };
	int r = ck_amend_read(s, item, asked);

	if (r < 0)
		return r;
	item->prepared = asked;
	cover(item, asked);
	r = ck_item_answered(s, item);
	if (r != 0 || asked->mode == CK_AMEND_DECLINE)
		return r < 0 ? r : 0;
	r = make(&w);
	return r < 0 ? r : 0;
}

/* -- deciding ------------------------------------------------------------- */

static int find_who(struct ck_amend_work *w)
{
	struct ck_session *s = w->s;
	int r = ck_declarant_is(s, w->item, w->a->declaration,
				enterprise_of(w->a->before_whole),
				&w->who.agencies, &w->who.declares);

	if (r < 0)
		return r;
	if (!w->who.declares && !ck_count(w->who.agencies))
		return ck_session_allow_staff(s) < 0 ? -EPERM : 0;
	if (w->asked->ask.present && !ck_amend_sees(&w->who))
		return ck_fail(s, w->item, -EPERM, NULL, "not-present",
			       _("%s is not of the gate: only who stands there says that the vehicle is present"),
			       s->user);
	return 0;
}

/* Whoever asks need not own it. A declaration is not handed to an enterprise
 * that one may not declare for. */
static int allow(struct ck_amend_work *w)
{
	const char *enterprise = enterprise_of(w->a->after_whole);
	const char *foreign;

	if (w->asked->mode == CK_AMEND_REQUEST)
		return 0;
	foreign = ck_amend_foreign(w->a, &w->who);
	if (foreign)
		return ck_amend_fail_owner(w, foreign);
	if (!enterprise ||
	    ck_equal(ck_pointer(w->a->before_whole, "/enterprise/tax_code"),
		     ck_pointer(w->a->after_whole, "/enterprise/tax_code")))
		return 0;
	return ck_declarant_allow_for(w->s, w->item, enterprise);
}

static int look_again(struct ck_amend_work *w, struct ck_value **ret_changes)
{
	int64_t seen = w->asked->seen;
	int r;

	*ret_changes = NULL;
	if (!seen)
		return 0;
	r = ck_seen_check_declaration(w->s->store, w->a->doc,
				      w->a->declaration, seen);
	if (r == 0)
		r = ck_amendment_conflicts(w->a, w->s->store, seen,
					   ret_changes);
	if (r == -ERANGE)
		return ck_fail(w->s, w->item, -EBADMSG,
			       w->item->record ? "/version" : NULL,
			       "version-unknown",
			       _("%s has no version %lld"), w->a->declaration,
			       (long long)seen);
	return r < 0 ? ck_fail_store(w->s, w->item, r) : 0;
}

static int tell(struct ck_amend_work *w, const char *about, int64_t number,
		const char *reason, const struct ck_value *changed)
{
	const struct ck_amendment *a = w->a;
	const struct ck_value *asked = w->request.row;
	const struct ck_telling telling = {
		.declaration = a->declaration,
		.about = about,
		.enterprise = ck_get_str(a->row, "enterprise"),
		.enterprise_after = ck_get_str(
			ck_get(a->sub ? a->sub->document.stored : NULL,
			       "enterprise"), "tax_code"),
		.request = number,
		.requester = ck_get_str(asked, "on_behalf")
				     ?: w->request.actor,
		.reason = reason,
		.changed = changed,
		.cause = a->version,
	};

	return ck_tell(w->s, w->item, &telling);
}

static int tell_done(struct ck_amend_work *w, bool asks, int64_t number)
{
	const struct ck_amendment *a = w->a;

	return tell(w, asks ? "amendment.requested" : "declaration.amended",
		    asks ? number : a->ask.request, a->ask.reason,
		    ck_amend_pointers(a));
}

static int append(struct ck_amend_work *w)
{
	struct ck_amendment *a = w->a;
	bool asks = w->asked->mode == CK_AMEND_REQUEST;
	struct ck_value *record;
	int64_t number = 0;
	int r = asks ? ck_amendment_request(a, w->s->txn, &number)
		     : ck_amendment_append(a, w->s->txn);

	if (r < 0)
		return ck_fail_store(w->s, w->item, r);
	r = tell_done(w, asks, number);
	if (r < 0)
		return r;
	record = ck_answer(w->s, w->item,
			   asks ? "amendment_request" : "amendment");
	ck_amend_head(w, record, asks ? "requested" : "amended", true);
	if (asks && a->version)
		ck_set_int(record, "request", number);
	ck_amendment_fill(a, w->s->options.language, record);
	return 0;
}

/* What was asked for is so already: the request ends all the same. Without a
 * change of its own to look at, whose the fields are is asked of the request. */
static int grant(struct ck_amend_work *w)
{
	struct ck_amendment *a = w->a;
	const char *foreign =
		ck_amend_foreign_of(a, &w->who, w->request.changed);
	int r;

	if (foreign)
		return ck_amend_fail_owner(w, foreign);
	r = ck_amendment_grant(w->s->txn, a->declaration, &w->request,
			       a->ask.reason, &a->version);
	if (r < 0)
		return ck_fail_store(w->s, w->item, r);
	return tell(w, "amendment.granted", a->ask.request, a->ask.reason,
		    w->request.changed);
}

static int unchanged(struct ck_amend_work *w)
{
	struct ck_value *record;
	int r = w->a->ask.request ? grant(w) : 0;

	if (r < 0)
		return r;
	record = ck_answer(w->s, w->item, "amendment");
	ck_amend_head(w, record, "unchanged", true);
	ck_amendment_fill(w->a, w->s->options.language, record);
	return 0;
}

static int judge(struct ck_amend_work *w)
{
	int r = ck_amendment_judge(w->a, w->s->store,
				   ck_session_now(w->s, w->item->record));

	if (r < 0)
		return ck_fail_store(w->s, w->item, r);
	if (w->a->obstacle.code)
		return ck_amend_fail_obstacle(w);
	if (!w->a->sub->findings.errors)
		return 0;
	ck_amend_tell(w);
	return 1;
}

static int amend(struct ck_amend_work *w)
{
	struct ck_value *conflicts = NULL;
	int r = make(w);

	if (r != 0)
		return r < 0 ? r : 0;
	r = find_who(w);
	if (r == 0)
		r = allow(w);
	if (r == 0)
		r = look_again(w, &conflicts);
	if (r < 0)
		return r;
	if (ck_count(conflicts))
		return ck_amend_conflict(w, conflicts);
	if (!ck_count(w->a->changes))
		return unchanged(w);
	r = judge(w);
	if (r != 0)
		return r < 0 ? r : 0;
	return append(w);
}

static int decline(struct ck_amend_work *w)
{
	struct ck_amend_ask ask;
	struct ck_value *record;
	const char *foreign;
	int64_t version = 0;
	int r = open_work(w);

	if (r == 0)
		r = open_request(w, &ask);
	if (r == 0)
		r = find_who(w);
	if (r < 0)
		return r;
	foreign = ck_amend_foreign_of(w->a, &w->who, w->request.changed);
	if (foreign)
		return ck_amend_fail_owner(w, foreign);
	r = ck_amendment_decline(w->s->txn, w->a->declaration, &w->request,
				 w->asked->ask.reason, &version);
	if (r < 0)
		return ck_fail_store(w->s, w->item, r);
	w->a->version = version;
	r = tell(w, "amendment.declined", w->request.number,
		 w->asked->ask.reason, w->request.changed);
	if (r < 0)
		return r;
	record = ck_answer(w->s, w->item, "amendment_request");
	ck_amend_head(w, record, "declined", true);
	ck_set_int(record, "request", w->request.number);
	ck_set_str(record, "reason", w->asked->ask.reason);
	ck_set_str(record, "requested_by", w->request.actor);
	if (version)
		ck_set_int(record, "version", version);
	return 0;
}

int ck_declare_amend_decide(struct ck_session *s, struct ck_item *item)
{
	struct ck_amend_work w = { .s = s, .item = item, .asked = item->prepared };

	return w.asked->mode == CK_AMEND_DECLINE ? decline(&w) : amend(&w);
}
