#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "store/query.h"
#include "trade/message.h"

/* -- sending -------------------------------------------------------------- */

static int next_number(struct ck_store *store, const char *declaration,
		       int64_t *ret_number)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_MESSAGE_LAST, "s",
				     declaration);
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_number = ck_column_int(q, 0) + 1;
	return 0;
}

int ck_message_send(struct ck_txn *txn, const struct ck_message *m)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	struct ck_event_id cause = { .seq = m->cause };
	int64_t number = 0;
	int r = next_number(ck_txn_store(txn), m->declaration, &number);

	if (r < 0)
		return r;
	snprintf(cause.text, sizeof(cause.text), "%s:%" PRId64,
		 ck_store_origin(ck_txn_store(txn)), m->cause);
	ck_set_int(body, "number", number);
	ck_set_str(body, "to", m->to);
	ck_set_str(body, "about", m->about);
	if (m->request)
		ck_set_int(body, "request", m->request);
	ck_set_str(body, "reason", m->reason);
	ck_set(body, "changed", m->changed);
	return ck_append(txn, "message.sent", m->declaration, m->declaration,
			 body, &cause, NULL);
}

/* -- reading -------------------------------------------------------------- */

int ck_message_get(struct ck_store *store, struct ck_doc *doc,
		   const char *declaration, int64_t number,
		   const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(store, CK_SQL_MESSAGE_GET, "si",
				   declaration, number), doc, &row);

	if (r < 0)
		return r;
	if (!row)
		return -ENOENT;
	*ret_row = row;
	return 0;
}

static struct ck_stmt *page(struct ck_store *store, const char *to,
			    int64_t since,
			    const struct ck_message_cursor *cursor)
{
	if (to)
		return ck_query(store, CK_SQL_MESSAGE_PAGE_TO, "siisi", to,
				since, cursor->version, cursor->declaration,
				cursor->number);
	return ck_query(store, CK_SQL_MESSAGE_PAGE, "iisi", since,
			cursor->version, cursor->declaration, cursor->number);
}

int ck_message_page(struct ck_store *store, struct ck_doc *doc,
		    const char *to, int64_t since,
		    struct ck_message_cursor *cursor,
		    const struct ck_value **ret_rows)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = page(store, to, since, cursor);
	struct ck_value *rows = ck_new_array(doc);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = ck_row_object(q, doc);

		cursor->version = ck_get_int(row, "version", 0);
		cursor->number = ck_get_int(row, "number", 0);
		snprintf(cursor->declaration, sizeof(cursor->declaration),
			 "%s", ck_get_str(row, "declaration"));
		ck_push(rows, row);
	}
	if (r >= 0)
		*ret_rows = rows;
	return r;
}

/* -- showing -------------------------------------------------------------- */

struct saying {
	struct ck_doc *doc;
	const struct ck_value *row;
	const char *label;
	const char *by;
	const char *reason;	/* words */
	const char *fields;
	long long request;
};

static const char *fields_of(struct ck_doc *doc, const struct ck_value *row)
{
	const struct ck_value *changed = ck_get(row, "changed");
	CK_BUF text = { 0 };

	for (size_t i = 0; i < ck_count(changed); i++)
		ck_buf_printf(&text, "%s%s", i ? ", " : "",
			      ck_str(ck_at(changed, i)));
	return ck_doc_strdup(doc, ck_buf_text(&text));
}

static const char *reason_of(const struct ck_site *site, const char *language,
			     const struct ck_value *row)
{
	static const struct {
		const char *about;
		const char *group;
	} groups[] = {
		{ "amendment.requested", "amend" },
		{ "amendment.declined", "decline" },
		{ "amendment.granted", "amend" },
		{ "declaration.amended", "amend" },
		{ "declaration.cancelled", "cancel" },
	};
	const char *code = ck_get_str(row, "reason");
	const char *word = NULL;

	for (size_t i = 0; code && i < sizeof(groups) / sizeof(*groups); i++)
		if (!strcmp(groups[i].about, ck_get_str(row, "about")))
			word = ck_site_word(site, ck_site_find_reason(
				site, groups[i].group, code), language);
	return word ? word : code ? code : "?";
}

static bool is_open(const struct ck_value *row)
{
	const char *state = ck_get_str(row, "state");

	return !state || !strcmp(state, "requested");
}

static const char *sentence(const struct saying *say)
{
	const char *about = ck_get_str(say->row, "about");
	const char *id = ck_get_str(say->row, "declaration");

	if (!strcmp(about, "amendment.requested") && !is_open(say->row))
		return ck_doc_format(say->doc,
			_("%s: %s asked to correct %s (%s)"),
			say->label, say->by, say->fields, say->reason);
	if (!strcmp(about, "amendment.requested"))
		return ck_doc_format(say->doc,
			_("%s: %s asks to correct %s (%s); answer with ck-declare amend %s --approve %lld, or --decline %lld"),
			say->label, say->by, say->fields, say->reason, id,
			say->request, say->request);
	if (!strcmp(about, "amendment.declined"))
		return ck_doc_format(say->doc,
			_("%s: %s declined request %lld to correct %s (%s)"),
			say->label, say->by, say->request, say->fields,
			say->reason);
	if (!strcmp(about, "amendment.granted"))
		return ck_doc_format(say->doc,
			_("%s: %s granted request %lld to correct %s (%s); it was so already"),
			say->label, say->by, say->request, say->fields,
			say->reason);
	if (!strcmp(about, "declaration.cancelled"))
		return ck_doc_format(say->doc,
			_("%s: %s cancelled the declaration %s (%s)"),
			say->label, say->by, id, say->reason);
	if (say->request)
		return ck_doc_format(say->doc,
			_("%s: %s corrected %s (%s), as request %lld asked"),
			say->label, say->by, say->fields, say->reason,
			say->request);
	return ck_doc_format(say->doc, _("%s: %s corrected %s (%s)"),
			     say->label, say->by, say->fields, say->reason);
}

void ck_message_fill(struct ck_value *record, struct ck_doc *doc,
		     const struct ck_site *site, const char *language,
		     const struct ck_value *row)
{
	const struct saying say = {
		.doc = doc, .row = row,
		.label = ck_get_str(row, "label") ?: "?",
		.by = ck_get_str(row, "on_behalf") ?: ck_get_str(row, "actor"),
		.reason = reason_of(site, language, row),
		.fields = fields_of(doc, row),
		.request = ck_get_int(row, "request", 0),
	};

	ck_set(record, "declaration", ck_get(row, "declaration"));
	ck_set(record, "number", ck_get(row, "number"));
	ck_set(record, "to", ck_get(row, "recipient"));
	CK_SET_SAME(record, row, "about", "request", "state");
	ck_set(record, "by", ck_get(row, "actor"));
	ck_set(record, "for", ck_get(row, "on_behalf"));
	ck_set(record, "reason", ck_get(row, "reason"));
	ck_set(record, "changed", ck_get(row, "changed"));
	ck_set_time_of(record, "at", ck_get(row, "sent_at"), site->offset_min);
	ck_set_str(record, "message", sentence(&say));
	ck_set(record, "version", ck_get(row, "version"));
}
