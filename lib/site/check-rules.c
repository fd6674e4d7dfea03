/* The conditions of a site file: each must be fit for one and compile alone.
 * A compilation costs milliseconds, so they are compiled together, and singly
 * only to find the one that does not. */
#include <config.h>


#include "record/jq.h"
#include "site/judge.h"
#include "site/rules.h"

struct trial {
	struct judge *judge;
	struct ck_buf program;
};

static int judge_tokens(void *ctx, const struct ck_rule *rule)
{
	struct trial *trial = ctx;
	ck_autofree char *error = NULL;

	if (ck_jq_check_tokens(rule->expression, &error) < 0)
		ck_judge_tell(trial->judge, rule->pointer, "%s", error);
	ck_buf_printf(&trial->program, "%s(%s\n)",
		      trial->program.len ? "," : "", rule->expression);
	return 0;
}

static int judge_rule(void *ctx, const struct ck_rule *rule)
{
	struct judge *judge = ctx;
	ck_autofree char *error = NULL;

	if (ck_jq_check_rule(rule->expression, &error) < 0)
		ck_judge_tell(judge, rule->pointer, "%s", error);
	return 0;
}

static bool compiles(const struct ck_buf *program)
{
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;
	ck_autofree char *error = NULL;

	return program->len == 0 ||
	       ck_jq_compile(program->data, &jq, &error) == 0;
}

void ck_judge_rules(struct judge *judge)
{
	struct trial trial = { .judge = judge };
	size_t before = judge->found;

	ck_rules_each(judge->document, judge_tokens, &trial);
	if (judge->found == before && !compiles(&trial.program))
		ck_rules_each(judge->document, judge_rule, judge);
	ck_buf_free(&trial.program);
}
