/* The conditions of a site file: each must be fit for one and compile alone.
 * A compilation costs tens of milliseconds, so they are compiled together, and
 * by halves to find those that fail. */
#include <config.h>

#include "base/text.h"
#include "base/words.h"
#include "record/jq.h"
#include "site/asked.h"
#include "site/judge.h"
#include "site/rules.h"
#include "trade/facts.h"
#include "trade/reading.h"

struct trial {
	struct judge *judge;
	struct ck_rule *rules;
	size_t count;
	size_t room;
};

static int count_rule(void *ctx, const struct ck_rule *rule)
{
	struct trial *trial = ctx;

	(void)rule;
	trial->room++;
	return 0;
}

/* A misspelt fact is null, and the rule answers without it: a check would never
 * be asked for. */
static void judge_facts(struct judge *judge, const struct ck_rule *rule)
{
	const struct ck_value *asked = ck_asked_facts(judge->doc,
						      rule->expression);

	for (size_t i = 0; i < ck_count(asked); i++) {
		const char *name = ck_str(ck_at(asked, i));
		const char *near = ck_nearest_word(ck_facts_names, name);

		if (ck_listed(ck_facts_names, name))
			continue;
		ck_judge_tell(judge, rule->pointer,
			      near ? _("there is no fact %s; is %s meant?")
				   : _("there is no fact %s"), name, near);
	}
}

/* Keeps those whose tokens are fit; what is told already is not tried. */
static int judge_tokens(void *ctx, const struct ck_rule *rule)
{
	struct trial *trial = ctx;
	ck_autofree char *error = NULL;

	if (ck_jq_check_tokens(rule->expression, &error) < 0) {
		ck_judge_tell(trial->judge, rule->pointer, "%s", error);
		return 0;
	}
	if (!trial->judge->held)
		judge_facts(trial->judge, rule);
	trial->rules[trial->count++] = (struct ck_rule){
		.pointer = ck_doc_strdup(trial->judge->doc, rule->pointer),
		.expression = rule->expression,
	};
	return 0;
}

static bool compiles(const struct ck_rule *rules, size_t count)
{
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;
	ck_autofree char *error = NULL;
	CK_BUF program = { 0 };

	for (size_t i = 0; i < count; i++)
		ck_buf_printf(&program, "%s(%s\n)", i ? "," : "",
			      rules[i].expression);
	return !count || ck_jq_compile(program.data, &jq, &error) == 0;
}

/* Of rules that do not compile together. */
static void find(struct judge *judge, const struct ck_rule *rules,
		 size_t count)
{
	ck_autofree char *error = NULL;
	size_t half = count / 2;

	if (count == 1) {
		if (ck_jq_check_rule(rules->expression, &error) < 0)
			ck_judge_tell(judge, rules->pointer, "%s", error);
		return;
	}
	if (!compiles(rules, half))
		find(judge, rules, half);
	if (!compiles(rules + half, count - half))
		find(judge, rules + half, count - half);
}

void ck_judge_rules(struct judge *judge)
{
	struct trial trial = { .judge = judge };

	ck_rules_each(judge->document, count_rule, &trial);
	trial.rules = ck_doc_alloc(judge->doc,
				   trial.room * sizeof(*trial.rules));
	ck_rules_each(judge->document, judge_tokens, &trial);
	if (!compiles(trial.rules, trial.count))
		find(judge, trial.rules, trial.count);
}
