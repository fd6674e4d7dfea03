/* The conditions of a site file: every jq expression of it, asked with the
 * facts of one trip. Where all are plain (plain.h) they are answered here, and
 * by jq only what could be an error in it; else they are compiled as one
 * program once a process.
 *
 * A rule is named by its pointer into the site file:
 *	/checks/NAME/when  /queues/NAME/classes/NAME/when  /kinds/NAME
 *	/tariff/base_when  /tariff/transfer_when
 *	/tariff/rules/N/when  /tariff/multipliers/N/when
 *
 * Of the facts a rule sees those that some rule of the site names (the name
 * stands in its text); so trips that differ in nothing a rule can see share
 * one run of jq: answers are kept by the text of those facts. Facts are made
 * by trade/facts.h.
 */
#ifndef CK_SITE_RULES_H
#define CK_SITE_RULES_H

#include "site/site.h"

struct ck_rule {
	const char *pointer;
	const char *expression;
};

/* All rules of a document, section by section. Anything but 0 from the
 * visitor ends the walk and is returned. */
int ck_rules_each(const struct ck_value *document,
		  int (*visit)(void *ctx, const struct ck_rule *rule),
		  void *ctx);

enum ck_ruled {
	CK_RULED_NO,
	CK_RULED_YES,
	CK_RULED_WRONG,		/* the rule failed, or gave no single boolean */
};

/* The answers of all rules to one facts object. */
struct ck_ruling;

/* The ruling lives in doc. -EINVAL: the rules do not compile (*ret_error, if
 * not NULL, is set to a sentence in doc). */
int ck_rules_ask(const struct ck_site *site, struct ck_doc *doc,
		 const struct ck_value *facts,
		 const struct ck_ruling **ret_ruling, const char **ret_error)
	CK_MUST_CHECK;

/* The answer of one rule; CK_RULED_NO for a pointer that is no rule. */
enum ck_ruled ck_ruled(const struct ck_ruling *ruling, const char *pointer);

/* The rules that are CK_RULED_WRONG: the i-th one, NULL after the last. */
const struct ck_rule *ck_ruled_wrong(const struct ck_ruling *ruling, size_t i);

/* The name of the first member under `section` ("/kinds",
 * "/queues/export/classes") whose rule (or whose "when") says yes; first in
 * byte order, since a site file's conditions exclude each other. NULL: none.
 * Lives with the site. */
const char *ck_ruled_first(const struct ck_ruling *ruling, const char *section);

/* How often the rules were run, for tests and benchmarks. */
size_t ck_rules_runs(const struct ck_site *site);

#endif
