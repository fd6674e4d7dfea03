#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "command/help.h"
#include "command/private.h"

#define DEFAULT_STORE "/var/lib/ck/ck.db"

enum key {
	KEY_SITE = 256, KEY_EXCEL, KEY_REJECTS, KEY_AT, KEY_AT_REASON, KEY_FOR,
	KEY_AS, KEY_SEEN, KEY_LANG, KEY_USAGE,
};

static const struct argp_option common[] = {
	{ "store", 's', N_("URI"), 0, N_("the store (CK_STORE)"), 0 },
	{ "site", KEY_SITE, N_("CODE"), 0,
	  N_("the site, where a store holds several (CK_SITE)"), 0 },
	{ "format", 'f', N_("FORMAT"), 0, N_("json, table, csv or tsv"), 0 },
	{ "excel", KEY_EXCEL, NULL, 0,
	  N_("csv as spreadsheets read it: BOM, semicolon, CRLF"), 0 },
	{ "jq", 'j', N_("EXPR"), 0,
	  N_("a jq filter over each output record"), 0 },
	{ "dry-run", 'n', NULL, 0, N_("decide and say, change nothing"), 0 },
	{ "keep-going", 'k', NULL, 0,
	  N_("a bad record does not stop the stream"), 0 },
	{ "rejects", KEY_REJECTS, N_("FILE"), 0,
	  N_("append bad input lines to FILE as they came"), 0 },
	{ "at", KEY_AT, N_("TIME"), 0,
	  N_("when it happened, if not now (RFC 3339)"), 0 },
	{ "at-reason", KEY_AT_REASON, N_("CODE"), 0,
	  N_("why it is entered late"), 0 },
	{ "for", KEY_FOR, N_("USER"), 0,
	  N_("on whose behalf, if the staff table permits it"), 0 },
	{ "as", KEY_AS, N_("USER"), 0,
	  N_("act as USER; simulated stores only"), 0 },
	{ "seen", KEY_SEEN, N_("SEQ"), 0,
	  N_("the version that was seen and is confirmed"), 0 },
	{ "lang", KEY_LANG, N_("LANGUAGE"), 0, N_("of sentences: vi, en"), 0 },
	{ "quiet", 'q', NULL, 0, N_("no notes"), 0 },
	{ "verbose", 'v', NULL, 0, N_("more notes"), 0 },
	{ "yes", 'y', NULL, 0, N_("do not ask"), 0 },
	{ "help", '?', NULL, 0, N_("give this help list"), -1 },
	{ NULL, 'h', NULL, OPTION_ALIAS, NULL, -1 },
	{ "usage", KEY_USAGE, NULL, 0, N_("give a short usage message"), -1 },
	{ "version", 'V', NULL, 0, N_("print program version"), -1 },
	{ 0 },
};

/* Another word may be one of the verb's own: ck_verb_choose knows. */
static enum ck_output_format format_of(const char *name)
{
	static const char *const names[] = {
		[CK_FORMAT_JSON] = "json", [CK_FORMAT_TABLE] = "table",
		[CK_FORMAT_CSV] = "csv", [CK_FORMAT_TSV] = "tsv",
	};

	for (int i = CK_FORMAT_JSON; i <= CK_FORMAT_TSV; i++)
		if (!strcmp(name, names[i]))
			return i;
	return CK_FORMAT_OWN;
}

static const char *language_of(const char *text, struct argp_state *state)
{
	if (!ck_text_knows(text))
		argp_error(state, _("no such language: %s (%s)"), text,
			   CK_TEXT_LANGUAGES);
	return text;
}

static int64_t seq_of(const char *text, struct argp_state *state)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno || *end || end == text || n < 1)
		argp_error(state, _("--seen takes a version, not \"%s\""),
			   text);
	return n;
}

/* argp would leave before anybody has looked whether the help could be
 * written. */
static void leave(void)
{
	int err = 0;

	if (fflush(stdout) != 0)
		err = errno;
	else if (ferror(stdout))
		err = EIO;
	if (err == 0)
		exit(CK_EXIT_OK);
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name,
		_("standard output"), ck_error_text(err));
	exit(CK_EXIT_IO);
}

static void defaults(struct ck_options *o)
{
	o->store = secure_getenv("CK_STORE");
	if (o->store && !*o->store)
		o->store = NULL;
	o->store_named = o->store != NULL;
	if (!o->store)
		o->store = DEFAULT_STORE;
	o->site = secure_getenv("CK_SITE");
	if (o->site && !*o->site)
		o->site = NULL;
}

static error_t parse_words(int key, char *arg, struct ck_options *o)
{
	switch (key) {
	case 's':
		o->store = arg;
		o->store_named = true;
		return 0;
	case KEY_SITE:
		o->site = arg;
		return 0;
	case 'j':
		o->jq = arg;
		return 0;
	case KEY_REJECTS:
		o->rejects = arg;
		return 0;
	case KEY_AT:
		o->at = arg;
		return 0;
	case KEY_AT_REASON:
		o->reason_late = arg;
		return 0;
	case KEY_FOR:
		o->on_behalf = arg;
		return 0;
	case KEY_AS:
		o->as = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_switches(int key, struct ck_options *o)
{
	switch (key) {
	case KEY_EXCEL:
		o->excel = true;
		return 0;
	case 'n':
		o->dry_run = true;
		return 0;
	case 'k':
		o->keep_going = true;
		return 0;
	case 'q':
		o->quiet = true;
		return 0;
	case 'v':
		o->verbose = true;
		return 0;
	case 'y':
		o->yes = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* What prints and ends the program. */
static error_t parse_asked(int key, struct argp_state *state)
{
	switch (key) {
	case '?':
	case 'h':
		ck_help_print(state);
		break;
	case KEY_USAGE:
		argp_state_help(state, stdout, ARGP_HELP_USAGE);
		break;
	case 'V':
		printf("%s (%s) %s\n", state->name, PACKAGE, PACKAGE_VERSION);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	leave();
	return 0;
}

static error_t parse_common(int key, char *arg, struct argp_state *state)
{
	struct ck_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		defaults(o);
		return 0;
	case 'f':
		o->format = format_of(arg);
		o->own_format = arg;
		return 0;
	case KEY_SEEN:
		o->seen = seq_of(arg, state);
		return 0;
	case KEY_LANG:
		o->language = language_of(arg, state);
		ck_text_language(o->language);
		return 0;
	case ARGP_KEY_END:
		if (o->excel && o->format == CK_FORMAT_AUTO)
			o->format = CK_FORMAT_CSV;
		return 0;
	default:
		return parse_words(key, arg, o) && parse_switches(key, o)
			       ? parse_asked(key, state) : 0;
	}
}

/* argp has the high bits of a key for itself, from 1 << 23 on. */
error_t ck_option_take(int key, char *arg, struct argp_state *state)
{
	char *member = state->input;

	if (key >= 2 * CK_OPTION_FLAGS || key < CK_OPTION_WORDS)
		return ARGP_ERR_UNKNOWN;
	member += key & CK_OPTION_OFFSET;
	if (key & CK_OPTION_FLAGS)
		*(bool *)member = true;
	else
		*(const char **)member = arg;
	return 0;
}

/* The catalogue is opened only when help is really asked for. */
static char *translate(int key, const char *text, void *input)
{
	(void)key;
	(void)input;
	return text && *text ? ck_strdup(_(text)) : (char *)text;
}

const struct argp ck_options_argp = {
	common, parse_common, NULL, NULL, NULL, translate, NULL,
};

/* -- the command line as a whole ------------------------------------------ */

static error_t parse_top(int key, char *arg, struct argp_state *state)
{
	struct ck_session *s = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = s->settings;
		state->child_inputs[1] = &s->options;
		return 0;
	case ARGP_KEY_ARGS:
		s->priv->operands = state->argv + state->next;
		s->priv->operand_count = state->argc - state->next;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static char *help_of_verbs(int key, const char *text, void *input)
{
	const struct ck_session *s = input;
	CK_BUF all = { 0 };

	if (key != ARGP_KEY_HELP_PRE_DOC || !s)
		return translate(key, text, NULL);
	ck_buf_printf(&all, "%s\n\n", _(s->program->summary));
	for (const struct ck_verb *v = s->program->verbs; v->name; v++)
		ck_buf_printf(&all, "  %s%s%s\n        %s\n", v->name,
			      v->arguments ? " " : "",
			      v->arguments ? v->arguments : "", _(v->summary));
	return ck_buf_take(&all);
}

/* argp and getopt speak before --lang is parsed, perhaps: they have their words
 * from our catalogue and from the C library's, once these are open. */
static void look_for_language(int argc, char **argv)
{
	static const char name[] = "--lang";
	const size_t len = sizeof(name) - 1;

	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		const char *value = NULL;

		if (!strncmp(argv[i], name, len) && argv[i][len] == '=')
			value = argv[i] + len + 1;
		else if (!strcmp(argv[i], name))
			value = argv[i + 1];
		if (!value || !ck_text_knows(value))
			continue;
		ck_text_language(value);
		(void)_("Try `%s --help' or `%s --usage' for more information.\n");
	}
}

void ck_options_parse(struct ck_session *s, int argc, char **argv)
{
	const struct argp own = { s->program->options, s->program->parse,
				  NULL, NULL, NULL, translate, NULL };
	const struct argp_child children[] = {
		{ &own, 0, s->program->options ? "" : NULL, -2 },
		{ &ck_options_argp, 0, N_("Common options:"), -1 },
		{ 0 },
	};
	const struct argp top = { NULL, parse_top, "VERB [OPERAND...]",
				  s->program->summary, children,
				  help_of_verbs, NULL };

	look_for_language(argc, argv);
	argp_err_exit_status = CK_EXIT_USAGE;
	argp_parse(&top, argc, argv, ARGP_NO_HELP, NULL, s);
}

void ck_options_help(struct ck_session *s)
{
	ck_autofree char *text = help_of_verbs(ARGP_KEY_HELP_PRE_DOC, NULL, s);
	CK_BUF laid = { 0 };

	ck_help_layout(&laid, text, false);
	fputs(ck_buf_text(&laid), stdout);
	leave();
}

int ck_usage(struct ck_session *s, const char *format, ...)
{
	ck_autofree char *sentence = NULL;
	va_list ap;

	va_start(ap, format);
	sentence = ck_format_args(format, ap);
	va_end(ap);
	ck_fail(s, NULL, -EINVAL, NULL, NULL, "%s", sentence);
	if (s->verb && s->verb->arguments)
		ck_words_line(s, _("usage: %s %s [OPTION...] %s"),
			      s->program->name, s->verb->name,
			      s->verb->arguments);
	else if (s->verb)
		ck_words_line(s, _("usage: %s %s [OPTION...]"),
			      s->program->name, s->verb->name);
	return -EINVAL;
}
