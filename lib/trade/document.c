#include <config.h>

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "trade/mask.h"
#include "trade/reading.h"
#include "trade/validate_ext.h"

/* -- the path ------------------------------------------------------------- */

size_t ck_reading_enter(struct ck_reading *r, const char *key)
{
	size_t here = r->path.len;

	ck_pointer_add(&r->path, key);
	return here;
}

void ck_reading_leave(struct ck_reading *r, size_t len)
{
	r->path.len = len;
	if (r->path.data)
		r->path.data[len] = '\0';
}

const char *ck_reading_quote(const struct ck_reading *r, const char *text)
{
	return r->quiet ? "…" : text;
}

void ck_reading_aside(struct ck_reading *r, struct ck_value *owner,
		      struct ck_value *value, bool personal)
{
	struct ck_aside *aside = ck_doc_alloc(r->doc, sizeof(*aside));

	aside->owner = owner;
	aside->path = ck_doc_strdup(r->doc, ck_buf_text(&r->path));
	aside->value = value;
	aside->personal = personal;
	*r->last_aside = aside;
	r->last_aside = &aside->next;
}

/* -- members that are no members ------------------------------------------ */

/* What a record has around the declaration itself. */
static bool is_envelope(const struct ck_reading *r, const char *key)
{
	static const char *const names[] = {
		"kind", "key", "at", "site", "late_reason", NULL,
	};

	return !r->path.len && ck_listed(names, key);
}

/* What ck-declare itself says of a declaration. */
static bool is_answer(const struct ck_reading *r, const char *key)
{
	static const char *const names[] = {
		"declaration", "trips", "findings", "version", "repeated",
		"state", "submitted_at", NULL,
	};

	return (!r->path.len && ck_listed(names, key)) ||
	       !strcmp(key, "identity");
}

static void refuse_owned(struct ck_reading *r, const char *owner)
{
	const struct ck_value *agency = ck_site_find_agency(r->site, owner);
	const char *name = ck_site_word(r->site, ck_get(agency, "name"),
					ck_text_chosen());

	ck_reading_find(r, CK_F_NOT_YOURS,
			_("this is written by %s, not by the declarant; leave it out"),
			name ? name : owner);
}

static const char *nearest_field(const struct ck_field *fields,
				 const char *key)
{
	const char *words[64];
	size_t n = 0;

	for (; fields->name && n < 63; fields++)
		words[n++] = fields->name;
	words[n] = NULL;
	return ck_nearest_word(words, key);
}

static bool has_field(const struct ck_field *fields, const char *key)
{
	for (; fields->name; fields++)
		if (!strcmp(fields->name, key))
			return true;
	return false;
}

/* What people call it who have not read ck-declaration(5). */
static const char *meant(const struct ck_field *fields, const char *key)
{
	static const char *const others[][2] = {
		{ "driver", "crew" }, { "drivers", "crew" },
		{ "weight", "gross_kg" }, { "country", "nationality" },
		{ "gross_weight", "gross_kg" }, { "net_weight", "net_kg" },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (!strcmp(others[i][0], key) && has_field(fields, others[i][1]))
			return others[i][1];
	return nearest_field(fields, key);
}

static void refuse_key(struct ck_reading *r, const struct ck_field *fields,
		       const char *key)
{
	size_t here = ck_reading_enter(r, key);
	const char *owner = ck_site_field_owner(r->site,
						ck_buf_text(&r->path));
	const char *near = meant(fields, key);

	ck_reading_leave(r, here);
	if (owner || is_answer(r, key)) {
		ck_reading_enter(r, key);
		refuse_owned(r, owner ? owner : "ck-declare");
	} else if (ck_reading_enter(r, key), near) {
		ck_reading_find(r, CK_F_UNKNOWN_KEY,
				_("there is no member %s; did you mean %s?"),
				key, near);
	} else {
		ck_reading_find(r, CK_F_UNKNOWN_KEY,
				_("there is no member %s here"), key);
	}
	ck_reading_leave(r, here);
}

/* keyed: it stands in a section and may have its ref. */
static void refuse_unknown(struct ck_reading *r, const struct ck_field *fields,
			   const struct ck_value *input, bool keyed)
{
	for (size_t i = 0; i < ck_count(input); i++) {
		const char *key = ck_key_at(input, i);

		if (!has_field(fields, key) && !is_envelope(r, key) &&
		    !(keyed && !strcmp(key, "ref")))
			refuse_key(r, fields, key);
	}
}

/* -- objects -------------------------------------------------------------- */

static void read_members(struct ck_reading *r, const struct ck_field *fields,
			 const struct ck_value *input, struct ck_value *owner,
			 bool all_personal);

/* Is this party a person? Their tax code is their personal number. */
static bool is_person(const struct ck_field *field,
		      const struct ck_value *input)
{
	const char *code = ck_get_str(input, "tax_code");
	size_t digits = 0;

	if (!(field->flags & CK_FIELD_PARTY) || !code)
		return false;
	for (; *code; code++)
		digits += *code >= '0' && *code <= '9';
	return digits == 12;
}

static struct ck_value *read_object(struct ck_reading *r,
				    const struct ck_field *field,
				    const struct ck_value *v)
{
	struct ck_value *owner = ck_new_object(r->doc);

	if (!ck_is_object(v)) {
		ck_reading_find(r, CK_F_WRONG_TYPE, _("an object is expected"));
		return owner;
	}
	read_members(r, field->members, v, owner, is_person(field, v));
	refuse_unknown(r, field->members, v, field->type == CK_FIELD_KEYED);
	return owner;
}

/* What is shown for a personal value, written back: taken, it would stand in
 * the place of the person. */
static bool is_masked(struct ck_reading *r, const char *member,
		      const struct ck_value *v)
{
	size_t errors = r->findings->errors;

	for (size_t i = 0; i < ck_count(v); i++) {
		const char *key = ck_is_object(v) ? ck_key_at(v, i)
						  : ck_doc_format(r->doc, "%zu", i);
		size_t here = ck_reading_enter(r, key);

		is_masked(r, "", ck_at(v, i));
		ck_reading_leave(r, here);
	}
	if (ck_str(v) && ck_mask_made(ck_str(v), !strcmp(member, "name")))
		ck_reading_find(r, CK_F_MASKED_VALUE,
				_("this is how a personal value is shown, not the value; write it in full, or leave it as it is in an amendment"));
	return r->findings->errors > errors;
}

/* A name alone stands for {"name":…}. */
static struct ck_value *read_person(struct ck_reading *r,
				    const struct ck_field *field,
				    const struct ck_value *v)
{
	struct ck_value *owner, *personal;
	const char *name;

	if (!ck_str(v))
		return read_object(r, field, v);
	name = is_masked(r, "name", v) ? NULL : ck_reading_text(r, v);
	if (!name)
		return NULL;
	owner = ck_new_object(r->doc);
	personal = ck_new_object(r->doc);
	ck_set_str(personal, "name", ck_reading_composed(r, name));
	ck_reading_aside(r, owner, personal, true);
	return owner;
}

static bool too_many(struct ck_reading *r, const struct ck_field *field,
		     const struct ck_value *v)
{
	if (ck_count(v) <= (size_t)field->most)
		return false;
	ck_reading_find(r, CK_F_TOO_MANY,
			_("%zu elements; at most %lld are taken, split the declaration"),
			ck_count(v), (long long)field->most);
	return true;
}

/* One of another type names nothing, and would be lost without a word. */
static void check_ref(struct ck_reading *r, const struct ck_value *ref)
{
	size_t here = ck_reading_enter(r, "ref");

	if (!ck_is_null(ref) && !ck_str(ref))
		ck_reading_find(r, CK_F_WRONG_TYPE, _("a text is expected"));
	ck_reading_leave(r, here);
}

static struct ck_value *read_keyed(struct ck_reading *r,
				   const struct ck_field *field,
				   const struct ck_value *v)
{
	struct ck_value *section = ck_new_object(r->doc);

	if (!ck_is_object(v) && !ck_is_array(v)) {
		ck_reading_find(r, CK_F_WRONG_TYPE,
				_("a list, or an object by ref, is expected"));
		return section;
	}
	if (too_many(r, field, v))
		return section;
	for (size_t i = 0; i < ck_count(v); i++) {
		const char *ref = ck_refs_of(r, field, v, i);
		size_t here = ck_reading_enter(r, ref);

		check_ref(r, ck_get(ck_at(v, i), "ref"));
		ck_set(section, ref, read_object(r, field, ck_at(v, i)));
		ck_reading_leave(r, here);
	}
	return section;
}

static struct ck_value *read_rows(struct ck_reading *r,
				  const struct ck_field *field,
				  const struct ck_value *v)
{
	struct ck_value *rows = ck_new_array(r->doc);

	if (!ck_is_array(v)) {
		ck_reading_find(r, CK_F_WRONG_TYPE, _("a list is expected"));
		return rows;
	}
	for (size_t i = 0; !too_many(r, field, v) && i < ck_count(v); i++) {
		size_t here = ck_reading_enter(
			r, ck_doc_format(r->doc, "%zu", i));

		ck_push(rows, read_object(r, field, ck_at(v, i)));
		ck_reading_leave(r, here);
	}
	return rows;
}

static const struct ck_value *read_any(struct ck_reading *r,
				       const struct ck_value *v)
{
	if (ck_is_object(v))
		return ck_validate_ext(r, v);
	ck_reading_find(r, CK_F_WRONG_TYPE, _("an object is expected"));
	return NULL;
}

static const struct ck_value *read_member(struct ck_reading *r,
					  const struct ck_field *field,
					  const struct ck_value *v,
					  const struct ck_value *around,
					  struct ck_value *owner)
{
	switch (field->type) {
	case CK_FIELD_OBJECT:
		return read_object(r, field, v);
	case CK_FIELD_PERSON:
		return read_person(r, field, v);
	case CK_FIELD_KEYED:
		return read_keyed(r, field, v);
	case CK_FIELD_ROWS:
		return read_rows(r, field, v);
	case CK_FIELD_ANY:
		return read_any(r, v);
	default:
		return ck_reading_value(r, field, v, around, owner);
	}
}

static void require(struct ck_reading *r, const struct ck_field *field,
		    const struct ck_value *v)
{
	if (!(field->flags & CK_FIELD_REQUIRED))
		return;
	if (ck_is_null(v) || (field->type == CK_FIELD_KEYED && !ck_count(v) &&
			      (ck_is_array(v) || ck_is_object(v))))
		ck_reading_find(r, CK_F_MISSING, _("%s is missing"),
				field->name);
}

/* An empty text is none: what is required is then missing. */
static const struct ck_value *read_given(struct ck_reading *r,
					 const struct ck_field *field,
					 const struct ck_value *v,
					 const struct ck_value *around,
					 struct ck_value *owner)
{
	v = read_member(r, field, v, around, owner);
	if (!v && ck_findings_has(r->findings, CK_F_EMPTY_TEXT,
				  ck_buf_text(&r->path)))
		require(r, field, NULL);
	return v;
}

/* What nobody has a form for may name anybody: NULL for a text. */
static const struct ck_value *without_texts(struct ck_doc *doc,
					    const struct ck_value *v)
{
	struct ck_value *rest;

	if (ck_str(v))
		return NULL;
	if (!ck_is_object(v) && !ck_is_array(v))
		return v;
	rest = ck_is_object(v) ? ck_new_object(doc) : ck_new_array(doc);
	for (size_t i = 0; i < ck_count(v); i++) {
		const struct ck_value *member = without_texts(doc, ck_at(v, i));

		if (member && ck_is_object(v))
			ck_set(rest, ck_key_at(v, i), member);
		else if (member)
			ck_push(rest, member);
	}
	return rest;
}

/* Keeps a member where it belongs; what is personal of the object stands
 * together. */
static void keep(struct ck_reading *r, const struct ck_field *field,
		 const struct ck_value *v, bool apart, struct ck_value *owner,
		 struct ck_value **personal)
{
	const struct ck_value *open = apart ? NULL : v;

	if (!v)
		return;
	if (field->type == CK_FIELD_ANY) {
		open = without_texts(r->doc, v);
		apart = !ck_equal(open, v);
	}
	if (apart && !*personal)
		*personal = ck_new_object(r->doc);
	if (apart)
		ck_set(*personal, ck_field_stored(field), v);
	ck_set(owner, ck_field_stored(field), open);
}

static void read_members(struct ck_reading *r, const struct ck_field *fields,
			 const struct ck_value *input, struct ck_value *owner,
			 bool all_personal)
{
	struct ck_value *personal = NULL;

	for (const struct ck_field *f = fields; f->name; f++) {
		const struct ck_value *v = ck_get(input, f->name);
		bool apart = all_personal || f->flags & CK_FIELD_PERSONAL;
		bool quiet = r->quiet;
		size_t here = ck_reading_enter(r, f->name);

		r->quiet |= apart || f->flags & CK_FIELD_QUIET;
		require(r, f, v);
		if (ck_is_null(v) || ((apart || f->type == CK_FIELD_ANY) &&
				      is_masked(r, f->name, v)))
			v = NULL;
		else
			v = read_given(r, f, v, input, owner);
		ck_reading_leave(r, here);
		r->quiet = quiet;
		keep(r, f, v, apart, owner, &personal);
	}
	if (personal)
		ck_reading_aside(r, owner, personal, true);
}

void ck_document_read(const struct ck_value *input, const struct ck_site *site,
		      const struct ck_value *taken,
		      struct ck_findings *findings,
		      struct ck_document *ret_document)
{
	struct ck_reading reading = {
		.doc = findings->doc,
		.site = site,
		.findings = findings,
		.stored = ck_new_object(findings->doc),
		.last_aside = &ret_document->asides,
	};

	ret_document->asides = NULL;
	ret_document->stored = reading.stored;
	ck_refs_collect(&reading, input, taken);
	read_members(&reading, ck_declaration_fields, input, reading.stored,
		     false);
	refuse_unknown(&reading, ck_declaration_fields, input, false);
	ck_buf_free(&reading.path);
}
