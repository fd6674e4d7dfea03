#include <config.h>

#include <errno.h>

#include "clear/past.h"
#include "trade/amend.h"
#include "trade/outside.h"

static bool is_touched(const struct ck_amendment *a, const char *pointer)
{
	for (size_t i = 0; i < ck_count(a->changes); i++)
		if (ck_amend_touches(ck_get_str(ck_at(a->changes, i),
						"pointer"), pointer))
			return true;
	return false;
}

int ck_amendment_conflicts(struct ck_amendment *a, struct ck_store *store,
			   int64_t seen, struct ck_value **ret_changes)
{
	struct ck_value *all = ck_new_array(a->doc);
	struct ck_value *changes = ck_new_array(a->doc);
	const struct ck_value *then = NULL;
	struct ck_value *whole = NULL, *shown = NULL;
	int r = 0;

	*ret_changes = changes;
	if (ck_get_int(a->row, "version", 0) <= seen)
		return 0;
	r = ck_past_document(store, a->doc, a->declaration, seen, &then);
	if (r >= 0)
		r = ck_document_outside_as(store, a->doc, then,
				      a->site->offset_min,
				   CK_PERSONS_WHOLE, &whole);
	if (r >= 0)
		r = ck_document_outside(store, a->doc, then,
					a->site->offset_min, &shown);
	if (r < 0)
		return r;
	ck_amend_compare(a->doc, whole, a->before_whole, shown,
			 a->before_shown, all);
	for (size_t i = 0; i < ck_count(all); i++)
		if (is_touched(a, ck_get_str(ck_at(all, i), "pointer")))
			ck_push(changes, ck_at(all, i));
	return 0;
}
