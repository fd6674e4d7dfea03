#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "command/group.h"
#include "command/private.h"

static void run_group(struct ck_group *group)
{
	size_t from = 0;

	while (from < group->count) {
		size_t to = ck_group_decide(group, from);

		ck_group_answer(group, from, to);
		ck_store_tidy_between(group->s->store);
		if (group->s->priv->out.err)
			return;
		from = to;
	}
}

/* A misspelt kind or lane would else be silence. */
static void tell_passed(const struct ck_group *group)
{
	struct ck_session *s = group->s;

	if (group->passed && !group->acted)
		ck_say(s, _("nothing here was for %s %s; records passed on as they came: %zu"),
		       s->program->name, s->verb->name, group->passed);
}

int ck_stream_run(struct ck_session *s)
{
	CK_CLEANUP(ck_input_close) struct ck_input *input = ck_input_open(s);
	CK_CLEANUP(ck_group_free) struct ck_group *group = NULL;

	if (!input)
		return -EINVAL;
	if (ck_ask(s) < 0)
		return 1;
	group = ck_group_new(s);
	ck_signals_catch();
	do {
		s->priv->hold_words = true;
		ck_group_fill(group, input);
		run_group(group);
		s->priv->hold_words = false;
		ck_words_flush(s);
	} while (!group->ended);
	tell_passed(group);
	ck_store_tidy(s->store);
	return 0;
}
