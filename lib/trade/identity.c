#include <config.h>

#include <string.h>

#include "trade/fold.h"
#include "trade/identity.h"
#include "trade/plate_key.h"

static const char *const alone[] = { "chassis", "container", "unit" };

/* -- the identity object -------------------------------------------------- */

static const char *label_of(const struct ck_value *vehicle)
{
	const char *label = ck_get_str(ck_get(vehicle, "written"), "plate");

	if (!label)
		label = ck_get_str(vehicle, "plate");
	for (size_t i = 0; !label && i < 3; i++)
		label = ck_get_str(vehicle, alone[i]);
	return label;
}

static void set_or_null(struct ck_value *object, const char *key,
			const char *text)
{
	if (text)
		ck_set_str(object, key, text);
	else
		ck_set_null(object, key);
}

struct ck_value *ck_identity_vehicle(struct ck_doc *doc,
				     const struct ck_value *vehicle)
{
	const struct ck_value *others = ck_get(vehicle, "other_plates");
	const char *label = label_of(vehicle);
	struct ck_value *identity, *plates;

	if (!label)
		return NULL;
	identity = ck_new_object(doc);
	set_or_null(identity, "plate", ck_get_str(vehicle, "plate"));
	plates = ck_set_array(identity, "plates");
	ck_push_str(plates, ck_get_str(vehicle, "plate"));
	for (size_t i = 0; i < ck_count(others); i++)
		ck_push(plates, ck_at(others, i));
	ck_push_str(plates, ck_get_str(vehicle, "trailer"));
	for (size_t i = 0; i < 3; i++)
		set_or_null(identity, alone[i],
			    ck_get_str(vehicle, alone[i]));
	ck_set_str(identity, "label", label);
	return identity;
}

/* -- keys ----------------------------------------------------------------- */

static bool has(const struct ck_value *keys, const char *kind,
		const char *normal)
{
	for (size_t i = 0; i < ck_count(keys); i++) {
		const struct ck_value *key = ck_at(keys, i);

		if (!strcmp(ck_get_str(key, "kind"), kind) &&
		    !strcmp(ck_get_str(key, "normal"), normal))
			return true;
	}
	return false;
}

static struct ck_value *add(struct ck_value *keys, const char *kind,
			    const char *normal)
{
	struct ck_value *key;

	if (!normal || has(keys, kind, normal))
		return NULL;
	key = ck_push_object(keys);
	ck_set_str(key, "kind", kind);
	ck_set_str(key, "normal", normal);
	return key;
}

static void add_plate(struct ck_value *keys, const char *kind,
		      const char *normal)
{
	struct ck_value *key = add(keys, kind, normal);
	char match[CK_PLATE_SIZE];
	char tail[CK_PLATE_SIZE];

	if (!key)
		return;
	if (ck_plate_bare_key(normal, match) < 0 ||
	    ck_plate_tail_key(normal, tail) < 0)
		return;
	ck_set_str(key, "match", match);
	ck_set_str(key, "reversed", tail);
}

/* ASCII only: the reader has seen to that. */
static const char *reversed(struct ck_doc *doc, const char *text)
{
	char *copy = ck_doc_strdup(doc, text);
	size_t len = strlen(copy);

	for (size_t i = 0; i < len / 2; i++) {
		char c = copy[i];

		copy[i] = copy[len - 1 - i];
		copy[len - 1 - i] = c;
	}
	return copy;
}

static void add_number(struct ck_doc *doc, struct ck_value *keys,
		       const char *kind, const char *normal)
{
	struct ck_value *key = add(keys, kind, normal);

	if (!key)
		return;
	ck_set_str(key, "match", normal);
	ck_set_str(key, "reversed", reversed(doc, normal));
}

const char *ck_identity_code(struct ck_doc *doc, const char *text)
{
	char code[CK_IDENTITY_CODE_SIZE];

	return ck_fold_code(text, " -_/.*", code, sizeof(code)) < 0 || !*code
		       ? NULL : ck_doc_strdup(doc, code);
}

/* A unit's number is declared as it is painted. */
static void add_unit(struct ck_doc *doc, struct ck_value *keys,
		     const char *unit)
{
	add_number(doc, keys, "unit", unit ? ck_identity_code(doc, unit)
					   : NULL);
}

struct ck_value *ck_identity_keys(struct ck_doc *doc,
				  const struct ck_value *vehicle)
{
	const struct ck_value *others = ck_get(vehicle, "other_plates");
	struct ck_value *keys = ck_new_array(doc);

	add_plate(keys, "plate", ck_get_str(vehicle, "plate"));
	for (size_t i = 0; i < ck_count(others); i++)
		add_plate(keys, "plate", ck_str(ck_at(others, i)));
	add_plate(keys, "trailer", ck_get_str(vehicle, "trailer"));
	for (size_t i = 0; i < 2; i++)
		add_number(doc, keys, alone[i], ck_get_str(vehicle, alone[i]));
	add_unit(doc, keys, ck_get_str(vehicle, "unit"));
	return keys;
}
