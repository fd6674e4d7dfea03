/* Conditions that are answered without jq: those of a site file that use no
 * more of the language than
 *
 *	. .name "text" 12 true false null $name ( )
 *	== != < <= > >= and or | not
 *	IN("a", "b")  any(.name[]; CONDITION)  .[0:4] as $name | CONDITION
 *
 * with their meaning in jq 1.6 and 1.7. Compiling anything with libjq costs
 * each process some 20 ms, most of which are its built-ins.
 *
 * What could be an error in jq, or have any other answer than one boolean, is
 * not answered here: a path into what is no object, an order between values
 * that are not both text or both numbers, a slice of what is not ASCII.
 */
#ifndef CK_SITE_PLAIN_H
#define CK_SITE_PLAIN_H

#include "record/value.h"

struct ck_plain;

/* The condition, which lives in doc; NULL when it is more than that. The text
 * is one that jq compiles. */
const struct ck_plain *ck_plain_read(struct ck_doc *doc, const char *text);

/* 1 yes, 0 no, -ENOTSUP: jq has to say. */
int ck_plain_ask(const struct ck_plain *plain, const struct ck_value *facts)
	CK_MUST_CHECK;

#endif
