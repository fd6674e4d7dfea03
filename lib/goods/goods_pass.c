#include <config.h>

#include <string.h>

#include "goods/goods.h"
#include "store/query.h"
#include "trade/facts.h"

/* Of one entry of carries or transfers what was refused is taken, as far as it
 * reaches; *left is what other entries of the line have to give. */
static const struct ck_value *reduced(struct ck_doc *doc,
				      const struct ck_value *entry,
				      const struct ck_value *refused,
				      int64_t *left)
{
	static const char *const amounts[] = { "packages", "gross_g" };
	struct ck_value *copy = ck_copy(doc, entry);
	bool any = false;

	if (ck_get_int(refused, "whole", 0))
		return NULL;
	for (int i = 0; i < 2; i++) {
		int64_t n, take;

		if (!ck_int(ck_get(entry, amounts[i]), &n))
			continue;
		take = left[i] < n ? left[i] : n;
		left[i] -= take;
		ck_set_int(copy, amounts[i], n - take);
		any |= n > take;
	}
	return any ? copy : NULL;
}

static bool is_at(const struct ck_value *entry, const char *vehicle)
{
	const char *to = ck_get_str(entry, "to");

	return !vehicle || (to && !strcmp(to, vehicle));
}

/* The list without the refused; vehicle: only entries that go to it. Kept in
 * the shape it had, with refs as keys or without. */
static struct ck_value *reduce(struct ck_doc *doc, const struct ck_value *list,
			       const struct ck_value *refused,
			       const char *vehicle)
{
	const char *ref = ck_get_str(refused, "goods_ref");
	int64_t left[] = { ck_get_int(refused, "packages", 0),
			   ck_get_int(refused, "gross_g", 0) };
	struct ck_value *out = ck_is_object(list) ? ck_new_object(doc)
						  : ck_new_array(doc);

	for (size_t i = 0; i < ck_count(list); i++) {
		const struct ck_value *entry = ck_at(list, i);

		if (ck_goods_is(entry, ref) && is_at(entry, vehicle))
			entry = reduced(doc, entry, refused, left);
		if (entry && ck_is_object(list))
			ck_set(out, ck_key_at(list, i), entry);
		else if (entry)
			ck_push(out, entry);
	}
	return out;
}

static void take_out(struct ck_doc *doc, struct ck_value *document,
		     const char *vehicle, const struct ck_value *refused)
{
	struct ck_value *v = ck_writable(ck_get(
		ck_get(document, "vehicles"), vehicle));
	const char *role = ck_get_str(v, "role");

	if (role && !strcmp(role, "receiving"))
		ck_set(document, "transfers",
		       reduce(doc, ck_get(document, "transfers"), refused,
			      vehicle));
	else if (v)
		ck_set(v, "carries",
		       reduce(doc, ck_get(v, "carries"), refused, NULL));
}

int ck_goods_document(struct ck_store *store, struct ck_doc *doc,
		      const char *declaration, const char *trip,
		      const char *vehicle, const struct ck_value *document,
		      const struct ck_value **ret_document)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_GOODS_REFUSED_OF_TRIP, "ss",
				     declaration, trip);
	struct ck_value *copy = NULL;
	int r;

	while ((r = ck_step(q)) > 0) {
		if (!copy)
			copy = ck_copy(doc, document);
		take_out(doc, copy, vehicle, ck_row_object(q, doc));
	}
	if (r == 0)
		*ret_document = copy ? copy : document;
	return r;
}

int ck_goods_pass(const struct ck_case *c)
{
	const char *vehicle = ck_get_str(c->row, "vehicle_ref");
	const struct ck_value *document = NULL;
	int r = ck_goods_document(c->store, c->doc, c->declaration, c->trip,
				  vehicle, ck_case_document(c), &document);

	return r < 0 ? r : ck_count(ck_facts_load(c->doc, document,
						  vehicle)) > 0;
}
