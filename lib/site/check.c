#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "site/check.h"
#include "site/judge.h"

void ck_judge_tell(struct judge *judge, const char *pointer,
		   const char *format, ...)
{
	ck_autofree char *sentence = NULL;
	va_list ap;

	va_start(ap, format);
	sentence = ck_format_args(format, ap);
	va_end(ap);
	judge->problem(judge->ctx, pointer, sentence);
	judge->found++;
}

bool ck_judge_has(const struct ck_value *list, const char *word)
{
	for (size_t i = 0; word && i < ck_count(list); i++) {
		const char *text = ck_str(ck_at(list, i));

		if (text && !strcmp(text, word))
			return true;
	}
	return false;
}

void ck_judge_range(struct judge *judge, const struct place *place,
		    const void *rule)
{
	const struct range *range = rule;
	int64_t is;

	if (ck_int(place->value, &is) &&
	    (is < range->least || is > range->most))
		ck_judge_tell(judge, place->pointer,
			      _("expected %lld to %lld, not %lld"),
			      (long long)range->least, (long long)range->most,
			      (long long)is);
}

/* -- walking -------------------------------------------------------------- */

const char *ck_judge_at(struct judge *judge, const char *pointer,
			const char *name)
{
	return ck_pointer_below(judge->doc, pointer, name);
}

struct steps {
	judge_visit *visit;
	const void *rule;
};

static void walk(struct judge *judge, const struct place *from,
		 const char *pattern, const struct steps *steps);

static void step(struct judge *judge, const struct place *place,
		 const char *rest, const struct steps *steps)
{
	if (!*rest)
		steps->visit(judge, place, steps->rule);
	else if (place->value)
		walk(judge, place, rest, steps);
}

static void step_each(struct judge *judge, const struct place *from,
		      const char *rest, const struct steps *steps)
{
	for (size_t i = 0; i < ck_count(from->value); i++) {
		struct place place = {
			.value = ck_at(from->value, i),
			.parent = from->value,
			.key = ck_key_at(from->value, i),
		};
		const char *name = place.key
					   ? place.key
					   : ck_doc_format(judge->doc, "%zu", i);

		place.pointer = ck_judge_at(judge, from->pointer, name);
		step(judge, &place, rest, steps);
	}
}

static void walk(struct judge *judge, const struct place *from,
		 const char *pattern, const struct steps *steps)
{
	size_t len = strcspn(pattern + 1, "/");
	const char *rest = pattern + 1 + len;
	struct place place = { .parent = from->value };

	if (len == 1 && pattern[1] == '*') {
		step_each(judge, from, rest, steps);
		return;
	}
	if (!ck_is_object(from->value))
		return;
	place.key = ck_doc_format(judge->doc, "%.*s", (int)len, pattern + 1);
	place.value = ck_get(from->value, place.key);
	place.pointer = ck_judge_at(judge, from->pointer, place.key);
	step(judge, &place, rest, steps);
}

void ck_judge_each(struct judge *judge, const char *pattern,
		   judge_visit *visit, const void *rule)
{
	const struct place root = { "", judge->document, NULL, NULL };
	const struct steps steps = { visit, rule };

	walk(judge, &root, pattern, &steps);
}

/* -- judging -------------------------------------------------------------- */

/* What has the wrong form is not asked what it means. */
static int judge_all(struct judge *judge)
{
	ck_judge_members(judge);
	ck_judge_types(judge);
	if (!judge->held)
		ck_judge_required(judge);
	if (judge->found)
		return -EBADMSG;
	ck_judge_names(judge);
	ck_judge_sense(judge);
	if (!judge->held)
		ck_judge_values(judge);
	ck_judge_rules(judge);
	return judge->found ? -EBADMSG : 0;
}

int ck_site_check(const struct ck_value *document, struct ck_doc *doc,
		  ck_site_problem *problem, void *ctx)
{
	struct judge judge = { document, doc, problem, ctx, 0, false };

	return judge_all(&judge);
}

int ck_site_check_held(const struct ck_value *document, struct ck_doc *doc,
		       ck_site_problem *problem, void *ctx)
{
	struct judge judge = { document, doc, problem, ctx, 0, true };

	return judge_all(&judge);
}
