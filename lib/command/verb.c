#include <config.h>

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "command/private.h"
#include "trade/near.h"

static const struct ck_verb *find_verb(const struct ck_program *program,
				       const char *name)
{
	for (const struct ck_verb *v = program->verbs; v->name; v++)
		if (!strcmp(v->name, name))
			return v;
	return NULL;
}

static const char *nearest(const struct ck_program *program, const char *name)
{
	const char *best = NULL;
	unsigned least = 3;

	for (const struct ck_verb *v = program->verbs; v->name; v++) {
		unsigned d = ck_near_distance(name, v->name);

		if (d < least || !strncmp(name, v->name, strlen(name))) {
			best = v->name;
			least = d;
		}
	}
	return best;
}

static void list_verbs(struct ck_session *s)
{
	for (const struct ck_verb *v = s->program->verbs; v->name; v++)
		ck_words_line(s, "  %s %s%s%s", s->program->name, v->name,
			      v->arguments ? " " : "",
			      v->arguments ? v->arguments : "");
}

static int unknown(struct ck_session *s, const char *name)
{
	const char *near = nearest(s->program, name);

	if (near)
		return ck_usage(s, _("no such verb: %s; did you mean %s?"),
				name, near);
	ck_usage(s, _("no such verb: %s; there are"), name);
	list_verbs(s);
	return -EINVAL;
}

static bool takes_more(const struct ck_verb *verb)
{
	return verb->run ||
	       verb->flags & (CK_VERB_OPERANDS | CK_VERB_RECORDS);
}

/* A verb that acts once owns all its operands; another one those further ones
 * that it knows by their look. */
static int count_own(const struct ck_verb *verb, char **words, int count)
{
	int most = verb->own_operands + verb->own_optional;
	int n = verb->own_operands;

	while (n < count && n < most &&
	       (!takes_more(verb) ||
		(verb->is_own && verb->is_own(words[n]))))
		n++;
	return n;
}

/* One of them behind an item would be taken for an item, after what was done
 * to those before it. */
static int check_order(struct ck_session *s, char **words, int own, int count)
{
	const struct ck_verb *verb = s->verb;
	bool more = own < verb->own_operands + verb->own_optional;

	for (int i = own; verb->is_own && i < count; i++)
		if (verb->is_own(words[i]))
			return ck_usage(s, more ? _("%s must stand first")
					: _("one operand too many: %s"),
					words[i]);
	return 0;
}

static int take_own(struct ck_session *s, char **words, int count)
{
	const struct ck_verb *verb = s->verb;
	int own = count_own(verb, words, count);

	if (count < verb->own_operands)
		return ck_usage(s, _("an operand is missing: %s"),
				verb->arguments);
	if (!takes_more(verb) && count > own)
		return ck_usage(s, _("one operand too many: %s"), words[own]);
	if (check_order(s, words, own, count) < 0)
		return -EINVAL;
	s->own = words;
	s->own_count = own;
	s->priv->operands = words + s->own_count;
	s->priv->operand_count = count - s->own_count;
	return 0;
}

static bool has_format(const char *formats, const char *name)
{
	const char *at = formats && *name ? strstr(formats, name) : NULL;

	return at && at[-1] == ' ' && at[strlen(name)] == ' ';
}

/* The verb's own stand between blanks. */
static const char *formats_of(struct ck_session *s)
{
	const char *common = "json, table, csv, tsv";
	const char *own = s->verb->formats;
	char *text = ck_doc_strdup(s->doc, own ? own : "");
	char *word;

	while ((word = strsep(&text, " ")))
		if (*word)
			common = ck_doc_format(s->doc, "%s, %s", common, word);
	return common;
}

/* A word of --format that is none of the common ones must be the verb's. */
static int check_format(struct ck_session *s)
{
	const char *name = s->options.own_format;

	if (s->options.format != CK_FORMAT_OWN ||
	    has_format(s->verb->formats, name))
		return 0;
	return ck_usage(s, _("no such format: %s (%s)"), name, formats_of(s));
}

int ck_verb_choose(struct ck_session *s, char **words, int count)
{
	if (count == 0) {
		ck_usage(s, _("say what to do; there are"));
		list_verbs(s);
		return -EINVAL;
	}
	s->verb = find_verb(s->program, words[0]);
	if (!s->verb && !strcmp(words[0], "help"))
		ck_options_help(s);
	if (!s->verb)
		return unknown(s, words[0]);
	s->columns = s->verb->columns;
	if (check_format(s) < 0)
		return -EINVAL;
	return take_own(s, words + 1, count - 1);
}
