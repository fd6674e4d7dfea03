#include <config.h>

#include <string.h>

#include "trade/amend.h"
#include "trade/field.h"

/* One list of operations, on its way to have its "-" named. */
struct dash {
	struct ck_amendment *a;
	const struct ck_value *ops;
	struct ck_value *used;		/* every name that is no free ref */
};

static const struct ck_field *field_named(const struct ck_field *fields,
					  const char *name, size_t len)
{
	for (; fields->name; fields++)
		if (strlen(fields->name) == len &&
		    !memcmp(fields->name, name, len))
			return fields;
	return NULL;
}

/* The section after whose last element the path stands, as /goods/- and
 * /vehicles/v1/crew/-; NULL: it is no such path. */
static const struct ck_field *section_of(const char *path)
{
	const struct ck_field *fields = ck_declaration_fields;

	while (*path++ == '/') {
		size_t len = strcspn(path, "/");
		const struct ck_field *f = field_named(fields, path, len);

		path += len;
		if (!f || f->type != CK_FIELD_KEYED)
			return NULL;
		if (!strcmp(path, "/-"))
			return f;
		if (*path++ != '/')
			return NULL;
		path += strcspn(path, "/");
		fields = f->members;
	}
	return NULL;
}

/* Did the patch itself put a list there before? Its "-" is that of RFC 6902. */
static bool is_list(const struct dash *d, size_t before, const char *path)
{
	const char *section = ck_doc_format(d->a->doc, "%.*s",
					    (int)strlen(path) - 2, path);

	for (size_t i = 0; i < before; i++) {
		const struct ck_value *op = ck_at(d->ops, i);
		const char *put = ck_get_str(op, "path");
		size_t len = put ? strlen(put) : 0;

		if (put && !strncmp(section, put, len) &&
		    strchr("/", section[len]) &&
		    ck_is_array(ck_pointer(ck_get(op, "value"), section + len)))
			return true;
	}
	return false;
}

/* -- names ---------------------------------------------------------------- */

static void note(struct dash *d, const char *name)
{
	ck_set_str(d->used, name, "");
}

static void note_value(struct dash *d, const struct ck_value *v)
{
	const char *ref = ck_get_str(v, "ref");

	if (ref)
		note(d, ref);
	for (size_t i = 0; i < ck_count(v); i++) {
		if (ck_key_at(v, i))
			note(d, ck_key_at(v, i));
		note_value(d, ck_at(v, i));
	}
}

static void note_path(struct dash *d, const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");

		note(d, ck_doc_format(d->a->doc, "%.*s", (int)len, path));
		path += len + (path[len] == '/');
	}
}

/* Refs that stand, that stood once, and that the patch gives itself. */
static void note_used(struct dash *d)
{
	struct ck_value *refs = ck_amend_refs(d->a->doc, d->a->before);

	note_value(d, refs);
	note_value(d, d->a->taken);
	for (size_t i = 0; i < ck_count(d->ops); i++) {
		const struct ck_value *op = ck_at(d->ops, i);

		note_path(d, ck_get_str(op, "path") ?: "");
		note_value(d, ck_get(op, "value"));
	}
}

static void name(struct dash *d, struct ck_value *op, const char *path,
		 const char *letter)
{
	const char *ref;
	size_t n = 1;

	do
		ref = ck_doc_format(d->a->doc, "%s%zu", letter, n++);
	while (ck_get(d->used, ref));
	note(d, ref);
	ck_set_str(op, "path", ck_doc_format(d->a->doc, "%.*s%s",
					     (int)strlen(path) - 1, path, ref));
}

const struct ck_value *ck_amend_name_dashes(struct ck_amendment *a,
					    const struct ck_value *ops)
{
	struct dash d = { .a = a, .ops = ops };

	for (size_t i = 0; i < ck_count(ops); i++) {
		const char *path = ck_get_str(ck_at(d.ops, i), "path");
		const struct ck_field *f = path ? section_of(path) : NULL;

		if (!f || is_list(&d, i, path))
			continue;
		if (!d.used) {
			d.ops = ck_copy(a->doc, ops);
			d.used = ck_new_object(a->doc);
			note_used(&d);
		}
		name(&d, ck_writable(ck_at(d.ops, i)), path, f->letter);
	}
	return d.ops;
}
