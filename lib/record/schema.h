/* JSON Schema 2020-12, the part that a form of a few members needs: type,
 * enum, const, properties, required, additionalProperties, items, minItems,
 * maxItems, minLength, maxLength, minimum, maximum. Annotations ($schema, $id,
 * $comment, title, description, default, examples) say nothing about a value.
 * A schema with any other keyword is refused rather than half obeyed.
 */
#ifndef CK_RECORD_SCHEMA_H
#define CK_RECORD_SCHEMA_H

#include "record/value.h"

enum ck_schema_fault {
	CK_SCHEMA_TYPE,		/* expected: "text", "whole number", … */
	CK_SCHEMA_MISSING,	/* at the member that is not there */
	CK_SCHEMA_UNKNOWN,	/* a member that the schema has not */
	CK_SCHEMA_WORD,		/* not one of enum, not const */
	CK_SCHEMA_TOO_SHORT,	/* fewer characters or elements than `limit` */
	CK_SCHEMA_TOO_LONG,
	CK_SCHEMA_TOO_SMALL,
	CK_SCHEMA_TOO_GREAT,
};

struct ck_schema_place {
	enum ck_schema_fault fault;
	const char *pointer;		/* in the value */
	const char *expected;		/* a type's name, a limit, a word; may
					   be NULL */
};

typedef void ck_schema_visit(const struct ck_schema_place *place, void *arg);

/* Visits every fault of the value, at most one a place. Places live in doc. */
void ck_schema_judge(struct ck_doc *doc, const struct ck_value *schema,
		     const struct ck_value *value, ck_schema_visit *visit,
		     void *arg);

/* The pointer of the first keyword, or keyword's value, that is not taken
 * here; NULL: the schema can be judged by. */
const char *ck_schema_unknown(struct ck_doc *doc,
			      const struct ck_value *schema);

#endif
