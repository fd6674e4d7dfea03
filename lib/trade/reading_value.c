#include <config.h>

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "trade/farm_code.h"
#include "trade/person_id.h"
#include "trade/plate.h"
#include "trade/reading.h"
#include "trade/reading_code.h"

/* -- words ---------------------------------------------------------------- */

static const char *read_word(struct ck_reading *r, const char *const *words,
			     const char *text)
{
	const char *word = ck_listed(words, text);
	const char *near;

	if (word)
		return word;
	near = ck_nearest_word(words, text);
	ck_reading_find(r, CK_F_UNKNOWN_CODE,
			near ? _("%s is not one of the codes; did you mean %s?")
			     : _("%s is not one of the codes, which begin with %s"),
			ck_reading_quote(r, text), near ? near : words[0]);
	return NULL;
}

/* One of the keys of a section of the site file; any code without one. */
static const char *read_site_key(struct ck_reading *r,
				 const struct ck_value *section,
				 const char *text)
{
	const char *near;

	if (!ck_count(section) || ck_get(section, text))
		return text;
	near = ck_nearest_key(section, text);
	ck_reading_find(r, CK_F_UNKNOWN_CODE,
			_("%s does not know %s; did you mean %s?"),
			r->site->code, text, near ? near : ck_key_at(section, 0));
	return NULL;
}

static const struct ck_value *of_site(const struct ck_reading *r,
				      const char *pointer)
{
	return r->site ? ck_pointer(r->site->document, pointer) : NULL;
}

static const char *read_text(struct ck_reading *r, const struct ck_field *field,
			     const char *text)
{
	size_t count;

	text = ck_reading_composed(r, text);
	count = ck_utf8_count(text, strlen(text));
	if (!field->most || count <= (size_t)field->most)
		return text;
	ck_reading_find(r, CK_F_TOO_LONG,
			_("%zu characters; at most %lld are taken"), count,
			(long long)field->most);
	return NULL;
}

/* A doubt is no reason to leave the number out. */
static const char *read_personal(struct ck_reading *r,
				 const struct ck_field *field, const char *text)
{
	text = read_text(r, field, text);
	if (text && field->type == CK_FIELD_PHONE && !ck_phone_fits(text))
		ck_reading_find(r, CK_F_PHONE_FORM,
				_("this is no telephone number of 7 to 15 digits; type it again"));
	else if (text && field->type == CK_FIELD_EMAIL && !ck_email_fits(text))
		ck_reading_find(r, CK_F_EMAIL_FORM,
				_("this is no e-mail address, as lan@example.vn; type it again"));
	else if (text && field->type == CK_FIELD_PERSON_ID &&
		 !ck_person_id_fits(text))
		ck_reading_find(r, CK_F_PERSON_ID_FORM,
				ck_person_id_lacks_zero(text)
				? _("a digit is missing; did a leading zero get lost, as in a spreadsheet?")
				: _("this is no number of a citizen's card or passport; compare it with the paper"));
	return text;
}

static const char *read_farm_code(struct ck_reading *r,
				  const struct ck_field *field,
				  const char *text)
{
	bool area = field->type == CK_FIELD_GROWING_AREA;
	enum ck_farm_code kind;

	text = read_text(r, field, text);
	if (!text)
		return NULL;
	kind = ck_farm_code_kind(text);
	if (kind == CK_FARM_NONE)
		ck_reading_find(r, CK_F_FARM_CODE_FORM,
				area ? _("%s is no code of a growing area, as VN-TGOR-0095")
				     : _("%s is no code of a packing house, as VN-TGPH-0012"),
				text);
	else if (area && kind == CK_FARM_HOUSE)
		ck_reading_find(r, CK_F_FARM_CODE_FORM,
				_("%s is the code of a packing house; were the two swapped?"),
				text);
	else if (!area && kind == CK_FARM_ORCHARD)
		ck_reading_find(r, CK_F_FARM_CODE_FORM,
				_("%s is the code of a growing area; were the two swapped?"),
				text);
	return text;
}

static const char *read_digest(struct ck_reading *r, const char *text)
{
	if (strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64)
		return text;
	ck_reading_find(r, CK_F_DIGEST_FORM,
			_("64 digits of 0-9 and a-f are expected, as sha256sum prints them"));
	return NULL;
}

/* -- refs ----------------------------------------------------------------- */

/* A section that does not read has been told of. */
static const char *unknown_ref(struct ck_reading *r, const char *name,
			       const char *text)
{
	const struct ck_value *section = ck_get(r->stored, name);
	const char *near = ck_nearest_key(section, text);

	if (ck_findings_at(r->findings, ck_doc_format(r->doc, "/%s", name)))
		return NULL;
	if (!near)
		near = ck_key_at(section, 0);
	if (near)
		ck_reading_find(r, CK_F_REF_UNKNOWN,
				_("nothing in the declaration has the ref %s; there is %s"),
				text, near);
	else
		ck_reading_find(r, CK_F_REF_UNKNOWN,
				_("nothing in the declaration has the ref %s"),
				text);
	return NULL;
}

static const char *read_ref(struct ck_reading *r, const char *name,
			    const char *text)
{
	const struct ck_value *section = ck_get(r->stored, name);

	return ck_get(section, text) ? text : unknown_ref(r, name, text);
}

/* "from" may name a container or a trailer: it is then kept in "from_unit". */
static const char *of_unit(struct ck_reading *r, const struct ck_field *field,
			   const char *text, struct ck_value *owner)
{
	static const char *const members[] = { "container", "trailer", "plate" };
	const struct ck_value *vehicles = ck_get(r->stored, "vehicles");
	char code[64];

	for (size_t i = 0; i < ck_count(vehicles); i++)
		for (size_t k = 0; k < 3; k++) {
			const char *has = ck_get_str(ck_at(vehicles, i),
						     members[k]);

			if (!has || (strcmp(has, text) != 0 &&
				     (ck_plate_normalise(text, code,
							 sizeof(code)) < 0 ||
				      strcmp(has, code) != 0)))
				continue;
			if (k < 2)
				ck_set_str(owner, !strcmp(field->name, "from")
						  ? "from_unit" : "to_unit",
					   has);
			return ck_key_at(vehicles, i);
		}
	return unknown_ref(r, "vehicles", text);
}

static const char *read_vehicle_ref(struct ck_reading *r,
				    const struct ck_field *field,
				    const char *text, struct ck_value *owner)
{
	if (ck_get(ck_get(r->stored, "vehicles"), text))
		return text;
	return of_unit(r, field, text, owner);
}

/* -- plates --------------------------------------------------------------- */

/* The text as it was written, when the normal form is another. */
static void keep_writing(struct ck_reading *r, const struct ck_field *field,
			 const struct ck_value *text, struct ck_value *owner)
{
	struct ck_value *written = ck_new_object(r->doc);

	ck_set(written, field->name, text);
	ck_reading_aside(r, owner, written, false);
}

static const char *read_plate(struct ck_reading *r,
			      const struct ck_field *field, const char *text,
			      struct ck_value *owner)
{
	const char *normal = ck_read_plate(r, field, text);

	if (normal && strcmp(normal, text) != 0)
		keep_writing(r, field, ck_new_str(r->doc, text), owner);
	return normal;
}

static const struct ck_value *read_plates(struct ck_reading *r,
					  const struct ck_field *field,
					  const struct ck_value *v,
					  struct ck_value *owner)
{
	struct ck_value *plates = ck_new_array(r->doc);
	struct ck_value *texts = ck_new_array(r->doc);

	if (!ck_is_array(v) || ck_count(v) > (size_t)field->most) {
		ck_reading_find(r, CK_F_WRONG_TYPE,
				_("a list of at most %lld plates is expected"),
				(long long)field->most);
		return NULL;
	}
	for (size_t i = 0; i < ck_count(v); i++) {
		size_t here = ck_reading_enter(
			r, ck_doc_format(r->doc, "%zu", i));
		const char *text = ck_reading_text(r, ck_at(v, i));

		if (text)
			ck_push_str(plates, ck_read_plate(r, field, text));
		if (text)
			ck_push_str(texts, text);
		ck_reading_leave(r, here);
	}
	if (!ck_equal(texts, plates))
		keep_writing(r, field, texts, owner);
	return ck_count(plates) ? plates : NULL;
}

/* -- by type -------------------------------------------------------------- */

static const char *read_regime(struct ck_reading *r, const char *text)
{
	return read_site_key(r, of_site(r, "/regimes"), text);
}

static const char *read_class(struct ck_reading *r, const char *text)
{
	return read_site_key(r, of_site(r, "/tariff/classes"), text);
}

static const char *read_customs_ref(struct ck_reading *r, const char *text)
{
	return read_ref(r, "customs", text);
}

static const char *read_goods_ref(struct ck_reading *r, const char *text)
{
	return read_ref(r, "goods", text);
}

/* Those that need no more than the text. */
static const char *(*const readers[])(struct ck_reading *r, const char *text) = {
	[CK_FIELD_REGIME] = read_regime,
	[CK_FIELD_CLASS] = read_class,
	[CK_FIELD_COUNTRY] = ck_read_country,
	[CK_FIELD_CURRENCY] = ck_read_currency,
	[CK_FIELD_UNIT] = ck_read_unit,
	[CK_FIELD_CHASSIS] = ck_read_chassis,
	[CK_FIELD_CONTAINER] = ck_read_container,
	[CK_FIELD_PARTY_CODE] = ck_read_party_code,
	[CK_FIELD_CUSTOMS_NUMBER] = ck_read_customs_number,
	[CK_FIELD_HS] = ck_read_hs,
	[CK_FIELD_DATE] = ck_read_date,
	[CK_FIELD_DIGEST] = read_digest,
	[CK_FIELD_TRIP] = ck_read_trip,
	[CK_FIELD_CUSTOMS_REF] = read_customs_ref,
	[CK_FIELD_GOODS_REF] = read_goods_ref,
};
enum { READERS = sizeof(readers) / sizeof(*readers) };

static const char *read_texts(struct ck_reading *r,
			      const struct ck_field *field, const char *text,
			      struct ck_value *owner)
{
	if ((unsigned)field->type < READERS && readers[field->type])
		return readers[field->type](r, text);
	switch (field->type) {
	case CK_FIELD_WORD:
		return read_word(r, field->words, text);
	case CK_FIELD_PLATE:
	case CK_FIELD_TRAILER:
		return read_plate(r, field, text, owner);
	case CK_FIELD_CODE:
		return ck_read_code(r, field, text);
	case CK_FIELD_CUSTOMS_TYPE:
	case CK_FIELD_OFFICE:
		return ck_read_customs_code(r, field, text);
	case CK_FIELD_VEHICLE_REF:
		return read_vehicle_ref(r, field, text, owner);
	case CK_FIELD_GROWING_AREA:
	case CK_FIELD_PACKING_HOUSE:
		return read_farm_code(r, field, text);
	case CK_FIELD_PERSON_ID:
	case CK_FIELD_PHONE:
	case CK_FIELD_EMAIL:
		return read_personal(r, field, text);
	default:
		return read_text(r, field, text);
	}
}

const struct ck_value *ck_reading_value(struct ck_reading *r,
					const struct ck_field *field,
					const struct ck_value *v,
					const struct ck_value *around,
					struct ck_value *owner)
{
	const char *text;

	switch (field->type) {
	case CK_FIELD_PLATES:
		return read_plates(r, field, v, owner);
	case CK_FIELD_MASS:
		return ck_read_mass(r, v);
	case CK_FIELD_MONEY:
		return ck_read_money(r, v, owner, around);
	case CK_FIELD_COUNT:
		return ck_read_count(r, field, v);
	default:
		break;
	}
	text = ck_reading_text(r, v);
	if (text && field->type == CK_FIELD_TIME)
		return ck_read_time(r, text);
	if (text)
		text = read_texts(r, field, text, owner);
	if (!text)
		return NULL;
	/* What passed unchanged needs no second copy. */
	return text == ck_str(v) ? v : ck_new_str(r->doc, text);
}
