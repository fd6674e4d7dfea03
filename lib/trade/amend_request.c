#include <config.h>

#include <errno.h>
#include <string.h>

#include "record/reader.h"
#include "store/query.h"
#include "trade/amend_request.h"

/* -- asking --------------------------------------------------------------- */

static int next_number(struct ck_amendment *a, struct ck_store *store,
		       int64_t *ret_number)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_AMENDMENT_REQUEST_LAST, "s",
				     a->declaration);
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_number = ck_column_int(q, 0) + 1;
	return 0;
}

struct ck_value *ck_amend_keep_patch(struct ck_amendment *a)
{
	struct ck_value *kept = ck_new_object(a->doc);
	CK_BUF text = { 0 };

	ck_write_canonical(&text, a->ask.patch);
	ck_person_new(ck_doc_strdup(a->doc, ck_buf_text(&text)), &a->patch);
	ck_set_str(kept, "person", a->patch.id);
	ck_set_str(kept, "digest", a->patch.digest);
	return kept;
}

static struct ck_value *body_of(struct ck_amendment *a, int64_t number)
{
	struct ck_value *body = ck_new_object(a->doc);

	ck_set_int(body, "number", number);
	ck_set_str(body, "reason", a->ask.reason);
	ck_set_str(body, "breakdown", a->ask.breakdown);
	if (a->ask.present)
		ck_set_bool(body, "present", true);
	ck_set(body, "changed", ck_amend_pointers(a));
	ck_set(body, "patch", ck_amend_keep_patch(a));
	return body;
}

int ck_amendment_request(struct ck_amendment *a, struct ck_txn *txn,
			 int64_t *ret_number)
{
	struct ck_event_id id = { 0 };
	int64_t number = 0;
	int r = next_number(a, ck_txn_store(txn), &number);

	if (r < 0)
		return r;
	r = ck_append(txn, "amendment.requested", a->declaration,
		      a->declaration, body_of(a, number), NULL, &id);
	if (r >= 0 && !ck_txn_dry(txn))
		r = ck_person_add(ck_txn_store(txn), &a->patch);
	if (r < 0)
		return r;
	a->version = id.seq;
	*ret_number = number;
	return 0;
}

/* -- answering ------------------------------------------------------------ */

int ck_amend_request_get(struct ck_store *store, struct ck_doc *doc,
			 const char *declaration, int64_t number,
			 struct ck_amend_request *ret_request)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(store, CK_SQL_AMENDMENT_REQUEST_ROW, "si",
				   declaration, number), doc, &row);

	if (r < 0)
		return r;
	if (!row)
		return -ENOENT;
	*ret_request = (struct ck_amend_request){
		.number = number,
		.row = row,
		.state = ck_get_str(row, "state"),
		.actor = ck_get_str(row, "actor"),
		.changed = ck_get(row, "changed"),
	};
	return 0;
}

int ck_amend_request_ask(struct ck_store *store, struct ck_doc *doc,
			 const struct ck_amend_request *request,
			 struct ck_amend_ask *ret_ask)
{
	const struct ck_value *row = request->row;
	const char *id = ck_get_str(ck_get(row, "patch"), "person");
	const struct ck_value *patch = NULL;
	const char *text = NULL;
	struct ck_fault fault;
	int r = id ? ck_person_get(store, doc, id, &text) : -EBADMSG;

	if (r == -ENOENT)
		return -ENODATA;
	if (r == 0)
		r = ck_read(doc, text, strlen(text), &patch, &fault);
	if (r < 0)
		return r;
	*ret_ask = (struct ck_amend_ask){
		.patch = patch,
		.reason = ck_get_str(row, "reason"),
		.breakdown = ck_get_str(row, "breakdown"),
		.present = ck_get_int(row, "present", 0),
		.request = request->number,
		.kept = ck_get(row, "patch"),
	};
	return 0;
}

static int answer(struct ck_txn *txn, const char *event,
		  const char *declaration,
		  const struct ck_amend_request *request, const char *reason,
		  int64_t *ret_version)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	struct ck_event_id id = { 0 };
	int r;

	ck_set_int(body, "number", request->number);
	ck_set_str(body, "reason", reason);
	r = ck_append(txn, event, declaration, declaration, body, NULL, &id);
	*ret_version = id.seq;
	return r;
}

int ck_amendment_decline(struct ck_txn *txn, const char *declaration,
			 const struct ck_amend_request *request,
			 const char *reason, int64_t *ret_version)
{
	return answer(txn, "amendment.declined", declaration, request, reason,
		      ret_version);
}

int ck_amendment_grant(struct ck_txn *txn, const char *declaration,
		       const struct ck_amend_request *request,
		       const char *reason, int64_t *ret_version)
{
	return answer(txn, "amendment.granted", declaration, request, reason,
		      ret_version);
}
