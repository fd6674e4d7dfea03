#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "store/query.h"
#include "trade/amend.h"
#include "trade/amend_person.h"
#include "trade/field.h"
#include "trade/lookup.h"
#include "trade/mask.h"
#include "trade/outside.h"

/* -- reading -------------------------------------------------------------- */

static int read_taken(struct ck_amendment *a, struct ck_store *store)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_RETIRED_OF_DECLARATION, "s",
				     a->declaration);
	int r;

	a->taken = ck_new_object(a->doc);
	while ((r = ck_step(q)) > 0)
		ck_set_str(a->taken, ck_column_text(q, 0),
			   ck_column_text(q, 1));
	return r;
}

int ck_amendment_open(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_site *site, const char *declaration,
		      struct ck_amendment **ret_amendment)
{
	struct ck_amendment *a = ck_doc_alloc(doc, sizeof(*a));
	int r;

	a->doc = doc;
	a->site = site;
	a->declaration = ck_doc_strdup(doc, declaration);
	r = ck_declaration_get(store, doc, declaration, &a->row);
	if (r >= 0)
		r = ck_trips_of(store, doc, declaration, &a->trips);
	if (r >= 0)
		r = read_taken(a, store);
	if (r < 0)
		return r;
	a->before = ck_get(a->row, "document");
	r = ck_document_outside_as(store, doc, a->before, site->offset_min,
				   CK_PERSONS_WHOLE, &a->before_whole);
	if (r >= 0)
		r = ck_document_outside(store, doc, a->before,
					site->offset_min, &a->before_shown);
	if (r < 0)
		return r;
	a->known = a->before;
	a->known_whole = a->before_whole;
	*ret_amendment = a;
	return 0;
}

/* -- refs ----------------------------------------------------------------- */

static void collect_refs(struct ck_value *refs, const struct ck_field *fields,
			 const struct ck_value *stored)
{
	for (const struct ck_field *f = fields; f->name; f++) {
		const struct ck_value *section =
			f->type == CK_FIELD_KEYED ? ck_get(stored, f->name)
						  : NULL;

		for (size_t i = 0; i < ck_count(section); i++) {
			ck_set_str(refs, ck_key_at(section, i), f->name);
			collect_refs(refs, f->members, ck_at(section, i));
		}
	}
}

struct ck_value *ck_amend_refs(struct ck_doc *doc,
			       const struct ck_value *document)
{
	struct ck_value *refs = ck_new_object(doc);

	collect_refs(refs, ck_declaration_fields, document);
	return refs;
}

/* A ref that stood for something else is not given to another thing. */
static void find_moved(struct ck_amendment *a)
{
	struct ck_value *before = ck_amend_refs(a->doc, a->before);
	struct ck_value *after = ck_amend_refs(a->doc,
					       a->sub->document.stored);

	for (size_t i = 0; i < ck_count(after); i++) {
		const char *ref = ck_key_at(after, i);
		const char *was = ck_get_str(before, ref);
		const char *is = ck_str(ck_at(after, i));

		if (was && strcmp(was, is) != 0)
			ck_find(&a->sub->findings, CK_F_REF_DUPLICATE,
				ck_doc_format(a->doc, "/%s/%s", is, ref),
				_("the ref %s stands for something in %s already"),
				ref, was);
	}
}

/* -- persons -------------------------------------------------------------- */

/* Who was erased stays referred to, unless the patch says who is there. */
static int keep_erased(struct ck_amendment *a, struct ck_store *store,
		       const struct ck_value *before, const char *path)
{
	const struct ck_value *identity = ck_get(before, "identity");
	const char *id = ck_get_str(identity, "person");
	struct ck_value *owner =
		ck_writable(ck_pointer(a->sub->document.stored, path));
	char digest[CK_DIGEST_HEX];
	int r = 0;

	if (id && ck_is_object(owner) && !ck_get(owner, "identity")) {
		r = ck_person_digest(store, id, NULL, digest);
		if (r == -ENOENT)
			ck_set(owner, "identity", identity);
		r = r == -ENOENT ? 0 : r;
	}
	for (size_t i = 0; r >= 0 && i < ck_count(before); i++)
		if (ck_is_object(ck_at(before, i)))
			r = keep_erased(a, store, ck_at(before, i),
					ck_doc_format(a->doc, "%s/%s", path,
						      ck_key_at(before, i)));
	return r;
}

/* The persons of the new document are not in the store yet. */
static int show_after(struct ck_amendment *a, bool masked,
		      struct ck_value **ret_document)
{
	struct ck_value *made = NULL;
	int r = ck_document_outside(NULL, a->doc, a->sub->document.stored,
				    a->site->offset_min, &made);

	for (const struct ck_aside *p = a->sub->document.asides; r >= 0 && p;
	     p = p->next) {
		struct ck_value *owner = ck_writable(ck_pointer(made, p->path));
		const struct ck_value *value = p->value;

		if (!p->personal || !owner)
			continue;
		if (masked)
			value = ck_mask_person(a->doc, value);
		ck_unset(owner, "identity");
		for (size_t i = 0; i < ck_count(value); i++)
			ck_set(owner, ck_key_at(value, i), ck_at(value, i));
	}
	if (r >= 0)
		*ret_document = made;
	return r;
}

/* What is left of an erased person is no difference. */
static void drop_references(struct ck_value *v, const struct ck_field *fields)
{
	ck_unset(v, "identity");
	for (const struct ck_field *f = fields; f->name; f++) {
		const struct ck_value *member =
			f->members ? ck_get(v, f->name) : NULL;

		if (f->type == CK_FIELD_KEYED || f->type == CK_FIELD_ROWS)
			for (size_t i = 0; i < ck_count(member); i++)
				drop_references(ck_writable(ck_at(member, i)),
						f->members);
		else if (member)
			drop_references(ck_writable(member), f->members);
	}
}

/* -- the document as it would be ------------------------------------------ */

static int patch_one(struct ck_amendment *a, const struct ck_value *before,
		     const struct ck_value **ret_made,
		     struct ck_patch_fault *ret_fault)
{
	if (ck_is_array(a->ask.patch))
		return ck_patch_apply(a->doc, before,
				      ck_amend_name_dashes(a, a->ask.patch),
				      ret_made, ret_fault);
	*ret_made = ck_patch_merge(a->doc, before, a->ask.patch);
	return 0;
}

/* A reference without a digest is nobody's. */
static int hide_persons(struct ck_amendment *a,
			struct ck_patch_fault *ret_fault)
{
	struct ck_value *owners = ck_new_array(a->doc);
	struct ck_value *known = ck_copy(a->doc, a->before);
	const struct ck_value *made = NULL;
	int r = patch_one(a, a->before_shown, &made, ret_fault);

	if (r < 0)
		return r;
	a->known_whole = ck_amend_person_hide(a->doc, a->before_whole,
					      a->before_shown, made, owners);
	for (size_t i = 0; i < ck_count(owners); i++) {
		const struct ck_value *owner =
			ck_pointer(known, ck_str(ck_at(owners, i)));
		const struct ck_value *identity = ck_get(owner, "identity");

		if (identity)
			ck_set_str(ck_writable(identity), "digest", "");
	}
	a->known = known;
	return 0;
}

static int patch(struct ck_amendment *a, struct ck_patch_fault *ret_fault,
		 struct ck_value **ret_input)
{
	const struct ck_value *made = NULL;
	int r = ck_amend_person_allow(a->doc, a->before_whole, a->ask.patch,
				      ret_fault);

	if (r == 0)
		r = patch_one(a, a->before_whole, &made, ret_fault);
	if (r == 0 && a->ask.blind)
		r = hide_persons(a, ret_fault);
	if (r < 0)
		return r;
	if (!ck_is_object(made)) {
		*ret_fault = (struct ck_patch_fault){
			.code = "patch-form", .pointer = "",
			.message = _("the patch leaves no declaration"),
		};
		return -EBADMSG;
	}
	r = ck_amend_person_left(a->doc, a->before_whole, a->before_shown,
				 made, ret_fault);
	if (r < 0)
		return r;
	*ret_input = ck_copy(a->doc, made);
	ck_amend_person_unmask(*ret_input, a->before_whole, a->before_shown);
	ck_amend_follow(*ret_input, a->before_whole);
	return 0;
}

static int show(struct ck_amendment *a, struct ck_store *store)
{
	int r = keep_erased(a, store, a->before, "");

	if (r >= 0)
		r = show_after(a, false, &a->after_whole);
	if (r >= 0)
		r = show_after(a, true, &a->after_shown);
	if (r < 0)
		return r;
	drop_references(a->after_whole, ck_declaration_fields);
	drop_references(a->after_shown, ck_declaration_fields);
	ck_amend_compare(a->doc, a->known_whole, a->after_whole,
			 a->before_shown, a->after_shown, a->changes);
	return 0;
}

int ck_amendment_make(struct ck_amendment *a, struct ck_store *store,
		      const struct ck_amend_ask *ask,
		      struct ck_patch_fault *ret_fault)
{
	struct ck_value *input = NULL;
	int r;

	a->ask = *ask;
	a->changes = ck_new_array(a->doc);
	a->sub = ck_submission_new(a->doc, a->site);
	a->sub->before = a->before;
	a->sub->taken = a->taken;
	a->sub->now = ask->now;
	a->sub->declaration = a->declaration;
	r = patch(a, ret_fault, &input);
	if (r >= 0)
		r = ck_submission_prepare(a->sub, store, input);
	/* One whom the patch puts in may be one who is there. */
	if (r >= 0 && a->ask.blind)
		ck_findings_drop(&a->sub->findings, CK_F_PERSON_TWICE, NULL);
	if (r < 0 || a->sub->findings.errors)
		return r;
	find_moved(a);
	return a->sub->findings.errors ? 0 : show(a, store);
}
