#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "hold/hold.h"
#include "hold/person.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/container.h"
#include "trade/customs_number.h"
#include "trade/fold.h"
#include "trade/plate.h"
#include "trade/plate_key.h"
#include "trade/taxcode.h"
#include "trade/uscc.h"

/* -- subjects ------------------------------------------------------------- */

enum { CHASSIS_LEAST = 5, CODE_SIZE = 32 };

static const char *read_trip(struct ck_doc *doc, const char *site,
			     const char *text)
{
	(void)site;
	return strchr(text, '.') ? ck_doc_strdup(doc, text) : NULL;
}

static const char *read_plate(struct ck_doc *doc, const char *site,
			      const char *text)
{
	char normal[CK_PLATE_SIZE], bare[CK_PLATE_SIZE];

	(void)site;
	if (ck_plate_normalise(text, normal, sizeof(normal)) < 0 ||
	    ck_plate_bare_key(normal, bare) < 0)
		return NULL;
	/* Đ is as good as D; a province is kept, for it tells plates apart. */
	return ck_doc_strdup(doc, (signed char)*normal < 0 ? normal : bare);
}

static const char *read_chassis(struct ck_doc *doc, const char *site,
				const char *text)
{
	char code[CODE_SIZE];

	(void)site;
	return ck_fold_code(text, " -*", code, sizeof(code)) < 0 ||
			       strlen(code) < CHASSIS_LEAST
		       ? NULL : ck_doc_strdup(doc, code);
}

static const char *read_container(struct ck_doc *doc, const char *site,
				  const char *text)
{
	struct ck_container container;

	(void)site;
	return ck_container_parse(text, &container) < 0
		       ? NULL : ck_doc_strdup(doc, container.number);
}

static const char *read_customs(struct ck_doc *doc, const char *site,
				const char *text)
{
	struct ck_customs_number number;
	size_t len = strlen(site);

	if (!strncmp(text, site, len) && text[len] == '/')
		text += len + 1;
	return ck_customs_number_parse(text, &number) < 0
		       ? NULL
		       : ck_doc_format(doc, "%s/%s", site, number.identity);
}

/* A person's tax code is held as a person. */
static const char *read_party(struct ck_doc *doc, const char *site,
			      const char *text)
{
	struct ck_taxcode code;
	char chinese[CK_USCC_SIZE];

	(void)site;
	if (ck_taxcode_parse(text, &code) == 0)
		return code.kind == CK_TAXCODE_PERSON
			       ? NULL : ck_doc_strdup(doc, code.digits);
	return ck_uscc_parse(text, chinese) == 0 ? ck_doc_strdup(doc, chinese)
						 : NULL;
}

static const char *read_person(struct ck_doc *doc, const char *site,
			       const char *text)
{
	char code[CODE_SIZE];

	(void)site;
	return ck_fold_code(text, " -.", code, sizeof(code)) < 0 || !*code
		       ? NULL : ck_doc_strdup(doc, code);
}

const char *const ck_hold_kinds[] = { "trip", "plate", "chassis", "container",
				      "customs", "party", "person", NULL };

static const char *(*const readers[])(struct ck_doc *doc, const char *site,
				      const char *text) = {
	read_trip, read_plate, read_chassis, read_container, read_customs,
	read_party, read_person,
};

int ck_hold_subject(struct ck_doc *doc, const char *site, const char *kind,
		    const char *text, const char **ret_subject)
{
	for (size_t i = 0; ck_hold_kinds[i]; i++) {
		const char *subject;

		if (strcmp(ck_hold_kinds[i], kind))
			continue;
		subject = readers[i](doc, site, text);
		if (!subject)
			return -EBADMSG;
		*ret_subject = subject;
		return 0;
	}
	return -EINVAL;
}

/* -- placing -------------------------------------------------------------- */

static int find_same(struct ck_store *store, const struct ck_hold_new *hold,
		     char ret_id[CK_HOLD_ID])
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_HOLD_SAME, "sssss",
				     hold->subject, hold->site,
				     hold->subject_kind, hold->agency,
				     hold->reason);
	int r = ck_step(q);

	if (r > 0)
		snprintf(ret_id, CK_HOLD_ID, "%s", ck_column_text(q, 0));
	return r;
}

static int next_number(struct ck_store *store, const char *site,
		       int64_t *ret_number)
{
	return ck_next_of(ck_query(store, CK_SQL_HOLD_NUMBER, "s", site), ret_number);
}

static struct ck_value *body_of(struct ck_doc *doc,
				const struct ck_hold_new *hold, int64_t number)
{
	struct ck_value *b = ck_new_object(doc);

	ck_set_str(b, "site", hold->site);
	ck_set_int(b, "number", number);
	ck_set_str(b, "agency", hold->agency);
	ck_set_str(b, "reason", hold->reason);
	ck_set_str(b, "subject_kind", hold->subject_kind);
	ck_set_str(b, "subject", hold->subject);
	ck_set_bool(b, "silent", hold->silent);
	ck_set(b, "figures", hold->figures);
	if (hold->review_at)
		ck_set_int(b, "review_at", hold->review_at);
	return b;
}

/* The line names the person by a reference drawn for this hold. */
static int add_person(struct ck_txn *txn, const struct ck_hold_new *hold,
		      struct ck_value *body)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *value = ck_new_object(doc);
	struct ck_value *identity;
	struct ck_person person;
	CK_BUF text = { 0 };

	ck_set_str(value, "id", hold->person);
	ck_write(&text, value);
	ck_person_new(ck_buf_text(&text), &person);
	ck_set_str(body, "subject", person.id);
	identity = ck_set_object(body, "identity");
	ck_set_str(identity, "person", person.id);
	ck_set_str(identity, "digest", person.digest);
	return ck_txn_dry(txn) ? 0
			       : ck_person_add(ck_txn_store(txn), &person);
}

static int append(struct ck_txn *txn, const struct ck_hold_new *hold,
		  const char *id, const struct ck_value *body,
		  const struct ck_event_id *cause,
		  struct ck_event_id *ret_event)
{
	if (hold->actor)
		return ck_append_as(txn, hold->actor, "hold.placed", id, id,
				    body, cause, ret_event);
	return ck_append(txn, "hold.placed", id, id, body, cause, ret_event);
}

int ck_hold_place(struct ck_txn *txn, const struct ck_hold_new *hold,
		  const struct ck_event_id *cause, char ret_id[CK_HOLD_ID],
		  struct ck_event_id *ret_event)
{
	struct ck_store *store = ck_txn_store(txn);
	char id[CK_HOLD_ID];
	struct ck_value *body;
	int64_t number = 1;
	int r = hold->person ? ck_hold_same_person(store, hold, id)
			     : find_same(store, hold, id);

	if (r > 0)
		memcpy(ret_id, id, CK_HOLD_ID);
	if (r != 0)
		return r;
	r = next_number(store, hold->site, &number);
	if (r < 0)
		return r;
	snprintf(id, sizeof(id), "%s-H%05" PRId64, hold->site, number);
	body = body_of(ck_txn_doc(txn), hold, number);
	if (hold->person)
		r = add_person(txn, hold, body);
	if (r == 0)
		r = append(txn, hold, id, body, cause, ret_event);
	if (r < 0)
		return r;
	memcpy(ret_id, id, CK_HOLD_ID);
	return 0;
}

/* -- owners --------------------------------------------------------------- */

const char *ck_owner_right(const struct ck_site *site, const char *owner,
			   const struct ck_value *agencies)
{
	const struct ck_value *all = ck_get(site->document, "agencies");

	/* The loader refuses circles; the count is a second belt. */
	for (size_t i = 0; owner && i <= ck_count(all); i++) {
		if (ck_lists(agencies, owner))
			return owner;
		owner = ck_get_str(ck_get(all, owner), "superior");
	}
	return NULL;
}

/* -- lifting -------------------------------------------------------------- */

static int lift_all(struct ck_txn *txn, struct ck_stmt *q, const char *actor,
		    const char *reason, const struct ck_event_id *cause)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *ids = ck_new_array(doc);
	struct ck_value *body = ck_new_object(doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(ids, ck_column_text(q, 0));
	ck_set_str(body, "reason", reason);
	for (size_t i = 0; r >= 0 && i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));

		r = ck_append_as(txn, actor, "hold.lifted", id, id, body,
				 cause, NULL);
	}
	return r < 0 ? r : (int)ck_count(ids);
}

int ck_hold_lift_ruled(struct ck_txn *txn, const struct ck_hold_new *hold,
		       const char *reason, const struct ck_event_id *cause)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(ck_txn_store(txn), CK_SQL_HOLD_RULED,
				     "sss", hold->subject, hold->site,
				     hold->actor);

	return lift_all(txn, q, hold->actor, reason, cause);
}

int ck_hold_lift_over(struct ck_txn *txn, const struct ck_hold_new *hold,
		      const char *reason, const struct ck_event_id *cause)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(ck_txn_store(txn), CK_SQL_HOLD_OVER,
				     "sss", hold->subject, hold->site,
				     hold->agency);

	return lift_all(txn, q, hold->actor, reason, cause);
}
