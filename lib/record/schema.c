#include <config.h>

#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "record/layout.h"
#include "record/schema.h"

struct judge {
	struct ck_doc *doc;
	ck_schema_visit *visit;
	void *arg;
};

static void judge_value(const struct judge *j, const struct ck_value *schema,
			const struct ck_value *value, const char *pointer);

static void tell(const struct judge *j, enum ck_schema_fault fault,
		 const char *pointer, const char *expected)
{
	const struct ck_schema_place place = { fault, pointer, expected };

	j->visit(&place, j->arg);
}

/* -- types ---------------------------------------------------------------- */

static const struct {
	const char *name;
	enum ck_type type;
} types[] = {
	{ "string", CK_STRING },   { "number", CK_NUMBER },
	{ "integer", CK_NUMBER },  { "boolean", CK_FALSE },
	{ "object", CK_OBJECT },   { "array", CK_ARRAY },
	{ "null", CK_NULL },
};
enum { TYPES = sizeof(types) / sizeof(*types) };

static bool is_of(const char *name, const struct ck_value *value)
{
	enum ck_type type = ck_type(value);
	int64_t n;

	if (type == CK_TRUE)
		type = CK_FALSE;
	if (!strcmp(name, "integer"))
		return ck_int(value, &n);
	for (size_t i = 0; i < TYPES; i++)
		if (!strcmp(types[i].name, name))
			return types[i].type == type;
	return false;
}

static bool type_fits(const struct ck_value *type, const struct ck_value *value)
{
	if (!type)
		return true;
	if (ck_str(type))
		return is_of(ck_str(type), value);
	for (size_t i = 0; i < ck_count(type); i++)
		if (is_of(ck_str(ck_at(type, i)), value))
			return true;
	return false;
}

/* -- one value ------------------------------------------------------------ */

static bool word_fits(const struct ck_value *schema,
		      const struct ck_value *value)
{
	const struct ck_value *words = ck_get(schema, "enum");
	const struct ck_value *only = ck_get(schema, "const");

	for (size_t i = 0; i < ck_count(words); i++)
		if (ck_equal(ck_at(words, i), value))
			return true;
	return !words && (!only || ck_equal(only, value));
}

static const char *first_word(const struct ck_value *schema)
{
	const char *text = ck_get_str(schema, "const");

	return text ? text : ck_str(ck_at(ck_get(schema, "enum"), 0));
}

static bool judge_limit(const struct judge *j, const struct ck_value *schema,
			const char *keyword, int64_t count, bool least,
			const char *pointer)
{
	const struct ck_value *limit = ck_get(schema, keyword);
	int64_t n;

	if (!ck_int(limit, &n) || (least ? count >= n : count <= n))
		return true;
	tell(j, least ? CK_SCHEMA_TOO_SHORT : CK_SCHEMA_TOO_LONG, pointer,
	     ck_number_text(limit));
	return false;
}

static double number_of(const struct ck_value *v)
{
	return v->whole ? (double)v->n : v->d;
}

static void judge_number(const struct judge *j, const struct ck_value *schema,
			 const struct ck_value *value, const char *pointer)
{
	const struct ck_value *least = ck_get(schema, "minimum");
	const struct ck_value *most = ck_get(schema, "maximum");

	if (least && number_of(value) < number_of(least))
		tell(j, CK_SCHEMA_TOO_SMALL, pointer, ck_number_text(least));
	else if (most && number_of(value) > number_of(most))
		tell(j, CK_SCHEMA_TOO_GREAT, pointer, ck_number_text(most));
}

static void judge_text(const struct judge *j, const struct ck_value *schema,
		       const char *text, const char *pointer)
{
	int64_t count = (int64_t)ck_utf8_count(text, strlen(text));

	if (judge_limit(j, schema, "minLength", count, true, pointer))
		judge_limit(j, schema, "maxLength", count, false, pointer);
}

/* -- what has parts ------------------------------------------------------- */

static void judge_array(const struct judge *j, const struct ck_value *schema,
			const struct ck_value *value, const char *pointer)
{
	const struct ck_value *items = ck_get(schema, "items");
	int64_t count = (int64_t)ck_count(value);

	if (judge_limit(j, schema, "minItems", count, true, pointer))
		judge_limit(j, schema, "maxItems", count, false, pointer);
	for (size_t i = 0; items && i < ck_count(value); i++)
		judge_value(j, items, ck_at(value, i),
			    ck_doc_format(j->doc, "%s/%zu", pointer, i));
}

static void judge_member(const struct judge *j, const struct ck_value *schema,
			 const struct ck_value *value, size_t i,
			 const char *pointer)
{
	const char *name = ck_key_at(value, i);
	const char *at = ck_pointer_below(j->doc, pointer, name);
	const struct ck_value *of = ck_get(ck_get(schema, "properties"), name);
	const struct ck_value *others = ck_get(schema, "additionalProperties");

	if (!of && ck_type(others) == CK_FALSE)
		tell(j, CK_SCHEMA_UNKNOWN, at, name);
	else
		judge_value(j, of ? of : others, ck_at(value, i), at);
}

static void judge_object(const struct judge *j, const struct ck_value *schema,
			 const struct ck_value *value, const char *pointer)
{
	const struct ck_value *required = ck_get(schema, "required");

	for (size_t i = 0; i < ck_count(required); i++) {
		const char *name = ck_str(ck_at(required, i));

		if (!ck_get(value, name))
			tell(j, CK_SCHEMA_MISSING,
			     ck_pointer_below(j->doc, pointer, name), name);
	}
	for (size_t i = 0; i < ck_count(value); i++)
		judge_member(j, schema, value, i, pointer);
}

static const char *type_name(const struct ck_value *type)
{
	return ck_str(type) ? ck_str(type) : ck_str(ck_at(type, 0));
}

static void judge_value(const struct judge *j, const struct ck_value *schema,
			const struct ck_value *value, const char *pointer)
{
	const struct ck_value *type = ck_get(schema, "type");

	if (!type_fits(type, value))
		tell(j, CK_SCHEMA_TYPE, pointer, type_name(type));
	else if (!word_fits(schema, value))
		tell(j, CK_SCHEMA_WORD, pointer, first_word(schema));
	else if (ck_str(value))
		judge_text(j, schema, ck_str(value), pointer);
	else if (ck_type(value) == CK_NUMBER)
		judge_number(j, schema, value, pointer);
	else if (ck_is_array(value))
		judge_array(j, schema, value, pointer);
	else if (ck_is_object(value))
		judge_object(j, schema, value, pointer);
}

void ck_schema_judge(struct ck_doc *doc, const struct ck_value *schema,
		     const struct ck_value *value, ck_schema_visit *visit,
		     void *arg)
{
	const struct judge j = { doc, visit, arg };

	judge_value(&j, schema, value, "");
}

/* -- is it one that can be judged by -------------------------------------- */

static bool is_type(const struct ck_value *v)
{
	if (ck_is_array(v)) {
		for (size_t i = 0; i < ck_count(v); i++)
			if (ck_is_array(ck_at(v, i)) || !is_type(ck_at(v, i)))
				return false;
		return ck_count(v) > 0;
	}
	for (size_t i = 0; ck_str(v) && i < TYPES; i++)
		if (!strcmp(types[i].name, ck_str(v)))
			return true;
	return false;
}

static bool are_names(const struct ck_value *v)
{
	for (size_t i = 0; i < ck_count(v); i++)
		if (!ck_str(ck_at(v, i)))
			return false;
	return ck_is_array(v);
}

static bool keyword_reads(const char *keyword, const struct ck_value *v)
{
	static const char *const notes[] = {
		"$schema", "$id", "$comment", "title", "description",
		"default", "examples", "const", NULL
	};
	static const char *const counts[] = {
		"minItems", "maxItems", "minLength", "maxLength", NULL
	};
	int64_t n;

	if (!strcmp(keyword, "type"))
		return is_type(v);
	if (!strcmp(keyword, "enum"))
		return ck_is_array(v) && ck_count(v);
	if (!strcmp(keyword, "required"))
		return are_names(v);
	if (ck_listed(counts, keyword))
		return ck_int(v, &n) && n >= 0;
	if (!strcmp(keyword, "minimum") || !strcmp(keyword, "maximum"))
		return ck_type(v) == CK_NUMBER;
	return ck_listed(notes, keyword);
}

static const char *unknown(struct ck_doc *doc, const struct ck_value *schema,
			   const char *pointer);

static const char *unknown_members(struct ck_doc *doc,
				   const struct ck_value *schemas,
				   const char *pointer)
{
	const char *at = ck_is_object(schemas) ? NULL : pointer;

	for (size_t i = 0; !at && i < ck_count(schemas); i++)
		at = unknown(
			doc, ck_at(schemas, i),
			ck_pointer_below(doc, pointer, ck_key_at(schemas, i)));
	return at;
}

static const char *unknown_keyword(struct ck_doc *doc, const char *keyword,
				   const struct ck_value *v, const char *at)
{
	enum ck_type type = ck_type(v);

	if (!strcmp(keyword, "properties"))
		return unknown_members(doc, v, at);
	if (!strcmp(keyword, "items"))
		return unknown(doc, v, at);
	if (!strcmp(keyword, "additionalProperties"))
		return type == CK_TRUE || type == CK_FALSE
			       ? NULL : unknown(doc, v, at);
	return keyword_reads(keyword, v) ? NULL : at;
}

static const char *unknown(struct ck_doc *doc, const struct ck_value *schema,
			   const char *pointer)
{
	const char *at = ck_is_object(schema) ? NULL : pointer;

	for (size_t i = 0; !at && i < ck_count(schema); i++)
		at = unknown_keyword(
			doc, ck_key_at(schema, i), ck_at(schema, i),
			ck_pointer_below(doc, pointer, ck_key_at(schema, i)));
	return at;
}

const char *ck_schema_unknown(struct ck_doc *doc, const struct ck_value *schema)
{
	return unknown(doc, schema, "");
}
