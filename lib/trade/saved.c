#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/declarant.h"
#include "trade/outside.h"
#include "trade/saved.h"

/* -- kinds ---------------------------------------------------------------- */

static const char *const once_none[] = { "ref", NULL };
static const char *const once_vehicle[] = {
	"ref", "container", "seals", "carries", "crew", "continues", "parking",
	"unloading", NULL
};
static const char *const once_goods[] = { "ref", "customs", NULL };

static const struct ck_saved_kind kinds[] = {
	{ "party", "/enterprise", once_none },
	{ "vehicle", "/vehicles/v1", once_vehicle },
	{ "driver", "/vehicles/v1/crew/p1", once_none },
	{ "goods", "/goods/g1", once_goods },
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

const struct ck_saved_kind *ck_saved_kind(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* -- whose ---------------------------------------------------------------- */

static bool is_party(const char *agency)
{
	return !strncmp(agency, "enterprise:", 11) ||
	       !strncmp(agency, "broker:", 7);
}

static int only_party(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *agencies, const char **ret_owner)
{
	const char *only = NULL;
	size_t count = 0;

	for (size_t i = 0; i < ck_count(agencies); i++)
		if (is_party(ck_str(ck_at(agencies, i)))) {
			only = ck_str(ck_at(agencies, i));
			count++;
		}
	if (count != 1)
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _("say whose entries: --enterprise TAX"));
	*ret_owner = only;
	return 0;
}

int ck_saved_owner(struct ck_session *s, struct ck_item *item,
		   const char *given, const char **ret_owner, bool *ret_own)
{
	const struct ck_value *agencies = NULL;
	int r = ck_declarant_allow_any(s, item);

	if (r == 0)
		r = ck_session_agencies(s, item->doc, &agencies);
	if (r < 0)
		return r;
	if (!given)
		r = only_party(s, item, agencies, ret_owner);
	else
		*ret_owner = is_party(given)
			? given : ck_doc_format(item->doc, "enterprise:%s",
						given);
	if (r < 0)
		return r;
	*ret_own = ck_lists(agencies, *ret_owner);
	if (*ret_own || ck_lists(agencies, "gate_centre"))
		return 0;
	r = ck_declarant_is_keeper(s, item);
	return r < 0 ? r : r ? 0
		: ck_fail(s, item, -EPERM, NULL, "other-agency",
			  _("%s does not act for %s"), s->user, *ret_owner);
}

const char *ck_saved_id(struct ck_session *s, struct ck_doc *doc,
			const char *owner, const char *kind, const char *name)
{
	return ck_doc_format(doc, "%s/%s/%s/%s", s->site, owner, kind, name);
}

/* -- entries -------------------------------------------------------------- */

int ck_saved_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		 const struct ck_value **ret_row)
{
	int r = ck_row_of(ck_query(store, CK_SQL_SAVED_ROW, "s", id), doc,
			  ret_row);

	if (r < 0)
		return r;
	return *ret_row ? 0 : -ENOENT;
}

int ck_saved_object(struct ck_session *s, struct ck_doc *doc,
		    const struct ck_value *row, bool whole,
		    const struct ck_value **ret_object)
{
	const struct ck_saved_kind *kind =
		ck_saved_kind(ck_get_str(row, "kind"));
	struct ck_value *document;
	int r = ck_document_outside_as(s->store, doc, ck_get(row, "document"),
				       s->utc_offset_min,
				       whole ? CK_PERSONS_WHOLE
					     : CK_PERSONS_MASKED,
				       &document);

	if (r >= 0)
		*ret_object = ck_pointer(document, kind->place);
	return r;
}

void ck_saved_persons(const struct ck_value *stored, struct ck_value *persons)
{
	const char *id = ck_get_str(ck_get(stored, "identity"), "person");

	if (id)
		ck_push_str(persons, id);
	for (size_t i = 0; i < ck_count(stored); i++)
		if (ck_count(ck_at(stored, i)))
			ck_saved_persons(ck_at(stored, i), persons);
}

static int forget(struct ck_txn *txn, struct ck_doc *doc, const char *id,
		  const char *person)
{
	struct ck_value *body = ck_new_object(doc);
	int r;

	ck_set_str(body, "data", "saved");
	ck_set_str(body, "of", id);
	r = ck_append(txn, "person.erased", person, person, body, NULL, NULL);
	if (r >= 0 && !ck_txn_dry(txn))
		r = ck_person_erase(ck_txn_store(txn), person);
	return r;
}

/* Who was erased by name already is not there to be forgotten. */
static bool is_there(struct ck_store *store, struct ck_doc *doc,
		     const char *person)
{
	const char *value;

	return ck_person_get(store, doc, person, &value) == 0;
}

int ck_saved_forget(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_value *row)
{
	struct ck_value *persons = ck_new_array(doc);
	int r = 0;

	ck_saved_persons(ck_get(row, "document"), persons);
	for (size_t i = 0; r >= 0 && i < ck_count(persons); i++) {
		const char *person = ck_str(ck_at(persons, i));

		if (is_there(ck_txn_store(txn), doc, person))
			r = forget(txn, doc, ck_get_str(row, "saved"), person);
	}
	return r < 0 ? r : 0;
}

/* -- a declaration that names entries ------------------------------------- */

/* A declaration on its way to have its entries. */
struct expansion {
	struct ck_session *s;
	struct ck_item *item;
	struct ck_findings *findings;
};

/* NULL when there is none, which is found. */
static int find_entry(struct expansion *e, const char *kind, const char *named,
		      const char *path, const struct ck_value **ret_entry)
{
	struct ck_doc *doc = e->item->doc;
	const char *slash = strrchr(named, '/');
	const char *name = slash ? slash + 1 : named;
	const char *given = NULL, *owner = NULL;
	const struct ck_value *row = NULL;
	bool own;
	int r;

	if (slash)
		given = ck_doc_format(doc, "%.*s", (int)(slash - named), named);
	r = ck_saved_owner(e->s, e->item, given, &owner, &own);
	if (r < 0)
		return r;
	r = ck_saved_get(e->s->store, doc,
			 ck_saved_id(e->s, doc, owner, kind, name), &row);
	if (r == -ENOENT) {
		ck_find(e->findings, CK_F_SAVED_UNKNOWN, path,
			_("%s has no %s saved as %s"), owner, kind, name);
		return 0;
	}
	if (r == 0)
		r = ck_saved_object(e->s, doc, row, true, ret_entry);
	return r < 0 ? ck_fail_store(e->s, e->item, r) : 0;
}

/* Replaces a member, or the element of a list, that names an entry, with that
 * and what stands beside the name. */
static int expand_in(struct expansion *e, const char *kind, const char *within,
		     struct ck_value *object, const char *key)
{
	const struct ck_value *v = ck_get(object, key), *entry = NULL;
	const char *named = ck_get_str(v, "saved");
	struct ck_value *whole;
	int r;

	if (!named)
		return 0;
	r = find_entry(e, kind, named,
		       ck_pointer_below(e->item->doc, within, key), &entry);
	if (r < 0)
		return r;
	whole = entry ? ck_copy(e->item->doc, entry)
		      : ck_new_object(e->item->doc);
	for (size_t i = 0; i < ck_count(v); i++)
		if (strcmp(ck_key_at(v, i), "saved") != 0)
			ck_set(whole, ck_key_at(v, i), ck_at(v, i));
	ck_set(object, key, whole);
	return 0;
}

/* A list becomes an object by ref, v1, v2, as it is when it is read. */
static struct ck_value *by_ref(struct ck_item *item, struct ck_value *object,
			       const char *key, char letter)
{
	const struct ck_value *list = ck_get(object, key);
	struct ck_value *section;

	if (!ck_is_array(list))
		return ck_writable(list);
	section = ck_new_object(item->doc);
	for (size_t i = 0; i < ck_count(list); i++) {
		const char *ref = ck_get_str(ck_at(list, i), "ref");

		if (!ref)
			ref = ck_doc_format(item->doc, "%c%zu", letter, i + 1);
		ck_set(section, ref, ck_at(list, i));
	}
	ck_set(object, key, section);
	return section;
}

static int expand_section(struct expansion *e, const char *kind,
			  const char *within, struct ck_value *object,
			  const char *key, char letter)
{
	struct ck_value *section = by_ref(e->item, object, key, letter);
	const char *path = ck_pointer_below(e->item->doc, within, key);
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(section); i++)
		r = expand_in(e, kind, path, section, ck_key_at(section, i));
	return r;
}

static int expand_crews(struct expansion *e, const struct ck_value *vehicles)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(vehicles); i++)
		r = expand_section(e, "driver",
				   ck_doc_format(e->item->doc, "/vehicles/%s",
						 ck_key_at(vehicles, i)),
				   ck_writable(ck_at(vehicles, i)), "crew", 'p');
	return r;
}

static bool names_entry(const struct ck_value *v)
{
	if (ck_get_str(v, "saved"))
		return true;
	for (size_t i = 0; i < ck_count(v); i++)
		if (ck_count(ck_at(v, i)) && names_entry(ck_at(v, i)))
			return true;
	return false;
}

int ck_saved_expand(struct ck_session *s, struct ck_item *item,
		    struct ck_findings *findings)
{
	struct expansion e = { s, item, findings };
	struct ck_value *record;
	int r;

	if (!names_entry(item->record))
		return 0;
	if (!s->store)
		return ck_fail(s, item, -EBADMSG, NULL, "no-saved",
			       _("saved entries are in a store, and there is none"));
	record = ck_copy(item->doc, item->record);
	r = expand_in(&e, "party", "", record, "enterprise");
	if (r == 0)
		r = expand_in(&e, "party", "", record, "payer");
	if (r == 0)
		r = expand_section(&e, "goods", "", record, "goods", 'g');
	if (r == 0)
		r = expand_section(&e, "vehicle", "", record, "vehicles",
				   'v');
	if (r == 0)
		r = expand_crews(&e, ck_get(record, "vehicles"));
	item->record = record;
	return r;
}

void ck_saved_spare(struct ck_findings *findings)
{
	for (const struct ck_finding *f = findings->first; f; f = f->next)
		if (f->code == CK_F_SAVED_UNKNOWN)
			ck_findings_drop(findings, CK_F_MISSING, f->path);
}

/* -- another journey ------------------------------------------------------ */

static void drop(const struct ck_value *object, const char *const *names)
{
	for (; ck_is_object(object) && *names; names++)
		ck_unset(ck_writable(object), *names);
}

void ck_saved_drop_once(struct ck_value *document)
{
	static const char *const whole[] = {
		"expected_at", "declared_by", "contact", "linked", "documents",
		"transfers", "ext", NULL
	};
	static const char *const number[] = {
		"number", "paper", "packages", "gross_kg", NULL
	};
	static const char *const vehicle[] = {
		"container", "seals", "continues", "parking", "unloading", NULL
	};
	const struct ck_value *customs = ck_get(document, "customs");
	const struct ck_value *vehicles = ck_get(document, "vehicles");

	drop(document, whole);
	for (size_t i = 0; i < ck_count(customs); i++)
		drop(ck_at(customs, i), number);
	for (size_t i = 0; i < ck_count(vehicles); i++)
		drop(ck_at(vehicles, i), vehicle);
}
