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

static void tell(const struct ck_schema_place *place, void *arg)
{
	struct ck_reading *r = arg;

	ck_find(r->findings, CK_F_EXT_FORM,
		ck_doc_format(r->doc, "%s%s", ck_buf_text(&r->path),
			      place->pointer),
		sentence_of(place->fault),
		place->expected ? place->expected : "…");
}

void ck_validate_ext(struct ck_reading *r, const struct ck_value *ext)
{
	const struct ck_value *schema =
		r->site ? ck_get(r->site->document, "ext_schema") : NULL;

	if (schema)
		ck_schema_judge(r->doc, schema, ext, tell, r);
}
