#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "trade/amend_person.h"
#include "trade/field.h"
#include "trade/party.h"

static bool is_person(const struct ck_value *party)
{
	const char *code = ck_get_str(party, "tax_code");
	char normal[CK_PARTY_CODE_SIZE];

	return code && ck_party_code(code, normal) >= 0 &&
	       ck_party_is_person(normal);
}

/* -- where a pointer leads ------------------------------------------------ */

struct place {
	const struct ck_field *field;	/* NULL: the document, or no member */
	bool whole;			/* the document, or a whole section */
	bool person;			/* in a party that is a person */
};

/* The members are plain words: one with ~ in it is none of them. */
static const struct ck_field *find_field(const struct ck_field *fields,
					 const char *name, size_t len)
{
	for (; fields && fields->name; fields++)
		if (strlen(fields->name) == len &&
		    !strncmp(fields->name, name, len))
			return fields;
	return NULL;
}

static bool has_elements(const struct ck_field *field)
{
	return field->type == CK_FIELD_KEYED || field->type == CK_FIELD_ROWS;
}

static struct place place_of(const struct ck_value *before,
			     const char *pointer)
{
	struct place place = { .whole = true };
	const struct ck_field *fields = ck_declaration_fields;

	while (*pointer == '/') {
		size_t len = strcspn(++pointer, "/");

		if (place.field && place.whole) {
			place.whole = false;
		} else {
			place.field = find_field(fields, pointer, len);
			if (!place.field)
				return (struct place){ 0 };
			place.whole = has_elements(place.field);
			place.person |= place.field->flags & CK_FIELD_PARTY &&
				is_person(ck_get(before, place.field->name));
			fields = place.field->members;
		}
		pointer += len;
		if (place.field->type == CK_FIELD_ANY)
			break;
	}
	return place;
}

static bool holds_persons(const struct ck_field *field)
{
	if (field->flags & CK_FIELD_PERSONAL || field->type == CK_FIELD_ANY)
		return true;
	for (const struct ck_field *f = field->members; f && f->name; f++)
		if (holds_persons(f))
			return true;
	return false;
}

static bool is_personal(const struct place *place)
{
	if (!place->field)
		return place->whole;
	return place->person || holds_persons(place->field);
}

/* Parties have the same members, and so have those who declare and are asked:
 * what is personal of one is personal of the other. */
static bool is_same(const struct place *from, const struct place *to)
{
	if (from->field == to->field && from->whole == to->whole)
		return true;
	return from->field && to->field && !from->person && !to->person &&
	       from->field->members && !has_elements(from->field) &&
	       from->field->members == to->field->members;
}

/* -- what an operation would tell ----------------------------------------- */

static int refuse(struct ck_doc *doc, const char *pointer,
		  const char *sentence, const char *what,
		  struct ck_patch_fault *ret_fault)
{
	*ret_fault = (struct ck_patch_fault){
		.code = "patch-personal",
		.pointer = pointer,
		.message = ck_doc_format(doc, sentence, what),
	};
	return -EBADMSG;
}

static int judge(struct ck_doc *doc, const struct ck_value *before,
		 const struct ck_value *op, size_t i,
		 struct ck_patch_fault *ret_fault)
{
	const char *verb = ck_get_str(op, "op") ?: "";
	const char *path = ck_get_str(op, "path") ?: "";
	const char *source = ck_get_str(op, "from") ?: "";
	struct place to = place_of(before, path);
	struct place from = place_of(before, source);

	if (!strcmp(verb, "test") && is_personal(&to))
		return refuse(doc, ck_doc_format(doc, "/%zu/path", i),
			      _("%s has personal data, which is not tested; --seen says what the patch was made for"),
			      *path ? path : "/", ret_fault);
	if ((!strcmp(verb, "copy") || !strcmp(verb, "move")) &&
	    is_personal(&from) && !is_same(&from, &to))
		return refuse(doc, ck_doc_format(doc, "/%zu/from", i),
			      _("%s has personal data, which is not put elsewhere; write what is meant as a value"),
			      *source ? source : "/", ret_fault);
	return 0;
}

int ck_amend_person_allow(struct ck_doc *doc, const struct ck_value *before,
			  const struct ck_value *patch,
			  struct ck_patch_fault *ret_fault)
{
	int r = 0;

	if (!ck_is_array(patch) || ck_count(patch) > CK_PATCH_OPERATIONS)
		return 0;
	for (size_t i = 0; r == 0 && i < ck_count(patch); i++)
		r = judge(doc, before, ck_at(patch, i), i, ret_fault);
	return r;
}

/* -- a party that was a person -------------------------------------------- */

int ck_amend_person_left(struct ck_doc *doc, const struct ck_value *before,
			 const struct ck_value *shown,
			 const struct ck_value *after,
			 struct ck_patch_fault *ret_fault)
{
	for (const struct ck_field *f = ck_declaration_fields; f->name; f++) {
		const struct ck_value *was = ck_get(before, f->name);
		const struct ck_value *is = ck_get(after, f->name);

		if (!(f->flags & CK_FIELD_PARTY) || !is_person(was) ||
		    is_person(is))
			continue;
		for (const struct ck_field *m = f->members; m->name; m++) {
			const struct ck_value *left = ck_get(is, m->name);

			if (left && !(m->flags & CK_FIELD_PERSONAL) &&
			    (left == ck_get(was, m->name) ||
			     ck_equal(left, ck_get(ck_get(shown, f->name),
						   m->name))))
				return refuse(doc, "",
					      _("/%s is no person any more, and would keep a person's data: write its name and address too"),
					      f->name, ret_fault);
		}
	}
	return 0;
}

/* -- masked values -------------------------------------------------------- */

static const struct ck_value *counterpart(const struct ck_value *of,
					  const struct ck_value *list,
					  size_t i)
{
	const char *ref = ck_get_str(ck_at(list, i), "ref");

	if (ck_is_array(of))
		return ck_at(of, i);
	return ck_get(of, ck_is_array(list) ? ref ?: "" : ck_key_at(list, i));
}

void ck_amend_person_unmask(struct ck_value *after,
			    const struct ck_value *before,
			    const struct ck_value *shown)
{
	for (size_t i = 0; i < ck_count(after); i++) {
		const struct ck_value *is = ck_at(after, i);
		const struct ck_value *was = counterpart(before, after, i);
		const struct ck_value *mask = counterpart(shown, after, i);

		if (!was || !mask)
			continue;
		if (ck_is_object(is) || ck_is_array(is))
			ck_amend_person_unmask(ck_writable(is), was,
					       mask);
		else if (ck_is_object(after) && ck_equal(is, mask) &&
			 !ck_equal(mask, was))
			ck_set(after, ck_key_at(after, i), was);
	}
}

/* -- values that are not compared ----------------------------------------- */

struct hiding {
	struct ck_doc *doc;
	struct ck_value *owners;
};

/* A list in the patch has what the document has by ref. */
static const struct ck_value *written(const struct ck_value *after,
				      const char *key)
{
	if (!ck_is_array(after))
		return ck_get(after, key);
	for (size_t i = 0; i < ck_count(after); i++)
		if (ck_is(ck_at(after, i), "ref", key))
			return ck_at(after, i);
	return NULL;
}

static void hide(struct hiding *h, struct ck_value *of,
		 const struct ck_value *shown, const struct ck_value *after,
		 const char *path)
{
	for (size_t i = 0; i < ck_count(of); i++) {
		const char *key = ck_key_at(of, i);
		const struct ck_value *was = ck_at(of, i);
		const struct ck_value *mask = ck_get(shown, key);
		const struct ck_value *is = written(after, key);

		if (ck_is_object(was)) {
			hide(h, ck_writable(was), mask, is,
			     ck_pointer_below(h->doc, path, key));
		} else if (!ck_equal(was, mask) && !ck_equal(is, mask)) {
			ck_set(of, key, ck_new_null(h->doc));
			ck_push_str(h->owners, path);
		}
	}
}

struct ck_value *ck_amend_person_hide(struct ck_doc *doc,
				      const struct ck_value *before,
				      const struct ck_value *shown,
				      const struct ck_value *after,
				      struct ck_value *owners)
{
	struct hiding h = { doc, owners };
	struct ck_value *known = ck_copy(doc, before);

	hide(&h, known, shown, after, "");
	return known;
}
