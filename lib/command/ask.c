#include <config.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command/lookup.h"
#include "command/private.h"

static bool must_ask(const struct ck_session *s)
{
	unsigned flags = s->verb->flags;

	return flags & CK_VERB_OPERANDS &&
	       flags & (CK_VERB_WRITES | CK_VERB_LANE) && s->store &&
	       !s->options.yes && !s->options.dry_run &&
	       isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* What cannot be found is left to the stream, which says so. */
static size_t collect(struct ck_session *s, struct ck_doc *doc, bool list)
{
	struct ck_matches matches;
	size_t count = 0;

	for (int i = 0; i < s->priv->operand_count; i++) {
		if (!strcmp(s->priv->operands[i], "-") ||
		    ck_lookup(s, doc, s->priv->operands[i], &matches) < 0)
			continue;
		if (matches.count > 1 && !matches.all)
			continue;
		count += matches.count;
		if (list)
			ck_matches_list(s, &matches);
	}
	return count;
}

static bool read_yes(void)
{
	char answer[64];
	ssize_t n = read(STDIN_FILENO, answer, sizeof(answer) - 1);

	return n > 0 && *answer && strchr(_("yY"), *answer);
}

int ck_ask(struct ck_session *s)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;
	size_t count;

	if (!must_ask(s))
		return 0;
	doc = ck_doc_new();
	count = collect(s, doc, false);
	if (count <= 1)
		return 0;
	collect(s, doc, true);
	ck_words_line(s, _("%s these %zu trips? [y/N]"), s->verb->name, count);
	if (read_yes())
		return 0;
	ck_words_line(s, "%s: %s", s->program->name, _("nothing was done"));
	return -ECANCELED;
}
