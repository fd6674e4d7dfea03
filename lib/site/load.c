#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "site/check.h"
#include "site/load.h"
#include "store/query.h"

/* -- judging -------------------------------------------------------------- */

static int take_head(struct ck_site_file *file, ck_site_problem *problem,
		     void *ctx)
{
	const char *effective = ck_get_str(file->document, "effective");
	int r = 0;

	file->code = ck_get_str(file->document, "site");
	file->version = ck_get_int(file->document, "version", 0);
	if (!file->code || strspn(file->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
				   strlen(file->code) || !*file->code) {
		problem(ctx, "/site", _("a code of capital letters is expected"));
		r = -EBADMSG;
	}
	if (file->version < 1) {
		problem(ctx, "/version", _("a number from 1 is expected"));
		r = -EBADMSG;
	}
	if (!effective || ck_time_parse(effective, &file->effective) < 0) {
		problem(ctx, "/effective",
			_("a time with zone is expected, as 2026-11-22T00:00:00+07:00"));
		r = -EBADMSG;
	}
	return r;
}

int ck_site_file_judge(struct ck_site_file *file, struct ck_doc *doc,
		       ck_site_problem *problem, void *ctx)
{
	CK_BUF canonical = { 0 };
	int r;

	if (!ck_is_object(file->document)) {
		problem(ctx, "", _("an object is expected"));
		return -EBADMSG;
	}
	r = take_head(file, problem, ctx);
	if ((file->held ? ck_site_check_held : ck_site_check)(
		    file->document, doc, problem, ctx) < 0)
		r = -EBADMSG;
	ck_write_canonical(&canonical, file->document);
	ck_sha256_hex(canonical.data, canonical.len, file->digest);
	return r;
}

/* -- site.loaded ---------------------------------------------------------- */

static int known_version(struct ck_txn *txn, const struct ck_site_file *file)
{
	struct ck_store *store = ck_txn_store(txn);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_SITE_VERSION_DIGEST, "si",
				     file->code, file->version);
	int r = ck_step(q);

	if (r <= 0)
		return r;
	return strcmp(ck_column_text(q, 0), file->digest) ? -EEXIST : 1;
}

int ck_site_load(struct ck_txn *txn, const struct ck_site_file *file,
		 struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	int r = known_version(txn, file);

	if (r != 0)
		return r;
	ck_set_bool(body, "active", file->effective <= ck_txn_at(txn));
	ck_set_int(body, "effective", file->effective);
	ck_set_int(body, "file_version", file->version);
	ck_set_str(body, "digest", file->digest);
	ck_set_str(body, "apply", file->apply);
	ck_set(body, "document", file->document);
	return ck_append(txn, "site.loaded", file->code, file->code, body, NULL,
			 ret_id);
}

int ck_site_activate_next(struct ck_txn *txn,
			  struct ck_site_activated *ret_activated)
{
	struct ck_site_activated done = { 0 };
	const struct ck_value *body = NULL;
	int r = ck_row_of(ck_query(ck_txn_store(txn), CK_SQL_SITE_PENDING_DUE,
				   "i", ck_txn_at(txn)), ck_txn_doc(txn),
			  &body);

	if (r < 0 || !body)
		return r;
	done.site = ck_get_str(body, "site");
	done.apply = ck_get_str(body, "apply");
	r = ck_append_as(txn, "rule:effective", "site.activated", done.site,
			 done.site, body, NULL, &done.event);
	if (r < 0)
		return r;
	*ret_activated = done;
	return 1;
}

/* -- staff ---------------------------------------------------------------- */

int ck_staff_add(struct ck_txn *txn, const struct ck_staff_entry *entry)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *body = ck_new_object(doc);
	const char *subject = ck_doc_format(doc, "%s/%s", entry->site,
					    entry->user);

	ck_set_str(body, "site", entry->site);
	ck_set_str(body, "user", entry->user);
	ck_set(body, "agencies", entry->agencies);
	ck_set(body, "lanes", entry->lanes ? entry->lanes : ck_new_array(doc));
	ck_set_int(body, "valid_from", entry->valid_from);
	if (entry->valid_to)
		ck_set_int(body, "valid_to", *entry->valid_to);
	ck_set_str(body, "stands_in_for", entry->stands_in_for);
	ck_set_str(body, "order", entry->order);
	return ck_append(txn, "staff.added", subject, subject, body, NULL, NULL);
}

static int add_of_file(struct ck_txn *txn, const struct ck_site_file *file,
		       const struct ck_value *row, int offset_min)
{
	const char *from = ck_get_str(row, "from");
	const char *to = ck_get_str(row, "to");
	int64_t last = 0;
	struct ck_staff_entry entry = {
		.site = file->code,
		.user = ck_get_str(row, "user"),
		.agencies = ck_get(row, "agencies"),
		.lanes = ck_get(row, "lanes"),
		.stands_in_for = ck_get_str(row, "stands_in_for"),
		.order = ck_get_str(row, "order"),
	};

	if (from && ck_day_parse(from, offset_min, &entry.valid_from) < 0)
		return -EBADMSG;
	if (to && ck_day_parse(to, offset_min, &last) < 0)
		return -EBADMSG;
	last += CK_DAY_MS;
	entry.valid_to = to ? &last : NULL;
	return ck_staff_add(txn, &entry);
}

int ck_staff_add_of_file(struct ck_txn *txn, const struct ck_site_file *file,
			 int offset_min)
{
	const struct ck_value *staff = ck_get(file->document, "staff");
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(staff); i++)
		r = add_of_file(txn, file, ck_at(staff, i), offset_min);
	return r;
}
