#include <config.h>

#include "base/text.h"
#include "record/schema.h"
#include "trade/validate_ext.h"

static const char *sentence_of(enum ck_schema_fault fault)
{
	switch (fault) {
	case CK_SCHEMA_TYPE:
		return _("the site expects this to be of type %s");
	case CK_SCHEMA_MISSING:
		return _("the site asks for %s");
	case CK_SCHEMA_UNKNOWN:
		return _("the site knows no member %s here");
	case CK_SCHEMA_WORD:
		return _("this is not one of the site's codes, as %s");
	case CK_SCHEMA_TOO_SHORT:
		return _("too short; at least %s are expected");
	case CK_SCHEMA_TOO_LONG:
		return _("too long; at most %s are taken");
	case CK_SCHEMA_TOO_SMALL:
		return _("too small; at least %s is expected");
	default:
		return _("too great; at most %s is taken");
	}
}

/* A text that is none has been told of. */
static void tell(const struct ck_schema_place *place, void *arg)
{
	struct ck_reading *r = arg;
	const char *path = ck_doc_format(r->doc, "%s%s", ck_buf_text(&r->path),
					 place->pointer);

	if (!ck_findings_at(r->findings, path))
		ck_find(r->findings, CK_F_EXT_FORM, path,
			sentence_of(place->fault),
			place->expected ? place->expected : "…");
}

/* -- texts ---------------------------------------------------------------- */

static const struct ck_value *read_text(struct ck_reading *r,
					const struct ck_value *v)
{
	const char *text = ck_reading_text(r, v);

	if (!text)
		return NULL;
	text = ck_reading_composed(r, text);
	return text == ck_str(v) ? v : ck_new_str(r->doc, text);
}

static const struct ck_value *read_value(struct ck_reading *r,
					 const struct ck_value *v);

static const struct ck_value *read_object(struct ck_reading *r,
					  const struct ck_value *v)
{
	struct ck_value *read = ck_new_object(r->doc);

	for (size_t i = 0; i < ck_count(v); i++) {
		size_t here = ck_reading_enter(r, ck_key_at(v, i));
		const struct ck_value *member = read_value(r, ck_at(v, i));

		if (member)
			ck_set(read, ck_key_at(v, i), member);
		ck_reading_leave(r, here);
	}
	return read;
}

/* An element cannot be left out: what stands behind it would move up. */
static const struct ck_value *read_list(struct ck_reading *r,
					const struct ck_value *v)
{
	struct ck_value *read = ck_new_array(r->doc);

	for (size_t i = 0; i < ck_count(v); i++) {
		size_t here = ck_reading_enter(
			r, ck_doc_format(r->doc, "%zu", i));
		const struct ck_value *element = read_value(r, ck_at(v, i));

		ck_push(read, element ? element : ck_at(v, i));
		ck_reading_leave(r, here);
	}
	return read;
}

/* The texts in it are read as those of any member; NULL when nothing is
 * left. */
static const struct ck_value *read_value(struct ck_reading *r,
					 const struct ck_value *v)
{
	if (ck_str(v))
		return read_text(r, v);
	if (ck_is_object(v))
		return read_object(r, v);
	return ck_is_array(v) ? read_list(r, v) : v;
}

const struct ck_value *ck_validate_ext(struct ck_reading *r,
				       const struct ck_value *ext)
{
	const struct ck_value *schema =
		r->site ? ck_get(r->site->document, "ext_schema") : NULL;
	bool quiet = r->quiet;

	r->quiet = true;
	ext = read_object(r, ext);
	r->quiet = quiet;
	if (schema)
		ck_schema_judge(r->doc, schema, ext, tell, r);
	return ext;
}
