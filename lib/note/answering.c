#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "hold/hold.h"
#include "note/noting.h"
#include "clear/reason.h"

/* What one item asks for, made ready before the lock. */
struct asked {
	const char *id;
	const char *text;
	const char *reason;
};

/* One note, read for a verb on it. */
struct noted {
	const struct ck_site *site;
	const struct ck_value *row;
	const char *agency;		/* by whose right; NULL: none */
};

int ck_noting_find(struct ck_session *s, struct ck_item *item,
		   const char **ret_id)
{
	const char *word = item->operand ? item->operand
					 : ck_get_str(item->record, "note");
	int err = item->operand ? -ENOENT : -EBADMSG;
	int r = ck_session_need_site(s, item);

	if (r < 0)
		return r;
	if (!word)
		return ck_fail(s, item, err, "/note", "no-note",
			       _("the record names no note"));
	*ret_id = ck_note_id(item->doc, s->site, word);
	return *ret_id ? 0
		       : ck_fail(s, item, err, item->operand ? NULL : "/note",
				 "no-such-note",
				 _("no such note: %s; a number is like D-7"),
				 word);
}

static int same_answer(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *answers)
{
	const struct asked *a = item->prepared;

	return ck_noting_same(s, item, answers, "answer", a->text);
}

int ck_clear_answer_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_noting_find(s, item, &a->id);

	if (r == 0)
		r = ck_noting_text(s, item, &a->text);
	if (r < 0)
		return r;
	ck_clear_cover(item, s->settings, "text");
	item->same = same_answer;
	item->prepared = a;
	return 0;
}

int ck_clear_close_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_reason(s, item, "close_note", &a->reason);

	if (r == 0)
		r = ck_noting_find(s, item, &a->id);
	if (r == 0)
		ck_clear_cover(item, s->settings, NULL);
	item->prepared = a;
	return r;
}

int ck_noting_unknown(struct ck_session *s, struct ck_item *item,
		      const char *id)
{
	return ck_fail(s, item, -ENOENT, NULL, "no-such-note",
		       _("no such note: %s"), ck_note_number(item->doc, id));
}

/* -- reading it ----------------------------------------------------------- */

static int read_note(struct ck_session *s, struct ck_item *item, const char *id,
		     struct noted *ret_noted)
{
	struct noted n = { 0 };
	const struct ck_value *agencies = NULL;
	int r = ck_session_site(s, item, &n.site);

	if (r < 0)
		return r;
	r = ck_note_get(s->store, item->doc, id, &n.row);
	if (r == -ENOENT)
		return ck_noting_unknown(s, item, id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = ck_session_agencies(s, item->doc, &agencies);
	n.agency = ck_owner_right(n.site, ck_get_str(n.row, "agency"),
				  agencies);
	if (r == 0)
		*ret_noted = n;
	return r;
}

static bool is_by(struct ck_session *s, const struct noted *n,
		  const char *member)
{
	const char *who = ck_get_str(n->row, member);

	return who && !strcmp(who, s->user);
}

/* The owner, or whoever stands above it. */
static int allow(struct ck_session *s, const struct noted *n)
{
	return n->agency ? 0
			 : ck_session_allow(s, ck_get_str(n->row, "agency"));
}

/* -- answering ------------------------------------------------------------ */

/* Nothing is done: it was done before, or may not be any more. */
static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct noted *n, bool same, const char *message)
{
	struct ck_value *answer = NULL;
	int r = ck_noting_answer(s, item, n->site, n->row, &answer);

	if (r < 0)
		return r;
	if (same)
		ck_set_bool(answer, "repeated", true);
	else
		ck_set_str(answer, "message", message);
	return !same;
}

/* The row as apply has written it. */
static int answer_done(struct ck_session *s, struct ck_item *item,
		       const struct noted *n, const char *way,
		       const struct ck_value *reason,
		       const struct ck_event_id *event)
{
	struct ck_value *row = ck_copy(item->doc, n->row);
	struct ck_value *answer = NULL;

	ck_set_int(row, ck_doc_format(item->doc, "%s_at", way),
		   ck_txn_occurred(s->txn));
	ck_set_str(row, ck_doc_format(item->doc, "%s_by", way), s->user);
	ck_set_str(row, ck_doc_format(item->doc, "%s_for", way),
		   s->options.on_behalf);
	ck_set(row, "closed_reason", reason);
	if (event->seq)
		ck_set_int(row, "version", event->seq);
	return ck_noting_answer(s, item, n->site, row, &answer);
}

static int answered_before(struct ck_session *s, struct ck_item *item,
			   const struct noted *n)
{
	const struct asked *a = item->prepared;
	const char *words = NULL;
	int r = ck_note_words(s->store, item->doc, n->row, "answer", &words);
	bool same = is_by(s, n, "answered_by") && words &&
		    !strcmp(words, a->text);

	return r < 0 ? ck_fail_store(s, item, r)
		     : answer_no(s, item, n, same,
				 ck_doc_format(item->doc,
					       _("%s has answered it"),
					       ck_get_str(n->row,
							  "answered_by")));
}

int ck_clear_answer_note(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	struct ck_value *body = ck_new_object(item->doc);
	const struct ck_value *named = NULL;
	struct ck_event_id event = { 0 };
	struct noted n;
	int r = read_note(s, item, a->id, &n);

	if (r == 0)
		r = allow(s, &n);
	if (r < 0)
		return r;
	if (ck_get(n.row, "answered_at"))
		return answered_before(s, item, &n);
	if (ck_get(n.row, "closed_at"))
		return answer_no(s, item, &n, false, _("it is closed"));
	r = ck_note_keep_text(s->txn, a->text, &named);
	ck_set_str(body, "agency", n.agency);
	ck_set(body, "text", named);
	if (r == 0)
		r = ck_append(s->txn, "note.answered", a->id, a->id, body,
			      NULL, &event);
	return r < 0 ? ck_fail_store(s, item, r)
		     : answer_done(s, item, &n, "answered", NULL, &event);
}

/* -- closing -------------------------------------------------------------- */

static int closed_before(struct ck_session *s, struct ck_item *item,
			 const struct noted *n)
{
	return answer_no(s, item, n, is_by(s, n, "closed_by"),
			 ck_doc_format(item->doc, _("%s has closed it"),
				       ck_get_str(n->row, "closed_by")));
}

/* Who wrote it may take it back; else it is closed when it is answered. */
int ck_clear_close(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id event = { 0 };
	struct noted n;
	int r = read_note(s, item, a->id, &n);

	if (r == 0 && !is_by(s, &n, "written_by"))
		r = allow(s, &n);
	if (r < 0)
		return r;
	if (ck_get(n.row, "closed_at"))
		return closed_before(s, item, &n);
	if (!ck_get(n.row, "answered_at") && !is_by(s, &n, "written_by"))
		return answer_no(s, item, &n, false,
				 _("it is not answered yet"));
	ck_set_str(body, "reason", a->reason);
	ck_set_str(body, "agency", n.agency);
	r = ck_append(s->txn, "note.closed", a->id, a->id, body, NULL, &event);
	return r < 0 ? ck_fail_store(s, item, r)
		     : answer_done(s, item, &n, "closed",
				   ck_get(body, "reason"), &event);
}
