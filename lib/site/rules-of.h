/* Inside the site room: the compiled rules belong to their site. */
#ifndef CK_SITE_RULES_OF_H
#define CK_SITE_RULES_OF_H

#include "record/value.h"

struct ck_rules;

/* Knows the document, has compiled nothing yet. */
struct ck_rules *ck_rules_new(const struct ck_value *document);
void ck_rules_free(struct ck_rules *rules);

#endif
