#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "record/reader.h"
#include "store/person.h"
#include "trade/facts.h"
#include "trade/field.h"
#include "trade/mask.h"
#include "trade/mass.h"
#include "trade/money.h"
#include "trade/outside.h"
#include "trade/personal.h"

struct work {
	struct ck_store *store;		/* NULL: persons stay references */
	struct ck_doc *doc;
	int offset_min;
	bool written;			/* plates as they were written */
	const struct ck_value *kinds;	/* of persons that are shown in full */
	const char *kind;		/* of what stands here */
	struct ck_value *persons;	/* those that were */
	bool whole;			/* persons are not masked */
	int err;
};

static struct ck_value *members_outside(struct work *w,
					const struct ck_field *fields,
					const struct ck_value *stored);

/* -- amounts and times ---------------------------------------------------- */

static const struct ck_value *mass_outside(struct work *w,
					   const struct ck_value *v)
{
	char kg[CK_DECIMAL_SIZE];
	int64_t grams;

	if (!ck_int(v, &grams))
		return NULL;
	ck_mass_text(grams, kg);
	return ck_new_number(w->doc, kg);
}

static const struct ck_value *money_outside(struct work *w,
					    const struct ck_value *v,
					    const char *currency)
{
	char major[CK_DECIMAL_SIZE];
	int64_t minor;
	int whole;

	if (!ck_int(v, &minor) || !currency)
		return NULL;
	whole = ck_money_text(minor, currency, major);
	if (whole < 0)
		return NULL;
	return whole ? ck_new_number(w->doc, major) : ck_new_str(w->doc, major);
}

static const struct ck_value *time_outside(struct work *w,
					   const struct ck_value *v)
{
	char text[CK_TIME_TEXT];
	int64_t ms;

	if (!ck_int(v, &ms))
		return NULL;
	ck_time_print(ms, w->offset_min, text);
	return ck_new_str(w->doc, text);
}

/* -- persons -------------------------------------------------------------- */

static int read_person(struct work *w, const char *id,
		       const struct ck_value **ret_value)
{
	const char *text;
	struct ck_fault fault;
	int r = ck_person_get(w->store, w->doc, id, &text);

	if (r < 0)
		return r;
	return ck_read_object(w->doc, text, strlen(text), ret_value, &fault);
}

static bool is_shown(const struct work *w)
{
	const char *kind = w->kind ? w->kind : "note";

	for (size_t i = 0; i < ck_count(w->kinds); i++)
		if (!strcmp(ck_str(ck_at(w->kinds, i)), kind))
			return true;
	return false;
}

/* Masked or not, the members stand where they were declared. */
static void show_person(struct work *w, const struct ck_value *identity,
			struct ck_value *outside)
{
	const char *id = ck_get_str(identity, "person");
	const struct ck_value *value = NULL;
	const struct ck_value *masked;
	int r = id ? read_person(w, id, &value) : -EBADMSG;

	if (r == -ENOENT) {
		if (!w->whole)
			ck_set_bool(outside, "erased", true);
		return;
	}
	if (r < 0) {
		w->err = r;
		return;
	}
	masked = w->whole ? value : ck_mask_person(w->doc, value);
	if (is_shown(w)) {
		masked = value;
		ck_push_str(w->persons, id);
	}
	for (size_t i = 0; i < ck_count(masked); i++)
		ck_set(outside, ck_key_at(masked, i), ck_at(masked, i));
}

/* -- members -------------------------------------------------------------- */

static const struct ck_value *list_outside(struct work *w,
					   const struct ck_field *field,
					   const struct ck_value *v)
{
	struct ck_value *list = field->type == CK_FIELD_ROWS
					? ck_new_array(w->doc)
					: ck_new_object(w->doc);

	for (size_t i = 0; i < ck_count(v); i++) {
		struct ck_value *element =
			members_outside(w, field->members, ck_at(v, i));

		if (field->type == CK_FIELD_ROWS)
			ck_push(list, element);
		else
			ck_set(list, ck_key_at(v, i), element);
	}
	return list;
}

static const struct ck_value *compound(struct work *w,
				       const struct ck_field *field,
				       const struct ck_value *v)
{
	const char *outer = w->kind;
	const struct ck_value *outside;

	if (ck_personal_kind(field->name))
		w->kind = ck_personal_kind(field->name);
	if (field->type == CK_FIELD_KEYED || field->type == CK_FIELD_ROWS)
		outside = list_outside(w, field, v);
	else
		outside = members_outside(w, field->members, v);
	w->kind = outer;
	return outside;
}

static const struct ck_value *value_outside(struct work *w,
					    const struct ck_field *field,
					    const struct ck_value *v,
					    const struct ck_value *around)
{
	switch (field->type) {
	case CK_FIELD_MASS:
		return mass_outside(w, v);
	case CK_FIELD_MONEY:
		return money_outside(w, v, ck_get_str(around, "currency"));
	case CK_FIELD_TIME:
		return time_outside(w, v);
	case CK_FIELD_OBJECT:
	case CK_FIELD_PERSON:
	case CK_FIELD_KEYED:
	case CK_FIELD_ROWS:
		return compound(w, field, v);
	default:
		return v;
	}
}

static struct ck_value *members_outside(struct work *w,
					const struct ck_field *fields,
					const struct ck_value *stored)
{
	const struct ck_value *written =
		w->written ? ck_get(stored, "written") : NULL;
	const struct ck_value *identity = ck_get(stored, "identity");
	struct ck_value *outside = ck_new_object(w->doc);

	for (const struct ck_field *f = fields; f->name; f++) {
		const struct ck_value *v = ck_get(stored, ck_field_stored(f));

		if (ck_get(written, f->name))
			v = ck_get(written, f->name);
		if (v)
			ck_set(outside, f->name,
			       value_outside(w, f, v, stored));
	}
	if (identity && w->store)
		show_person(w, identity, outside);
	else if (identity)
		ck_set(outside, "identity", identity);
	return outside;
}

static int write_outside(struct work *w, const struct ck_value *document,
			 struct ck_value **ret_document)
{
	struct ck_value *outside =
		members_outside(w, ck_declaration_fields, document);

	if (w->err)
		return w->err;
	*ret_document = outside;
	return 0;
}

int ck_document_full(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_value *document, int offset_min,
		     const struct ck_value *kinds, struct ck_value *persons,
		     struct ck_value **ret_document)
{
	struct work w = { .store = store, .doc = doc,
			  .offset_min = offset_min, .written = true,
			  .kinds = kinds, .persons = persons };

	return write_outside(&w, document, ret_document);
}

int ck_document_outside(struct ck_store *store, struct ck_doc *doc,
			const struct ck_value *document, int offset_min,
			struct ck_value **ret_document)
{
	return ck_document_full(store, doc, document, offset_min, NULL, NULL,
				ret_document);
}

int ck_document_outside_as(struct ck_store *store, struct ck_doc *doc,
			   const struct ck_value *document, int offset_min,
			   enum ck_persons persons,
			   struct ck_value **ret_document)
{
	struct work w = { .store = persons == CK_PERSONS_NAMELESS ? NULL : store,
			  .doc = doc,
			  .offset_min = offset_min,
			  .written = true,
			  .whole = persons == CK_PERSONS_WHOLE };

	return write_outside(&w, document, ret_document);
}

/* -- what checks vouch for ------------------------------------------------ */

static int by_ref(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The goods of the load, each once, sorted by ref. */
static struct ck_value *goods_of(struct ck_doc *doc,
				 const struct ck_value *outside,
				 const struct ck_value *load)
{
	const char **refs = ck_doc_alloc(doc, (ck_count(load) + 1) *
						      sizeof(*refs));
	struct ck_value *goods = ck_new_array(doc);
	size_t count = 0;

	for (size_t i = 0; i < ck_count(load); i++)
		if (ck_get_str(ck_at(load, i), "goods"))
			refs[count++] = ck_get_str(ck_at(load, i), "goods");
	qsort(refs, count, sizeof(*refs), by_ref);
	for (size_t i = 0; i < count; i++) {
		const struct ck_value *g =
			ck_get(ck_get(outside, "goods"), refs[i]);
		struct ck_value *element;

		if (!g || (i && !strcmp(refs[i], refs[i - 1])))
			continue;
		element = ck_push_object(goods);
		ck_set_str(element, "ref", refs[i]);
		for (size_t k = 0; k < ck_count(g); k++)
			ck_set(element, ck_key_at(g, k), ck_at(g, k));
	}
	return goods;
}

static void push_load(const struct ck_value *transfer, struct ck_value *carries)
{
	CK_SET_SAME(ck_push_object(carries), transfer, "goods", "packages",
		    "gross_kg");
}

/* The weight of a vehicle that takes a load over is judged by that load; from
 * whom it comes is none of its matter. */
static const struct ck_value *vehicle_of(struct ck_doc *doc,
					 const struct ck_value *outside,
					 const char *ref,
					 const struct ck_value *load)
{
	const struct ck_value *v = ck_get(ck_get(outside, "vehicles"), ref);
	const struct ck_value *transfers = ck_get(outside, "transfers");
	struct ck_value *with, *carries;

	if (ck_count(load) == ck_count(ck_get(v, "carries")))
		return v;
	with = ck_copy(doc, v);
	carries = ck_get(v, "carries") ? ck_copy(doc, ck_get(v, "carries"))
				       : ck_new_array(doc);
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "to", ref))
			push_load(ck_at(transfers, i), carries);
	ck_set(with, "carries", carries);
	return with;
}

struct ck_value *ck_document_facts(struct ck_doc *doc,
				   const struct ck_value *document,
				   int offset_min, const char *vehicle)
{
	struct work w = { .doc = doc, .offset_min = offset_min };
	struct ck_value *outside =
		members_outside(&w, ck_declaration_fields, document);
	const struct ck_value *load = ck_facts_load(doc, document, vehicle);
	struct ck_value *facts = ck_new_object(doc);

	ck_set(facts, "declaration", outside);
	ck_set(facts, "vehicle", vehicle_of(doc, outside, vehicle, load));
	ck_set(facts, "goods", goods_of(doc, outside, load));
	return facts;
}
