#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "trade/declarant.h"
#include "trade/lookup.h"
#include "trade/outside.h"
#include "trade/viewer.h"

int ck_viewer_sees_all(struct ck_session *s)
{
	int r = ck_session_is_party(s);

	return r < 0 ? r : !r;
}

/* The tax code of a person stands outside the chain, and in no column. */
static int enterprise_of(struct ck_session *s, struct ck_doc *doc,
			 const char *declaration, const char **ret_code)
{
	const struct ck_value *row = NULL;
	struct ck_value *whole = NULL;
	int r = ck_declaration_get(s->store, doc, declaration, &row);

	if (r < 0)
		return r;
	*ret_code = ck_get_str(row, "enterprise");
	if (*ret_code || !ck_pointer(ck_get(row, "document"), "/enterprise"))
		return 0;
	r = ck_document_outside_as(s->store, doc, ck_get(row, "document"),
				   s->utc_offset_min, CK_PERSONS_WHOLE, &whole);
	if (r >= 0)
		*ret_code = ck_str(ck_pointer(whole, "/enterprise/tax_code"));
	return r < 0 ? r : 0;
}

int ck_viewer_owns(struct ck_session *s, struct ck_doc *doc,
		   const char *declaration)
{
	struct ck_item item = { .doc = doc, .source = "argument" };
	const char *enterprise = NULL;
	const char *user = NULL;
	int r = enterprise_of(s, doc, declaration, &enterprise);

	if (r == -ENOENT)
		return 0;
	if (r < 0)
		return ck_fail_store(s, s->item, r);
	r = enterprise ? ck_declarant_speaks(s, &item, enterprise) : 0;
	if (r != 0)
		return r;
	r = ck_declarant_submitter(s, &item, declaration, &user);
	return r < 0 ? r : ck_declarant_is_user(s, user);
}

int ck_viewer_owns_record(struct ck_session *s, struct ck_doc *doc,
			  const struct ck_value *record)
{
	const char *declaration = ck_get_str(record, "declaration");
	const char *trip = ck_get_str(record, "trip");

	if (!declaration && trip)
		declaration = ck_trip_declaration(doc, trip);
	return declaration ? ck_viewer_owns(s, doc, declaration) : 1;
}

int ck_viewer_refuse(struct ck_session *s, struct ck_item *item)
{
	return ck_fail(s, item, -EPERM, NULL, "not-yours",
		       _("it was declared for somebody else: %s acts for its own enterprise and those whose mandate it has"),
		       s->user);
}

int ck_viewer_allow(struct ck_session *s, struct ck_item *item,
		    const char *declaration)
{
	int r = ck_viewer_sees_all(s);

	if (r == 0)
		r = ck_viewer_owns(s, item->doc, declaration);
	if (r != 0)
		return r < 0 ? r : 0;
	return ck_viewer_refuse(s, item);
}

int ck_viewer_allow_all(struct ck_session *s)
{
	int r = ck_viewer_sees_all(s);

	if (r != 0)
		return r < 0 ? r : 0;
	return ck_fail(s, s->item, -EPERM, NULL, "not-yours",
		       _("this shows what others have declared: it is for the gate's agencies and the keeper, and %s acts for an enterprise or a broker"),
		       s->user);
}
