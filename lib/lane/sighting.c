#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/find.h"
#include "trade/container.h"
#include "trade/plate.h"

/* SITE-YYYYMMDD-NNNNN.N */
static bool is_trip(const char *text)
{
	const char *dash = strchr(text, '-');
	const char *dot = strrchr(text, '.');

	return dash && dot > dash && strspn(dash + 1, "0123456789") == 8 &&
	       dash[9] == '-' && dot[1] &&
	       strspn(dot + 1, "0123456789") == strlen(dot + 1);
}

/* Chassis and unit numbers: letters and digits, upper case, nothing between. */
static const char *plain(struct ck_doc *doc, const char *text)
{
	char *normal = ck_doc_strdup(doc, text);
	char *to = normal;

	for (; *text; text++)
		if (!strchr(" -./", *text))
			*to++ = *text >= 'a' && *text <= 'z' ? *text - 32
							     : *text;
	*to = '\0';
	return normal;
}

static const char *plate(struct ck_doc *doc, const char *text)
{
	char normal[CK_PLATE_SIZE];

	if (ck_plate_normalise(text, normal, sizeof(normal)) < 0)
		return NULL;
	return ck_doc_strdup(doc, normal);
}

static const char *container(struct ck_doc *doc, const char *text)
{
	struct ck_container c;

	return ck_container_parse(text, &c) < 0 ? NULL
						: ck_doc_strdup(doc, c.number);
}

static int read_text(struct ck_doc *doc, const char *text,
		     struct ck_sighting *s)
{
	struct ck_value *record = ck_new_object(doc);

	if (is_trip(text)) {
		s->trip = ck_doc_strdup(doc, text);
		ck_set_str(record, "trip", text);
	} else {
		s->plate = plate(doc, text);
		s->container = container(doc, text);
		s->other = plain(doc, text);
		ck_set_str(record, "text", text);
	}
	s->record = record;
	s->text = s->plate ? s->plate : s->container ? s->container : s->other;
	return 0;
}

/* Decimals stay out of the log: a confidence becomes per mille. */
static void set_confidence(struct ck_value *to, const struct ck_value *from)
{
	const char *text = ck_number_text(ck_get(from, "confidence"));
	double value = text ? strtod(text, NULL) : -1;

	if (value >= 0 && value <= 1)
		ck_set_int(to, "confidence_permille",
			   (int64_t)(value * 1000 + 0.5));
}

static const struct ck_value *for_event(struct ck_doc *doc,
					const struct ck_value *record)
{
	static const char *const kept[] = { "source", "plate", "container",
					    "chassis", "unit", "trip", "pass" };
	struct ck_value *copy = ck_new_object(doc);

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (ck_get_str(record, kept[i]))
			ck_set(copy, kept[i], ck_get(record, kept[i]));
	set_confidence(copy, record);
	return copy;
}

static const char *first(const char *a, const char *b, const char *c,
			 const char *d)
{
	return a ? a : b ? b : c ? c : d;
}

static int read_record(struct ck_doc *doc, const struct ck_value *record,
		       struct ck_sighting *s, const char **ret_pointer)
{
	const char *plate_text = ck_get_str(record, "plate");
	const char *container_text = ck_get_str(record, "container");
	const char *other = first(ck_get_str(record, "chassis"),
				  ck_get_str(record, "unit"), NULL, NULL);

	s->trip = first(ck_get_str(record, "trip"), ck_get_str(record, "pass"),
			NULL, NULL);
	s->plate = plate_text ? plate(doc, plate_text) : NULL;
	s->container = container_text ? container(doc, container_text) : NULL;
	s->other = other ? plain(doc, other) : NULL;
	s->record = for_event(doc, record);
	s->text = first(s->plate, s->container, s->other, s->trip);
	*ret_pointer = plate_text && !s->plate ? "/plate"
		     : container_text && !s->container ? "/container" : "";
	return s->text ? 0 : -EBADMSG;
}

int ck_sighting_read(struct ck_doc *doc, const struct ck_value *record,
		     const char *text, struct ck_sighting *ret_sighting,
		     const char **ret_pointer)
{
	*ret_sighting = (struct ck_sighting){ 0 };
	*ret_pointer = "";
	if (record)
		return read_record(doc, record, ret_sighting, ret_pointer);
	return text && *text ? read_text(doc, text, ret_sighting) : -EBADMSG;
}
