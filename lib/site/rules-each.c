#include <config.h>

#include "base/memory.h"
#include "site/rules.h"

struct walk {
	int (*visit)(void *ctx, const struct ck_rule *rule);
	void *ctx;
};

static int tell(const struct walk *walk, const struct ck_value *expression,
		const char *pointer)
{
	const struct ck_rule rule = { pointer, ck_str(expression) };

	return rule.expression ? walk->visit(walk->ctx, &rule) : 0;
}

/* "/checks/NAME/when" of every check, and the like. */
static int each_when(const struct walk *walk, const struct ck_value *members,
		     const char *section)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(members); i++) {
		const char *key = ck_key_at(members, i);
		ck_autofree char *pointer =
			key ? ck_format("%s/%s/when", section, key)
			    : ck_format("%s/%zu/when", section, i);

		r = tell(walk, ck_get(ck_at(members, i), "when"), pointer);
	}
	return r;
}

static int each_kind(const struct walk *walk, const struct ck_value *kinds)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(kinds); i++) {
		ck_autofree char *pointer =
			ck_format("/kinds/%s", ck_key_at(kinds, i));

		r = tell(walk, ck_at(kinds, i), pointer);
	}
	return r;
}

static int each_queue(const struct walk *walk, const struct ck_value *queues)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(queues); i++) {
		ck_autofree char *section = ck_format("/queues/%s/classes",
						      ck_key_at(queues, i));

		r = each_when(walk, ck_get(ck_at(queues, i), "classes"),
			      section);
	}
	return r;
}

static int each_of_tariff(const struct walk *walk,
			  const struct ck_value *tariff)
{
	int r = tell(walk, ck_get(tariff, "base_when"), "/tariff/base_when");

	if (r == 0)
		r = tell(walk, ck_get(tariff, "transfer_when"),
			 "/tariff/transfer_when");
	if (r == 0)
		r = each_when(walk, ck_get(tariff, "rules"), "/tariff/rules");
	if (r == 0)
		r = each_when(walk, ck_get(tariff, "multipliers"),
			      "/tariff/multipliers");
	return r;
}

int ck_rules_each(const struct ck_value *document,
		  int (*visit)(void *ctx, const struct ck_rule *rule),
		  void *ctx)
{
	const struct walk walk = { visit, ctx };
	int r = each_when(&walk, ck_get(document, "checks"), "/checks");

	if (r == 0)
		r = each_queue(&walk, ck_get(document, "queues"));
	if (r == 0)
		r = each_kind(&walk, ck_get(document, "kinds"));
	if (r == 0)
		r = each_of_tariff(&walk, ck_get(document, "tariff"));
	return r;
}
