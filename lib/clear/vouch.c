#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "clear/past.h"
#include "clear/vouch.h"
#include "trade/outside.h"

/* -- finding -------------------------------------------------------------- */

/* {"person":…,"digest":…}: where a person stands. */
static const char *person_digest(const struct ck_value *v)
{
	const char *digest = ck_get_str(v, "digest");

	return digest && ck_get_str(v, "person") ? digest : NULL;
}

/* The value with every person's reference as its digest alone: the reference
 * is drawn anew each time the same person is written down. */
static const struct ck_value *plain(struct ck_doc *doc,
				    const struct ck_value *v)
{
	struct ck_value *copy;

	if (person_digest(v))
		return ck_new_str(doc, person_digest(v));
	if (!ck_is_object(v) && !ck_is_array(v))
		return v;
	copy = ck_is_object(v) ? ck_new_object(doc) : ck_new_array(doc);
	for (size_t i = 0; i < ck_count(v); i++) {
		const struct ck_value *member = plain(doc, ck_at(v, i));

		if (ck_is_object(v))
			ck_set(copy, ck_key_at(v, i), member);
		else
			ck_push(copy, member);
	}
	return copy;
}

static const struct ck_value *find(struct ck_doc *doc,
				   const struct ck_value *v,
				   const char *pointer);

static const char *name_of(struct ck_doc *doc, const struct ck_value *v,
			   size_t i)
{
	const char *ref = ck_get_str(ck_at(v, i), "ref");

	if (ck_is_object(v))
		return ck_key_at(v, i);
	return ref ? ref : ck_doc_format(doc, "%zu", i);
}

static const struct ck_value *find_each(struct ck_doc *doc,
					const struct ck_value *v,
					const char *rest)
{
	struct ck_value *all = ck_new_object(doc);

	for (size_t i = 0; i < ck_count(v); i++)
		ck_set(all, name_of(doc, v, i), find(doc, ck_at(v, i), rest));
	return all;
}

/* No member of a declaration has a name that needs RFC 6901's escapes. */
static const struct ck_value *find(struct ck_doc *doc,
				   const struct ck_value *v,
				   const char *pointer)
{
	size_t len;

	if (!*pointer)
		return v ? plain(doc, v) : ck_new_null(doc);
	pointer++;
	len = strcspn(pointer, "/");
	if (len == 1 && *pointer == '*')
		return find_each(doc, v, pointer + len);
	return find(doc, ck_get(v, ck_doc_format(doc, "%.*s", (int)len,
						 pointer)), pointer + len);
}

struct ck_value *ck_vouch_values(struct ck_doc *doc,
				 const struct ck_value *facts,
				 const struct ck_value *pointers)
{
	struct ck_value *values = ck_new_object(doc);

	for (size_t i = 0; i < ck_count(pointers); i++) {
		const char *pointer = ck_str(ck_at(pointers, i));

		ck_set(values, pointer, find(doc, facts, pointer));
	}
	return values;
}

struct ck_value *ck_vouch(struct ck_doc *doc, const struct ck_value *pointers,
			  const struct ck_value *values)
{
	struct ck_value *vouched = ck_new_object(doc);
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };

	ck_write_canonical(&text, values);
	ck_sha256_hex(text.data, text.len, digest);
	ck_set(vouched, "pointers", pointers ? pointers : ck_new_array(doc));
	ck_set_str(vouched, "digest", digest);
	return vouched;
}

/* -- what has changed ----------------------------------------------------- */

static bool is_scalar(const struct ck_value *v)
{
	return !ck_is_object(v) && !ck_is_array(v);
}

/* A digest is no answer to "what was it". */
static bool is_shown(const char *pointer, const struct ck_value *v)
{
	return is_scalar(v) && !strstr(pointer, "/identity") &&
	       !strstr(pointer, "/crew");
}

static void compare(const struct ck_value *then, const struct ck_value *now,
		    struct ck_value *changes)
{
	for (size_t i = 0; i < ck_count(now); i++) {
		const char *pointer = ck_key_at(now, i);
		const struct ck_value *is = ck_at(now, i);
		const struct ck_value *was = ck_get(then, pointer);
		struct ck_value *change;

		if (ck_equal(was, is))
			continue;
		change = ck_push_object(changes);
		ck_set_str(change, "pointer", pointer);
		if (!is_shown(pointer, is) || !is_shown(pointer, was))
			continue;
		ck_set(change, "was", was);
		ck_set(change, "is", is);
	}
}

static int compare_document(const struct ck_case *c,
			    const struct ck_value *pointers, int64_t seen,
			    struct ck_value *changes)
{
	const struct ck_value *document = NULL;
	const struct ck_value *then;
	int r = ck_past_document(c->store, c->doc, c->declaration, seen,
				 &document);

	if (r < 0)
		return r;
	then = ck_document_facts(c->doc, document, c->site->offset_min,
				 ck_get_str(c->row, "vehicle_ref"));
	compare(ck_vouch_values(c->doc, then, pointers),
		ck_vouch_values(c->doc, ck_case_facts(c), pointers), changes);
	return 0;
}

int ck_vouch_changes(const struct ck_case *c, const struct ck_value *check,
		     int64_t seen, struct ck_value *changes)
{
	const struct ck_value *definition =
		ck_site_find_check(c->site, ck_get_str(check, "name"));
	struct ck_value *change;

	if (ck_get_int(check, "version", 0) > seen) {
		change = ck_push_object(changes);
		ck_set(change, "check", ck_get(check, "name"));
		ck_set(change, "state", ck_get(check, "state"));
		ck_set(change, "actor", ck_get(check, "actor"));
	}
	if (ck_get_int(c->row, "declaration_version", 0) <= seen)
		return 0;
	return compare_document(c, ck_get(definition, "vouches"), seen,
				changes);
}
