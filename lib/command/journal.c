#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "command/private.h"
#include "record/reader.h"
#include "store/query.h"

/* Senders name their requests without knowing of each other's programs. */
static const char *journal_key(struct ck_session *s, struct ck_item *item)
{
	return ck_doc_format(item->doc, "%s:%s", s->program->name, item->key);
}

struct ck_value *ck_item_rest(struct ck_item *item, const char *apart)
{
	struct ck_value *rest = ck_new_object(item->doc);

	for (size_t i = 0; i < ck_count(item->record); i++) {
		const char *name = ck_key_at(item->record, i);

		if (strcmp(name, "key") && (!apart || strcmp(name, apart)))
			ck_set(rest, name, ck_at(item->record, i));
	}
	return rest;
}

static const struct ck_value *content_of(struct ck_item *item)
{
	if (item->content)
		return item->content;
	return item->record ? ck_item_rest(item, NULL)
			    : ck_new_str(item->doc, item->operand);
}

/* The same words for another check, or another verb, are another request. */
void ck_journal_prepare(struct ck_session *s, struct ck_item *item,
			char ret_digest[CK_DIGEST_HEX])
{
	struct ck_value *request;
	CK_BUF text = { 0 };

	ret_digest[0] = '\0';
	if (!item->key || !s->store)
		return;
	request = ck_new_array(item->doc);
	ck_push_str(request, s->verb->name);
	for (int i = 0; i < s->own_count; i++)
		ck_push_str(request, s->own[i]);
	ck_push(request, content_of(item));
	ck_write_canonical(&text, request);
	ck_sha256_hex(text.data, text.len, ret_digest);
}

/* What was kept: {"status":0|1,"answers":[…]}. */
static int read_kept(struct ck_session *s, struct ck_item *item,
		     const char *text, const struct ck_value **ret_kept)
{
	struct ck_fault fault;
	int r = ck_read(item->doc, text, strlen(text), ret_kept, &fault);

	if (r < 0)
		return ck_fail(s, item, -ENOTRECOVERABLE, NULL, "journal",
			       _("the answer kept for key %s cannot be read: %s"),
			       item->key, fault.message);
	return 0;
}

static int take_answers(struct ck_item *item, const struct ck_value *kept)
{
	const struct ck_value *answers = ck_get(kept, "answers");

	item->answers = ck_new_array(item->doc);
	for (size_t i = 0; i < ck_count(answers); i++) {
		struct ck_value *answer = ck_copy(item->doc,
						  ck_at(answers, i));

		ck_set_bool(answer, "repeated", true);
		ck_push(item->answers, answer);
	}
	item->repeated = true;
	item->status = ck_get_int(kept, "status", 0);
	return 1;
}

int ck_item_answered(struct ck_session *s, struct ck_item *item)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (!item->key || !s->store)
		return 0;
	q = ck_query(s->store, CK_SQL_JOURNAL_GET, "s", journal_key(s, item));
	r = ck_step(q);
	return r < 0 ? ck_fail_store(s, item, r) : r;
}

static int refuse_reused(struct ck_session *s, struct ck_item *item)
{
	return ck_fail(s, item, -EBADMSG, "/key", "key-reused",
		       _("key %s was used before, with other content"),
		       item->key);
}

static int check_same(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *kept)
{
	int r = item->same ? item->same(s, item, ck_get(kept, "answers")) : 1;

	if (r < 0)
		return ck_fail_store(s, item, r);
	return r ? 0 : refuse_reused(s, item);
}

int ck_journal_find(struct ck_session *s, struct ck_item *item,
		    const char *digest)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_JOURNAL_GET, "s",
				     journal_key(s, item));
	const struct ck_value *kept = NULL;
	int r = ck_step(q);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (r == 0)
		return 0;
	if (strcmp(ck_column_text(q, 0), digest))
		return refuse_reused(s, item);
	r = read_kept(s, item, ck_column_text(q, 1), &kept);
	if (r == 0)
		r = check_same(s, item, kept);
	return r < 0 ? r : take_answers(item, kept);
}

int ck_journal_add(struct ck_session *s, struct ck_item *item,
		   const char *digest, enum ck_exit status)
{
	struct ck_value *kept;
	CK_BUF text = { 0 };
	int r;

	if (s->options.dry_run)
		return 0;
	kept = ck_new_object(item->doc);
	ck_set_int(kept, "status", status);
	ck_set(kept, "answers", item->answers ? item->answers
					      : ck_new_array(item->doc));
	ck_write(&text, kept);
	r = ck_run(s->store, CK_SQL_JOURNAL_ADD, "sssi", journal_key(s, item),
		   digest, text.data, ck_txn_at(s->txn));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}
