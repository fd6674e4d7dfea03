#include <config.h>

#include <string.h>

#include "base/text.h"
#include "trade/person_id.h"
#include "trade/validate_twice.h"

/* -- plates --------------------------------------------------------------- */

static bool stands(const struct ck_value *vehicle,
		   const struct ck_value *plates, size_t i)
{
	const char *plate = ck_str(ck_at(plates, i));
	bool found = ck_is(vehicle, "plate", plate);

	for (size_t k = 0; !found && k < i; k++)
		found = !strcmp(ck_str(ck_at(plates, k)), plate);
	return found;
}

static void check_plates(struct ck_findings *findings, const char *ref,
			 const struct ck_value *vehicle)
{
	const struct ck_value *plates = ck_get(vehicle, "other_plates");

	for (size_t i = 0; i < ck_count(plates); i++)
		if (stands(vehicle, plates, i))
			ck_find(findings, CK_F_PLATE_TWICE,
				ck_doc_format(findings->doc,
					      "/vehicles/%s/other_plates/%zu",
					      ref, i),
				_("%s stands at this vehicle already; other_plates is for plates that it bears beside them"),
				ck_str(ck_at(plates, i)));
}

/* -- persons -------------------------------------------------------------- */

struct driver {
	const struct ck_aside *aside;
	const char *vehicle;		/* its ref */
	const char *ref;
	const char *vehicle_role;
	char id[CK_PERSON_ID_SIZE];	/* "": not known */
};

struct crew {
	struct driver *driver;
	size_t count;
};

/* "/vehicles/v1/crew/p1" */
static bool take_refs(struct ck_doc *doc, const char *path, struct driver *d)
{
	static const char vehicles[] = "/vehicles/", crew[] = "/crew/";
	const char *at = path + sizeof(vehicles) - 1;
	const char *to;

	if (strncmp(path, vehicles, sizeof(vehicles) - 1) != 0)
		return false;
	to = strchr(at, '/');
	if (!to || strncmp(to, crew, sizeof(crew) - 1) != 0)
		return false;
	d->vehicle = ck_doc_format(doc, "%.*s", (int)(to - at), at);
	d->ref = to + sizeof(crew) - 1;
	return true;
}

static void collect(struct ck_doc *doc, const struct ck_document *document,
		    struct crew *ret_crew)
{
	const struct ck_value *vehicles = ck_get(document->stored, "vehicles");
	size_t count = 0;

	for (const struct ck_aside *a = document->asides; a; a = a->next)
		count += a->personal;
	*ret_crew = (struct crew){
		.driver = ck_doc_alloc(doc, (count + 1) * sizeof(struct driver)),
	};
	for (const struct ck_aside *a = document->asides; a; a = a->next) {
		struct driver *d = &ret_crew->driver[ret_crew->count];
		const char *id = ck_get_str(a->value, "id");

		*d = (struct driver){ .aside = a };
		if (!a->personal || !take_refs(doc, a->path, d))
			continue;
		if (id)
			ck_person_id_normal(id, d->id);
		d->vehicle_role = ck_get_str(ck_get(vehicles, d->vehicle),
					     "role");
		ret_crew->count++;
	}
}

/* The same name alone says little of two vehicles. */
static bool is_same(const struct driver *a, const struct driver *b,
		    bool together)
{
	const char *name = ck_get_str(a->aside->value, "name");

	if (*a->id && *b->id)
		return !strcmp(a->id, b->id);
	return together && name && ck_is(b->aside->value, "name", name);
}

static bool drives_one(const struct driver *d)
{
	const char *role = ck_get_str(d->aside->owner, "role");

	return (!role || !strcmp(role, "driver") ||
		!strcmp(role, "co_driver")) &&
	       (!d->vehicle_role || strcmp(d->vehicle_role, "goods") != 0);
}

static void compare(struct ck_findings *findings, const struct driver *d,
		    const struct driver *before)
{
	bool together = !strcmp(d->vehicle, before->vehicle);

	if (!is_same(d, before, together))
		return;
	if (together)
		ck_find(findings, CK_F_PERSON_TWICE, d->aside->path,
			_("this is the same person as %s; one of the two is somebody else, or one too many"),
			before->ref);
	else if (drives_one(d) && drives_one(before))
		ck_find(findings, CK_F_PERSON_TWICE, d->aside->path,
			_("this person drives %s already; who drives %s?"),
			before->vehicle, d->vehicle);
}

void ck_validate_twice(const struct ck_document *document,
		       struct ck_findings *findings)
{
	const struct ck_value *vehicles = ck_get(document->stored, "vehicles");
	struct crew crew;

	for (size_t i = 0; i < ck_count(vehicles); i++)
		check_plates(findings, ck_key_at(vehicles, i),
			     ck_at(vehicles, i));
	collect(findings->doc, document, &crew);
	for (size_t i = 1; i < crew.count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct driver *d = &crew.driver[i];

			compare(findings, d, &crew.driver[k]);
			if (ck_findings_has(findings, CK_F_PERSON_TWICE,
					    d->aside->path))
				break;
		}
}
