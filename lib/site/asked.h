/* Inside the site room: which facts a condition asks for, read from its text.
 *
 * A member is one of the facts where what stands before it cannot have changed
 * the input: at the beginning, after an operator, inside brackets, an `if`, the
 * arguments of any, all, IN, select and the like that see the same input, and
 * after `as $name |`. What comes after another `|`, of map(...), of the second
 * argument of any(...; ...) and in a function of the rule's own may be anybody's
 * member and is not told: jq itself knows only when it runs. The grammar is
 * that of jq 1.6 and 1.7, manual, "Basic filters" and "Conditionals". */
#ifndef CK_SITE_ASKED_H
#define CK_SITE_ASKED_H

#include "record/value.h"

/* The facts asked for, an array of texts in the order of the text, a repeated
 * one repeated. The expression has passed ck_jq_check_tokens. */
const struct ck_value *ck_asked_facts(struct ck_doc *doc,
				      const char *expression);

#endif
