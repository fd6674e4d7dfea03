/* Is a jq expression fit for a site file? It is cut into tokens as jq's own
 * lexer cuts it (jq 1.6 and 1.7, src/lexer.l), so that a field, a member name
 * or a string that merely reads like a forbidden name is allowed. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "record/jq.h"

enum { NESTING_MAX = 200 };

/* What a rule would depend on besides its input: the clock and time zone, the
 * environment, files, other input, where and by which jq it runs; or what it
 * would do besides its result. */
static const char *const forbidden[] = {
	"$ENV", "$__loc__", "$__prog_args", "_input", "builtins", "debug", "env",
	"get_jq_origin", "get_prog_origin", "get_search_list",
	"halt", "halt_error", "have_decnum", "have_literal_numbers", "import",
	"include", "input", "input_filename", "input_line_number", "inputs",
	"localtime", "mktime", "modulemeta", "now", "stderr", "strflocaltime",
	NULL,
};

struct scan {
	const char *at;
	char open[NESTING_MAX];		/* ( [ { or \" for an interpolation */
	size_t depth;
	char before;			/* the token before, by its first byte */
};

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static size_t name_length(const char *s)
{
	size_t n = 0;

	while (is_name_start(s[n]) || isdigit((unsigned char)s[n]) ||
	       (s[n] == ':' && s[n + 1] == ':' && is_name_start(s[n + 2])) ||
	       (n && s[n] == ':' && s[n - 1] == ':'))
		n++;
	return n;
}

/* A member name, as in {now: 1}. The short form {now} is no exception: since
 * jq 1.7 a value may hold commas of its own, which cannot be told apart here. */
static bool is_key(const struct scan *scan, const char *after)
{
	after += strspn(after, " \t\n");
	return scan->depth && scan->open[scan->depth - 1] == '{' &&
	       (scan->before == '{' || scan->before == ',') &&
	       after[0] == ':' && after[1] != ':';
}

static int refuse_name(const char *name, char **ret_error)
{
	*ret_error = ck_format(_("\"%s\" is not allowed in a rule, which may "
				 "depend on its input only"), name);
	return -EINVAL;
}

static int check_name(struct scan *scan, char **ret_error)
{
	size_t len = name_length(scan->at);
	bool variable = scan->before == '$';
	bool key = is_key(scan, scan->at + len);
	ck_autofree char *name =
		ck_format("%s%.*s", variable ? "$" : "", (int)len, scan->at);

	scan->at += len;
	scan->before = 'a';
	/* jq 1.6 reads "$__loc__" as two tokens, and the second as a keyword
	 * wherever it stands. */
	if (!strcmp(name, "__loc__"))
		return refuse_name("$__loc__", ret_error);
	return !key && ck_listed(forbidden, name)
	       ? refuse_name(name, ret_error) : 0;
}

static int refuse(const char *sentence, char **ret_error)
{
	*ret_error = ck_strdup(sentence);
	return -EINVAL;
}

/* Versions of jq disagree where such a comment ends. */
static int skip_comment(struct scan *scan, char **ret_error)
{
	size_t len = strcspn(scan->at, "\n");

	if (scan->at[len - 1] == '\\' || memchr(scan->at, '\r', len))
		return refuse(_("a comment in a rule must not end in a "
				"backslash or contain a carriage return"),
			      ret_error);
	scan->at += len;
	return 0;
}

static int enter(struct scan *scan, char bracket, char **ret_error)
{
	if (scan->depth == NESTING_MAX)
		return refuse(_("the expression is nested too deep"),
			      ret_error);
	scan->open[scan->depth++] = bracket;
	return 0;
}

/* The text of a string up to its end or to an interpolation. */
static int skip_string(struct scan *scan, char **ret_error)
{
	for (; *scan->at; scan->at++) {
		if (*scan->at == '"') {
			scan->at++;
			scan->before = '"';
			return 0;
		}
		if (*scan->at != '\\')
			continue;
		scan->at++;
		if (*scan->at == '(') {
			scan->at++;
			scan->before = '(';
			return enter(scan, '"', ret_error);
		}
		if (!*scan->at)
			break;
	}
	return refuse(_("a string is not closed"), ret_error);
}

static int leave(struct scan *scan, char bracket, char **ret_error)
{
	char opened = scan->depth ? scan->open[scan->depth - 1] : '\0';
	char expected = bracket == ')' ? '(' : bracket == ']' ? '[' : '{';

	if (opened == '"' && bracket == ')') {
		scan->depth--;
		return skip_string(scan, ret_error);
	}
	if (opened != expected)
		return refuse(_("brackets do not match"), ret_error);
	scan->depth--;
	return 0;
}

static int check_punctuation(struct scan *scan, char **ret_error)
{
	char c = *scan->at++;

	if (c == '.' && is_name_start(*scan->at)) {
		scan->at += name_length(scan->at);
		scan->before = '.';
		return 0;
	}
	scan->before = c;
	if (c == '"')
		return skip_string(scan, ret_error);
	if (c == '(' || c == '[' || c == '{')
		return enter(scan, c, ret_error);
	if (c == ')' || c == ']' || c == '}')
		return leave(scan, c, ret_error);
	return 0;
}

int ck_jq_check_tokens(const char *expression, char **ret_error)
{
	struct scan scan = { .at = expression };
	int r = 0;

	while (*scan.at && !r) {
		if (isspace((unsigned char)*scan.at))
			scan.at++;
		else if (*scan.at == '#')
			r = skip_comment(&scan, ret_error);
		else if (*scan.at == '@')
			scan.at += 1 + name_length(scan.at + 1);
		else if (is_name_start(*scan.at))
			r = check_name(&scan, ret_error);
		else
			r = check_punctuation(&scan, ret_error);
	}
	if (!r && scan.depth)
		return refuse(_("brackets do not match"), ret_error);
	return r;
}

int ck_jq_check_rule(const char *expression, char **ret_error)
{
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;
	ck_autofree char *program = NULL;
	int r = ck_jq_check_tokens(expression, ret_error);

	if (r < 0)
		return r;
	program = ck_format("(%s\n)", expression);
	return ck_jq_compile(program, &jq, ret_error);
}
