#include <config.h>

#include <string.h>

#include "base/text.h"
#include "trade/reading.h"

enum { REF_MOST = 32 };

static bool is_ref(const char *ref)
{
	size_t len = strspn(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return len && !ref[len] && len <= REF_MOST && strcmp(ref, "-") != 0;
}

static void note(struct ck_reading *r, const char *ref, const char *section)
{
	size_t here = ck_reading_enter(r, ref);
	const char *taken = ck_get_str(r->refs, ref);

	if (!is_ref(ref))
		ck_reading_find(r, CK_F_REF_FORM,
				_("\"%s\" is no ref: 1 to %d letters, digits, - or _, and not - alone"),
				ref, REF_MOST);
	else if (taken)
		ck_reading_find(r, CK_F_REF_DUPLICATE,
				_("the ref %s stands for something in %s already"),
				ref, taken);
	else
		ck_set_str(r->refs, ref, section);
	ck_reading_leave(r, here);
}

static void collect_members(struct ck_reading *r, const struct ck_value *input,
			    const struct ck_field *fields);

static void collect_section(struct ck_reading *r,
			    const struct ck_value *section,
			    const struct ck_field *field)
{
	size_t here = ck_reading_enter(r, field->name);

	for (size_t i = 0; i < ck_count(section); i++) {
		const char *ref = ck_key_at(section, i);

		if (!ref)
			ref = ck_get_str(ck_at(section, i), "ref");
		if (ref)
			note(r, ref, field->name);
	}
	for (size_t i = 0; i < ck_count(section); i++)
		collect_members(r, ck_at(section, i), field->members);
	ck_reading_leave(r, here);
}

static void collect_members(struct ck_reading *r, const struct ck_value *input,
			    const struct ck_field *fields)
{
	for (const struct ck_field *f = fields; f->name; f++)
		if (f->type == CK_FIELD_KEYED)
			collect_section(r, ck_get(input, f->name), f);
}

void ck_refs_collect(struct ck_reading *r, const struct ck_value *input,
		     const struct ck_value *taken)
{
	r->refs = taken ? ck_copy(r->doc, taken) : ck_new_object(r->doc);
	collect_members(r, input, ck_declaration_fields);
}

static const char *own_ref(struct ck_reading *r, const struct ck_field *field,
			   const struct ck_value *section, size_t i)
{
	const char *key = ck_key_at(section, i);
	const char *ref = ck_get_str(ck_at(section, i), "ref");
	size_t here;

	if (key && ref && strcmp(key, ref) != 0) {
		here = ck_reading_enter(r, key);
		ck_reading_find(r, CK_F_REF_MISMATCH,
				_("the ref is %s, the key it stands under %s"),
				ref, key);
		ck_reading_leave(r, here);
	}
	if (!key)
		key = ref;
	if (!key || !is_ref(key))
		return NULL;
	ref = ck_get_str(r->refs, key);
	return ref && !strcmp(ref, field->name) ? key : NULL;
}

const char *ck_refs_of(struct ck_reading *r, const struct ck_field *field,
		       const struct ck_value *section, size_t i)
{
	const char *ref = own_ref(r, field, section, i);

	if (ref)
		return ref;
	for (size_t n = i + 1;; n++) {
		ref = ck_doc_format(r->doc, "%s%zu", field->letter, n);
		if (!ck_get(r->refs, ref))
			break;
	}
	ck_set_str(r->refs, ref, field->name);
	return ref;
}
