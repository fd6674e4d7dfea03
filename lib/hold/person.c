#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clear/case.h"
#include "hold/person.h"
#include "record/reader.h"
#include "store/person.h"
#include "store/query.h"

/* The identity number of a person, or the tax code of a party that is one;
 * NULL when there is none or it was erased. */
static int read_number(struct ck_store *store, struct ck_doc *doc,
		       const char *person, const char **ret_number)
{
	const struct ck_value *value = NULL;
	const char *text = NULL;
	const char *number = NULL;
	struct ck_fault fault;
	int r = ck_person_get(store, doc, person, &text);

	if (r < 0 && r != -ENOENT)
		return r;
	if (r == 0 && ck_read(doc, text, strlen(text), &value, &fault) == 0)
		text = ck_get_str(value, "id") ?: ck_get_str(value, "tax_code");
	else
		text = NULL;
	if (text && ck_hold_subject(doc, "", "person", text, &number) < 0)
		number = NULL;
	*ret_number = number;
	return 0;
}

static int read_holds(struct ck_store *store, struct ck_doc *doc,
		      const char *site, struct ck_value **ret_holds)
{
	struct ck_value *holds = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_HOLD_OF_PERSON, "s", site),
			   doc, holds);

	*ret_holds = holds;
	return r;
}

static bool same(const struct ck_value *row, const char *name,
		 const char *word)
{
	const char *text = ck_get_str(row, name);

	return text && !strcmp(text, word);
}

int ck_hold_same_person(struct ck_store *store, const struct ck_hold_new *hold,
			char ret_id[CK_HOLD_ID])
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *holds = NULL;
	int r = read_holds(store, doc, hold->site, &holds);

	for (size_t i = 0; r == 0 && i < ck_count(holds); i++) {
		const struct ck_value *row = ck_at(holds, i);
		const char *number = NULL;

		if (!same(row, "agency", hold->agency) ||
		    !same(row, "reason", hold->reason))
			continue;
		r = read_number(store, doc, ck_get_str(row, "subject"),
				&number);
		if (r < 0 || !number || strcmp(number, hold->person))
			continue;
		snprintf(ret_id, CK_HOLD_ID, "%s", ck_get_str(row, "hold"));
		return 1;
	}
	return r;
}

int ck_hold_is_on_person(struct ck_store *store, struct ck_doc *doc,
			 const char *hold, const char *number)
{
	const struct ck_value *row = NULL;
	const char *other = NULL;
	int r = ck_row_of(ck_query(store, CK_SQL_HOLD_GET, "s", hold), doc,
			  &row);

	if (r < 0 || !row || !same(row, "subject_kind", "person"))
		return r < 0 ? r : 0;
	r = read_number(store, doc, ck_get_str(row, "subject"), &other);
	return r < 0 ? r : other && !strcmp(other, number);
}

/* -- the persons of a trip ------------------------------------------------ */

struct persons {
	const struct ck_value *crew;
	const struct ck_value *enterprise;
	const struct ck_value *payer;
};

static int persons_of(struct ck_store *store, struct ck_doc *doc,
		      const char *trip, struct persons *ret_persons)
{
	const struct ck_value *document, *vehicle;
	struct ck_case c;
	int r = ck_case_open(store, doc, trip, &c);

	if (r < 0)
		return r;
	document = ck_case_document(&c);
	vehicle = ck_get(ck_get(document, "vehicles"),
			 ck_get_str(c.row, "vehicle_ref"));
	*ret_persons = (struct persons){
		.crew = ck_get(vehicle, "crew"),
		.enterprise = ck_get(document, "enterprise"),
		.payer = ck_get(document, "payer"),
	};
	return 0;
}

static int is_person(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_value *owner, const char *number)
{
	const char *person = ck_get_str(ck_get(owner, "identity"), "person");
	const char *other = NULL;
	int r = person ? read_number(store, doc, person, &other) : 0;

	return r < 0 ? r : other && !strcmp(other, number);
}

static int is_among(struct ck_store *store, struct ck_doc *doc,
		    const struct persons *persons, const char *number)
{
	int r = is_person(store, doc, persons->enterprise, number);

	if (r == 0)
		r = is_person(store, doc, persons->payer, number);
	for (size_t i = 0; r == 0 && i < ck_count(persons->crew); i++)
		r = is_person(store, doc, ck_at(persons->crew, i), number);
	return r;
}

int ck_hold_of_persons(struct ck_store *store, struct ck_doc *doc,
		       const char *site, const char *trip,
		       struct ck_value *holds)
{
	struct ck_value *all = NULL;
	struct persons persons = { 0 };
	int r = read_holds(store, doc, site, &all);

	if (r < 0 || !ck_count(all))
		return r;
	r = persons_of(store, doc, trip, &persons);
	for (size_t i = 0; r >= 0 && i < ck_count(all); i++) {
		const struct ck_value *row = ck_at(all, i);
		const char *number = NULL;

		r = read_number(store, doc, ck_get_str(row, "subject"),
				&number);
		if (r == 0 && number)
			r = is_among(store, doc, &persons, number);
		if (r > 0)
			ck_push(holds, row);
	}
	return r < 0 ? r : 0;
}
